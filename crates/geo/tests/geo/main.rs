//! The shipped wards against the full survey outlines, and the other data files the product ships.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod agreement;
mod shipped;
mod survey;
