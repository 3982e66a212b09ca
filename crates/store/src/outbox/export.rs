//! The export of rescued acts: one JSON object a line, so that a person and a script can read what a
//! damaged disk left, without the key.

use std::io::Write as _;
use std::path::Path;

use serde::Serialize;
use trucban_domain::{OpResult, Operation, Timestamp};

use super::rescue::Salvaged;
use crate::act::OutboxEntry;
use crate::error::StoreError;
use crate::folder::private;

#[derive(Serialize)]
struct Line<'a> {
    client_seq: u64,
    lost: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<Act<'a>>,
}

#[derive(Serialize)]
struct Act<'a> {
    op_id: String,
    saved_at: String,
    first_sent_at: Option<String>,
    last_sent_at: Option<String>,
    answered_at: Option<String>,
    result: Option<&'a OpResult>,
    discarded_at: Option<String>,
    discard_reason: Option<&'a str>,
    resent_as: Option<u64>,
    /// The saved bytes, in hexadecimal.
    bytes: String,
    /// The same, to read; absent where this build cannot read them.
    operation: Option<serde_json::Value>,
}

/// Writes the acts to `path`, readable by the owner only.
pub(super) fn write(path: &Path, salvaged: &[Salvaged]) -> Result<(), StoreError> {
    let write = || -> std::io::Result<()> {
        let mut file = std::io::BufWriter::new(private(path)?);
        for one in salvaged {
            let line = match one {
                Salvaged::Read(entry) => {
                    Line { client_seq: entry.client_seq, lost: false, act: Some(act(entry)) }
                }
                Salvaged::Lost { client_seq, .. } => {
                    Line { client_seq: *client_seq, lost: true, act: None }
                }
            };
            serde_json::to_writer(&mut file, &line)?;
            file.write_all(b"\n")?;
        }
        file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()
    };
    write().map_err(StoreError::io(path))
}

fn act(entry: &OutboxEntry) -> Act<'_> {
    let OutboxEntry {
        client_seq: _,
        op_id,
        bytes,
        saved_at,
        first_sent_at,
        last_sent_at,
        result,
        discarded,
        resent_as,
    } = entry;
    let iso = |at: &Option<Timestamp>| at.map(Timestamp::iso);
    Act {
        op_id: op_id.to_string(),
        saved_at: saved_at.iso(),
        first_sent_at: iso(first_sent_at),
        last_sent_at: iso(last_sent_at),
        answered_at: result.as_ref().map(|(_, at)| at.iso()),
        result: result.as_ref().map(|(result, _)| result),
        discarded_at: discarded.as_ref().map(|(_, at)| at.iso()),
        discard_reason: discarded.as_ref().map(|(reason, _)| reason.as_str()),
        resent_as: *resent_as,
        bytes: hex::encode(bytes),
        operation: Operation::decode(bytes).ok().and_then(|op| serde_json::to_value(op).ok()),
    }
}
