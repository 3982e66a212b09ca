//! Writing rows and placing them in their scopes: the only code that does.

use rusqlite::Connection;
use trucban_domain::{Incident, Record};

use crate::error::CentralError;
use crate::store::{feed, incident as look_up, record};

/// Writes `records`, all of the report `incident`, as the change `seq`. Where the report itself is
/// among them and has moved to other scopes, everything else of it moves along.
pub(super) fn write(
    db: &Connection,
    incident: &Incident,
    records: &[Record],
    seq: u64,
) -> Result<(), CentralError> {
    let before = record::incident(db, incident.id)?;
    for changed in records {
        let versioned = record::put(db, changed, incident.id, seq)?;
        feed::place(db, &versioned, &changed.scopes(incident), seq)?;
    }
    look_up::put(db, incident)?;
    let moved = before.is_some_and(|before| {
        let report = Record::Incident(Box::new(before.clone()));
        report.scopes(&before) != report.scopes(incident)
    });
    if moved {
        for (rest, versioned) in record::of_incident(db, incident.id)? {
            if !records.iter().any(|r| r.entity() == rest.entity() && r.key() == rest.key()) {
                feed::place(db, &versioned, &rest.scopes(incident), seq)?;
            }
        }
    }
    Ok(())
}
