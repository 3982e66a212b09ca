//! Mounts the window into the page.

fn main() {
    leptos::mount::mount_to_body(trucban_ui::App);
}
