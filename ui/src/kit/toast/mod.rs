//! Toasts: short words about what was just done, or what just came in.
//!
//! The two regions stand in the page from the start, so that screen readers hear what appears in
//! them. A toast goes by itself; what must be settled never lives only in a toast.

use std::time::Duration;

use leptos::prelude::*;
use trucban_text::frame;

use crate::kit::icon::Icon;
use crate::language::Language;

const STATUS_STAYS: Duration = Duration::from_secs(6);
/// UX: what can be undone can be for ten seconds.
const OFFER_STAYS: Duration = Duration::from_secs(10);
const ALERT_STAYS: Duration = Duration::from_secs(20);
/// More than these would cover the work.
const AT_ONCE: usize = 3;

/// How a toast is announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// When there is a pause.
    Status,
    /// At once: refused and immediate matters only.
    Alert,
}

#[derive(Debug, Clone)]
struct Toast {
    number: u32,
    urgency: Urgency,
    words: String,
    /// What can be undone by it.
    undo: Option<Callback<()>>,
}

/// The toasts of this window.
#[derive(Debug, Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    made: StoredValue<u32>,
}

impl Toasts {
    /// None yet.
    pub fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), made: StoredValue::new(0) }
    }

    /// The toasts of this window.
    pub fn here() -> Self {
        expect_context()
    }

    /// Shows `words` for a while.
    pub fn show(self, urgency: Urgency, words: String) {
        self.add(urgency, words, None);
    }

    /// Says what was done, and offers to undo it for a while.
    pub fn offer(self, words: String, undo: Callback<()>) {
        self.add(Urgency::Status, words, Some(undo));
    }

    /// Undoes what was done last, while that is offered. Whether it was.
    pub fn undo(self) -> bool {
        let newest = self.shown.with_untracked(|toasts| {
            toasts.iter().rev().find_map(|toast| Some((toast.number, toast.undo?)))
        });
        let Some((number, undo)) = newest else { return false };
        self.remove(number);
        undo.run(());
        true
    }

    /// Takes back every offer: what was done is on its way.
    pub fn end_offers(self) {
        if untrack(|| self.can_undo()) {
            self.shown.update(|toasts| end(toasts));
        }
    }

    fn offers(self, number: u32) -> bool {
        self.shown.with(|toasts| {
            toasts.iter().any(|toast| toast.number == number && toast.undo.is_some())
        })
    }

    /// Whether something can be undone, followed.
    pub fn can_undo(self) -> bool {
        self.shown.with(|toasts| toasts.iter().any(|toast| toast.undo.is_some()))
    }

    fn add(self, urgency: Urgency, words: String, undo: Option<Callback<()>>) {
        let number = self.made.get_value();
        self.made.set_value(number + 1);
        self.shown.update(|toasts| {
            // Only what was done last can be undone.
            if undo.is_some() {
                end(toasts);
            }
            let toast = Toast { number, urgency, words, undo };
            toasts.push(toast);
            let surplus = toasts.len().saturating_sub(AT_ONCE);
            toasts.drain(..surplus);
        });
        let stays = match urgency {
            Urgency::Alert => ALERT_STAYS,
            Urgency::Status if undo.is_some() => OFFER_STAYS,
            Urgency::Status => STATUS_STAYS,
        };
        set_timeout(move || self.remove(number), stays);
    }

    fn remove(self, number: u32) {
        self.shown.update(|toasts| toasts.retain(|toast| toast.number != number));
    }

    fn of(self, urgency: Urgency) -> Vec<Toast> {
        self.shown.get().into_iter().filter(|toast| toast.urgency == urgency).collect()
    }
}

fn end(toasts: &mut [Toast]) {
    for toast in toasts {
        toast.undo = None;
    }
}

impl Default for Toasts {
    fn default() -> Self {
        Self::new()
    }
}

/// The two regions.
#[component]
pub fn ToastRegions() -> impl IntoView {
    let toasts = Toasts::here();
    view! {
        <div class="toasts">
            <div role="alert" aria-live="assertive">
                <For each=move || toasts.of(Urgency::Alert) key=|toast| toast.number let:toast>
                    <ToastCard toast/>
                </For>
            </div>
            <div role="status" aria-live="polite">
                <For each=move || toasts.of(Urgency::Status) key=|toast| toast.number let:toast>
                    <ToastCard toast/>
                </For>
            </div>
        </div>
    }
}

#[component]
fn ToastCard(toast: Toast) -> impl IntoView {
    let (toasts, lang) = (Toasts::here(), Language::here());
    let Toast { number, urgency, words, .. } = toast;
    let (class, icon) = match urgency {
        Urgency::Alert => ("toast alarm", Icon::Bolt),
        Urgency::Status => ("toast", Icon::CheckCircle),
    };
    view! {
        <div class=class data-testid="toast">
            {icon.view()}
            <p>{words}</p>
            <Show when=move || toasts.offers(number)>
                <button
                    type="button"
                    class="toast-undo"
                    data-testid="undo"
                    on:click=move |_| {
                        toasts.undo();
                    }
                >
                    {move || lang.say(frame::UNDO)}
                </button>
            </Show>
            <button
                type="button"
                class="toast-close"
                aria-label=move || lang.say(frame::CLOSE)
                on:click=move |_| toasts.remove(number)
            >
                {Icon::Close.view()}
            </button>
        </div>
    }
}
