//! A case: what people act on, a report or an alert.

use crate::alert::Alert;
use crate::encoding;
use crate::id::SubjectId;
use crate::incident::Incident;
use crate::record::{Entity, Record};
use crate::scope::Scope;
use crate::ward::WardCode;

/// A report or an alert, as it stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Case {
    /// A report.
    Incident(Box<Incident>),
    /// An alert.
    Alert(Box<Alert>),
}

impl Case {
    /// Its key.
    pub fn id(&self) -> SubjectId {
        match self {
            Self::Incident(incident) => incident.id.into(),
            Self::Alert(alert) => alert.id.into(),
        }
    }

    /// The ward in which it lies.
    pub fn ward(&self) -> WardCode {
        match self {
            Self::Incident(incident) => incident.ward,
            Self::Alert(alert) => alert.ward,
        }
    }

    /// The report, if it is one.
    pub fn incident(&self) -> Option<&Incident> {
        match self {
            Self::Incident(incident) => Some(incident),
            Self::Alert(_) => None,
        }
    }

    /// The names of its pictures, the one to fetch first in front. Who may see the case may see them.
    pub fn pictures(&self) -> Vec<&str> {
        match self {
            Self::Incident(incident) => incident.pictures(),
            Self::Alert(alert) => alert.pictures(),
        }
    }

    /// The table in which its record lies.
    pub const fn entity(&self) -> Entity {
        match self {
            Self::Incident(_) => Entity::Incident,
            Self::Alert(_) => Entity::Alert,
        }
    }

    /// The bytes of its record.
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Incident(incident) => encoding::encode(incident),
            Self::Alert(alert) => encoding::encode(alert),
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
