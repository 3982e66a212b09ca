//! The tables of the zoning map: rows by key, by the name of a lot, and by place.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::fold::fold;
use trucban_domain::{Bounds, Entity, Record};
use uuid::Uuid;

use super::tally::Tally;
use crate::error::StoreError;

const MM_PER_DM: i64 = 100;

/// A table of the map with its table of places.
#[derive(Debug, Clone, Copy)]
struct Table {
    name: &'static str,
    place: Option<&'static str>,
}

/// The table of an entity; `None` for one that is not of the map.
const fn table(entity: Entity) -> Option<Table> {
    let (name, place) = match entity {
        Entity::Plan => ("plan", None),
        Entity::Zone => ("zone", Some("zone_place")),
        Entity::Street => ("street", Some("street_place")),
        Entity::Lot => ("lot", Some("lot_place")),
        Entity::Incident | Entity::History | Entity::Reporter | Entity::Alert | Entity::Camera => {
            return None;
        }
    };
    Some(Table { name, place })
}

/// Reads the bytes of a row.
pub(crate) fn data(
    conn: &Connection,
    entity: Entity,
    id: Uuid,
) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(Table { name, .. }) = table(entity) else { return Ok(None) };
    let data = conn
        .prepare_cached(&format!("SELECT data FROM {name} WHERE id = ?1"))?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(data)
}

/// Writes a row of the map.
pub(crate) fn put(
    conn: &Connection,
    tally: &mut Tally,
    record: &Record,
    data: &[u8],
) -> Result<(), StoreError> {
    let (entity, id) = (record.entity(), record.key());
    let Some(Table { name, place }) = table(entity) else { return Ok(()) };
    tally.change_land();
    let n: i64 = match record {
        Record::Lot(lot) => conn
            .prepare_cached(
                "INSERT INTO lot (id, ward, sheet, number, data) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET ward = excluded.ward, sheet = excluded.sheet,
                     number = excluded.number, data = excluded.data
                 RETURNING n",
            )?
            .query_row(params![id.as_bytes(), lot.ward.0, lot.sheet, lot.number, data], |row| {
                row.get(0)
            })?,
        _ => conn
            .prepare_cached(&format!(
                "INSERT INTO {name} (id, data) VALUES (?1, ?2)
                 ON CONFLICT (id) DO UPDATE SET data = excluded.data RETURNING n"
            ))?
            .query_row(params![id.as_bytes(), data], |row| row.get(0))?,
    };
    let Some(place) = place else { return Ok(()) };
    let bounds = match record {
        Record::Lot(lot) => lot.shape.bounds(),
        Record::Zone(zone) => zone.shape.bounds(),
        Record::Street(street) => street.line.bounds(),
        _ => None,
    };
    if let Record::Street(street) = record {
        conn.prepare_cached("INSERT OR REPLACE INTO street_search (rowid, words) VALUES (?1, ?2)")?
            .execute(params![n, fold(&street.name)])?;
    }
    match bounds.map(decimetres) {
        Some([east_min, east_max, north_min, north_max]) => conn
            .prepare_cached(&format!("INSERT OR REPLACE INTO {place} VALUES (?1, ?2, ?3, ?4, ?5)"))?
            .execute(params![n, east_min, east_max, north_min, north_max])?,
        None => conn.prepare_cached(&format!("DELETE FROM {place} WHERE n = ?1"))?.execute([n])?,
    };
    Ok(())
}

/// Removes a row of the map, if it is there.
pub(crate) fn remove(
    conn: &Connection,
    tally: &mut Tally,
    entity: Entity,
    id: Uuid,
) -> Result<(), StoreError> {
    let Some(Table { name, place }) = table(entity) else { return Ok(()) };
    let n: Option<i64> = conn
        .prepare_cached(&format!("DELETE FROM {name} WHERE id = ?1 RETURNING n"))?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    let Some(n) = n else { return Ok(()) };
    tally.change_land();
    if let Some(place) = place {
        conn.prepare_cached(&format!("DELETE FROM {place} WHERE n = ?1"))?.execute([n])?;
    }
    if entity == Entity::Street {
        conn.prepare_cached("DELETE FROM street_search WHERE rowid = ?1")?.execute([n])?;
    }
    Ok(())
}

/// Bounds in decimetres, rounded outwards: least and most easting, least and most northing.
pub(crate) const fn decimetres(bounds: Bounds) -> [i64; 4] {
    let Bounds { min, max } = bounds;
    [
        min.east_mm.div_euclid(MM_PER_DM),
        -(-max.east_mm).div_euclid(MM_PER_DM),
        min.north_mm.div_euclid(MM_PER_DM),
        -(-max.north_mm).div_euclid(MM_PER_DM),
    ]
}
