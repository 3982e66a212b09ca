//! Where photos come into the window: chosen, dropped or pasted, and handed to the shell one after the
//! other.
//!
//! The window holds no bytes beyond the one that is being handed over. A file that is not taken is named
//! with the reason, and costs the others nothing.

use js_sys::Uint8Array;
use leptos::ev::{self, Event};
use leptos::html;
use leptos::prelude::*;
use trucban_contract::ipc::{CommandError, ErrorCode, KeepPhoto, KeptPhoto};
use trucban_text::{Lang, photos};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, DragEvent, File, FileList, HtmlInputElement};

use crate::failure;
use crate::ipc::Shell;
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::language::Language;

/// What the picker of the system offers; the shell looks at the bytes.
const OFFERED: &str = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif";

/// A file that was not taken, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct NotTaken {
    /// Its name; empty where it has none.
    pub name: String,
    /// Why.
    pub why: CommandError,
}

impl NotTaken {
    /// What is told of it.
    pub fn words(&self, lang: Lang) -> String {
        let why = failure::words(lang, &self.why);
        if self.name.is_empty() { why } else { photos::NOT_TAKEN.fill(lang, [&self.name, &why]) }
    }
}

/// Has the shell keep a file as a photo: checked, cleaned and on disk when this is done.
///
/// # Errors
/// Why it was not taken.
pub async fn keep_photo(shell: Shell, file: &File) -> Result<KeptPhoto, CommandError> {
    let Ok(buffer) = JsFuture::from(file.array_buffer()).await else { return Err(unread()) };
    shell.hand_over::<KeepPhoto>(&Uint8Array::new(&buffer)).await
}

/// A file that the system did not give.
fn unread() -> CommandError {
    CommandError {
        code: ErrorCode::Validation,
        text: "error.photo_unread".to_owned(),
        args: Vec::new(),
        refusal: None,
        reference: String::new(),
    }
}

fn files_of(list: Option<FileList>) -> Vec<File> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.get(at)).collect()
}

/// Where photos are chosen, dropped or pasted. It keeps nothing: `on_files` gets the files.
#[component]
pub fn PhotoInput(
    /// Gets the files.
    on_files: Callback<Vec<File>>,
    /// Whether files are being kept.
    #[prop(into)]
    busy: Signal<bool>,
    /// What stands beside the button.
    children: Children,
) -> impl IntoView {
    let lang = Language::here();
    let picker = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let choose = move |()| {
        if let Some(picker) = picker.get_untracked() {
            picker.click();
        }
    };
    let chosen = move |event: Event| {
        let input = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let files = files_of(input.files());
        // The same file can be chosen again.
        input.set_value("");
        on_files.run(files);
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        on_files.run(files_of(event.data_transfer().and_then(|data| data.files())));
    };
    let pasting = window_event_listener(ev::paste, move |event: ClipboardEvent| {
        let files = files_of(event.clipboard_data().and_then(|data| data.files()));
        if !files.is_empty() {
            event.prevent_default();
            on_files.run(files);
        }
    });
    on_cleanup(move || pasting.remove());
    view! {
        <div
            class="photo-input"
            class:over=move || over.get()
            data-testid="photo-input"
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <input
                class="unseen"
                type="file"
                accept=OFFERED
                multiple=true
                tabindex="-1"
                data-testid="photo-files"
                aria-label=move || lang.say(photos::ADD)
                node_ref=picker
                on:change=chosen
            />
            <Button
                label=lang.text(photos::ADD)
                icon=Icon::Camera
                busy
                on_press=choose
                attr:data-testid="photo-add"
            />
            {children()}
            <span class="photo-drop" aria-hidden="true">{move || lang.say(photos::DROP_HERE)}</span>
        </div>
    }
}
