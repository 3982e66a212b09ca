//! The cameras of the sample city agree with its wards, its places and themselves.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use trucban_domain::Ward;

use super::assets::{sample, strings};

fn list<'a>(value: &'a Value, member: &str) -> &'a [Value] {
    value[member].as_array().unwrap()
}

fn keys<'a>(list: &'a [Value], member: &str) -> BTreeSet<&'a str> {
    list.iter().map(|entry| entry[member].as_str().unwrap()).collect()
}

fn members(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn number(value: &Value, member: &str) -> u64 {
    value[member].as_u64().unwrap()
}

#[test]
fn every_ward_has_cameras_and_together_they_are_all() {
    let cameras = sample("cameras.json");
    let wards = list(&cameras, "wards");
    let coded: BTreeSet<_> = wards.iter().map(|ward| number(ward, "code")).collect();
    let known: BTreeSet<_> = Ward::all().iter().map(|ward| u64::from(ward.code.0)).collect();
    assert_eq!(coded, known);
    assert_eq!(wards.len(), known.len());
    let all: u64 = wards.iter().map(|ward| number(ward, "cameras")).sum();
    assert_eq!(all, number(&cameras, "cameras"));
    let sorts = keys(list(&cameras, "sorts"), "key");
    for ward in wards {
        let named = list(ward, "named");
        assert!(named.len() as u64 <= number(ward, "cameras"), "{ward}");
        assert_eq!(keys(named, "name").len(), named.len(), "a name comes twice in {ward}");
        assert!(keys(named, "sort").is_subset(&sorts), "{ward}");
    }
}

#[test]
fn a_named_crossing_is_of_streets_of_its_ward() {
    let (cameras, places) = (sample("cameras.json"), sample("places.json"));
    let streets: BTreeMap<u64, Vec<&str>> = list(&places, "wards")
        .iter()
        .map(|ward| (number(ward, "code"), strings(ward, "streets")))
        .collect();
    let mut seen = 0;
    for ward in list(&cameras, "wards") {
        let crossings = list(ward, "named").iter().filter(|named| named["sort"] == "crossing");
        for crossing in crossings {
            for street in crossing["name"].as_str().unwrap().split(" – ") {
                assert!(streets[&number(ward, "code")].contains(&street), "{crossing}");
                seen += 1;
            }
        }
    }
    assert!(seen > 80, "only {seen} streets of crossings");
}

#[test]
fn a_ward_can_name_as_many_cameras_as_it_has() {
    let (cameras, places) = (sample("cameras.json"), sample("places.json"));
    for place in list(&places, "wards") {
        let (streets, hamlets) = (list(place, "streets").len(), list(place, "hamlets").len());
        let of = if streets > 0 { "streets" } else { "hamlets" };
        let usable = |name: &str| {
            (!name.contains("{duong}") || streets > 0)
                && (!name.contains("{duong_2}") || streets > 1)
                && (!name.contains("{xa}") || hamlets > 0)
        };
        let drawn = list(&cameras, "sorts").iter().filter(|sort| number(&sort["share"], of) > 0);
        let manifold = drawn.flat_map(|sort| strings(sort, "names")).filter(|name| {
            usable(name) && ["{so}", "{kiet}", "{thon}"].iter().any(|it| name.contains(it))
        });
        assert!(manifold.count() > 0, "{place}");
    }
}

#[test]
fn kinds_models_plates_and_reasons_fit_together() {
    let cameras = sample("cameras.json");
    let kinds = members(&cameras["kinds"]);
    assert_eq!(kinds.len(), 12);
    let mut made = BTreeSet::new();
    for sort in list(&cameras, "sorts") {
        made.extend(members(&sort["kinds"]));
    }
    assert_eq!(made, kinds, "every kind is made by some sort of camera");
    let models = keys(list(&cameras, "models"), "key");
    let formats = list(&cameras["plates"], "formats");
    for (name, kind) in cameras["kinds"].as_object().unwrap() {
        assert!(models.contains(kind["model"].as_str().unwrap()), "{name}");
        assert_eq!(list(kind, "hours").len(), 24, "{name}");
        assert!(kind["months"].is_null() || list(kind, "months").len() == 12, "{name}");
        let ends: Vec<_> = list(kind, "confidence").iter().map(|it| it.as_u64().unwrap()).collect();
        assert!(ends[0] < ends[1] && ends[1] < 100, "{name}");
        if number(kind, "plate_percent") > 0 {
            for vehicle in members(&kind["vehicles"]) {
                assert!(
                    formats.iter().any(|format| strings(format, "vehicles").contains(&vehicle)),
                    "no plate suits a {vehicle}"
                );
            }
        }
    }
    let reasons = list(&cameras, "dismissals");
    assert_eq!(reasons.len(), 7);
    let dismissed: BTreeSet<_> = reasons.iter().flat_map(|it| strings(it, "kinds")).collect();
    assert_eq!(dismissed, kinds, "an alert of any kind can be dismissed");
}

#[test]
fn every_kind_of_alert_was_drawn() {
    let (cameras, scenes) = (sample("cameras.json"), sample("scenes/scenes.json"));
    let drawn = list(&scenes, "scenes").iter().filter(|scene| scene["kind"] == "camera");
    let drawn: BTreeSet<_> = drawn.flat_map(|scene| strings(scene, "suits")).collect();
    assert_eq!(drawn, members(&cameras["kinds"]));
}
