//! A page of the queue from anywhere in a view, and the first page of a view that was just chosen: the
//! 99th percentile, against plain SQL that is told where the page begins. And how the page grows with
//! the reports: 183,000 against 20,000.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use rusqlite::{Connection, params};
use tokio::runtime::Runtime;
use tokio::time::Instant;
use trucban_domain::{Clock as _, QueueDay, Role};
use trucban_host::SystemClock;
use trucban_store::{QueueAsk, Store, View};
use trucban_tests::chance::SeededEntropy;
use trucban_tests::office::Office;

use crate::city::{City, ctl, fetch, open};
use crate::{Figure, Set, bare_file, ms, quantile};

pub const SET: Set = Set { names: &[PAGE, FILTER, GROWTH], measure, base: true };
const PAGE: &str = "queue_page_p99";
const FILTER: &str = "queue_filter_p99";
const GROWTH: &str = "queue_page_p99_183k_to_20k";
const SAMPLES: usize = 2_000;
const WARM_UP: usize = 100;
const SHARE: f64 = 0.99;
/// Rows that the window asks for at once.
const ROWS: u32 = 160;
/// Part of the whole city that has 20,000 reports.
const SMALL: &str = "0.109";
const VIEWS: [View; 4] = [View::Open, View::New, View::Acknowledged, View::Closed];

/// The reports of a lane from a place on, whoever knows it.
const BARE_PAGE: &str = "SELECT data FROM incident
     WHERE lane = ?1 AND (order_at, number_order, n) >= (?2, ?3, ?4)
     ORDER BY order_at, number_order, n LIMIT ?5";

fn measure(runtime: &Runtime, city: &mut City) -> Result<Vec<Figure>> {
    let small = runtime.block_on(small_laptop(city))?;
    let (large, small) = (city.store()?, open(&small)?);
    let bare = bare_file::open(&city.laptop)?;
    let starts = starts(&bare)?;
    let chance = SeededEntropy::new(3);
    let (mut ours, mut reference, mut less) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..WARM_UP + SAMPLES {
        let page = anywhere(&large, &chance)?;
        let ours_took = timed(|| Ok(large.queue(&page)?))?;
        let start = &starts[usize::try_from(chance.below(starts.len() as u64))?];
        let bare_took = timed(|| bare_page(&bare, start))?;
        let page = anywhere(&small, &chance)?;
        let less_took = timed(|| Ok(small.queue(&page)?))?;
        if round >= WARM_UP {
            ours.push(ours_took);
            reference.push(bare_took);
            less.push(less_took);
        }
    }
    let firsts = [0, 1, 2].map(Start::of_lane);
    let (mut chosen, mut first) = (Vec::new(), Vec::new());
    for round in 0..WARM_UP + SAMPLES {
        let view = VIEWS[round % VIEWS.len()];
        let took = timed(|| Ok((large.queue(&ask(view, 0))?, large.view_counts()?)))?;
        let bare_took = timed(|| bare_page(&bare, &firsts[round % firsts.len()]))?;
        if round >= WARM_UP {
            chosen.push(took);
            first.push(bare_took);
        }
    }
    let page = quantile(&mut ours, SHARE);
    Ok(vec![
        Figure::ms(PAGE, page, quantile(&mut reference, SHARE)),
        Figure::ms(FILTER, quantile(&mut chosen, SHARE), quantile(&mut first, SHARE)),
        Figure::ms(GROWTH, page, quantile(&mut less, SHARE)),
    ])
}

/// A laptop of another city, of 20,000 reports.
async fn small_laptop(city: &City) -> Result<PathBuf> {
    let folder = city.beside("small");
    std::fs::create_dir(&folder)?;
    let mut office = Office::in_folder(&folder);
    ctl(&office.data(), ["sample-city", "--scale", SMALL]).await?;
    office.start().await?;
    let enrolment = office.enrol_as("Nguyễn Văn D", Role::CityDesk, &[]).await?;
    let laptop = folder.join("laptop");
    fetch(&laptop, &enrolment).await?;
    office.kill().await?;
    Ok(laptop)
}

fn ask(view: View, offset: u32) -> QueueAsk {
    let day = QueueDay::of(SystemClock.now());
    QueueAsk { view, wards: Vec::new(), search: String::new(), offset, limit: ROWS, day }
}

/// A page of any view, as the bar at its side is dragged to it.
fn anywhere(store: &Store, chance: &SeededEntropy) -> Result<QueueAsk> {
    let view = VIEWS[usize::try_from(chance.below(VIEWS.len() as u64))?];
    let rows = u64::from(store.view_counts()?.of(view).saturating_sub(ROWS)).max(1);
    Ok(ask(view, u32::try_from(chance.below(rows))?))
}

/// Where a page begins.
struct Start {
    lane: i64,
    order_at: i64,
    number_order: String,
    n: i64,
}

impl Start {
    /// Where the first page of a lane begins.
    const fn of_lane(lane: i64) -> Self {
        Self { lane, order_at: i64::MIN, number_order: String::new(), n: 0 }
    }
}

/// Where some thousand pages begin, in every lane.
fn starts(bare: &Connection) -> Result<Vec<Start>> {
    let mut statement = bare.prepare(
        "SELECT lane, order_at, number_order, n FROM incident ORDER BY random() LIMIT 4000",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Start {
            lane: row.get(0)?,
            order_at: row.get(1)?,
            number_order: row.get(2)?,
            n: row.get(3)?,
        })
    })?;
    rows.collect::<Result<_, _>>().context("the reports of the city")
}

fn bare_page(bare: &Connection, start: &Start) -> Result<Vec<Vec<u8>>> {
    let mut statement = bare.prepare_cached(BARE_PAGE)?;
    let Start { lane, order_at, number_order, n } = start;
    let rows = statement
        .query_map(params![lane, order_at, number_order, n, ROWS], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

fn timed<T>(run: impl FnOnce() -> Result<T>) -> Result<f64> {
    let began = Instant::now();
    let done = run()?;
    let took = began.elapsed();
    drop(done);
    Ok(ms(took))
}
