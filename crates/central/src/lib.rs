//! The central API: authoritative for everything that laptops copy.
//!
//! Owns the database of reports, the one apply path by which they change, the feed that laptops
//! read, devices and their tokens, and the Open311 door for citizens' applications. Everything that
//! comes in, by whichever door, becomes an operation and passes [`trucban_domain::apply()`].
//!
//! Refuses: reading the clock or randomness (they come in through [`OpenCentral`]), rows written
//! past the apply path, and telling a caller anything that its grant does not reach. A failure of
//! its own becomes a constant answer, and its cause goes to the log.

mod apply;
mod blobs;
mod central;
mod error;
mod identity;
mod intake;
mod routes;
mod sample;
mod serve;
mod snapshot;
mod store;
mod uploads;

pub use apply::ledger::RowCount;
pub use central::{Central, OpenCentral};
pub use error::CentralError;
pub use identity::EnrollAsk;
pub use sample::{SampleAsk, SampleDone, SampleMade, SampleSize, SampleStep, SampleThere, as_of};
pub use serve::{Listen, serve};
