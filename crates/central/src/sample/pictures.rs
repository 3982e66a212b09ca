//! The pictures of the sample city, drawn when the first alert needs one and once in the life of a
//! process: drawing all of them is the costliest part of a small city.

use std::sync::OnceLock;

use trucban_scenes::Scenes;

use crate::error::CentralError;

/// The pictures.
///
/// # Errors
/// If a shipped template cannot be drawn.
pub(super) fn drawn() -> Result<&'static Scenes, CentralError> {
    static DRAWN: OnceLock<Scenes> = OnceLock::new();
    if let Some(scenes) = DRAWN.get() {
        return Ok(scenes);
    }
    let scenes = Scenes::shipped().map_err(CentralError::SamplePictures)?;
    Ok(DRAWN.get_or_init(|| scenes))
}
