//! The zoning map: where it begins, what lies at a point, what a typed place names.
//!
//! The drawing itself travels as vector tiles through the shell's `tile` scheme, see [`TILE_SETS`];
//! commands answer the questions that a click or a typed place asks.

use serde::{Deserialize, Serialize};
use trucban_domain::{
    AlertId, AlertKindCode, BuildingLimits, CameraId, FormerLot, IncidentId, IncidentState,
    LandUseCode, LotId, PlanId, PlanStatus, Protection, StreetId, Timestamp, WardCode, ZoneKind,
};

pub use trucban_domain::land::{LOTS_FROM_ZOOM, MAP_FROM_ZOOM};

use super::Command;

/// Sets of tiles, `tile://localhost/{set}/{z}/{x}/{y}?v={version}`.
///
/// `land`: layers `zone` (`code`, `colour`; from zoom 11), `heritage` (`level`: `one`, `two`,
/// `buffer`; from 11), `reserve` (from 11), all of plans in force and with the more detailed plan last;
/// `lot` (`label`: `22/80`, `number`, `use`: its code; from zoom [`LOTS_FROM_ZOOM`]), `street` (`name`, `width_m`; from
/// zoom 13), `ward` (`code`; lines, each stretch of border once), `ward_label` (`name`; points).
/// `live`, from zoom [`MAP_FROM_ZOOM`]: layers `report` (`id`, `number`, `title`, `look`: `immediate`,
/// `overdue`, `soon`, `open`) and `camera` (`id`, `number`, `name`, `bearing` unless it turns, `silent`);
/// below [`LOTS_FROM_ZOOM`] those that stand close together are one point of `report_cluster` (`count`,
/// `overdue`) or `camera_cluster` (`count`, `silent`), both with the `lat` and `lon` of their middle, and
/// on no other tile. An immediate report is in no cluster.
///
/// A tile on which nothing is drawn is answered with no content.
pub const TILE_SETS: [&str; 2] = ["land", "live"];

/// Reads where the map begins and what it holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenMap {}

impl Command for OpenMap {
    const NAME: &'static str = "open_map";
    type Reply = MapFacts;
}

/// What the map holds on this laptop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapFacts {
    /// West, south, east, north of the wards carried, degrees.
    pub bounds: [f64; 4],
    /// Changes with the zoning data; part of every `land` tile's address.
    pub land_version: u64,
    /// Uses of land that zones on this laptop name, for the legend.
    pub uses: Vec<LegendUse>,
    /// Lots held.
    pub lots: u32,
    /// The oldest day of the zoning data; `None` where there are none.
    pub data_on: Option<Timestamp>,
    /// Open reports with a place.
    pub reports: u32,
    /// Cameras, and how many of them are silent.
    pub cameras: (u32, u32),
    /// Estimated time at central.
    pub now: Timestamp,
    /// Whether the zoning data are sample data.
    pub sample: bool,
}

/// A use of land in the legend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegendUse {
    /// Code.
    pub code: LandUseCode,
    /// `#rrggbb`
    pub colour: String,
}

/// Asks what lies at a point that was clicked.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LookUpPoint {
    /// Latitude, degrees.
    pub lat: f64,
    /// Longitude, degrees.
    pub lon: f64,
}

impl Command for LookUpPoint {
    const NAME: &'static str = "look_up_point";
    type Reply = ZoneCard;
}

/// Asks what holds for a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadLot {
    /// Which.
    pub id: LotId,
}

impl Command for ReadLot {
    const NAME: &'static str = "read_lot";
    type Reply = ZoneCard;
}

/// What holds at a point, or for the lot around it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ZoneCard {
    /// The lot; `None` between lots, and where no lots are held.
    pub lot: Option<LotFacts>,
    /// The point asked for, or a point of the lot.
    pub at: GridPoint,
    /// The ward; `None` outside the city.
    pub ward: Option<WardCode>,
    /// Protected zones that the lot, or the point, touches: the strictest first.
    pub notices: Vec<HeritageNotice>,
    /// Every zone that the lot crosses, by plan; for a bare point the zones that hold it, with no
    /// area. The more detailed plan first.
    pub shares: Vec<ZonePart>,
    /// The nearest line of another land use, if it is nearer than the map is exact.
    pub boundary: Option<NearBoundary>,
    /// Limits on building, each from the most detailed plan in force that sets it.
    pub limits: Vec<LimitFrom>,
    /// The plans that the parts and limits come from. Parts and limits name them by place here.
    pub plans: Vec<PlanLine>,
    /// Estimated time at central, for ages.
    pub now: Timestamp,
    /// Whether any of it is sample data.
    pub sample: bool,
}

/// A point in the city's grid (EPSG:9214) and in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GridPoint {
    /// X (Bắc), metres.
    pub north_m: f64,
    /// Y (Đông), metres.
    pub east_m: f64,
    /// Latitude, degrees.
    pub lat: f64,
    /// Longitude, degrees.
    pub lon: f64,
}

/// A lot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LotFacts {
    /// Key.
    pub id: LotId,
    /// Ward.
    pub ward: WardCode,
    /// Số tờ.
    pub sheet: u32,
    /// Số thửa.
    pub number: u32,
    /// As older papers name it.
    pub formerly: Option<FormerLot>,
    /// Address, or empty.
    pub address: String,
    /// What it is used for.
    pub land_use: LandUseCode,
    /// `#rrggbb` of that use.
    pub colour: String,
    /// Area on the map.
    pub area_m2: f64,
    /// Its outer ring as longitude and latitude, without the first point again.
    pub ring: Vec<[f64; 2]>,
    /// Length of each edge of that ring, metres, from the first point on.
    pub edges_m: Vec<f64>,
    /// The outer ring of the block that it lies in, as `ring` is given: of the zone of land use that the
    /// most detailed plan in force draws there. Empty where no plan draws one.
    pub block: Vec<[f64; 2]>,
    /// The day of the data.
    pub data_on: Timestamp,
}

/// A protected zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeritageNotice {
    /// How strictly it protects.
    pub protection: Protection,
    /// `Kinh thành Huế`
    pub name: String,
}

/// What a lot shares with a zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ZonePart {
    /// What the zone says.
    pub kind: ZoneKind,
    /// Its name.
    pub name: String,
    /// Place of its plan in [`ZoneCard::plans`].
    pub plan: usize,
    /// Common area; `None` for a bare point.
    pub area_m2: Option<f64>,
    /// Percent of the lot; `None` for a bare point.
    pub percent: Option<f64>,
}

/// A line of another land use that is nearer than the map is exact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NearBoundary {
    /// What lies beyond it.
    pub kind: ZoneKind,
    /// How far it is, or how deep it cuts in, metres.
    pub metres: f64,
    /// How exact the map is, metres.
    pub error_m: f64,
}

/// A limit and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LimitFrom {
    /// The one limit that is set here; all others are absent.
    pub limit: BuildingLimits,
    /// Place of its plan in [`ZoneCard::plans`].
    pub plan: usize,
}

/// A plan as the source of what a card says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLine {
    /// Key.
    pub id: PlanId,
    /// Name.
    pub name: String,
    /// Number of the decision, or empty.
    pub decision: String,
    /// Day of the decision.
    pub decided_on: Option<Timestamp>,
    /// Whether it binds.
    pub status: PlanStatus,
    /// One to this.
    pub scale: u32,
    /// The day of the data.
    pub data_on: Timestamp,
}

/// Asks what a typed text names: a report by its number or its words, a lot, coordinates, a street, a
/// ward, a camera, a plate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindPlaces {
    /// As typed.
    pub text: String,
}

impl Command for FindPlaces {
    const NAME: &'static str = "find_places";
    type Reply = Found;
}

/// What a typed text names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Hits, the likeliest first; few of each kind.
    pub hits: Vec<Hit>,
    /// What is wrong with typed coordinates, if that is what they are.
    pub finding: Option<CoordinateFinding>,
}

/// One thing that a typed text names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// Which thing.
    pub target: HitTarget,
    /// What the window words it from.
    pub facts: HitFacts,
    /// Where it lies, degrees, latitude first; `None` where it has no place.
    pub at: Option<(f64, f64)>,
}

/// What is to be said of a hit: of the kind that its target is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HitFacts {
    /// A report.
    Incident {
        /// `a246533`, or the provisional number.
        number: String,
        /// Title.
        title: String,
        /// Address.
        address: String,
        /// Ward.
        ward: WardCode,
        /// Where it stands.
        state: IncidentState,
    },
    /// A lot.
    Lot {
        /// Số tờ.
        sheet: u32,
        /// Số thửa.
        number: u32,
        /// Ward.
        ward: WardCode,
        /// As older papers name it.
        formerly: Option<FormerLot>,
        /// Address, or empty.
        address: String,
    },
    /// A bare point.
    Point {
        /// Where.
        place: GridPoint,
        /// Ward; `None` outside the city.
        ward: Option<WardCode>,
    },
    /// A street.
    Street {
        /// Name.
        name: String,
        /// The wards it runs through.
        wards: Vec<WardCode>,
    },
    /// A ward.
    Ward {
        /// Code.
        code: WardCode,
        /// The former commune by whose name it was found.
        formerly: Option<String>,
    },
    /// A camera.
    Camera {
        /// `CAM-117`
        number: String,
        /// `Lê Lợi – Hùng Vương`
        name: String,
        /// Ward.
        ward: WardCode,
        /// Since when it is silent; `None` while it sends.
        silent_since: Option<Timestamp>,
    },
    /// An alert.
    Alert {
        /// `CA-261120-0117`
        number: String,
        /// What the model claims.
        kind: AlertKindCode,
        /// The plate as the machine read it.
        plate: Option<String>,
        /// When it happened.
        at: Timestamp,
        /// Ward.
        ward: WardCode,
        /// Whether a person has concluded something from it.
        judged: bool,
    },
}

/// What a hit leads to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HitTarget {
    /// A report.
    Incident(IncidentId),
    /// A lot.
    Lot(LotId),
    /// A bare point.
    Point,
    /// A street.
    Street(StreetId),
    /// A ward, also by the name of a former commune.
    Ward(WardCode),
    /// A camera.
    Camera(CameraId),
    /// An alert, by its number or plate.
    Alert(AlertId),
}

/// Why typed coordinates are not taken as they are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoordinateFinding {
    /// X and Y were changed round; the proposal puts them right.
    Swapped {
        /// As it was probably meant.
        proposal: GridPoint,
    },
    /// They are of a neighbouring zone of the grid, named by its central meridian.
    OtherZone {
        /// `107°45'` in minutes of arc: 6,465.
        meridian_minutes: u32,
        /// Whether X and Y were changed round too.
        swapped: bool,
        /// The same place in the city's grid.
        proposal: GridPoint,
    },
    /// They lie outside the city.
    OutsideCity,
}
