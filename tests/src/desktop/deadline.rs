//! Waiting for something to become so, and giving up with a sentence.

use std::future::Future;
use std::time::Duration;

use anyhow::{Result, bail};
use tokio::time::{Instant, sleep};

const ASK_EVERY: Duration = Duration::from_millis(25);

/// How long a wait may take.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Duration);

impl Deadline {
    /// A deadline of so many seconds from the start of each wait.
    pub const fn seconds(seconds: u64) -> Self {
        Self(Duration::from_secs(seconds))
    }
}

impl Default for Deadline {
    /// Long enough for a loaded machine with two cores; a wait that succeeds never uses it up.
    fn default() -> Self {
        Self::seconds(30)
    }
}

/// Asks until there is an answer.
///
/// # Errors
/// The question's own error at once, or `what` as a sentence when the deadline has passed.
pub async fn until<T, F>(
    deadline: Deadline,
    what: &str,
    mut question: impl FnMut() -> F,
) -> Result<T>
where
    F: Future<Output = Result<Option<T>>>,
{
    let end = Instant::now() + deadline.0;
    loop {
        if let Some(answer) = question().await? {
            return Ok(answer);
        }
        if Instant::now() >= end {
            bail!("waited {} s for {what}", deadline.0.as_secs());
        }
        sleep(ASK_EVERY).await;
    }
}
