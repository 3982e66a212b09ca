//! The whole style of the map as one value, from what the operator chose: theme, layers, selection.
//!
//! Colours are the design's; where the zones have their own, that one is used at the opacity of the
//! theme, and the letter code stands in the block, because many codes share a colour. Bottom up:
//! ground, zones, streets, protected land, wards, lots, selection, symbols, words.

mod clusters;
mod land;
mod layer;
mod marks;
mod pointed;

use serde_json::{Value, json};
use trucban_contract::ipc::{LOTS_FROM_ZOOM, MAP_FROM_ZOOM, Theme};

use clusters::{camera_clusters, report_clusters};
use land::{heritage, lots, reserve, streets, wards, words, zones};
use layer::ground;
use marks::{callout, cameras, chosen, chosen_report, chosen_shape, reports};
pub use pointed::POINTED;
use pointed::{pointed_lot, pointed_marks};

use crate::map::seen::ReportLook;

/// Tiles of plans, lots, streets and wards.
pub const LAND: &str = "land";
/// Tiles of reports and cameras.
pub const LIVE: &str = "live";
/// The layer of reports.
pub const REPORTS: &str = "reports";
/// The layer of cameras.
pub const CAMERAS: &str = "cameras";
/// The layer of reports that stand close together.
pub const REPORT_CLUSTERS: &str = "report-clusters";
/// The layer of cameras that stand close together.
pub const CAMERA_CLUSTERS: &str = "camera-clusters";
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
        /// The outer ring of its block, likewise; empty where no plan draws one.
        block: Vec<[f64; 2]>,
        /// `Thửa 80 · Tờ 22`
        callout: String,
    },
}

/// A report that is chosen: it is drawn apart, so that it stands alone however far away the map is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChosenReport {
    /// Latitude.
    pub lat: f64,
    /// Longitude.
    pub lon: f64,
    /// How its deadline looks; `None` if it is closed.
    pub look: Option<ReportLook>,
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
    /// How large numbers are written: a tag of BCP 47.
    pub locale: &'static str,
    /// The chosen report.
    pub report: Option<ChosenReport>,
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
    let Look { theme, opacity_percent, shown, tiles: [land, live], locale, report, selection } =
        look;
    let source = |address: &str| json!({ "type": "vector", "tiles": [address], "minzoom": MAP_FROM_ZOOM, "maxzoom": MAX_TILE_ZOOM });
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
    layers.push(pointed_lot(&ground));
    layers.extend(chosen(*theme, &ground));
    layers.extend(words(&ground, *shown));
    layers.extend(pointed_marks(&ground, *shown));
    layers.push(camera_clusters(*theme, locale, shown.has(Group::Cameras)));
    layers.extend(cameras(*theme, shown.has(Group::Cameras)));
    layers.push(report_clusters(*theme, locale, shown.has(Group::Reports)));
    layers.push(reports(*theme, shown.has(Group::Reports)));
    layers.extend(chosen_report(*theme));
    layers.push(callout(*theme));
    json!({
        "version": 8,
        "glyphs": "/glyphs/{fontstack}/{range}.pbf",
        "sources": {
            LAND: source(land),
            LIVE: source(live),
            "chosen": { "type": "geojson", "data": chosen_shape(selection, *report) },
        },
        "layers": layers,
    })
}

#[cfg(test)]
mod tests;
