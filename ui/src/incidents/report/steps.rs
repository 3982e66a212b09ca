//! A step of the workflow that is being prepared: which one, and what was chosen and written for it.
//!
//! A letter key chooses the step, `Ctrl+Enter` commits it. What was filled in is kept for its report
//! until it is saved, in memory only, whatever else happens on the screen.

use std::collections::HashMap;

use jiff::civil::Date;
use leptos::prelude::*;
use trucban_contract::ipc::{CommandError, IncidentDetail};
use trucban_domain::fold::{clean, composed};
use trucban_domain::incident::{BODY_MAX_CHARS, NOTE_MAX_CHARS};
use trucban_domain::{IncidentId, Step, StepKind, UnitCode};
use trucban_text::{Text, incidents};

use crate::keys::Key;

/// The form in which a step is prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Trả lại.
    Return,
    /// Phân công.
    Assign,
    /// Xin gia hạn.
    AskExtension,
    /// Xét gia hạn: grant it, or deny it.
    DecideExtension,
    /// Nộp kết quả.
    GiveResult,
    /// Thẩm định: approve, or send back.
    Review,
}

/// What was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// The unit that was chosen.
    pub unit: Option<UnitCode>,
    /// What was written, NFC.
    pub words: String,
    /// The last day that is asked for, as it was typed.
    pub until: String,
    /// Whether the result stands, or the extension is granted, once that is chosen.
    pub agreed: Option<bool>,
}

/// What is missing before a step can be taken.
pub type Missing = Text<0>;

impl Form {
    /// All, in the order of their buttons.
    pub const ALL: [Self; 6] = [
        Self::Return,
        Self::Assign,
        Self::AskExtension,
        Self::DecideExtension,
        Self::GiveResult,
        Self::Review,
    ];

    /// The form that a key opens on this report, if the operator may take that step now.
    pub fn of(key: Key, detail: &IncidentDetail) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.key() == key && form.is_open(detail))
    }

    /// The key that opens it.
    pub const fn key(self) -> Key {
        match self {
            Self::Return => Key::Return,
            Self::Assign => Key::Assign,
            Self::AskExtension | Self::DecideExtension => Key::Extension,
            Self::GiveResult => Key::GiveResult,
            Self::Review => Key::Review,
        }
    }

    /// The letter of that key.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Return => "B",
            Self::Assign => "A",
            Self::AskExtension | Self::DecideExtension => "E",
            Self::GiveResult => "S",
            Self::Review => "V",
        }
    }

    /// The step that must be open to the operator.
    const fn needs(self) -> StepKind {
        match self {
            Self::Return => StepKind::Return,
            Self::Assign => StepKind::Assign,
            Self::AskExtension => StepKind::AskExtension,
            Self::DecideExtension => StepKind::GrantExtension,
            Self::GiveResult => StepKind::GiveResult,
            Self::Review => StepKind::Approve,
        }
    }

    /// Whether the operator may take it on this report now.
    pub fn is_open(self, detail: &IncidentDetail) -> bool {
        detail.may_take.contains(&self.needs())
    }

    /// The word of the tests and of the page.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Return => "return",
            Self::Assign => "assign",
            Self::AskExtension => "ask-extension",
            Self::DecideExtension => "decide-extension",
            Self::GiveResult => "result",
            Self::Review => "review",
        }
    }

    /// Whether a unit is chosen in it.
    pub const fn has_unit(self) -> bool {
        matches!(self, Self::Return | Self::Assign)
    }

    /// Whether one of two things is chosen in it: the words of either.
    pub const fn verdict(self) -> Option<[Text<0>; 2]> {
        match self {
            Self::DecideExtension => Some([incidents::DECIDE_GRANT, incidents::DECIDE_DENY]),
            Self::Review => Some([incidents::REVIEW_APPROVE, incidents::REVIEW_SEND_BACK]),
            _ => None,
        }
    }

    /// What is written in it, where something is; a review is written only to send back.
    pub const fn words(self) -> Option<Text<0>> {
        match self {
            Self::Return => Some(incidents::RETURN_WORDS),
            Self::AskExtension => Some(incidents::EXTENSION_WORDS),
            Self::DecideExtension => Some(incidents::DECIDE_WORDS),
            Self::GiveResult => Some(incidents::GIVE_RESULT_WORDS),
            Self::Review => Some(incidents::REVIEW_WORDS),
            Self::Assign => None,
        }
    }

    /// How many characters may be written.
    pub const fn most(self) -> usize {
        match self {
            Self::GiveResult => BODY_MAX_CHARS,
            _ => NOTE_MAX_CHARS,
        }
    }

    /// What is filled in before anybody touched it: the unit that was proposed.
    pub fn begin(self, detail: &IncidentDetail) -> Draft {
        let proposed = detail.returned.as_ref().filter(|_| self == Self::Assign);
        Draft { unit: proposed.map(|why| why.suggested.clone()), ..Draft::default() }
    }

    /// The step as it was filled in.
    ///
    /// # Errors
    /// What is missing.
    pub fn finish(self, draft: &Draft) -> Result<Step, Missing> {
        let words = clean(&draft.words);
        let written =
            || if words.is_empty() { Err(incidents::STEP_NEEDS_WORDS) } else { Ok(words.clone()) };
        let unit = || draft.unit.clone().ok_or(incidents::STEP_NEEDS_UNIT);
        match (self, draft.agreed) {
            (Self::Return, _) => Ok(Step::Return { suggested: unit()?, reason: written()? }),
            (Self::Assign, _) => Ok(Step::Assign { unit: unit()? }),
            (Self::AskExtension, _) => {
                if draft.until.trim().is_empty() {
                    return Err(incidents::STEP_NEEDS_DATE);
                }
                let until = day(&draft.until).ok_or(incidents::STEP_BAD_DATE)?;
                Ok(Step::AskExtension { until, reason: written()? })
            }
            (Self::DecideExtension, Some(true)) => Ok(Step::GrantExtension),
            (Self::DecideExtension, Some(false)) => Ok(Step::DenyExtension { reason: written()? }),
            (Self::DecideExtension, None) => Err(incidents::STEP_NEEDS_DECISION),
            (Self::GiveResult, _) if words.contains('…') => Err(incidents::STEP_FRAME_LEFT),
            (Self::GiveResult, _) => Ok(Step::GiveResult { text: written()? }),
            (Self::Review, Some(true)) => Ok(Step::Approve),
            (Self::Review, Some(false)) => Ok(Step::SendBack { reason: written()? }),
            (Self::Review, None) => Err(incidents::STEP_NEEDS_VERDICT),
        }
    }
}

/// A day as people write it: `27/11/2026`, `27.11.26`, `27-11-2026`.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.trim().split(['/', '.', '-']).map(|part| part.trim().parse::<i16>().ok());
    let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if (0..100).contains(&year) { 2_000 + year } else { year };
    let whole = parts.next().is_none();
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    date.filter(|_| whole)
}

/// What is said once the step is safe on this laptop.
pub const fn saved(kind: StepKind) -> Text<1> {
    match kind {
        StepKind::Acknowledge => incidents::ACCEPTED_SAVED,
        StepKind::Return => incidents::RETURN_SAVED,
        StepKind::Assign => incidents::ASSIGN_SAVED,
        StepKind::AskExtension => incidents::EXTENSION_SAVED,
        StepKind::GrantExtension => incidents::GRANT_SAVED,
        StepKind::DenyExtension => incidents::DENY_SAVED,
        StepKind::GiveResult => incidents::GIVE_RESULT_SAVED,
        StepKind::Approve => incidents::APPROVE_SAVED,
        StepKind::SendBack => incidents::SEND_BACK_SAVED,
    }
}

/// The steps that are being prepared.
#[derive(Debug, Clone, Copy)]
pub struct Steps {
    /// The form that is shown, and of which report.
    pub shown: RwSignal<Option<(IncidentId, Form)>>,
    /// Why the last step was not saved, and of which report.
    pub failure: RwSignal<Option<(IncidentId, CommandError)>>,
    drafts: RwSignal<HashMap<(IncidentId, Form), Draft>>,
}

impl Steps {
    /// Nothing prepared.
    pub fn new() -> Self {
        Self {
            shown: RwSignal::new(None),
            failure: RwSignal::new(None),
            drafts: RwSignal::new(HashMap::new()),
        }
    }

    /// Shows a form; what was filled in before is in it.
    pub fn prepare(self, form: Form, detail: &IncidentDetail) {
        let of = (detail.row.id, form);
        self.drafts.update(|drafts| {
            drafts.entry(of).or_insert_with(|| form.begin(detail));
        });
        self.failure.set(None);
        self.shown.set(Some(of));
    }

    /// Puts the form away; what was filled in stays.
    pub fn leave(self) {
        self.shown.set(None);
    }

    /// What was filled in, followed.
    pub fn draft(self, of: (IncidentId, Form)) -> Draft {
        self.drafts.with(|drafts| drafts.get(&of).cloned()).unwrap_or_default()
    }

    /// Whether something was written for a step, not followed.
    pub fn has_words(self, of: (IncidentId, Form)) -> bool {
        self.drafts.with_untracked(|drafts| {
            drafts.get(&of).is_some_and(|draft| !draft.words.trim().is_empty())
        })
    }

    /// Changes what was filled in.
    pub fn change(self, of: (IncidentId, Form), change: impl FnOnce(&mut Draft)) {
        self.drafts.update(|drafts| {
            let draft = drafts.entry(of).or_default();
            change(draft);
            draft.words = composed(&draft.words);
        });
    }

    /// Forgets what was filled in, because it is saved.
    pub fn done(self, of: (IncidentId, Form)) {
        self.drafts.update(|drafts| {
            drafts.remove(&of);
        });
        self.failure.set(None);
        if self.shown.get_untracked() == Some(of) {
            self.leave();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(unit: Option<&str>, words: &str, agreed: Option<bool>) -> Draft {
        Draft {
            unit: unit.map(|code| UnitCode(code.to_owned())),
            words: words.to_owned(),
            until: String::new(),
            agreed,
        }
    }

    #[test]
    fn a_step_is_taken_only_once_everything_that_it_needs_is_there() {
        let wrong = [
            (Form::Return, draft(None, "Của Điện lực", None)),
            (Form::Return, draft(Some("dien-luc"), " \n", None)),
            (Form::Assign, draft(None, "", None)),
            (Form::GiveResult, draft(None, "", None)),
            (Form::GiveResult, draft(None, "Kính gửi … Trân trọng.", None)),
            (Form::Review, draft(None, "Thiếu ảnh", None)),
            (Form::Review, draft(None, "", Some(false))),
            (Form::AskExtension, draft(None, "Chờ vật tư", None)),
            (Form::DecideExtension, draft(None, "", None)),
            (Form::DecideExtension, draft(None, "", Some(false))),
        ];
        for (form, draft) in wrong {
            assert!(form.finish(&draft).is_err(), "{form:?} {draft:?}");
        }
        let returned = Form::Return.finish(&draft(Some("dien-luc"), " Của Điện lực ", None));
        let suggested = UnitCode("dien-luc".to_owned());
        assert_eq!(
            returned.ok(),
            Some(Step::Return { suggested, reason: "Của Điện lực".to_owned() })
        );
        assert_eq!(Form::Review.finish(&draft(None, "", Some(true))).ok(), Some(Step::Approve));
    }

    #[test]
    fn a_day_is_read_as_people_write_it_and_never_guessed() {
        let expected = jiff::civil::date(2026, 11, 27);
        for text in ["27/11/2026", " 27/11/26 ", "27.11.2026", "27-11-2026"] {
            assert_eq!(day(text), Some(expected), "{text}");
        }
        for text in ["", "27/11", "31/02/2026", "11/27/2026", "27/11/2026/1", "mai"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn the_forms_of_one_key_are_for_the_unit_and_for_the_city_desk() {
        for form in Form::ALL {
            let of_its_key = Form::ALL.into_iter().filter(|other| other.key() == form.key());
            let extension = matches!(form, Form::AskExtension | Form::DecideExtension);
            assert_eq!(of_its_key.count(), if extension { 2 } else { 1 }, "{form:?}");
        }
    }
}
