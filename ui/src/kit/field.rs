//! A field that goes away lets go of the focus first.
//!
//! The web view is not told when a field vanishes under the focus. It goes on giving every key to
//! the input method, which composes letters for a field that is not there: no key of the product is
//! heard any more.

use leptos::html;
use leptos::prelude::*;
use trucban_domain::fold::composed;

/// Takes the focus from `field` when the component that it belongs to is taken away.
pub fn let_go_at_the_end(field: NodeRef<html::Textarea>) {
    on_cleanup(move || {
        if let Some(field) = field.try_get_untracked().flatten() {
            // Where it cannot be taken, the field had it no longer.
            let _ = field.blur();
        }
    });
}

/// Keeps `words`, which are kept elsewhere, in `field`, which takes the focus first where `focus` says so,
/// and lets go of it at the end.
pub fn stands_in(field: NodeRef<html::Textarea>, words: Memo<String>, focus: bool) {
    let_go_at_the_end(field);
    Effect::new(move |before: Option<()>| {
        let words = words.get();
        let Some(field) = field.get() else { return };
        // Only what came from elsewhere is written: writing while a letter is composed would break it.
        if composed(&field.value()) != words {
            field.set_value(&words);
        }
        if focus && before.is_none() {
            let _ = field.focus();
        }
    });
}
