//! Hiện trường: what lies near where one stands, and what a visit found.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use trucban_domain::{
    Conclusion, Fix, IncidentId, IncidentState, Position, Signature, Timestamp, Visited,
};

use super::{ChosenPhoto, Command, LocalReceipt, Saved, Topic};

/// Reads the open reports nearest to where one stands, at most fifty.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ListNearby {
    /// Where one stands; `None` for the middle of the own wards.
    pub fix: Option<Fix>,
}

impl Command for ListNearby {
    const NAME: &'static str = "list_nearby";
    type Reply = Nearby;
}

/// The open reports around a point, the nearest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Nearby {
    /// Around which point.
    pub around: Position,
    /// The reports.
    pub rows: Vec<NearbyRow>,
    /// Estimated time at central.
    pub now: Timestamp,
}

/// An open report as seen from where one stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NearbyRow {
    /// Key.
    pub id: IncidentId,
    /// `a246533`, or the provisional number.
    pub number: String,
    /// One line.
    pub title: String,
    /// Address, or empty.
    pub address: String,
    /// Where the report lies.
    pub position: Position,
    /// Where it stands in its workflow.
    pub state: IncidentState,
    /// When its time runs out.
    pub due_at: Option<Timestamp>,
    /// Straight-line distance, whole metres.
    pub metres: u32,
    /// Direction, whole degrees clockwise from north, below 360.
    pub bearing: u16,
    /// The newest visit to it, this laptop's own included.
    pub visited: Option<Visited>,
    /// Where this laptop's own newest act on it stands.
    pub receipt: Option<LocalReceipt>,
    /// Whether the operator may write down a visit to it.
    pub may_visit: bool,
}

/// Asks a satellite receiver where this laptop is: for at most [`Locate::PATIENCE_S`]. Nothing asks but a
/// person's press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locate {}

impl Locate {
    /// Seconds.
    pub const PATIENCE_S: u64 = 20;
}

impl Command for Locate {
    const NAME: &'static str = "locate";
    type Reply = Located;
}

/// What a receiver told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Located {
    /// Where the laptop is.
    At(Fix),
    /// No receiver is plugged in, or none answers.
    NoReceiver,
    /// A receiver is there and sees too few satellites.
    NoFix,
}

/// Finishes a visit. Works with no network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinishVisit {
    /// To which report.
    pub id: IncidentId,
    /// What was found.
    pub conclusion: Conclusion,
    /// In words.
    pub findings: String,
    /// Where one stood.
    pub fix: Option<Fix>,
    /// The day by which it is to be done.
    pub expected: Option<Date>,
    /// The photos, at most twelve.
    pub photos: Vec<ChosenPhoto>,
    /// The signature of somebody who was there.
    pub signature: Option<Signature>,
}

impl Command for FinishVisit {
    const NAME: &'static str = "finish_visit";
    const STALE: &'static [Topic] =
        &[Topic::Incidents, Topic::Pictures, Topic::Outbox, Topic::Status];
    type Reply = Saved;
}
