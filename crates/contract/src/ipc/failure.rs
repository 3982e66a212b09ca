//! How a command fails: a code the window branches on, and a text key for the person.

use serde::{Deserialize, Serialize};
use trucban_domain::Refusal;

/// A command that failed. Nothing was changed unless the text says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error("{text}")]
pub struct CommandError {
    /// What the window branches on.
    pub code: ErrorCode,
    /// Key of the sentence in the catalogue: `error.disk_full`.
    pub text: String,
    /// Values for the sentence's places, in order.
    pub args: Vec<String>,
    /// Why the workflow forbids the act, where that is the reason; it words itself.
    pub refusal: Option<Box<Refusal>>,
    /// Where the log tells more: `F-0031`; empty where there is nothing more to tell.
    pub reference: String,
}

/// Kinds of failure. One exists only if the window does something different for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// What was typed breaks a rule: the field keeps its text and the focus.
    Validation,
    /// It is no longer there: the list is read again.
    NotFound,
    /// The state forbids it: shown as a warning beside the control.
    Precondition,
    /// Nobody is enrolled: the first-run screen opens.
    SignedOut,
    /// The data folder belongs to a newer version.
    StoreTooNew,
    /// The disk is full: what was typed stays on the screen.
    DiskFull,
    /// Anything else.
    Internal,
}
