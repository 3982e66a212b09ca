//! An inspector in the real window: from the list of what is near to a visit, by keyboard, with central
//! away and the window killed in the middle.

use std::path::Path;

use anyhow::{Context as _, Result};
use fantoccini::key::Key;
use serde_json::json;
use trucban_domain::{Conclusion, Photo, PhotoShows, Role};
use trucban_tests::desktop::{Display, Launch, Window};
use trucban_tests::office::Office;
use trucban_tests::picture::of_colour;
use trucban_tests::world::{THUAN_HOA, VY_DA};

use crate::day::Day;
use crate::desk::{COMES_BACK, commit, test};

/// Opens the window in the size of field mode.
async fn open(display: &Display, data: &Path, enrolment: &Path) -> Result<Window> {
    let launch = Launch::console(data)?.arg("--enrolment").arg(enrolment);
    let mut window = Window::open(display, &launch.arg("--size").arg("1024x768")).await?;
    window.set_deadline(COMES_BACK);
    window.wait_for("body[data-ready='incidents']").await?;
    Ok(window)
}

async fn lacks(window: &Window, words: &str) -> Result<()> {
    window.wait_for_text(&test("field-lacks"), words).await?;
    Ok(())
}

async fn draft_is_kept(window: &Window) -> Result<()> {
    window.wait_for(&format!("{}[data-kept='true']", test("draft"))).await?;
    Ok(())
}

/// One stroke of the pen on the pad.
const STROKE: &str = "
    const pad = document.querySelector(`[data-testid='field-pad']`);
    const { left, top } = pad.getBoundingClientRect();
    for (const [kind, x, y] of [['down', 10, 20], ['move', 60, 90], ['move', 120, 30], ['up', 120, 30]]) {
        const at = { clientX: left + x, clientY: top + y, pointerId: 1, bubbles: true };
        pad.dispatchEvent(new PointerEvent(`pointer${kind}`, at));
    }";
const SIGNED: &str = "[data-testid='field-pad'][data-strokes='1']";

/// The head of the block signs.
async fn signs(window: &Window) -> Result<()> {
    window.script(STROKE).await?;
    window.wait_for(SIGNED).await?;
    lacks(window, "chưa ghi họ tên người ký").await?;
    window.click(&test("field-signer")).await?;
    window.type_on("Le Van Tam, to truong").await?;
    Ok(())
}

/// Writes a new report down on the spot.
async fn writes_a_new_report(window: &Window, photo: &Path) -> Result<()> {
    window.press_holding(char::from(Key::Shift), 'n').await?;
    window.wait_for(&format!("{}:focus", test("new-report-words"))).await?;
    let lacking = "còn thiếu điều bạn thấy, lĩnh vực";
    window.wait_for_text(&test("new-report-lacks"), lacking).await?;
    window.type_on("Cay nga chan loi di dau kiet 7.").await?;
    window.press([char::from(Key::Tab)]).await?;
    window.type_on("Cây xanh").await?;
    let picker = window.wait_for(&test("photo-files")).await?;
    picker.send_keys(&photo.to_string_lossy()).await?;
    window.wait_for(&test("chosen-0")).await?;
    window.wait_for_text(&test("new-report-stands"), "Đặt bằng tay, ±50 m").await?;
    Ok(())
}

/// Enters the new report that was begun.
async fn enters_the_new_report(window: &Window) -> Result<()> {
    window.press_holding(char::from(Key::Shift), 'n').await?;
    window.wait_for(&test("chosen-0")).await?;
    commit(window).await?;
    window.wait_until_gone(&test("new-report-words")).await?;
    window.wait_for_text(&test("field-new"), "Phản ánh mới").await?;
    window.wait_for(".field-row[data-number^='TB-'] .receipt[data-state='saved']").await?;
    Ok(())
}

/// The new report stands among what is near, and central has it with its photo.
async fn central_has_the_new_report(window: &Window, office: &Office) -> Result<()> {
    let number = "return [...document.querySelectorAll('.field-row')]
        .find((row) => row.textContent.includes('Cay nga chan loi'))?.dataset.number";
    let number = window.script(number).await?;
    let number = number.as_str().context("the new report is near")?.to_owned();
    let entered = window
        .wait_until("the new report and its photo at central", || async {
            Ok(Some(office.report(&number)?).filter(|it| it.photos.iter().any(Photo::came)))
        })
        .await?;
    assert_eq!((entered.ward, entered.category.0.as_str()), (VY_DA, "CXCV"), "{entered:?}");
    assert!(entered.position.is_some_and(|at| at.accuracy_m == Some(50.0)), "where one stood");
    assert_eq!(entered.photos.len(), 1, "once");
    Ok(())
}

#[tokio::test]
async fn day_of_an_inspector_who_writes_a_visit_down_offline_with_a_kill_in_the_middle()
-> Result<()> {
    let mut day = Day::begin("inspector");
    let folder = tempfile::tempdir()?;
    let mut office = Office::open().await?;
    let wards = [VY_DA, THUAN_HOA];
    let enrolment = office.enrol_as("Lê Văn C", Role::Inspector, &wards).await?;
    let near = office.post(VY_DA, "Nắp hố ga vỡ trước kiệt 12 Nguyễn Sinh Cung.").await?;
    let far = office.post(THUAN_HOA, "Biển hiệu lấn vỉa hè đường Tố Hữu.").await?;
    let display = Display::start(1024, 768)?;
    let data = folder.path().join("field");
    let photo = folder.path().join("sau.png");
    std::fs::write(&photo, of_colour(40, 160, 90))?;

    let window = open(&display, &data, &enrolment).await?;
    window.wait_until_gone(&test("status-first-sync")).await?;
    office.kill().await?;
    window.wait_for(&format!("{}[data-state='offline']", test("status-connection"))).await?;
    window.press(['g', 'h']).await?;
    window.wait_for("body[data-ready='field']").await?;
    window.wait_for_text(&test("field-count"), "2 còn lại · 0 xong").await?;
    // The first of the list is chosen or the next one is: go to the report of Vỹ Dạ.
    let row = |at: usize, number: &str| {
        format!("{}[data-number='{number}']", test(&format!("near-{at}")))
    };
    window.wait_for(&test("near-1")).await?;
    window.press(['k', 'k']).await?;
    if window.find(&row(0, &near)).await.is_err() {
        window.press(['j']).await?;
    }
    window.wait_for(&format!(".field-row.chosen[data-number='{near}']")).await?;
    lacks(&window, "chưa chọn kết luận").await?;
    window.press(['2']).await?;
    lacks(&window, "“Đúng, đã xử lý” còn thiếu chỗ bạn đứng, ít nhất 1 ảnh sau").await?;
    window.click(&test("field-here")).await?;
    window.wait_for_text(&test("field-stands"), "Đặt bằng tay, ±50 m").await?;
    // From here the report of Vỹ Dạ is the nearest.
    window.wait_for_text(&row(0, &near), "0 m").await?;
    window.wait_for_text(&row(1, &far), "km").await?;
    lacks(&window, "còn thiếu ít nhất 1 ảnh sau").await?;
    let in_sight = "const box = document.querySelector(`[data-testid='field-finish']`);
        return box.getBoundingClientRect().bottom <= innerHeight && box.disabled";
    assert_eq!(window.script(in_sight).await?, json!(true), "what is missing is in sight");
    commit(&window).await?;
    let picker = window.wait_for(&test("photo-files")).await?;
    picker.send_keys(&photo.to_string_lossy()).await?;
    window.wait_for_text(&test("field-photos"), "0 ảnh trước, 1 ảnh sau").await?;
    window.press(['n']).await?;
    window.wait_for(&format!("{}:focus", test("field-findings"))).await?;
    window.press("Da thay nap, nuoc rut luc 14:20".chars()).await?;
    signs(&window).await?;
    draft_is_kept(&window).await?;
    day.count(&window);
    window.kill_9().await?;

    let window = open(&display, &data, &enrolment).await?;
    window.press(['g', 'h']).await?;
    window.wait_for(&test("near-1")).await?;
    if window.find(&format!(".field-row.chosen[data-number='{near}']")).await.is_err() {
        window.press(['j']).await?;
    }
    window.wait_for(&format!(".field-row.chosen[data-number='{near}']")).await?;
    window.wait_for_text(&test("field-photos"), "0 ảnh trước, 1 ảnh sau").await?;
    window.wait_for(&test("chosen-0")).await?;
    window.wait_for(SIGNED).await?;
    let held = "const it = (id) => document.querySelector(`[data-testid='${id}']`);
        return [it('field-findings').value, it('conclude-handled').checked]";
    let expected = json!(["Da thay nap, nuoc rut luc 14:20", true]);
    window
        .wait_until("what was written", || async {
            Ok((window.script(held).await? == expected).then_some(()))
        })
        .await?;
    window.wait_for_text(&test("field-stands"), "Đặt bằng tay, ±50 m").await?;
    commit(&window).await?;
    window.wait_for_text(&test("field-count"), "1 còn lại · 1 xong").await?;
    window.wait_for(&format!("[data-number='{near}'].done .receipt[data-state='saved']")).await?;
    assert_eq!(window.find_all(&test("chosen-0")).await?.len(), 0, "the draft is gone");

    writes_a_new_report(&window, &photo).await?;
    draft_is_kept(&window).await?;
    day.count(&window);
    window.kill_9().await?;

    let window = open(&display, &data, &enrolment).await?;
    window.press(['g', 'h']).await?;
    window.wait_for_text(&test("field-new"), "Viết tiếp phản ánh mới").await?;
    enters_the_new_report(&window).await?;

    office.start().await?;
    window.wait_until_gone(&format!("[data-number='{near}'] .receipt[data-state='saved']")).await?;
    let shown = window
        .wait_until("the visit and its photo at central", || async {
            Ok(Some(office.report(&near)?).filter(|it| it.photos.iter().any(Photo::came)))
        })
        .await?;
    assert_eq!(shown.visited.context("a visit")?.conclusion, Conclusion::Handled);
    let photos: Vec<_> = shown.photos.iter().map(|it| it.shows).collect();
    assert_eq!(photos, [PhotoShows::Result], "once");
    window.wait_until_gone(".field-row[data-number^='TB-']").await?;
    central_has_the_new_report(&window, &office).await?;
    day.count(&window);
    day.say(&[])?;
    window.close().await
}
