//! The one search box in the real window: everything is found from the queue by keyboard alone, and
//! commands are run by their names. Who may not do a thing is not offered it.

use anyhow::Result;
use fantoccini::key::Key;
use trucban_domain::Role;
use trucban_tests::desktop::{Display, Window};
use trucban_tests::office::Office;
use trucban_tests::world::VY_DA;

use crate::desk::{Desk, ENTER, found, take_in_alert, test};

/// A small sample city with land in the wards that are shown first.
const REPORTS: u32 = 60;

fn command(word: &str) -> String {
    format!("{}[data-kind='{word}']", test("command"))
}

#[tokio::test]
async fn everything_is_found_from_the_queue_by_keyboard_alone() -> Result<()> {
    let mut office = Office::open().await?;
    office.fill(REPORTS).await?;
    take_in_alert(&office)?;
    let report = office.post(VY_DA, "Cây phượng gãy đè lên mái đình.").await?;
    let display = Display::start(1280, 800)?;
    let desk = Desk::open(&display, &office, Role::CityDesk).await?;
    desk.has_everything().await?;
    let window = &desk.window;

    desk.looks_up_a_lot().await?;

    // An old commune, from the queue again: its ward, and it says so.
    desk.types(&format!(">inbox{ENTER}")).await?;
    desk.stands_on("incidents").await?;
    desk.types("tay loc").await?;
    desk.enters(&found("ward")).await?;
    desk.stands_on("map").await?;
    window.wait_for(&test("map-place")).await?;
    let place = format!("return document.querySelector(\"{}\").textContent", test("map-place"));
    let place = window.script(&place).await?;
    let place = place.as_str().unwrap_or_default();
    assert!(place.contains("Phường Phú Xuâncũ: Tây Lộc"), "{place}");
    window.wait_until("all of the ward, after the lot", || shows_a_ward(window)).await?;

    // A plate.
    desk.types(&format!(">hop viec{ENTER}")).await?;
    desk.stands_on("incidents").await?;
    desk.finds_the_alert().await?;

    // Esc closes the list and means nothing to the screen behind it.
    desk.types("1/1 vy da").await?;
    window.wait_for(&found("lot")).await?;
    window.press([char::from(Key::Escape)]).await?;
    window.wait_until_gone(&test("search-list")).await?;
    desk.stands_on("cameras").await?;

    // A report by its words, from another screen.
    desk.types("cay phuong gay").await?;
    desk.enters(&found("incident")).await?;
    desk.stands_on("incidents").await?;
    window.wait_for_text(&test("detail-number"), &report).await?;

    // Coordinates that are changed round are put right from the list.
    desk.types("562010 1821805").await?;
    window.wait_for(&test("search-finding")).await?;
    desk.enters(&test("search-take")).await?;
    desk.stands_on("map").await?;
    window.wait_for_text(&test("map-card"), "Phường Phú Xuân").await?;

    desk.types(&format!(">dark{ENTER}")).await?;
    window.wait_for("html[data-theme='dark']").await?;
    desk.types(">xem phim tat").await?;
    desk.enters(&command("keys")).await?;
    window.wait_for(&test("dialog")).await?;
    desk.window.close().await
}

#[tokio::test]
async fn searching_narrows_the_queue_as_before_and_commands_are_those_of_this_role() -> Result<()> {
    let mut office = Office::open().await?;
    let flood = office.post(VY_DA, "Nước ngập Đường Nguyễn Huệ, kiệt 12.").await?;
    let tree = office.post(VY_DA, "Cây ngã trước chợ.").await?;
    let display = Display::start(1440, 900)?;
    let desk = Desk::open(&display, &office, Role::WardOfficial).await?;
    let window = &desk.window;
    let alone = || async {
        let shown = window.find_all("[data-testid^='row-']").await?;
        Ok((shown.len() == 1).then_some(()))
    };
    window.click(&test(&format!("row-{tree}"))).await?;
    window.wait_for_text(&test("detail-number"), &tree).await?;

    // The search narrows; nothing in the list is chosen, so Enter leaves the field.
    window.press("/ngap nuoc".chars()).await?;
    window.wait_for(&found("incident")).await?;
    window.wait_until("the flood alone in the queue", alone).await?;
    assert!(window.find_all(".search-row.current").await?.is_empty());
    window.press([ENTER]).await?;
    window.wait_until("the field to be left", || async { desk.focus_is("").await }).await?;
    window.wait_for_text(&test("detail-number"), &tree).await?;

    // The arrow leads into the list.
    window.press(['/']).await?;
    window.wait_for(&found("incident")).await?;
    window.press([char::from(Key::Down)]).await?;
    desk.enters(&found("incident")).await?;
    window.wait_for_text(&test("detail-number"), &flood).await?;

    // Cameras are not this role's, neither as a screen nor as a command.
    desk.types(">camera").await?;
    window.wait_for_text(&test("search-summary"), "Không có lệnh").await?;
    window.press([char::from(Key::Escape)]).await?;

    // What can be done is done as its key does it, and is then offered no more.
    desk.types(">tn").await?;
    desk.enters(&command("accept")).await?;
    window.wait_for(&format!("{}[data-state='acknowledged']", test("detail-steps"))).await?;
    desk.types(">tiep nhan").await?;
    window.wait_for_text(&test("search-summary"), "Không có lệnh").await?;
    window.press([char::from(Key::Escape)]).await?;

    // A field that had the focus has it again, letter for letter.
    desk.types(">ghi chu").await?;
    desk.enters(&command("note")).await?;
    window
        .wait_until("the focus in the note", || async { desk.focus_is("note-text").await })
        .await?;
    window.press("gd".chars()).await?;
    desk.types("ngap").await?;
    window.press([char::from(Key::Escape)]).await?;
    window
        .wait_until("the focus in the note again", || async { desk.focus_is("note-text").await })
        .await?;
    window.press("/k".chars()).await?;
    let note = window.script("return document.activeElement.value").await?;
    assert_eq!(note, "gd/k");
    desk.window.close().await
}

/// Whether the map lies so far that a whole ward is on it.
async fn shows_a_ward(window: &Window) -> Result<Option<()>> {
    let foot = window.text(&test("map-scale")).await?;
    let Some(ratio) = foot.split("1:").nth(1) else { return Ok(None) };
    let digits = ratio.chars().filter(|it| *it != '.').take_while(char::is_ascii_digit);
    let ratio: u32 = digits.collect::<String>().parse()?;
    Ok((ratio > 20_000).then_some(()))
}
