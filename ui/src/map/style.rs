//! The whole style of the map as one value, from what the operator chose: theme, layers, selection.
//!
//! Colours are the design's; where the zones have their own, that one is used at the opacity of the
//! theme, and the letter code stands in the block, because many codes share a colour. Bottom up:
//! ground, zones, streets, protected land, wards, lots, selection, symbols, words.

mod land;
mod layer;
mod marks;

use serde_json::{Value, json};
use trucban_contract::ipc::{LOTS_FROM_ZOOM, Theme};
use trucban_domain::IncidentId;

use land::{heritage, lots, reserve, streets, wards, words, zones};
use layer::ground;
use marks::{callout, cameras, chosen, chosen_shape, reports};

/// Tiles of plans, lots, streets and wards.
pub const LAND: &str = "land";
/// Tiles of reports and cameras.
pub const LIVE: &str = "live";
/// The layer of reports.
pub const REPORTS: &str = "reports";
/// The layer of cameras.
pub const CAMERAS: &str = "cameras";
/// The layer of lots.
pub const LOTS: &str = "lots";
/// The layer of zones.
pub const ZONES: &str = "zones";

/// The nearest zoom that has tiles of its own; nearer, they are enlarged.
const MAX_TILE_ZOOM: u8 = LOTS_FROM_ZOOM;

/// Layers that are shown or put away together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Zones of land use.
    Zoning,
    /// Protected land.
    Heritage,
    /// Road boundaries.
    Reserve,
    /// Open reports.
    Reports,
    /// Cameras.
    Cameras,
    /// Ward boundaries and names.
    Wards,
}

/// Which groups are shown: at first all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown([bool; 6]);

impl Shown {
    /// Whether a group is shown.
    pub const fn has(self, group: Group) -> bool {
        self.0[group as usize]
    }

    /// Shows a group or puts it away.
    pub const fn turn(&mut self, group: Group, on: bool) {
        self.0[group as usize] = on;
    }
}

impl Default for Shown {
    fn default() -> Self {
        Self([true; 6])
    }
}

/// What is chosen on the land.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Selection {
    /// Nothing.
    #[default]
    None,
    /// A bare point.
    Point {
        /// Latitude.
        lat: f64,
        /// Longitude.
        lon: f64,
    },
    /// A lot.
    Lot {
        /// Its outer ring, longitude first, the first point not repeated.
        ring: Vec<[f64; 2]>,
        /// `Thửa 80 · Tờ 22`
        callout: String,
    },
}

/// What a map looks like.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Theme.
    pub theme: Theme,
    /// How strongly zones are coloured, if the operator chose it.
    pub opacity_percent: Option<u8>,
    /// Layers.
    pub shown: Shown,
    /// Addresses of the tiles, of the land and of what changes by the minute.
    pub tiles: [String; 2],
    /// The chosen report.
    pub report: Option<IncidentId>,
    /// The chosen land.
    pub selection: Selection,
}

/// Where a set of tiles is read.
pub fn tiles(set: &str, version: u64) -> String {
    format!("tile://localhost/{set}/{{z}}/{{x}}/{{y}}?v={version}")
}

/// How strongly zones are coloured where nothing was chosen.
pub const fn usual_opacity_percent(theme: Theme) -> u8 {
    match theme {
        Theme::Light => 62,
        Theme::Dark => 34,
    }
}

/// The style of a look.
pub fn style(look: &Look) -> Value {
    let Look { theme, opacity_percent, shown, tiles: [land, live], report, selection } = look;
    let source = |address: &str| json!({ "type": "vector", "tiles": [address], "minzoom": 8, "maxzoom": MAX_TILE_ZOOM });
    let ground = ground(*theme);
    let opacity = opacity_percent.unwrap_or(usual_opacity_percent(*theme));
    let mut layers = vec![json!({
        "id": "ground", "type": "background", "paint": { "background-color": ground.bare }
    })];
    layers.extend(zones(shown.has(Group::Zoning), opacity));
    layers.extend(streets(&ground));
    layers.extend(heritage(*theme, &ground, shown.has(Group::Heritage)));
    layers.extend(reserve(&ground, shown.has(Group::Reserve)));
    layers.extend(wards(&ground, shown.has(Group::Wards)));
    layers.push(lots(&ground));
    layers.extend(chosen(*theme, selection));
    layers.extend(words(&ground, *shown));
    layers.extend(cameras(*theme, shown.has(Group::Cameras)));
    layers.extend(reports(*theme, shown.has(Group::Reports), *report));
    layers.push(callout(*theme));
    json!({
        "version": 8,
        "glyphs": "/glyphs/{fontstack}/{range}.pbf",
        "sources": {
            LAND: source(land),
            LIVE: source(live),
            "chosen": { "type": "geojson", "data": chosen_shape(selection) },
        },
        "layers": layers,
    })
}

#[cfg(test)]
mod tests;
