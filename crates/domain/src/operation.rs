//! Operations: what people and gateways do, as data.
//!
//! An operation is made once, saved as CBOR and sent as those same bytes, however long the laptop
//! stays offline and whatever build sends it. A kind that this build does not know is kept as it
//! came ([`OperationBody::Unknown`]). Bookkeeping (order, sending times, results) lies around the
//! bytes, never in them.

use cbor2::Value;
use serde::{Deserialize, Serialize};

use crate::alert::Finding;
use crate::category::CategoryCode;
use crate::encoding::{self, DecodeError};
use crate::handover::NewHandover;
use crate::id::{ClientId, OperationId, SubjectId};
use crate::incident::{Actor, Position, Rating, Source};
use crate::photo::{NewPhoto, Photo};
use crate::scope::UnitCode;
use crate::time::Timestamp;
use crate::visit::Visit;
use crate::ward::WardCode;
use crate::workflow::Step;

/// The shape of operations that this build writes. Older shapes are read for 400 days.
pub const OPERATION_SCHEMA: u16 = 1;

/// Who did it, to what, when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// Key of the act.
    pub op_id: OperationId,
    /// The report, alert or hand-over it concerns.
    pub subject: SubjectId,
    /// Who acted, and under which grant; `None` for a gateway (a citizen's report).
    pub actor: Option<Actor>,
    /// The device on which it was done; central's own for a gateway.
    pub device: ClientId,
    /// When, by the device's estimate of central's time.
    pub made_at: Timestamp,
    /// The unit whose part of the report it concerns; `None` in acts on the whole report, and in acts
    /// of builds that gave a report to one unit alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<UnitCode>,
    /// Operations that must have been applied before this one makes sense.
    #[serde(default)]
    pub depends_on: Vec<OperationId>,
    /// Shape of the body, see [`OPERATION_SCHEMA`].
    pub schema: u16,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationBody {
    /// A new report.
    Create(Box<NewIncident>),
    /// A step of the workflow. Valid only where the [table](crate::workflow::TABLE) allows it.
    Transition(Step),
    /// An internal note on a report or an alert. Never conflicts.
    Append {
        /// The text, NFC.
        note: String,
    },
    /// Photos of a report that a person adds. Never conflicts. Their bytes come after the act, by an
    /// upload of their own, and nobody gets to see a picture before whoever named it has sent it whole.
    Attach {
        /// Which, at most [`PHOTOS_MAX`](crate::incident::PHOTOS_MAX).
        photos: Vec<NewPhoto>,
    },
    /// What somebody found at the place of a report. Never conflicts; its photos come as those of
    /// [`OperationBody::Attach`] do.
    Visit(Visit),
    /// What its sender thinks of a report's result. Valid only once it has one.
    Rate {
        /// How satisfied.
        rating: Rating,
        /// What the sender wrote, NFC.
        words: String,
    },
    /// What a person concludes from an alert. Valid only while nobody has.
    Verdict(Finding),
    /// Giao ca: what an official leaves to the next.
    HandOver(Box<NewHandover>),
    /// Nhận ca: the next one takes it over. Valid only while nobody has.
    TakeOver,
    /// A kind of a newer build, kept as it came.
    #[serde(untagged)]
    Unknown(Value),
}

/// A report as it comes in, before central numbers it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewIncident {
    /// The number the laptop shows until central issues one.
    pub provisional: Option<String>,
    /// Ward.
    pub ward: WardCode,
    /// Field.
    pub category: CategoryCode,
    /// Door.
    pub source: Source,
    /// One line.
    pub title: String,
    /// Text.
    pub body: String,
    /// Address.
    pub address: String,
    /// Place.
    pub position: Option<Position>,
    /// Whether it enters the immediate process.
    pub urgent: bool,
    /// Who sent it; central keeps it apart, and takes it out of what others receive.
    pub reporter: Option<ReporterGiven>,
    /// Whether it is sample data.
    #[serde(default)]
    pub sample: bool,
    /// The photos that came with it, which central has. Only a gateway names any: a laptop must not get to
    /// see a picture by naming it, and attaches its own with [`OperationBody::Attach`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Photo>,
}

/// Who sent a report, as given at the door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReporterGiven {
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

/// One act.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Who, what, when.
    pub envelope: Envelope,
    /// Which act.
    pub body: OperationBody,
}

impl Operation {
    /// The bytes that are saved and sent.
    pub fn encode(&self) -> Vec<u8> {
        encoding::encode(self)
    }

    /// Reads saved or received bytes.
    ///
    /// # Errors
    /// [`DecodeError`] if they are no operation.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        encoding::decode(bytes)
    }
}

impl OperationBody {
    /// The photos that the act names and whose bytes come after it.
    pub fn photos(&self) -> &[NewPhoto] {
        match self {
            Self::Attach { photos } => photos,
            Self::Visit(visit) => &visit.photos,
            _ => &[],
        }
    }

    /// A short word for logs, the command line and database columns.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Create(_) => "create",
            Self::Transition(step) => step.kind().as_str(),
            Self::Append { .. } => "append",
            Self::Attach { .. } => "attach",
            Self::Visit(_) => "visit",
            Self::Rate { .. } => "rate",
            Self::Verdict(_) => "verdict",
            Self::HandOver(_) => "hand_over",
            Self::TakeOver => "take_over",
            Self::Unknown(_) => "unknown",
        }
    }
}
