//! What the console takes while nobody touches it, against the empty window: memory of all its
//! processes (what is beyond the empty window's), and how often a second they are woken.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use tokio::runtime::Runtime;
use tokio::time::{Instant, sleep};
use trucban_tests::desktop::{Display, Window};

use crate::city::City;
use crate::windows::{console, empty, processes, ready, sum_of, tasks};
use crate::{Figure, Set};

pub const SET: Set = Set { names: &["rss_idle", "wakeups_idle"], measure, base: true };
/// From the start until the window has come to rest.
const SETTLES: Duration = Duration::from_secs(20);
/// One stroke of the clock that shows minutes, and so one picture, falls into every look.
const LOOKS: Duration = Duration::from_mins(1);
const KIB: f64 = 1_024.0;

fn measure(runtime: &Runtime, city: &mut City) -> Result<Vec<Figure>> {
    runtime.block_on(async {
        let display = Display::start(1440, 900)?;
        let ours = at_rest(ready(&display, &console(city)?).await?).await?;
        let reference = at_rest(ready(&display, &empty(city)?).await?).await?;
        Ok(vec![
            Figure {
                name: SET.names[0],
                unit: "bytes",
                ours: ours.bytes,
                reference: reference.bytes,
            },
            Figure {
                name: SET.names[1],
                unit: "1/s",
                ours: ours.wakeups,
                reference: reference.wakeups,
            },
        ])
    })
}

struct Rest {
    bytes: f64,
    wakeups: f64,
}

#[expect(clippy::cast_precision_loss, reason = "some hundred megabytes, some thousand wakings")]
async fn at_rest(window: Window) -> Result<Rest> {
    sleep(SETTLES).await;
    let before = switches(&window)?;
    let began = Instant::now();
    sleep(LOOKS).await;
    // A thread that has ended meanwhile is not counted, one that has begun from nothing.
    let since = |(thread, count): (PathBuf, u64)| {
        count.saturating_sub(before.get(&thread).copied().unwrap_or_default())
    };
    let woken: u64 = switches(&window)?.into_iter().map(since).sum();
    let seconds = began.elapsed().as_secs_f64();
    let folders = processes(&window)?.into_iter().map(|id| PathBuf::from(format!("/proc/{id}")));
    let kib = sum_of(folders, "VmRSS");
    window.close().await?;
    Ok(Rest { bytes: kib as f64 * KIB, wakeups: woken as f64 / seconds })
}

/// How often each thread has been woken since it began.
fn switches(window: &Window) -> Result<BTreeMap<PathBuf, u64>> {
    let mut switches = BTreeMap::new();
    for process in processes(window)? {
        for thread in tasks(process)? {
            let count = sum_of([thread.clone()], "voluntary_ctxt_switches");
            switches.insert(thread, count);
        }
    }
    Ok(switches)
}
