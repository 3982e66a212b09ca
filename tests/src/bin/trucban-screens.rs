//! Pictures of the real window: opens a console off the screen, goes to each screen, and writes
//! one PNG a screen when its data stand on it, with the console's log beside them. A new laptop shows
//! its first run too; its other screens wait until everything is here.
//!
//! Fails with the screen that did not become ready.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Parser;
use trucban_tests::desktop::{Deadline, Display, Launch, Window};

/// Longer than any other wait: a new laptop downloads the whole city first.
const READY_WITHIN: Deadline = Deadline::seconds(900);
const FIRST_RUN: &str = "first-run";

/// The name of a screen, as the page says it, and the keys that lead to it.
const SCREENS: [(&str, &str); 7] = [
    ("incidents", "gp"),
    ("map", "gb"),
    ("cameras", "gc"),
    ("figures", "gs"),
    ("field", "gh"),
    ("handovers", "gq"),
    ("sync", "gd"),
];

/// Writes pictures of every screen.
#[derive(Parser)]
struct Arguments {
    /// Where the pictures and the log go.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Size of the window.
    #[arg(long, value_name = "WxH", default_value = "1440x900", value_parser = size)]
    size: (u32, u32),
    /// Arguments of the console.
    #[arg(last = true)]
    console: Vec<String>,
}

#[expect(clippy::print_stderr, reason = "this program speaks on the terminal")]
fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    let Arguments { out, size: (width, height), console } = arguments;
    std::fs::create_dir_all(out).with_context(|| format!("make {}", out.display()))?;
    let display = Display::start(*width, *height)?;
    let launch = console.iter().fold(Launch::bare(out.join("console.log"))?, Launch::arg);
    tokio::runtime::Runtime::new()?.block_on(take(&display, &launch, out))
}

async fn take(display: &Display, launch: &Launch, out: &Path) -> Result<()> {
    let mut window = Window::open(display, launch).await?;
    window.set_deadline(READY_WITHIN);
    go_to_work(&window, out).await?;
    for (screen, keys) in SCREENS {
        // A screen that the operator's role does not have is not on the rail.
        if window.find_all(&format!("[data-testid='nav-{screen}']")).await?.is_empty() {
            continue;
        }
        window.press(keys.chars()).await?;
        window.wait_for(&ready(screen)).await?;
        picture(&window, out, screen).await?;
    }
    window.close().await
}

async fn picture(window: &Window, out: &Path, screen: &str) -> Result<()> {
    window
        .wait_until("the letters and the pictures to be loaded", || async {
            let loaded = window
                .script(
                    "return document.fonts.status === 'loaded'
                         && [...document.images].every(image => image.complete)",
                )
                .await?;
            Ok((loaded == true).then_some(()))
        })
        .await?;
    window.screenshot(&out.join(screen).with_extension("png")).await
}

/// Goes in as soon as there is something to work with, and waits there for the rest of a first
/// download.
async fn go_to_work(window: &Window, out: &Path) -> Result<()> {
    let queue = ready(SCREENS[0].0);
    window
        .wait_until("the queue or the way to it", || async {
            for button in window.find_all("[data-testid='enter-work']").await? {
                picture(window, out, FIRST_RUN).await?;
                // It is gone where the rest came in this moment; then the queue opens by itself.
                let _gone = button.click().await;
            }
            Ok((!window.find_all(&queue).await?.is_empty()).then_some(()))
        })
        .await?;
    window.wait_until_gone("[data-testid='status-first-sync']").await
}

fn ready(screen: &str) -> String {
    format!("body[data-ready='{screen}']")
}

fn size(text: &str) -> Result<(u32, u32), String> {
    text.split_once('x')
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)))
        .ok_or_else(|| "a size is written 1440x900".to_owned())
}
