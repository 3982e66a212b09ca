//! stub
use crate::{steps::Steps, workspace::Workspace};
use anyhow::Result;
pub fn run(_w: &Workspace, _s: &mut Steps) -> Result<()> {
    Ok(())
}
