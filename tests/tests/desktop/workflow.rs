//! A report through the hands of a ward and of the city desk, by keyboard, while central comes and goes.

use anyhow::Result;
use trucban_domain::Role;
use trucban_tests::desktop::Display;
use trucban_tests::office::Office;
use trucban_tests::world::VY_DA;

use crate::desk::{commit, offline, open, stands, test, waits};

#[tokio::test]
async fn a_report_is_returned_assigned_and_closed_with_a_result_by_keyboard_and_half_of_it_offline()
-> Result<()> {
    let folder = tempfile::tempdir()?;
    let (ward_data, desk_data) = (folder.path().join("ward"), folder.path().join("desk"));
    let mut office = Office::open().await?;
    let display = Display::start(1440, 900)?;
    let official = office.enrol("Lê Văn A", &[VY_DA]).await?;
    let officer = office.enrol_as("Hoàng Thị D", Role::CityDesk, &[]).await?;
    let number = office.post(VY_DA, "Nắp hố ga vỡ trước kiệt 12 Nguyễn Sinh Cung.").await?;
    let ward = open(&display, &ward_data, &official).await?;
    ward.wait_for(&test(&format!("row-{number}"))).await?;
    stands(&ward, &number, "new").await?;
    assert!(ward.find_all(&test("open-assign")).await?.is_empty(), "that is the city desk's");

    // The ward returns it with no network, and its laptop dies.
    office.kill().await?;
    offline(&ward).await?;
    ward.press(['b']).await?;
    ward.wait_for(&test("form-return")).await?;
    commit(&ward).await?;
    ward.wait_for_text(&test("step-wrong"), "Chưa chọn đơn vị").await?;
    ward.type_into(&test("step-unit"), "HEPCO").await?;
    commit(&ward).await?;
    ward.wait_for_text(&test("step-wrong"), "Chưa ghi nội dung").await?;
    ward.type_into(&test("step-words"), "Hố ga do HEPCO quản lý.").await?;
    commit(&ward).await?;
    stands(&ward, &number, "returned").await?;
    waits(&ward, 1).await?;
    ward.kill_9().await?;
    let ward = open(&display, &ward_data, &official).await?;
    stands(&ward, &number, "returned").await?;
    waits(&ward, 1).await?;

    // The city desk gives it back to the ward, which is told to take it after all.
    office.start().await?;
    waits(&ward, 0).await?;
    let desk = open(&display, &desk_data, &officer).await?;
    desk.wait_for(&format!("{}[data-count='1']", test("view-returned"))).await?;
    stands(&desk, &number, "returned").await?;
    desk.wait_for_text(&test("returned"), "HEPCO").await?;
    desk.press(['a']).await?;
    desk.wait_for(&test("form-assign")).await?;
    let proposed = desk.find(&test("step-unit")).await?.prop("value").await?;
    assert_eq!(proposed.as_deref(), Some("hepco"), "the proposed unit is preselected");
    desk.type_into(&test("step-unit"), "UBND phường Vỹ Dạ").await?;
    commit(&desk).await?;
    stands(&desk, &number, "new").await?;

    // The ward accepts it and gives its result; the city desk approves with no network.
    stands(&ward, &number, "new").await?;
    ward.press(['t']).await?;
    stands(&ward, &number, "acknowledged").await?;
    ward.press(['e']).await?;
    ward.wait_for(&test("form-ask-extension")).await?;
    ward.type_into(&test("step-until"), "1/3/2027").await?;
    ward.type_into(&test("step-words"), "Chờ vật tư.").await?;
    commit(&ward).await?;
    stands(&ward, &number, "extension_asked").await?;
    stands(&desk, &number, "extension_asked").await?;
    desk.wait_for_text(&test("extension"), "01/03/2027").await?;
    desk.press(['e']).await?;
    desk.wait_for(&test("form-decide-extension")).await?;
    desk.click(&test("step-agree")).await?;
    commit(&desk).await?;
    stands(&desk, &number, "acknowledged").await?;
    stands(&ward, &number, "acknowledged").await?;
    ward.wait_for_text(&test("history"), "Đồng ý gia hạn tới 01/03/2027").await?;
    ward.press(['s']).await?;
    ward.wait_for(&test("form-result")).await?;
    ward.click(&test("step-letter")).await?;
    commit(&ward).await?;
    ward.wait_for_text(&test("step-wrong"), "…").await?;
    let words = ward.find(&test("step-words")).await?;
    words.clear().await?;
    ward.type_into(&test("step-words"), "Đã thay nắp hố ga lúc 15 giờ.").await?;
    commit(&ward).await?;
    stands(&ward, &number, "resulted").await?;
    stands(&desk, &number, "resulted").await?;
    desk.wait_for_text(&test("result"), "Đã thay nắp hố ga lúc 15 giờ.").await?;
    office.kill().await?;
    offline(&desk).await?;
    desk.press(['v']).await?;
    desk.wait_for(&test("form-review")).await?;
    commit(&desk).await?;
    desk.wait_for_text(&test("step-wrong"), "đạt hay chưa đạt").await?;
    desk.click(&test("step-agree")).await?;
    commit(&desk).await?;
    stands(&desk, &number, "closed").await?;
    waits(&desk, 1).await?;

    office.start().await?;
    waits(&desk, 0).await?;
    stands(&ward, &number, "closed").await?;
    ward.wait_for_text(&test("history"), "Đã thay nắp hố ga lúc 15 giờ.").await?;
    desk.close().await?;
    ward.close().await
}
