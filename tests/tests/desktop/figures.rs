//! The figures in the real window: by keyboard, in any period, equal to what the store counts, and the
//! same in the file that is made of them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use fantoccini::key::Key;
use trucban_domain::figures::{Figures, Outcome, Period, PeriodKind};
use trucban_domain::{Clock as _, Role};
use trucban_host::{SystemClock, SystemEntropy};
use trucban_store::{Access, FiguresAsk, KeyPreference, OpenStore, Store};
use trucban_tests::desktop::{Display, Launch, Window};
use trucban_tests::office::Office;
use trucban_tests::world::VY_DA;

use crate::desk::{DOWNLOADS, ENTER, test};

/// A sample city with reports of several months.
const REPORTS: u32 = 300;

/// A ward's console that has everything.
async fn console(display: &Display, office: &Office, data: &Path) -> Result<Window> {
    let enrolment = office.enrol_as("Lê Văn A", Role::WardOfficial, &[VY_DA]).await?;
    // No folder of downloads is known there: files go beside the data.
    let launch = Launch::console(data)?
        .env("HOME", data)
        .env("XDG_CONFIG_HOME", data.join("config"))
        .arg("--enrolment")
        .arg(enrolment);
    let mut window = Window::open(display, &launch).await?;
    window.set_deadline(DOWNLOADS);
    window.wait_for("body[data-ready='incidents']").await?;
    window.wait_until_gone(&test("status-first-sync")).await?;
    Ok(window)
}

/// What the store of this laptop counts, read beside the console.
fn counted(data: &Path, period: Period) -> Result<Figures> {
    let store = Store::open(OpenStore {
        folder: data,
        key: KeyPreference::FileOnly,
        build: "0.1.0",
        entropy: Arc::new(SystemEntropy),
        access: Access::ReadOnly,
    })?;
    let today = SystemClock.now().local().date();
    Ok(store.figures(&FiguresAsk { period, ward: None, today })?)
}

fn now(kind: PeriodKind) -> Period {
    Period::holding(kind, SystemClock.now().local().date())
}

/// The screen shows this period, with the numbers of the store.
async fn shows(window: &Window, data: &Path, period: Period) -> Result<Figures> {
    let name = format!("{}[data-period='{period}']", test("period-name"));
    window.wait_for(&name).await?;
    let figures = counted(data, period)?;
    let counts = figures.total.counts;
    for (tile, share) in [
        ("rate-handled", counts.handled_rate()),
        ("rate-on-time", counts.on_time_rate()),
        ("rate-extended", counts.extended_rate()),
        ("rate-late", counts.late_rate()),
    ] {
        let parts = format!("[data-part='{}'][data-whole='{}']", share.part, share.whole);
        window.wait_for(&format!("{}{parts}", test(tile))).await?;
    }
    let received = format!("{}[data-received='{}']", test("cohort"), counts.received());
    window.wait_for(&received).await?;
    let overdue = format!("{}[data-part='{}']", test("rate-overdue"), figures.total.overdue.rows);
    window.wait_for(&overdue).await?;
    Ok(figures)
}

#[tokio::test]
async fn figures_are_those_of_the_store_in_every_period_and_in_the_file_without_a_network()
-> Result<()> {
    let folder = trucban_tests::folder()?;
    let data = folder.path().join("laptop");
    let mut office = Office::open().await?;
    office.fill(REPORTS).await?;
    let display = Display::start(1280, 800)?;
    let window = console(&display, &office, &data).await?;
    office.kill().await?;

    // By its key, and the period by the arrows.
    window.press("gs".chars()).await?;
    window.wait_for("body[data-ready='figures']").await?;
    shows(&window, &data, now(PeriodKind::Month)).await?;
    let arrow = |key: Key| [char::from(key)];
    window.press(arrow(Key::Left)).await?;
    shows(&window, &data, now(PeriodKind::Month).earlier()).await?;
    window.press(arrow(Key::Right)).await?;
    window.press(arrow(Key::Up)).await?;
    shows(&window, &data, now(PeriodKind::Quarter)).await?;
    window.press(arrow(Key::Up)).await?;
    let year = now(PeriodKind::Year);
    let figures = shows(&window, &data, year).await?;
    ensure!(figures.total.counts.handled() > 0, "the sample has handled reports: {figures:?}");

    // Typed days; days that are none are told so and change nothing.
    window.click(&test("period-free")).await?;
    retype(&window, "period-from", "30/02/2026").await?;
    window.press([ENTER]).await?;
    window.wait_for_text(&test("period-wrong"), "chưa đúng").await?;
    let days = Period::between(year.first(), SystemClock.now().local().date());
    let days = days.context("a year that began")?;
    let typed = |day| trucban_domain::Timestamp::start_of(day).day_month_year();
    retype(&window, "period-from", &typed(days.first())).await?;
    retype(&window, "period-to", &typed(days.last())).await?;
    window.press([ENTER]).await?;
    let figures = shows(&window, &data, days).await?;

    // The file holds the same, and a second one takes another name.
    let first = exported(&window, "export-figures-csv").await?;
    ensure!(Path::new(&first).starts_with(data.join("exports")), "{first}");
    same_as_store(&first, &figures)?;
    let list = exported(&window, "export-reports-csv").await?;
    let text = std::fs::read_to_string(&list)?;
    let lines = csv::Reader::from_reader(text.as_bytes()).records().count();
    ensure!(lines == usize::try_from(figures.total.counts.received())?, "{lines} in {list}");
    window.click(&test("export-figures-csv")).await?;
    window
        .wait_until("another file", || async {
            let path = path(&window).await?;
            Ok(path.filter(|path| path.ends_with("(2).csv")))
        })
        .await?;

    // The number of late ones leads to the queue of the ward.
    window.click(&test("rate-overdue")).await?;
    window.wait_for("body[data-ready='incidents']").await?;
    window.close().await
}

/// Replaces what stands in a field.
async fn retype(window: &Window, field: &str, text: &str) -> Result<()> {
    let field = format!("document.querySelector(\"{}\")", test(field));
    window.script(&format!("{field}.focus(); {field}.select()")).await?;
    window.press(text.chars()).await
}

async fn path(window: &Window) -> Result<Option<String>> {
    let path =
        format!("return document.querySelector(\"{}\").dataset.path ?? null", test("exported"));
    Ok(window.script(&path).await?.as_str().map(str::to_owned))
}

/// Presses a button that writes a file; where the file is.
async fn exported(window: &Window, button: &str) -> Result<String> {
    let before = path(window).await?;
    window.click(&test(button)).await?;
    window
        .wait_until("the file", || async {
            let path = path(window).await?;
            Ok(path.filter(|path| Some(path) != before.as_ref()))
        })
        .await
}

fn same_as_store(path: &str, figures: &Figures) -> Result<()> {
    let text = std::fs::read_to_string(path)?;
    let text = text.strip_prefix('\u{feff}').context("a byte order mark")?;
    let mut read = csv::Reader::from_reader(text.as_bytes());
    let lines: Vec<BTreeMap<String, String>> =
        read.deserialize().collect::<Result<_, csv::Error>>()?;
    let of = |by: &str| lines.iter().filter(|line| line["Chia theo"] == by).collect::<Vec<_>>();
    let total = of("Tổng");
    let counts = figures.total.counts;
    for (title, rows) in [
        ("Đã gửi", counts.received()),
        ("Đã tiếp nhận", counts.accepted()),
        ("Đã xử lý", counts.handled()),
        ("Đúng hạn", counts.of(Outcome::InTime)),
        ("Đang mở, quá hạn", figures.total.overdue.rows),
    ] {
        ensure!(total[0][title] == rows.to_string(), "{title}: {total:?}");
    }
    let categories = of("Lĩnh vực");
    ensure!(categories.len() == figures.categories.len(), "{categories:?}");
    for (line, kept) in categories.iter().zip(&figures.categories) {
        ensure!(line["Mã"] == kept.of.0, "{line:?}");
        ensure!(line["Đã gửi"] == kept.counts.received().to_string(), "{line:?}");
    }
    Ok(())
}
