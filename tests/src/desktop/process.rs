//! Processes: who started whom, ending them, and making sure that none outlives its test.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Child;

use anyhow::{Context as _, Result};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};

/// A program that this process started and that ends with it.
pub struct Owned {
    child: Child,
    leads_group: bool,
}

impl Owned {
    /// Takes charge of a started program.
    pub fn new(child: Child) -> Self {
        Self { child, leads_group: false }
    }

    /// Takes charge of a program that was started as the first of a process group, and of whatever
    /// it starts in that group.
    pub fn with_its_group(child: Child) -> Self {
        Self { child, leads_group: true }
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_some())
    }

    /// What it writes to standard output, where that is a pipe.
    pub fn output(&mut self) -> Result<std::process::ChildStdout> {
        self.child.stdout.take().context("its output is not piped")
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // These fail only when it has already ended, which is what is wanted.
        if self.leads_group
            && let Ok(group) = process(self.child.id())
        {
            let _ = kill_process_group(group, Signal::KILL);
        }
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The processes below `ancestor` that run `program`.
pub fn descendants_running(ancestor: u32, program: &Path) -> Result<Vec<u32>> {
    let program = fs::canonicalize(program)?;
    let mut found = Vec::new();
    let mut left = vec![ancestor];
    let parents = parents()?;
    while let Some(parent) = left.pop() {
        for (child, _) in parents.iter().filter(|(_, of)| *of == parent) {
            left.push(*child);
            if executable(*child).is_some_and(|path| path == program) {
                found.push(*child);
            }
        }
    }
    Ok(found)
}

/// The environment that a process was started with.
pub fn environment(id: u32) -> Result<BTreeMap<String, String>> {
    let bytes = fs::read(format!("/proc/{id}/environ"))
        .with_context(|| format!("read the environment of process {id}"))?;
    Ok(String::from_utf8_lossy(&bytes)
        .split('\0')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect())
}

/// Ends a process at once, as a power cut would: it gets no chance to tidy up.
pub fn kill_now(id: u32) -> Result<()> {
    kill_process(process(id)?, Signal::KILL).with_context(|| format!("kill process {id}"))
}

fn process(id: u32) -> Result<Pid> {
    i32::try_from(id).ok().and_then(Pid::from_raw).context("a process id")
}

/// Whether a process still runs; one that has ended but was not yet waited for does not. The first of
/// several threads may have ended while others still hold the files, and the lock of the data folder.
pub fn runs(id: u32) -> bool {
    let threads = || fs::read_dir(format!("/proc/{id}/task")).map_or(0, Iterator::count);
    stat(id).is_some_and(|(state, _)| !matches!(state.as_str(), "Z" | "X") || threads() > 1)
}

fn parents() -> Result<Vec<(u32, u32)>> {
    Ok(fs::read_dir("/proc")
        .context("this needs Linux's /proc")?
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(|id| Some((id, stat(id)?.1)))
        .collect())
}

/// The state and the parent of a process.
fn stat(id: u32) -> Option<(String, u32)> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The program's name stands in brackets and may hold spaces and brackets itself.
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut fields = rest.split(' ');
    Some((fields.next()?.to_owned(), fields.next()?.parse().ok()?))
}

/// The program that a process runs, by its path; also when a newer build has taken that path.
fn executable(id: u32) -> Option<PathBuf> {
    let path = fs::read_link(format!("/proc/{id}/exe")).ok()?;
    let replaced = path.to_str().and_then(|path| path.strip_suffix(" (deleted)"));
    Some(replaced.map_or(path.clone(), PathBuf::from))
}
