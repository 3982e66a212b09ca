//! The layers of the land: zones, streets, protected land, wards, lots, and the words on them.

use serde_json::{Value, json};
use trucban_contract::ipc::{LOTS_FROM_ZOOM, Theme};

use super::layer::{Ground, from_zoom, of, only, visible};
use super::{Group, LOTS, Shown, ZONES};
use crate::map::symbols;

/// Pixels of a metre at zoom 0 in the latitude of the city.
const PX_PER_M: f64 = 1.0 / 75_060.0;
/// About 1:15,000.
const CODES_FROM_ZOOM: f64 = 14.2;
/// About 1:60,000.
const WARD_NAMES_FROM_ZOOM: f64 = 10.5;
const STREET_NAMES_FROM_ZOOM: f64 = 15.2;
const LOT_NUMBERS_FROM_ZOOM: f64 = 16.6;

pub(super) fn zones(shown: bool, opacity_percent: u8) -> [Value; 2] {
    // The edge has the zone's own hue, darkened to 62 percent.
    let part =
        |at: u8| json!(["*", 0.62, ["at", at, ["to-rgba", ["to-color", ["get", "colour"]]]]]);
    let opacity = f64::from(opacity_percent) / 100.0;
    [
        of(
            "zone",
            ZONES,
            "fill",
            &json!({ "visibility": visible(shown) }),
            &json!({
                "fill-color": ["to-color", ["get", "colour"]],
                "fill-opacity": opacity,
                "fill-antialias": false,
            }),
        ),
        of(
            "zone",
            "zone-edges",
            "line",
            &json!({ "visibility": visible(shown) }),
            &json!({
                "line-color": ["rgb", part(0), part(1), part(2)],
                "line-width": 0.7,
            }),
        ),
    ]
}

pub(super) fn streets(ground: &Ground) -> [Value; 2] {
    let width = |zoom: i32, extra: f64| {
        let px_per_m = PX_PER_M * 2.0_f64.powi(zoom);
        json!(["+", extra, ["max", 0.8, ["*", px_per_m, ["get", "width_m"]]]])
    };
    let growing = |extra: f64| {
        json!([
            "interpolate",
            ["exponential", 2],
            ["zoom"],
            12,
            width(12, extra),
            20,
            width(20, extra)
        ])
    };
    let layout = json!({ "line-cap": "round", "line-join": "round" });
    [
        of(
            "street",
            "street-edges",
            "line",
            &layout,
            &json!({
                "line-color": ground.street_edge, "line-width": growing(1.4),
            }),
        ),
        of(
            "street",
            "streets",
            "line",
            &layout,
            &json!({
                "line-color": ground.street, "line-width": growing(0.0),
            }),
        ),
    ]
}

pub(super) fn heritage(theme: Theme, ground: &Ground, shown: bool) -> Vec<Value> {
    let layout = json!({ "visibility": visible(shown) });
    let level = |level: &str| json!(["==", ["get", "level"], level]);
    let mut layers = Vec::new();
    for (name, width, opacity) in [("one", 1.8, 0.9), ("two", 1.2, 0.7)] {
        let pattern = symbols::name(&format!("hatch-{name}"), theme);
        let fill = of(
            "heritage",
            &format!("heritage-{name}"),
            "fill",
            &layout,
            &json!({
                "fill-pattern": pattern,
            }),
        );
        let edge = of(
            "heritage",
            &format!("heritage-{name}-edge"),
            "line",
            &layout,
            &json!({
                "line-color": ground.heritage, "line-width": width, "line-opacity": opacity,
            }),
        );
        layers.extend([only(fill, level(name)), only(edge, level(name))]);
    }
    let buffer = of(
        "heritage",
        "heritage-buffer",
        "line",
        &layout,
        &json!({
            "line-color": ground.heritage, "line-width": 1.6, "line-dasharray": [5.6, 3.1],
        }),
    );
    layers.push(only(buffer, level("buffer")));
    layers
}

pub(super) fn reserve(ground: &Ground, shown: bool) -> [Value; 2] {
    let layout = json!({ "visibility": visible(shown) });
    [
        from_zoom(
            of(
                "reserve",
                "reserve-halo",
                "line",
                &layout,
                &json!({
                    "line-color": ground.halo, "line-width": 3.4, "line-opacity": 0.7,
                }),
            ),
            15,
        ),
        from_zoom(
            of(
                "reserve",
                "reserve",
                "line",
                &layout,
                &json!({
                    "line-color": ground.reserve, "line-width": 1.6, "line-dasharray": [5.0, 1.9],
                }),
            ),
            15,
        ),
    ]
}

pub(super) fn wards(ground: &Ground, shown: bool) -> [Value; 1] {
    [of(
        "ward",
        "wards",
        "line",
        &json!({ "visibility": visible(shown) }),
        &json!({
            "line-color": ground.ward,
            "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.9, 14, 1.3],
            "line-dasharray": [5.4, 2.3, 1.2, 2.3],
        }),
    )]
}

pub(super) fn lots(ground: &Ground) -> Value {
    from_zoom(
        of(
            "lot",
            LOTS,
            "fill",
            &json!({}),
            &json!({
                "fill-color": "rgba(0, 0, 0, 0)", "fill-outline-color": ground.lot,
            }),
        ),
        LOTS_FROM_ZOOM,
    )
}

pub(super) fn words(ground: &Ground, shown: Shown) -> [Value; 4] {
    let paint = |halo: f64| {
        json!({
            "text-color": ground.ink, "text-halo-color": ground.halo, "text-halo-width": halo,
        })
    };
    let layout = |field: Value, font: &str, size: f64, shown: bool| {
        json!({
            "text-field": field, "text-font": [font], "text-size": size,
            "visibility": visible(shown),
        })
    };
    let lots = layout(json!(["to-string", ["get", "number"]]), "Noto Sans Regular", 11.0, true);
    let mut streets = layout(json!(["get", "name"]), "Noto Sans Regular", 12.0, true);
    streets["symbol-placement"] = "line".into();
    streets["symbol-spacing"] = 320.into();
    let mut codes =
        layout(json!(["get", "code"]), "Noto Sans Medium", 14.0, shown.has(Group::Zoning));
    codes["text-padding"] = 24.into();
    let mut wards =
        layout(json!(["get", "name"]), "Noto Sans Medium", 13.0, shown.has(Group::Wards));
    wards["text-transform"] = "uppercase".into();
    wards["text-letter-spacing"] = 0.06.into();
    [
        from_zoom(of("lot", "lot-numbers", "symbol", &lots, &paint(1.2)), LOT_NUMBERS_FROM_ZOOM),
        from_zoom(
            of("street", "street-names", "symbol", &streets, &paint(1.6)),
            STREET_NAMES_FROM_ZOOM,
        ),
        from_zoom(of("zone", "zone-codes", "symbol", &codes, &paint(1.6)), CODES_FROM_ZOOM),
        from_zoom(
            of("ward_label", "ward-names", "symbol", &wards, &paint(1.8)),
            WARD_NAMES_FROM_ZOOM,
        ),
    ]
}
