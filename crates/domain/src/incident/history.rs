//! What happened to a report, an alert or a hand-over (diễn biến).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Actor, AskedFor, Publication, Rating, ReturnedFor, Source};
use crate::alert::Finding;
use crate::id::{EntryId, IncidentId, SubjectId};
use crate::scope::UnitCode;
use crate::signature::Signature;
use crate::time::Timestamp;
use crate::visit::{Conclusion, Fix};

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
    /// The city desk gave it to units.
    Assigned {
        /// The one that leads.
        unit: UnitCode,
        /// Those that work with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        with: Vec<UnitCode>,
    },
    /// The city desk asked its sender for what is missing.
    SenderAsked {
        /// What.
        question: String,
    },
    /// Its sender gave what was asked for.
    SenderAnswered {
        /// What.
        answer: String,
    },
    /// The city desk told its sender, and everybody, how it fares.
    Told {
        /// What.
        text: String,
    },
    /// The city desk refused it.
    Refused {
        /// Why.
        reason: String,
    },
    /// The city desk found that an earlier report tells of the same.
    Duplicate {
        /// The earlier one.
        of: IncidentId,
    },
    /// Its sender rated the result.
    Rated {
        /// How.
        rating: Rating,
        /// What the sender wrote.
        words: String,
    },
    /// The city desk opened it again.
    Reopened {
        /// Why.
        reason: String,
        /// For how manyeth time, from 1.
        times: u32,
    },
    /// The city desk let the result stand.
    Upheld {
        /// Why.
        reason: String,
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
    /// Somebody was on the spot (kiểm tra hiện trường).
    Visited {
        /// What was found.
        conclusion: Conclusion,
        /// In words.
        findings: String,
        /// Where they stood.
        fix: Option<Fix>,
        /// The day by which it is to be done.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected: Option<Date>,
        /// How many photos show the place before the work.
        reported: u32,
        /// How many show it after.
        result: u32,
        /// Who signed, and what was drawn.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signature: Option<Signature>,
    },
    /// It was closed.
    Closed {
        /// What citizens were told.
        result: String,
        /// What of it they may read; `None` for reports that were closed before that was decided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        publication: Option<Publication>,
    },
    /// A person concluded from an alert.
    Judged(Finding),
    /// An official handed a shift over.
    HandedOver,
    /// Another one took it.
    TakenOver,
}
