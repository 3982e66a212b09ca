//! What a list has open, as the pane beside it shows it: nothing, being read, here, or not to be had.
//!
//! A pane is rebuilt for another thing, and only changed for a new reading of the same one.

use std::sync::Arc;

use leptos::prelude::*;
use trucban_contract::ipc::{CommandError, ErrorCode};
use trucban_text::{Text, frame};

use crate::failure;
use crate::ipc::Shell;
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::kit::message::{Message, Mood};
use crate::language::Language;

/// A reading that ended.
type Read<D> = Result<Arc<D>, CommandError>;

/// How far the reading of what is open has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage<K> {
    /// Nothing is open.
    Nothing,
    /// It is being read.
    Reading,
    /// It is here.
    Here(K),
    /// It could not be read.
    Failed(K),
}

/// The thing that is open, and the newest reading with what it is of.
pub struct Opened<K: 'static, D: 'static> {
    /// What is open.
    pub open: RwSignal<Option<K>>,
    /// The newest reading.
    pub read: RwSignal<Option<(K, Read<D>)>>,
}

impl<K, D> Clone for Opened<K, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, D> Copy for Opened<K, D> {}

impl<K, D> Opened<K, D>
where
    K: Copy + PartialEq + Send + Sync + 'static,
    D: Send + Sync + 'static,
    Arc<D>: PartialEq,
{
    /// How far the reading has come.
    pub fn stage(self) -> Memo<Stage<K>> {
        Memo::new(move |_| {
            let Some(open) = self.open.get() else { return Stage::Nothing };
            self.read.with(|read| match read {
                Some((key, Ok(_))) if *key == open => Stage::Here(open),
                Some((key, Err(_))) if *key == open => Stage::Failed(open),
                _ => Stage::Reading,
            })
        })
    }

    /// Why the newest reading failed, if it did.
    pub fn failure(self) -> Memo<Option<CommandError>> {
        Memo::new(move |_| {
            self.read.with(|read| read.as_ref().and_then(|(_, read)| read.clone().err()))
        })
    }

    /// The newest that was read of what is open. While the next thing is read it is the last one.
    pub fn newest(self) -> Memo<Option<Arc<D>>> {
        Memo::new(move |before: Option<&Option<Arc<D>>>| {
            let open = self.open.get();
            let now = self.read.with(|read| match read {
                Some((key, Ok(detail))) if Some(*key) == open => Some(detail.clone()),
                _ => None,
            });
            now.or_else(|| before.cloned().flatten())
        })
    }
}

/// Says that what is open could not be read, what is safe, and how to try again.
#[component]
pub fn NotRead(
    /// Why.
    failure: Memo<Option<CommandError>>,
    /// What to say where it is no longer on this laptop.
    gone: Text<0>,
    /// What to say otherwise.
    failed: Text<0>,
    /// What is safe, where there is nothing else to explain.
    safe: Text<0>,
) -> impl IntoView {
    let (lang, shell) = (Language::here(), Shell::here());
    let is_gone =
        move || failure.with(|it| it.as_ref().is_some_and(|it| it.code == ErrorCode::NotFound));
    let title = Signal::derive(move || lang.say(if is_gone() { gone } else { failed }).to_owned());
    let note = Signal::derive(move || {
        let failure = failure.get().filter(|_| !is_gone());
        failure.map_or_else(
            || lang.say(safe).to_owned(),
            |failure| failure::words(lang.get(), &failure),
        )
    });
    view! {
        <Message mood=Mood::Failed icon=Icon::Octagon title note>
            <Button
                label=lang.text(frame::RETRY_READ)
                icon=Icon::Refresh
                on_press=move |()| shell.read_again()
            />
        </Message>
    }
}
