//! A console without a window that does as it is told, line by line, and can be made to die at a
//! named step.
//!
//! `crash_console DATA ENROLMENT SEED` opens the store in DATA and says `open`. Then, one order a
//! line: `arm STEP`, `create WARD TITLE`, `transition REPORT`, `append REPORT TEXT`, `verdict ALERT`,
//! `attach REPORT NUMBER` (a photo that is like no other number's), `hand_over NOTES`, `take_over HANDOVER`,
//! `sync`, `live`.
//! An act is answered with `saved OPERATION NUMBER` once the store has said so, or with `refused`.

use std::io::{BufRead as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use trucban_domain::{HandoverId, OperationBody, WardCode};
use trucban_store::{Saved, StoreError};
use trucban_tests::laptop::Laptop;
use trucban_tests::picture::numbered_photo;

#[tokio::main]
async fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let [_, data, enrolment, seed] = args.as_slice() else { bail!("DATA ENROLMENT SEED") };
    let enrolment = serde_json::from_str(&std::fs::read_to_string(enrolment)?)?;
    let mut laptop = Laptop::at(Path::new(data), enrolment, seed.parse()?)?;
    say("open")?;
    for line in std::io::stdin().lock().lines() {
        let answer = obey(&mut laptop, &line?).await?;
        say(&answer)?;
    }
    Ok(())
}

async fn obey(laptop: &mut Laptop, line: &str) -> Result<String> {
    let mut words = line.splitn(3, ' ');
    let order = words.next().unwrap_or_default();
    let (first, rest) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    Ok(match order {
        "arm" => {
            fail::cfg_callback(first, || std::process::abort()).map_err(anyhow::Error::msg)?;
            "armed".to_owned()
        }
        "create" => said(laptop.create(WardCode(first.parse()?), rest).map(|(_, saved)| saved))?,
        "transition" => said(laptop.acknowledge(first.parse()?))?,
        "append" => said(laptop.note(first.parse()?, rest))?,
        "verdict" => said(laptop.dismiss(first.parse()?))?,
        "attach" => {
            let (bytes, small) = numbered_photo(rest.parse()?);
            let photo = laptop.keep_photo(&bytes, &small)?;
            said(laptop.attach(first.parse()?, vec![photo]))?
        }
        "hand_over" => {
            let unit = laptop.enrolment.operator.grant.unit();
            said(laptop.hand_over(unit, &format!("{first} {rest}")).map(|(_, saved)| saved))?
        }
        "take_over" => {
            let handover: HandoverId = first.parse()?;
            said(laptop.act(handover, OperationBody::TakeOver))?
        }
        "sync" => format!("{:?}", laptop.sync().await?.link),
        "live" => {
            laptop.start().await?;
            "live".to_owned()
        }
        other => bail!("no such order: {other}"),
    })
}

fn said(done: Result<Saved, StoreError>) -> Result<String> {
    match done {
        Ok(saved) => Ok(format!("saved {} {}", saved.op_id, saved.client_seq)),
        Err(StoreError::Refused(_)) => Ok("refused".to_owned()),
        Err(error) => Err(error.into()),
    }
}

fn say(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).context("nobody listens")
}
