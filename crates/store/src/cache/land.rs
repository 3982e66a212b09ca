//! The tables of the zoning map: rows by key, by the name of a lot, and by place.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::fold::fold;
use trucban_domain::{Bounds, Entity, FormerLot, Lot, Plan, Record, ZoneKind, encoding};
use uuid::Uuid;

use super::place::{self, Placed};
use super::tally::Tally;
use crate::connection::nat;
use crate::error::StoreError;

/// A table of the map with its table of places.
#[derive(Debug, Clone, Copy)]
struct Table {
    name: &'static str,
    placed: Option<Placed>,
}

/// The table of an entity; `None` for one that is not of the map.
const fn table(entity: Entity) -> Option<Table> {
    let placed = match entity {
        Entity::Plan => return Some(Table { name: "plan", placed: None }),
        Entity::Zone => Placed::Zone,
        Entity::Street => Placed::Street,
        Entity::Lot => Placed::Lot,
        Entity::Incident
        | Entity::History
        | Entity::Reporter
        | Entity::Alert
        | Entity::Camera
        | Entity::Handover => return None,
    };
    Some(Table { name: placed.rows(), placed: Some(placed) })
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
    let Some(Table { name, placed }) = table(entity) else { return Ok(()) };
    tally.change_land();
    if let Some(before) = self::data(conn, entity, id)? {
        count(tally, &Record::decode(entity, &before)?, -1);
    }
    count(tally, record, 1);
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
    if let Some(placed) = placed {
        place::put(conn, placed, n, bounds(record))?;
    }
    match record {
        Record::Street(street) => {
            conn.prepare_cached(
                "INSERT OR REPLACE INTO street_search (rowid, words) VALUES (?1, ?2)",
            )?
            .execute(params![n, fold(&street.name)])?;
        }
        Record::Lot(lot) => put_formerly(conn, n, lot)?,
        _ => {}
    }
    Ok(())
}

/// Keeps the older name of lot `n`, or that it has none.
pub(crate) fn put_formerly(conn: &Connection, n: i64, lot: &Lot) -> Result<(), StoreError> {
    match lot.formerly.as_ref().map(former_name) {
        Some((sheet, number, commune)) => conn
            .prepare_cached("INSERT OR REPLACE INTO lot_formerly VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![n, sheet, number, commune])?,
        None => conn.prepare_cached("DELETE FROM lot_formerly WHERE n = ?1")?.execute([n])?,
    };
    Ok(())
}

/// An older name as it is looked up: sheet, number, folded commune.
pub(crate) type FormerName = (u32, u32, String);

/// How an older name is looked up.
pub(crate) fn former_name(former: &FormerLot) -> FormerName {
    (former.sheet, former.number, fold(&former.commune))
}

/// The older name that is kept of lot `n`.
pub(crate) fn formerly(conn: &Connection, n: i64) -> Result<Option<FormerName>, StoreError> {
    let kept = conn
        .prepare_cached("SELECT sheet, number, commune FROM lot_formerly WHERE n = ?1")?
        .query_row([n], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    Ok(kept)
}

/// The smallest box around a row of the map.
pub(crate) fn bounds(record: &Record) -> Option<Bounds> {
    match record {
        Record::Lot(lot) => lot.shape.bounds(),
        Record::Zone(zone) => zone.shape.bounds(),
        Record::Street(street) => street.line.bounds(),
        _ => None,
    }
}

/// Counts a row of the map that came (1) or went (-1).
pub(crate) fn count(tally: &mut Tally, record: &Record, change: i64) {
    match record {
        Record::Lot(lot) => tally.count_lot((lot.data_on.as_ms(), lot.sample), change),
        Record::Zone(zone) => {
            if let ZoneKind::LandUse(code) = &zone.kind {
                tally.count_zone(&code.0, change);
            }
        }
        _ => {}
    }
}

/// Removes a row of the map, if it is there.
pub(crate) fn remove(
    conn: &Connection,
    tally: &mut Tally,
    entity: Entity,
    id: Uuid,
) -> Result<(), StoreError> {
    let Some(Table { name, placed }) = table(entity) else { return Ok(()) };
    let gone: Option<(i64, Vec<u8>)> = conn
        .prepare_cached(&format!("DELETE FROM {name} WHERE id = ?1 RETURNING n, data"))?
        .query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((n, data)) = gone else { return Ok(()) };
    tally.change_land();
    count(tally, &Record::decode(entity, &data)?, -1);
    if let Some(placed) = placed {
        place::remove(conn, placed, n)?;
    }
    match entity {
        Entity::Street => {
            conn.prepare_cached("DELETE FROM street_search WHERE rowid = ?1")?.execute([n])?;
        }
        Entity::Lot => {
            conn.prepare_cached("DELETE FROM lot_formerly WHERE n = ?1")?.execute([n])?;
        }
        _ => {}
    }
    Ok(())
}

/// The version of the map: it grows with every change.
pub(crate) fn version(conn: &Connection) -> Result<u64, StoreError> {
    let version =
        conn.prepare_cached("SELECT version FROM land_version")?.query_row([], |row| row.get(0))?;
    Ok(nat(version))
}

/// Every plan, the more detailed first. They are few.
pub(crate) fn plans(conn: &Connection) -> Result<Vec<Plan>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT data FROM plan")?;
    let mut rows = statement.query([])?;
    let mut plans: Vec<Plan> = Vec::new();
    while let Some(row) = rows.next()? {
        plans.push(encoding::decode(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?);
    }
    plans.sort_by_key(|plan| (plan.scale, plan.id));
    Ok(plans)
}
