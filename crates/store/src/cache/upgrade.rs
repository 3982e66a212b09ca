//! What a migration derives from the rows of an older file, so that they need not be fetched again.

use rusqlite::Connection;
use trucban_domain::{Entity, Record, encoding};

use super::place::{self, Placed};
use super::tally::Tally;
use super::{camera, incident, land};
use crate::error::StoreError;

/// Fills what the map reads: places, words, older names, counts.
pub(crate) fn fill_map(conn: &Connection) -> Result<(), StoreError> {
    for (n, data) in rows(conn, "SELECT n, data FROM incident WHERE lane < 2")? {
        let place = incident::open_place(&encoding::decode(&data)?);
        place::put(conn, Placed::OpenReport, n, place)?;
    }
    for (n, data) in rows(conn, "SELECT n, data FROM camera")? {
        camera::put_beside(conn, n, &encoding::decode(&data)?)?;
    }
    let mut tally = Tally::default();
    for (entity, sql) in
        [(Entity::Lot, "SELECT n, data FROM lot"), (Entity::Zone, "SELECT n, data FROM zone")]
    {
        for (n, data) in rows(conn, sql)? {
            let record = Record::decode(entity, &data)?;
            land::count(&mut tally, &record, 1);
            if let Record::Lot(lot) = &record {
                land::put_formerly(conn, n, lot)?;
            }
        }
    }
    tally.write(conn)
}

fn rows(conn: &Connection, sql: &str) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use rusqlite::params;
    use trucban_domain::{
        Bounds, Camera, CameraId, FormerLot, LandUseCode, Lot, LotId, Point, Position, Shape,
        Timestamp, WardCode,
    };
    use uuid::Uuid;

    use super::*;
    use crate::cache::{find, tally};
    use crate::migrate::{CACHE, Schema};

    #[test]
    fn the_rows_of_an_older_file_are_on_the_map_after_its_migration() {
        let mut conn = Connection::open_in_memory().unwrap();
        Schema { file: "cache.db", steps: &CACHE.steps[..2] }.migrate(&mut conn).unwrap();
        let position = Position { lat: 16.4768, lon: 107.5962, accuracy_m: None };
        let camera = Camera {
            id: CameraId::from_uuid(Uuid::from_u128(1)),
            number: "CAM-117".to_owned(),
            name: "Lê Lợi – Hùng Vương".to_owned(),
            ward: WardCode(19_789),
            position,
            bearing_deg: None,
            model: String::new(),
            calibrated_until: None,
            heard_at: None,
            silent_since: None,
            sample: true,
        };
        conn.execute(
            "INSERT INTO camera (id, number, ward, silent, data) VALUES (?1, 'CAM-117', 19789, 0, ?2)",
            params![camera.id.as_bytes(), encoding::encode(&camera)],
        )
        .unwrap();
        let lot = Lot {
            id: LotId::from_uuid(Uuid::from_u128(2)),
            ward: WardCode(19_753),
            sheet: 22,
            number: 80,
            land_use: LandUseCode("ODT".to_owned()),
            address: String::new(),
            formerly: Some(FormerLot { commune: "Đông Ba".to_owned(), sheet: 3, number: 9 }),
            shape: Shape::of_ring(vec![Point::new(0, 0), Point::new(9, 0), Point::new(9, 9)]),
            data_on: Timestamp::from_ms(5),
            sample: true,
        };
        conn.execute(
            "INSERT INTO lot (id, ward, sheet, number, data) VALUES (?1, 19753, 22, 80, ?2)",
            params![lot.id.as_bytes(), encoding::encode(&lot)],
        )
        .unwrap();
        CACHE.migrate(&mut conn).unwrap();
        let at = place::around(position).unwrap();
        assert_eq!(place::meeting(&conn, Placed::Camera, at).unwrap().len(), 1);
        let elsewhere = Bounds { min: Point::new(0, 0), max: Point::new(1, 1) };
        assert_eq!(place::meeting(&conn, Placed::Camera, elsewhere).unwrap().len(), 0);
        assert_eq!(find::cameras(&conn, "hung vuong", 5).unwrap(), [camera]);
        assert_eq!(find::lots_formerly(&conn, (3, 9), Some("dong ba"), 5).unwrap(), [lot]);
        let counted: Vec<_> = tally::lot_counts(&conn).unwrap().into_iter().collect();
        assert_eq!(counted, [((5, true), 1)]);
    }
}
