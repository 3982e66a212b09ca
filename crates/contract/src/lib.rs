//! What crosses a boundary.
//!
//! [`ipc`] is spoken between the window and the shell of one build and may change freely. [`wire`]
//! is spoken between laptops and central of different builds: fields are only added, unknown ones
//! are kept or passed over, and every request names its protocol. Neither knows IO.

pub mod ipc;
pub mod wire;
