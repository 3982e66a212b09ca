//! The texts by area: one file for each part of the product that speaks.

pub mod cameras;
pub mod central;
pub mod ctl;
pub mod download;
pub mod enrol;
pub mod error;
pub mod field;
pub mod figures;
pub mod frame;
pub mod handover;
pub mod incidents;
pub mod keys;
pub mod map;
pub mod photos;
pub mod refusal;
pub mod search;
pub mod sync;
pub mod trouble;
pub mod workflow;

use crate::Entry;

/// Every area with the word that begins its keys.
pub(crate) const AREAS: &[(&str, &[Entry])] = &[
    ("cameras", cameras::ALL),
    ("central", central::ALL),
    ("ctl", ctl::ALL),
    ("deadline", crate::deadline::ALL),
    ("download", download::ALL),
    ("enrol", enrol::ALL),
    ("error", error::ALL),
    ("figures", figures::ALL),
    ("field", field::ALL),
    ("format", crate::format::ALL),
    ("frame", frame::ALL),
    ("handover", handover::ALL),
    ("incidents", incidents::ALL),
    ("keys", keys::ALL),
    ("map", map::ALL),
    ("names", crate::names::ALL),
    ("photos", photos::ALL),
    ("refusal", refusal::ALL),
    ("search", search::ALL),
    ("sync", sync::ALL),
    ("trouble", trouble::ALL),
    ("workflow", workflow::ALL),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> impl Iterator<Item = (&'static str, &'static Entry)> {
        AREAS.iter().flat_map(|(area, texts)| texts.iter().map(move |text| (*area, text)))
    }

    #[test]
    fn no_text_is_empty_or_has_loose_ends() {
        for (area, text) in all() {
            for words in [text.vi, text.en] {
                assert!(!words.trim().is_empty(), "{area}.{}", text.name);
                assert_eq!(words.trim(), words, "{area}.{}: spaces at the ends", text.name);
            }
        }
    }

    #[test]
    fn every_text_is_composed_so_that_search_and_fonts_agree() {
        for (area, text) in all() {
            for words in [text.vi, text.en] {
                assert_eq!(trucban_domain::fold::clean(words), words, "{area}.{}", text.name);
            }
        }
    }

    #[test]
    fn both_languages_use_the_same_places() {
        for (area, text) in all() {
            for number in 0..crate::places(text.vi) {
                let place = format!("{{{number}");
                assert!(
                    text.vi.contains(&place) && text.en.contains(&place),
                    "{area}.{}: {place}}}",
                    text.name
                );
            }
        }
    }

    #[test]
    fn a_name_stands_once_in_its_area() {
        for (area, texts) in AREAS {
            let mut names: Vec<_> = texts.iter().map(|text| text.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), texts.len(), "{area}");
        }
    }
}
