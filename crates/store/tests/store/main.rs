//! The rules of the store, on real files.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod any_order;
mod attach;
mod block;
mod cameras;
mod central;
mod city;
mod clusters;
mod damage;
mod drafts;
mod figures;
mod full_disk;
mod keys;
#[cfg(feature = "failpoints")]
mod kill;
mod map;
mod near;
mod people;
mod photos;
mod places;
mod queue;
mod saving;
mod taking;
mod tiles;
mod wards;
mod withdrawing;
