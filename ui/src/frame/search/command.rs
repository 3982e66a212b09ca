//! The commands of the palette: their names in both languages, the keys that do the same, and how a
//! typed text picks them.
//!
//! A command is its key: the palette presses it, and what it does and whether it can be done here is
//! the listeners' to say. To commit a legal act is no command: that never rides on a bare Enter.

use trucban_contract::ipc::Theme;
use trucban_domain::fold::fold;
use trucban_text::{Lang, Text, search};

use crate::keys::Key;

/// What stands before what is typed when commands are meant.
pub const SIGN: char = '>';

/// One command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// What it does.
    pub key: Key,
    /// What it is called.
    pub name: Text<0>,
    /// The keys that do the same, or none.
    pub caps: &'static [&'static str],
    /// The word for tests.
    pub word: &'static str,
}

const fn command(
    word: &'static str,
    key: Key,
    name: Text<0>,
    caps: &'static [&'static str],
) -> Command {
    Command { key, name, caps, word }
}

/// Every command but those whose name depends on how the window is shown: acts first.
const COMMANDS: [Command; 37] = [
    command("accept", Key::Accept, search::ACCEPT, &["T"]),
    command("return", Key::Return, search::RETURN, &["B"]),
    command("assign", Key::Assign, search::ASSIGN, &["A"]),
    command("extension", Key::Extension, search::EXTENSION, &["E"]),
    command("result", Key::GiveResult, search::GIVE_RESULT, &["S"]),
    command("review", Key::Review, search::REVIEW, &["V"]),
    command("sender", Key::Sender, search::SENDER, &["M"]),
    command("tell", Key::Tell, search::TELL, &["I"]),
    command("duplicate", Key::Duplicate, search::DUPLICATE, &["D"]),
    command("note", Key::Note, search::NOTE, &["N"]),
    command("new-report", Key::NewReport, search::NEW_REPORT, &["Shift", "N"]),
    command("select", Key::Select, search::SELECT, &["X"]),
    command("undo", Key::Undo, search::UNDO, &["Ctrl", "Z"]),
    command("confirm", Key::Confirm, search::CONFIRM, &["1"]),
    command("dismiss", Key::Dismiss, search::DISMISS, &["2"]),
    command("redo", Key::Redo, search::REDO, &["R"]),
    command("queue", Key::GoQueue, search::GO_QUEUE, &["G", "I"]),
    command("map", Key::GoMap, search::GO_MAP, &["G", "B"]),
    command("cameras", Key::GoCameras, search::GO_CAMERAS, &["G", "C"]),
    command("figures", Key::GoFigures, search::GO_FIGURES, &["G", "S"]),
    command("field", Key::GoField, search::GO_FIELD, &["G", "H"]),
    command("handover", Key::HandOver, search::HAND_OVER, &["Q"]),
    command("print", Key::Print, search::PRINT, &["P"]),
    command("sync", Key::GoSync, search::GO_SYNC, &["G", "D"]),
    command("sync-now", Key::SyncNow, search::SYNC_NOW, &[]),
    command("open", Key::Open, search::OPEN, &["Enter"]),
    command("next", Key::Next, search::NEXT, &["J"]),
    command("previous", Key::Previous, search::PREVIOUS, &["K"]),
    command("context", Key::Context, search::CONTEXT, &["]"]),
    command("layers", Key::Layers, search::LAYERS, &["["]),
    command("filter", Key::Filter, search::FILTER, &["F"]),
    command("nearer", Key::Nearer, search::NEARER, &["+"]),
    command("farther", Key::Farther, search::FARTHER, &["-"]),
    command("larger", Key::Larger, search::LARGER, &["Ctrl", "+"]),
    command("smaller", Key::Smaller, search::SMALLER, &["Ctrl", "-"]),
    command("usual-size", Key::UsualSize, search::USUAL_SIZE, &["Ctrl", "0"]),
    command("keys", Key::Help, search::KEYS, &["?"]),
];

/// Every command, as the window is shown now.
fn all(lang: Lang, theme: Theme) -> impl Iterator<Item = Command> {
    let speak = match lang {
        Lang::Vi => search::SPEAK_ENGLISH,
        Lang::En => search::SPEAK_VIETNAMESE,
    };
    let shine = match theme {
        Theme::Light => search::DARK,
        Theme::Dark => search::LIGHT,
    };
    let shown =
        [command("language", Key::Language, speak, &[]), command("theme", Key::Theme, shine, &[])];
    COMMANDS.into_iter().chain(shown)
}

/// The commands that `typed` picks, the likeliest first; all of them where nothing is typed.
pub fn picked(typed: &str, lang: Lang, theme: Theme) -> Vec<Command> {
    let typed = fold(typed);
    let mut found: Vec<(Fit, Command)> = all(lang, theme)
        .filter_map(|command| {
            let fits = Lang::ALL.into_iter().filter_map(|lang| fit(&typed, command.name.say(lang)));
            Some((fits.min()?, command))
        })
        .collect();
    found.sort_by_key(|(fit, _)| *fit);
    found.into_iter().map(|(_, command)| command).collect()
}

/// How well a typed text fits a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The name begins so.
    Beginning,
    /// Each word begins one of the name's, in its order.
    Words,
    /// The letters are those with which the name's words begin.
    Initials,
    /// The same, from a later word on.
    LaterInitials,
}

fn fit(typed: &str, name: &str) -> Option<Fit> {
    let name = fold(name);
    if name.starts_with(typed) {
        return Some(Fit::Beginning);
    }
    let mut words = name.split(' ');
    if typed.split(' ').all(|part| words.any(|word| word.starts_with(part))) {
        return Some(Fit::Words);
    }
    let initials: String = name.split(' ').filter_map(|word| word.chars().next()).collect();
    let letters = typed.replace(' ', "");
    if initials.starts_with(&letters) {
        return Some(Fit::Initials);
    }
    initials.contains(&letters).then_some(Fit::LaterInitials)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(typed: &str) -> Option<&'static str> {
        picked(typed, Lang::Vi, Theme::Light).first().map(|command| command.word)
    }

    #[test]
    fn a_command_is_picked_without_marks_by_initials_and_in_either_language() {
        for typed in ["Tiếp nhận", "tiep nhan", "tn", "TN", "accept", "tiếp", "t n"] {
            assert_eq!(first(typed), Some("accept"), "{typed}");
        }
        for typed in ["ban do", "toi ban do", "bd", "tbd", "map", "go to the map"] {
            assert_eq!(first(typed), Some("map"), "{typed}");
        }
        for (typed, word) in [
            ("ghi chu", "note"),
            ("vgc", "note"),
            ("dbn", "sync-now"),
            ("dong bo ngay", "sync-now"),
            ("nen toi", "theme"),
            ("dark", "theme"),
            ("tieng anh", "language"),
            ("english", "language"),
            ("phim tat", "keys"),
        ] {
            assert_eq!(first(typed), Some(word), "{typed}");
        }
        assert_eq!(first("khong co lenh nay"), None);
    }

    #[test]
    fn what_begins_so_comes_before_what_is_only_abbreviated_so() {
        let words = |typed| -> Vec<&str> {
            picked(typed, Lang::Vi, Theme::Light).iter().map(|it| it.word).collect()
        };
        let zoom = words("phong to");
        assert_eq!(zoom, ["nearer"]);
        let sync = words("dong bo");
        assert_eq!(sync, ["sync-now", "sync"], "the one that begins so first");
    }

    #[test]
    fn nothing_typed_picks_every_command_once() {
        let all = picked("", Lang::Vi, Theme::Light);
        let mut words: Vec<&str> = all.iter().map(|it| it.word).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!((all.len(), words.len()), (COMMANDS.len() + 2, COMMANDS.len() + 2));
    }

    #[test]
    fn no_command_commits_a_legal_act() {
        assert!(picked("", Lang::Vi, Theme::Light).iter().all(|it| it.key != Key::Commit));
    }
}
