//! The working-day ruler: the days that are counted, today among them, and the rule in words.

use leptos::prelude::*;
use trucban_contract::ipc::IncidentDetail;
use trucban_domain::{Deadline, IncidentState, Timestamp};
use trucban_text::{deadline, format, incidents, workflow};

use super::super::due::{deadline_of, look};
use super::Shown;
use crate::clock::Clock;
use crate::kit::chip::Tone;
use crate::kit::icon::Icon;
use crate::language::Language;

/// Days that have room.
const CELLS: usize = 7;

/// What a counted day is today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    Passed,
    Today,
    Ahead,
}

fn day_of(day: Timestamp, now: Timestamp) -> Day {
    match day.local().date().cmp(&now.local().date()) {
        std::cmp::Ordering::Less => Day::Passed,
        std::cmp::Ordering::Equal => Day::Today,
        std::cmp::Ordering::Greater => Day::Ahead,
    }
}

/// The card with the ruler.
#[component]
pub fn Ruler(
    /// The report.
    detail: Shown,
) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    move || {
        let now = clock.minute();
        detail.with(|it| {
            match it.row.state {
                IncidentState::Closed | IncidentState::Contested => {
                    return closed(it, lang, now).into_any();
                }
                IncidentState::SenderAsked => {
                    return plain(Icon::Clock, lang.say(workflow::TERM_STANDS_STILL).to_owned())
                        .into_any();
                }
                _ => {}
            }
            let left = deadline_of(&it.row, now);
            match left {
                Deadline::Immediate { .. } => immediate(it, left, lang, now).into_any(),
                Deadline::Unknown => unknown(lang).into_any(),
                Deadline::Overdue { .. } | Deadline::Today | Deadline::Left { .. } => {
                    counted(it, left, lang, now).into_any()
                }
            }
        })
    }
}

fn counted(it: &IncidentDetail, left: Deadline, lang: Language, now: Timestamp) -> impl IntoView {
    let (tone, _) = look(left);
    let due = it.row.due_at.unwrap_or(now);
    let due = lang
        .fill(incidents::DUE, [format::weekday(lang.get(), due), &format::date(lang.get(), due)]);
    let from = it.counted_days.first().copied().unwrap_or(it.row.received_at);
    let rule = lang.fill(
        incidents::DUE_RULE,
        [
            &format!(
                "{} {}",
                format::weekday(lang.get(), it.row.received_at),
                format::day_month(lang.get(), it.row.received_at)
            ),
            &it.counted_days.len().to_string(),
            &format::day_month(lang.get(), from),
            &it.calendar,
        ],
    );
    let last = it.counted_days.len().saturating_sub(1);
    // Of a term that was extended far, the last days.
    let first = it.counted_days.len().saturating_sub(CELLS);
    let before = (first > 0).then(|| view! { <li class="ruler-more" aria-hidden="true">"…"</li> });
    let days = it
        .counted_days
        .iter()
        .enumerate()
        .skip(first)
        .map(|(at, day)| cell(*day, at == last, now, lang))
        .collect_view();
    view! {
        <section class=format!("ruler {}", tone.as_str()) data-testid="ruler">
            <div class="ruler-words">
                <h3>{deadline::full(lang.get(), left)}</h3>
                <p class="num">{due}</p>
            </div>
            <ol class="ruler-days" aria-label=lang.say(incidents::RULER)>{before} {days}</ol>
            <p class="ruler-rule num">{rule}</p>
        </section>
    }
}

fn cell(day: Timestamp, last: bool, now: Timestamp, lang: Language) -> impl IntoView {
    let (class, word) = match day_of(day, now) {
        Day::Passed => ("ruler-day passed", incidents::DAY_PASSED),
        Day::Today => ("ruler-day today", incidents::DAY_TODAY),
        Day::Ahead => ("ruler-day", incidents::DAY_AHEAD),
    };
    let spoken = if last {
        format!("{}, {}", lang.say(word), lang.say(incidents::DAY_LAST))
    } else {
        lang.say(word).to_owned()
    };
    view! {
        <li class=class class:last=last>
            <strong class="num">{day.local().day()}</strong>
            <span>{format::weekday_short(lang.get(), day)}</span>
            <span class="unseen">{spoken}</span>
        </li>
    }
}

fn immediate(it: &IncidentDetail, left: Deadline, lang: Language, now: Timestamp) -> impl IntoView {
    let sent = format::stamp(lang.get(), it.row.received_at, now);
    view! {
        <section class="ruler danger" data-testid="ruler">
            <div class="ruler-words">
                <h3>{Icon::Bolt.view()} {deadline::full(lang.get(), left)}</h3>
                <p class="num">{lang.fill(incidents::IMMEDIATE_RULE, [&sent])}</p>
            </div>
        </section>
    }
}

fn closed(it: &IncidentDetail, lang: Language, now: Timestamp) -> impl IntoView {
    let at = it.closed_at.map_or_else(String::new, |at| format::stamp(lang.get(), at, now));
    plain(Icon::CheckCircle, lang.fill(incidents::CLOSED_AT, [&at]))
}

/// A term of which nothing is counted.
fn plain(icon: Icon, words: String) -> impl IntoView {
    view! {
        <section class=format!("ruler {}", Tone::Neutral.as_str()) data-testid="ruler">
            <div class="ruler-words">
                <h3>{icon.view()} {words}</h3>
            </div>
        </section>
    }
}

fn unknown(lang: Language) -> impl IntoView {
    view! {
        <section class=format!("ruler {}", Tone::Neutral.as_str()) data-testid="ruler">
            <div class="ruler-words">
                <h3>{deadline::UNKNOWN_FULL.say(lang.get())}</h3>
                <p>{lang.say(incidents::DUE_UNKNOWN)}</p>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_the_day_in_hue_whatever_the_hour() {
        let day = Timestamp::parse_iso("2026-11-20T00:00:00+07:00").expect("a valid time");
        let late = Timestamp::parse_iso("2026-11-20T23:59:00+07:00").expect("a valid time");
        assert_eq!(day_of(day, late), Day::Today);
        assert_eq!(day_of(day, late.plus_ms(120_000)), Day::Passed);
        assert_eq!(day_of(day.plus_ms(86_400_000), late), Day::Ahead);
    }
}
