//! The least that any start takes: a window of the same build with a page that has nothing on it.

/// Opens the window.
#[expect(
    clippy::disallowed_methods,
    reason = "Tauri's context ends the process when its assets are broken"
)]
fn main() -> Result<(), tauri::Error> {
    tauri::Builder::default()
        .run(tauri::generate_context!("tests/benches/reference/empty_window/tauri.conf.json"))
}
