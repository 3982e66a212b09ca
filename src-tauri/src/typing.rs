//! Typing through an input method: what is being composed stands in the field itself.
//!
//! On Linux the library below switches this off. A syllable then lies in no field until it is
//! finished, and is lost when a person clicks a button instead of finishing it: the last word of a
//! note would be missing from what is saved. Other systems compose in the field by themselves.

use tauri::{Result, WebviewWindow};

/// Lets the fields of this window show what is being composed.
#[cfg(target_os = "linux")]
pub fn compose_in_the_field(window: &WebviewWindow) -> Result<()> {
    use webkit2gtk::{InputMethodContextExt as _, WebViewExt as _};

    window.with_webview(|view| {
        if let Some(context) = view.inner().input_method_context() {
            context.set_enable_preedit(true);
        } else {
            tracing::warn!("the web view knows no input method");
        }
    })
}

/// Nothing is in the way on this system.
#[cfg(not(target_os = "linux"))]
pub const fn compose_in_the_field(_window: &WebviewWindow) -> Result<()> {
    Ok(())
}
