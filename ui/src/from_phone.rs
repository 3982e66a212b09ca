//! Photos from a phone: a code on the screen, and the photos that come while it is shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{
    ClosePhoneLink, CommandError, KeptPhoto, Language as Spoken, OpenPhoneLink, PhoneLink,
    ReadPhoneLink, Topic,
};
use trucban_text::{Lang, Text, format, photos};

use crate::clock::Clock;
use crate::failure;
use crate::ipc::Shell;
use crate::kit::button::Button;
use crate::kit::dialog::Dialog;
use crate::kit::icon::Icon;
use crate::language::Language;

/// Gets a photo that came, also once the form was left.
pub type OnPhoto = Arc<dyn Fn(KeptPhoto) + Send + Sync>;

/// What the phone says, by the names of the contract.
const WORDS: [(&str, Text<0>); 7] = [
    ("title", photos::PHONE_TITLE),
    ("choose", photos::PHONE_CHOOSE),
    ("sending", photos::PHONE_SENDING),
    ("sent", photos::PHONE_SENT),
    ("not_taken", photos::PHONE_NOT_TAKEN),
    ("not_sent", photos::PHONE_NOT_SENT),
    ("no_key", photos::PHONE_NO_KEY),
];

/// The link as it stands.
#[derive(Debug, Clone, Copy)]
struct Linking {
    link: RwSignal<Option<PhoneLink>>,
    failure: RwSignal<Option<CommandError>>,
    /// Whether the link is still open, and how many photos came over it.
    open: RwSignal<bool>,
    came: RwSignal<usize>,
    shell: Shell,
    lang: Language,
}

impl Linking {
    fn begin(self) {
        let lang = untrack(|| self.lang.get());
        let words: BTreeMap<String, String> =
            WORDS.map(|(name, text)| (name.to_owned(), text.say(lang).to_owned())).into();
        let language = match lang {
            Lang::Vi => Spoken::Vi,
            Lang::En => Spoken::En,
        };
        spawn_local(async move {
            match self.shell.call(OpenPhoneLink { language, words }).await {
                Ok(link) => {
                    let number = link.number;
                    self.open.try_set(true);
                    self.failure.try_set(None);
                    if self.link.try_set(Some(link)).is_some() {
                        // Whoever asked for it closed the dialog meanwhile.
                        drop(self.shell.call(ClosePhoneLink { number }).await);
                    }
                }
                Err(failure) => {
                    self.failure.try_set(Some(failure));
                }
            }
        });
    }

    /// Takes what came since the last time.
    async fn read(self, number: u32, on_photo: OnPhoto) {
        let Ok(read) = self.shell.call(ReadPhoneLink { number }).await else { return };
        // Whatever came is told again when the dialog is closed.
        let Some(known) = self.came.try_get_untracked() else { return };
        self.open.set(read.open);
        if read.photos.len() > known {
            self.came.set(read.photos.len());
            read.photos.into_iter().skip(known).for_each(|photo| on_photo(photo));
        }
    }

    /// Ends the link, and takes what came and was not taken yet.
    fn end(self, on_photo: OnPhoto) {
        let Some(number) = self.link.with_untracked(|link| link.as_ref().map(|it| it.number))
        else {
            return;
        };
        let (shell, known) = (self.shell, self.came.get_untracked());
        spawn_local(async move {
            // Where nobody answers, the link ends by itself.
            if let Ok(read) = shell.call(ClosePhoneLink { number }).await {
                read.photos.into_iter().skip(known).for_each(|photo| on_photo(photo));
            }
        });
    }
}

/// A button that shows the code.
#[component]
pub fn FromPhone(
    /// Gets each photo that came.
    on_photo: OnPhoto,
) -> impl IntoView {
    let lang = Language::here();
    let shown = RwSignal::new(false);
    view! {
        <Button
            label=lang.text(photos::PHONE)
            icon=Icon::Qr
            on_press=move |()| shown.set(true)
            attr:data-testid="photo-phone"
        />
        <Show when=move || shown.get()>
            <PhoneDialog
                on_photo=Arc::clone(&on_photo)
                on_close=move |()| shown.set(false)
            />
        </Show>
    }
}

#[component]
fn PhoneDialog(on_photo: OnPhoto, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let (lang, shell, clock) = (Language::here(), Shell::here(), Clock::here());
    let linking = Linking {
        link: RwSignal::new(None),
        failure: RwSignal::new(None),
        open: RwSignal::new(false),
        came: RwSignal::new(0),
        shell,
        lang,
    };
    linking.begin();
    let reader = Arc::clone(&on_photo);
    Effect::new(move |_| {
        shell.version(Topic::Phone);
        // Whether it ended by itself is looked at with the minute.
        clock.minute();
        if let Some(number) = linking.link.with(|link| link.as_ref().map(|it| it.number)) {
            spawn_local(linking.read(number, Arc::clone(&reader)));
        }
    });
    on_cleanup(move || linking.end(on_photo));
    let number = move |number: usize| format::count(lang.get(), number as u64);
    let code = move || {
        linking.link.get().filter(|_| linking.open.get()).map(|link| {
            let PhoneLink { address, code, ends_at, .. } = link;
            let whole = format!("0 0 {0} {0}", code.side);
            let ends = move || {
                let at = format::clock(lang.get(), ends_at);
                lang.fill(photos::PHONE_ENDS, [&at])
            };
            view! {
                <svg
                    class="phone-code"
                    viewBox=whole
                    role="img"
                    aria-label=move || lang.say(photos::PHONE_CODE)
                    shape-rendering="crispEdges"
                >
                    <path d=code.path/>
                </svg>
                <p class="num phone-address" data-testid="phone-address">{address}</p>
                <p class="meta">{ends}</p>
            }
        })
    };
    let ended = move || linking.link.with(Option::is_some) && !linking.open.get();
    let wrong = move || {
        linking
            .failure
            .get()
            .map(|error| failure::words(lang.get(), &error))
            .or_else(|| ended().then(|| lang.say(photos::PHONE_ENDED).to_owned()))
    };
    view! {
        <Dialog title=lang.text(photos::PHONE_TITLE) on_close>
            <div class="phone-link">
                <p>{move || lang.say(photos::PHONE_HOW)}</p>
                {code}
                <p class="field-wrong" role="alert" data-testid="phone-wrong">{wrong}</p>
                <p role="status" data-testid="phone-came" data-count=move || linking.came.get()>
                    {move || match linking.came.get() {
                        0 => lang.say(photos::PHONE_NONE).to_owned(),
                        came => lang.fill(photos::PHONE_CAME, [&number(came)]),
                    }}
                </p>
                <p class="meta">{move || lang.say(photos::PHONE_SAFE)}</p>
            </div>
        </Dialog>
    }
}
