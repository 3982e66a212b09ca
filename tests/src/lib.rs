//! What the scenarios share: a central of one's own, laptops, a network that breaks when told to,
//! eyes for what lies in the databases, and the driven window.
//!
//! Helpers return errors with a sentence; the tests themselves fail by panicking or by returning
//! such an error.

pub mod census;
pub mod chance;
pub mod desktop;
pub mod laptop;
pub mod mortal;
pub mod office;
pub mod picture;
pub mod proxy;
pub mod seen;
pub mod tools;
pub mod world;

use anyhow::{Context as _, Result};
use tempfile::TempDir;

/// A folder for a test, in memory where the machine offers that: thousands of small synced writes
/// are the tests' whole cost, and a test's folder outlives nothing.
pub fn folder() -> Result<TempDir> {
    let memory = std::path::Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.context("a folder for the test")
}

/// Names the cryptography behind TLS for clients that do not bring their own.
fn ring() {
    // Whoever comes second finds it named already.
    drop(rustls::crypto::ring::default_provider().install_default());
}
