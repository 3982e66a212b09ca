//! The receipt of this laptop's own act, as words beside the act, and the word for where an act stands,
//! as `data-state` carries it on every screen.

use leptos::prelude::*;
use trucban_contract::ipc::{LocalReceipt, ReceiptState};
use trucban_text::{Text, incidents};

use crate::kit::icon::Icon;
use crate::language::Language;
use crate::place::{Place, Screen};

const fn look(state: ReceiptState) -> (Icon, Text<0>) {
    match state {
        ReceiptState::Saved => (Icon::Outbox, incidents::RECEIPT_SAVED),
        ReceiptState::Sent => (Icon::Send, incidents::RECEIPT_SENT),
        ReceiptState::Accepted => (Icon::CheckCircle, incidents::RECEIPT_ACCEPTED),
        ReceiptState::Refused => (Icon::XCircle, incidents::RECEIPT_REFUSED),
        ReceiptState::Held => (Icon::Pause, incidents::RECEIPT_HELD),
        ReceiptState::Discarded => (Icon::Close, incidents::RECEIPT_DISCARDED),
        ReceiptState::Resent => (Icon::Refresh, incidents::RECEIPT_RESENT),
    }
}

/// A receipt; pressing it shows the act on the sync screen.
#[component]
pub fn Receipt(
    /// Of which act, and where it stands.
    receipt: LocalReceipt,
) -> impl IntoView {
    let (lang, place) = (Language::here(), Place::here());
    let LocalReceipt { client_seq, state } = receipt;
    let (icon, text) = look(state);
    view! {
        <button
            type="button"
            class="receipt"
            data-testid=format!("receipt-{client_seq}")
            data-state=word(state)
            title=move || lang.say(incidents::RECEIPT_OPEN)
            on:click=move |event| {
                event.stop_propagation();
                place.go(Screen::Sync);
            }
        >
            {icon.view()}
            <span>{move || lang.say(text)}</span>
        </button>
    }
}

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
