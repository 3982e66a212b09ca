//! What the map asks: what lies at a point, what holds for a lot, what stands where.
//!
//! Each answer is of one moment. Geometry is in the city's grid; which zone counts how is a rule of
//! [`Zoning`](trucban_geo::Zoning) and not of the store.

use serde::de::DeserializeOwned;
use trucban_domain::{
    Bounds, Camera, Entity, Incident, LandUseCode, Lot, LotId, Plan, Point, Street, Timestamp,
    Zone, encoding,
};
use trucban_geo::Area;

use crate::cache::place::{self, Placed};
use crate::cache::{camera, land, tally};
use crate::error::StoreError;
use crate::store::Store;

/// What the laptop holds of the map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MapHoldings {
    /// Grows with every change of the zoning data.
    pub land_version: u64,
    /// Uses of land that zones plan, by code.
    pub uses: Vec<LandUseCode>,
    /// Lots.
    pub lots: u32,
    /// The oldest day of the data of lots and plans.
    pub data_on: Option<Timestamp>,
    /// Reports that are not closed and have a place.
    pub open_reports: u32,
    /// Cameras.
    pub cameras: u32,
    /// How many of them are silent.
    pub silent_cameras: u32,
    /// Whether any lot or plan is sample data.
    pub sample: bool,
}

/// A lot, or a bare point, with everything that may hold for it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LandAt {
    /// The lot.
    pub lot: Option<Lot>,
    /// Every zone that is nearer than the least exact plan is exact.
    pub zones: Vec<Zone>,
    /// Every plan.
    pub plans: Vec<Plan>,
}

impl Store {
    /// What the laptop holds of the map.
    pub fn map_holdings(&self) -> Result<MapHoldings, StoreError> {
        self.cache_file().read(|cache| {
            let plans = land::plans(cache)?;
            let lots = tally::lot_counts(cache)?;
            let days = lots.keys().map(|(day, _)| Timestamp::from_ms(*day));
            let (cameras, silent_cameras) = camera::counts(cache)?;
            Ok(MapHoldings {
                land_version: land::version(cache)?,
                uses: tally::zone_counts(cache)?.into_keys().map(LandUseCode).collect(),
                lots: lots.values().sum(),
                data_on: days.chain(plans.iter().map(|plan| plan.data_on)).min(),
                open_reports: place::count(cache, Placed::OpenReport)?,
                cameras,
                silent_cameras,
                sample: lots.keys().any(|(_, sample)| *sample)
                    || plans.iter().any(|plan| plan.sample),
            })
        })
    }

    /// What lies at a point: the smallest lot that holds it, and what may hold there.
    pub fn land_at(&self, point: Point) -> Result<LandAt, StoreError> {
        self.cache_file().read(|cache| {
            let here = Bounds { min: point, max: point };
            let lots: Vec<Lot> = decoded(place::meeting(cache, Placed::Lot, here)?)?;
            let holding = lots.into_iter().filter_map(|lot| {
                let area = Area::new(lot.shape.clone()).ok().filter(|area| area.holds(point))?;
                Some((area.square_metres(), lot))
            });
            let smallest = holding.min_by(|one, two| one.0.total_cmp(&two.0));
            around(cache, smallest.map(|(_, lot)| lot), Some(here))
        })
    }

    /// A lot and what may hold for it; `None` for a lot that is not here.
    pub fn land_of(&self, id: LotId) -> Result<Option<LandAt>, StoreError> {
        self.cache_file().read(|cache| {
            let Some(data) = land::data(cache, Entity::Lot, id.uuid())? else { return Ok(None) };
            around(cache, Some(encoding::decode(&data)?), None).map(Some)
        })
    }

    /// The zones whose boxes meet a box, of every plan.
    pub fn zones_meeting(&self, bounds: Bounds) -> Result<Vec<Zone>, StoreError> {
        self.meeting(Placed::Zone, bounds)
    }

    /// The lots whose boxes meet a box.
    pub fn lots_meeting(&self, bounds: Bounds) -> Result<Vec<Lot>, StoreError> {
        self.meeting(Placed::Lot, bounds)
    }

    /// The streets whose boxes meet a box.
    pub fn streets_meeting(&self, bounds: Bounds) -> Result<Vec<Street>, StoreError> {
        self.meeting(Placed::Street, bounds)
    }

    /// The cameras in a box.
    pub fn cameras_in(&self, bounds: Bounds) -> Result<Vec<Camera>, StoreError> {
        self.meeting(Placed::Camera, bounds)
    }

    /// The reports in a box that are not closed, this laptop's acts included.
    pub fn open_reports_in(&self, bounds: Bounds) -> Result<Vec<Incident>, StoreError> {
        self.meeting(Placed::OpenReport, bounds)
    }

    fn meeting<T: DeserializeOwned>(
        &self,
        table: Placed,
        bounds: Bounds,
    ) -> Result<Vec<T>, StoreError> {
        // Read in one go and understood afterwards, so that no other screen waits for it.
        decoded(self.cache_file().read(|cache| place::meeting(cache, table, bounds))?)
    }
}

fn around(
    cache: &rusqlite::Connection,
    lot: Option<Lot>,
    here: Option<Bounds>,
) -> Result<LandAt, StoreError> {
    let plans = land::plans(cache)?;
    let inexact_mm = plans.iter().map(|plan| i64::from(plan.error_mm)).max().unwrap_or_default();
    let bounds = lot.as_ref().and_then(|lot| lot.shape.bounds()).or(here);
    let zones = match bounds {
        Some(bounds) => {
            decoded(place::meeting(cache, Placed::Zone, bounds.grown_by_mm(inexact_mm))?)?
        }
        None => Vec::new(),
    };
    Ok(LandAt { lot, zones, plans })
}

/// Reads the bytes of rows.
pub(crate) fn decoded<T: DeserializeOwned>(
    rows: Vec<(i64, Vec<u8>)>,
) -> Result<Vec<T>, StoreError> {
    rows.into_iter().map(|(_, data)| Ok(encoding::decode(&data)?)).collect()
}
