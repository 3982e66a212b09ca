//! The window: what the operator sees, drawn by Leptos.
//!
//! Holds no data of its own and opens no connection: it asks the shell (`ipc`), shows what it was
//! told, and reads again what became stale (`topics`). Screens stand in folders of their own that
//! do not know each other; what they share lies in the modules beside them. Widgets are in `kit`.
//! A failed command is a sentence on the screen, never a lost text.

mod app;
mod cameras;
mod chosen_photos;
mod clock;
mod drafts;
mod early;
mod failure;
mod field;
mod figures;
mod first_sync;
mod frame;
mod from_phone;
mod handover;
mod hit;
mod incidents;
mod ipc;
mod keys;
mod kit;
mod language;
mod later;
mod listing;
mod map;
mod opened;
mod operator;
mod photo_input;
mod place;
mod preferences;
mod receipts;
mod retry;
mod screens;
mod session;
mod standing;
mod start;
mod sync;
mod topics;
mod trouble;
mod turns;

pub use start::start;
