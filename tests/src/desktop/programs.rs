//! Where the built programs are.
//!
//! `cargo xtask test` names their folder in `TRUCBAN_BIN_DIR`; a test started by hand looks beside
//! itself, where cargo puts them. A program that was not built is an error that says how to.

use std::env;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

/// A program of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// The desktop console.
    Console,
    /// The central API.
    Central,
    /// The command-line tool.
    Ctl,
}

impl Program {
    fn name(self) -> &'static str {
        match self {
            Self::Console => "trucban",
            Self::Central => "trucban-central",
            Self::Ctl => "trucbanctl",
        }
    }
}

/// The path of a built program.
pub fn program(program: Program) -> Result<PathBuf> {
    let folder = match env::var_os("TRUCBAN_BIN_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => beside_this_test()?,
    };
    let path = folder.join(program.name()).with_extension(env::consts::EXE_EXTENSION);
    if !path.is_file() {
        bail!("{} is not built: start the tests with `cargo xtask test`", path.display());
    }
    Ok(path)
}

fn beside_this_test() -> Result<PathBuf> {
    let this = env::current_exe().context("the path of this program")?;
    let folder = this.parent().context("this program has no folder")?;
    // Tests lie in `deps/` below the programs.
    let folder = if folder.ends_with("deps") { folder.parent().unwrap_or(folder) } else { folder };
    Ok(folder.to_owned())
}
