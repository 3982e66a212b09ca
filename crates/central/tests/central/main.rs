//! Central as laptops and citizens' applications meet it: every test speaks HTTP to a real one.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod bad_input;
mod command_line;
mod feedback;
mod harness;
mod identity;
mod open311_post;
mod open311_read;
mod openapi;
mod order;
mod pictures;
mod privacy;
mod pull;
mod push;
mod sample;
mod sample_city;
mod scope_set;
mod serve;
mod snapshot;
mod uploads;
