//! What is said of a hit, and how: its kind, a title, and a line that tells it from others of its kind.
//!
//! The search box lists hits and the map names the one that it was brought to; both say it from here.

use std::sync::Arc;

use leptos::prelude::*;
use trucban_contract::ipc::{Hit, HitFacts, HitTarget};
use trucban_domain::{FormerLot, IncidentState, Timestamp, WardCode};
use trucban_text::{Lang, Text, format, incidents, map, names, search, workflow};

use crate::clock::Clock;
use crate::kit::icon::Icon;
use crate::kit::thing::ThingLine;
use crate::language::Language;

/// What kind of thing a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Reports.
    Incident,
    /// Lots.
    Lot,
    /// Coordinates.
    Point,
    /// Streets.
    Street,
    /// Wards.
    Ward,
    /// Cameras.
    Camera,
    /// Alerts.
    Alert,
}

impl Kind {
    /// The kind of what a hit leads to.
    pub const fn of(target: &HitTarget) -> Self {
        match target {
            HitTarget::Incident(_) => Self::Incident,
            HitTarget::Lot(_) => Self::Lot,
            HitTarget::Point => Self::Point,
            HitTarget::Street(_) => Self::Street,
            HitTarget::Ward(_) => Self::Ward,
            HitTarget::Camera(_) => Self::Camera,
            HitTarget::Alert(_) => Self::Alert,
        }
    }

    /// The heading over hits of this kind.
    pub const fn heading(self) -> Text<0> {
        match self {
            Self::Incident => search::REPORTS,
            Self::Lot => search::LOTS,
            Self::Point => search::POINTS,
            Self::Street => search::STREETS,
            Self::Ward => search::WARDS,
            Self::Camera => search::CAMERAS,
            Self::Alert => search::ALERTS,
        }
    }

    /// The word for tests and styles.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Lot => "lot",
            Self::Point => "point",
            Self::Street => "street",
            Self::Ward => "ward",
            Self::Camera => "camera",
            Self::Alert => "alert",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Incident => Icon::Inbox,
            Self::Lot => Icon::Document,
            Self::Point => Icon::Pin,
            Self::Street | Self::Ward => Icon::Map,
            Self::Camera => Icon::Camera,
            Self::Alert => Icon::Triangle,
        }
    }
}

/// A hit in one line.
#[component]
pub fn HitLine(
    /// Which.
    hit: Arc<Hit>,
) -> impl IntoView {
    let (lang, clock) = (Language::here(), Clock::here());
    let icon = Kind::of(&hit.target).icon();
    let words = Memo::new(move |_| hit_words(lang.get(), &hit.facts, clock.minute()));
    let title = Signal::derive(move || words.with(|(title, _)| title.clone()));
    let detail = Signal::derive(move || words.with(|(_, detail)| detail.clone()));
    view! { <ThingLine icon title detail/> }
}

/// Title and detail of a hit.
fn hit_words(lang: Lang, facts: &HitFacts, now: Timestamp) -> (String, String) {
    match facts {
        HitFacts::Incident { number, title, address, ward, state } => {
            let state = state_words(lang, *state).to_owned();
            let place = address.clone();
            (number.clone(), joined([title.clone(), place, names::ward(lang, *ward), state]))
        }
        HitFacts::Lot { sheet, number, ward, formerly, address } => {
            let title = map::LOT.fill(lang, [&number.to_string(), &sheet.to_string()]);
            let formerly = formerly.as_ref().map(|lot| former_words(lang, lot));
            let ward = names::ward(lang, *ward);
            (title, joined([address.clone(), ward, formerly.unwrap_or_default()]))
        }
        HitFacts::Point { place, ward } => {
            let [x, y] = [place.north_m, place.east_m].map(|it| format::decimal(lang, it, 1));
            let title = joined([map::X_NORTH.fill(lang, [&x]), map::Y_EAST.fill(lang, [&y])]);
            (title, ward_words(lang, *ward))
        }
        HitFacts::Street { name, wards } => {
            (name.clone(), joined(wards.iter().map(|ward| names::ward(lang, *ward))))
        }
        HitFacts::Ward { code, formerly } => {
            let formerly = formerly.as_ref().map(|name| map::FORMER_WARD.fill(lang, [name]));
            (names::ward(lang, *code), formerly.unwrap_or_default())
        }
        HitFacts::Camera { number, name, ward, silent_since } => {
            let silent = silent_since
                .map(|since| map::SILENT_SINCE.fill(lang, [&format::stamp(lang, since, now)]));
            let ward = names::ward(lang, *ward);
            (number.clone(), joined([name.clone(), ward, silent.unwrap_or_default()]))
        }
        HitFacts::Alert { number, kind, plate, at, ward, judged: _ } => {
            let kind = names::alert_kind(lang, kind);
            let at = format::stamp(lang, *at, now);
            let plate = plate.clone().unwrap_or_default();
            (number.clone(), joined([plate, kind, at, names::ward(lang, *ward)]))
        }
    }
}

/// `cũ: Đông Ba, tờ 14, thửa 112`
pub fn former_words(lang: Lang, lot: &FormerLot) -> String {
    let (sheet, number) = (lot.sheet.to_string(), lot.number.to_string());
    map::FORMERLY.fill(lang, [&lot.commune, &sheet, &number])
}

fn ward_words(lang: Lang, ward: Option<WardCode>) -> String {
    ward.map_or_else(|| map::OUTSIDE_CITY.say(lang).to_owned(), |ward| names::ward(lang, ward))
}

fn state_words(lang: Lang, state: IncidentState) -> &'static str {
    match state {
        IncidentState::New => incidents::VIEW_NEW.say(lang),
        IncidentState::Acknowledged => incidents::STEP_ACCEPT.say(lang),
        IncidentState::Returned => incidents::ROW_RETURNED.say(lang),
        IncidentState::ExtensionAsked => incidents::ROW_EXTENSION_ASKED.say(lang),
        IncidentState::SenderAsked => workflow::ROW_SENDER_ASKED.say(lang),
        IncidentState::Resulted => incidents::ROW_RESULTED.say(lang),
        IncidentState::Contested => workflow::ROW_CONTESTED.say(lang),
        IncidentState::Closed => incidents::STEP_CLOSE.say(lang),
    }
}

fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lot_is_found_with_its_address_and_the_name_on_older_papers() {
        let formerly = FormerLot { commune: "Đông Ba".to_owned(), sheet: 14, number: 112 };
        let facts = HitFacts::Lot {
            sheet: 22,
            number: 80,
            ward: WardCode(0),
            formerly: Some(formerly),
            address: "Kiệt 16 Đoàn Thị Điểm".to_owned(),
        };
        let (title, detail) = hit_words(Lang::Vi, &facts, Timestamp::from_ms(0));
        assert_eq!(title, "Thửa 80, tờ bản đồ 22");
        assert!(detail.starts_with("Kiệt 16 Đoàn Thị Điểm · "), "{detail}");
        assert!(detail.ends_with(" · cũ: Đông Ba, tờ 14, thửa 112"), "{detail}");
    }

    #[test]
    fn a_ward_that_was_found_by_an_old_name_says_which() {
        let formerly = Some("Đông Ba".to_owned());
        let facts = HitFacts::Ward { code: WardCode(19_753), formerly };
        let (title, detail) = hit_words(Lang::Vi, &facts, Timestamp::from_ms(0));
        assert_eq!((title.as_str(), detail.as_str()), ("Phường Phú Xuân", "cũ: Đông Ba"));
    }

    #[test]
    fn what_is_empty_leaves_no_gap() {
        assert_eq!(joined(["a".to_owned(), String::new(), "b".to_owned()]), "a · b");
    }
}
