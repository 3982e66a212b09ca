//! Photos handed over from a phone: its browser is a real one, and the console is offline.

use anyhow::{Context as _, Result};
use fantoccini::key::Key;
use trucban_tests::desktop::{Display, Launch, Window};
use trucban_tests::office::Office;
use trucban_tests::picture::of_colour;
use trucban_tests::world::VY_DA;

use crate::desk::{COMES_BACK, Desk, offline, test};

#[tokio::test]
async fn a_phone_hands_photos_over_sealed_and_a_file_that_is_no_photo_is_not_taken() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut office = Office::open().await?;
    let number = office.post(VY_DA, "Nắp hố ga vỡ trước kiệt 12 Nguyễn Sinh Cung.").await?;
    let enrolment = office.enrol("Lê Văn A", &[VY_DA]).await?;
    let display = Display::start(1440, 900)?;
    let launch = Launch::console(&folder.path().join("ward"))?.arg("--enrolment").arg(enrolment);
    let launch = launch.arg("--phone-address").arg("127.0.0.1");
    let mut console = Window::open(&display, &launch).await?;
    console.set_deadline(COMES_BACK);
    console.click(&test(&format!("row-{number}"))).await?;
    console.wait_for_text(&test("detail-number"), &number).await?;
    office.kill().await?;
    offline(&console).await?;

    console.click(&test("photo-phone")).await?;
    console.wait_for("svg.phone-code path").await?;
    console.wait_for_text(&test("phone-came"), "Chưa có ảnh nào").await?;
    let address = console.text(&test("phone-address")).await?;
    let (place, key) = address.split_once('#').context("a key")?;
    assert!(place.starts_with("http://127.0.0.1:") && key.len() == 43, "{place}");

    let photo = folder.path().join("anh.png");
    std::fs::write(&photo, of_colour(40, 160, 90))?;
    let text = folder.path().join("ghi-chu.txt");
    std::fs::write(&text, "no photo")?;
    let phone = Desk::of_new_laptop(&display).await?.window;
    phone.goto(&address).await?;
    phone.wait_for_text("#title", "Gửi ảnh sang máy trực ban").await?;
    let picker = phone.wait_for("#photos").await?;
    picker.send_keys(&photo.to_string_lossy()).await?;
    phone.wait_for_text("#sent li[data-state='sent']", "anh.png").await?;
    picker.send_keys(&text.to_string_lossy()).await?;
    phone.wait_for_text("#sent li[data-state='failed']", "ghi-chu.txt").await?;

    console.wait_for(&format!("{}[data-count='1']", test("phone-came"))).await?;
    console.press([char::from(Key::Escape)]).await?;
    console.wait_until_gone(&test("phone-address")).await?;
    console.wait_for_text(&test("photos"), "Ảnh hiện trường (1)").await?;
    console.wait_for(&test("photo-0")).await?;
    picker.send_keys(&photo.to_string_lossy()).await?;
    // The dialog is closed, and with it the link.
    phone.wait_for_text("#sent li[data-state='failed']", "anh.png").await?;
    for window in [console, phone] {
        window.close().await?;
    }
    Ok(())
}
