//! Sentences that other crates name by key, and those made from a refusal.

use trucban_domain::apply::MovedOn;
use trucban_domain::{Refusal, Timestamp};

use crate::area::AREAS;
use crate::format::stamp;
use crate::{Lang, error, names, refusal};

/// The sentence of `key` (`error.disk_full`) with its values. A key that this build does not know
/// answers with the sentence for unexpected faults, so a person is never shown a bare key.
pub fn sentence(lang: Lang, key: &str, values: &[String]) -> String {
    let found = key.split_once('.').and_then(|(area, name)| {
        let (_, texts) = AREAS.iter().find(|(known, _)| *known == area)?;
        texts.iter().find(|text| text.name.eq_ignore_ascii_case(name))
    });
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    found.map_or_else(|| error::INTERNAL.say(lang).to_owned(), |text| text.fill(lang, &values))
}

/// What central refused, in one sentence.
pub fn refused(lang: Lang, why: &Refusal) -> String {
    let headline = match why {
        Refusal::NotFound => refusal::NOT_FOUND,
        Refusal::AlreadyAcknowledged { .. } => refusal::ALREADY_ACKNOWLEDGED,
        Refusal::AlreadyJudged { .. } => refusal::ALREADY_JUDGED,
        Refusal::AlreadyTakenOver { .. } => refusal::ALREADY_TAKEN_OVER,
        Refusal::MovedOn(_) => refusal::MOVED_ON,
        Refusal::WrongKind => refusal::WRONG_KIND,
        Refusal::Closed { .. } => refusal::CLOSED,
        Refusal::NoSuchStep { .. } => refusal::NO_SUCH_STEP,
        Refusal::Exists => refusal::EXISTS,
        Refusal::NotPermitted => refusal::NOT_PERMITTED,
        Refusal::Invalid { field } => {
            return refusal::INVALID.fill(lang, [&field_name(lang, field)]);
        }
        Refusal::UnknownKind => refusal::UNKNOWN_KIND,
        Refusal::Unreadable => refusal::UNREADABLE,
        Refusal::Other(_) => refusal::OTHER,
    };
    headline.say(lang).to_owned()
}

/// Who, when, and why this laptop could not know; or what to do.
pub fn explain(lang: Lang, why: &Refusal, now: Timestamp) -> String {
    let words = match why {
        Refusal::AlreadyAcknowledged { by, at } => {
            let unit = names::unit(lang, &by.unit.0);
            let at = stamp(lang, *at, now);
            return refusal::ALREADY_ACKNOWLEDGED_BY.fill(lang, [&by.name, &unit, &at]);
        }
        Refusal::AlreadyJudged { by, at, finding } => {
            let unit = names::unit(lang, &by.unit.0);
            let (finding, at) = (names::finding(lang, finding), stamp(lang, *at, now));
            return refusal::ALREADY_JUDGED_BY.fill(lang, [&by.name, &unit, &finding, &at]);
        }
        Refusal::AlreadyTakenOver { by, at } => {
            let (unit, at) = (names::unit(lang, &by.unit.0), stamp(lang, *at, now));
            return refusal::ALREADY_TAKEN_OVER_BY.fill(lang, [&by.name, &unit, &at]);
        }
        Refusal::MovedOn(told) => {
            let MovedOn { by, at, state, unit } = &**told;
            let (of, at) = (names::unit(lang, &by.unit.0), stamp(lang, *at, now));
            let (state, unit) = (names::state(lang, *state), names::unit(lang, &unit.0));
            return refusal::MOVED_ON_BY.fill(lang, [&by.name, &of, &at, state, &unit]);
        }
        Refusal::WrongKind => refusal::WRONG_KIND_DO,
        Refusal::Closed { at } => {
            return refusal::CLOSED_AT.fill(lang, [&stamp(lang, *at, now)]);
        }
        Refusal::NoSuchStep { state } => {
            return refusal::NO_SUCH_STEP_STATE.fill(lang, [names::state(lang, *state)]);
        }
        Refusal::NotFound => refusal::NOT_FOUND_DO,
        Refusal::Exists => refusal::EXISTS_DO,
        Refusal::NotPermitted => refusal::NOT_PERMITTED_DO,
        Refusal::Invalid { .. } => refusal::INVALID_DO,
        Refusal::UnknownKind => refusal::UNKNOWN_KIND_DO,
        Refusal::Unreadable => refusal::UNREADABLE_DO,
        Refusal::Other(_) => refusal::OTHER_DO,
    };
    words.say(lang).to_owned()
}

fn field_name(lang: Lang, field: &str) -> String {
    match field {
        "title" => refusal::FIELD_TITLE,
        "body" => refusal::FIELD_BODY,
        "address" => refusal::FIELD_ADDRESS,
        "ward" => refusal::FIELD_WARD,
        "category" => refusal::FIELD_CATEGORY,
        "position" => refusal::FIELD_POSITION,
        "note" => refusal::FIELD_NOTE,
        "plate" => refusal::FIELD_PLATE,
        "reason" => refusal::FIELD_REASON,
        "unit" => refusal::FIELD_UNIT,
        "result" => refusal::FIELD_RESULT,
        "until" => refusal::FIELD_UNTIL,
        "question" => refusal::FIELD_QUESTION,
        "answer" => refusal::FIELD_ANSWER,
        "original" => refusal::FIELD_ORIGINAL,
        "findings" => refusal::FIELD_FINDINGS,
        "items" => refusal::FIELD_ITEMS,
        "conclusion" => refusal::FIELD_CONCLUSION,
        "public" => refusal::FIELD_PUBLIC,
        other => return other.to_owned(),
    }
    .say(lang)
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_found_by_its_key_and_an_unknown_key_still_speaks() {
        assert!(
            sentence(Lang::Vi, "error.disk_full", &[]).starts_with("Chưa lưu được: ổ đĩa đầy.")
        );
        assert_eq!(sentence(Lang::En, "error.no_such_key", &[]), error::INTERNAL.say(Lang::En));
        assert_eq!(sentence(Lang::En, "no dot", &[]), error::INTERNAL.say(Lang::En));
    }

    #[test]
    fn values_reach_their_places() {
        let said = sentence(Lang::Vi, "error.enrolment_incomplete", &["url".to_owned()]);
        assert!(said.contains("“url”"), "{said}");
    }

    #[test]
    fn a_refusal_by_another_officer_says_who_and_when() {
        use trucban_domain::{Actor, GrantId, Timestamp, UnitCode, UserId};
        let nobody = "00000000-0000-7000-8000-000000000001";
        let at = Timestamp::parse_iso("2026-11-20T13:33:00+07:00").expect("a valid time");
        let why = Refusal::AlreadyAcknowledged {
            by: Actor {
                user: nobody.parse::<UserId>().expect("a key"),
                name: "Trần Thị B".to_owned(),
                unit: UnitCode("ubnd-19777".to_owned()),
                grant: nobody.parse::<GrantId>().expect("a key"),
            },
            at,
        };
        assert_eq!(
            explain(Lang::Vi, &why, at),
            "Trần Thị B, UBND phường Vỹ Dạ, tiếp nhận lúc 13:33. Khi bạn bấm, máy này chưa nhận \
             được tin đó."
        );
    }
}
