//! What people rely on, played through with the real parts: a central that listens, laptops with
//! their stores and engines, and a network that breaks when told to.
#![expect(clippy::panic, reason = "tests fail by panicking")]

#[path = "scenarios/attach.rs"]
mod attach;
#[path = "scenarios/bad_input.rs"]
mod bad_input;
#[path = "scenarios/cameras.rs"]
mod cameras;
#[path = "scenarios/contacts.rs"]
mod contacts;
#[path = "scenarios/damage.rs"]
mod damage;
#[path = "scenarios/first_sync.rs"]
mod first_sync;
#[path = "scenarios/full_disk.rs"]
mod full_disk;
#[path = "scenarios/handover.rs"]
mod handover;
#[path = "scenarios/line_of_life.rs"]
mod line_of_life;
#[path = "scenarios/network.rs"]
mod network;
#[path = "scenarios/offline.rs"]
mod offline;
#[path = "scenarios/open311.rs"]
mod open311;
#[path = "scenarios/openapi.rs"]
mod openapi;
#[path = "scenarios/photos.rs"]
mod photos;
#[path = "scenarios/privacy.rs"]
mod privacy;
#[path = "scenarios/scope.rs"]
mod scope;
#[path = "scenarios/scope_set.rs"]
mod scope_set;
#[path = "scenarios/three_offices.rs"]
mod three_offices;
#[path = "scenarios/time.rs"]
mod time;
#[path = "scenarios/trouble.rs"]
mod trouble;
#[path = "scenarios/units.rs"]
mod units;
#[path = "scenarios/visits.rs"]
mod visits;
#[path = "scenarios/workflow.rs"]
mod workflow;
