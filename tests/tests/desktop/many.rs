//! An act on many reports at once, and undoing it while nobody has sent it.

use anyhow::Result;
use trucban_tests::desktop::Display;
use trucban_tests::office::Office;
use trucban_tests::world::VY_DA;

use crate::desk::{offline, open, test, waits};

#[tokio::test]
async fn reports_are_selected_and_accepted_together_by_keyboard_offline_and_undone() -> Result<()> {
    let folder = trucban_tests::folder()?;
    let mut office = Office::open().await?;
    let display = Display::start(1440, 900)?;
    let official = office.enrol("Lê Văn A", &[VY_DA]).await?;
    for text in ["Đèn đường hỏng.", "Rác tồn đọng.", "Cây gãy cành."] {
        office.post(VY_DA, text).await?;
    }
    let window = open(&display, folder.path(), &official).await?;
    window.wait_for(&format!("{}[data-count='3']", test("view-new"))).await?;
    office.kill().await?;
    offline(&window).await?;
    window.press(['x']).await?;
    window.wait_for("[data-selected='true']").await?;
    window.press_holding('\u{e008}', 'j').await?;
    window.press_holding('\u{e008}', 'j').await?;
    window.wait_for_text(&test("selected"), "3").await?;
    window.press(['t']).await?;
    window.wait_for(&format!("{}[data-count='3']", test("view-acknowledged"))).await?;
    waits(&window, 3).await?;
    window.wait_for(&format!("{}[data-count='3']", test("view-mine"))).await?;

    window.press_holding('\u{e009}', 'z').await?;
    window.wait_for(&format!("{}[data-count='3']", test("view-new"))).await?;
    waits(&window, 0).await?;

    // What was undone is as if it had not been done; what is done now arrives.
    window.press(['t']).await?;
    waits(&window, 1).await?;
    office.start().await?;
    waits(&window, 0).await?;
    window.wait_for(&format!("{}[data-count='1']", test("view-acknowledged"))).await?;
    window.close().await
}
