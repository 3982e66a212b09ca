//! The photos of a report in the real window, with the network cut, by keyboard.

use std::path::Path;

use anyhow::Result;
use fantoccini::key::Key;
use serde_json::json;
use trucban_domain::{Clock as _, Photo, PhotoShows};
use trucban_host::SystemClock;
use trucban_photos::prepare;
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

/// Gives files to the picker of the page, as a person does who chooses them.
async fn choose(window: &Window, files: &[&Path]) -> Result<()> {
    let names: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
    let picker = window.wait_for(&test("photo-files")).await?;
    picker.send_keys(&names.join("\n")).await?;
    Ok(())
}

fn standing(nth: usize, word: &str) -> String {
    format!("{} .photo-standing[data-standing='{word}']", test(&format!("photo-{nth}")))
}

#[tokio::test]
async fn a_photo_attached_offline_survives_a_kill_and_reaches_central_and_the_other_console()
-> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut office = Office::open().await?;
    let mine = office.enrol("Lê Văn A", &[VY_DA]).await?;
    let other = office.enrol("Trần Thị B", &[VY_DA]).await?;
    office.post(VY_DA, "Nắp hố ga vỡ trước kiệt 12 Nguyễn Sinh Cung.").await?;
    let display = Display::start(1440, 900)?;
    let data = folder.path().join("ward");
    let window = official(&display, &data, &mine).await?;
    window.wait_until_gone(&test("status-first-sync")).await?;
    office.kill().await?;
    window.wait_for(&format!("{}[data-state='offline']", test("status-connection"))).await?;

    let photo = of_colour(200, 40, 40);
    let (file, wrong) = (folder.path().join("sau.png"), folder.path().join("don.pdf"));
    std::fs::write(&file, &photo)?;
    std::fs::write(&wrong, b"%PDF-1.7 not a photo")?;
    window.click(&test("photo-after")).await?;
    choose(&window, &[&wrong, &file]).await?;
    window.wait_for_text(&test("photos-wrong"), "don.pdf: Tệp này không phải ảnh").await?;
    window.wait_for_text(&test("photos"), "Ảnh hiện trường (1)").await?;
    window.wait_for(&standing(0, "kept")).await?;
    window.kill_9().await?;

    let window = official(&display, &data, &mine).await?;
    window.wait_for(&standing(0, "kept")).await?;
    drawn(&window, "photo-0").await?;
    window.wait_for_text("[data-kind='attached']", "Gắn 1 ảnh sau xử lý.").await?;
    window.press(['g', 'd']).await?;
    window.wait_for_text(&test("waiting-photos"), "Ảnh chờ gửi").await?;
    window.wait_for_text(&test("waiting-photo"), "chờ vì chưa có mạng").await?;

    office.start().await?;
    window.wait_until_gone(&test("waiting-photos")).await?;
    window.press(['g', 'p']).await?;
    window.wait_for_text(&standing(0, "at-central"), "Đã nhận").await?;
    let sent = prepare(&photo, SystemClock.now())?.bytes;
    let name = PictureHash::of(&sent).to_string();
    assert_eq!(std::fs::read(office.data().join("blobs").join(name))?, sent, "central holds it");
    window.close().await?;

    let elsewhere = official(&display, &folder.path().join("other"), &other).await?;
    drawn(&elsewhere, "photo-0").await?;
    elsewhere.wait_for_text(&test("photo-0"), "Sau").await?;
    elsewhere.wait_for(&standing(0, "at-central")).await?;
    elsewhere.close().await
}
