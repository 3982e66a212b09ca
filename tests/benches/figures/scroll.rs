//! Scrolling through every closed report of six years: elements of the page and memory of the web view
//! at the end, against the beginning. Both must stay flat.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::Value;
use tokio::runtime::Runtime;
use trucban_tests::desktop::{Display, Window};

use crate::city::City;
use crate::windows::{console, processes, ready, sum_of};
use crate::{Figure, Set};

pub const SET: Set = Set { names: &["scroll_elements", "scroll_rss"], measure, base: true };
/// Places along the way at which the list is let to draw itself.
const STOPS: u32 = 200;
const KIB: f64 = 1_024.0;

fn measure(runtime: &Runtime, city: &mut City) -> Result<Vec<Figure>> {
    runtime.block_on(async {
        let display = Display::start(1440, 900)?;
        let window = ready(&display, &console(city)?).await?;
        window.click("[data-testid='view-closed']").await?;
        window.wait_for("[data-testid='view-closed'][aria-pressed='true']").await?;
        // The first stops fill caches that every list has.
        through(&window, STOPS / 10).await?;
        let before = look(&window).await?;
        through(&window, STOPS).await?;
        let after = look(&window).await?;
        window.close().await?;
        let figure = |place: usize, unit| Figure {
            name: SET.names[place],
            unit,
            ours: after[place],
            reference: before[place],
        };
        Ok(vec![figure(0, "elements"), figure(1, "bytes")])
    })
}

/// Goes from the first row to the last one in so many steps, and waits at each until rows stand there.
async fn through(window: &Window, stops: u32) -> Result<()> {
    for stop in 0..=stops {
        let share = f64::from(stop) / f64::from(stops);
        window
            .script(&format!(
                "const list = document.querySelector(\"[data-testid='queue']\");
                 list.scrollTop = (list.scrollHeight - list.clientHeight) * {share};"
            ))
            .await?;
        window
            .wait_until("the rows at this place", || async {
                let drawn = window.script(ROWS_STAND).await?;
                Ok((drawn == Value::Bool(true)).then_some(()))
            })
            .await?;
    }
    Ok(())
}

const ROWS_STAND: &str = "
    const list = document.querySelector(\"[data-testid='queue']\").getBoundingClientRect();
    const middle = document.elementFromPoint(list.left + 40, list.top + list.height / 2);
    return middle !== null && middle.closest('[role=row]') !== null";

#[expect(clippy::cast_precision_loss, reason = "some hundred megabytes")]
async fn look(window: &Window) -> Result<[f64; 2]> {
    let elements = window.script("return document.getElementsByTagName('*').length").await?;
    let folders = processes(window)?.into_iter().map(|id| PathBuf::from(format!("/proc/{id}")));
    Ok([elements.as_f64().context("a count")?, sum_of(folders, "VmRSS") as f64 * KIB])
}
