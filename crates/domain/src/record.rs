//! Records: the rows that central keeps and laptops copy, whatever table they lie in.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::encoding::{self, DecodeError};
use crate::incident::{HistoryEntry, Incident, IncidentState, Reporter};
use crate::scope::{Class, Part, Place, Scope};

/// Which table a record lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {
    /// [`Incident`]
    Incident,
    /// [`HistoryEntry`]
    History,
    /// [`Reporter`]
    Reporter,
}

impl Entity {
    /// The word that the wire and database columns use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::History => "history",
            Self::Reporter => "reporter",
        }
    }

    /// The entity of this word; `None` for one of a newer build.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Incident, Self::History, Self::Reporter].into_iter().find(|e| e.as_str() == word)
    }
}

/// A row of any synchronised table.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// A report.
    Incident(Box<Incident>),
    /// A line of its history.
    History(Box<HistoryEntry>),
    /// Who sent it.
    Reporter(Box<Reporter>),
}

impl Record {
    /// Its table.
    pub const fn entity(&self) -> Entity {
        match self {
            Self::Incident(_) => Entity::Incident,
            Self::History(_) => Entity::History,
            Self::Reporter(_) => Entity::Reporter,
        }
    }

    /// Its key within the table.
    pub fn key(&self) -> Uuid {
        match self {
            Self::Incident(incident) => incident.id.uuid(),
            Self::History(entry) => entry.id.uuid(),
            Self::Reporter(reporter) => reporter.incident.uuid(),
        }
    }

    /// The bytes that travel and that a laptop stores.
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Incident(incident) => encoding::encode(incident),
            Self::History(entry) => encoding::encode(entry),
            Self::Reporter(reporter) => encoding::encode(reporter),
        }
    }

    /// Reads the bytes of a record of this table.
    ///
    /// # Errors
    /// [`DecodeError`] if they are cut, garbled or of another table.
    pub fn decode(entity: Entity, bytes: &[u8]) -> Result<Self, DecodeError> {
        Ok(match entity {
            Entity::Incident => Self::Incident(encoding::decode(bytes)?),
            Entity::History => Self::History(encoding::decode(bytes)?),
            Entity::Reporter => Self::Reporter(encoding::decode(bytes)?),
        })
    }

    /// The scopes in which this record travels, given the report it belongs to: always the same
    /// slices as the report itself, so that a laptop holds all of a report or nothing of it.
    pub fn scopes(&self, incident: &Incident) -> Vec<Scope> {
        let class = match self {
            Self::Incident(_) | Self::History(_) => Class::Incidents,
            Self::Reporter(_) => Class::Reporters,
        };
        scopes_of(incident, class)
    }
}

fn scopes_of(incident: &Incident, class: Class) -> Vec<Scope> {
    let part = match (incident.state, incident.closed_at) {
        (IncidentState::Closed, Some(at)) => {
            let day = at.local();
            Part::Month { year: day.year(), month: day.month() }
        }
        _ => Part::Open,
    };
    let places = [Place::Ward(incident.ward), Place::Unit(incident.unit.clone())];
    places.into_iter().map(|place| Scope { place, class, part }).collect()
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
