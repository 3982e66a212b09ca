//! Which cases name which pictures.

use rusqlite::Connection;
use trucban_domain::{Case, SubjectId};

use super::{column, record};
use crate::error::CentralError;

/// Keeps which pictures `case` names.
pub(crate) fn put(db: &Connection, case: &Case) -> Result<(), CentralError> {
    let id = case.id();
    db.prepare_cached("DELETE FROM picture WHERE subject = ?1")?.execute([id.as_bytes()])?;
    let names = case.pictures();
    if names.is_empty() {
        return Ok(());
    }
    let mut name =
        db.prepare_cached("INSERT OR IGNORE INTO picture (hash, subject) VALUES (?1, ?2)")?;
    for hash in names.into_iter().filter_map(|name| blake3::Hash::from_hex(name).ok()) {
        name.execute((hash.as_bytes(), id.as_bytes()))?;
    }
    Ok(())
}

/// Whether `is_it` is true of one of the cases that name the picture with this hash. The newest are
/// asked first: those are the ones that people look at.
pub(crate) fn any_case(
    db: &Connection,
    hash: &blake3::Hash,
    is_it: impl Fn(&Case) -> bool,
) -> Result<bool, CentralError> {
    let mut statement =
        db.prepare_cached("SELECT subject FROM picture WHERE hash = ?1 ORDER BY subject DESC")?;
    let mut rows = statement.query([hash.as_bytes()])?;
    while let Some(row) = rows.next()? {
        let subject = SubjectId::from_uuid(column::uuid(row, 0)?);
        if record::case(db, subject)?.is_some_and(|case| is_it(&case)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The names of all pictures that some case names, in hexadecimal.
pub(crate) fn names(db: &Connection) -> Result<Vec<String>, CentralError> {
    let names = db
        .prepare("SELECT DISTINCT lower(hex(hash)) FROM picture")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(names)
}
