//! What gives a window the keys that are struck on its display: a window manager.

use anyhow::Result;
use tempfile::TempDir;

use super::display::Display;
use super::keyboard::{private, start};
use super::process::Owned;

/// Gives each new window of a display the focus; until this value is dropped.
pub struct Focus {
    _manager: Owned,
    _folder: TempDir,
}

impl Focus {
    /// Starts a window manager with nothing of the person's set-up.
    pub fn given_on(display: &Display) -> Result<Self> {
        let folder = crate::folder()?;
        let mut env = private(folder.path())?;
        env.push(("DISPLAY", display.name().into()));
        Ok(Self { _manager: start(&env, "openbox", &["--sm-disable"])?, _folder: folder })
    }
}
