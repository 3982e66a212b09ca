//! The layers above the land: what is chosen, cameras, reports.

use serde_json::{Value, json};
use trucban_contract::ipc::Theme;

use super::layer::{Ground, from_zoom, of, only, visible};
use super::{CAMERAS, ChosenReport, REPORTS, Selection};
use crate::map::seen::ReportLook;
use crate::map::symbols;

pub(super) fn chosen(theme: Theme, ground: &Ground) -> Vec<Value> {
    let layer = |id: &str, kind: &str, layout: Value, paint: Value| json!({ "id": id, "type": kind, "source": "chosen", "layout": layout, "paint": paint });
    let join = json!({ "line-join": "round" });
    let point = symbols::name("point", theme);
    let is = |part: &str| json!(["==", ["get", "part"], part]);
    let (of_lot, of_block) = (is("lot"), is("block"));
    let pin = layer(
        "chosen-point",
        "symbol",
        json!({
            "icon-image": point, "icon-allow-overlap": true,
        }),
        json!({}),
    );
    vec![
        only(
            layer(
                "chosen-block-halo",
                "line",
                join.clone(),
                json!({
                    "line-color": ground.halo, "line-width": 4.2, "line-opacity": 0.75,
                }),
            ),
            of_block.clone(),
        ),
        only(
            layer(
                "chosen-block",
                "line",
                join.clone(),
                json!({
                    "line-color": ground.ink, "line-width": 1.8, "line-dasharray": [2.6, 1.7],
                }),
            ),
            of_block,
        ),
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
        only(pin, is("point")),
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

pub(super) fn chosen_shape(selection: &Selection, report: Option<ChosenReport>) -> Value {
    let feature = |geometry: &str, coordinates: Value, properties: Value| {
        json!({
            "type": "Feature",
            "properties": properties,
            "geometry": { "type": geometry, "coordinates": coordinates },
        })
    };
    let mut features = match selection {
        Selection::None => Vec::new(),
        Selection::Point { lat, lon } => {
            vec![feature("Point", json!([lon, lat]), json!({ "part": "point" }))]
        }
        Selection::Lot { ring, block, callout } => {
            let area = |ring: &[[f64; 2]], part: &str| {
                let closed: Vec<_> = ring.iter().chain(ring.first()).collect();
                feature("Polygon", json!([closed]), json!({ "part": part }))
            };
            let top = ring.iter().copied().max_by(|one, other| one[1].total_cmp(&other[1]));
            let mut features = vec![area(ring, "lot")];
            if !block.is_empty() {
                features.push(area(block, "block"));
            }
            features
                .extend(top.map(|top| feature("Point", json!(top), json!({ "callout": callout }))));
            features
        }
    };
    features.extend(report.map(|ChosenReport { lat, lon, look }| {
        let mut properties = json!({ "part": "report" });
        if let Some(look) = look {
            properties["look"] = look.as_str().into();
        }
        feature("Point", json!([lon, lat]), properties)
    }));
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

/// The picture of a report, by its look.
fn report_image(theme: Theme) -> Value {
    let picture = |look: ReportLook| symbols::name(&format!("report-{}", look.as_str()), theme);
    let mut image = vec![json!("match"), json!(["get", "look"])];
    for look in ReportLook::ALL {
        image.extend([json!(look.as_str()), json!(picture(look))]);
    }
    image.push(json!(picture(ReportLook::Open)));
    Value::Array(image)
}

pub(super) fn reports(theme: Theme, shown: bool) -> Value {
    let mut order = vec![json!("match"), json!(["get", "look"])];
    for (at, look) in ReportLook::ALL.into_iter().rev().enumerate() {
        order.extend([json!(look.as_str()), json!(at)]);
    }
    order.push(json!(0));
    of(
        "report",
        REPORTS,
        "symbol",
        &json!({
            "icon-image": report_image(theme),
            "icon-size": ["interpolate", ["linear"], ["zoom"], 10, 0.7, 14, 1],
            "icon-allow-overlap": true,
            "icon-ignore-placement": true,
            "symbol-sort-key": order,
            "visibility": visible(shown),
        }),
        &json!({}),
    )
}

/// The chosen report with a ring around it, whatever is put away: whoever chose it looks for it.
pub(super) fn chosen_report(theme: Theme) -> [Value; 2] {
    let symbol = |id: &str, image: Value, filter: Value| {
        json!({
            "id": id,
            "type": "symbol",
            "source": "chosen",
            "filter": filter,
            "layout": {
                "icon-image": image,
                "icon-allow-overlap": true,
                "icon-ignore-placement": true,
            },
        })
    };
    let report = json!(["==", ["get", "part"], "report"]);
    [
        symbol("chosen-report", report_image(theme), json!(["has", "look"])),
        symbol("chosen-report-ring", json!(symbols::name("ring", theme)), report),
    ]
}
