//! A supervisor of two wards: what is open in each, and the queue of one of them.

use anyhow::Result;
use fantoccini::key::Key;
use trucban_domain::Role;
use trucban_tests::desktop::Display;
use trucban_tests::office::Office;
use trucban_tests::world::{THUAN_HOA, VY_DA};

use crate::desk::{open, test};

#[tokio::test]
async fn a_supervisor_sees_what_is_open_in_each_ward_and_every_number_opens_its_list() -> Result<()>
{
    let folder = tempfile::tempdir()?;
    let mut office = Office::open().await?;
    let one = office.post(VY_DA, "Nắp cống hỏng trước kiệt 12.").await?;
    let other = office.post(VY_DA, "Rác ở chợ Vỹ Dạ.").await?;
    let elsewhere = office.post(THUAN_HOA, "Đèn đường tắt ở Hùng Vương.").await?;
    let enrolment = office.enrol_as("Phạm Thị D", Role::Supervisor, &[VY_DA, THUAN_HOA]).await?;
    let display = Display::start(1440, 900)?;
    let window = open(&display, &folder.path().join("laptop"), &enrolment).await?;
    let counted = |count: u32| format!("{}[data-count='{count}']", test("view-open"));
    window.wait_for(&counted(3)).await?;

    window.press(['f']).await?;
    window.wait_for(&format!("{}:focus", test("scope-all"))).await?;
    let open_in = |ward| test(&format!("scope-view-open-{ward}"));
    window.wait_for_text(&open_in(VY_DA), "2").await?;
    window.wait_for_text(&open_in(THUAN_HOA), "1").await?;
    window.click(&open_in(VY_DA)).await?;
    window.wait_until_gone(&test("scope-pane")).await?;
    window.wait_for_text(&test("scope"), "Phạm vi: Phường Vỹ Dạ").await?;
    window.wait_for(&counted(2)).await?;
    window.wait_until_gone(&test(&format!("row-{elsewhere}"))).await?;
    for number in [&one, &other] {
        window.wait_for(&test(&format!("row-{number}"))).await?;
    }

    window.press(['f']).await?;
    window.click(&test(&format!("scope-ward-{THUAN_HOA}"))).await?;
    window.wait_for(&counted(3)).await?;
    window.click(&test("scope-all")).await?;
    window.press([char::from(Key::Escape)]).await?;
    window.wait_until_gone(&test("scope-pane")).await?;
    window.wait_for_text(&test("scope"), "Mọi phường, xã").await?;
    window.wait_for(&test(&format!("row-{elsewhere}"))).await?;
    window.close().await
}
