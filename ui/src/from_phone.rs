//! Photos from a phone: a code on the screen, and the photos that come while it is shown.

use std::collections::BTreeMap;

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
                    self.came.try_set(0);
                    self.open.try_set(true);
                    self.failure.try_set(None);
                    self.link.try_set(Some(link));
                }
                Err(failure) => {
                    self.failure.try_set(Some(failure));
                }
            }
        });
    }

    /// Takes what came since the last time.
    async fn read(self, on_photo: Callback<KeptPhoto>) {
        let Ok(read) = self.shell.call(ReadPhoneLink {}).await else { return };
        let Some(known) = self.came.try_get_untracked() else { return };
        self.came.set(read.photos.len());
        self.open.set(read.open);
        for photo in read.photos.into_iter().skip(known) {
            on_photo.run(photo);
        }
    }
}

/// A button that shows the code.
#[component]
pub fn FromPhone(
    /// Gets each photo that came.
    on_photo: Callback<KeptPhoto>,
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
            <PhoneDialog on_photo on_close=move |()| shown.set(false)/>
        </Show>
    }
}

#[component]
fn PhoneDialog(
    on_photo: Callback<KeptPhoto>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
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
    Effect::new(move |_| {
        shell.version(Topic::Phone);
        // Whether it ended by itself is looked at with the minute.
        clock.minute();
        if linking.link.with(Option::is_some) {
            spawn_local(linking.read(on_photo));
        }
    });
    on_cleanup(move || {
        // Nobody is left to be told when it fails; the link ends by itself then.
        spawn_local(async move { drop(shell.call(ClosePhoneLink {}).await) });
    });
    let number = move |number: usize| format::count(lang.get(), number as u64);
    let code = move || {
        linking.link.get().filter(|_| linking.open.get()).map(|link| {
            let PhoneLink { address, code, ends_at } = link;
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
