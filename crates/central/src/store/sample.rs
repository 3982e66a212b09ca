//! Whether central holds the sample city.

use rusqlite::Connection;
use trucban_domain::Timestamp;

use crate::error::CentralError;

/// Whether the sample city was brought in.
pub(crate) fn is_there(db: &Connection) -> Result<bool, CentralError> {
    let found = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM sample_city)")?
        .query_row([], |row| row.get(0))?;
    Ok(found)
}

/// Keeps that it was brought in, and how.
pub(crate) fn keep(
    db: &Connection,
    seed: u64,
    reports: u64,
    as_of: Timestamp,
) -> Result<(), CentralError> {
    db.execute(
        "INSERT INTO sample_city (only, seed, reports, as_of) VALUES (1, ?1, ?2, ?3)",
        (seed.cast_signed(), reports.cast_signed(), as_of.as_ms()),
    )?;
    Ok(())
}
