//! A new report that an official or an inspector writes down.

use serde::{Deserialize, Serialize};
use trucban_domain::{CategoryCode, Fix, IncidentId, WardCode};

use super::{ChosenPhoto, Command, Topic};

/// Begins a report: its key, and where it may lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginReport {
    /// Where one stands, as far as that is known.
    pub fix: Option<Fix>,
}

impl Command for BeginReport {
    const NAME: &'static str = "begin_report";
    type Reply = BegunReport;
}

/// What a new report begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BegunReport {
    /// Its key. Entering it twice enters it once.
    pub id: IncidentId,
    /// The ward in which one stands, or the own one; `None` where a person must say.
    pub ward: Option<WardCode>,
}

/// Enters a report. Works with no network, and once for one key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnterReport {
    /// Its key.
    pub id: IncidentId,
    /// Ward.
    pub ward: WardCode,
    /// Field.
    pub category: CategoryCode,
    /// What is the case.
    pub body: String,
    /// Address, or empty.
    pub address: String,
    /// Where it is.
    pub fix: Option<Fix>,
    /// Whether it enters the immediate process.
    pub urgent: bool,
    /// The photos, at most twelve.
    pub photos: Vec<ChosenPhoto>,
}

impl Command for EnterReport {
    const NAME: &'static str = "enter_report";
    const STALE: &'static [Topic] =
        &[Topic::Incidents, Topic::Pictures, Topic::Outbox, Topic::Status];
    type Reply = EnteredReport;
}

/// A report that is safe on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredReport {
    /// The number that it has until central issues one.
    pub number: String,
}
