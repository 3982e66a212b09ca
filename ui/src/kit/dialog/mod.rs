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

/// Which way an arrow turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// To the one before.
    Back,
    /// To the next.
    On,
}

/// A dialog with a heading and a way out.
#[component]
pub fn Dialog(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// Closes it.
    #[prop(into)]
    on_close: Callback<()>,
    /// What the arrows left and right do, where it shows one of several.
    #[prop(optional)]
    on_turn: Option<Callback<Turn>>,
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
        match (key, on_turn) {
            (Key::Back | Key::Help, _) => on_close.run(()),
            (Key::Left, Some(turn)) => turn.run(Turn::Back),
            (Key::Right, Some(turn)) => turn.run(Turn::On),
            _ => {}
        }
        true
    });
    // What has the focus is a button of the dialog: arrows are its own, and no key of the product.
    let stay = move |event: KeyboardEvent| match (event.key().as_str(), on_turn) {
        ("Tab", _) => event.prevent_default(),
        ("ArrowLeft", Some(turn)) => turn.run(Turn::Back),
        ("ArrowRight", Some(turn)) => turn.run(Turn::On),
        _ => {}
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
