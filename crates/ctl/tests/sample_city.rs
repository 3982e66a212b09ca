//! `trucbanctl sample-city` as a person runs it.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn make(arguments: &[&str], data: Option<&Path>) -> (bool, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trucbanctl"));
    command.args(["sample-city", "--as-of", "2026-11-20", "--scale", "0.001"]).args(arguments);
    command.env("TRUCBAN_DATA", "/nowhere");
    if let Some(data) = data {
        command.arg("--data").arg(data);
    }
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.success(), text(stdout), text(stderr))
}

#[test]
fn equal_arguments_say_equal_bytes_in_any_folder_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let (done, there, aside) = make(&["--seed", "46"], Some(folder.path()));
    assert!(done, "{aside}");
    let (_, nowhere, _) = make(&["--seed", "46"], None);
    assert_eq!(there, nowhere);
    let (_, other, _) = make(&["--seed", "47"], None);
    assert_ne!(there, other);
    assert!(folder.path().join("central.db").exists());
    assert!(!Path::new("/nowhere").exists(), "the console's folder is not central's");
}

#[test]
fn one_line_a_table_and_progress_stays_off_standard_output() {
    let (done, said, aside) = make(&[], None);
    assert!(done, "{aside}");
    let lines: Vec<Vec<&str>> = said.lines().map(|line| line.split(' ').collect()).collect();
    let tables: Vec<&str> = lines.iter().map(|line| line[0]).collect();
    let kinds = [
        "alert", "camera", "handover", "history", "incident", "lot", "plan", "reporter", "street",
        "zone", "all",
    ];
    assert_eq!(tables, kinds);
    assert!(lines.iter().all(|line| line.len() == 3 && line[2].len() == 32), "{said}");
    assert_eq!([lines[0][1], lines[1][1], lines[4][1]], ["51", "650", "183"]);
    assert!(aside.contains("183"), "{aside}");
}

#[test]
fn a_folder_with_a_city_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    assert!(make(&[], Some(folder.path())).0);
    // Behind the header of the file, which counts how often it was opened.
    let content = || std::fs::read(folder.path().join("central.db")).unwrap().split_off(100);
    let before = content();
    let (done, said, aside) = make(&["--seed", "1"], Some(folder.path()));
    assert!(!done && said.is_empty() && aside.contains("183"), "{aside}");
    assert!(content() == before, "the rows are as they were");
}

#[test]
fn a_city_that_was_cut_short_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut cut = Command::new(env!("CARGO_BIN_EXE_trucbanctl"))
        .args(["sample-city", "--as-of", "2026-11-20", "--scale", "0.02", "--data"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(cut.stderr.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains("3.660"), "reports are being written: {first}");
    cut.kill().unwrap();
    assert!(!cut.wait().unwrap().success());
    let (done, said, aside) = make(&[], Some(folder.path()));
    assert!(done, "{aside}");
    assert_eq!(said, make(&[], None).1);
}

#[test]
fn arguments_that_make_no_sense_are_refused_in_words() {
    for (arguments, part) in [(["--scale", "0"], "--scale"), (["--as-of", "hôm qua"], "“hôm qua”")]
    {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trucbanctl"));
        let Output { status, stderr, .. } =
            command.arg("sample-city").args(arguments).output().unwrap();
        let told = String::from_utf8(stderr).unwrap();
        assert!(!status.success() && told.contains(part), "{told}");
    }
}
