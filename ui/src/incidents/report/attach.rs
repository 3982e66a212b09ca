//! Adding photos to a report: chosen, dropped or pasted, kept by the shell one after the other, then
//! attached with one act.
//!
//! The window holds no bytes beyond the one that is being handed over. A file that is not taken is named
//! with the reason, and costs the others nothing.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{AttachPhotos, ChosenPhoto, KeptPhoto};
use trucban_domain::incident::PHOTOS_MAX;
use trucban_domain::{IncidentId, IncidentState, PhotoShows};
use trucban_text::{format, photos};
use web_sys::File;

use super::super::Incidents;
use super::Shown;
use crate::from_phone::{FromPhone, OnPhoto};
use crate::ipc::Shell;
use crate::kit::toast::{Toasts, Urgency};
use crate::language::Language;
use crate::photo_input::{NotTaken, PhotoInput, keep_photo};

/// Photos on their way into the store, by report.
#[derive(Debug, Clone, Copy)]
pub struct Attaching {
    under_way: RwSignal<HashMap<IncidentId, (usize, usize)>>,
    not_taken: RwSignal<HashMap<IncidentId, Vec<NotTaken>>>,
    left_out: RwSignal<Option<IncidentId>>,
    shell: Shell,
    toasts: Toasts,
    lang: Language,
}

impl Attaching {
    /// Nothing on its way.
    pub fn new(shell: Shell, toasts: Toasts, lang: Language) -> Self {
        Self {
            under_way: RwSignal::new(HashMap::new()),
            not_taken: RwSignal::new(HashMap::new()),
            left_out: RwSignal::new(None),
            shell,
            toasts,
            lang,
        }
    }

    /// Keeps files and attaches those that were taken to a report, with one act.
    pub fn attach(self, id: IncidentId, number: String, shows: PhotoShows, files: Vec<File>) {
        if files.is_empty() || self.is_busy(id) {
            return;
        }
        spawn_local(async move {
            let kept = self.keep(id, files).await;
            self.attach_all(id, number, shows, kept).await;
            self.under_way.update(|all| {
                all.remove(&id);
            });
        });
    }

    /// Attaches a photo that came from a phone to a report.
    pub fn attach_kept(self, id: IncidentId, number: String, shows: PhotoShows, kept: KeptPhoto) {
        spawn_local(self.attach_all(id, number, shows, vec![kept]));
    }

    async fn attach_all(
        self,
        id: IncidentId,
        number: String,
        shows: PhotoShows,
        kept: Vec<KeptPhoto>,
    ) {
        let photos: Vec<_> =
            kept.into_iter().map(|kept| ChosenPhoto { hash: kept.hash, shows }).collect();
        let count = photos.len();
        if count == 0 {
            return;
        }
        let saved = self.shell.call(AttachPhotos { id, photos }).await;
        let lang = untrack(|| self.lang.get());
        match saved {
            Ok(_) => {
                let said = photos::SAVED.fill(lang, [&count.to_string(), &number]);
                self.toasts.show(Urgency::Status, said);
            }
            Err(why) => self.tell(id, NotTaken { name: String::new(), why }),
        }
    }

    /// Keeps files for a report, so that an act can name them; those that are not taken are told of.
    async fn keep(self, id: IncidentId, files: Vec<File>) -> Vec<KeptPhoto> {
        let most = files.len().min(PHOTOS_MAX);
        self.not_taken.update(|all| drop(all.remove(&id)));
        self.left_out.set((files.len() > most).then_some(id));
        let mut kept = Vec::with_capacity(most);
        for (at, file) in files.into_iter().take(most).enumerate() {
            self.under_way.update(|all| {
                all.insert(id, (at + 1, most));
            });
            match keep_photo(self.shell, &file).await {
                Ok(photo) => kept.push(photo),
                Err(why) => self.tell(id, NotTaken { name: file.name(), why }),
            }
        }
        kept
    }

    fn tell(self, id: IncidentId, not_taken: NotTaken) {
        self.not_taken.update(|all| all.entry(id).or_default().push(not_taken));
    }

    /// Whether photos of a report are being kept, not followed.
    fn is_busy(self, id: IncidentId) -> bool {
        self.under_way.with_untracked(|all| all.contains_key(&id))
    }

    /// Which photo of how many is being kept for a report, followed.
    fn standing(self, id: IncidentId) -> Option<(usize, usize)> {
        self.under_way.with(|all| all.get(&id).copied())
    }

    /// What is to be told of a report's photos that were not taken, in words, followed.
    fn wrong(self, id: IncidentId) -> Vec<String> {
        let lang = self.lang.get();
        let mut lines = self.not_taken.with(|all| {
            let one = |it: &NotTaken| it.words(lang);
            all.get(&id).map(|all| all.iter().map(one).collect::<Vec<_>>()).unwrap_or_default()
        });
        if self.left_out.get() == Some(id) {
            lines.push(photos::TOO_MANY.fill(lang, [&PHOTOS_MAX.to_string()]));
        }
        lines
    }
}

/// What photos of a report show that are added now, unless a person says otherwise.
const fn likely(state: IncidentState) -> PhotoShows {
    match state {
        IncidentState::New | IncidentState::Returned => PhotoShows::Reported,
        _ => PhotoShows::Result,
    }
}

/// Adds photos to a report: before or after, by button, drop or paste.
#[component]
pub fn AddPhotos(
    /// The report.
    detail: Shown,
) -> impl IntoView {
    let lang = Language::here();
    let attaching = expect_context::<Incidents>().attaching;
    let id = untrack(|| detail.with(|it| it.row.id));
    let shows = RwSignal::new(untrack(|| detail.with(|it| likely(it.row.state))));
    let add = Callback::new(move |files: Vec<File>| {
        let number = detail.with_untracked(|it| it.row.number.clone());
        attaching.attach(id, number, shows.get_untracked(), files);
    });
    let (first, number) = untrack(|| (shows.get(), detail.with(|it| it.row.number.clone())));
    // The report may be left meanwhile; what came is attached to it all the same.
    let came: OnPhoto = Arc::new(move |photo: KeptPhoto| {
        let shows = shows.try_get_untracked().unwrap_or(first);
        attaching.attach_kept(id, number.clone(), shows, photo);
    });
    let choice = move |which: PhotoShows, text, test: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="photo-shows"
                    data-testid=test
                    prop:checked=move || shows.get() == which
                    on:change=move |_| shows.set(which)
                />
                <span>{move || lang.say(text)}</span>
            </label>
        }
    };
    let wrong = move || {
        let lines = attaching.wrong(id);
        let item = |line| view! { <li>{line}</li> };
        (!lines.is_empty()).then(|| view! { <ul>{lines.into_iter().map(item).collect_view()}</ul> })
    };
    view! {
        <PhotoInput on_files=add busy=Signal::derive(move || attaching.standing(id).is_some())>
            <fieldset class="photo-choice">
                <legend>{move || lang.say(photos::SHOWS)}</legend>
                {choice(PhotoShows::Reported, photos::SHOWS_BEFORE, "photo-before")}
                {choice(PhotoShows::Result, photos::SHOWS_AFTER, "photo-after")}
            </fieldset>
            <p class="meta num" role="status" data-testid="photos-keeping">
                {move || {
                    let number = |n: usize| format::count(lang.get(), n as u64);
                    match attaching.standing(id) {
                        Some((at, of)) => lang.fill(photos::KEEPING, [&number(at), &number(of)]),
                        None => lang.say(photos::ADD_HINT).to_owned(),
                    }
                }}
            </p>
            <div class="photo-wrong" role="alert" data-testid="photos-wrong">{wrong}</div>
            <FromPhone on_photo=came/>
        </PhotoInput>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_to_new_work_shows_it_before_and_to_begun_work_after() {
        assert_eq!(likely(IncidentState::New), PhotoShows::Reported);
        assert_eq!(likely(IncidentState::Acknowledged), PhotoShows::Result);
    }
}
