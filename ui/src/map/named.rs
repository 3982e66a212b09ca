//! What a thing on the map is called: for the list of what is in view, and beside the pointer.

use trucban_text::{Lang, Text, format, map, names};

use super::seen::{Crowd, ReportLook, What};
use crate::kit::icon::Icon;

/// A thing in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// Its icon.
    pub icon: Icon,
    /// Its number, or how many it stands for.
    pub title: String,
    /// How it stands; empty if there is nothing to say.
    pub state: String,
}

/// Names a thing.
pub fn named(lang: Lang, what: &What) -> Named {
    let name = |icon, title: String, state: String| Named { icon, title, state };
    match what {
        What::Report { number, look, .. } => {
            let (icon, state) = match look {
                ReportLook::Immediate => (Icon::Bolt, map::LOOK_IMMEDIATE),
                ReportLook::Overdue => (Icon::Octagon, map::LOOK_OVERDUE),
                ReportLook::Soon => (Icon::Triangle, map::LOOK_SOON),
                ReportLook::Open => (Icon::Clock, map::LOOK_OPEN),
            };
            name(icon, number.clone(), state.say(lang).to_owned())
        }
        What::Reports(crowd) => {
            let (title, state) = crowded(lang, *crowd, map::REPORTS_HERE, map::OVERDUE_HERE);
            name(Icon::Inbox, title, state)
        }
        What::Camera { number, silent, .. } => {
            let state = if *silent { map::CAMERA_SILENT.say(lang) } else { "" };
            name(Icon::Camera, map::CAMERA_LINE.fill(lang, [number]), state.to_owned())
        }
        What::Cameras(crowd) => {
            let (title, state) = crowded(lang, *crowd, map::CAMERAS_HERE, map::SILENT_HERE);
            name(Icon::Camera, title, state)
        }
        What::Lot { label, .. } => {
            name(Icon::Document, map::LOT_LINE.fill(lang, [label]), String::new())
        }
        What::Zone(code) => name(Icon::Map, code.clone(), String::new()),
    }
}

fn crowded(lang: Lang, crowd: Crowd, all: Text<1>, marked: Text<1>) -> (String, String) {
    let fill = |text: Text<1>, count| text.fill(lang, [&format::count(lang, count)]);
    let state = if crowd.marked > 0 { fill(marked, crowd.marked) } else { String::new() };
    (fill(all, crowd.count), state)
}

/// What is said of a thing beside the pointer: what it is called, and what it is about.
pub fn said(lang: Lang, what: &What) -> (String, String) {
    match what {
        What::Report { number, title, .. } => (number.clone(), title.clone()),
        What::Camera { number, name, .. } => (map::CAMERA_LINE.fill(lang, [number]), name.clone()),
        What::Lot { label, land_use } => {
            let (sheet, number) = label.split_once('/').unwrap_or(("", label));
            let lot = map::LOT_CALLOUT.fill(lang, [number, sheet]);
            (lot, map::USE_LINE.fill(lang, [land_use, &names::land_use(lang, land_use)]))
        }
        What::Reports(_) | What::Cameras(_) | What::Zone(_) => {
            let Named { title, state, .. } = named(lang, what);
            (title, state)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_says_how_many_and_how_many_of_them_are_late_if_any_is() {
        let words = |count, marked| said(Lang::Vi, &What::Reports(Crowd { count, marked }));
        assert_eq!(words(1_284, 3), ("1.284 phản ánh".to_owned(), "3 quá hạn".to_owned()));
        assert_eq!(words(2, 0), ("2 phản ánh".to_owned(), String::new()));
        let cameras = said(Lang::En, &What::Cameras(Crowd { count: 2, marked: 1 }));
        assert_eq!(cameras, ("2 cameras".to_owned(), "1 silent".to_owned()));
    }

    #[test]
    fn a_lot_is_said_with_its_sheet_and_the_use_of_its_land() {
        let lot = What::Lot { label: "22/80".to_owned(), land_use: "ODT".to_owned() };
        let (title, detail) = said(Lang::Vi, &lot);
        assert_eq!(
            (title.as_str(), detail.as_str()),
            ("Thửa 80 · Tờ 22", "ODT · Đất ở tại đô thị")
        );
    }
}
