//! Brings a laptop and central together whenever a network is there.
//!
//! [`machine`] decides what to do next and knows neither IO, clock nor randomness; [`client`] speaks
//! the protocol over HTTP; [`engine`] turns the machine, runs its effects against the store and the
//! client, and tells an [`Observer`] what became stale; [`first_sync`] counts how far a new laptop
//! is. Being offline is a state
//! of the machine, never an error. Nothing here decides what an operation means: that is
//! `trucban_domain::apply`, run by central and by the store.

pub mod client;
pub mod engine;
pub mod first_sync;
pub mod machine;
mod photos;
mod pictures;
mod step;
mod transfer;

pub use client::{Client, ClientError, Trouble};
pub use engine::{Engine, EngineParts, EngineState, Link, Observer, Stale};
