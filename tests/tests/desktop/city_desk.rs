//! The city desk at a whole report, by keyboard: its sender is asked, two units get it, their results are
//! published without a number to call, it is opened again, and a second report is joined to it.

use anyhow::Result;
use trucban_domain::Role;
use trucban_tests::desktop::{Display, Window};
use trucban_tests::office::Office;
use trucban_tests::world::VY_DA;

use crate::desk::{commit, open, stands, test, waits};

async fn letter(window: &Window, key: char, form: &str) -> Result<()> {
    window.press([key]).await?;
    window.wait_for(&test(form)).await?;
    Ok(())
}

#[tokio::test]
async fn the_city_desk_asks_assigns_two_units_publishes_reopens_and_joins_by_keyboard() -> Result<()>
{
    let folder = tempfile::tempdir()?;
    let (ward_data, desk_data) = (folder.path().join("ward"), folder.path().join("desk"));
    let mut office = Office::open().await?;
    let display = Display::start(1440, 900)?;
    let official = office.enrol("Lê Văn A", &[VY_DA]).await?;
    let officer = office.enrol_as("Hoàng Thị D", Role::CityDesk, &[]).await?;
    let number = office.post(VY_DA, "Cống nghẹt, rác trôi ra mặt đường.").await?;
    let desk = open(&display, &desk_data, &officer).await?;
    stands(&desk, &number, "new").await?;

    // The sender is asked with no network; what is half written outlives the laptop.
    office.kill().await?;
    letter(&desk, 'm', "form-ask-sender").await?;
    desk.type_into(&test("step-words"), "Xin cho biết số nhà").await?;
    desk.wait_for(&format!("{}[data-kept='true']", test("draft"))).await?;
    desk.kill_9().await?;
    let desk = open(&display, &desk_data, &officer).await?;
    stands(&desk, &number, "new").await?;
    letter(&desk, 'm', "form-ask-sender").await?;
    let kept = desk.find(&test("step-words")).await?.prop("value").await?;
    assert_eq!(kept.as_deref(), Some("Xin cho biết số nhà"));
    commit(&desk).await?;
    stands(&desk, &number, "sender_asked").await?;
    desk.wait_for_text(&test("asked"), "Xin cho biết số nhà").await?;
    desk.wait_for_text(&test("ruler"), "Hạn đang dừng").await?;
    office.start().await?;
    waits(&desk, 0).await?;
    desk.wait_for(&format!("{}[data-count='1']", test("view-sender-asked"))).await?;
    letter(&desk, 'm', "form-take-answer").await?;
    desk.type_into(&test("step-words"), "Số 12 Nguyễn Sinh Cung.").await?;
    commit(&desk).await?;
    stands(&desk, &number, "new").await?;

    // Two units get it; the ward gives its result, HEPCO nothing.
    letter(&desk, 'a', "form-assign").await?;
    desk.type_into(&test("step-unit"), "UBND phường Vỹ Dạ").await?;
    desk.type_into(&test("step-with-0"), "HEPCO").await?;
    desk.wait_for(&test("step-with-1")).await?;
    commit(&desk).await?;
    desk.wait_for(&format!("{}[data-state='waiting']", test("part-hepco"))).await?;
    let ward = open(&display, &ward_data, &official).await?;
    stands(&ward, &number, "new").await?;
    ward.press(['t']).await?;
    ward.wait_for(&format!("{}[data-state='accepted']", test("part-ubnd-19777"))).await?;
    letter(&ward, 's', "form-result").await?;
    ward.type_into(&test("step-words"), "Đã thông cống. Hỏi thêm: anh Nam 0905 123 456.").await?;
    commit(&ward).await?;
    ward.wait_for(&format!("{}[data-state='resulted']", test("part-ubnd-19777"))).await?;
    stands(&ward, &number, "new").await?;

    // HEPCO is taken off: the ward's result is the report's, and is published without the number.
    desk.wait_for(&format!("{}[data-state='resulted']", test("part-ubnd-19777"))).await?;
    letter(&desk, 'a', "form-assign").await?;
    desk.type_into(&test("step-with-0"), "Không có").await?;
    commit(&desk).await?;
    stands(&desk, &number, "resulted").await?;
    letter(&desk, 'v', "form-review").await?;
    desk.click(&test("step-agree")).await?;
    let public = desk.find(&test("step-public")).await?.prop("value").await?.unwrap_or_default();
    assert!(public.contains("anh Nam •••") && !public.contains("0905"), "{public}");
    desk.type_into(&test("step-public"), " 0905 999 888").await?;
    commit(&desk).await?;
    desk.wait_for_text(&test("step-wrong"), "di động").await?;
    desk.click(&test("step-mask")).await?;
    commit(&desk).await?;
    stands(&desk, &number, "closed").await?;
    desk.wait_for_text(&test("history"), "Đóng, công khai").await?;
    letter(&desk, 'v', "form-review-again").await?;
    desk.type_into(&test("step-words"), "Rác lại trôi ra.").await?;
    commit(&desk).await?;
    stands(&desk, &number, "new").await?;
    desk.wait_for_text(&test("history"), "Mở lại lần 1").await?;

    // A second report of the same is found beside it and joined to it.
    let second = office.post(VY_DA, "Rác trôi ra mặt đường vì cống nghẹt.").await?;
    desk.click(&test(&format!("row-{second}"))).await?;
    stands(&desk, &second, "new").await?;
    letter(&desk, 'd', "form-duplicate").await?;
    desk.wait_for(&test(&format!("original-{number}"))).await?;
    commit(&desk).await?;
    stands(&desk, &second, "closed").await?;
    desk.click(&test(&format!("row-{number}"))).await?;
    desk.wait_for_text(&test("duplicates"), &second).await?;
    waits(&desk, 0).await?;
    desk.close().await?;
    ward.close().await
}
