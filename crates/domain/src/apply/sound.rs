//! Whether what an operation brings can stand in a record at all, whoever sent it: texts as they
//! are stored, places that are places, codes that exist.
//!
//! The doors and the window clean and check before; this is for what comes past them. Texts are put
//! right, since nobody meant a control character or a decomposed letter; the bytes of the operation
//! stay as they are. What cannot be put right is refused by its field.

use super::Refusal;
use crate::alert::Finding;
use crate::category::{Category, CategoryCode};
use crate::fold::clean;
use crate::handover::HandoverItem;
use crate::incident::Position;
use crate::operation::{NewIncident, OperationBody, ReporterGiven};

/// `body` with every text as it is stored: NFC, without control characters, and on one line where
/// the text is one line.
pub(super) fn cleaned(body: &OperationBody) -> OperationBody {
    let mut body = body.clone();
    match &mut body {
        OperationBody::Create(new) => {
            let NewIncident { title, body, address, reporter, .. } = new.as_mut();
            lines([title, address]);
            texts([body]);
            if let Some(ReporterGiven { name, phone, email }) = reporter {
                lines([name, phone, email]);
            }
        }
        OperationBody::Transition(step) => *step = step.clone().with_words(clean),
        OperationBody::Rate { words, .. } => texts([words]),
        OperationBody::Visit(visit) => {
            texts([&mut visit.findings]);
            if let Some(signature) = &mut visit.signature {
                lines([&mut signature.by]);
            }
        }
        OperationBody::Append { note }
        | OperationBody::Verdict(Finding::Dismissed { note, .. }) => {
            texts([note]);
        }
        OperationBody::Verdict(Finding::Confirmed { plate: Some(plate) }) => lines([plate]),
        OperationBody::HandOver(new) => {
            texts([&mut new.notes]);
            for HandoverItem { number, title, address, note, .. } in &mut new.items {
                lines([number, title, address, note]);
            }
        }
        OperationBody::Verdict(Finding::Confirmed { plate: None })
        | OperationBody::TakeOver
        | OperationBody::Attach { .. }
        | OperationBody::Unknown(_) => {}
    }
    body
}

fn texts<const N: usize>(texts: [&mut String; N]) {
    for text in texts {
        *text = clean(text);
    }
}

fn lines<const N: usize>(texts: [&mut String; N]) {
    for text in texts {
        *text = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    }
}

/// Refuses a field of reports that does not exist.
pub(super) fn category(code: &CategoryCode) -> Result<(), Refusal> {
    match Category::find(&code.0) {
        Some(_) => Ok(()),
        None => Err(Refusal::Invalid { field: "category".to_owned() }),
    }
}

/// Refuses what is no point on the ground. Whether it lies in the city is for central, which has
/// the outlines of the wards.
pub(super) fn position(position: Option<Position>) -> Result<(), Refusal> {
    let sound = |at: Position| {
        at.lat.abs() <= 90.0
            && at.lon.abs() <= 180.0
            && at.accuracy_m.is_none_or(|metres| metres.is_finite() && metres >= 0.0)
    };
    match position {
        Some(at) if !sound(at) => Err(Refusal::Invalid { field: "position".to_owned() }),
        _ => Ok(()),
    }
}
