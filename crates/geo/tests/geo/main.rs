//! The shipped wards against the full survey outlines, the grids against PROJ, areas against GEOS,
//! tiles against another reader, and the other data files that ship.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod agreement;
mod any_shape;
mod assets;
mod cameras;
mod dice;
mod grids;
mod outlines;
#[cfg(target_os = "linux")]
mod peer;
#[cfg(target_os = "linux")]
mod second_opinion;
mod shipped;
mod survey;
mod tiles;
mod zoning;
