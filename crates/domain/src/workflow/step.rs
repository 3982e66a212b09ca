//! The steps of the workflow, as people take them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::IncidentId;
use crate::incident::Publication;
use crate::scope::UnitCode;

/// A step, as a person takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Tiếp nhận.
    Acknowledge,
    /// Trả lại: it is not for this unit.
    Return {
        /// The unit that the returning one takes to be the right one.
        suggested: UnitCode,
        /// Why.
        reason: String,
    },
    /// Phân công: the units that are in charge from now on. A unit that was in charge already keeps
    /// its part as it stands; one that returned it is asked again.
    Assign {
        /// The one that leads (chủ trì).
        unit: UnitCode,
        /// Those that work with it (phối hợp).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        with: Vec<UnitCode>,
    },
    /// Xin gia hạn: more time is asked for; the deadline stands until that is granted.
    AskExtension {
        /// The last day that is asked for.
        until: Date,
        /// Why.
        reason: String,
    },
    /// Đồng ý gia hạn.
    GrantExtension,
    /// Không đồng ý gia hạn.
    DenyExtension {
        /// Why not.
        reason: String,
    },
    /// Nộp kết quả.
    GiveResult {
        /// What citizens are to be told.
        text: String,
    },
    /// Thẩm định chưa đạt: the unit goes on.
    SendBack {
        /// What is missing.
        reason: String,
    },
    /// Yêu cầu bổ sung: the sender is asked for what is missing, and the term stands still.
    AskSender {
        /// What, in words for the sender.
        question: String,
    },
    /// Nhận bổ sung: the sender gave it, to the city desk or at central's door.
    TakeAnswer {
        /// What.
        answer: String,
    },
    /// Từ chối: it is not accepted for handling.
    Refuse {
        /// Why, in words for the sender.
        reason: String,
    },
    /// Trùng: an earlier report tells of the same. Its sender hears of the earlier one's result.
    MarkDuplicate {
        /// The earlier one.
        of: IncidentId,
    },
    /// Thẩm định đạt: the results stand, and the report is closed with them.
    Close {
        /// What of it citizens may read.
        publication: Publication,
        /// What they are told.
        text: String,
    },
    /// Mở lại.
    Reopen {
        /// Why.
        reason: String,
    },
    /// Giữ kết quả: the sender is not satisfied, and the result stands.
    Uphold {
        /// Why, in words for the sender.
        reason: String,
    },
}

/// Which step, without its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// [`Step::Acknowledge`]
    Acknowledge,
    /// [`Step::Return`]
    Return,
    /// [`Step::AskExtension`]
    AskExtension,
    /// [`Step::GrantExtension`]
    GrantExtension,
    /// [`Step::DenyExtension`]
    DenyExtension,
    /// [`Step::GiveResult`]
    GiveResult,
    /// [`Step::SendBack`]
    SendBack,
    /// [`Step::Assign`]
    Assign,
    /// [`Step::AskSender`]
    AskSender,
    /// [`Step::TakeAnswer`]
    TakeAnswer,
    /// [`Step::Refuse`]
    Refuse,
    /// [`Step::MarkDuplicate`]
    MarkDuplicate,
    /// [`Step::Close`]
    Close,
    /// [`Step::Reopen`]
    Reopen,
    /// [`Step::Uphold`]
    Uphold,
}

impl Step {
    /// Which step it is.
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Acknowledge => StepKind::Acknowledge,
            Self::Return { .. } => StepKind::Return,
            Self::Assign { .. } => StepKind::Assign,
            Self::AskExtension { .. } => StepKind::AskExtension,
            Self::GrantExtension => StepKind::GrantExtension,
            Self::DenyExtension { .. } => StepKind::DenyExtension,
            Self::GiveResult { .. } => StepKind::GiveResult,
            Self::SendBack { .. } => StepKind::SendBack,
            Self::AskSender { .. } => StepKind::AskSender,
            Self::TakeAnswer { .. } => StepKind::TakeAnswer,
            Self::Refuse { .. } => StepKind::Refuse,
            Self::MarkDuplicate { .. } => StepKind::MarkDuplicate,
            Self::Close { .. } => StepKind::Close,
            Self::Reopen { .. } => StepKind::Reopen,
            Self::Uphold { .. } => StepKind::Uphold,
        }
    }

    /// What the person wrote.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Return { reason: words, .. }
            | Self::AskExtension { reason: words, .. }
            | Self::DenyExtension { reason: words }
            | Self::SendBack { reason: words }
            | Self::Refuse { reason: words }
            | Self::Reopen { reason: words }
            | Self::Uphold { reason: words }
            | Self::AskSender { question: words }
            | Self::TakeAnswer { answer: words }
            | Self::Close { text: words, .. }
            | Self::GiveResult { text: words } => Some(words),
            Self::Acknowledge
            | Self::Assign { .. }
            | Self::GrantExtension
            | Self::MarkDuplicate { .. } => None,
        }
    }

    /// The step with what was written as `rewrite` makes it.
    #[must_use]
    pub fn with_words(mut self, rewrite: impl FnOnce(&str) -> String) -> Self {
        match &mut self {
            Self::Return { reason: words, .. }
            | Self::AskExtension { reason: words, .. }
            | Self::DenyExtension { reason: words }
            | Self::SendBack { reason: words }
            | Self::Refuse { reason: words }
            | Self::Reopen { reason: words }
            | Self::Uphold { reason: words }
            | Self::AskSender { question: words }
            | Self::TakeAnswer { answer: words }
            | Self::Close { text: words, .. }
            | Self::GiveResult { text: words } => *words = rewrite(words),
            Self::Acknowledge
            | Self::Assign { .. }
            | Self::GrantExtension
            | Self::MarkDuplicate { .. } => {}
        }
        self
    }
}

impl StepKind {
    /// Every step, in the order of the table.
    pub const ALL: [Self; 15] = [
        Self::Acknowledge,
        Self::Return,
        Self::AskExtension,
        Self::GrantExtension,
        Self::DenyExtension,
        Self::GiveResult,
        Self::SendBack,
        Self::Assign,
        Self::AskSender,
        Self::TakeAnswer,
        Self::Refuse,
        Self::MarkDuplicate,
        Self::Close,
        Self::Reopen,
        Self::Uphold,
    ];

    /// The word that the command line, the page and the diagrams use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Acknowledge => "acknowledge",
            Self::Return => "return",
            Self::AskExtension => "ask_extension",
            Self::GrantExtension => "grant_extension",
            Self::DenyExtension => "deny_extension",
            Self::GiveResult => "give_result",
            Self::SendBack => "send_back",
            Self::Assign => "assign",
            Self::AskSender => "ask_sender",
            Self::TakeAnswer => "take_answer",
            Self::Refuse => "refuse",
            Self::MarkDuplicate => "mark_duplicate",
            Self::Close => "close",
            Self::Reopen => "reopen",
            Self::Uphold => "uphold",
        }
    }
}
