//! Records: the rows that central keeps and laptops copy, whatever table they lie in.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::alert::{Alert, Camera};
use crate::case::Case;
use crate::encoding::{self, DecodeError};
use crate::handover::Handover;
use crate::id::SubjectId;
use crate::incident::{HistoryEntry, Incident, IncidentState, Reporter};
use crate::land::{Lot, Plan, Street, Zone};
use crate::scope::{Class, Part, Place, Scope};
use crate::time::Timestamp;
use crate::ward::WardCode;

/// Declares the tables once: the entity, its word, the record and its key.
macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident($row:ty), $word:literal, $key:expr;)*) => {
        /// Which table a record lies in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Entity {
            $(
                $(#[$doc])*
                $name,
            )*
        }

        impl Entity {
            /// Every table, in the order in which snapshots bring them: reports before their lines.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word that the wire and database columns use.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }

        /// A row of any synchronised table.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Record {
            $(
                $(#[$doc])*
                $name(Box<$row>),
            )*
        }

        impl Record {
            /// Its table.
            pub const fn entity(&self) -> Entity {
                match self {
                    $(Self::$name(_) => Entity::$name,)*
                }
            }

            /// Its key within the table.
            pub fn key(&self) -> Uuid {
                match self {
                    $(Self::$name(row) => {
                        let key: fn(&$row) -> Uuid = $key;
                        key(row)
                    })*
                }
            }

            /// The bytes that travel and that a laptop stores.
            pub fn encode(&self) -> Vec<u8> {
                match self {
                    $(Self::$name(row) => encoding::encode(row),)*
                }
            }

            /// Reads the bytes of a record of this table.
            ///
            /// # Errors
            /// [`DecodeError`] if they are cut, garbled or of another table.
            pub fn decode(entity: Entity, bytes: &[u8]) -> Result<Self, DecodeError> {
                Ok(match entity {
                    $(Entity::$name => Self::$name(encoding::decode(bytes)?),)*
                })
            }
        }
    };
}

tables! {
    /// A report.
    Incident(Incident), "incident", |row| row.id.uuid();
    /// A line of a report's or an alert's history.
    History(HistoryEntry), "history", |row| row.id.uuid();
    /// Who sent a report.
    Reporter(Reporter), "reporter", |row| row.incident.uuid();
    /// An alert of a camera.
    Alert(Alert), "alert", |row| row.id.uuid();
    /// A camera.
    Camera(Camera), "camera", |row| row.id.uuid();
    /// A hand-over.
    Handover(Handover), "handover", |row| row.id.uuid();
    /// A plan of the zoning map.
    Plan(Plan), "plan", |row| row.id.uuid();
    /// A zone of a plan.
    Zone(Zone), "zone", |row| row.id.uuid();
    /// A lot.
    Lot(Lot), "lot", |row| row.id.uuid();
    /// A street.
    Street(Street), "street", |row| row.id.uuid();
}

impl Entity {
    /// The entity of this word; `None` for one of a newer build.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|entity| entity.as_str() == word)
    }
}

impl Record {
    /// The report, alert or hand-over that this record is, or belongs to; `None` for one that stands alone.
    pub fn subject(&self) -> Option<SubjectId> {
        match self {
            Self::Incident(incident) => Some(incident.id.into()),
            Self::History(entry) => Some(entry.subject),
            Self::Reporter(reporter) => Some(reporter.incident.into()),
            Self::Alert(alert) => Some(alert.id.into()),
            Self::Handover(handover) => Some(handover.id.into()),
            Self::Camera(_) | Self::Plan(_) | Self::Zone(_) | Self::Lot(_) | Self::Street(_) => {
                None
            }
        }
    }

    /// The scopes in which a record that stands alone travels; none for a record of a case.
    pub fn standing_scopes(&self) -> Vec<Scope> {
        let of = |wards: &[WardCode], class| -> Vec<Scope> {
            let scope =
                |ward: &WardCode| Scope { place: Place::Ward(*ward), class, part: Part::Standing };
            wards.iter().map(scope).collect()
        };
        match self {
            Self::Camera(camera) => of(&[camera.ward], Class::Cameras),
            Self::Plan(plan) => of(&plan.wards, Class::Land),
            Self::Zone(zone) => of(&zone.wards, Class::Land),
            Self::Lot(lot) => of(&[lot.ward], Class::Land),
            Self::Street(street) => of(&street.wards, Class::Land),
            Self::Incident(_)
            | Self::History(_)
            | Self::Reporter(_)
            | Self::Alert(_)
            | Self::Handover(_) => Vec::new(),
        }
    }

    /// The scopes in which this record of `case` travels: always the same slices as the case itself,
    /// so that a laptop holds all of it or nothing of it.
    pub fn scopes(&self, case: &Case) -> Vec<Scope> {
        match (self, case) {
            (Self::Reporter(_), Case::Incident(incident)) => {
                of_incident(incident, Class::Reporters)
            }
            (_, Case::Incident(incident)) => of_incident(incident, Class::Incidents),
            (_, Case::Alert(alert)) => of_alert(alert),
            (_, Case::Handover(handover)) => of_handover(handover),
        }
    }
}

fn of_incident(incident: &Incident, class: Class) -> Vec<Scope> {
    let part = match (incident.state, incident.closed_at) {
        (IncidentState::Closed, Some(at)) => month_of(at),
        _ => Part::Open,
    };
    let units = incident.handling.iter().map(|part| Place::Unit(part.unit.clone()));
    let places = std::iter::once(Place::Ward(incident.ward)).chain(units);
    places.map(|place| Scope { place, class, part }).collect()
}

/// An alert that nobody has judged is open work; a judged one lies in the month of its verdict.
fn of_alert(alert: &Alert) -> Vec<Scope> {
    let part = alert.verdict.as_ref().map_or(Part::Open, |verdict| month_of(verdict.at));
    vec![Scope { place: Place::Ward(alert.ward), class: Class::Alerts, part }]
}

/// A hand-over that nobody took is open work; one that was taken lies in the month in which it was.
fn of_handover(handover: &Handover) -> Vec<Scope> {
    let part = handover.taken.as_ref().map_or(Part::Open, |taken| month_of(taken.at));
    vec![Scope { place: Place::Unit(handover.told.unit.clone()), class: Class::Handovers, part }]
}

fn month_of(at: Timestamp) -> Part {
    let day = at.local();
    Part::Month { year: day.year(), month: day.month() }
}

/// A record's version as it stands at central: what scope digests are made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versioned {
    /// Table word, see [`Entity::as_str`].
    pub entity: String,
    /// Key.
    pub id: Uuid,
    /// Counts the changes of this record at central, from 1.
    pub row_version: u64,
}

impl Versioned {
    /// This record's share of its scope's digest. Shares are added modulo 2^128, so the digest does
    /// not depend on order and a changed row costs two additions.
    pub fn digest(&self) -> u128 {
        let mut hasher = blake3::Hasher::new_derive_key("trucban 2026 scope digest");
        hasher.update(self.entity.as_bytes());
        hasher.update(&[0]);
        hasher.update(self.id.as_bytes());
        hasher.update(&self.row_version.to_le_bytes());
        let mut share = [0_u8; 16];
        share.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        u128::from_le_bytes(share)
    }
}
