//! Fields in which one writes.
//!
//! A field that goes away lets go of the focus first. The web view is not told when a field vanishes under
//! the focus. It goes on giving every key to the input method, which composes letters for a field that is not
//! there: no key of the product is heard any more.

use leptos::html::{self, ElementType};
use leptos::prelude::*;
use trucban_domain::fold::composed;
use web_sys::HtmlElement;

/// Takes the focus from `field` when the component that it belongs to is taken away.
pub fn let_go_at_the_end<E>(field: NodeRef<E>)
where
    E: ElementType + 'static,
    E::Output: AsRef<HtmlElement> + Clone + wasm_bindgen::JsCast + 'static,
{
    on_cleanup(move || {
        if let Some(field) = field.try_get_untracked().flatten() {
            // Where it cannot be taken, the field had it no longer.
            let field: &HtmlElement = field.as_ref();
            let _ = field.blur();
        }
    });
}

/// Several lines that are kept elsewhere with every key, under their label.
#[component]
pub fn LongText(
    /// What they are.
    #[prop(into)]
    label: Signal<String>,
    /// The class of the label with its field.
    class: &'static str,
    /// Lines that are seen at once.
    rows: u8,
    /// The field's mark for the tests.
    test: &'static str,
    /// What is kept.
    words: Memo<String>,
    /// Keeps what was written.
    #[prop(into)]
    on_write: Callback<String>,
    /// Whether it takes the focus first.
    #[prop(optional)]
    focus: bool,
    /// The field, for whoever gives it the focus later.
    #[prop(optional)]
    field: NodeRef<html::Textarea>,
) -> impl IntoView {
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
    view! {
        <label class=class>
            <span>{label}</span>
            <textarea
                class="field"
                rows=rows.to_string()
                lang="vi"
                data-testid=test
                node_ref=field
                on:input=move |event| on_write.run(event_target_value(&event))
            ></textarea>
        </label>
    }
}
