//! The data files that the product ships: readable, in NFC, consistent with the reference tables,
//! and the synthetic ones plainly synthetic.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use trucban_domain::{Category, Unit, Ward};
use unicode_normalization::is_nfc;

fn assets() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets")
}

fn files_under(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files_under(&path, found) } else { found.push(path) }
    }
}

pub(super) fn sample(name: &str) -> Value {
    let path = assets().join("sample-city").join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Object(members) => members.values().for_each(|value| texts(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

pub(super) fn strings<'a>(value: &'a Value, member: &str) -> Vec<&'a str> {
    value[member].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

fn codes(list: &Value) -> BTreeSet<&str> {
    list.as_array().unwrap().iter().map(|entry| entry["code"].as_str().unwrap()).collect()
}

#[test]
fn every_data_file_is_readable_and_in_nfc() {
    let mut paths = Vec::new();
    files_under(&assets(), &mut paths);
    let mut read = 0;
    for path in paths {
        let extension = path.extension().and_then(|text| text.to_str()).unwrap_or_default();
        if !["json", "geojson", "css", "svg"].contains(&extension) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        assert!(is_nfc(&text), "{} is not in NFC", path.display());
        if extension.ends_with("json") {
            let parsed: Result<Value, _> = serde_json::from_str(&text);
            assert!(parsed.is_ok(), "{} is not JSON", path.display());
        }
        read += 1;
    }
    assert!(read >= 12, "only {read} data files were found");
}

#[test]
fn synthetic_files_say_so_and_their_people_cannot_be_taken_for_real() {
    let mut paths = Vec::new();
    files_under(&assets().join("sample-city"), &mut paths);
    let read = paths.iter().filter(|path| path.extension().is_some_and(|it| it == "json"));
    for path in read {
        let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(file["sample"], Value::Bool(true), "{}", path.display());
    }
    let people = sample("people.json");
    for reporter in people["reporters"].as_array().unwrap() {
        assert!(reporter["phone"].as_str().unwrap().starts_with("0900 000 0"), "{reporter}");
        assert!(reporter["email"].as_str().unwrap().ends_with("@example.invalid"), "{reporter}");
    }
    for member in ["reporters", "officials"] {
        for person in people[member].as_array().unwrap() {
            let given = person["name"].as_str().unwrap().rsplit(' ').next().unwrap();
            assert_eq!(given.chars().count(), 1, "{person} has a real given name");
        }
    }
}

#[test]
fn the_sample_city_covers_every_ward_and_every_category() {
    let known: BTreeSet<&str> = Category::all().iter().map(|it| it.code.0.as_str()).collect();
    let reports = sample("reports.json");
    assert_eq!(codes(&reports["categories"]), known);
    let recipe = sample("recipe.json");
    let weighed = recipe["category_weights"].as_object().unwrap();
    assert_eq!(weighed.keys().map(String::as_str).collect::<BTreeSet<_>>(), known);
    for unit in Unit::all() {
        assert!(unit.categories.iter().all(|code| known.contains(code.0.as_str())), "{unit:?}");
    }

    let places = sample("places.json");
    let places = places["wards"].as_array().unwrap();
    let codes_placed = places.iter().map(|place| place["code"].as_u64().unwrap());
    assert!(codes_placed.eq(Ward::all().iter().map(|ward| u64::from(ward.code.0))));
    for place in places {
        let named = strings(place, "streets").len() + strings(place, "hamlets").len();
        assert!(named > 0, "no address can be made in ward {}", place["code"]);
    }
}

#[test]
fn every_placeholder_of_the_sample_texts_is_explained() {
    for name in ["reports.json", "places.json", "voices.json"] {
        let mut file = sample(name);
        let explained = file["placeholders"].take();
        let explained = explained.as_object().unwrap();
        let mut found = Vec::new();
        texts(&file, &mut found);
        for text in found {
            for part in text.split('{').skip(1) {
                let (placeholder, _) = part.split_once('}').unwrap();
                assert!(explained.contains_key(placeholder), "{name}: {{{placeholder}}} in {text}");
            }
        }
    }
}

#[test]
fn the_style_sheet_of_the_fonts_names_only_files_that_ship() {
    let folder = assets().join("fonts");
    let css = fs::read_to_string(folder.join("fonts.css")).unwrap();
    let mut named = 0;
    for part in css.split("url(\"").skip(1) {
        let (path, _) = part.split_once('"').unwrap();
        assert!(folder.join(path).is_file(), "{path} is missing");
        named += 1;
    }
    assert_eq!(named, 13, "four weights in three parts, and the digits");
}
