//! How long it takes until a note is on the disk, so that the window says so, and until it shows in the
//! rows: the 99th percentiles, against the same bytes appended to a file and synced.

use anyhow::{Context as _, Result, ensure};
use tokio::runtime::Runtime;
use tokio::time::Instant;
use trucban_domain::{IncidentId, QueueDay};
use trucban_store::{QueueAsk, View};
use trucban_tests::chance::SeededEntropy;
use trucban_tests::laptop::{Laptop, note};

use crate::city::City;
use crate::{Figure, Set, ms, quantile};

#[path = "../reference/bare_append.rs"]
mod bare_append;

use bare_append::BareAppend;

pub const SET: Set = Set { names: &["durable_save_p99", "save_shows_p99"], measure, base: true };
/// Samples of each side.
const SAMPLES: usize = 1_000;
/// Saves before the first sample, which fill caches and prepare statements.
const WARM_UP: usize = 50;
const SHARE: f64 = 0.99;
/// A note as officials write them.
const NOTE: &str = "Đã liên hệ tổ trưởng tổ dân phố 7, xác minh tại chỗ: rác tập kết sai giờ. \
                    Nhắc nhở hai hộ kinh doanh, đề nghị HEPCO thu gom trong chiều nay.";

fn measure(_runtime: &Runtime, city: &mut City) -> Result<Vec<Figure>> {
    let laptop = Laptop::at(&city.laptop, city.enrolment.clone(), 1)?;
    let reports = open_reports(&laptop)?;
    let chance = SeededEntropy::new(2);
    let mut bare = BareAppend::begin(&city.laptop)?;
    let (mut safe, mut in_rows, mut reference) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..WARM_UP + SAMPLES {
        let report = reports[usize::try_from(chance.below(reports.len() as u64))?];
        let operation = laptop.operation(report, note(NOTE));
        let bytes = operation.encode();
        let (began, now) = (Instant::now(), laptop.now());
        let mut on_disk = None;
        laptop.store().write_telling(&operation, now, |_| on_disk = Some(began.elapsed()))?;
        let (on_disk, shown) = (on_disk.context("the act was not saved")?, began.elapsed());
        let began = Instant::now();
        bare.append(&bytes)?;
        let appended = began.elapsed();
        if round >= WARM_UP {
            safe.push(ms(on_disk));
            in_rows.push(ms(shown));
            reference.push(ms(appended));
        }
    }
    let bare = quantile(&mut reference, SHARE);
    Ok(vec![
        Figure::ms(SET.names[0], quantile(&mut safe, SHARE), bare),
        Figure::ms(SET.names[1], quantile(&mut in_rows, SHARE), bare),
    ])
}

fn open_reports(laptop: &Laptop) -> Result<Vec<IncidentId>> {
    let everything = QueueAsk {
        view: View::Open,
        wards: Vec::new(),
        search: String::new(),
        offset: 0,
        limit: 2_000,
        day: QueueDay::of(laptop.now()),
    };
    let rows = laptop.store().queue(&everything)?.rows;
    ensure!(rows.len() > 100, "the sample city has {} open reports", rows.len());
    Ok(rows.into_iter().map(|row| row.incident.id).collect())
}
