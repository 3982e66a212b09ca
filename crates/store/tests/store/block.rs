//! A block of the city for the tests of the map: plans, zones, lots, a street, cameras, reports.

use std::path::Path;

use trucban_domain::alert::PlateReading;
use trucban_domain::{
    Alert, AlertId, AlertKindCode, BuildingLimits, Camera, CameraId, Class, FormerLot, Grant,
    GrantId, LandUseCode, Line, Lot, LotId, OperationBody, Part, Place, Plan, PlanId, PlanStatus,
    Point, Position, Protection, Record, Role, Scope, Shape, Street, StreetId, Timestamp, WardCode,
    Zone, ZoneId, ZoneKind,
};
use trucban_geo::Grid;
use trucban_store::Store;
use uuid::Uuid;

use crate::central::Central;
use crate::people::{act, at, incident_id, open, report};

pub(crate) const PHU_XUAN: WardCode = WardCode(19_753);

/// A place, metres from the corner of the block.
pub(crate) fn place(east_m: i64, north_m: i64) -> Point {
    Point::new(562_010_000 + 1_000 * east_m, 1_821_805_000 + 1_000 * north_m)
}

pub(crate) fn rectangle([west, south, east, north]: [i64; 4]) -> Shape {
    let corners = [(west, south), (east, south), (east, north), (west, north)];
    Shape::of_ring(corners.map(|(east, north)| place(east, north)).to_vec())
}

pub(crate) fn position(point: Point) -> Position {
    let at = Grid::Hue.degrees_at(point).unwrap();
    Position { lat: at.lat, lon: at.lon, accuracy_m: None }
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x5000_0000 + n)
}

pub(crate) fn lot(n: u32, number: u32, sides_m: [i64; 4]) -> Lot {
    Lot {
        id: LotId::from_uuid(id(u128::from(n))),
        ward: PHU_XUAN,
        sheet: 22,
        number,
        land_use: LandUseCode("ODT".to_owned()),
        address: "Kiệt 16 Đoàn Thị Điểm".to_owned(),
        formerly: None,
        shape: rectangle(sides_m),
        data_on: at(-60 * 24 * 39),
        sample: true,
    }
}

pub(crate) fn plan(n: u128, scale: u32, status: PlanStatus) -> Plan {
    Plan {
        id: PlanId::from_uuid(id(100 + n)),
        name: format!("Đồ án {n}"),
        decision: format!("{n}/QĐ"),
        decided_on: None,
        status,
        scale,
        error_mm: 5_000,
        wards: vec![PHU_XUAN],
        data_on: at(0),
        sample: true,
    }
}

pub(crate) fn zone(n: u128, plan: &Plan, kind: ZoneKind, sides_m: [i64; 4]) -> Zone {
    Zone {
        id: ZoneId::from_uuid(id(200 + n)),
        plan: plan.id,
        wards: vec![PHU_XUAN],
        kind,
        name: format!("Ô {n}"),
        limits: BuildingLimits::default(),
        shape: rectangle(sides_m),
        sample: true,
    }
}

pub(crate) fn land(code: &str) -> ZoneKind {
    ZoneKind::LandUse(LandUseCode(code.to_owned()))
}

pub(crate) fn street(n: u128, name: &str, from: Point, to: Point) -> Street {
    Street {
        id: StreetId::from_uuid(id(300 + n)),
        wards: vec![PHU_XUAN],
        name: name.to_owned(),
        width_mm: 11_500,
        line: Line { points: vec![from, to] },
        sample: true,
    }
}

pub(crate) fn camera(n: u128, number: &str, silent_since: Option<Timestamp>) -> Camera {
    Camera {
        id: CameraId::from_uuid(id(400 + n)),
        number: number.to_owned(),
        name: "Lê Lợi – Hùng Vương".to_owned(),
        ward: PHU_XUAN,
        position: position(place(60, 60)),
        bearing_deg: Some(135),
        model: "traffic-v4.2".to_owned(),
        calibrated_until: None,
        heard_at: None,
        silent_since,
        sample: true,
    }
}

pub(crate) fn alert(n: u128, camera: &Camera, number: &str, plate: &str) -> Alert {
    Alert {
        id: AlertId::from_uuid(id(500 + n)),
        number: number.to_owned(),
        camera: camera.id,
        ward: camera.ward,
        kind: AlertKindCode("red_light".to_owned()),
        at: at(0),
        confidence: 0.9,
        plate: Some(PlateReading { text: plate.to_owned(), confidence: 0.8 }),
        frames: Vec::new(),
        boxes: Vec::new(),
        verdict: None,
        sample: true,
    }
}

pub(crate) fn grant(role: Role, wards: Vec<WardCode>) -> Grant {
    Grant { id: GrantId::from_uuid(id(900)), role, wards, units: Vec::new() }
}

pub(crate) fn scopes() -> Vec<Scope> {
    let of = |class, part| Scope { place: Place::Ward(PHU_XUAN), class, part };
    vec![
        of(Class::Incidents, Part::Open),
        of(Class::Incidents, Part::Month { year: 2026, month: 11 }),
        of(Class::Land, Part::Standing),
        of(Class::Cameras, Part::Standing),
        of(Class::Alerts, Part::Open),
    ]
}

/// A report at a point.
pub(crate) fn complain(central: &mut Central, n: u64, at: Point) {
    let mut given = report("Hố ga hỏng", false);
    given.ward = PHU_XUAN;
    given.position = Some(position(at));
    let body = OperationBody::Create(Box::new(given));
    central.apply(&act(700 + n, Some("Trần Thị B"), incident_id(n), body)).unwrap();
}

/// The block as it stands.
pub(crate) struct Block {
    pub(crate) store: Store,
    pub(crate) central: Central,
    pub(crate) plans: Vec<Plan>,
    pub(crate) zones: Vec<Zone>,
}

/// Three lots side by side along a street, two plans in force, one pending, one superseded; a silent
/// camera and one that sends, an alert, and two reports.
pub(crate) fn block(folder: &Path) -> Block {
    let store = open(folder);
    let mut central = Central::default();
    central.greet(&store, &scopes());
    let plans = vec![
        plan(1, 10_000, PlanStatus::InForce),
        plan(2, 500, PlanStatus::InForce),
        plan(3, 500, PlanStatus::Pending),
        plan(4, 200, PlanStatus::Superseded),
    ];
    let zones = vec![
        zone(1, &plans[0], land("ODT"), [-200, -200, 200, 200]),
        zone(2, &plans[1], land("ODT"), [0, 0, 50, 20]),
        zone(3, &plans[1], ZoneKind::RoadReserve, [-5, -8, 65, 1]),
        zone(4, &plans[2], land("TMD"), [-200, -200, 200, 200]),
        zone(5, &plans[3], land("DVH"), [-200, -200, 200, 200]),
        zone(6, &plans[0], ZoneKind::Heritage(Protection::Two), [-200, -200, 200, 200]),
    ];
    for plan in &plans {
        central.stand(Record::Plan(Box::new(plan.clone())));
    }
    for zone in &zones {
        central.stand(Record::Zone(Box::new(zone.clone())));
    }
    let mut renumbered = lot(3, 82, [40, 0, 60, 20]);
    renumbered.formerly = Some(FormerLot { commune: "Đông Ba".to_owned(), sheet: 3, number: 9 });
    for lot in [lot(1, 80, [0, 0, 20, 20]), lot(2, 81, [20, 0, 40, 20]), renumbered] {
        central.stand(Record::Lot(Box::new(lot)));
    }
    let kiet = street(1, "Kiệt 16 Đoàn Thị Điểm", place(-50, -4), place(100, -4));
    let main = street(2, "Đoàn Thị Điểm", place(-50, 40), place(100, 40));
    for street in [kiet, main] {
        central.stand(Record::Street(Box::new(street)));
    }
    let seeing = camera(1, "CAM-117", None);
    let silent = camera(2, "CAM-204", Some(at(-30)));
    central.see(alert(1, &seeing, "CA-261120-0117", "75-F1 128.45"));
    for camera in [seeing, silent] {
        central.stand(Record::Camera(Box::new(camera)));
    }
    complain(&mut central, 1, place(10, 10));
    complain(&mut central, 2, place(30, 10));
    let flipped = central.deliver(&store);
    assert!(flipped.map_changed && flipped.mismatched.is_empty());
    Block { store, central, plans, zones }
}
