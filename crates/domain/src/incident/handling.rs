//! What a unit does with a report that was given to it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Actor;
use crate::id::OperationId;
use crate::scope::UnitCode;
use crate::time::Timestamp;

/// Where a unit's part of a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandlingState {
    /// Chờ tiếp nhận.
    Waiting,
    /// Đã tiếp nhận, đang xử lý: published answers have one word for both.
    Accepted,
    /// Trả lại.
    Returned,
    /// Xin gia hạn.
    ExtensionAsked,
    /// Đã có kết quả.
    Resulted,
}

impl HandlingState {
    /// Every state.
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Accepted, Self::Returned, Self::ExtensionAsked, Self::Resulted];

    /// The word that the diagram and the page use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Accepted => "accepted",
            Self::Returned => "returned",
            Self::ExtensionAsked => "extension_asked",
            Self::Resulted => "resulted",
        }
    }
}

/// A unit's part of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handling {
    /// The unit.
    pub unit: UnitCode,
    /// Where it stands.
    pub state: HandlingState,
    /// Who accepted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<Acknowledgement>,
    /// The newest step after it was last accepted, where one was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_step: Option<LastStep>,
    /// Why it was returned, while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<ReturnedFor>,
    /// The extension that is asked for, while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<AskedFor>,
    /// The result, until the report is closed with it: then it stands in the history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
}

impl Handling {
    /// A part that waits for its unit.
    pub const fn waiting(unit: UnitCode) -> Self {
        Self {
            unit,
            state: HandlingState::Waiting,
            acknowledged: None,
            last_step: None,
            returned: None,
            extension: None,
            result: None,
        }
    }
}

/// Who accepted a report, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// The official.
    pub by: Actor,
    /// When the official pressed the key, by the laptop's estimate of central's time.
    pub at: Timestamp,
    /// The act itself.
    pub operation: OperationId,
}

/// Who took the newest step of a report, and when: what is told to whoever comes later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastStep {
    /// Who.
    pub by: Actor,
    /// When, by the estimate of the laptop on which it was taken.
    pub at: Timestamp,
}

/// What a unit said when it returned a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedFor {
    /// The unit that it takes to be the right one.
    pub suggested: UnitCode,
    /// Why.
    pub reason: String,
}

/// What a unit asked for when it asked for more time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedFor {
    /// The last day.
    pub until: Date,
    /// Why.
    pub reason: String,
}
