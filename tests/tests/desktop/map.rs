//! The map in the real window: it is drawn under the page's own policy, and leads to the queue.

use anyhow::{Result, ensure};
use fantoccini::key::Key;
use serde_json::json;
use trucban_domain::Role;
use trucban_tests::desktop::{Display, Launch, Window};
use trucban_tests::office::Office;
use trucban_tests::world::VY_DA;

use crate::desk::{Desk, ENTER, LOT, test};

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

    window.press("gb".chars()).await?;
    window.wait_for("body[data-ready='map']").await?;
    window.press(['f']).await?;
    window.wait_for("body[data-ready='incidents']").await?;
    let in_view = "[data-testid='view-on-map'][aria-pressed='true'][data-count='1']";
    window.wait_for(in_view).await?;
    window.wait_for(&format!("[data-testid='row-{report}']")).await?;

    let complaints = window.script("return window.complaints").await?;
    ensure!(complaints == json!([]), "{complaints}");
    window.close().await
}

/// Answers every reading of this kind with what no map can be drawn from.
const DAMAGED: &str = "
    window.whole ??= window.fetch;
    window.fetch = (address, how) => {
        const asked = String(address.url ?? address);
        if (!asked.includes(KIND)) return window.whole(address, how);
        return Promise.resolve(new Response(new Uint8Array(64).fill(0xff)));
    }";
const WHOLE: &str = "window.fetch = window.whole";

#[tokio::test]
async fn tiles_that_come_damaged_are_told_and_read_again_and_damaged_letters_are_drawn_otherwise()
-> Result<()> {
    let office = Office::open().await?;
    office.fill(60).await?;
    let display = Display::start(1280, 800)?;
    let desk = Desk::open(&display, &office, Role::WardOfficial).await?;
    desk.has_everything().await?;
    let window = &desk.window;
    let in_view = format!("{} .in-view-thing", test("map-in-view"));

    window.script(&DAMAGED.replace("KIND", "'tile'")).await?;
    window.press("gb".chars()).await?;
    window.wait_for_text(&test("map-note"), "Một phần bản đồ không đọc được").await?;
    // What could not be read was told, so the map has come to rest.
    desk.stands_on("map").await?;
    // What is looked up does not need the picture.
    desk.types(&format!("1/1 vy da{ENTER}")).await?;
    window.wait_for_text(&test("map-card"), LOT).await?;
    window.script(WHOLE).await?;
    window.click(&test("map-read-again")).await?;
    window.wait_until_gone(&test("map-note")).await?;
    window.click(&test("map-tab-in-view")).await?;
    window.wait_for(&in_view).await?;
    window.press("gp".chars()).await?;
    desk.stands_on("incidents").await?;

    window.script(LISTEN).await?;
    window.script(&DAMAGED.replace("KIND", "'/glyphs/'")).await?;
    window.press("gb".chars()).await?;
    window
        .wait_until("letters of the machine's own", || async {
            let said = window.script("return window.complaints.join()").await?;
            Ok(said.as_str().is_some_and(|it| it.contains("U+0054 locally")).then_some(()))
        })
        .await?;
    desk.stands_on("map").await?;
    window.click(&test("map-tab-in-view")).await?;
    window.wait_for(&in_view).await?;
    ensure!(window.find_all(&test("map-note")).await?.is_empty(), "nothing is missing");

    // Tiles that fail while the map flies somewhere else.
    window.script(&DAMAGED.replace("KIND", "'tile'")).await?;
    desk.types(&format!("16.4500, 107.5500{ENTER}")).await?;
    window.wait_for_text(&test("map-note"), "Một phần bản đồ không đọc được").await?;
    window.script(WHOLE).await?;
    window.click(&test("map-read-again")).await?;
    window.wait_until_gone(&test("map-note")).await?;
    desk.stands_on("map").await?;
    desk.window.close().await
}

/// Moves the pointer about the middle of the map until the label beside it says this.
async fn pointer_finds(window: &Window, said: &str) -> Result<String> {
    let mut right = 0.0;
    window
        .wait_until(&format!("\"{said}\" beside the pointer"), || {
            right = 1.0 - right;
            async move {
                window.point_at(&test("map-canvas"), right).await?;
                let tip = window.script(TIP).await?;
                Ok(tip.as_str().filter(|tip| tip.contains(said)).map(str::to_owned))
            }
        })
        .await
}

/// What the list of what is in view says.
async fn listed(window: &Window) -> Result<String> {
    let said = window
        .script("return document.querySelector('[data-testid=map-in-view]')?.innerText ?? ''")
        .await?;
    Ok(said.as_str().unwrap_or_default().to_owned())
}

async fn list_says(window: &Window, parts: &[&str]) -> Result<String> {
    window
        .wait_until(&format!("{parts:?} in the list of what is in view"), || async {
            let text = listed(window).await?;
            Ok(parts.iter().all(|part| text.contains(part)).then_some(text))
        })
        .await
}

const TIP: &str = "return document.querySelector('[data-testid=map-tip]')?.innerText ?? ''";
const RATIO: &str =
    "return document.querySelector('[data-testid=map-scale]').textContent.match(/1:[0-9.]+/)[0]";
const CURSOR: &str =
    "return getComputedStyle(document.querySelector('.maplibregl-canvas-container')).cursor";

#[tokio::test]
async fn reports_close_together_are_one_cluster_and_a_click_comes_nearer_until_each_stands_alone()
-> Result<()> {
    let mut office = Office::open().await?;
    let display = Display::start(1280, 800)?;
    let one = office.post(VY_DA, "Nắp cống hỏng trước kiệt 12 Nguyễn Sinh Cung.").await?;
    let other = office.post(VY_DA, "Đèn đường không sáng ở đầu kiệt 12.").await?;
    let desk = Desk::open(&display, &office, Role::WardOfficial).await?;
    let window = &desk.window;
    window.click(&test(&format!("row-{one}"))).await?;
    window.script(LISTEN).await?;
    window.press("gb".chars()).await?;
    desk.stands_on("map").await?;
    window.wait_for_text(&test("map-report"), &one).await?;
    window.click(&test("map-tab-in-view")).await?;
    list_says(window, &[&one, &other]).await?;

    let ratio = window.script(RATIO).await?;

    window.press("-".chars()).await?;
    let text = list_says(window, &["2 phản ánh"]).await?;
    ensure!(!text.contains(&one) && !text.contains(&other), "{text}");
    pointer_finds(window, "2 phản ánh").await?;
    ensure!(window.script(CURSOR).await? == "pointer");
    window.click(&test("map-canvas")).await?;
    list_says(window, &[&one, &other]).await?;

    // The list leads nearer as the symbol does, for the keyboard.
    window.press("-".chars()).await?;
    window
        .wait_until("the ratio of before", || async {
            Ok((window.script(RATIO).await? == ratio).then_some(()))
        })
        .await?;
    window.press("-".chars()).await?;
    list_says(window, &["2 phản ánh"]).await?;
    window.click(".in-view-thing").await?;
    list_says(window, &[&one, &other]).await?;
    let complaints = window.script("return window.complaints").await?;
    ensure!(complaints == json!([]), "{complaints}");
    desk.window.close().await
}

#[tokio::test]
async fn the_pointer_over_a_lot_or_a_report_says_what_it_is_without_a_question_to_the_shell()
-> Result<()> {
    let mut office = Office::open().await?;
    office.fill(60).await?;
    let words = "Nắp cống hỏng trước kiệt 12 Nguyễn Sinh Cung.";
    let report = office.post(VY_DA, words).await?;
    let display = Display::start(1280, 800)?;
    let desk = Desk::open(&display, &office, Role::WardOfficial).await?;
    desk.has_everything().await?;
    let window = &desk.window;
    desk.looks_up_a_lot().await?;
    window.script(ASKED).await?;
    let said = pointer_finds(window, "Thửa 1 · Tờ 1").await?;
    ensure!(said.lines().count() == 2 && said.contains(" · Đất "), "{said}");
    ensure!(window.script(CURSOR).await? == "pointer");
    ensure!(window.script("return window.asked.length").await? == 0);
    window.click(&test("map-canvas")).await?;
    window
        .wait_until("the question of a click", || async {
            Ok((window.script("return window.asked.length").await? == 1).then_some(()))
        })
        .await?;
    window.point_at(&test("map-tab-layers"), 0.0).await?;
    window.wait_until_gone(&test("map-tip")).await?;

    desk.types(&format!("{report}{ENTER}")).await?;
    desk.stands_on("incidents").await?;
    window.wait_for_text(&test("detail-number"), &report).await?;
    window.press("gb".chars()).await?;
    desk.stands_on("map").await?;
    let said = pointer_finds(window, &report).await?;
    ensure!(said.contains("Nắp cống hỏng"), "{said}");
    desk.window.close().await
}

/// Writes down which questions about places the page asks the shell.
const ASKED: &str = "
    window.asked = [];
    const fetch = window.fetch;
    window.fetch = (address, how) => {
        const asked = String(address.url ?? address);
        if (asked.includes('look_up') || asked.includes('read_')) window.asked.push(asked);
        return fetch(address, how);
    }";
