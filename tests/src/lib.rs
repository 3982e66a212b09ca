//! What the scenarios share: the driven window.
//!
//! Helpers return errors with a sentence; the tests themselves fail by panicking.

pub mod desktop;
