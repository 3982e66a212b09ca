//! A card of the list: the frame of the event, what the model claims, and where it stands.

use leptos::prelude::*;
use trucban_contract::ipc::AlertRow;
use trucban_domain::{AlertId, Finding, Timestamp};
use trucban_text::{cameras, format, names};

use super::Cameras;
use super::model::Form;
use super::picture::{Evidence, sure};
use crate::clock::Clock;
use crate::kit::chip::{Chip, Tone};
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::place::Place;
use crate::receipts::Receipt;

/// A card that is held. It stays the same element while its alert changes.
#[component]
pub fn Card(
    /// Which alert.
    id: AlertId,
) -> impl IntoView {
    let (lang, clock, place) = (Language::here(), Clock::here(), Place::here());
    let list = expect_context::<Cameras>().list;
    let row = Memo::new(move |_| list.row(id));
    let at = Memo::new(move |_| {
        list.held.with(|held| {
            let held = held.as_ref()?;
            let place = held.place_of(id)?;
            Some((place, held.layout.top_of_row(place), held.layout.column_of_row(place)))
        })
    });
    let chosen = Memo::new(move |_| place.alert.get() == Some(id));
    let wide = Memo::new(move |_| at.get().is_some_and(|(_, _, (_, columns))| columns == 1));
    let urgent = Memo::new(move |_| row.get().is_some_and(|row| calls(&row)));
    let lines = Memo::new(move |_| list.source.form.get() == Form::Lines);
    let picture = Signal::derive(move || row.get().and_then(|row| row.picture.clone()));
    let boxes = Signal::derive(move || row.get().map_or_else(Vec::new, |row| row.boxes.clone()));
    let label = Signal::derive(move || {
        row.get().map_or_else(String::new, |row| {
            lang.fill(cameras::FRAME_ALT, [&format::stamp(lang.get(), row.at, clock.minute())])
        })
    });
    let inside = move || row.get().map(|row| words(&row, lang, clock));
    let time = move || row.get().map(|row| time_of(lang, row.at, clock.minute()));
    view! {
        <div
            class="alert-card"
            class:chosen=move || chosen.get()
            class:wide=move || wide.get()
            class:lines=move || lines.get() && !urgent.get()
            class:urgent=move || urgent.get()
            role="row"
            id=format!("alert-{id}")
            aria-selected=move || if chosen.get() { "true" } else { "false" }
            aria-rowindex=move || at.get().map(|(place, ..)| (u64::from(place) + 1).to_string())
            data-testid=move || row.get().map(|row| format!("alert-{}", row.number))
            data-state=move || row.get().map(|row| state(&row))
            style:top=move || format!("{}px", at.get().map_or(0, |(_, top, _)| top))
            style:left=move || edge(at.get().map_or((0, 1), |(_, _, column)| column))
            style:width=move || width(at.get().map_or(1, |(_, _, (_, columns))| columns))
            on:click=move |_| {
                if let Some((place, ..)) = at.get_untracked() {
                    list.open(place);
                }
            }
        >
            <div class="alert-inside" role="gridcell">
                <div class="alert-frame">
                    <Evidence picture boxes label/>
                    <span class="frame-time num">{time}</span>
                </div>
                <div class="alert-words">{inside}</div>
            </div>
        </div>
    }
}

/// The left edge of a column, between the pane's margins.
pub fn edge((column, columns): (u32, u32)) -> String {
    format!("calc(16px + (100% - 24px) / {columns} * {column})")
}

/// The width of one of so many columns, less the gap.
pub fn width(columns: u32) -> String {
    format!("calc((100% - 24px) / {columns} - 8px)")
}

/// Whether somebody must go there and nobody has concluded anything.
fn calls(row: &AlertRow) -> bool {
    row.urgent && row.verdict.is_none()
}

const fn state(row: &AlertRow) -> &'static str {
    match &row.verdict {
        None => "to-see",
        Some(verdict) => match verdict.finding {
            Finding::Confirmed { .. } => "confirmed",
            Finding::Dismissed { .. } => "dismissed",
        },
    }
}

/// `14:18:07`, with the day where that is another one.
pub fn time_of(lang: Language, at: Timestamp, now: Timestamp) -> String {
    let stamp = format::stamp(lang.get(), at, now);
    let second = at.local().second();
    match stamp.split_once(' ') {
        Some((clock, day)) => format!("{clock}:{second:02} {day}"),
        None => format!("{stamp}:{second:02}"),
    }
}

fn words(row: &AlertRow, lang: Language, clock: Clock) -> AnyView {
    let kind = names::alert_kind(lang.get(), &row.kind);
    let camera = if row.camera_number.is_empty() {
        lang.say(cameras::NO_CAMERA).to_owned()
    } else {
        format!("{} · {}", row.camera_number, row.camera_name)
    };
    let plate = row
        .plate
        .as_ref()
        .map(|plate| view! { <span class="plate num">{plate.text.clone()}</span> });
    let sure = sure(lang, row.confidence);
    let standing = match (&row.receipt, &row.verdict) {
        (Some(receipt), _) => view! { <Receipt receipt=*receipt/> }.into_any(),
        (None, Some(verdict)) => {
            let text = match verdict.finding {
                Finding::Confirmed { .. } => cameras::CONFIRMED,
                Finding::Dismissed { .. } => cameras::DISMISSED,
            };
            view! { <span class="alert-state">{lang.say(text)}</span> }.into_any()
        }
        (None, None) => {
            view! { <span class="alert-state">{lang.say(cameras::NOT_SEEN)}</span> }.into_any()
        }
    };
    if calls(row) {
        let (at, where_) = (row.at, format!("{camera}, {}", names::ward_short(row.ward)));
        let since = move || {
            let since = format::span(lang.get(), clock.minute().since_ms(at));
            view! {
                <Chip
                    tone=Tone::Urgent
                    icon=Icon::Bolt
                    words=lang.fill(cameras::URGENT_FOR, [&since])
                />
            }
        };
        return view! {
            <div class="alert-line">
                <strong class="alert-kind cut">{kind}</strong>
                {since}
            </div>
            <p class="alert-where cut">{where_} " · " <span class="num">{sure}</span></p>
            <div class="alert-line">
                <span class="meta">{lang.say(cameras::URGENT_NOTE)}</span>
                {plate}
                {row.receipt.is_some().then_some(standing)}
            </div>
        }
        .into_any();
    }
    view! {
        <strong class="alert-kind cut">{kind}</strong>
        <p class="alert-where cut">{camera}</p>
        <div class="alert-line">
            {plate}
            <span class="num">{sure}</span>
            <span class="alerts-gap"></span>
            {standing}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_stand_side_by_side_between_the_margins() {
        assert_eq!(edge((0, 1)), "calc(16px + (100% - 24px) / 1 * 0)");
        assert_eq!(edge((2, 3)), "calc(16px + (100% - 24px) / 3 * 2)");
        assert_eq!(width(3), "calc((100% - 24px) / 3 - 8px)");
    }
}
