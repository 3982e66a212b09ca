//! How a failure in the rooms below becomes a sentence for the person.
//!
//! The person gets a code, the key of a sentence and a reference; what happened in detail goes to
//! the log under that reference and never to the screen.

use std::sync::atomic::{AtomicU32, Ordering};

use trucban_contract::ipc::{CommandError, ErrorCode};
use trucban_domain::Refusal;
use trucban_store::StoreError;

static REFERENCES: AtomicU32 = AtomicU32::new(1);

/// A failure with the key of its sentence and nothing more to tell.
pub fn failure(code: ErrorCode, text: &str) -> CommandError {
    CommandError {
        code,
        text: text.to_owned(),
        args: Vec::new(),
        refusal: None,
        reference: String::new(),
    }
}

/// A failure whose cause is in the log.
pub fn logged(code: ErrorCode, text: &str, cause: &dyn std::error::Error) -> CommandError {
    let reference = format!("F-{:04}", REFERENCES.fetch_add(1, Ordering::Relaxed));
    let source = cause.source().map(ToString::to_string).unwrap_or_default();
    tracing::error!(reference, error = %cause, source, "a command failed");
    CommandError { reference, ..failure(code, text) }
}

/// A failure of a kind that nobody foresaw.
pub fn internal(cause: &dyn std::error::Error) -> CommandError {
    logged(ErrorCode::Internal, "error.internal", cause)
}

/// The sentence for a failure of the store.
pub fn from_store(error: &StoreError) -> CommandError {
    match error {
        StoreError::DiskFull => logged(ErrorCode::DiskFull, "error.disk_full", error),
        StoreError::TooNew { .. } => logged(ErrorCode::StoreTooNew, "error.store_too_new", error),
        StoreError::Locked(_) => failure(ErrorCode::Internal, "error.locked"),
        StoreError::Key(_) => logged(ErrorCode::Internal, "error.key_unavailable", error),
        StoreError::UnknownOperation(_) | StoreError::NotRefused(_) => {
            failure(ErrorCode::NotFound, "error.not_refused")
        }
        StoreError::UnknownPhoto => failure(ErrorCode::NotFound, "error.photo_gone"),
        StoreError::Refused(refusal) => from_refusal(refusal),
        _ => internal(error),
    }
}

/// The sentence for an act that the workflow forbids on this laptop's rows.
fn from_refusal(refusal: &Refusal) -> CommandError {
    let (code, text) = match refusal {
        Refusal::NotFound => (ErrorCode::NotFound, "error.not_found"),
        Refusal::AlreadyAcknowledged { .. } => {
            (ErrorCode::Precondition, "error.already_acknowledged")
        }
        Refusal::AlreadyJudged { .. } => (ErrorCode::Precondition, "error.already_judged"),
        Refusal::AlreadyTakenOver { .. } => (ErrorCode::Precondition, "error.already_taken_over"),
        Refusal::Closed { .. } => (ErrorCode::Precondition, "error.closed"),
        Refusal::NotPermitted => (ErrorCode::Precondition, "error.not_permitted"),
        Refusal::Invalid { .. } => (ErrorCode::Validation, "error.invalid"),
        Refusal::MovedOn(_) => (ErrorCode::Precondition, "error.moved_on"),
        Refusal::NoSuchStep { .. }
        | Refusal::Exists
        | Refusal::WrongKind
        | Refusal::UnknownKind
        | Refusal::Unreadable
        | Refusal::Other(_) => (ErrorCode::Precondition, "error.no_such_step"),
    };
    let args = match refusal {
        Refusal::Invalid { field } => vec![field.clone()],
        _ => Vec::new(),
    };
    CommandError { args, refusal: Some(Box::new(refusal.clone())), ..failure(code, text) }
}
