//! The stepper of an act: saved, sent, and what central said.

use leptos::prelude::*;
use trucban_contract::ipc::{OutboxItem, ReceiptState};
use trucban_domain::Timestamp;
use trucban_text::{format, sync};

use crate::clock::Clock;
use crate::kit::icon::Icon;
use crate::language::Language;

/// What a step looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Done,
    Now,
    Ahead,
    Accepted,
    Refused,
    Settled,
}

impl Look {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Ahead => "ahead",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Settled => "settled",
        }
    }

    const fn icon(self) -> Option<Icon> {
        match self {
            Self::Done | Self::Accepted => Some(Icon::Check),
            Self::Now => Some(Icon::Clock),
            Self::Refused => Some(Icon::Close),
            Self::Settled => Some(Icon::Pause),
            Self::Ahead => None,
        }
    }
}

/// Looks of the steps after the first: sent, and central's answer.
const fn looks(state: ReceiptState) -> [Look; 2] {
    match state {
        ReceiptState::Saved => [Look::Now, Look::Ahead],
        ReceiptState::Sent => [Look::Done, Look::Now],
        ReceiptState::Accepted => [Look::Done, Look::Accepted],
        ReceiptState::Refused => [Look::Done, Look::Refused],
        ReceiptState::Held | ReceiptState::Discarded | ReceiptState::Resent => {
            [Look::Done, Look::Settled]
        }
    }
}

/// The stepper.
#[component]
pub fn Stepper(
    /// The act.
    item: OutboxItem,
) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let [sent, centre] = looks(item.state);
    let words = move || words(&item, lang, clock.minute());
    let steps = move || {
        let looks = [Look::Done, sent, centre];
        looks
            .into_iter()
            .zip(words())
            .map(|(look, words)| {
                view! {
                    <li class=format!("outbox-step {}", look.as_str())>
                        <span class="outbox-mark">{look.icon().map(Icon::view)}</span>
                        <span class="num">{words}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! { <ol class="outbox-steps">{steps}</ol> }
}

fn words(item: &OutboxItem, lang: Language, now: Timestamp) -> [String; 3] {
    let at = |at: Option<Timestamp>| {
        at.map_or_else(String::new, |at| format::stamp(lang.get(), at, now))
    };
    let saved = lang.fill(sync::STEP_SAVED, [&at(Some(item.saved_at))]);
    let sent = match item.first_sent_at {
        Some(_) => lang.fill(sync::STEP_SENT, [&at(item.last_sent_at.or(item.first_sent_at))]),
        None => lang.say(sync::STEP_WAITING).to_owned(),
    };
    let answered = at(item.answered_at);
    let centre = match item.state {
        ReceiptState::Saved => lang.say(sync::STEP_CENTRE).to_owned(),
        ReceiptState::Sent => lang.say(sync::STEP_UNANSWERED).to_owned(),
        ReceiptState::Accepted => lang.fill(sync::STEP_ACCEPTED, [&answered]),
        ReceiptState::Refused => lang.fill(sync::STEP_REFUSED, [&answered]),
        ReceiptState::Held => lang.say(sync::STEP_HELD).to_owned(),
        ReceiptState::Discarded => lang.say(sync::STEP_DISCARDED).to_owned(),
        ReceiptState::Resent => {
            let number = item.resent_as.map_or_else(String::new, |number| number.to_string());
            lang.fill(sync::STEP_RESENT, [&number])
        }
    };
    [saved, sent, centre].map(|words| words.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_central_has_is_green() {
        use ReceiptState::{Accepted, Discarded, Held, Refused, Resent, Saved, Sent};
        for state in [Saved, Sent, Refused, Held, Discarded, Resent] {
            assert!(!looks(state).contains(&Look::Accepted), "{state:?}");
        }
        assert_eq!(looks(Accepted)[1], Look::Accepted);
    }
}
