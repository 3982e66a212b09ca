//! A central that does as it is told, line by line, and can be made to die at a named step.
//!
//! `crash_central FOLDER ADDRESS SEED` serves the data in FOLDER and says where. Then, one order a
//! line: `arm STEP`.

use std::io::{BufRead as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use trucban_tests::world::World;

#[tokio::main]
async fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let [_, folder, address, seed] = args.as_slice() else { bail!("FOLDER ADDRESS SEED") };
    let mut world = World::at(Path::new(folder), seed.parse()?);
    world.set_address(address.parse()?);
    world.start().await?;
    say(&world.address()?.to_string())?;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let Some(step) = line.strip_prefix("arm ") else { bail!("no such order: {line}") };
        fail::cfg_callback(step, || std::process::abort()).map_err(anyhow::Error::msg)?;
        say("armed")?;
    }
    Ok(())
}

fn say(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).context("nobody listens")
}
