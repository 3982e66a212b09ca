//! What the city's field reports are and what may be done with them.
//!
//! Owns the records, the operations that change them, the one function that applies an operation
//! ([`apply()`]), working-time deadlines, the table of who may do what, and the city's grid.
//! Central and every laptop run the same code, so an act looks the same before and after the
//! network has seen it.
//!
//! Refuses IO, clocks, randomness and async: time and random bytes come in as arguments, or
//! through the traits [`Clock`] and [`Entropy`] that only a binary's `main` implements.

pub mod alert;
pub mod apply;
pub mod case;
pub mod category;
pub mod data_group;
pub mod deadline;
pub mod duplicate;
pub mod encoding;
pub mod figures;
pub mod fold;
pub mod grant;
pub mod grid;
pub mod handover;
pub mod id;
pub mod incident;
pub mod land;
pub mod land_use;
pub mod masking;
pub mod operation;
pub mod photo;
pub mod queue;
pub mod record;
pub mod scope;
pub mod scope_set;
pub mod shape;
pub mod signature;
pub mod time;
pub mod unit;
pub mod visit;
pub mod ward;
pub mod workflow;

pub use alert::{
    Alert, AlertGroup, AlertKind, AlertKindCode, Camera, DetectedBox, Dismissal, DismissalCode,
    Finding, Frame, PlateReading, Verdict,
};
pub use apply::{Applied, OpResult, Refusal, apply};
pub use case::Case;
pub use category::{Category, CategoryCode};
pub use data_group::DataGroup;
pub use deadline::{Deadline, WorkCalendar};
pub use grant::{Action, Grant, Reach, Role};
pub use grid::{Degrees, Grid};
pub use handover::{Handover, HandoverItem, HandoverKind, NewHandover, Taken};
pub use id::{
    AlertId, CameraId, ClientId, EntryId, Epoch, GrantId, HandoverId, IncidentId, LotId,
    OperationId, PlanId, StreetId, SubjectId, UserId, ZoneId,
};
pub use incident::{
    Acknowledgement, Actor, AskedFor, EntryKind, Extended, Handling, HandlingState, HistoryEntry,
    Incident, IncidentState, LastStep, Outcome, Position, Publication, Question, Rating, Reopened,
    Reporter, ReturnedFor, Source,
};
pub use land::{
    BuildingLimits, FormerLot, Lot, Plan, PlanStatus, Protection, Street, Zone, ZoneKind,
};
pub use land_use::{LandUse, LandUseCode};
pub use operation::{Envelope, NewIncident, Operation, OperationBody};
pub use photo::{Attachment, NewPhoto, Photo, PhotoFormat, PhotoShows};
pub use queue::{QueueDay, QueueGroup};
pub use record::{Entity, Record};
pub use scope::{Class, Part, Place, Scope, UnitCode};
pub use scope_set::{ScopeSetDigest, ScopeSetName};
pub use shape::{Bounds, Line, Point, Polygon, Ring, Shape, ShapeError};
pub use signature::Signature;
pub use time::{Clock, Entropy, Timestamp};
pub use unit::Unit;
pub use visit::{Conclusion, Fix, FixSource, Given, Proof, Visit, Visited};
pub use ward::{Ward, WardCode};
pub use workflow::{Step, StepKind};
