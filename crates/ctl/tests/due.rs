//! `trucbanctl due` as a person or a script runs it.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::process::{Command, Output};

use serde_json::Value;

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_trucbanctl")).arg("due").args(args).output().unwrap()
}

fn answer(args: &[&str]) -> Value {
    let output = run(&[args, &["--json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn refused(args: &[&str]) -> String {
    let output = run(args);
    assert!(!output.status.success(), "{args:?}");
    assert!(output.stdout.is_empty(), "a refusal is said aside");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn the_published_pairs_come_out() {
    for (received, due) in [
        ("2024-08-20T09:00:00+07:00", "2024-08-29T23:59:59+07:00"),
        ("2021-02-21T19:37:00+07:00", "2021-03-03T23:59:59+07:00"),
    ] {
        assert_eq!(answer(&["--received", received, "--days", "7"])["due"], due);
        assert_eq!(answer(&["--received", received])["due"], due, "the city's own rule");
    }
}

#[test]
fn a_moment_without_a_zone_is_one_on_the_wall_in_hue() {
    let on_the_wall = answer(&["--received", "2026-11-20T23:30", "--days", "1"]);
    let in_utc = answer(&["--received", "2026-11-20T16:30:00Z", "--days", "1"]);
    assert_eq!(on_the_wall, in_utc);
    assert_eq!(on_the_wall["due"], "2026-11-23T23:59:59+07:00");
}

#[test]
fn what_stands_still_has_no_due_date_and_an_extension_gives_one() {
    let paused = ["--received", "2026-11-02T08:00", "--days", "7", "--pause", "2026-11-04T09:00/"];
    assert_eq!(answer(&paused)["due"], Value::Null);
    let ended = ["--received", "2026-11-02T08:00", "--days", "7", "--pause"];
    let ended = [&ended[..], &["2026-11-04T09:00/2026-11-05T09:00"]].concat();
    assert_eq!(answer(&ended)["due"], "2026-11-12T23:59:59+07:00");
    let extended = [&ended[..], &["--extended-to", "2026-11-20"]].concat();
    assert_eq!(answer(&extended)["due"], "2026-11-20T23:59:59+07:00");
}

#[test]
fn a_calendar_of_ones_own_is_counted_in_and_says_up_to_where_it_knows() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lich.json");
    let table = r#"{"version": 9, "valid_to": "2026-11-20", "pending_counts": true,
        "days_off": [{"date": "2026-11-12", "status": "fixed"}], "made_up_workdays": [],
        "half_days": [], "hours": [{"valid_from": "2021-01-01", "periods": [["08:00", "12:00"]]}]}"#;
    std::fs::write(&file, table).unwrap();
    let file = file.to_str().unwrap();
    let of = |days| answer(&["--received", "2026-11-11T08:00", "--days", days, "--calendar", file]);
    assert_eq!(of("1")["due"], "2026-11-13T23:59:59+07:00");
    assert_eq!(of("1")["calendar"], "9");
    assert_eq!(of("1")["calendar_known"], Value::Bool(true));
    assert_eq!(of("7")["calendar_known"], Value::Bool(false));
}

#[test]
fn what_cannot_be_read_is_told_with_an_example() {
    assert!(refused(&["--received", "hôm qua"]).contains("2026-11-20T14:31:00+07:00"));
    let days = ["--received", "2026-11-02T08:00", "--days"];
    for (wrong, said) in [("0", "0"), ("-3", "-3"), ("90000", "90000")] {
        assert!(refused(&[&days[..], &[wrong]].concat()).contains(said), "{wrong}");
    }
    let pause = ["--received", "2026-11-02T08:00", "--pause", "2026-11-05T09:00/2026-11-04T09:00"];
    assert!(refused(&pause).contains("TỪ/ĐẾN"));
    let nowhere = ["--received", "2026-11-02T08:00", "--calendar", "/nowhere/lich.json"];
    assert!(refused(&nowhere).contains("/nowhere/lich.json"));
    assert!(refused(&["--received", "2010-01-01T08:00"]).contains("--days 7"), "no rule is known");
}
