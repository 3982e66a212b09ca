//! The city desk at the camera screen, while central is away.

use std::path::Path;

use anyhow::Result;
use fantoccini::key::Key;
use trucban_domain::{Clock as _, Role};
use trucban_host::SystemClock;
use trucban_tests::desktop::{Deadline, Display, Launch, Window};
use trucban_tests::office::Office;
use trucban_tests::picture::of_colour;
use trucban_tests::seen;
use trucban_tests::world::{THUAN_HOA, VY_DA};

use crate::desk::test;

/// An offline console tries again after at most half a minute, a quarter more or less.
const COMES_BACK: Deadline = Deadline::seconds(60);

async fn desk(display: &Display, data: &Path, enrolment: &Path) -> Result<Window> {
    let launch = Launch::console(data)?.arg("--enrolment").arg(enrolment);
    let mut window = Window::open(display, &launch).await?;
    window.set_deadline(COMES_BACK);
    window.wait_for("body[data-ready='incidents']").await?;
    window.press(['g', 'c']).await?;
    window.wait_for("body[data-ready='cameras']").await?;
    Ok(window)
}

async fn opens(window: &Window, number: &str) -> Result<()> {
    window.click(&test(&format!("alert-{number}"))).await?;
    window.wait_for_text(&test("alert-number"), number).await?;
    Ok(())
}

#[tokio::test]
async fn an_alert_dismissed_offline_by_keyboard_survives_the_console_s_death_and_is_accepted()
-> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut office = Office::open().await?;
    let now = SystemClock.now();
    let gateway = office.gateway()?;
    gateway.take_in_camera(seen::camera(VY_DA, None))?;
    gateway.take_in_camera(seen::camera(THUAN_HOA, Some(now.plus_ms(-7_200_000))))?;
    let pictures = [of_colour(90, 60, 140), of_colour(30, 90, 60), of_colour(150, 90, 20)];
    seen::take_in(&gateway, VY_DA, 117, "red_light", now.plus_ms(-600_000), &pictures)?;
    seen::take_in(&gateway, VY_DA, 118, "smoke", now.plus_ms(-180_000), &pictures[1..])?;
    let enrolment = office.enrol_as("Nguyễn Văn A", Role::CityDesk, &[]).await?;
    let display = Display::start(1440, 900)?;
    let data = folder.path().join("desk");

    let window = desk(&display, &data, &enrolment).await?;
    opens(&window, "CA-261120-0117").await?;
    window.wait_for_text(&test("silent"), "không có vi phạm").await?;
    let drawn = "const picture = document.querySelector(
                     \"[data-testid='frame-large'] img\");
                 return picture ? picture.naturalWidth : 0";
    window
        .wait_until("the picture on the screen", || async {
            Ok((window.script(drawn).await? == 64).then_some(()))
        })
        .await?;
    office.kill().await?;
    window.wait_for(&format!("{}[data-state='offline']", test("status-connection"))).await?;

    window.press(['2']).await?;
    window.wait_for(&test("reason-misread")).await?;
    let down = char::from(Key::Down);
    window.press([down, down]).await?;
    window.wait_for_text(&test("chosen"), "Nhận dạng sai").await?;
    assert!(window.find_all(&test("judged")).await?.is_empty(), "nothing is committed yet");
    let reason = window.find(&test("reason-misread")).await?;
    reason.send_keys(&format!("{}{}", char::from(Key::Control), char::from(Key::Enter))).await?;
    window.wait_for_text(&test("judged"), "Nhận dạng sai").await?;
    let waits = format!("{}[data-count='1']", test("status-waiting"));
    window.wait_for(&waits).await?;

    window.kill_9().await?;
    let window = desk(&display, &data, &enrolment).await?;
    window.wait_for(&waits).await?;
    window.click(&test("view-judged")).await?;
    opens(&window, "CA-261120-0117").await?;
    let judged = window.wait_for_text(&test("judged"), "Nhận dạng sai").await?;
    assert!(judged.contains("Nguyễn Văn A"), "{judged}");

    office.start().await?;
    window.wait_for(&format!("{}[data-count='0']", test("status-waiting"))).await?;
    window.press(['g', 'd']).await?;
    window.wait_for(&format!("{}[data-state='accepted']", test("outbox-1"))).await?;
    window.click(&test("outbox-open-1")).await?;
    window.wait_for("body[data-ready='cameras']").await?;
    window.wait_for_text(&test("alert-number"), "CA-261120-0117").await?;
    window.close().await
}

#[tokio::test]
async fn a_filter_narrows_the_alerts_and_gives_them_all_back() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let office = Office::open().await?;
    let now = SystemClock.now();
    let gateway = office.gateway()?;
    for ward in [VY_DA, THUAN_HOA] {
        gateway.take_in_camera(seen::camera(ward, None))?;
    }
    let pictures = [of_colour(90, 60, 140)];
    seen::take_in(&gateway, VY_DA, 117, "red_light", now.plus_ms(-600_000), &pictures)?;
    seen::take_in(&gateway, VY_DA, 118, "smoke", now.plus_ms(-180_000), &pictures)?;
    seen::take_in(&gateway, THUAN_HOA, 119, "smoke", now.plus_ms(-60_000), &pictures)?;
    let enrolment = office.enrol_as("Nguyễn Văn A", Role::CityDesk, &[]).await?;
    let display = Display::start(1440, 900)?;

    let window = desk(&display, &folder.path().join("desk"), &enrolment).await?;
    listed(&window, &[117, 118, 119]).await?;
    choose(&window, "filter-kind", "smoke").await?;
    listed(&window, &[118, 119]).await?;
    choose(&window, "filter-ward", &VY_DA.to_string()).await?;
    listed(&window, &[118]).await?;
    choose(&window, "filter-kind", "").await?;
    listed(&window, &[117, 118]).await?;
    choose(&window, "filter-ward", "").await?;
    listed(&window, &[117, 118, 119]).await?;
    window.close().await
}

async fn choose(window: &Window, filter: &str, value: &str) -> Result<()> {
    window.find(&test(filter)).await?.select_by_value(value).await?;
    Ok(())
}

/// Waits until these alerts and no others are in the list.
async fn listed(window: &Window, numbers: &[u32]) -> Result<()> {
    let rows = "return [...document.querySelectorAll(\"[data-testid^='alert-CA-']\")]
                    .map(row => row.dataset.testid).sort()";
    let expected: Vec<String> = numbers.iter().map(|n| format!("alert-CA-261120-{n:04}")).collect();
    window
        .wait_until(&format!("the alerts {numbers:?} alone"), || async {
            Ok((window.script(rows).await? == serde_json::json!(expected)).then_some(()))
        })
        .await
}
