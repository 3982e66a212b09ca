//! Tells Tauri where its capabilities lie and when to look at them again.
//!
//! The manifest stands at the root of the workspace, the shell's own files in `src-tauri/`,
//! so the pattern that Tauri would assume beside the manifest is named here.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    // The window's page is embedded into the binary: a new page is a new binary.
    println!("cargo:rerun-if-changed=dist");
    tauri_build::try_build(
        tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*"),
    )?;
    Ok(())
}
