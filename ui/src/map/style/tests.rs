//! The style agrees with itself, with the contract's tiles, with the pictures and with the letters.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;
use crate::map::symbols;

const CONTRACT: [&str; 11] = [
    "zone",
    "heritage",
    "reserve",
    "lot",
    "street",
    "ward",
    "ward_label",
    "report",
    "report_cluster",
    "camera",
    "camera_cluster",
];

fn look(theme: Theme) -> Look {
    Look {
        theme,
        opacity_percent: None,
        shown: Shown::default(),
        tiles: [tiles(LAND, 7), tiles(LIVE, 3)],
        locale: "vi",
        report: None,
        selection: Selection::None,
    }
}

fn layers(style: &Value) -> &Vec<Value> {
    style["layers"].as_array().unwrap()
}

fn layer<'a>(style: &'a Value, id: &str) -> &'a Value {
    layers(style).iter().find(|layer| layer["id"] == id).unwrap()
}

/// Every text anywhere in a value.
fn texts(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(into.insert(text.clone())),
        Value::Array(list) => list.iter().for_each(|value| texts(value, into)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn every_layer_has_a_name_of_its_own_and_draws_what_the_tiles_carry() {
    for theme in [Theme::Light, Theme::Dark] {
        let style = style(&look(theme));
        let names: BTreeSet<_> = layers(&style).iter().map(|it| it["id"].as_str()).collect();
        assert_eq!(names.len(), layers(&style).len());
        let mut drawn = BTreeSet::new();
        for layer in layers(&style).iter().skip(1) {
            let source = layer["source"].as_str().unwrap();
            assert!(style["sources"][source].is_object(), "{layer}");
            if let Some(of) = layer["source-layer"].as_str() {
                assert!(CONTRACT.contains(&of), "{layer}");
                drawn.insert(of);
            }
        }
        assert_eq!(drawn, CONTRACT.into_iter().collect());
    }
}

#[test]
fn every_picture_and_letter_that_the_style_names_is_there() {
    let glyphs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/glyphs");
    for theme in [Theme::Light, Theme::Dark] {
        let style = style(&look(theme));
        let mut named = BTreeSet::new();
        for layer in layers(&style) {
            texts(&layer["layout"]["icon-image"], &mut named);
            texts(&layer["paint"]["fill-pattern"], &mut named);
            for font in layer["layout"]["text-font"].as_array().into_iter().flatten() {
                // Plain letters, those of Vietnamese, and dashes.
                for range in ["0-255", "256-511", "7680-7935", "8192-8447"] {
                    let file = glyphs.join(font.as_str().unwrap()).join(format!("{range}.pbf"));
                    assert!(file.is_file(), "{}", file.display());
                }
            }
        }
        let suffix = symbols::name("", theme);
        let pictures: Vec<_> = named.iter().filter(|name| name.ends_with(&suffix)).collect();
        assert_eq!(pictures.len(), 23, "{pictures:?}");
        for name in pictures {
            assert!(symbols::draw(name).is_some(), "{name}");
        }
    }
}

#[test]
fn zones_keep_their_own_colour_at_the_strength_of_the_theme() {
    for (theme, opacity) in [(Theme::Light, 0.62), (Theme::Dark, 0.34)] {
        let style = style(&look(theme));
        let paint = &layer(&style, ZONES)["paint"];
        assert_eq!(paint["fill-color"], json!(["to-color", ["get", "colour"]]));
        assert_eq!(paint["fill-opacity"], opacity);
    }
    let chosen = Look { opacity_percent: Some(80), ..look(Theme::Dark) };
    assert_eq!(layer(&style(&chosen), ZONES)["paint"]["fill-opacity"], 0.8);
}

#[test]
fn the_order_is_the_design_s_and_symbols_stand_above_the_land() {
    let style = style(&look(Theme::Light));
    let at = |id: &str| layers(&style).iter().position(|layer| layer["id"] == id).unwrap();
    let order = [
        "ground",
        ZONES,
        "streets",
        "heritage-one",
        "wards",
        LOTS,
        "chosen-edge",
        "zone-codes",
        CAMERA_CLUSTERS,
        CAMERAS,
        REPORT_CLUSTERS,
        REPORTS,
    ];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])));
}

#[test]
fn lots_are_drawn_from_the_zoom_of_the_contract_on() {
    let style = style(&look(Theme::Light));
    assert_eq!(layer(&style, LOTS)["minzoom"], LOTS_FROM_ZOOM);
    assert_eq!(style["sources"][LAND]["maxzoom"], MAX_TILE_ZOOM);
}

#[test]
fn a_layer_that_was_put_away_is_not_drawn() {
    let mut shown = Shown::default();
    shown.turn(Group::Reports, false);
    let style = style(&Look { shown, ..look(Theme::Light) });
    assert_eq!(layer(&style, REPORTS)["layout"]["visibility"], "none");
    assert_eq!(layer(&style, CAMERAS)["layout"]["visibility"], "visible");
}

#[test]
fn a_chosen_lot_is_a_closed_ring_with_its_callout_at_the_top() {
    let ring = vec![[107.0, 16.0], [107.1, 16.0], [107.05, 16.2]];
    let callout = "Thửa 80 · Tờ 22".to_owned();
    let selection = Selection::Lot { ring, block: Vec::new(), callout };
    let style = style(&Look { selection, ..look(Theme::Light) });
    let features = &style["sources"]["chosen"]["data"]["features"];
    let ring = features[0]["geometry"]["coordinates"][0].as_array().unwrap();
    assert_eq!((ring.len(), ring.first()), (4, ring.last()));
    assert_eq!(features[1]["geometry"]["coordinates"], json!([107.05, 16.2]));
    assert_eq!(features[1]["properties"]["callout"], "Thửa 80 · Tờ 22");
}

#[test]
fn the_block_of_a_chosen_lot_is_dashed_in_the_ink_of_the_theme_and_the_lot_is_not() {
    let ring = vec![[107.0, 16.0], [107.1, 16.0], [107.05, 16.2]];
    for theme in [Theme::Light, Theme::Dark] {
        let block = vec![[106.0, 15.0], [108.0, 15.0], [107.0, 17.0]];
        let selection = Selection::Lot { ring: ring.clone(), block, callout: String::new() };
        let style = style(&Look { selection, ..look(theme) });
        let features = style["sources"]["chosen"]["data"]["features"].as_array().unwrap();
        let parts: Vec<_> = features.iter().map(|it| &it["properties"]["part"]).collect();
        assert_eq!(parts, [&json!("lot"), &json!("block"), &Value::Null]);
        let dashed = &layer(&style, "chosen-block");
        assert!(dashed["paint"]["line-dasharray"].is_array());
        assert_eq!(dashed["paint"]["line-color"], ground(theme).ink);
        assert_eq!(dashed["filter"], json!(["==", ["get", "part"], "block"]));
        assert!(layer(&style, "chosen-edge")["paint"]["line-dasharray"].is_null());
    }
}

#[test]
fn the_chosen_report_is_drawn_apart_with_its_ring_and_a_closed_one_with_the_ring_alone() {
    for (look_of, drawn) in [(Some(ReportLook::Overdue), json!("overdue")), (None, Value::Null)] {
        let report = Some(ChosenReport { lat: 16.5, lon: 107.6, look: look_of });
        let style = style(&Look { report, ..look(Theme::Light) });
        let feature = &style["sources"]["chosen"]["data"]["features"][0];
        assert_eq!(feature["geometry"]["coordinates"], json!([107.6, 16.5]));
        assert_eq!(feature["properties"]["look"], drawn);
        let ring = layer(&style, "chosen-report-ring");
        assert_eq!(ring["filter"], json!(["==", ["get", "part"], "report"]));
        assert_eq!(layer(&style, "chosen-report")["filter"], json!(["has", "look"]));
    }
}

#[test]
fn what_the_pointer_is_over_is_outlined_by_the_state_of_its_feature_alone() {
    let style = style(&look(Theme::Dark));
    let mut outlined = 0;
    for layer in layers(&style) {
        let mut said = BTreeSet::new();
        texts(&layer["paint"], &mut said);
        if said.contains("feature-state") {
            assert!(said.contains(POINTED), "{layer}");
            outlined += 1;
        }
    }
    assert_eq!(outlined, 5);
}

#[test]
fn tiles_are_read_from_the_shell_s_own_scheme_with_their_version() {
    assert_eq!(tiles(LAND, 12), "tile://localhost/land/{z}/{x}/{y}?v=12");
    assert_eq!(trucban_contract::ipc::TILE_SETS, [LAND, LIVE]);
}
