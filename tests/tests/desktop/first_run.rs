//! The first run of a new laptop: from nothing to the queue, while the rest still comes.

use anyhow::{Context as _, Result};
use serde_json::Value;
use trucban_tests::desktop::{Deadline, Display, Launch, Window};
use trucban_tests::office::Office;
use trucban_tests::proxy::{Fault, Gate, Proxy};
use trucban_tests::world::VY_DA;

use crate::desk::{commit, test};

/// What a person may have to wait for on a machine that does other things too.
const PATIENCE: Deadline = Deadline::seconds(60);
const LAND: &str = "/sync/snapshot/w19777.land.standing";
const FIRST_RUN: &str = "body[data-ready='first-run']";
const QUEUE: &str = "body[data-ready='incidents']";

#[tokio::test]
async fn a_new_laptop_is_enrolled_in_its_window_and_worked_with_while_the_rest_still_comes()
-> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut office = Office::open().await?;
    let report = office.post(VY_DA, "Nắp cống hỏng trước kiệt 12 Nguyễn Sinh Cung.").await?;
    let proxy = Proxy::before(office.url()?.trim_start_matches("http://").parse()?).await?;
    let document = std::fs::read_to_string(office.enrol("Lê Văn A", &[VY_DA]).await?)?;
    let mut document: Value = serde_json::from_str(&document)?;
    *document.get_mut("url").context("an address")? = proxy.url().into();
    let held = Gate::default();
    proxy.will(LAND, Fault::Hold(held.clone()));

    let display = Display::start(1440, 900)?;
    let launch = Launch::console(folder.path())?;
    let mut window = Window::open(&display, &launch).await?;
    window.set_deadline(PATIENCE);
    window.wait_for(FIRST_RUN).await?;
    window.type_into(&test("enrol-document"), &document.to_string()).await?;
    commit(&window).await?;

    window.wait_for(&format!("{}[data-state='done']", test("group-open-reports"))).await?;
    window.wait_for(&format!("{}[data-state='open']", test("group-land"))).await?;
    assert!(window.find_all(&test("group-open-senders")).await?.is_empty(), "not in the grant");
    window.wait_for_text(&test("ready-counts"), "1 việc cần làm, 0 quá hạn").await?;
    window.wait_for_text(&test("can-now"), "Tra thửa đất").await?;
    window.wait_for(&test("status-first-sync")).await?;
    window.wait_for(FIRST_RUN).await?;

    commit(&window).await?;
    window.wait_for(QUEUE).await?;
    window.wait_for(&test(&format!("row-{report}"))).await?;
    window.wait_for(&test("status-first-sync")).await?;

    // Who starts again does not wait for what still comes.
    proxy.will(LAND, Fault::Hold(held.clone()));
    window.kill_9().await?;
    let mut window = Window::open(&display, &launch).await?;
    window.set_deadline(PATIENCE);
    window.wait_for(QUEUE).await?;
    window.wait_for(&test("status-first-sync")).await?;

    held.open();
    window.wait_until_gone(&test("status-first-sync")).await?;
    window.close().await
}

#[tokio::test]
async fn the_first_picture_is_whole_after_one_answer() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut office = Office::open().await?;
    office.post(VY_DA, "Nắp cống hỏng trước kiệt 12 Nguyễn Sinh Cung.").await?;
    let enrolment = office.enrol("Lê Văn A", &[VY_DA]).await?;
    let display = Display::start(1440, 900)?;
    let launch = Launch::console(folder.path())?.arg("--enrolment").arg(enrolment);
    let mut window = Window::open(&display, &launch).await?;
    window.set_deadline(PATIENCE);
    window.wait_for(QUEUE).await?;
    window.wait_until_gone(&test("status-first-sync")).await?;
    window.close().await?;
    office.kill().await?;

    let launch = launch.env("RUST_LOG", "trucban=debug");
    let window = Window::open(&display, &launch).await?;
    window.wait_for(QUEUE).await?;
    let told = std::fs::read_to_string(folder.path().join("console.log"))?;
    for (question, times) in
        [("read_first_picture", 1), ("open_session", 0), ("list_queue", 0), ("read_incident", 0)]
    {
        let asked = format!("asked command=\"{question}\"");
        assert_eq!(told.matches(&asked).count(), times, "{question}: {told}");
    }
    window.close().await
}
