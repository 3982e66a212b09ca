//! What is said of a hit: a title, and a line that tells it from others of its kind.

use trucban_contract::ipc::HitFacts;
use trucban_domain::{FormerLot, IncidentState, Timestamp, WardCode};
use trucban_text::{Lang, format, incidents, map, names};

/// Title and detail of a hit.
pub fn hit_words(lang: Lang, facts: &HitFacts, now: Timestamp) -> (String, String) {
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
        HitFacts::Alert { number, kind: _, plate, at, ward, judged: _ } => {
            let at = format::stamp(lang, *at, now);
            let plate = plate.clone().unwrap_or_default();
            (number.clone(), joined([plate, at, names::ward(lang, *ward)]))
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
    fn what_is_empty_leaves_no_gap() {
        assert_eq!(joined(["a".to_owned(), String::new(), "b".to_owned()]), "a · b");
    }
}
