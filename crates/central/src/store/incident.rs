//! Looking reports up by what a citizen's application knows: number, category, state, arrival.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use trucban_domain::{Incident, IncidentId, IncidentState, Timestamp};

use super::{column, record};
use crate::error::CentralError;

/// Which reports are asked for.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    /// Came in at or after this.
    pub(crate) from: Timestamp,
    /// Came in at or before this.
    pub(crate) to: Timestamp,
    /// Only these categories; all if empty.
    pub(crate) categories: Vec<String>,
    /// Only closed, or only open ones.
    pub(crate) closed: Option<bool>,
    /// At most so many, newest first.
    pub(crate) limit: usize,
}

/// Keeps what look-ups need of `incident`. A report without a number is not one yet.
pub(crate) fn put(db: &Connection, incident: &Incident) -> Result<(), CentralError> {
    db.prepare_cached(
        "INSERT INTO incident (id, number, category, closed, received_at)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET category = excluded.category, closed = excluded.closed",
    )?
    .execute((
        incident.id.as_bytes(),
        &incident.number,
        &incident.category.0,
        matches!(incident.state, IncidentState::Closed | IncidentState::Contested),
        incident.received_at.as_ms(),
    ))?;
    Ok(())
}

/// The report with this number.
pub(crate) fn numbered(db: &Connection, number: &str) -> Result<Option<Incident>, CentralError> {
    let id = db
        .prepare_cached("SELECT id FROM incident WHERE number = ?1")?
        .query_row([number], |row| column::uuid(row, 0))
        .optional()?;
    match id {
        Some(id) => record::incident(db, IncidentId::from_uuid(id)),
        None => Ok(None),
    }
}

/// The reports that `filter` asks for, newest first.
pub(crate) fn search(db: &Connection, filter: &Filter) -> Result<Vec<Incident>, CentralError> {
    let places: Vec<String> =
        (0..filter.categories.len()).map(|at| format!("?{}", at + 5)).collect();
    let only = if places.is_empty() {
        String::new()
    } else {
        format!("AND category IN ({})", places.join(", "))
    };
    let mut values = vec![
        Value::Integer(filter.from.as_ms()),
        Value::Integer(filter.to.as_ms()),
        filter.closed.map_or(Value::Null, |closed| Value::Integer(i64::from(closed))),
        Value::Integer(i64::try_from(filter.limit).unwrap_or(i64::MAX)),
    ];
    values.extend(filter.categories.iter().cloned().map(Value::Text));
    let ids = db
        .prepare_cached(&format!(
            "SELECT id FROM incident
             WHERE received_at BETWEEN ?1 AND ?2 AND (?3 IS NULL OR closed = ?3) {only}
             ORDER BY received_at DESC, number DESC LIMIT ?4"
        ))?
        .query_map(rusqlite::params_from_iter(values), |row| column::uuid(row, 0))?
        .collect::<Result<Vec<_>, _>>()?;
    let found = ids.into_iter().map(|id| record::incident(db, IncidentId::from_uuid(id)));
    Ok(found.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}
