//! The shipped wards against the full survey outlines, and the other data files that ship.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod agreement;
mod assets;
mod shipped;
mod survey;
