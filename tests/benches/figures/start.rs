//! How long a console takes from the start of its process until the queue stands in its window.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use tokio::process::Command;
use trucban_tests::desktop::{Display, Launch, Program, Window, program};
use trucban_tests::office::Office;
use trucban_tests::world::VY_DA;

use crate::{Figure, quantile, sample};

pub const NAME: &str = "start_to_queue";
/// Starts of each side.
const SAMPLES: usize = 15;
/// Clock ticks in a second, as Linux tells them to every program.
const TICKS: f64 = 100.0;

pub async fn measure() -> Result<Figure> {
    let folder = sample::folder()?;
    let mut office = Office::in_folder(folder.path());
    sample::import(&office.data()).await?;
    office.start().await?;
    let data = folder.path().join("laptop");
    hold_the_sample(&office, &data).await?;
    let display = Display::start(1440, 900)?;
    let console = || Launch::console(&data);
    let empty = || {
        let launch = Launch::of(empty_window()?, folder.path().join("empty.log"));
        Ok::<_, anyhow::Error>(launch.env("XDG_DATA_HOME", folder.path().join("empty")))
    };
    let (mut ours, mut reference) = (Vec::new(), Vec::new());
    // The first start of each fills the caches of the system.
    for round in 0..=SAMPLES {
        let (queue, nothing) =
            (start(&display, console()?).await?, start(&display, empty()?).await?);
        if round > 0 {
            ours.push(queue);
            reference.push(nothing);
        }
    }
    office.kill().await?;
    Ok(Figure {
        name: NAME,
        ours: quantile(&mut ours, 0.5),
        reference: quantile(&mut reference, 0.5),
    })
}

/// Enrols a laptop of Vỹ Dạ, and lets it fetch everything.
async fn hold_the_sample(office: &Office, data: &Path) -> Result<()> {
    let enrolment = office.enrol("Trần Thị B", &[VY_DA]).await?;
    for order in [vec!["enrol".into(), enrolment.into_os_string()], vec!["sync".into()]] {
        let done = Command::new(program(Program::Ctl)?)
            .arg("--data")
            .arg(data)
            .args(&order)
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .output()
            .await?;
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        ensure!(done.status.success(), "trucbanctl {order:?}: {said}");
    }
    Ok(())
}

/// The empty window of the same build.
fn empty_window() -> Result<PathBuf> {
    let console = program(Program::Console)?;
    let folder = console.parent().context("the console lies in a folder")?;
    let path = folder.join("examples/empty_window");
    ensure!(path.is_file(), "{} is not built: `cargo xtask bench` builds it", path.display());
    Ok(path)
}

/// Starts a program and tells how many milliseconds passed until its page marked itself ready.
async fn start(display: &Display, launch: Launch) -> Result<f64> {
    let window = Window::open(display, &launch).await?;
    window.wait_for("body[data-ready='incidents']").await?;
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
