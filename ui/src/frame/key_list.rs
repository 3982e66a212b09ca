//! The list of keys: only those that do something now.

use leptos::prelude::*;
use trucban_text::{Text, keys};

use crate::kit::dialog::Dialog;
use crate::kit::keycap::Keycap;
use crate::language::Language;

type Line = (&'static [&'static str], Text<0>);

const GROUPS: [(Text<0>, &[Line]); 3] = [
    (
        keys::GROUP_MOVE,
        &[
            (&["J"], keys::NEXT),
            (&["K"], keys::PREVIOUS),
            (&["Enter"], keys::OPEN),
            (&["/"], keys::SEARCH),
            (&["Ctrl", "K"], keys::PALETTE),
            (&["Esc"], keys::BACK),
            (&["]"], keys::CONTEXT),
            (&["["], keys::LAYERS),
            (&["←", "↑", "→", "↓"], keys::PAN),
            (&["+", "-"], keys::ZOOM),
            (&["F"], keys::FILTER),
            (&["←", "→"], keys::TURN),
            (&["←", "→"], keys::PERIOD),
            (&["↑", "↓"], keys::PERIOD_LENGTH),
            (&["Ctrl", "+", "-", "0"], keys::SIZE),
        ],
    ),
    (
        keys::GROUP_ACT,
        &[
            (&["T"], keys::ACCEPT),
            (&["B"], keys::RETURN),
            (&["A"], keys::ASSIGN),
            (&["E"], keys::EXTENSION),
            (&["S"], keys::GIVE_RESULT),
            (&["V"], keys::REVIEW),
            (&["X"], keys::SELECT),
            (&["Shift", "J"], keys::SELECT_NEXT),
            (&["Ctrl", "Z"], keys::UNDO),
            (&["M"], keys::SENDER),
            (&["I"], keys::TELL),
            (&["D"], keys::DUPLICATE),
            (&["N"], keys::NOTE_OPEN),
            (&["Shift", "N"], keys::NEW_REPORT),
            (&["1", "2"], keys::VERDICT),
            (&["1", "2", "3", "4"], keys::CONCLUDE),
            (&["R"], keys::REDO),
            (&["P"], keys::PRINT),
            (&["Q", "Enter"], keys::TAKE_SHIFT),
            (&["Ctrl", "Enter"], keys::COMMIT),
        ],
    ),
    (
        keys::GROUP_GO,
        &[
            (&["G", "I"], keys::GO_QUEUE),
            (&["G", "B"], keys::GO_MAP),
            (&["G", "C"], keys::GO_CAMERAS),
            (&["G", "S"], keys::GO_FIGURES),
            (&["G", "H"], keys::GO_FIELD),
            (&["G", "D"], keys::GO_SYNC),
            (&["Q"], keys::HAND_OVER),
            (&["?"], keys::LIST),
        ],
    ),
];

/// The list of keys.
#[component]
pub fn KeyList(
    /// Closes it.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let lang = Language::here();
    let groups = GROUPS.map(|(title, lines)| {
        let lines = lines
            .iter()
            .map(|(caps, meaning)| {
                let caps = caps.iter().map(|cap| view! { <Keycap key=*cap/> }).collect_view();
                let meaning = *meaning;
                view! {
                    <div class="key-line">
                        <dt>{caps}</dt>
                        <dd>{move || lang.say(meaning)}</dd>
                    </div>
                }
            })
            .collect_view();
        view! {
            <section>
                <h3>{move || lang.say(title)}</h3>
                <dl>{lines}</dl>
            </section>
        }
    });
    view! {
        <Dialog title=lang.text(keys::TITLE) on_close>
            <div class="key-groups">{groups.into_iter().collect_view()}</div>
            <p class="meta">{move || lang.say(keys::NOTE)}</p>
        </Dialog>
    }
}
