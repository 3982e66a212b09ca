//! The form in which a step of the workflow is prepared: which key opens it, what is filled in, and the
//! step that comes of it.

use trucban_contract::ipc::{Draft, IncidentDetail};
use trucban_domain::fold::clean;
use trucban_domain::incident::{BODY_MAX_CHARS, NOTE_MAX_CHARS};
use trucban_domain::masking::{is_masked, mask};
use trucban_domain::{Publication, Step, StepKind, UnitCode};
use trucban_text::{Text, incidents, workflow};

use crate::keys::Key;
use crate::typed_day::day;

/// The form in which a step is prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Trả lại.
    Return,
    /// Từ chối.
    Refuse,
    /// Phân công.
    Assign,
    /// Xin gia hạn.
    AskExtension,
    /// Xét gia hạn: grant it, or deny it.
    DecideExtension,
    /// Nộp kết quả.
    GiveResult,
    /// Thẩm định: close it, or send a result back.
    Review,
    /// Xem xét mở lại: open it again, or let the result stand.
    ReviewAgain,
    /// Yêu cầu bổ sung.
    AskSender,
    /// Nhận bổ sung.
    TakeAnswer,
    /// Trùng.
    Duplicate,
}

/// The characters of the longest text of a draft.
pub fn longest(draft: &Draft) -> usize {
    draft.words.chars().count().max(draft.public.chars().count())
}

/// What is missing before a step can be taken.
pub type Missing = Text<0>;

impl Form {
    /// All, in the order of their buttons.
    pub const ALL: [Self; 11] = [
        Self::Return,
        Self::Assign,
        Self::Duplicate,
        Self::AskSender,
        Self::TakeAnswer,
        Self::Refuse,
        Self::AskExtension,
        Self::DecideExtension,
        Self::GiveResult,
        Self::Review,
        Self::ReviewAgain,
    ];

    /// The form that a key opens on this report, if the operator may take that step now.
    pub fn of(key: Key, detail: &IncidentDetail) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.key() == key && form.is_open(detail))
    }

    /// The key that opens it.
    pub const fn key(self) -> Key {
        match self {
            Self::Return | Self::Refuse => Key::Return,
            Self::Assign => Key::Assign,
            Self::AskExtension | Self::DecideExtension => Key::Extension,
            Self::GiveResult => Key::GiveResult,
            Self::Review | Self::ReviewAgain => Key::Review,
            Self::AskSender | Self::TakeAnswer => Key::Sender,
            Self::Duplicate => Key::Duplicate,
        }
    }

    /// The letter of that key.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Return | Self::Refuse => "B",
            Self::Assign => "A",
            Self::AskExtension | Self::DecideExtension => "E",
            Self::GiveResult => "S",
            Self::Review | Self::ReviewAgain => "V",
            Self::AskSender | Self::TakeAnswer => "M",
            Self::Duplicate => "D",
        }
    }

    /// The steps of which one must be open to the operator.
    pub const fn needs(self) -> &'static [StepKind] {
        match self {
            Self::Return => &[StepKind::Return],
            Self::Refuse => &[StepKind::Refuse],
            Self::Assign => &[StepKind::Assign],
            Self::AskExtension => &[StepKind::AskExtension],
            Self::DecideExtension => &[StepKind::GrantExtension],
            Self::GiveResult => &[StepKind::GiveResult],
            Self::Review => &[StepKind::Close, StepKind::SendBack],
            Self::ReviewAgain => &[StepKind::Reopen, StepKind::Uphold],
            Self::AskSender => &[StepKind::AskSender],
            Self::TakeAnswer => &[StepKind::TakeAnswer],
            Self::Duplicate => &[StepKind::MarkDuplicate],
        }
    }

    /// Whether photos are chosen in it, which are attached before its step is taken.
    pub const fn has_photos(self) -> bool {
        matches!(self, Self::GiveResult)
    }

    /// Whether the operator may take it on this report now.
    pub fn is_open(self, detail: &IncidentDetail) -> bool {
        self.needs().iter().any(|kind| detail.may_take(*kind))
    }

    /// The word of the tests and of the page.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Return => "return",
            Self::Refuse => "refuse",
            Self::Assign => "assign",
            Self::AskExtension => "ask-extension",
            Self::DecideExtension => "decide-extension",
            Self::GiveResult => "result",
            Self::Review => "review",
            Self::ReviewAgain => "review-again",
            Self::AskSender => "ask-sender",
            Self::TakeAnswer => "take-answer",
            Self::Duplicate => "duplicate",
        }
    }

    /// The step on a unit's part that it leads to, where it leads to one.
    pub const fn on_part(self) -> Option<StepKind> {
        match self {
            Self::Return => Some(StepKind::Return),
            Self::AskExtension => Some(StepKind::AskExtension),
            Self::DecideExtension => Some(StepKind::GrantExtension),
            Self::GiveResult => Some(StepKind::GiveResult),
            Self::Review => Some(StepKind::SendBack),
            _ => None,
        }
    }

    /// One of two things that are chosen in it: the words of either, and the steps they lead to.
    pub const fn verdict(self) -> Option<[(Text<0>, StepKind); 2]> {
        match self {
            Self::DecideExtension => Some([
                (incidents::DECIDE_GRANT, StepKind::GrantExtension),
                (incidents::DECIDE_DENY, StepKind::DenyExtension),
            ]),
            Self::Review => Some([
                (incidents::REVIEW_APPROVE, StepKind::Close),
                (incidents::REVIEW_SEND_BACK, StepKind::SendBack),
            ]),
            Self::ReviewAgain => Some([
                (workflow::REOPEN_DO_IT, StepKind::Reopen),
                (workflow::UPHOLD_IT, StepKind::Uphold),
            ]),
            _ => None,
        }
    }

    /// What is written in it, where something is.
    pub const fn words(self) -> Option<Text<0>> {
        match self {
            Self::Return => Some(incidents::RETURN_WORDS),
            Self::Refuse => Some(workflow::REFUSE_WORDS),
            Self::AskExtension => Some(incidents::EXTENSION_WORDS),
            Self::DecideExtension => Some(incidents::DECIDE_WORDS),
            Self::GiveResult => Some(incidents::GIVE_RESULT_WORDS),
            Self::Review => Some(incidents::REVIEW_WORDS),
            Self::ReviewAgain => Some(workflow::REOPEN_WORDS),
            Self::AskSender => Some(workflow::ASK_SENDER_WORDS),
            Self::TakeAnswer => Some(workflow::TAKE_ANSWER_WORDS),
            Self::Assign | Self::Duplicate => None,
        }
    }

    /// Whether something is written for what was chosen: granting more time and approving need no words.
    pub fn is_written(self, draft: &Draft) -> bool {
        match self {
            Self::DecideExtension | Self::Review => draft.agreed == Some(false),
            _ => self.words().is_some(),
        }
    }

    /// Whether writing is the first thing to do in it.
    pub const fn has_words_first(self) -> bool {
        matches!(self, Self::GiveResult | Self::Refuse | Self::AskSender | Self::TakeAnswer)
    }

    /// How many characters may be written.
    pub const fn most(self) -> usize {
        match self {
            Self::GiveResult | Self::TakeAnswer | Self::Review => BODY_MAX_CHARS,
            _ => NOTE_MAX_CHARS,
        }
    }

    /// What is filled in before anybody touched it: the units that have it, with one that was proposed
    /// in the place of the one that returned it; what was given as result, without numbers to call; the
    /// only thing that can be chosen.
    pub fn begin(self, detail: &IncidentDetail) -> Draft {
        let mut draft = Draft::default();
        match self {
            Self::Assign => {
                let units = detail.parts.iter().map(|part| {
                    let proposed = part.returned.as_ref().map(|why| &why.suggested);
                    proposed.unwrap_or(&part.unit).clone()
                });
                let mut units = units.collect::<Vec<_>>().into_iter();
                let untouched = detail.parts.len() == 1 && detail.parts[0].returned.is_none();
                draft.unit = units.next().filter(|_| !untouched);
                draft.with = units.collect();
            }
            Self::Review => {
                let results = detail.parts.iter().filter_map(|part| part.result.as_deref());
                draft.public = mask(&results.collect::<Vec<_>>().join("\n\n"));
                draft.publication = Some(Publication::Public);
            }
            _ => {}
        }
        if let Some(choice) = self.verdict() {
            let open = choice.map(|(_, kind)| detail.may_take(kind));
            draft.agreed = match open {
                [true, false] => Some(true),
                [false, true] => Some(false),
                _ => None,
            };
        }
        draft
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
            (Self::Refuse, _) => Ok(Step::Refuse { reason: written()? }),
            (Self::Assign, _) => {
                let unit = unit()?;
                let with = draft.with.iter().filter(|other| **other != unit).cloned().collect();
                Ok(Step::Assign { unit, with })
            }
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
            (Self::Review, Some(true)) => close(draft),
            (Self::Review, Some(false)) => Ok(Step::SendBack { reason: written()? }),
            (Self::ReviewAgain, Some(true)) => Ok(Step::Reopen { reason: written()? }),
            (Self::ReviewAgain, Some(false)) => Ok(Step::Uphold { reason: written()? }),
            (Self::Review | Self::ReviewAgain, None) => Err(incidents::STEP_NEEDS_VERDICT),
            (Self::AskSender, _) => Ok(Step::AskSender { question: written()? }),
            (Self::TakeAnswer, _) => Ok(Step::TakeAnswer { answer: written()? }),
            (Self::Duplicate, _) => {
                Ok(Step::MarkDuplicate { of: draft.original.ok_or(workflow::NEEDS_ORIGINAL)? })
            }
        }
    }

    /// The unit whose part the step concerns; `None` for a step on the whole report.
    pub fn part(self, draft: &Draft, detail: &IncidentDetail) -> Option<UnitCode> {
        let kind =
            self.on_part().filter(|_| self != Self::Review || draft.agreed == Some(false))?;
        let first = || detail.parts_for(kind).next().map(|part| part.unit.clone());
        draft.part.clone().or_else(first)
    }
}

fn close(draft: &Draft) -> Result<Step, Missing> {
    let text = clean(&draft.public);
    let publication = draft.publication.unwrap_or(Publication::Public);
    if text.is_empty() {
        return Err(incidents::STEP_NEEDS_WORDS);
    }
    if publication != Publication::Withheld && !is_masked(&text) {
        return Err(workflow::NEEDS_MASK);
    }
    Ok(Step::Close { publication, text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use trucban_text::Lang;

    fn draft(unit: Option<&str>, words: &str, agreed: Option<bool>) -> Draft {
        Draft {
            unit: unit.map(|code| UnitCode(code.to_owned())),
            words: words.to_owned(),
            agreed,
            ..Draft::default()
        }
    }

    #[test]
    fn a_step_is_taken_only_once_everything_that_it_needs_is_there() {
        let wrong = [
            (Form::Return, draft(None, "Của Điện lực", None)),
            (Form::Return, draft(Some("dien-luc"), " \n", None)),
            (Form::Refuse, draft(None, "", None)),
            (Form::Assign, draft(None, "", None)),
            (Form::GiveResult, draft(None, "", None)),
            (Form::GiveResult, draft(None, "Kính gửi … Trân trọng.", None)),
            (Form::Review, draft(None, "Thiếu ảnh", None)),
            (Form::Review, draft(None, "", Some(false))),
            (Form::Review, draft(None, "không phải nội dung công khai", Some(true))),
            (Form::ReviewAgain, draft(None, "Tái diễn", None)),
            (Form::ReviewAgain, draft(None, "", Some(true))),
            (Form::AskExtension, draft(None, "Chờ vật tư", None)),
            (Form::DecideExtension, draft(None, "", None)),
            (Form::DecideExtension, draft(None, "", Some(false))),
            (Form::AskSender, draft(None, "", None)),
            (Form::TakeAnswer, draft(None, "", None)),
            (Form::Duplicate, draft(None, "", None)),
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
    }

    #[test]
    fn what_is_published_has_no_mobile_number_left_unless_it_is_not_public() {
        let mut draft = draft(None, "", Some(true));
        draft.public = "Gọi 0905 123 456".to_owned();
        draft.publication = Some(Publication::Public);
        let said = Form::Review.finish(&draft).err().map(|text| text.say(Lang::Vi));
        assert_eq!(said, Some(workflow::NEEDS_MASK.say(Lang::Vi)));
        draft.publication = Some(Publication::Withheld);
        assert!(Form::Review.finish(&draft).is_ok());
    }

    #[test]
    fn no_two_forms_of_one_key_can_be_open_at_once() {
        use trucban_domain::Role;
        use trucban_domain::workflow::{On, TABLE};
        let open_to = |form: Form, role: Role| {
            form.needs().iter().any(|kind| {
                let guard = TABLE.into_iter().find(|guard| guard.kind == *kind);
                guard.is_some_and(|it| role.reach(it.action) != trucban_domain::Reach::Never)
            })
        };
        let from = |form: Form| {
            let mut states = Vec::new();
            for kind in form.needs() {
                match TABLE.into_iter().find(|guard| guard.kind == *kind).map(|guard| guard.on) {
                    Some(On::Whole { from, .. }) => states.extend(from.iter().copied()),
                    Some(On::Part { .. }) | None => {}
                }
            }
            states
        };
        for (at, one) in Form::ALL.into_iter().enumerate() {
            for other in Form::ALL.into_iter().skip(at + 1).filter(|it| it.key() == one.key()) {
                let states = from(other);
                let apart =
                    Role::ALL.into_iter().all(|role| !(open_to(one, role) && open_to(other, role)))
                        || !from(one).iter().any(|state| states.contains(state));
                assert!(apart, "{one:?} {other:?}");
            }
        }
    }
}
