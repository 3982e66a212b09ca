//! How long it takes until a note is on the disk and shows, on a laptop that holds the whole sample
//! city: the 99th percentile.

use anyhow::{Result, ensure};
use tokio::time::Instant;
use trucban_domain::{QueueDay, Role};
use trucban_store::{QueueAsk, View};
use trucban_tests::chance::SeededEntropy;
use trucban_tests::laptop::{Laptop, note};
use trucban_tests::world::World;

use crate::{Figure, ms, quantile, sample};

#[path = "../reference/bare_append.rs"]
mod bare_append;

use bare_append::BareAppend;

pub const NAME: &str = "durable_save_p99";
/// Samples of each side.
const SAMPLES: usize = 1_000;
/// Saves before the first sample, which fill caches and prepare statements.
const WARM_UP: usize = 50;
const SHARE: f64 = 0.99;
/// A note as officials write them.
const NOTE: &str = "Đã liên hệ tổ trưởng tổ dân phố 7, xác minh tại chỗ: rác tập kết sai giờ. \
                    Nhắc nhở hai hộ kinh doanh, đề nghị HEPCO thu gom trong chiều nay.";

pub async fn measure() -> Result<Figure> {
    let folder = sample::folder()?;
    let mut world = World::at(folder.path(), 1);
    sample::import(&world.data()).await?;
    world.start().await?;
    let enrolment = world.enrol("Nguyễn Văn D", Role::CityDesk, &[])?;
    let data = folder.path().join("laptop");
    let laptop = Laptop::at(&data, enrolment, 1)?;
    laptop.sync_to_rest().await?;
    world.stop().await?;
    let everything = QueueAsk {
        view: View::Open,
        search: String::new(),
        offset: 0,
        limit: 2_000,
        day: QueueDay::of(laptop.now()),
    };
    let reports: Vec<_> =
        laptop.store().queue(&everything)?.rows.into_iter().map(|row| row.incident.id).collect();
    ensure!(reports.len() > 100, "the sample city has {} open reports", reports.len());

    let chance = SeededEntropy::new(2);
    let mut bare = BareAppend::begin(&data)?;
    let (mut ours, mut reference) = (Vec::new(), Vec::new());
    for round in 0..WARM_UP + SAMPLES {
        let report = reports[usize::try_from(chance.below(reports.len() as u64))?];
        let operation = laptop.operation(report, note(NOTE));
        let bytes = operation.encode();
        let (began, now) = (Instant::now(), laptop.now());
        laptop.store().write(&operation, now)?;
        let saved = began.elapsed();
        let began = Instant::now();
        bare.append(&bytes)?;
        let appended = began.elapsed();
        if round >= WARM_UP {
            ours.push(ms(saved));
            reference.push(ms(appended));
        }
    }
    Ok(Figure {
        name: NAME,
        ours: quantile(&mut ours, SHARE),
        reference: quantile(&mut reference, SHARE),
    })
}
