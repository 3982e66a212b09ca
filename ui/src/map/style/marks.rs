//! The layers above the land: what is chosen, cameras, reports.

use serde_json::{Value, json};
use trucban_contract::ipc::Theme;
use trucban_domain::IncidentId;

use super::layer::{from_zoom, of, only, visible};
use super::{CAMERAS, REPORTS, Selection};
use crate::map::seen::ReportLook;
use crate::map::symbols;

pub(super) fn chosen(theme: Theme, selection: &Selection) -> Vec<Value> {
    let layer = |id: &str, kind: &str, layout: Value, paint: Value| json!({ "id": id, "type": kind, "source": "chosen", "layout": layout, "paint": paint });
    let join = json!({ "line-join": "round" });
    let point = symbols::name("point", theme);
    let of_lot = json!(["==", ["geometry-type"], "Polygon"]);
    let lot = matches!(selection, Selection::Lot { .. });
    let pin = layer(
        "chosen-point",
        "symbol",
        json!({
            "icon-image": point, "icon-allow-overlap": true, "visibility": visible(!lot),
        }),
        json!({}),
    );
    vec![
        only(
            layer(
                "chosen-fill",
                "fill",
                json!({}),
                json!({
                    "fill-color": "#ffffff", "fill-opacity": 0.6,
                }),
            ),
            of_lot.clone(),
        ),
        only(
            layer(
                "chosen-casing",
                "line",
                join.clone(),
                json!({
                    "line-color": "#ffffff", "line-width": 6.5,
                }),
            ),
            of_lot.clone(),
        ),
        only(
            layer(
                "chosen-edge",
                "line",
                join,
                json!({
                    "line-color": "#14181d", "line-width": 2.8,
                }),
            ),
            of_lot,
        ),
        only(pin, json!(["==", ["geometry-type"], "Point"])),
    ]
}

pub(super) fn callout(theme: Theme) -> Value {
    json!({
        "id": "chosen-callout",
        "type": "symbol",
        "source": "chosen",
        "filter": ["has", "callout"],
        "layout": {
            "icon-image": symbols::name("callout", theme),
            "icon-text-fit": "both",
            "icon-text-fit-padding": [2, 6, 2, 6],
            "icon-allow-overlap": true,
            "text-allow-overlap": true,
            "text-field": ["get", "callout"],
            "text-font": ["Noto Sans Medium"],
            "text-size": 13,
            "text-anchor": "bottom",
            "text-offset": [0, -1.1],
        },
        "paint": { "text-color": "#ffffff" },
    })
}

pub(super) fn chosen_shape(selection: &Selection) -> Value {
    let feature = |geometry: &str, coordinates: Value, properties: Value| {
        json!({
            "type": "Feature",
            "properties": properties,
            "geometry": { "type": geometry, "coordinates": coordinates },
        })
    };
    let features = match selection {
        Selection::None => Vec::new(),
        Selection::Point { lat, lon } => vec![feature("Point", json!([lon, lat]), json!({}))],
        Selection::Lot { ring, callout } => {
            let closed: Vec<_> = ring.iter().chain(ring.first()).collect();
            let top = ring.iter().copied().max_by(|one, other| one[1].total_cmp(&other[1]));
            let mut features = vec![feature("Polygon", json!([closed]), json!({}))];
            features
                .extend(top.map(|top| feature("Point", json!(top), json!({ "callout": callout }))));
            features
        }
    };
    json!({ "type": "FeatureCollection", "features": features })
}

pub(super) fn cameras(theme: Theme, shown: bool) -> [Value; 2] {
    let image = |what: &str| symbols::name(what, theme);
    let silent = json!(["to-boolean", ["get", "silent"]]);
    let cone = of(
        "camera",
        "camera-cones",
        "symbol",
        &json!({
            "icon-image": image("cone"),
            "icon-rotate": ["to-number", ["get", "bearing"], 0],
            "icon-rotation-alignment": "map",
            "icon-allow-overlap": true,
            "icon-ignore-placement": true,
            "visibility": visible(shown),
        }),
        &json!({}),
    );
    let square = of(
        "camera",
        CAMERAS,
        "symbol",
        &json!({
            "icon-image": ["case", silent, image("camera-silent"), image("camera")],
            "icon-size": ["interpolate", ["linear"], ["zoom"], 11, 0.62, 15, 1],
            "icon-allow-overlap": true,
            "icon-ignore-placement": true,
            "visibility": visible(shown),
        }),
        &json!({}),
    );
    let seeing = json!(["all", ["has", "bearing"], ["!", ["to-boolean", ["get", "silent"]]]]);
    [from_zoom(only(cone, seeing), 14), square]
}

pub(super) fn reports(theme: Theme, shown: bool, chosen: Option<IncidentId>) -> [Value; 2] {
    let look = |look: ReportLook| symbols::name(&format!("report-{}", look.as_str()), theme);
    let mut image = vec![json!("match"), json!(["get", "look"])];
    let mut order = vec![json!("match"), json!(["get", "look"])];
    for (at, one) in ReportLook::ALL.into_iter().rev().enumerate() {
        image.extend([json!(one.as_str()), json!(look(one))]);
        order.extend([json!(one.as_str()), json!(at)]);
    }
    image.push(json!(look(ReportLook::Open)));
    order.push(json!(0));
    let symbol = of(
        "report",
        REPORTS,
        "symbol",
        &json!({
            "icon-image": image,
            "icon-size": ["interpolate", ["linear"], ["zoom"], 10, 0.55, 14, 1],
            "icon-allow-overlap": true,
            "icon-ignore-placement": true,
            "symbol-sort-key": order,
            "visibility": visible(shown),
        }),
        &json!({}),
    );
    let ring = of(
        "report",
        "report-ring",
        "symbol",
        &json!({
            "icon-image": symbols::name("ring", theme),
            "icon-allow-overlap": true,
            "icon-ignore-placement": true,
            "visibility": visible(shown),
        }),
        &json!({}),
    );
    let id = chosen.map(|id| id.to_string()).unwrap_or_default();
    [symbol, only(ring, json!(["==", ["get", "id"], id]))]
}
