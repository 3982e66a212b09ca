//! A long list of which only the rows in sight stand in the page.
//!
//! [`Layout`] is pure arithmetic over groups of rows of one height; [`Stretch`] holds the rows near
//! those in sight; [`Scroller`] knows what part of the list that is. What a row shows is the screen's
//! business.

mod layout;
mod scroller;
mod stretch;

pub use layout::{Heights, InSight, Layout, Section};
pub use scroller::Scroller;
pub use stretch::{Keyed, Stretch, keep_in_place};
