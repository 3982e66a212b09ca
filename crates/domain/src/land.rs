//! The zoning map as data: plans, the zones they draw, lots, streets.
//!
//! Geometry is in the city's grid ([`Shape`]). Plans overlap, and where they do
//! the more detailed one is stated first; a lot crosses as many zones as it crosses, so what holds for
//! it is always a list. A value that a plan does not set is absent, never zero.

use serde::{Deserialize, Serialize};

use crate::id::{LotId, PlanId, StreetId, ZoneId};
use crate::land_use::LandUseCode;
use crate::shape::{Line, Shape};
use crate::time::Timestamp;
use crate::ward::WardCode;

/// The zoom of web maps from which lots are drawn and picked: about 1:5,000 on a common screen.
pub const LOTS_FROM_ZOOM: u8 = 16;

/// The farthest zoom of the map: the city fits into a few tiles.
pub const MAP_FROM_ZOOM: u8 = 8;

/// Whether a plan binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanStatus {
    /// Hiệu lực.
    InForce,
    /// Đang trình: submitted, does not bind yet.
    Pending,
    /// Hết hiệu lực: kept, because older papers name it.
    Superseded,
}

/// A plan (đồ án) or a dossier of protected zones: what a zone's rules come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Key.
    pub id: PlanId,
    /// `Quy hoạch phân khu Kinh thành`
    pub name: String,
    /// Number of the decision: `108/QĐ-TTg`. Empty where the source names none.
    pub decision: String,
    /// Day of the decision, at its start in Huế; `None` where the source names none.
    pub decided_on: Option<Timestamp>,
    /// Whether it binds.
    pub status: PlanStatus,
    /// Drawn at one to this: 500, 2,000, 10,000. The smaller, the more detailed.
    pub scale: u32,
    /// How far a drawn line may be from where it is meant, in millimetres.
    pub error_mm: u32,
    /// The wards it touches.
    pub wards: Vec<WardCode>,
    /// The day of the data, at its start in Huế.
    pub data_on: Timestamp,
    /// Whether it is sample data.
    pub sample: bool,
}

/// How strictly a heritage zone protects (Luật Di sản văn hóa 45/2024/QH15).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protection {
    /// Khu vực bảo vệ I: kept as it is.
    One,
    /// Khu vực bảo vệ II: the surroundings.
    Two,
    /// Vùng đệm of a world heritage site.
    Buffer,
}

/// What a zone says about the land in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneKind {
    /// The land is planned for this use.
    LandUse(LandUseCode),
    /// The land is protected.
    Heritage(Protection),
    /// The land is inside the road boundary (chỉ giới đường đỏ).
    RoadReserve,
}

/// Limits on building. Absent where the plan sets none.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct BuildingLimits {
    /// Mật độ xây dựng tối đa, percent of the lot.
    pub coverage_max_percent: Option<f32>,
    /// Hệ số sử dụng đất, floor area over lot area.
    pub floor_ratio_max: Option<f32>,
    /// Tầng cao tối đa.
    pub storeys_max: Option<u16>,
    /// Chiều cao tối đa, metres above the pavement.
    pub height_max_m: Option<f32>,
    /// Khoảng lùi of the building line from the road boundary, metres.
    pub setback_m: Option<f32>,
    /// Lộ giới: width of the road between its boundaries, metres.
    pub road_width_m: Option<f32>,
    /// Cốt xây dựng, metres.
    pub ground_level_m: Option<f32>,
}

impl BuildingLimits {
    /// Every limit that is set, each alone, in the order of the fields.
    pub fn singly(&self) -> impl Iterator<Item = Self> + use<> {
        let none = Self::default();
        [
            self.coverage_max_percent.map(|set| Self { coverage_max_percent: Some(set), ..none }),
            self.floor_ratio_max.map(|set| Self { floor_ratio_max: Some(set), ..none }),
            self.storeys_max.map(|set| Self { storeys_max: Some(set), ..none }),
            self.height_max_m.map(|set| Self { height_max_m: Some(set), ..none }),
            self.setback_m.map(|set| Self { setback_m: Some(set), ..none }),
            self.road_width_m.map(|set| Self { road_width_m: Some(set), ..none }),
            self.ground_level_m.map(|set| Self { ground_level_m: Some(set), ..none }),
        ]
        .into_iter()
        .flatten()
    }

    /// Whether both set the same limit, whatever its value.
    pub const fn sets_with(&self, other: &Self) -> bool {
        (self.coverage_max_percent.is_some() && other.coverage_max_percent.is_some())
            || (self.floor_ratio_max.is_some() && other.floor_ratio_max.is_some())
            || (self.storeys_max.is_some() && other.storeys_max.is_some())
            || (self.height_max_m.is_some() && other.height_max_m.is_some())
            || (self.setback_m.is_some() && other.setback_m.is_some())
            || (self.road_width_m.is_some() && other.road_width_m.is_some())
            || (self.ground_level_m.is_some() && other.ground_level_m.is_some())
    }
}

/// A piece of the map with one rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Zone {
    /// Key.
    pub id: ZoneId,
    /// The plan that draws it.
    pub plan: PlanId,
    /// The wards it touches.
    pub wards: Vec<WardCode>,
    /// What it says.
    pub kind: ZoneKind,
    /// `Ô phố 22`, `Kinh thành Huế`.
    pub name: String,
    /// Limits on building in it.
    pub limits: BuildingLimits,
    /// Where it lies.
    pub shape: Shape,
    /// Whether it is sample data.
    pub sample: bool,
}

/// A lot (thửa đất).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lot {
    /// Key.
    pub id: LotId,
    /// Ward.
    pub ward: WardCode,
    /// Số tờ bản đồ.
    pub sheet: u32,
    /// Số thửa. Now and then a sheet has the same number twice.
    pub number: u32,
    /// What it is used for.
    pub land_use: LandUseCode,
    /// Address, empty where it has none.
    pub address: String,
    /// The name it had before the wards were merged, if it was renumbered.
    pub formerly: Option<FormerLot>,
    /// Where it lies.
    pub shape: Shape,
    /// The day of the data, at its start in Huế.
    pub data_on: Timestamp,
    /// Whether it is sample data.
    pub sample: bool,
}

/// A lot as older papers name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerLot {
    /// The former commune: `Đông Ba`.
    pub commune: String,
    /// Sheet.
    pub sheet: u32,
    /// Number.
    pub number: u32,
}

/// A street or lane.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Street {
    /// Key.
    pub id: StreetId,
    /// The wards it runs through.
    pub wards: Vec<WardCode>,
    /// `Nguyễn Huệ`, `Kiệt 12 Nguyễn Huệ`.
    pub name: String,
    /// Width of the carriageway in millimetres.
    pub width_mm: u32,
    /// Its middle line.
    pub line: Line,
    /// Whether it is sample data.
    pub sample: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_come_singly_and_what_is_not_set_does_not_come() {
        let limits = BuildingLimits {
            coverage_max_percent: Some(60.0),
            storeys_max: Some(2),
            ..BuildingLimits::default()
        };
        let singly: Vec<BuildingLimits> = limits.singly().collect();
        assert_eq!(singly.len(), 2);
        assert_eq!(singly[0].coverage_max_percent, Some(60.0));
        assert_eq!(singly[0].storeys_max, None);
        assert_eq!(singly[1].storeys_max, Some(2));
        assert!(!singly[0].sets_with(&singly[1]) && limits.sets_with(&singly[1]));
        assert_eq!(BuildingLimits::default().singly().count(), 0);
    }
}
