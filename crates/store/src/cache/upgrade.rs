//! What a migration derives from the rows of an older file, so that they need not be fetched again.

use rusqlite::Connection;
use trucban_domain::figures::Fact;
use trucban_domain::{Entity, Incident, Record, encoding};

use super::cluster::Stand;
use super::picture::{self, Kind};
use super::place::{self, Placed};
use super::tally::Tally;
use super::{camera, figures, incident, land};
use crate::error::StoreError;

/// Reports that are counted before the counts are written.
const COUNTED_AT_ONCE: usize = 8_192;
/// Reports that are read at once.
const READ_AT_ONCE: u32 = 4_096;

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

/// Notes which pictures reports name: an older build kept photos in the bytes of its rows, unread.
pub(crate) fn name_photos(conn: &Connection) -> Result<(), StoreError> {
    let perhaps = "SELECT n, data FROM incident WHERE instr(data, CAST('photos' AS BLOB)) > 0";
    for (n, data) in rows(conn, perhaps)? {
        let incident: Incident = encoding::decode(&data)?;
        picture::name(conn, Kind::Report, n, &incident.pictures(), incident.pictures_ahead())?;
    }
    Ok(())
}

/// Counts what stands on the map by squares.
pub(crate) fn count_clusters(conn: &Connection) -> Result<(), StoreError> {
    let mut tally = Tally::default();
    for (n, data) in rows(conn, "SELECT n, data FROM incident WHERE lane < 2")? {
        tally.count_stand(n, Stand::of_report(&encoding::decode(&data)?), 1);
    }
    for (n, data) in rows(conn, "SELECT n, data FROM camera")? {
        tally.count_stand(n, Stand::of_camera(&encoding::decode(&data)?), 1);
    }
    tally.write(conn)
}

/// Counts every report in the figures, some thousand in memory at a time.
pub(crate) fn count_figures(conn: &Connection) -> Result<(), StoreError> {
    let mut changes = figures::Changes::default();
    let mut statement = conn.prepare("SELECT data FROM incident")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let data = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        changes.count(None, Some(Fact::of(&encoding::decode(data)?)));
        if changes.len() >= COUNTED_AT_ONCE {
            std::mem::take(&mut changes).write(conn)?;
        }
    }
    changes.write(conn)
}

/// Notes in which ward each report lies. The indexes are made once that is done.
pub(crate) fn note_wards(conn: &Connection) -> Result<(), StoreError> {
    let mut note = conn.prepare("UPDATE incident SET ward = ?2 WHERE n = ?1")?;
    let mut after = 0;
    loop {
        let stretch = incident::stretch(conn, after, READ_AT_ONCE)?;
        let Some((last, _)) = stretch.last() else { break };
        after = *last;
        for (n, incident) in stretch {
            note.execute((n, i64::from(incident.ward.0)))?;
        }
    }
    conn.execute_batch(
        "CREATE INDEX incident_by_ward ON incident (ward, lane, state, order_at, number_order);
         CREATE INDEX incident_in_order
             ON incident (n, lane, state, order_at, number_order, ward);",
    )?;
    Ok(())
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
        Bounds, Camera, CameraId, CategoryCode, FormerLot, Handling, IncidentId, IncidentState,
        LandUseCode, Lot, LotId, Photo, PhotoShows, Point, Position, Shape, Source, Timestamp,
        UnitCode, WardCode,
    };
    use trucban_geo::TileCoord;
    use uuid::Uuid;

    use super::*;
    use crate::cache::{cluster, find, tally};
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
        let tile = TileCoord::showing(at.min, 12).unwrap();
        let squares = cluster::of_tile(&conn, cluster::Kind::Camera, tile, Timestamp::from_ms(0));
        assert_eq!(
            squares.unwrap().iter().map(|it| (it.rows, it.only)).collect::<Vec<_>>(),
            [(1, Some(1))]
        );
        let counted: Vec<_> = tally::lot_counts(&conn).unwrap().into_iter().collect();
        assert_eq!(counted, [((5, true), 1)]);
    }

    #[test]
    fn reports_of_an_older_file_name_their_photos_and_are_counted_after_the_migration() {
        let mut conn = Connection::open_in_memory().unwrap();
        Schema { file: "cache.db", steps: &CACHE.steps[..5] }.migrate(&mut conn).unwrap();
        let hash = blake3::hash(b"a photo").to_hex().to_string();
        let photo = Photo::received(hash.clone(), PhotoShows::Reported, None);
        let reports = [(1, vec![photo]), (2, Vec::new())];
        for (n, photos) in reports {
            let incident = Incident {
                id: IncidentId::from_uuid(Uuid::from_u128(n)),
                number: None,
                provisional: None,
                ward: WardCode(19_777),
                handling: vec![Handling::waiting(UnitCode::committee_of(WardCode(19_777)))],
                category: CategoryCode("HTDT".to_owned()),
                source: Source::HueS,
                title: "Kèm photos".to_owned(),
                body: String::new(),
                address: String::new(),
                position: None,
                urgent: false,
                state: IncidentState::New,
                received_at: Timestamp::from_ms(5),
                due_at: None,
                closed_at: None,
                sample: true,
                photos,
                last_step: None,
                extended: None,
                question: None,
                pauses: Vec::new(),
                outcome: None,
                rating: None,
                visited: None,
                reopened: None,
            };
            conn.execute(
                "INSERT INTO incident (id, state, lane, order_at, number_order, words_hash, data)
                 VALUES (?1, 0, 1, 0, '', 0, ?2)",
                params![incident.id.as_bytes(), encoding::encode(&incident)],
            )
            .unwrap();
        }
        CACHE.migrate(&mut conn).unwrap();
        let named = |n| picture::named(&conn, Kind::Report, n).unwrap();
        assert_eq!((named(1), named(2).len()), (picture::hashes(&[&hash]), 0));
        let mut facts = figures::Changes::default();
        for (_, data) in rows(&conn, "SELECT n, data FROM incident").unwrap() {
            facts.count(None, Some(Fact::of(&encoding::decode(&data).unwrap())));
        }
        assert_eq!(facts.len(), 2);
        assert_eq!(figures::kept(&conn).unwrap(), Some(facts.counts()), "and they are counted");
    }
}
