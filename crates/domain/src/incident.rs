//! A field report (phản ánh hiện trường) and who sent it. What its units do is in [`handling`], what
//! happened to it in [`history`].

pub mod handling;
pub mod history;
mod older;
mod title;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::category::CategoryCode;
use crate::deadline::Pause;
use crate::id::{GrantId, IncidentId, UserId};
use crate::photo::{self, Photo};
use crate::scope::UnitCode;
use crate::time::Timestamp;
use crate::visit::Visited;
use crate::ward::WardCode;
pub use handling::{Acknowledgement, AskedFor, Handling, HandlingState, LastStep, ReturnedFor};
pub use history::{EntryKind, HistoryEntry};
pub use title::title_of;

/// Where a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentState {
    /// Mới gửi: waits for a unit to accept it.
    New,
    /// Đã tiếp nhận: its units have accepted it and work on it.
    Acknowledged,
    /// Trả lại: a unit says that it is another's, and the city desk decides.
    Returned,
    /// Xin gia hạn: a unit works on it and asked for more time, and the city desk decides.
    ExtensionAsked,
    /// Chờ bổ sung: the city desk asked its sender for what is missing; the term stands still.
    SenderAsked,
    /// Đã có kết quả: every unit gave its result, and the city desk reviews it.
    Resulted,
    /// Chưa hài lòng: it was closed, its sender is not satisfied, and the city desk decides.
    Contested,
    /// Đã đóng: has its result, was refused, or is told of in another report.
    Closed,
}

impl IncidentState {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::New,
        Self::Acknowledged,
        Self::Returned,
        Self::ExtensionAsked,
        Self::SenderAsked,
        Self::Resulted,
        Self::Contested,
        Self::Closed,
    ];

    /// The word that database columns and the wire use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Acknowledged => "acknowledged",
            Self::Returned => "returned",
            Self::ExtensionAsked => "extension_asked",
            Self::SenderAsked => "sender_asked",
            Self::Resulted => "resulted",
            Self::Contested => "contested",
            Self::Closed => "closed",
        }
    }
}

/// Through which door a report came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The citizens' application Hue-S.
    HueS,
    /// The call centre 19001075.
    Hotline,
    /// Open311 `GeoReport` v2.
    Open311,
    /// An official, on a console.
    Console,
}

/// A point on the ground, WGS 84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Latitude.
    pub lat: f64,
    /// Longitude.
    pub lon: f64,
    /// Radius of uncertainty in metres, where the sender's device told it.
    pub accuracy_m: Option<f32>,
}

/// Who acted: named in full, so that a history stays readable when a person has left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The person.
    pub user: UserId,
    /// The name as shown: `Trần Thị B`.
    pub name: String,
    /// The unit for which the person acted.
    pub unit: UnitCode,
    /// The permission under which the person acted.
    pub grant: GrantId,
}

/// What the city desk asked a report's sender for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What is missing, in words for the sender.
    pub text: String,
    /// Since when the term stands still for it.
    pub since: Timestamp,
}

/// What of a closed report citizens may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Publication {
    /// Công khai.
    Public,
    /// Công khai, không nêu tên: without whatever tells who sent it.
    WithoutName,
    /// Không công khai: only that it is closed.
    Withheld,
}

/// How a report came to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Its units' results were approved.
    Handled(Publication),
    /// Từ chối: not accepted for handling.
    Refused,
    /// Trùng: what it tells of is handled with an earlier report.
    Duplicate(IncidentId),
}

/// What a sender thinks of the result (2022 figures count these three).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// Hài lòng.
    Satisfied,
    /// Chấp nhận.
    Acceptable,
    /// Không hài lòng.
    Dissatisfied,
}

/// One report. Never holds who sent it: that is [`Reporter`], a record of its own in scopes of its
/// own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "older::Written")]
pub struct Incident {
    /// Key.
    pub id: IncidentId,
    /// The number people read, `a246533`; issued by central, absent until then.
    pub number: Option<String>,
    /// The number a laptop showed before central issued one, `TB-7f3a-12`; stays searchable.
    pub provisional: Option<String>,
    /// The ward in which it lies.
    pub ward: WardCode,
    /// The units that must act, the leading one first. Never empty, and no unit twice.
    pub handling: Vec<Handling>,
    /// Field.
    pub category: CategoryCode,
    /// Door.
    pub source: Source,
    /// One line.
    pub title: String,
    /// What the citizen wrote, at most [`BODY_MAX_CHARS`] characters.
    pub body: String,
    /// Address as given.
    pub address: String,
    /// Place, where known.
    pub position: Option<Position>,
    /// Whether it is in the immediate process (xử lý tức thời), counted in minutes.
    pub urgent: bool,
    /// Where it stands; while units work on it, what their parts make of it ([`Incident::in_hand`]).
    pub state: IncidentState,
    /// When it came in.
    pub received_at: Timestamp,
    /// When its time runs out; `None` where no rule is known, and while its term stands still.
    pub due_at: Option<Timestamp>,
    /// When it was closed; also while its result is contested.
    pub closed_at: Option<Timestamp>,
    /// Whether it is sample data.
    pub sample: bool,
    /// Its photos, those that came with it first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Photo>,
    /// The newest step that concerned the whole report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_step: Option<LastStep>,
    /// The newest extension that was granted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extended: Option<Extended>,
    /// What its sender was asked for, while that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<Question>,
    /// When its term stood still, for what only its sender could give.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// How it came to its end; `None` for one that is open, and for one that its unit closed before
    /// results were reviewed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// What its sender thinks of the result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// Mở lại: how often and when last it was opened again; its term is counted from then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reopened: Option<Reopened>,
    /// The newest visit to its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visited: Option<Visited>,
}

/// How often a report was opened again, and when last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    /// From 1.
    pub times: u32,
    /// When last.
    pub at: Timestamp,
}

/// A later end that was granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extended {
    /// The last day.
    pub until: Date,
    /// When it was granted.
    pub decided: Timestamp,
}

/// A report that was opened again so often is escalated to those who oversee its ward: there is no
/// published rule, the city may set another number.
pub const ESCALATED_AFTER: u32 = 2;

impl Incident {
    /// The deadline that still runs: none once its units have done what was to be done in time.
    pub fn running_deadline(&self) -> Option<Timestamp> {
        match self.state {
            IncidentState::Resulted
            | IncidentState::SenderAsked
            | IncidentState::Contested
            | IncidentState::Closed => None,
            _ => self.due_at,
        }
    }

    /// The unit that leads (đơn vị chủ trì).
    #[expect(clippy::indexing_slicing, reason = "no report is without a unit")]
    pub fn lead(&self) -> &Handling {
        &self.handling[0]
    }

    /// The part of a unit.
    pub fn part(&self, unit: &UnitCode) -> Option<&Handling> {
        self.handling.iter().find(|part| part.unit == *unit)
    }

    /// From when its term is counted.
    pub fn term_begins(&self) -> Timestamp {
        self.reopened.map_or(self.received_at, |it| it.at)
    }

    /// Whether it was opened again so often that others than its unit must look at it.
    pub fn is_escalated(&self) -> bool {
        self.reopened.is_some_and(|it| it.times >= ESCALATED_AFTER)
    }

    /// The report of which this one tells again.
    pub fn duplicate_of(&self) -> Option<IncidentId> {
        match self.outcome {
            Some(Outcome::Duplicate(original)) => Some(original),
            _ => None,
        }
    }

    /// Where a report stands while its units work on it: what anybody is waited for comes first, then
    /// what is still to be done. It has its result once every unit has given one.
    pub fn in_hand(&self) -> IncidentState {
        let any = |state| self.handling.iter().any(|part| part.state == state);
        if any(HandlingState::Returned) {
            IncidentState::Returned
        } else if any(HandlingState::ExtensionAsked) {
            IncidentState::ExtensionAsked
        } else if any(HandlingState::Waiting) {
            IncidentState::New
        } else if any(HandlingState::Accepted) {
            IncidentState::Acknowledged
        } else {
            IncidentState::Resulted
        }
    }

    /// How many of its [`pictures`](Self::pictures), from the first on, are fetched before anybody asks.
    pub fn pictures_ahead(&self) -> usize {
        photo::ahead(&self.photos).count()
    }

    /// The pictures that central has for it, the one to fetch first in front: of each photo that a person
    /// attached the small one, then the photos themselves. Whoever may see the report may have these and no others.
    pub fn pictures(&self) -> Vec<&str> {
        photo::pictures(&self.photos)
    }
}

/// The longest text of a report: Open311 `GeoReport` v2, `description`.
pub const BODY_MAX_CHARS: usize = 4_000;
/// The longest title and address.
pub const LINE_MAX_CHARS: usize = 200;
/// The longest code, provisional number and telephone number.
pub const CODE_MAX_CHARS: usize = 64;
/// The longest e-mail address (RFC 5321, path).
pub const EMAIL_MAX_CHARS: usize = 254;
/// The most photos that come with a report, or with one act.
pub const PHOTOS_MAX: usize = 12;
/// The most units that are in charge of one report at a time.
pub const UNITS_MAX: usize = 8;
/// The longest note.
pub const NOTE_MAX_CHARS: usize = 4_000;

/// Who sent a report. Travels only in scopes of class [`Reporters`](crate::Class::Reporters).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reporter {
    /// The report; also this record's key.
    pub incident: IncidentId,
    /// Name as given.
    pub name: String,
    /// Telephone as given.
    pub phone: String,
    /// E-mail as given.
    pub email: String,
}

#[cfg(test)]
mod tests;
