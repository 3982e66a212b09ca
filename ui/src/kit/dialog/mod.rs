//! A dialog over the page: takes the focus, keeps it, gives it back.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use trucban_text::frame;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::keys::{Key, Keys};
use crate::kit::icon::Icon;
use crate::language::Language;

/// A dialog with a heading and a way out.
#[component]
pub fn Dialog(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// Closes it.
    #[prop(into)]
    on_close: Callback<()>,
    /// The content.
    children: Children,
) -> impl IntoView {
    let lang = Language::here();
    let way_out = NodeRef::<html::Button>::new();
    let before = document().active_element().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    Effect::new(move |_| {
        if let Some(button) = way_out.get() {
            // Without the focus the dialog still shows and Esc still closes it.
            let _ = button.focus();
        }
    });
    let before = StoredValue::new_local(before);
    on_cleanup(move || {
        if let Some(element) = before.try_get_value().flatten() {
            let _ = element.focus();
        }
    });
    // Nothing behind the dialog hears a key while it is open.
    Keys::here().on(move |key| {
        if matches!(key, Key::Back | Key::Help) {
            on_close.run(());
        }
        true
    });
    let stay = move |event: KeyboardEvent| {
        if event.key() == "Tab" {
            event.prevent_default();
        }
    };
    view! {
        <div class="dialog-ground" on:click=move |_| on_close.run(())>
            <section
                class="dialog"
                role="dialog"
                aria-modal="true"
                aria-label=title
                data-testid="dialog"
                on:click=|event| event.stop_propagation()
                on:keydown=stay
            >
                <header class="dialog-head">
                    <h2>{title}</h2>
                    <button
                        type="button"
                        class="icon-button"
                        data-testid="dialog-close"
                        aria-label=move || lang.say(frame::CLOSE)
                        node_ref=way_out
                        on:click=move |_| on_close.run(())
                    >
                        {Icon::Close.view()}
                    </button>
                </header>
                {children()}
            </section>
        </div>
    }
}
