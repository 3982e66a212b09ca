//! The photos of a report in the real window, with the network cut, by keyboard.

use std::path::Path;

use anyhow::Result;
use fantoccini::key::Key;
use serde_json::json;
use trucban_domain::{Clock as _, Photo, PhotoShows};
use trucban_host::SystemClock;
use trucban_store::PictureHash;
use trucban_tests::desktop::{Deadline, Display, Launch, Window};
use trucban_tests::office::Office;
use trucban_tests::picture::of_colour;
use trucban_tests::seen;
use trucban_tests::world::VY_DA;

use crate::desk::test;

/// An offline console tries again after at most half a minute, a quarter more or less.
const COMES_BACK: Deadline = Deadline::seconds(60);
/// More than lies between the head of a report and its last photo.
const TABS: usize = 30;

async fn official(display: &Display, data: &Path, enrolment: &Path) -> Result<Window> {
    let launch = Launch::console(data)?.arg("--enrolment").arg(enrolment);
    let mut window = Window::open(display, &launch).await?;
    window.set_deadline(COMES_BACK);
    window.wait_for("body[data-ready='incidents']").await?;
    Ok(window)
}

/// Waits until the picture in an element is drawn.
async fn drawn(window: &Window, id: &str) -> Result<()> {
    let drawn = format!(
        "const picture = document.querySelector(\"{} img\");
         return picture && picture.complete ? picture.naturalWidth : 0",
        test(id)
    );
    window
        .wait_until(&format!("the picture of {id}"), || async {
            Ok((window.script(&drawn).await? == 64).then_some(()))
        })
        .await
}

/// What has the focus.
async fn focus(window: &Window) -> Result<serde_json::Value> {
    window.script("return document.activeElement?.dataset.testid ?? null").await
}

#[tokio::test]
async fn the_photos_of_a_report_show_with_the_network_cut_and_open_large_by_keyboard() -> Result<()>
{
    let folder = tempfile::tempdir()?;
    let mut office = Office::open().await?;
    let enrolment = office.enrol("Lê Văn A", &[VY_DA]).await?;
    let number = office.post(VY_DA, "Nắp hố ga vỡ trước kiệt 12 Nguyễn Sinh Cung.").await?;
    let report = office.numbered(&number)?;
    let gateway = office.gateway()?;
    let taken_at = Some(SystemClock.now().plus_ms(-600_000));
    let pictures = [of_colour(120, 90, 60), of_colour(90, 60, 120), of_colour(60, 120, 90)];
    for (picture, shows, taken_at) in [
        (&pictures[0], PhotoShows::Reported, taken_at),
        (&pictures[1], PhotoShows::Reported, None),
        (&pictures[2], PhotoShows::Result, taken_at),
    ] {
        seen::photograph(&gateway, report, shows, taken_at, picture)?;
    }
    // One that central was told of and never got.
    let hash = PictureHash::of(b"on its way").to_string();
    let photo = Photo::received(hash, PhotoShows::Result, None);
    assert!(gateway.take_in_photo(report, photo)?);
    let display = Display::start(1440, 900)?;
    let data = folder.path().join("ward");

    let window = official(&display, &data, &enrolment).await?;
    window.wait_for_text(&test("photos"), "Ảnh hiện trường (4)").await?;
    for id in ["photo-0", "photo-1", "photo-2"] {
        drawn(&window, id).await?;
    }
    window.wait_for_text(&test("photo-3"), "đang tải").await?;
    office.kill().await?;
    window.wait_for(&format!("{}[data-state='offline']", test("status-connection"))).await?;
    window.wait_for_text(&test("photo-3"), "sẽ tải khi có mạng").await?;
    window.kill_9().await?;

    let window = official(&display, &data, &enrolment).await?;
    window.wait_for_text(&test("photos"), "3 / 4 ảnh đã về máy này").await?;
    for id in ["photo-0", "photo-1", "photo-2"] {
        drawn(&window, id).await?;
    }
    window.press([char::from(Key::Enter)]).await?;
    for _ in 0..TABS {
        if focus(&window).await? == json!("photo-0") {
            break;
        }
        window.press([char::from(Key::Tab)]).await?;
    }
    assert_eq!(focus(&window).await?, json!("photo-0"));
    window.press([char::from(Key::Enter)]).await?;
    window.wait_for_text(&test("dialog"), "Ảnh 1 / 4").await?;
    drawn(&window, "photo-large").await?;
    window.wait_for_text(&test("photo-large"), "Trước").await?;
    let (left, right) = (char::from(Key::Left), char::from(Key::Right));
    window.press([right, right]).await?;
    window.wait_for_text(&test("dialog"), "Ảnh 3 / 4").await?;
    window.wait_for_text(&test("photo-large"), "Sau").await?;
    drawn(&window, "photo-large").await?;
    window.press([right]).await?;
    window.wait_for_text(&test("photo-large"), "sẽ tải khi có mạng").await?;
    window.press([right, left, left]).await?;
    window.wait_for_text(&test("dialog"), "Ảnh 3 / 4").await?;
    window.press([char::from(Key::Escape)]).await?;
    window.wait_until_gone(&test("dialog")).await?;
    assert_eq!(focus(&window).await?, json!("photo-0"), "back to where one was");
    window.close().await
}
