//! The photos of the report: a strip of small ones, and one of them large in a dialog.
//!
//! They come after the words. One that is not here yet holds its place and says when it comes.

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{Connection, LookAtPicture, PhotoStanding, ReportPhoto};
use trucban_domain::{PhotoFormat, PhotoShows, Source};
use trucban_text::{format, incidents, names, photos};

use super::super::Incidents;
use super::Shown;
use super::attach::AddPhotos;
use crate::clock::Clock;
use crate::ipc::Shell;
use crate::kit::button::Button;
use crate::kit::dialog::{Dialog, Turn};
use crate::kit::picture::Picture;
use crate::language::Language;
use crate::standing;

/// The photos, and where more are added; nothing for a report without any to whoever may add none.
#[component]
pub fn Photos(
    /// The report.
    detail: Shown,
) -> impl IntoView {
    let lang = Language::here();
    let count = Memo::new(move |_| detail.with(|it| it.photos.len()));
    let here = Memo::new(move |_| {
        let small = |photo: &ReportPhoto| photo.small.as_ref().is_some_and(|it| it.here);
        let here = |photo: &&ReportPhoto| photo.picture.here || small(photo);
        detail.with(|it| it.photos.iter().filter(here).count())
    });
    let large = RwSignal::new(None::<usize>);
    let steps = expect_context::<Incidents>().report.steps;
    let choosing = Memo::new(move |_| {
        steps
            .shown
            .get()
            .is_some_and(|(of, form)| form.has_photos() && detail.with(|it| it.row.id == of))
    });
    let may_add = Memo::new(move |_| detail.with(|it| it.may_note));
    let title = move || match count.get() {
        0 => lang.say(photos::TITLE_NONE).to_owned(),
        count => lang.fill(incidents::PHOTOS, [&number(lang, count)]),
    };
    let missing = move || {
        (here.get() < count.get()).then(|| {
            let [here, count] = [here.get(), count.get()].map(|it| number(lang, it));
            view! {
                <span class="meta num">{lang.fill(incidents::PHOTOS_HERE, [&here, &count])}</span>
            }
        })
    };
    let strip =
        move || (0..count.get()).map(|at| view! { <Small detail at large/> }).collect_view();
    let is_large = Memo::new(move |_| large.get().is_some());
    view! {
        <Show when=move || { count.get() != 0 || may_add.get() }>
            <section class="photos" aria-labelledby="photos-title" data-testid="photos">
                <header>
                    <h3 id="photos-title" class="num">{title}</h3>
                    {missing}
                </header>
                <ul class="photo-strip">{strip}</ul>
                <Show when=move || may_add.get() && !choosing.get()>
                    <AddPhotos detail/>
                </Show>
                <Show when=move || is_large.get()>
                    <Large detail large count/>
                </Show>
            </section>
        </Show>
    }
}

#[component]
fn Small(detail: Shown, at: usize, large: RwSignal<Option<usize>>) -> impl IntoView {
    let words = Words::of(detail, Signal::stored(at));
    view! {
        <li>
            <button
                type="button"
                class="photo"
                data-testid=format!("photo-{at}")
                on:click=move |_| large.set(Some(at))
            >
                <span class="photo-frame">
                    <Picture address=words.small label=words.label instead=words.instead/>
                    <Badge words/>
                    <Standing words/>
                </span>
                <Caption words/>
            </button>
        </li>
    }
}

/// One photo over the page. Arrows turn to the next, and from the last to the first.
#[component]
fn Large(detail: Shown, large: RwSignal<Option<usize>>, count: Memo<usize>) -> impl IntoView {
    let lang = Language::here();
    let at = Memo::new(move |_| large.get().unwrap_or(0));
    let words = Words::of(detail, at.into());
    let title = Signal::derive(move || {
        let [at, count] = [at.get() + 1, count.get()].map(|it| number(lang, it));
        lang.fill(incidents::PHOTO_TITLE, [&at, &count])
    });
    let turn = Callback::new(move |turn: Turn| {
        large.update(|large| *large = large.map(|at| turned(at, turn, count.get_untracked())));
    });
    let shell = Shell::here();
    // The photo itself is fetched only for somebody who looks at it.
    let missing = Memo::new(move |_| {
        let picture = detail.with(|it| it.photos.get(at.get()).map(|it| it.picture.clone()));
        picture.filter(|it| !it.here).map(|it| it.hash)
    });
    Effect::new(move |_| {
        if let Some(hash) = missing.get() {
            spawn_local(async move {
                // Whatever comes of it shows in the photo itself.
                let _asked = shell.call(LookAtPicture { hash }).await;
            });
        }
    });
    view! {
        <Dialog title on_close=move |()| large.set(None) on_turn=turn>
            <div class="photo-large" data-testid="photo-large">
                <Picture address=words.large label=words.label instead=words.instead/>
                <Badge words/>
                <Standing words/>
            </div>
            <footer class="photo-foot">
                <Caption words/>
                <Show when=move || { count.get() > 1 }>
                    <Button
                        label=lang.text(incidents::PHOTO_PREVIOUS)
                        keycap="←"
                        on_press=move |()| turn.run(Turn::Back)
                        attr:data-testid="photo-previous"
                    />
                    <Button
                        label=lang.text(incidents::PHOTO_NEXT)
                        keycap="→"
                        on_press=move |()| turn.run(Turn::On)
                        attr:data-testid="photo-next"
                    />
                </Show>
            </footer>
        </Dialog>
    }
}

/// Before or after.
#[component]
fn Badge(words: Words) -> impl IntoView {
    let lang = Language::here();
    let text = move || {
        let result = words.shows.get() == Some(PhotoShows::Result);
        lang.say(if result { incidents::PHOTO_AFTER } else { incidents::PHOTO_BEFORE })
    };
    view! { <span class="photo-shows">{text}</span> }
}

/// How far one that somebody attached is on its way; only central's receipt is green.
#[component]
fn Standing(words: Words) -> impl IntoView {
    let lang = Language::here();
    move || {
        let (word, told) = match words.standing.get()? {
            PhotoStanding::Received => return None,
            PhotoStanding::Kept => ("kept", lang.say(photos::STANDING_KEPT).to_owned()),
            PhotoStanding::Sending { percent } => {
                let percent = number(lang, percent.into());
                ("sending", lang.fill(photos::STANDING_SENDING, [&percent]))
            }
            PhotoStanding::Elsewhere => {
                ("elsewhere", lang.say(photos::STANDING_ELSEWHERE).to_owned())
            }
            PhotoStanding::AtCentral => {
                ("at-central", lang.say(photos::STANDING_RECEIVED).to_owned())
            }
        };
        Some(view! { <span class="photo-standing num" data-standing=word>{told}</span> })
    }
}

/// Who took it, and when.
#[component]
fn Caption(words: Words) -> impl IntoView {
    view! {
        <span class="photo-caption">
            <strong class="cut">{words.who}</strong>
            <span class="num nowrap">{words.when}</span>
        </span>
    }
}

/// What is said of one photo.
#[derive(Clone, Copy)]
struct Words {
    small: Signal<Option<String>>,
    large: Signal<Option<String>>,
    standing: Signal<Option<PhotoStanding>>,
    shows: Signal<Option<PhotoShows>>,
    who: Signal<String>,
    when: Signal<String>,
    label: Signal<String>,
    instead: Signal<String>,
}

impl Words {
    fn of(detail: Shown, at: Signal<usize>) -> Self {
        let (lang, clock) = (Language::here(), Clock::here());
        let connection = standing::Standing::here().connection();
        let photo = Memo::new(move |_| detail.with(|it| it.photos.get(at.get()).cloned()));
        let shows = Signal::derive(move || photo.with(|it| it.as_ref().map(|it| it.shows)));
        let by = move || photo.with(|photo| photo.as_ref().and_then(|it| it.by.clone()));
        let who = Signal::derive(move || match (by(), shows.get()) {
            (Some(unit), _) => names::unit(lang.get(), &unit.0),
            (None, Some(PhotoShows::Result)) => detail.with(|it| {
                it.parts.first().map_or_else(String::new, |it| names::unit(lang.get(), &it.unit.0))
            }),
            _ => lang
                .say(match detail.with(|it| it.source) {
                    Source::Console => incidents::PHOTO_BY_OFFICIAL,
                    Source::HueS | Source::Hotline | Source::Open311 => incidents::PHOTO_BY_CITIZEN,
                })
                .to_owned(),
        });
        let when = Signal::derive(move || {
            photo.with(|photo| photo.as_ref().and_then(|it| it.taken_at)).map_or_else(
                || lang.say(incidents::PHOTO_TIME_UNKNOWN).to_owned(),
                |at| format::stamp(lang.get(), at, clock.minute()),
            )
        });
        let label = Signal::derive(move || {
            let text = match shows.get() {
                Some(PhotoShows::Result) => incidents::PHOTO_ALT_AFTER,
                _ => incidents::PHOTO_ALT_BEFORE,
            };
            lang.fill(text, [&number(lang, at.get() + 1), &who.get(), &when.get()])
        });
        let heic = move |photo: &Option<ReportPhoto>| {
            photo.as_ref().is_some_and(|it| it.format == Some(PhotoFormat::Heic))
        };
        let instead = Signal::derive(move || {
            if photo.with(heic) {
                return lang.say(photos::NOT_SHOWN).to_owned();
            }
            let online = matches!(connection.get(), Connection::Online { .. });
            lang.say(if online { incidents::PHOTO_COMING } else { incidents::PHOTO_LATER })
                .to_owned()
        });
        let standing = Signal::derive(move || photo.with(|it| it.as_ref().map(|it| it.standing)));
        // Of two, the one that is meant; the other one while that is not here.
        let either = move |small_first: bool| {
            photo.with(|photo| {
                let photo = photo.as_ref()?;
                let large = (photo.format != Some(PhotoFormat::Heic)).then_some(&photo.picture);
                let mut two = [photo.small.as_ref(), large];
                if !small_first {
                    two.reverse();
                }
                let here = two.into_iter().flatten().find(|picture| picture.here);
                here.map(trucban_contract::ipc::Picture::address)
            })
        };
        let small = Signal::derive(move || either(true));
        let large = Signal::derive(move || either(false));
        Self { small, large, standing, shows, who, when, label, instead }
    }
}

fn number(lang: Language, number: usize) -> String {
    format::count(lang.get(), number as u64)
}

/// The one beside `at` of so many, round and round.
const fn turned(at: usize, turn: Turn, count: usize) -> usize {
    match turn {
        _ if count == 0 => 0,
        Turn::Back => (at + count - 1) % count,
        Turn::On => (at + 1) % count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_last_photo_comes_the_first() {
        let seen = [Turn::On, Turn::On, Turn::Back, Turn::Back].map(|way| turned(1, way, 3));
        assert_eq!(seen, [2, 2, 0, 0]);
        assert_eq!((turned(2, Turn::On, 3), turned(0, Turn::Back, 3)), (0, 2));
        assert_eq!(turned(0, Turn::On, 1), 0);
        assert_eq!(turned(4, Turn::Back, 0), 0);
    }
}
