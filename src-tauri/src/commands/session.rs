//! Who works here.

use tauri::WebviewWindow;
use trucban_contract::ipc::{
    CommandError, Enrol, OpenSession, SavePreferences, Session, SignedIn, Zoom,
};
use trucban_domain::{Action, Reach};

use super::Shared;
use crate::console::Open;

/// Handles [`OpenSession`].
#[tauri::command]
pub async fn open_session(shared: Shared<'_>, args: OpenSession) -> Result<Session, CommandError> {
    let OpenSession {} = args;
    shared.run::<OpenSession>(|open| Ok(session(open))).await
}

/// Handles [`Enrol`].
#[tauri::command]
pub async fn enrol(shared: Shared<'_>, args: Enrol) -> Result<Session, CommandError> {
    shared
        .run::<Enrol>(move |open| {
            open.enrol(&args.document)?;
            Ok(session(open))
        })
        .await
}

/// Handles [`SavePreferences`].
#[tauri::command]
pub async fn save_preferences(
    window: WebviewWindow,
    shared: Shared<'_>,
    args: SavePreferences,
) -> Result<(), CommandError> {
    show_in(&window, args.preferences.size);
    shared.run::<SavePreferences>(move |open| open.save_preferences(args.preferences)).await
}

/// Shows everything in this size. A web view that cannot goes on as it is.
pub fn show_in(window: &WebviewWindow, size: Zoom) {
    if let Err(error) = window.set_zoom(f64::from(size.percent()) / 100.0) {
        tracing::warn!(%error, "the size stays");
    }
}

pub(super) fn session(open: &Open) -> Session {
    let operator = open.working().map(|(enrolment, state)| {
        let operator = enrolment.operator;
        let wards = match operator.grant.role.reach(Action::Read) {
            Reach::OwnWards => operator.grant.wards.clone(),
            _ => Vec::new(),
        };
        SignedIn {
            role: operator.grant.role,
            unit: operator.grant.actor(operator.user, &operator.name).unit,
            wards,
            name: operator.name,
            sample: state.sample,
        }
    });
    Session { operator, preferences: open.preferences(), build: open.build.clone() }
}
