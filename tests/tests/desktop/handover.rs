//! Two officials of one ward hand a shift over in the real window: written by keyboard with central
//! away and the window killed in the middle, taken with two keys by the other one.

use anyhow::Result;
use serde_json::json;
use trucban_tests::desktop::{Display, Window};
use trucban_tests::office::Office;
use trucban_tests::world::VY_DA;

use crate::desk::{ENTER, commit, open, test, waits};

const NOTES: &str = "Ba Sau hen 8 gio sang mai";

/// What stands in the field of the notes.
const WRITTEN: &str =
    "return document.querySelector(`[data-testid='handover-words']`)?.value ?? null";

async fn goes_to_hand_overs(window: &Window) -> Result<()> {
    window.press(['q']).await?;
    window.wait_for("body[data-ready='handovers']").await?;
    Ok(())
}

async fn opens_the_form(window: &Window) -> Result<()> {
    window.wait_for(&test("handover-write")).await?;
    window.press(['q']).await?;
    // The other window lies over this one, so that only one of them is in front.
    window
        .wait_until("the notes to be written in", || async {
            let focus = window.script("return document.activeElement.dataset.testid ?? ''").await?;
            Ok((focus == "handover-words").then_some(()))
        })
        .await
}

#[tokio::test]
async fn a_shift_handed_over_offline_by_keyboard_after_a_kill_is_taken_with_two_keys() -> Result<()>
{
    let folder = tempfile::tempdir()?;
    let mut office = Office::open().await?;
    let display = Display::start(1440, 900)?;
    let (evening, morning) = (folder.path().join("evening"), folder.path().join("morning"));
    let giver = office.enrol("Lê Văn A", &[VY_DA]).await?;
    let taker = office.enrol("Trần Thị B", &[VY_DA]).await?;
    let first = open(&display, &evening, &giver).await?;
    let second = open(&display, &morning, &taker).await?;
    office.kill().await?;
    first.wait_for(&format!("{}[data-state='offline']", test("status-connection"))).await?;

    goes_to_hand_overs(&first).await?;
    opens_the_form(&first).await?;
    first.press(NOTES.chars()).await?;
    first.wait_for(&format!("{}[data-kept='true']", test("draft"))).await?;
    first.kill_9().await?;

    let first = open(&display, &evening, &giver).await?;
    goes_to_hand_overs(&first).await?;
    opens_the_form(&first).await?;
    first
        .wait_until("what was written", || async {
            Ok((first.script(WRITTEN).await? == json!(NOTES)).then_some(()))
        })
        .await?;
    first.wait_for(&test("handover-left")).await?;
    commit(&first).await?;
    first.wait_for_text(&test("handover-notes"), NOTES).await?;
    first.wait_for_text(&test("handover-taker"), "Chưa ai nhận").await?;
    waits(&first, 1).await?;

    office.start().await?;
    waits(&first, 0).await?;
    second.wait_for_text(&format!("{} .rail-badge", test("nav-handovers")), "1").await?;
    goes_to_hand_overs(&second).await?;
    second.wait_for_text(&test("handover-notes"), NOTES).await?;
    second.press([ENTER]).await?;
    second.wait_for_text(&test("handover-taker"), "Trần Thị B").await?;
    second.wait_until_gone(&format!("{} .rail-badge", test("nav-handovers"))).await?;
    first.wait_for_text(&test("handover-taker"), "Trần Thị B").await?;
    first.click(&test("lang-en")).await?;
    first.wait_for_text(&test("handover-sheet"), "SHIFT HAND-OVER").await?;
    for window in [first, second] {
        window.close().await?;
    }
    Ok(())
}
