//! stub
use crate::{steps::Steps, workspace::Workspace};
use anyhow::Result;
/// a
#[derive(clap::Args)]
pub struct Args {}
/// a
pub fn run(_w: &Workspace, _s: &mut Steps, _a: &Args) -> Result<()> {
    Ok(())
}
