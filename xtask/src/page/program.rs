//! The page's program: what cargo linked, cut at the places that `ui/src/screens.rs` marks, with its glue.
//!
//! What every start needs stands in one file, packed, as the page asks for it; what a screen alone needs
//! comes in files of its own when somebody goes there. Refuses to run a wasm-bindgen whose version is not
//! the locked one of the page, and leaves nothing half-made that looks finished.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow};
use flate2::{Compression, GzBuilder};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::Options;

use super::{NAME, read, remove_if_there};
use crate::workspace::{WASM_TARGET, Workspace};

/// Cuts the program and writes its glue, unless that was done for the same wasm before; returns the folder
/// of the files.
pub fn cut(workspace: &Workspace) -> Result<PathBuf> {
    let target = workspace.page_target();
    let wasm = target.join(WASM_TARGET).join("wasm").join(format!("{NAME}.wasm"));
    let bytes = read(&wasm)?;
    let done = target.join("program");
    let seen = target.join("program-made-from.wasm");
    if fs::read(&seen).is_ok_and(|last| last == bytes) && done.is_dir() {
        return Ok(done);
    }
    // Removed first: a failure half-way must not look finished at the next start.
    remove_if_there(&seen)?;
    if done.exists() {
        fs::remove_dir_all(&done).with_context(|| format!("remove {}", done.display()))?;
    }
    let first = target.join("first.wasm");
    let main_module = format!("./{NAME}.js");
    let mut options = Options::new(&bytes);
    options.output_dir = &done;
    options.main_out_path = &first;
    options.main_module = &main_module;
    wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("cutting {}: {error:?}", wasm.display()))?;
    Bindgen::new()
        .input_path(&first)
        .out_name(NAME)
        // The other files ask the first one for what it exports, by the names that the linker gave.
        .keep_lld_exports(true)
        .demangle(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .web(true)
        .and_then(|bindgen| bindgen.typescript(false).generate(&done))
        .map_err(|error| anyhow!("wasm-bindgen on {}: {error:?}", first.display()))?;
    pack(&done.join(format!("{NAME}_bg.wasm")))?;
    fs::write(&seen, bytes).with_context(|| format!("write {}", seen.display()))?;
    Ok(done)
}

/// Leaves the code packed, as the page asks for it.
fn pack(wasm: &Path) -> Result<()> {
    let packed = wasm.with_extension("wasm.gz");
    let mut packing = GzBuilder::new().write(Vec::new(), Compression::best());
    packing.write_all(&read(wasm)?)?;
    fs::write(&packed, packing.finish()?).with_context(|| format!("write {}", packed.display()))?;
    remove_if_there(wasm)
}
