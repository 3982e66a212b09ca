//! The form of an internal note. What is typed is kept for its report until it is saved, whatever
//! else happens on the screen.

use leptos::html;
use leptos::prelude::*;
use trucban_domain::fold::clean;
use trucban_domain::incident::NOTE_MAX_CHARS;
use trucban_text::{error, format, incidents};

use super::super::Incidents;
use super::Shown;
use crate::drafts::DraftKept;
use crate::failure;
use crate::keys::{Key, Keys};
use crate::kit::button::{Button, Weight};
use crate::kit::field::let_go_at_the_end;
use crate::language::Language;

/// How a note stands against its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Empty,
    Fits(usize),
    Over(usize),
}

fn length(text: &str) -> Length {
    match clean(text).chars().count() {
        0 => Length::Empty,
        count @ 1..=NOTE_MAX_CHARS => Length::Fits(count),
        count => Length::Over(count - NOTE_MAX_CHARS),
    }
}

/// The characters used, of those that there are.
fn counted(length: Length, lang: Language) -> String {
    let used = match length {
        Length::Empty => 0,
        Length::Fits(count) => count,
        Length::Over(over) => NOTE_MAX_CHARS + over,
    };
    let number = |number: usize| format::count(lang.get(), number as u64);
    lang.fill(incidents::NOTE_COUNT, [&number(used), &number(NOTE_MAX_CHARS)])
}

/// The form.
#[component]
pub fn NoteForm(
    /// The report.
    detail: Shown,
) -> impl IntoView {
    let lang = Language::here();
    let report = expect_context::<Incidents>().report;
    let id = untrack(|| detail.with(|it| it.row.id));
    let field = NodeRef::<html::Textarea>::new();
    let_go_at_the_end(field);
    let (focused, tried) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // Written once: writing while a letter is composed would break the composition.
            field.set_value(&report.draft(id));
            let _ = field.focus();
        }
    });
    let standing = Memo::new(move |_| length(&report.draft_now(id)));
    let save = move |()| {
        tried.set(true);
        if matches!(standing.get_untracked(), Length::Fits(_)) {
            report.save_note(id, detail.get_untracked().row.number.clone());
        } else if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    };
    Keys::here().on(move |key| match key {
        Key::Commit if focused.get_untracked() => {
            save(());
            true
        }
        Key::Back if focused.get_untracked() => {
            report.leave_note();
            true
        }
        Key::Note => {
            if let Some(field) = field.get_untracked() {
                let _ = field.focus();
            }
            true
        }
        _ => false,
    });
    let count = move || counted(standing.get(), lang);
    let wrong = move || {
        let failed = report.note_failure.get().filter(|(of, _)| *of == id);
        match (failed, standing.get()) {
            (Some((_, failure)), _) => Some(failure::words(lang.get(), &failure)),
            (None, Length::Over(over)) => {
                let over = format::count(lang.get(), over as u64);
                Some(lang.fill(incidents::NOTE_OVER, [&over]))
            }
            (None, Length::Empty) if tried.get() => Some(lang.say(error::NOTE_EMPTY).to_owned()),
            (None, Length::Empty | Length::Fits(_)) => None,
        }
    };
    view! {
        <section class="note-form card" aria-labelledby="note-title">
            <header>
                <h3 id="note-title">{move || lang.say(incidents::NOTE_TITLE)}</h3>
                <span class="meta">{move || lang.say(incidents::NOTE_HINT)}</span>
            </header>
            <textarea
                class="field"
                rows="4"
                data-testid="note-text"
                lang="vi"
                aria-labelledby="note-title"
                aria-describedby="note-wrong"
                placeholder=move || lang.say(incidents::NOTE_PLACEHOLDER)
                node_ref=field
                on:input=move |event| report.keep_draft(id, &event_target_value(&event))
                on:focus=move |_| focused.set(true)
                on:blur=move |_| focused.set(false)
            ></textarea>
            <p class="note-wrong" id="note-wrong" role="alert" data-testid="note-wrong">{wrong}</p>
            <footer>
                <Button
                    label=lang.text(incidents::NOTE_SAVE)
                    weight=Weight::Primary
                    keycap="Ctrl ↵"
                    busy=Signal::derive(move || report.is_busy(id))
                    on_press=save
                    attr:data-testid="note-save"
                />
                <Button
                    label=lang.text(incidents::NOTE_CLOSE)
                    keycap="Esc"
                    on_press=move |()| report.leave_note()
                    attr:data-testid="note-close"
                />
                <DraftKept/>
                <span class="meta num" class:over=move || matches!(standing.get(), Length::Over(_))>
                    {count}
                </span>
            </footer>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_measured_as_it_will_be_stored() {
        assert_eq!(length("  \n "), Length::Empty);
        assert_eq!(length(" Hue\u{302}\u{301} "), Length::Fits(3), "composed, ends trimmed");
        assert_eq!(length(&"ữ".repeat(NOTE_MAX_CHARS)), Length::Fits(NOTE_MAX_CHARS));
        assert_eq!(length(&"ữ".repeat(NOTE_MAX_CHARS + 2)), Length::Over(2));
    }
}
