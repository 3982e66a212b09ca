//! The word for where an act stands, as `data-state` carries it on every screen.

use trucban_contract::ipc::ReceiptState;

/// The word.
pub const fn word(state: ReceiptState) -> &'static str {
    match state {
        ReceiptState::Saved => "saved",
        ReceiptState::Sent => "sent",
        ReceiptState::Accepted => "accepted",
        ReceiptState::Refused => "refused",
        ReceiptState::Held => "held",
        ReceiptState::Discarded => "discarded",
        ReceiptState::Resent => "resent",
    }
}
