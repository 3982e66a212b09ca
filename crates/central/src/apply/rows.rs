//! Writing rows and placing them in their scopes: the only code that does.

use rusqlite::Connection;
use trucban_domain::{Case, Record};

use crate::error::CentralError;
use crate::store::{feed, incident, picture, record};

/// Writes `records`, all of `case` as it is after the change `seq`; `before` is the case before it.
/// Where it has moved to other scopes, everything else of it moves along.
pub(super) fn write(
    db: &Connection,
    before: Option<&Case>,
    case: &Case,
    records: &[Record],
    seq: u64,
) -> Result<(), CentralError> {
    for changed in records {
        let versioned = record::put(db, changed, seq)?;
        feed::place(db, &versioned, &changed.scopes(case), seq)?;
    }
    look_up(db, case)?;
    if before.is_some_and(|before| before.scopes() != case.scopes()) {
        for (rest, versioned) in record::of_case(db, case.id())? {
            if !records.iter().any(|r| r.entity() == rest.entity() && r.key() == rest.key()) {
                feed::place(db, &versioned, &rest.scopes(case), seq)?;
            }
        }
    }
    Ok(())
}

/// Keeps what look-ups outside the feed ask of a case.
pub(super) fn look_up(db: &Connection, case: &Case) -> Result<(), CentralError> {
    if let Case::Incident(reported) = case {
        incident::put(db, reported)?;
    }
    picture::put(db, case)
}

/// Writes a record that stands alone as the change `seq`.
pub(super) fn write_standing(
    db: &Connection,
    record: &Record,
    seq: u64,
) -> Result<(), CentralError> {
    let versioned = record::put(db, record, seq)?;
    feed::place(db, &versioned, &record.standing_scopes(), seq)
}
