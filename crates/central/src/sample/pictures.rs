//! The pictures of the sample city, drawn when the first alert or report needs one and once in the life
//! of a process: drawing all of them is the costliest part of a small city.

use std::sync::OnceLock;

use trucban_scenes::{Blob, SceneError, Scenes};

use crate::error::CentralError;

static OF_CAMERAS: OnceLock<Scenes> = OnceLock::new();
static OF_PEOPLE: OnceLock<Scenes> = OnceLock::new();

/// What cameras see.
///
/// # Errors
/// If a shipped template cannot be drawn.
pub(super) fn of_cameras() -> Result<&'static Scenes, CentralError> {
    drawn(&OF_CAMERAS, Scenes::of_cameras)
}

/// What people photograph.
///
/// # Errors
/// If a shipped template cannot be drawn.
pub(super) fn of_people() -> Result<&'static Scenes, CentralError> {
    drawn(&OF_PEOPLE, Scenes::of_people)
}

/// The picture of this name, if it was drawn.
pub(super) fn find(hash: &str) -> Option<Blob<'static>> {
    [&OF_CAMERAS, &OF_PEOPLE].into_iter().filter_map(OnceLock::get).find_map(|it| it.blob(hash))
}

fn drawn(
    once: &'static OnceLock<Scenes>,
    draw: impl FnOnce() -> Result<Scenes, SceneError>,
) -> Result<&'static Scenes, CentralError> {
    if let Some(scenes) = once.get() {
        return Ok(scenes);
    }
    let scenes = draw().map_err(CentralError::SamplePictures)?;
    Ok(once.get_or_init(|| scenes))
}
