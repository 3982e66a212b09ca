//! A process that is told what to do, line by line, and answers, line by line, as long as it lives.

use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(30);
const SIGABRT: i32 = 6;
const SIGKILL: i32 = 9;

/// A running program of ours. It is killed when it is dropped.
pub struct Process {
    child: Child,
    orders: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Death {
    /// It aborted, as at an armed step.
    Aborted,
    /// It was killed.
    Killed,
    /// It came to its end.
    Natural,
}

impl Process {
    /// Starts `program` and waits for its first line.
    pub async fn start(program: &Path, args: &[&str]) -> Result<(Self, String)> {
        let mut child = Command::new(program)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("start {}", program.display()))?;
        let orders = child.stdin.take().context("its standard input")?;
        let answers = BufReader::new(child.stdout.take().context("its standard output")?).lines();
        let mut process = Self { child, orders, answers };
        let first = process.next().await?.context("the program ended before it began")?;
        Ok((process, first))
    }

    /// Gives an order and returns the answer; `None` where the process died over it.
    pub async fn order(&mut self, order: &str) -> Result<Option<String>> {
        // A process that is already dead takes no order; its answer is that it is gone.
        let taken = self.orders.write_all(format!("{order}\n").as_bytes()).await;
        if taken.is_err() || self.orders.flush().await.is_err() {
            return Ok(None);
        }
        self.next().await
    }

    /// The next line it says; `None` where it died.
    pub async fn next(&mut self) -> Result<Option<String>> {
        match tokio::time::timeout(PATIENCE, self.answers.next_line()).await {
            Ok(line) => Ok(line?),
            Err(_elapsed) => bail!("the program does not answer"),
        }
    }

    /// Kills it at once and returns what it still had said.
    pub async fn kill(mut self) -> Result<Vec<String>> {
        self.child.start_kill()?;
        let mut last_words = Vec::new();
        while let Some(line) = self.next().await? {
            last_words.push(line);
        }
        self.child.wait().await?;
        Ok(last_words)
    }

    /// Waits for its end and tells how it came.
    pub async fn death(mut self) -> Result<Death> {
        drop(self.orders);
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        death(ended.context("the program does not end")??)
    }
}

fn death(status: ExitStatus) -> Result<Death> {
    Ok(match (status.signal(), status.success()) {
        (Some(SIGABRT), _) => Death::Aborted,
        (Some(SIGKILL), _) => Death::Killed,
        (_, true) => Death::Natural,
        _ => bail!("the program ended with {status}"),
    })
}
