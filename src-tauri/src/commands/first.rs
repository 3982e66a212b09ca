//! The first picture, read as a whole.

use trucban_contract::ipc::{
    CommandError, FirstPicture, ListQueue, ReadFirstPicture, ReadIncident,
};

use super::Shared;
use super::incidents::{detail, queue};
use super::session::session;
use super::status::status;
use crate::console::Open;

/// Handles [`ReadFirstPicture`].
#[tauri::command]
pub async fn read_first_picture(
    shared: Shared<'_>,
    args: ReadFirstPicture,
) -> Result<FirstPicture, CommandError> {
    let ReadFirstPicture {} = args;
    shared.run::<ReadFirstPicture>(|open| Ok(picture(open))).await
}

/// A part that fails is left out: whoever shows it asks again, and tells.
fn picture(open: &Open) -> FirstPicture {
    let queue = queue(open, ListQueue::opening()).ok();
    let first = queue.as_ref().and_then(|page| page.rows.first());
    FirstPicture {
        session: Some(session(open)),
        status: status(open).ok(),
        report: first.and_then(|row| detail(open, ReadIncident { id: row.id }).ok()),
        queue,
    }
}
