//! A field that goes away lets go of the focus first.
//!
//! The web view is not told when a field vanishes under the focus. It goes on giving every key to
//! the input method, which composes letters for a field that is not there: no key of the product is
//! heard any more.

use leptos::html;
use leptos::prelude::*;

/// Takes the focus from `field` when the component that it belongs to is taken away.
pub fn let_go_at_the_end(field: NodeRef<html::Textarea>) {
    on_cleanup(move || {
        if let Some(field) = field.try_get_untracked().flatten() {
            // Where it cannot be taken, the field had it no longer.
            let _ = field.blur();
        }
    });
}
