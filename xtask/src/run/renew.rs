//! Making the sample city anew: when that is due, and where the old one goes.
//!
//! A sample city grows old: its open work is all late after a while. What somebody did in it is
//! never thrown away; the whole folder is moved aside under the date of its city.

use std::fs;
use std::io::{IsTerminal as _, stdin, stdout};
use std::net::TcpStream;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::sample::{ENROLMENT, There, address_in};
use crate::steps::say;

/// A city that is older than this is offered to be made anew.
const OLD_AFTER_DAYS: i64 = 7;
/// A sample with at least so many reports is the whole city.
const WHOLE_CITY_REPORTS: u64 = 100_000;

/// What to do about the sample city that a folder holds.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Keep,
    Renew,
    /// It is old.
    Offer,
    /// The whole city was asked for, and this is a quick sample.
    TooSmall,
}

fn judge(there: &There, city: bool, fresh: bool) -> Verdict {
    if fresh {
        Verdict::Renew
    } else if city && there.reports < WHOLE_CITY_REPORTS {
        Verdict::TooSmall
    } else if there.age_days > OLD_AFTER_DAYS {
        Verdict::Offer
    } else {
        Verdict::Keep
    }
}

/// Whether the folder's sample city is to be made anew: because it was asked for, or because it is
/// old and the person at the terminal says so. Without a terminal it only says how.
pub fn is_due(programs: &Path, folder: &Path, city: bool, fresh: bool) -> Result<bool> {
    let Some(there) = There::read(programs, folder)? else { return Ok(false) };
    let There { reports, date, age_days } = &there;
    match judge(&there, city, fresh) {
        Verdict::Keep => Ok(false),
        Verdict::Renew => Ok(true),
        Verdict::TooSmall => bail!(
            "{} holds a sample of {reports} reports; add --fresh to make the whole city there \
             (the old one is moved aside), or name another folder with --data DIR",
            folder.display()
        ),
        Verdict::Offer if stdin().is_terminal() && stdout().is_terminal() => {
            say(&format!(
                "The sample city is of {date}, {age_days} days old. Make it anew? What was done in \
                 it is kept aside. [y/N]"
            ));
            let mut answer = String::new();
            stdin().read_line(&mut answer).context("read the answer")?;
            Ok(is_yes(&answer))
        }
        Verdict::Offer => {
            say(&format!(
                "    the sample city is of {date}, {age_days} days old; \
                 `cargo xtask run --fresh` makes it anew and keeps the old one aside"
            ));
            Ok(false)
        }
    }
}

fn is_yes(answer: &str) -> bool {
    ["y", "yes"].contains(&answer.trim().to_lowercase().as_str())
}

/// Moves the folder aside, whole, and says where it went. Refuses while a central answers for it.
pub fn set_aside(programs: &Path, folder: &Path) -> Result<PathBuf> {
    let enrolment = folder.join(ENROLMENT);
    if enrolment.exists() {
        let address = address_in(&enrolment)?;
        if TcpStream::connect(address).is_ok() {
            bail!("something answers at {address}: close the other `cargo xtask run` first");
        }
    }
    let there = There::read(programs, folder)?;
    move_to_date(folder, there.as_ref().map_or("old", |there| there.date.as_str()))
}

fn move_to_date(folder: &Path, date: &str) -> Result<PathBuf> {
    let name = folder.file_name().context("the data folder has no name")?.to_string_lossy();
    let aside = (1..1_000)
        .map(|nth| match nth {
            1 => folder.with_file_name(format!("{name}-{date}")),
            _ => folder.with_file_name(format!("{name}-{date}-{nth}")),
        })
        .find(|aside| !aside.exists())
        .context("no free name")?;
    fs::rename(folder, &aside)
        .with_context(|| format!("move {} to {}", folder.display(), aside.display()))?;
    Ok(aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there(reports: u64, age_days: i64) -> There {
        There { reports, date: "2026-11-20".to_owned(), age_days }
    }

    #[test]
    fn a_city_older_than_a_week_is_offered_and_a_younger_one_is_kept() {
        assert_eq!(judge(&there(2_000, 7), false, false), Verdict::Keep);
        assert_eq!(judge(&there(2_000, 8), false, false), Verdict::Offer);
        assert_eq!(judge(&there(183_000, 8), true, false), Verdict::Offer);
        assert_eq!(judge(&there(2_000, 0), false, true), Verdict::Renew);
    }

    #[test]
    fn a_quick_sample_is_never_taken_for_the_whole_city() {
        assert_eq!(judge(&there(2_000, 0), true, false), Verdict::TooSmall);
        assert_eq!(judge(&there(2_000, 0), true, true), Verdict::Renew);
        assert_eq!(judge(&there(183_000, 0), true, false), Verdict::Keep);
        assert_eq!(judge(&there(183_000, 0), false, false), Verdict::Keep);
    }

    #[test]
    fn only_a_plain_yes_renews() {
        assert!(is_yes("y\n") && is_yes(" Yes \n"));
        assert!(!is_yes("\n") && !is_yes("n\n") && !is_yes("yesterday"));
    }

    #[test]
    fn what_was_done_is_moved_aside_and_nothing_is_written_over() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("trucban-sample");
        let mut aside = Vec::new();
        for act in ["first", "second"] {
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("outbox.db"), act).unwrap();
            aside.push(move_to_date(&folder, "2026-11-20").unwrap());
            assert!(!folder.exists());
        }
        let names: Vec<_> = aside.iter().map(|path| path.file_name().unwrap()).collect();
        assert_eq!(names, ["trucban-sample-2026-11-20", "trucban-sample-2026-11-20-2"]);
        let kept = |at: usize| fs::read_to_string(aside[at].join("outbox.db")).unwrap();
        assert_eq!((kept(0), kept(1)), ("first".to_owned(), "second".to_owned()));
    }
}
