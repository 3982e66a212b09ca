//! The photos that are chosen in a form and that no act names yet: shown small, each can be put back.
//!
//! What was chosen is the form's draft, so that it outlives the window; the bytes are with the shell.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{DraftPhoto, KeptPhoto, Picture};
use trucban_domain::PhotoShows;
use trucban_domain::incident::PHOTOS_MAX;
use trucban_text::{format, incidents, photos};
use web_sys::File;

use crate::from_phone::{FromPhone, OnPhoto};
use crate::ipc::Shell;
use crate::kit::button::Button;
use crate::kit::picture::Picture as Drawn;
use crate::language::Language;
use crate::photo_input::{NotTaken, PhotoInput, keep_photo};

/// Changes the photos of a draft.
pub type Change = Arc<dyn Fn(&mut dyn FnMut(&mut Vec<DraftPhoto>)) + Send + Sync>;

/// Chooses photos of the place before and after the work.
#[component]
pub fn ChoosePhotos(
    /// Those that are chosen.
    #[prop(into)]
    chosen: Signal<Vec<DraftPhoto>>,
    /// Changes the draft's photos; also once the form was left.
    change: Change,
    /// What they show unless a person says otherwise.
    shows: PhotoShows,
) -> impl IntoView {
    let (lang, shell) = (Language::here(), Shell::here());
    let shows = RwSignal::new(shows);
    let under_way = RwSignal::new(None::<(usize, usize)>);
    let not_taken = RwSignal::new(Vec::<NotTaken>::new());
    let left_out = RwSignal::new(false);
    let (add, remove) = (change.clone(), change);
    let phone = Arc::clone(&add);
    let first = shows.get_untracked();
    let came: OnPhoto = Arc::new(move |photo: KeptPhoto| {
        // The form may be gone meanwhile; what came is kept in its draft all the same.
        let shows = shows.try_get_untracked().unwrap_or(first);
        let mut room = true;
        phone(&mut |photos| room = photos.len() < PHOTOS_MAX);
        left_out.try_set(!room);
        if room {
            choose(&phone, &DraftPhoto { photo: photo.clone(), shows });
        }
    });
    let remove = Callback::new(move |hash: String| {
        remove(&mut |photos| photos.retain(|it| it.photo.hash != hash));
    });
    let take = Callback::new(move |files: Vec<File>| {
        if files.is_empty() || under_way.with_untracked(Option::is_some) {
            return;
        }
        let room = PHOTOS_MAX.saturating_sub(chosen.with_untracked(Vec::len));
        let (most, shows) = (files.len().min(room), shows.get_untracked());
        not_taken.set(Vec::new());
        left_out.set(files.len() > most);
        let add = Arc::clone(&add);
        spawn_local(async move {
            for (at, file) in files.into_iter().take(most).enumerate() {
                // The form may be gone meanwhile; what was chosen is kept in its draft all the same.
                under_way.try_set(Some((at + 1, most)));
                match keep_photo(shell, &file).await {
                    Ok(photo) => choose(&add, &DraftPhoto { photo, shows }),
                    Err(why) => {
                        not_taken.try_update(|all| all.push(NotTaken { name: file.name(), why }));
                    }
                }
            }
            under_way.try_set(None);
        });
    });
    let option = move |which: PhotoShows, text, test: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="chosen-shows"
                    data-testid=test
                    prop:checked=move || shows.get() == which
                    on:change=move |_| shows.set(which)
                />
                <span>{move || lang.say(text)}</span>
            </label>
        }
    };
    let wrong = move || {
        let mut lines: Vec<_> =
            not_taken.with(|all| all.iter().map(|it| it.words(lang.get())).collect());
        if left_out.get() {
            lines.push(lang.fill(photos::TOO_MANY, [&PHOTOS_MAX.to_string()]));
        }
        let item = |line: String| view! { <li>{line}</li> };
        (!lines.is_empty()).then(|| view! { <ul>{lines.into_iter().map(item).collect_view()}</ul> })
    };
    let strip = move || {
        let photos = chosen.get().into_iter().enumerate();
        photos.map(|(at, photo)| view! { <Chosen at photo remove/> }).collect_view()
    };
    view! {
        <ul class="photo-strip chosen-photos" data-testid="chosen-photos">
            {strip}
        </ul>
        <PhotoInput on_files=take busy=Signal::derive(move || under_way.with(Option::is_some))>
            <fieldset class="photo-choice">
                <legend class="unseen">{move || lang.say(photos::SHOWS)}</legend>
                {option(PhotoShows::Reported, photos::SHOWS_BEFORE, "chosen-before")}
                {option(PhotoShows::Result, photos::SHOWS_AFTER, "chosen-after")}
            </fieldset>
            <p class="meta num" role="status">
                {move || {
                    let number = |n: usize| format::count(lang.get(), n as u64);
                    match under_way.get() {
                        Some((at, of)) => lang.fill(photos::KEEPING, [&number(at), &number(of)]),
                        None => lang.say(photos::ADD_HINT).to_owned(),
                    }
                }}
            </p>
            <div class="photo-wrong" role="alert" data-testid="chosen-wrong">{wrong}</div>
            <FromPhone on_photo=came/>
        </PhotoInput>
    }
}

/// Adds a photo to those that are chosen, unless it is one of them.
fn choose(change: &Change, new: &DraftPhoto) {
    let same = |it: &DraftPhoto| (&it.photo.hash, it.shows) == (&new.photo.hash, new.shows);
    change(&mut |photos| {
        if !photos.iter().any(same) {
            photos.push(new.clone());
        }
    });
}

#[component]
fn Chosen(at: usize, photo: DraftPhoto, remove: Callback<String>) -> impl IntoView {
    let lang = Language::here();
    let DraftPhoto { photo, shows } = photo;
    let address = photo.small.as_ref().filter(|it| it.here).map(Picture::address);
    let badge = match shows {
        PhotoShows::Reported => incidents::PHOTO_BEFORE,
        PhotoShows::Result => incidents::PHOTO_AFTER,
    };
    let label = Signal::derive(move || lang.say(badge).to_owned());
    view! {
        <li class="photo" data-testid=format!("chosen-{at}")>
            <span class="photo-frame">
                <Drawn
                    address=Signal::stored(address)
                    label
                    instead=Signal::derive(move || lang.say(photos::NOT_SHOWN).to_owned())
                />
                <span class="photo-shows">{label}</span>
            </span>
            <Button
                label=lang.text(photos::REMOVE)
                on_press=move |()| remove.run(photo.hash.clone())
                attr:data-testid=format!("chosen-remove-{at}")
            />
        </li>
    }
}
