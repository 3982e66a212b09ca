//! A laptop that was enrolled in the morning and has no network since: the land, the reports and the
//! alerts are there, and judged.

use anyhow::{Context as _, Result};
use fantoccini::key::Key;
use trucban_domain::Role;
use trucban_tests::desktop::{Display, Window};
use trucban_tests::office::Office;
use trucban_tests::world::VY_DA;

use crate::desk::{Desk, ENTER, LOT, found, take_in_alert, test};

/// A small sample city with land in the wards that are shown first.
const REPORTS: u32 = 60;

#[tokio::test]
async fn from_a_bare_start_the_land_is_looked_up_each_way_and_an_alert_dismissed_without_network()
-> Result<()> {
    let mut office = Office::open().await?;
    office.fill(REPORTS).await?;
    take_in_alert(&office)?;
    let report = office.post(VY_DA, "Cây phượng gãy đè lên mái đình.").await?;
    let document = office.enrol_as("Nguyễn Văn A", Role::CityDesk, &[]).await?;
    let document = std::fs::read_to_string(document)?;

    let display = Display::start(1440, 900)?;
    let desk = Desk::of_new_laptop(&display).await?;
    let window = &desk.window;
    window.type_into(&test("enrol-document"), &document).await?;
    desk.commits().await?;
    window.wait_for(&format!("{}[data-state='done']", test("group-open-reports"))).await?;
    desk.commits().await?;
    desk.stands_on("incidents").await?;
    desk.has_everything().await?;
    office.kill().await?;
    window.wait_for(&format!("{}[data-state='offline']", test("status-connection"))).await?;

    // By sheet and parcel.
    let by_number = desk.looks_up_a_lot().await?;

    // By coordinates, in the order of the papers.
    let [north, east] = axes(window).await?;
    forgets(window).await?;
    desk.types(&format!("{north} {east}{ENTER}")).await?;
    assert_eq!(window.wait_for_text(&test("map-card"), LOT).await?, by_number);

    // By a click in the middle, once the map stands still there.
    forgets(window).await?;
    window
        .wait_until("the map to stand over the lot", || async {
            Ok((axes(window).await? == [north.as_str(), east.as_str()]).then_some(()))
        })
        .await?;
    window.click(&test("map-canvas")).await?;
    assert_eq!(window.wait_for_text(&test("map-card"), LOT).await?, by_number);

    // A report by its words without their marks.
    desk.types("cay phuong gay").await?;
    desk.enters(&found("incident")).await?;
    desk.stands_on("incidents").await?;
    window.wait_for_text(&test("detail-number"), &report).await?;

    // An alert, dismissed with a reason.
    desk.finds_the_alert().await?;
    window.press(['2']).await?;
    window.wait_for(&test("reason-misread")).await?;
    window.click(&test("reason-misread")).await?;
    desk.commits().await?;
    window.wait_for(&test("judged")).await?;
    window.wait_for(&format!("{}[data-count='1']", test("status-waiting"))).await?;
    desk.window.close().await
}

/// Lets go of what is chosen on the map.
async fn forgets(window: &Window) -> Result<()> {
    window.press([char::from(Key::Escape)]).await?;
    window.wait_for_text(&test("map-card"), "Bấm vào một thửa").await?;
    Ok(())
}

/// X and Y at the foot of the map, in metres: of what is chosen, or of its middle.
async fn axes(window: &Window) -> Result<[String; 2]> {
    let told = window
        .script(
            "return [...document.querySelectorAll('.scale-axis')].map(axis => axis.textContent)",
        )
        .await?;
    let told: Vec<String> = serde_json::from_value(told)?;
    let number = |axis: &String| -> String {
        let digits = axis.chars().filter(|it| it.is_ascii_digit() || *it == ',');
        digits.collect::<String>().replace(',', ".")
    };
    <[String; 2]>::try_from(told.iter().map(number).collect::<Vec<_>>())
        .ok()
        .context("X and Y at the foot of the map")
}
