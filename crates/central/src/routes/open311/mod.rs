//! Open311.
use crate::central::Central;
pub(super) fn router(_central: &Central) -> axum::Router {
    axum::Router::new()
}
