//! The keyboard: one letter, one meaning in the whole product.
//!
//! Letters go by their physical key, so that the layout does not matter, and only when no text
//! field has the focus, so that Telex and VNI typing is never swallowed; inside a field they work
//! with Alt. `G` begins a chord of one second. The newest listener is asked first and may take the
//! key; what nobody takes is left to the page.
//!
//! The palette runs its commands through the same listeners ([`Keys::press`]), so a command means what
//! its key means. Which of them do something now is told by whoever listens ([`Keys::offers`]).

use std::rc::Rc;
use std::time::Duration;

use leptos::ev::keydown;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::clock::page_ms;

const CHORD_MS: f64 = 1_000.0;
/// The key code of every key that an input method takes.
const TAKEN_BY_INPUT_METHOD: u32 = 229;

/// What a key means; the last ones have no key of their own and are commands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// `J`: next row.
    Next,
    /// `K`: previous row.
    Previous,
    /// `Enter`: open. Never commits.
    Open,
    /// `T`: tiếp nhận.
    Accept,
    /// `B`: trả lại.
    Return,
    /// `A`: phân công.
    Assign,
    /// `E`: gia hạn: ask for it, decide on it.
    Extension,
    /// `S`: nộp kết quả.
    GiveResult,
    /// `V`: thẩm định.
    Review,
    /// `M`: ask the sender for what is missing, take the answer.
    Sender,
    /// `I`: tell the sender how it fares.
    Tell,
    /// `D`: trùng: compare with earlier reports.
    Duplicate,
    /// `N`: write a note.
    Note,
    /// `Shift+N`: a new report.
    NewReport,
    /// `X`: select the row for an act on many, or let it go.
    Select,
    /// `Shift+J`: select this row and the next.
    SelectNext,
    /// `Shift+K`: select this row and the previous.
    SelectPrevious,
    /// `Ctrl+Z`: undo what was done last, while it is offered.
    Undo,
    /// `F`: lọc: which wards the queue shows; on the map, what is in view goes to the queue.
    Filter,
    /// `/`: the search box, for this screen.
    Search,
    /// `Ctrl+K`: the search box, for going anywhere and for commands.
    Palette,
    /// `Esc`: back, clear.
    Back,
    /// `Ctrl+Enter`: commit.
    Commit,
    /// `1`: confirm an alert.
    Confirm,
    /// `2`: dismiss an alert, with a reason.
    Dismiss,
    /// `3`: the third conclusion of a visit.
    Third,
    /// `4`: the fourth.
    Fourth,
    /// `R`: redo a refused act.
    Redo,
    /// `]`: hide or show the right pane.
    Context,
    /// `[`: hide or show the left pane.
    Layers,
    /// An arrow: move the map.
    Left,
    /// An arrow.
    Right,
    /// An arrow.
    Up,
    /// An arrow.
    Down,
    /// `+`: come nearer.
    Nearer,
    /// `-`: go farther.
    Farther,
    /// `Ctrl` `+`: everything larger.
    Larger,
    /// `Ctrl` `-`: everything smaller.
    Smaller,
    /// `Ctrl` `0`: everything in its usual size.
    UsualSize,
    /// `?`: the list of keys.
    Help,
    /// `G` then `P` or `I`.
    GoQueue,
    /// `G` then `C`.
    GoCameras,
    /// `G` then `B`.
    GoMap,
    /// `G` then `D`.
    GoSync,
    /// `G` then `S`.
    GoFigures,
    /// `G` then `H`.
    GoField,
    /// `Q`: giao ca: the hand-overs; once more: write one.
    HandOver,
    /// `P`: print what is shown.
    Print,
    /// Try to reach central now.
    SyncNow,
    /// Switch the language.
    Language,
    /// Switch the theme.
    Theme,
}

/// A key as it was struck.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is what the event says of one stroke")]
pub struct Stroke<'a> {
    /// Physical key: `KeyT`.
    pub code: &'a str,
    /// Whether Ctrl (or Command) is held.
    pub ctrl: bool,
    /// Whether Alt is held.
    pub alt: bool,
    /// Whether Shift is held.
    pub shift: bool,
    /// Whether an input method takes the key.
    pub composing: bool,
    /// What has the focus.
    pub focus: Focus,
}

/// What has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// A field in which one types.
    Text,
    /// A button or link, which takes Enter itself.
    Control,
    /// Anything else.
    Page,
}

/// Reads strokes, and remembers a begun chord.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reader {
    chord_since: Option<f64>,
}

/// What a stroke means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// A key of the product.
    Key(Key),
    /// `G`: the next letter is read as the second of a chord.
    ChordBegun,
    /// Nothing of ours.
    Nothing,
}

impl Reader {
    /// Reads a stroke made at `at_ms`.
    pub fn hear(&mut self, stroke: Stroke<'_>, at_ms: f64) -> Heard {
        let chord = self.chord_since.take().is_some_and(|since| at_ms - since <= CHORD_MS);
        let Stroke { code, ctrl, alt, shift, composing, focus } = stroke;
        if composing {
            return Heard::Nothing;
        }
        match (code, ctrl) {
            ("Escape", false) => return Heard::Key(Key::Back),
            ("Enter" | "NumpadEnter", true) => return Heard::Key(Key::Commit),
            ("KeyK", true) => return Heard::Key(Key::Palette),
            ("KeyZ", true) if focus != Focus::Text => return Heard::Key(Key::Undo),
            ("Equal" | "NumpadAdd", true) => return Heard::Key(Key::Larger),
            ("Minus" | "NumpadSubtract", true) => return Heard::Key(Key::Smaller),
            ("Digit0" | "Numpad0", true) => return Heard::Key(Key::UsualSize),
            (_, true) => return Heard::Nothing,
            _ => {}
        }
        if alt != (focus == Focus::Text) {
            return Heard::Nothing;
        }
        if chord {
            return match code {
                "KeyP" | "KeyI" => Heard::Key(Key::GoQueue),
                "KeyC" => Heard::Key(Key::GoCameras),
                "KeyB" => Heard::Key(Key::GoMap),
                "KeyD" => Heard::Key(Key::GoSync),
                "KeyS" => Heard::Key(Key::GoFigures),
                "KeyH" => Heard::Key(Key::GoField),
                "KeyQ" => Heard::Key(Key::HandOver),
                _ => Heard::Nothing,
            };
        }
        let key = match (code, shift) {
            ("KeyJ", false) if !alt => Key::Next,
            ("KeyK", false) if !alt => Key::Previous,
            ("KeyJ", true) if !alt => Key::SelectNext,
            ("KeyK", true) if !alt => Key::SelectPrevious,
            ("KeyX", false) if !alt => Key::Select,
            ("Enter" | "NumpadEnter", false) if focus == Focus::Page => Key::Open,
            ("KeyT", false) => Key::Accept,
            ("KeyB", false) => Key::Return,
            ("KeyA", false) => Key::Assign,
            ("KeyE", false) => Key::Extension,
            ("KeyS", false) => Key::GiveResult,
            ("KeyV", false) => Key::Review,
            ("KeyM", false) => Key::Sender,
            ("KeyI", false) => Key::Tell,
            ("KeyD", false) => Key::Duplicate,
            ("KeyN", false) => Key::Note,
            ("KeyN", true) if !alt => Key::NewReport,
            ("Digit1" | "Numpad1", false) => Key::Confirm,
            ("Digit2" | "Numpad2", false) => Key::Dismiss,
            ("Digit3" | "Numpad3", false) => Key::Third,
            ("Digit4" | "Numpad4", false) => Key::Fourth,
            ("KeyR", false) => Key::Redo,
            ("KeyQ", false) => Key::HandOver,
            ("KeyP", false) => Key::Print,
            ("KeyF", false) => Key::Filter,
            ("BracketRight", false) => Key::Context,
            ("BracketLeft", false) => Key::Layers,
            ("ArrowLeft", false) if focus == Focus::Page => Key::Left,
            ("ArrowRight", false) if focus == Focus::Page => Key::Right,
            ("ArrowUp", false) if focus == Focus::Page => Key::Up,
            ("ArrowDown", false) if focus == Focus::Page => Key::Down,
            ("Equal" | "NumpadAdd", _) if !alt => Key::Nearer,
            ("Minus" | "NumpadSubtract", false) if !alt => Key::Farther,
            ("Slash" | "NumpadDivide", false) if !alt => Key::Search,
            ("Slash", true) if !alt => Key::Help,
            ("KeyG", false) => {
                self.chord_since = Some(at_ms);
                return Heard::ChordBegun;
            }
            _ => return Heard::Nothing,
        };
        Heard::Key(key)
    }
}

type Listener = Rc<dyn Fn(Key) -> bool>;
type Listeners = StoredValue<Vec<(u32, Listener)>, LocalStorage>;

/// The keyboard of this window.
#[derive(Clone, Copy)]
pub struct Keys {
    takes: Listeners,
    offers: Listeners,
    made: StoredValue<u32>,
    chord: RwSignal<bool>,
}

impl Keys {
    /// Begins to listen.
    pub fn start() -> Self {
        let keys = Self {
            takes: StoredValue::new_local(Vec::new()),
            offers: StoredValue::new_local(Vec::new()),
            made: StoredValue::new(0),
            chord: RwSignal::new(false),
        };
        let reader = StoredValue::new(Reader::default());
        window_event_listener(keydown, move |event| {
            let mut heard = Heard::Nothing;
            reader.update_value(|reader| {
                heard = reader.hear(stroke(&event.code(), &event), page_ms());
            });
            keys.chord.set(heard == Heard::ChordBegun);
            match heard {
                Heard::Key(key) if keys.press(key) => event.prevent_default(),
                Heard::ChordBegun => {
                    event.prevent_default();
                    set_timeout(move || keys.chord.set(false), Duration::from_secs(1));
                }
                _ => {}
            }
        });
        keys
    }

    /// The keyboard of this window.
    pub fn here() -> Self {
        expect_context()
    }

    /// Whether a chord is begun, followed.
    pub fn chord(self) -> bool {
        self.chord.get()
    }

    /// Listens until the component is gone. `take` answers whether it took the key.
    pub fn on(self, take: impl Fn(Key) -> bool + 'static) {
        self.keep(self.takes, Rc::new(take));
    }

    /// Tells until the component is gone which keys would do something now: `offer` follows what that
    /// depends on.
    pub fn offers(self, offer: impl Fn(Key) -> bool + 'static) {
        self.keep(self.offers, Rc::new(offer));
    }

    /// Whether a key would do something now, followed.
    pub fn is_offered(self, key: Key) -> bool {
        self.offers.get_value().iter().any(|(_, offer)| offer(key))
    }

    /// Does what a key means. Whether anybody took it.
    pub fn press(self, key: Key) -> bool {
        self.takes.get_value().iter().rev().any(|(_, take)| take(key))
    }

    fn keep(self, listeners: Listeners, listener: Listener) {
        let number = self.made.get_value();
        self.made.set_value(number + 1);
        listeners.update_value(|all| all.push((number, listener)));
        on_cleanup(move || {
            listeners.try_update_value(|all| all.retain(|(made, _)| *made != number));
        });
    }
}

fn stroke<'a>(code: &'a str, event: &KeyboardEvent) -> Stroke<'a> {
    Stroke {
        code,
        ctrl: event.ctrl_key() || event.meta_key(),
        alt: event.alt_key(),
        shift: event.shift_key(),
        composing: is_composing(event),
        focus: focus(event),
    }
}

/// Whether an input method takes this key. The one that begins a composition does not say that it
/// is part of it; only the code that stands for no key does.
pub fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD
}

fn focus(event: &KeyboardEvent) -> Focus {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok())
    else {
        return Focus::Page;
    };
    match element.tag_name().as_str() {
        "INPUT" if element.get_attribute("type").is_some_and(|kind| takes_no_letters(&kind)) => {
            Focus::Control
        }
        "INPUT" | "TEXTAREA" | "SELECT" => Focus::Text,
        "BUTTON" | "A" | "SUMMARY" => Focus::Control,
        _ if element.is_content_editable() => Focus::Text,
        _ => Focus::Page,
    }
}

/// Whether an input of this type leaves letters alone.
fn takes_no_letters(kind: &str) -> bool {
    matches!(kind, "checkbox" | "radio" | "range" | "button")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Stroke<'static> = Stroke {
        code: "KeyT",
        ctrl: false,
        alt: false,
        shift: false,
        composing: false,
        focus: Focus::Page,
    };

    fn once(stroke: Stroke<'_>) -> Heard {
        Reader::default().hear(stroke, 0.0)
    }

    #[test]
    fn letters_are_left_to_text_fields_unless_alt_is_held() {
        assert_eq!(once(PLAIN), Heard::Key(Key::Accept));
        let typing = Stroke { focus: Focus::Text, ..PLAIN };
        assert_eq!(once(typing), Heard::Nothing, "t is a letter there");
        assert_eq!(once(Stroke { alt: true, ..typing }), Heard::Key(Key::Accept));
        assert_eq!(once(Stroke { alt: true, ..PLAIN }), Heard::Nothing);
    }

    #[test]
    fn a_key_that_an_input_method_takes_means_nothing_wherever_the_focus_is() {
        for focus in [Focus::Text, Focus::Control, Focus::Page] {
            for code in ["KeyT", "KeyG", "Slash", "Escape", "Enter", "Unidentified"] {
                for (ctrl, alt) in [(false, false), (true, false), (false, true)] {
                    let taken = Stroke { code, ctrl, alt, focus, composing: true, ..PLAIN };
                    assert_eq!(once(taken), Heard::Nothing, "{taken:?}");
                }
            }
        }
    }

    #[test]
    fn composing_ends_a_begun_chord() {
        let mut reader = Reader::default();
        assert_eq!(reader.hear(Stroke { code: "KeyG", ..PLAIN }, 0.0), Heard::ChordBegun);
        reader.hear(Stroke { code: "Unidentified", composing: true, ..PLAIN }, 100.0);
        assert_eq!(reader.hear(Stroke { code: "KeyC", ..PLAIN }, 200.0), Heard::Nothing);
    }

    #[test]
    fn escape_and_ctrl_enter_work_inside_fields() {
        let typing = Stroke { focus: Focus::Text, ..PLAIN };
        assert_eq!(once(Stroke { code: "Escape", ..typing }), Heard::Key(Key::Back));
        let commit = Stroke { code: "Enter", ctrl: true, ..typing };
        assert_eq!(once(commit), Heard::Key(Key::Commit));
        assert_eq!(once(Stroke { code: "Enter", ..typing }), Heard::Nothing, "Enter never commits");
    }

    #[test]
    fn enter_belongs_to_the_button_that_has_the_focus() {
        let enter = Stroke { code: "Enter", ..PLAIN };
        assert_eq!(once(enter), Heard::Key(Key::Open));
        assert_eq!(once(Stroke { focus: Focus::Control, ..enter }), Heard::Nothing);
    }

    #[test]
    fn the_second_letter_of_a_chord_runs_no_act_of_its_own() {
        let mut reader = Reader::default();
        let press = |code| Stroke { code, ..PLAIN };
        assert_eq!(reader.hear(press("KeyG"), 0.0), Heard::ChordBegun);
        assert_eq!(reader.hear(press("KeyD"), 900.0), Heard::Key(Key::GoSync));
        reader.hear(press("KeyG"), 1_000.0);
        assert_eq!(reader.hear(press("KeyS"), 1_100.0), Heard::Key(Key::GoFigures));
        reader.hear(press("KeyG"), 2_000.0);
        assert_eq!(reader.hear(press("KeyT"), 2_500.0), Heard::Nothing, "T is no second letter");
        reader.hear(press("KeyG"), 5_000.0);
        assert_eq!(reader.hear(press("KeyT"), 6_500.0), Heard::Key(Key::Accept), "too late");
    }

    #[test]
    fn arrows_move_the_map_unless_a_field_or_a_control_has_the_focus() {
        let arrow = Stroke { code: "ArrowLeft", ..PLAIN };
        assert_eq!(once(arrow), Heard::Key(Key::Left));
        for focus in [Focus::Text, Focus::Control] {
            assert_eq!(once(Stroke { focus, ..arrow }), Heard::Nothing, "{focus:?}");
        }
        assert!(takes_no_letters("range") && !takes_no_letters("text"));
    }

    #[test]
    fn control_letters_stay_with_the_page() {
        assert_eq!(once(Stroke { ctrl: true, code: "KeyR", ..PLAIN }), Heard::Nothing);
        assert_eq!(once(Stroke { ctrl: true, code: "KeyS", ..PLAIN }), Heard::Nothing);
    }

    #[test]
    fn slash_searches_the_screen_and_ctrl_k_opens_the_palette_from_inside_fields_too() {
        let slash = Stroke { code: "Slash", ..PLAIN };
        assert_eq!(once(slash), Heard::Key(Key::Search));
        assert_eq!(once(Stroke { focus: Focus::Text, ..slash }), Heard::Nothing);
        for focus in [Focus::Text, Focus::Control, Focus::Page] {
            let palette = Stroke { ctrl: true, code: "KeyK", focus, ..PLAIN };
            assert_eq!(once(palette), Heard::Key(Key::Palette), "{focus:?}");
        }
    }

    #[test]
    fn the_size_changes_whatever_has_the_focus_and_the_map_s_own_keys_stay_its_own() {
        for focus in [Focus::Page, Focus::Control, Focus::Text] {
            let size = |code| once(Stroke { ctrl: true, focus, code, ..PLAIN });
            assert_eq!(size("Equal"), Heard::Key(Key::Larger));
            assert_eq!(size("NumpadSubtract"), Heard::Key(Key::Smaller));
            assert_eq!(size("Digit0"), Heard::Key(Key::UsualSize));
        }
        assert_eq!(once(Stroke { code: "Equal", ..PLAIN }), Heard::Key(Key::Nearer));
    }
}
