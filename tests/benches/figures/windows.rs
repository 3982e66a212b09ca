//! Two windows side by side: the console on the laptop that holds the whole city, and the empty window
//! of the same build.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use trucban_tests::desktop::{Display, Launch, Program, Window, program};

use crate::city::City;

/// What a page marks itself with when it can be worked with.
const READY: &str = "body[data-ready='incidents']";

/// How the console is started.
pub fn console(city: &City) -> Result<Launch> {
    Launch::console(&city.laptop)
}

/// How the empty window is started.
pub fn empty(city: &City) -> Result<Launch> {
    let launch = Launch::of(empty_window()?, city.beside("empty.log"));
    Ok(launch.env("XDG_DATA_HOME", city.beside("empty")))
}

/// Opens a window and waits until it can be worked with.
pub async fn ready(display: &Display, launch: &Launch) -> Result<Window> {
    let window = Window::open(display, launch).await?;
    window.wait_for(READY).await?;
    Ok(window)
}

/// The empty window of the same build.
fn empty_window() -> Result<PathBuf> {
    let console = program(Program::Console)?;
    let folder = console.parent().context("the console lies in a folder")?;
    let path = folder.join("examples/empty_window");
    ensure!(path.is_file(), "{} is not built: `cargo xtask bench` builds it", path.display());
    Ok(path)
}

/// A window's processes: the program, and those of its web view.
pub fn processes(window: &Window) -> Result<Vec<u32>> {
    let mut found = vec![window.process()?];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        for task in tasks(parent)? {
            let children = fs::read_to_string(task.join("children")).unwrap_or_default();
            found.extend(children.split_whitespace().filter_map(|id| id.parse::<u32>().ok()));
        }
        next += 1;
    }
    Ok(found)
}

/// The folders of a process's threads.
pub fn tasks(process: u32) -> Result<Vec<PathBuf>> {
    let folder = fs::read_dir(format!("/proc/{process}/task"))?;
    Ok(folder.filter_map(|task| Some(task.ok()?.path())).collect())
}

/// Sums a line of the status of processes or threads: `VmRSS`, `voluntary_ctxt_switches`. One that has
/// just ended counts nothing.
pub fn sum_of(folders: impl IntoIterator<Item = PathBuf>, line: &str) -> u64 {
    let number = |folder: PathBuf| {
        let status = fs::read_to_string(folder.join("status")).ok()?;
        let value = status.lines().find_map(|one| one.strip_prefix(line)?.strip_prefix(':'))?;
        value.split_whitespace().next()?.parse::<u64>().ok()
    };
    folders.into_iter().filter_map(number).sum()
}
