//! How values of ours lie in columns. SQLite counts in signed 64 bits; our numbers never reach the
//! sign bit.

use rusqlite::Row;
use serde::de::DeserializeOwned;
use trucban_domain::encoding;
use uuid::Uuid;

use crate::error::CentralError;

/// Reads a column of sixteen bytes.
pub(crate) fn uuid(row: &Row<'_>, at: usize) -> rusqlite::Result<Uuid> {
    row.get::<_, [u8; 16]>(at).map(Uuid::from_bytes)
}

/// Reads a number that is never negative.
pub(crate) fn count(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(at).map(i64::cast_unsigned)
}

/// Decodes stored bytes; `what` names them in the log.
pub(crate) fn stored<T: DeserializeOwned>(
    bytes: &[u8],
    what: &'static str,
) -> Result<T, CentralError> {
    encoding::decode(bytes).map_err(|cause| CentralError::Stored { what, cause: Some(cause) })
}
