//! Which sample city central holds.

use rusqlite::{Connection, OptionalExtension};
use trucban_domain::Timestamp;

use super::column;
use crate::error::CentralError;
use crate::sample::SampleThere;

/// Whether a sample city was brought in.
pub(crate) fn is_there(db: &Connection) -> Result<bool, CentralError> {
    Ok(find(db)?.is_some())
}

/// The sample city that was brought in.
pub(crate) fn find(db: &Connection) -> Result<Option<SampleThere>, CentralError> {
    let found = db
        .prepare_cached("SELECT seed, reports, as_of FROM sample_city")?
        .query_row([], |row| {
            Ok(SampleThere {
                seed: column::count(row, 0)?,
                reports: column::count(row, 1)?,
                as_of: Timestamp::from_ms(row.get(2)?),
            })
        })
        .optional()?;
    Ok(found)
}

/// Keeps that it was brought in, and how.
pub(crate) fn keep(db: &Connection, there: SampleThere) -> Result<(), CentralError> {
    let SampleThere { seed, reports, as_of } = there;
    db.execute(
        "INSERT INTO sample_city (only, seed, reports, as_of) VALUES (1, ?1, ?2, ?3)",
        (seed.cast_signed(), reports.cast_signed(), as_of.as_ms()),
    )?;
    Ok(())
}
