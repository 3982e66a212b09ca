//! How long a console takes from the start of its process until the queue stands in its window: the
//! median, against the empty window.

use std::fs;

use anyhow::{Context as _, Result};
use tokio::runtime::Runtime;
use trucban_tests::desktop::{Display, Launch};

use crate::city::City;
use crate::windows::{console, empty, ready};
use crate::{Figure, Set, quantile};

pub const SET: Set = Set { names: &["start_to_queue"], measure, base: true };
/// Starts of each side.
const SAMPLES: usize = 15;
/// Clock ticks in a second, as Linux tells them to every program.
const TICKS: f64 = 100.0;

fn measure(runtime: &Runtime, city: &mut City) -> Result<Vec<Figure>> {
    runtime.block_on(async {
        let display = Display::start(1440, 900)?;
        let (mut ours, mut reference) = (Vec::new(), Vec::new());
        // The first start of each fills the caches of the system.
        for round in 0..=SAMPLES {
            let queue = start(&display, &console(city)?).await?;
            let nothing = start(&display, &empty(city)?).await?;
            if round > 0 {
                ours.push(queue);
                reference.push(nothing);
            }
        }
        let median = |samples: &mut Vec<f64>| quantile(samples, 0.5);
        Ok(vec![Figure::ms(SET.names[0], median(&mut ours), median(&mut reference))])
    })
}

/// Starts a program and tells how many milliseconds passed until its page marked itself ready.
async fn start(display: &Display, launch: &Launch) -> Result<f64> {
    let window = ready(display, launch).await?;
    let ready = window
        .script(
            "return performance.timeOrigin + performance.getEntriesByName('ready')[0].startTime",
        )
        .await?;
    let ready = ready.as_f64().context("the page did not mark when it was ready")?;
    let began = began(window.process()?)?;
    window.close().await?;
    Ok(ready - began)
}

/// When a process began, in milliseconds since 1970.
fn began(process: u32) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    let (_, fields) = stat.rsplit_once(") ").context("a process has a name")?;
    let since_boot: f64 = fields.split(' ').nth(19).context("a process has a start")?.parse()?;
    let uptime = fs::read_to_string("/proc/uptime")?;
    let uptime: f64 = uptime.split(' ').next().context("the system has an age")?.parse()?;
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the real time")]
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    Ok((now.as_secs_f64() - (uptime - since_boot / TICKS)) * 1_000.0)
}
