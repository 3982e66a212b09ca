//! Mounts the window into the page.

fn main() {
    wasm_bindgen_futures::spawn_local(trucban_ui::start());
}
