//! Windows of every size, and letters of every size: nothing that a person needs is out of reach.

use anyhow::{Result, ensure};
use fantoccini::key::Key;
use serde_json::{Value, json};
use trucban_tests::desktop::{Display, Launch, Window};
use trucban_tests::office::Office;
use trucban_tests::world::VY_DA;

/// Screens of a ward official, by the keys that lead there.
const SCREENS: [(&str, &str); 4] =
    [("incidents", "gp"), ("map", "gb"), ("figures", "gs"), ("sync", "gd")];

/// Controls that stand beyond the edge of the window and cannot be scrolled to, of the frame and of
/// the panes that are shown.
const OUT_OF_REACH: &str = "
    const scrolls = node => {
        for (let up = node.parentElement; up; up = up.parentElement) {
            const flow = getComputedStyle(up);
            if (/auto|scroll/.test(flow.overflowX + flow.overflowY)) return true;
        }
        return false;
    };
    const shown = node => node.getClientRects().length > 0
        && getComputedStyle(node).visibility !== 'hidden';
    return [...document.querySelectorAll('button, input, textarea, select, a[href]')]
        .filter(node => shown(node) && !node.closest('.unseen, .map-scale') && !scrolls(node))
        .filter(node => {
            const at = node.getBoundingClientRect();
            return at.right < 1 || at.bottom < 1
                || at.left > innerWidth - 1 || at.top > innerHeight - 1;
        })
        .map(node => node.dataset.testid || node.className || node.tagName);";

#[tokio::test]
async fn every_control_is_within_reach_in_the_smallest_window_and_in_the_largest() -> Result<()> {
    let mut office = Office::open().await?;
    let report = office.post(VY_DA, "Nắp cống hỏng trước kiệt 12 Nguyễn Sinh Cung.").await?;
    for (width, height) in [(1, 1), (640, 480), (1_024, 600), (3_840, 2_160)] {
        let folder = tempfile::tempdir()?;
        let enrolment = office.enrol(&format!("Lê Văn {width}"), &[VY_DA]).await?;
        let display = Display::start(width.max(800), height.max(600))?;
        let launch = Launch::console(folder.path())?
            .arg("--enrolment")
            .arg(&enrolment)
            .arg("--size")
            .arg(format!("{width}x{height}"));
        let window = Window::open(&display, &launch).await?;
        window.wait_for("body[data-ready='incidents']").await?;
        window.click(&format!("[data-testid='row-{report}']")).await?;
        everything_is_within_reach(&window, &format!("{width}x{height}")).await?;
        window.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn letters_of_150_percent_leave_every_control_within_reach_and_stay_after_a_restart()
-> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut office = Office::open().await?;
    let enrolment = office.enrol("Lê Văn A", &[VY_DA]).await?;
    let report = office.post(VY_DA, "Nắp cống hỏng trước kiệt 12 Nguyễn Sinh Cung.").await?;
    let display = Display::start(1_280, 800)?;
    let launch = || {
        Ok::<_, anyhow::Error>(Launch::console(folder.path())?.arg("--enrolment").arg(&enrolment))
    };

    let window = Window::open(&display, &launch()?).await?;
    window.wait_for("body[data-ready='incidents']").await?;
    let usual = inner_width(&window).await?;
    for _ in 0..6 {
        chord(&window, '=').await?;
    }
    window.wait_until("larger letters", || shrunk_to(&window, usual / 1.5)).await?;
    window.click(&format!("[data-testid='row-{report}']")).await?;
    everything_is_within_reach(&window, "150 %").await?;
    window.close().await?;

    let window = Window::open(&display, &launch()?).await?;
    window.wait_for("body[data-ready='incidents']").await?;
    window.wait_until("letters as they were", || shrunk_to(&window, usual / 1.5)).await?;
    chord(&window, '0').await?;
    window.wait_until("letters in their usual size", || shrunk_to(&window, usual)).await?;
    window.close().await
}

async fn everything_is_within_reach(window: &Window, size: &str) -> Result<()> {
    for (screen, keys) in SCREENS {
        window.press(keys.chars()).await?;
        window.wait_for(&format!("body[data-ready='{screen}']")).await?;
        let lost = window.script(OUT_OF_REACH).await?;
        ensure!(lost == json!([]), "{screen} at {size}: {lost} cannot be reached");
    }
    Ok(())
}

async fn chord(window: &Window, key: char) -> Result<()> {
    let page = window.find("[data-testid='queue']").await?;
    page.send_keys(&format!("{}{key}", char::from(Key::Control))).await?;
    Ok(())
}

async fn inner_width(window: &Window) -> Result<f64> {
    Ok(window.script("return innerWidth").await?.as_f64().unwrap_or_default())
}

async fn shrunk_to(window: &Window, width: f64) -> Result<Option<()>> {
    let now = window.script("return innerWidth").await?;
    let now = if let Value::Number(now) = now { now.as_f64() } else { None };
    Ok(now.is_some_and(|now| (now - width).abs() < 2.0).then_some(()))
}

#[tokio::test]
async fn what_stands_beside_a_report_is_put_away_and_comes_back_with_one_key() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut office = Office::open().await?;
    let enrolment = office.enrol("Lê Văn A", &[VY_DA]).await?;
    let report = office.post(VY_DA, "Nắp cống hỏng trước kiệt 12 Nguyễn Sinh Cung.").await?;
    let display = Display::start(1_440, 900)?;
    let launch = Launch::console(folder.path())?.arg("--enrolment").arg(&enrolment);
    let window = Window::open(&display, &launch).await?;
    window.click(&format!("[data-testid='row-{report}']")).await?;
    window.wait_for("aside.context").await?;
    let beside = |width: &'static str| {
        let seen = format!(
            "const box = document.querySelector('aside.context').getBoundingClientRect();
             return box.width {width}"
        );
        let window = &window;
        async move {
            window
                .wait_until(
                    &format!("what stands beside the report to be {width} wide"),
                    || async { Ok((window.script(&seen).await? == true).then_some(())) },
                )
                .await
        }
    };
    beside("> 200").await?;
    window.press([']']).await?;
    beside("=== 0").await?;
    window.press([']']).await?;
    beside("> 200").await?;
    window.close().await
}
