//! Rows by what people call them: lots, streets, reports, cameras, alerts. Few rows each, by index.

use rusqlite::{Connection, Params};
use serde::de::DeserializeOwned;
use trucban_domain::{Alert, Camera, Incident, Lot, Street, WardCode, encoding};

use super::alert::plate_key;
use super::search;
use crate::error::StoreError;

const LOTS: &str = "SELECT data FROM lot WHERE sheet = ?1 AND number = ?2 LIMIT ?3";
const LOTS_OF_WARD: &str =
    "SELECT data FROM lot WHERE sheet = ?1 AND number = ?2 AND ward = ?3 LIMIT ?4";
const LOTS_FORMERLY: &str = "SELECT lot.data FROM lot_formerly AS old
     CROSS JOIN lot ON lot.n = old.n WHERE old.sheet = ?1 AND old.number = ?2 LIMIT ?3";
const LOTS_OF_COMMUNE: &str = "SELECT lot.data FROM lot_formerly AS old
     CROSS JOIN lot ON lot.n = old.n
     WHERE old.sheet = ?1 AND old.number = ?2 AND old.commune = ?3 LIMIT ?4";
const STREETS: &str = "SELECT street.data FROM street_search
     CROSS JOIN street ON street.n = street_search.rowid
     WHERE street_search MATCH ?1 LIMIT ?2";
const CAMERAS: &str = "SELECT camera.data FROM camera_search
     CROSS JOIN camera ON camera.n = camera_search.rowid
     WHERE camera_search MATCH ?1 LIMIT ?2";
/// The newest reports first.
const REPORTS: &str = "SELECT incident.data FROM incident_search
     CROSS JOIN incident ON incident.n = incident_search.rowid
     WHERE incident_search MATCH ?1 ORDER BY incident_search.rowid DESC LIMIT ?2";
const ALERTS_BY_NUMBER: &str = "SELECT data FROM alert
     WHERE number >= ?1 AND number < ?2 ORDER BY number, n LIMIT ?3";
const ALERTS_BY_PLATE: &str = "SELECT data FROM alert
     WHERE plate >= ?1 AND plate < ?2 AND plate <> '' ORDER BY plate, n LIMIT ?3";

/// Lots of this sheet and number, in one ward or wherever they lie.
pub(crate) fn lots(
    conn: &Connection,
    (sheet, number): (u32, u32),
    ward: Option<WardCode>,
    most: u32,
) -> Result<Vec<Lot>, StoreError> {
    match ward {
        None => read(conn, LOTS, (sheet, number, most)),
        Some(ward) => read(conn, LOTS_OF_WARD, (sheet, number, ward.0, most)),
    }
}

/// Lots that had this sheet and number before the wards were merged, in one commune (folded) or
/// wherever they lie.
pub(crate) fn lots_formerly(
    conn: &Connection,
    (sheet, number): (u32, u32),
    commune: Option<&str>,
    most: u32,
) -> Result<Vec<Lot>, StoreError> {
    match commune {
        None => read(conn, LOTS_FORMERLY, (sheet, number, most)),
        Some(commune) => read(conn, LOTS_OF_COMMUNE, (sheet, number, commune, most)),
    }
}

/// Streets of whose name every typed word begins one.
pub(crate) fn streets(
    conn: &Connection,
    typed: &str,
    most: u32,
) -> Result<Vec<Street>, StoreError> {
    match search::ask(typed) {
        Some(ask) => read(conn, STREETS, (ask, most)),
        None => Ok(Vec::new()),
    }
}

/// Cameras of whose number and name every typed word begins one.
pub(crate) fn cameras(
    conn: &Connection,
    typed: &str,
    most: u32,
) -> Result<Vec<Camera>, StoreError> {
    match search::ask(typed) {
        Some(ask) => read(conn, CAMERAS, (ask, most)),
        None => Ok(Vec::new()),
    }
}

/// Reports in which every typed word stands or begins one, the ones that have them whole first. Which
/// of them are called so is for the caller to see.
pub(crate) fn reports(
    conn: &Connection,
    typed: &str,
    most: u32,
) -> Result<Vec<Incident>, StoreError> {
    let mut found: Vec<Incident> = Vec::new();
    for ask in [search::ask_whole(typed), search::ask(typed)].into_iter().flatten() {
        for report in read::<Incident>(conn, REPORTS, (ask, most))? {
            if found.iter().all(|earlier| earlier.id != report.id) {
                found.push(report);
            }
        }
    }
    Ok(found)
}

/// Alerts whose number begins so.
pub(crate) fn alerts_by_number(
    conn: &Connection,
    typed: &str,
    most: u32,
) -> Result<Vec<Alert>, StoreError> {
    let (from, to) = beginning(typed.trim().to_uppercase());
    read(conn, ALERTS_BY_NUMBER, (from, to, most))
}

/// Alerts whose plate, as the machine read it, begins so, however it is divided.
pub(crate) fn alerts_by_plate(
    conn: &Connection,
    typed: &str,
    most: u32,
) -> Result<Vec<Alert>, StoreError> {
    let (from, to) = beginning(plate_key(typed));
    read(conn, ALERTS_BY_PLATE, (from, to, most))
}

/// The range in which everything lies that begins so.
fn beginning(text: String) -> (String, String) {
    let end = format!("{text}{}", char::MAX);
    (text, end)
}

fn read<T: DeserializeOwned>(
    conn: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Vec<T>, StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(encoding::decode(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::plan::steps;

    #[test]
    fn every_name_is_looked_up_in_an_index_and_nothing_is_sorted() {
        for (sql, params, index) in [
            (LOTS, 3, "SEARCH lot USING INDEX lot_by_name (sheet=? AND number=?)"),
            (
                LOTS_OF_WARD,
                4,
                "SEARCH lot USING INDEX lot_by_name (sheet=? AND number=? AND ward=?)",
            ),
            (
                LOTS_FORMERLY,
                3,
                "SEARCH old USING COVERING INDEX lot_by_former_name (sheet=? AND number=?)",
            ),
            (
                LOTS_OF_COMMUNE,
                4,
                "SEARCH old USING COVERING INDEX lot_by_former_name (sheet=? AND number=? AND commune=?)",
            ),
            (
                ALERTS_BY_NUMBER,
                3,
                "SEARCH alert USING INDEX alert_by_number (number>? AND number<?)",
            ),
            (ALERTS_BY_PLATE, 3, "SEARCH alert USING INDEX alert_by_plate (plate>? AND plate<?)"),
        ] {
            let steps = steps(sql, params);
            assert_eq!(steps[0], index);
            assert!(
                steps[1..].iter().all(|step| step.starts_with("SEARCH lot USING INTEGER")),
                "{steps:?}"
            );
        }
        for sql in [STREETS, CAMERAS, REPORTS] {
            let steps = steps(sql, 2);
            assert_eq!(steps.len(), 2, "{steps:?}");
            assert!(
                steps[0].contains("_search VIRTUAL TABLE INDEX") && steps[0].contains(":M"),
                "{steps:?}"
            );
            assert!(steps[1].contains("USING INTEGER PRIMARY KEY"), "{steps:?}");
        }
    }
}
