//! The map in the real window: it is drawn under the page's own policy, and leads to the queue.

use anyhow::{Result, ensure};
use fantoccini::key::Key;
use serde_json::json;
use trucban_tests::desktop::{Display, Launch, Window};
use trucban_tests::office::Office;
use trucban_tests::world::VY_DA;

/// Writes down what the page's policy refuses and what is complained of in its console.
const LISTEN: &str = "
    window.complaints = [];
    document.addEventListener('securitypolicyviolation',
        event => window.complaints.push(event.effectiveDirective + ' ' + event.blockedURI));
    window.addEventListener('error', event => window.complaints.push(event.message));
    for (const level of ['error', 'warn']) {
        const said = console[level];
        console[level] = (...words) => {
            window.complaints.push(words.map(String).join(' '));
            said.apply(console, words);
        };
    }";

#[tokio::test]
async fn the_map_is_drawn_under_the_page_s_policy_and_leads_to_the_report_and_back() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut office = Office::open().await?;
    let display = Display::start(1280, 800)?;
    let enrolment = office.enrol("Lê Văn A", &[VY_DA]).await?;
    let launch = Launch::console(folder.path())?.arg("--enrolment").arg(&enrolment);
    let window = Window::open(&display, &launch).await?;
    window.wait_for("body[data-ready='incidents']").await?;
    let report = office.post(VY_DA, "Nắp cống hỏng trước kiệt 12 Nguyễn Sinh Cung.").await?;
    window.click(&format!("[data-testid='row-{report}']")).await?;
    window.script(LISTEN).await?;

    window.press("gb".chars()).await?;
    window.wait_for("body[data-ready='map']").await?;
    window.wait_for("[data-testid='map-canvas'] canvas").await?;
    window.wait_for("[data-testid='map-scale']").await?;
    window.wait_for_text("[data-testid='map-report'] strong", &report).await?;

    window.press("[]".chars()).await?;
    window.wait_for(".city-map.without-layers.without-card").await?;
    window.press([char::from(Key::Enter)]).await?;
    window.wait_for("body[data-ready='incidents']").await?;
    window.wait_for_text("[data-testid='detail-number']", &report).await?;

    let complaints = window.script("return window.complaints").await?;
    ensure!(complaints == json!([]), "{complaints}");
    window.close().await
}
