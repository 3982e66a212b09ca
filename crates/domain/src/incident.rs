//! A field report (phản ánh hiện trường), its history and who sent it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::alert::Finding;
use crate::category::CategoryCode;
use crate::id::{EntryId, GrantId, IncidentId, OperationId, SubjectId, UserId};
use crate::photo::{self, Photo};
use crate::scope::UnitCode;
use crate::time::Timestamp;
use crate::ward::WardCode;

/// Where a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentState {
    /// Mới gửi: waits for its unit to accept it.
    New,
    /// Đã tiếp nhận: the unit has accepted it and works on it.
    Acknowledged,
    /// Trả lại: its unit says that it is another's, and the city desk decides.
    Returned,
    /// Xin gia hạn: the unit works on it and asked for more time, and the city desk decides.
    ExtensionAsked,
    /// Đã có kết quả: the unit gave its result, and the city desk reviews it.
    Resulted,
    /// Đã đóng: has its result.
    Closed,
}

impl IncidentState {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::New,
        Self::Acknowledged,
        Self::Returned,
        Self::ExtensionAsked,
        Self::Resulted,
        Self::Closed,
    ];

    /// The word that database columns and the wire use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Acknowledged => "acknowledged",
            Self::Returned => "returned",
            Self::ExtensionAsked => "extension_asked",
            Self::Resulted => "resulted",
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

/// One report. Never holds who sent it: that is [`Reporter`], a record of its own in scopes of its
/// own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Key.
    pub id: IncidentId,
    /// The number people read, `a246533`; issued by central, absent until then.
    pub number: Option<String>,
    /// The number a laptop showed before central issued one, `TB-7f3a-12`; stays searchable.
    pub provisional: Option<String>,
    /// The ward in which it lies.
    pub ward: WardCode,
    /// The unit that must act.
    pub unit: UnitCode,
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
    /// Where it stands.
    pub state: IncidentState,
    /// When it came in.
    pub received_at: Timestamp,
    /// When its time runs out; `None` where no rule is known.
    pub due_at: Option<Timestamp>,
    /// Who accepted it.
    pub acknowledged: Option<Acknowledgement>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Whether it is sample data.
    pub sample: bool,
    /// Its photos, those that came with it first. A report without any has the bytes that it had
    /// before reports had photos.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Photo>,
    /// The newest step after it was last accepted, where one was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_step: Option<LastStep>,
    /// Why it was returned, while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<ReturnedFor>,
    /// The extension that its unit asks for, while it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<AskedFor>,
    /// The last day of the newest extension that was granted; `due_at` is its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_to: Option<Date>,
    /// The result that its unit gave, until the report is closed with it: then it stands in the history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
}

impl Incident {
    /// The deadline that still runs: none once its unit has done what was to be done in time.
    pub fn running_deadline(&self) -> Option<Timestamp> {
        match self.state {
            IncidentState::Resulted | IncidentState::Closed => None,
            _ => self.due_at,
        }
    }

    /// The pictures that central has for it, the one to fetch first in front: of each photo the small
    /// one, then the photos themselves. Whoever may see the report may have these and no others.
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
/// The longest note.
pub const NOTE_MAX_CHARS: usize = 4_000;

/// One line of a report's or an alert's history (diễn biến).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// Key; that of the operation that caused it.
    pub id: EntryId,
    /// The report or alert. Lines written before alerts had a history say `incident`.
    #[serde(alias = "incident")]
    pub subject: SubjectId,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it; `None` for a citizen or a gateway.
    pub actor: Option<Actor>,
    /// What happened.
    pub kind: EntryKind,
}

/// What happened to a report or an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// It came in.
    Received {
        /// Through this door.
        source: Source,
    },
    /// Its unit accepted it.
    Acknowledged,
    /// Its unit returned it.
    Returned(ReturnedFor),
    /// The city desk gave it to a unit.
    Assigned {
        /// Which.
        unit: UnitCode,
    },
    /// Its unit asked for more time.
    ExtensionAsked(AskedFor),
    /// The city desk granted what was asked for.
    ExtensionGranted {
        /// The last day.
        until: Date,
    },
    /// The city desk did not.
    ExtensionDenied {
        /// Why.
        reason: String,
    },
    /// Its unit gave its result.
    Resulted {
        /// What citizens are to be told.
        text: String,
    },
    /// The city desk sent the result back.
    SentBack {
        /// What is missing.
        reason: String,
    },
    /// An internal note. Never public.
    Note {
        /// The text, NFC.
        text: String,
    },
    /// Photos were attached.
    Attached {
        /// How many of the place before the work.
        reported: u32,
        /// How many of the place after it.
        result: u32,
    },
    /// It was closed.
    Closed {
        /// What citizens were told.
        result: String,
    },
    /// A person concluded from an alert.
    Judged(Finding),
}

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
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::encoding;
    use crate::photo::PhotoShows;
    use uuid::Uuid;

    /// A report as builds wrote it that knew no photos.
    const BEFORE: &str = "b26269645000000000000000000000000000000007666e756d626572676132343635333\
        36b70726f766973696f6e616cf6";

    /// The fields of a report before there were photos, in their order.
    #[derive(Serialize)]
    struct Before {
        id: IncidentId,
        number: Option<String>,
        provisional: Option<String>,
        ward: WardCode,
        unit: UnitCode,
        category: CategoryCode,
        source: Source,
        title: String,
        body: String,
        address: String,
        position: Option<Position>,
        urgent: bool,
        state: IncidentState,
        received_at: Timestamp,
        due_at: Option<Timestamp>,
        acknowledged: Option<Acknowledgement>,
        closed_at: Option<Timestamp>,
        sample: bool,
    }

    fn before() -> Vec<u8> {
        encoding::encode(&Before {
            id: IncidentId::from_uuid(Uuid::from_u128(7)),
            number: Some("a246533".to_owned()),
            provisional: None,
            ward: WardCode(19_777),
            unit: UnitCode::committee_of(WardCode(19_777)),
            category: CategoryCode("HTDT".to_owned()),
            source: Source::HueS,
            title: "Hố ga hỏng".to_owned(),
            body: String::new(),
            address: String::new(),
            position: None,
            urgent: false,
            state: IncidentState::New,
            received_at: Timestamp::from_ms(5),
            due_at: None,
            acknowledged: None,
            closed_at: None,
            sample: true,
        })
    }

    #[test]
    fn a_report_without_photos_has_the_bytes_that_it_had_before_there_were_any() {
        let bytes = before();
        let mut written = String::new();
        for byte in &bytes {
            write!(written, "{byte:02x}").unwrap();
        }
        assert!(written.starts_with(BEFORE), "{written}");
        let read: Incident = encoding::decode(&bytes).unwrap();
        assert_eq!(read.photos, []);
        assert_eq!(encoding::encode(&read), bytes);
    }

    #[test]
    fn a_photo_says_what_it_shows_and_when_it_was_taken_only_where_that_is_known() {
        let mut incident: Incident = encoding::decode(&before()).unwrap();
        let taken_at = [None, Some(Timestamp::from_ms(9))];
        let shows = [PhotoShows::Reported, PhotoShows::Result];
        let photo = |(shows, taken_at)| Photo::received("9f3c".to_owned(), shows, taken_at);
        incident.photos = shows.into_iter().zip(taken_at).map(photo).collect();
        let bytes = encoding::encode(&incident);
        assert_eq!(encoding::decode::<Incident>(&bytes).unwrap(), incident);
        let end: String = bytes[before().len()..]
            .iter()
            .map(|byte| char::from(byte.clamp(&32, &126).to_owned()))
            .collect();
        assert!(end.contains("photos") && end.matches("taken_at").count() == 1, "{end}");
        let words = ["reported", "result"].map(|word| end.contains(word));
        assert_eq!(words, [true, true], "{end}");
    }
}
