//! Tiles of the map, cut from the rows.
//!
//! Owns what is drawn from which zoom on, and in which order. Tiles of the zoning map are kept in the
//! file until the map changes; what changes by the minute ([`live`]) is cut anew each time. Knows no network and no
//! screen: colours are those of the circular, everything else is the window's style.

mod live;

use trucban_domain::land::LOTS_FROM_ZOOM;
use trucban_domain::{
    LandUse, Lot, Plan, PlanStatus, Protection, Street, Zone, ZoneKind, encoding,
};
use trucban_geo::{Outlines, Tile, TileCoord, Value};

use crate::cache::place::{self, Placed, Rows};
use crate::cache::{land, tile};
use crate::error::StoreError;
use crate::store::Store;

/// Zones are smaller than a hair on a screen below this.
const ZONES_FROM_ZOOM: u8 = 11;
/// As are streets.
const STREETS_FROM_ZOOM: u8 = 13;

/// What a tile of the zoning map is cut from.
struct LandRows {
    version: u64,
    plans: Vec<Plan>,
    zones: Rows,
    streets: Rows,
    lots: Rows,
}

impl Store {
    /// A tile of the zoning map: layers `zone`, `heritage`, `reserve`, `lot`, `street`, `ward`,
    /// `ward_label`. No bytes where nothing is drawn.
    pub fn land_tile(&self, coord: TileCoord, wards: &Outlines) -> Result<Vec<u8>, StoreError> {
        let Some(bounds) = coord.bounds() else { return Ok(Vec::new()) };
        let read = self.cache_file().read(|cache| {
            let version = land::version(cache)?;
            if let Some(kept) = tile::kept(cache, version, coord)? {
                return Ok(Err(kept));
            }
            let rows = |table, from| {
                if coord.z() < from {
                    Ok(Rows::new())
                } else {
                    place::meeting(cache, table, bounds)
                }
            };
            Ok(Ok(LandRows {
                version,
                plans: land::plans(cache)?,
                zones: rows(Placed::Zone, ZONES_FROM_ZOOM)?,
                streets: rows(Placed::Street, STREETS_FROM_ZOOM)?,
                lots: rows(Placed::Lot, LOTS_FROM_ZOOM)?,
            }))
        })?;
        let rows = match read {
            Ok(rows) => rows,
            Err(kept) => return Ok(kept),
        };
        let version = rows.version;
        let cut = cut_land(coord, rows, wards)?;
        let keep = self.cache_file().write_if_free(|cache| tile::keep(cache, version, coord, &cut));
        if let Err(error) = keep {
            tracing::debug!(%error, "a tile is not kept");
        }
        Ok(cut)
    }
}

fn cut_land(coord: TileCoord, rows: LandRows, wards: &Outlines) -> Result<Vec<u8>, StoreError> {
    let LandRows { version: _, plans, zones, streets, lots } = rows;
    let mut tile = Tile::new(coord);
    // What does not bind is not drawn; of what overlaps, the more detailed plan lies on top.
    let mut drawn: Vec<(&Plan, i64, Zone)> = Vec::with_capacity(zones.len());
    for (n, data) in zones {
        let zone: Zone = encoding::decode(&data)?;
        let plan = plans.iter().find(|plan| plan.id == zone.plan);
        if let Some(plan) = plan.filter(|plan| plan.status == PlanStatus::InForce) {
            drawn.push((plan, n, zone));
        }
    }
    drawn.sort_by_key(|(plan, n, _)| (std::cmp::Reverse(plan.scale), *n));
    for (_, n, zone) in drawn {
        draw_zone(&mut tile, n, &zone);
    }
    for (n, data) in lots {
        let lot: Lot = encoding::decode(&data)?;
        let label = format!("{}/{}", lot.sheet, lot.number);
        let said = [
            ("label", Value::Text(&label)),
            ("number", Value::Int(i64::from(lot.number))),
            ("use", Value::Text(&lot.land_use.0)),
        ];
        tile.layer("lot").polygon(feature(n), &lot.shape, &said);
    }
    for (n, data) in streets {
        let street: Street = encoding::decode(&data)?;
        let width_m = f64::from(street.width_mm) / 1_000.0;
        let said = [("name", Value::Text(&street.name)), ("width_m", Value::Float(width_m))];
        tile.layer("street").line(feature(n), &street.line, &said);
    }
    draw_wards(&mut tile, wards);
    Ok(tile.into_bytes())
}

fn draw_zone(tile: &mut Tile, n: i64, zone: &Zone) {
    match &zone.kind {
        ZoneKind::LandUse(code) => {
            let known = LandUse::find(&code.0);
            let colour = known.map_or(LandUse::UNKNOWN_COLOUR, |known| known.colour.as_str());
            let said = [("code", Value::Text(&code.0)), ("colour", Value::Text(colour))];
            tile.layer("zone").polygon(feature(n), &zone.shape, &said);
        }
        ZoneKind::Heritage(protection) => {
            let level = match protection {
                Protection::One => "one",
                Protection::Two => "two",
                Protection::Buffer => "buffer",
            };
            let said = [("level", Value::Text(level))];
            tile.layer("heritage").polygon(feature(n), &zone.shape, &said);
        }
        ZoneKind::RoadReserve => {
            tile.layer("reserve").polygon(feature(n), &zone.shape, &[]);
        }
    }
}

fn draw_wards(tile: &mut Tile, wards: &Outlines) {
    for (id, border) in (1..).zip(wards.borders()) {
        let said = [("code", Value::Int(i64::from(border.code.0)))];
        tile.layer("ward").line(id, &border.line, &said);
    }
    for ward in wards.wards() {
        let said = [("name", Value::Text(ward.name))];
        tile.layer("ward_label").point(ward.code.0.into(), ward.label, &said);
    }
}

/// The number of a feature is that of its row.
fn feature(n: i64) -> u64 {
    u64::try_from(n).unwrap_or_default()
}
