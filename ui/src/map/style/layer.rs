//! What all layers of the style are made with: colours of the theme, and the parts of a layer.

use serde_json::{Value, json};
use trucban_contract::ipc::Theme;

use super::{LAND, LIVE};

/// The colours of a theme that are not the plans' own.
pub(super) struct Ground {
    pub(super) bare: &'static str,
    pub(super) street: &'static str,
    pub(super) street_edge: &'static str,
    pub(super) lot: &'static str,
    pub(super) ward: &'static str,
    pub(super) ink: &'static str,
    pub(super) halo: &'static str,
    pub(super) heritage: &'static str,
    pub(super) reserve: &'static str,
}

pub(super) const fn ground(theme: Theme) -> Ground {
    match theme {
        Theme::Light => Ground {
            bare: "#eceae4",
            street: "#fbfaf7",
            street_edge: "#cfcbc2",
            lot: "#5a4a63",
            ward: "#3f4954",
            ink: "#14181d",
            halo: "#ffffff",
            heritage: "#7a1f1f",
            reserve: "#a0161b",
        },
        Theme::Dark => Ground {
            bare: "#14181d",
            street: "#2b3138",
            street_edge: "#0e1115",
            lot: "#d9cfe0",
            ward: "#bec6cf",
            ink: "#eceff2",
            halo: "#14181d",
            heritage: "#ff9e93",
            reserve: "#ffa19c",
        },
    }
}

/// The layers of the tiles that change by the minute.
const LIVE_LAYERS: [&str; 4] = ["report", "report_cluster", "camera", "camera_cluster"];

pub(super) fn visible(shown: bool) -> &'static str {
    if shown { "visible" } else { "none" }
}

pub(super) fn of(source_layer: &str, id: &str, kind: &str, layout: &Value, paint: &Value) -> Value {
    let source = if LIVE_LAYERS.contains(&source_layer) { LIVE } else { LAND };
    json!({
        "id": id,
        "type": kind,
        "source": source,
        "source-layer": source_layer,
        "layout": layout,
        "paint": paint,
    })
}

pub(super) fn from_zoom(mut layer: Value, zoom: impl Into<Value>) -> Value {
    layer["minzoom"] = zoom.into();
    layer
}

pub(super) fn only(mut layer: Value, filter: Value) -> Value {
    layer["filter"] = filter;
    layer
}
