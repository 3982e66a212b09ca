//! What the map reads: lots, zones, places, counts, and that they stay true through every change.

use trucban_domain::{Bounds, LandUseCode, Record, SubjectId};
use trucban_geo::Area;
use trucban_store::{Discrepancy, MapHoldings, Store};

use crate::block::{self, block, camera, lot, place, scopes};
use crate::people::{accept, at, incident_id, open};
use crate::saving::raw;

fn around(east_m: i64, north_m: i64) -> Bounds {
    let here = place(east_m, north_m);
    Bounds { min: here, max: here }.grown_by_mm(500)
}

fn numbers(store: &Store, east_m: i64, north_m: i64) -> Vec<u32> {
    let lot = store.land_at(place(east_m, north_m)).unwrap().lot;
    lot.into_iter().map(|lot| lot.number).collect()
}

#[test]
fn a_point_is_in_the_lot_that_holds_it_and_between_lots_in_none() {
    let folder = tempfile::tempdir().unwrap();
    let block = block(folder.path());
    assert_eq!(numbers(&block.store, 10, 10), [80]);
    assert_eq!(numbers(&block.store, 45, 19), [82]);
    assert_eq!(numbers(&block.store, 10, 30), [0_u32; 0]);
    let between = block.store.land_at(place(10, 30)).unwrap();
    assert!(between.zones.iter().any(|zone| zone.name == "Ô 1"), "zones are told all the same");
}

#[test]
fn of_lots_that_lie_over_each_other_the_smallest_holds_the_point() {
    let folder = tempfile::tempdir().unwrap();
    let mut block = block(folder.path());
    block.central.stand(Record::Lot(Box::new(lot(9, 99, [0, 0, 60, 60]))));
    block.central.deliver(&block.store);
    assert_eq!(numbers(&block.store, 10, 10), [80]);
    assert_eq!(numbers(&block.store, 10, 30), [99]);
}

#[test]
fn a_lot_comes_with_every_zone_that_is_nearer_than_the_map_is_exact() {
    let folder = tempfile::tempdir().unwrap();
    let block = block(folder.path());
    let id = lot(3, 82, [0; 4]).id;
    let land = block.store.land_of(id).unwrap().unwrap();
    let names: Vec<&str> = land.zones.iter().map(|zone| zone.name.as_str()).collect();
    assert_eq!(names, ["Ô 1", "Ô 2", "Ô 3", "Ô 4", "Ô 5", "Ô 6"]);
    assert_eq!(land.plans.len(), block.plans.len());
    assert!(land.plans.is_sorted_by_key(|plan| plan.scale));
    let lot = land.lot.unwrap();
    assert!((Area::new(lot.shape).unwrap().square_metres() - 400.0).abs() < 1e-9);
    let nobody = lot.id.uuid().as_u128() + 77;
    let nobody = trucban_domain::LotId::from_uuid(uuid::Uuid::from_u128(nobody));
    assert_eq!(block.store.land_of(nobody).unwrap(), None);
}

#[test]
fn what_is_held_is_counted_with_every_change() {
    let folder = tempfile::tempdir().unwrap();
    let mut block = block(folder.path());
    let use_of = |code: &str| LandUseCode(code.to_owned());
    let held = block.store.map_holdings().unwrap();
    let expected = MapHoldings {
        land_version: held.land_version,
        uses: ["DVH", "ODT", "TMD"].map(use_of).to_vec(),
        lots: 3,
        data_on: Some(at(-60 * 24 * 39)),
        open_reports: 2,
        cameras: 2,
        silent_cameras: 1,
        sample: true,
    };
    assert_eq!(held, expected);
    block.central.close(incident_id(1), at(5));
    block.central.stand(Record::Camera(Box::new(camera(2, "CAM-204", None))));
    let mut changed = block.zones[4].clone();
    changed.kind = block::land("CLN");
    block.central.stand(Record::Zone(Box::new(changed)));
    let flipped = block.central.deliver(&block.store);
    assert!(flipped.map_changed);
    let after = block.store.map_holdings().unwrap();
    assert!(after.land_version > held.land_version);
    assert_eq!(after.uses, ["CLN", "ODT", "TMD"].map(use_of));
    assert_eq!((after.open_reports, after.silent_cameras), (1, 0));
    assert_eq!(block.store.audit().unwrap(), []);
}

#[test]
fn an_answer_without_zoning_data_and_cameras_leaves_the_map_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut block = block(folder.path());
    let before = block.store.map_holdings().unwrap().land_version;
    block::complain(&mut block.central, 3, place(10, 10));
    let flipped = block.central.deliver(&block.store);
    assert!(!flipped.map_changed);
    assert_eq!(flipped.changed, [SubjectId::from(incident_id(3))]);
    assert_eq!(block.store.map_holdings().unwrap().land_version, before);
}

#[test]
fn a_report_is_on_the_map_until_it_is_closed_and_moves_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut block = block(folder.path());
    let here = |store: &Store, east_m| -> Vec<SubjectId> {
        let reports = store.open_reports_in(around(east_m, 10)).unwrap();
        reports.into_iter().map(|report| report.id.into()).collect()
    };
    assert_eq!(here(&block.store, 10), [incident_id(1).into()]);
    block.store.write(&accept(1, incident_id(1)), at(1)).unwrap();
    assert_eq!(here(&block.store, 10), [incident_id(1).into()], "an act leaves it where it is");
    block.central.change(incident_id(1), |report| {
        report.position = Some(block::position(place(55, 10)));
    });
    block.central.deliver(&block.store);
    assert_eq!(here(&block.store, 10), []);
    assert_eq!(here(&block.store, 55), [incident_id(1).into()]);
    block.central.close(incident_id(1), at(9));
    block.central.delete(incident_id(2));
    block.central.deliver(&block.store);
    assert_eq!(here(&block.store, 55), []);
    assert_eq!(here(&block.store, 30), []);
    assert_eq!(block.store.audit().unwrap(), []);
}

#[test]
fn what_stands_in_a_box_is_read_by_kind() {
    let folder = tempfile::tempdir().unwrap();
    let store = block(folder.path()).store;
    let all = Bounds { min: place(-999, -999), max: place(999, 999) };
    assert_eq!(store.zones_meeting(all).unwrap().len(), 6);
    assert_eq!(store.zones_meeting(around(55, -6)).unwrap().len(), 5, "all but the block");
    assert_eq!(store.lots_meeting(around(20, 10)).unwrap().len(), 2);
    let names = |bounds| -> Vec<String> {
        store.streets_meeting(bounds).unwrap().into_iter().map(|street| street.name).collect()
    };
    assert_eq!(names(around(10, 40)), ["Đoàn Thị Điểm"]);
    assert_eq!(names(all).len(), 2);
    assert_eq!(store.cameras_in(around(60, 60)).unwrap().len(), 2);
    assert_eq!(store.cameras_in(around(0, 0)).unwrap(), []);
}

#[test]
fn a_scope_that_is_lost_takes_its_part_of_the_map_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let block = block(folder.path());
    let kept: Vec<_> = scopes().into_iter().take(2).collect();
    block.store.subscribe(&kept).unwrap();
    let held = block.store.map_holdings().unwrap();
    assert_eq!((held.lots, held.cameras, held.uses.len(), held.data_on), (0, 0, 0, None));
    assert_eq!(held.open_reports, 2);
    assert_eq!(block.store.lots_meeting(around(10, 10)).unwrap(), []);
    assert_eq!(block.store.audit().unwrap(), []);
}

#[test]
fn the_doctor_finds_a_place_a_name_and_a_count_that_are_not_what_the_rows_say() {
    for (harm, found) in [
        ("UPDATE lot_place SET east_max = east_max + 1 WHERE n = 1", Discrepancy::Places),
        ("DELETE FROM open_report_place WHERE n = 1", Discrepancy::Places),
        ("DELETE FROM lot_formerly", Discrepancy::Places),
        ("UPDATE cluster SET row_count = row_count + 1", Discrepancy::Counters),
        ("DELETE FROM cluster WHERE kind = 1", Discrepancy::Counters),
        ("UPDATE zone_counter SET row_count = row_count + 1", Discrepancy::Counters),
    ] {
        let folder = tempfile::tempdir().unwrap();
        drop(block(folder.path()));
        assert!(raw(folder.path(), "cache.db").execute(harm, []).unwrap() > 0, "{harm}");
        assert_eq!(open(folder.path()).audit().unwrap(), [found], "{harm}");
    }
}
