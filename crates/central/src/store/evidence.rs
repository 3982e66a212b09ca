//! Which alerts name which pictures.

use rusqlite::Connection;
use trucban_domain::Alert;
use uuid::Uuid;

use super::column;
use crate::error::CentralError;

/// Keeps which pictures `alert` names.
pub(crate) fn put(db: &Connection, alert: &Alert) -> Result<(), CentralError> {
    db.prepare_cached("DELETE FROM evidence WHERE alert = ?1")?.execute([alert.id.as_bytes()])?;
    let mut name =
        db.prepare_cached("INSERT OR IGNORE INTO evidence (hash, alert) VALUES (?1, ?2)")?;
    let hashes = alert.frames.iter().filter_map(|frame| blake3::Hash::from_hex(&frame.hash).ok());
    for hash in hashes {
        name.execute((hash.as_bytes(), alert.id.as_bytes()))?;
    }
    Ok(())
}

/// The alerts that name the picture with this hash.
pub(crate) fn alerts(db: &Connection, hash: &blake3::Hash) -> Result<Vec<Uuid>, CentralError> {
    let alerts = db
        .prepare_cached("SELECT alert FROM evidence WHERE hash = ?1")?
        .query_map([hash.as_bytes()], |row| column::uuid(row, 0))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(alerts)
}
