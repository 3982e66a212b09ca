//! Gateways: doors by which reports come in from outside. Each turns what it is given into an
//! operation of central's own and puts it on the apply path; none writes rows. Cameras,
//! their alerts and photos are no operations: they are taken in as they are.

mod cameras;
pub(crate) mod feedback;
pub(crate) mod form;
pub(crate) mod location;
pub(crate) mod open311;
mod photos;
mod repeat;
