//! A case: what people act on, a report, an alert or a hand-over.

use crate::alert::Alert;
use crate::encoding;
use crate::handover::Handover;
use crate::id::SubjectId;
use crate::incident::Incident;
use crate::record::{Entity, Record};
use crate::scope::Scope;

/// A report, an alert or a hand-over, as it stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Case {
    /// A report.
    Incident(Box<Incident>),
    /// An alert.
    Alert(Box<Alert>),
    /// A hand-over.
    Handover(Box<Handover>),
}

impl Case {
    /// Its key.
    pub fn id(&self) -> SubjectId {
        match self {
            Self::Incident(incident) => incident.id.into(),
            Self::Alert(alert) => alert.id.into(),
            Self::Handover(handover) => handover.id.into(),
        }
    }

    /// The report, if it is one.
    pub fn incident(&self) -> Option<&Incident> {
        match self {
            Self::Incident(incident) => Some(incident),
            Self::Alert(_) | Self::Handover(_) => None,
        }
    }

    /// The names of its pictures, the one to fetch first in front. Who may see the case may see them.
    pub fn pictures(&self) -> Vec<&str> {
        match self {
            Self::Incident(incident) => incident.pictures(),
            Self::Alert(alert) => alert.pictures(),
            Self::Handover(_) => Vec::new(),
        }
    }

    /// The table in which its record lies.
    pub const fn entity(&self) -> Entity {
        match self {
            Self::Incident(_) => Entity::Incident,
            Self::Alert(_) => Entity::Alert,
            Self::Handover(_) => Entity::Handover,
        }
    }

    /// The bytes of its record.
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Incident(incident) => encoding::encode(incident),
            Self::Alert(alert) => encoding::encode(alert),
            Self::Handover(handover) => encoding::encode(handover),
        }
    }

    /// The scopes in which it travels.
    pub fn scopes(&self) -> Vec<Scope> {
        self.clone().into_record().scopes(self)
    }

    /// Its record.
    pub fn into_record(self) -> Record {
        match self {
            Self::Incident(incident) => Record::Incident(incident),
            Self::Alert(alert) => Record::Alert(alert),
            Self::Handover(handover) => Record::Handover(handover),
        }
    }
}

impl From<Incident> for Case {
    fn from(incident: Incident) -> Self {
        Self::Incident(Box::new(incident))
    }
}

impl From<Alert> for Case {
    fn from(alert: Alert) -> Self {
        Self::Alert(Box::new(alert))
    }
}

impl From<Handover> for Case {
    fn from(handover: Handover) -> Self {
        Self::Handover(Box::new(handover))
    }
}
