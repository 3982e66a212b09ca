//! A long list of which only the rows in sight stand in the page.
//!
//! [`Layout`] is pure arithmetic over groups of rows of one height; [`Scroller`] knows what part of
//! it is in sight. What a row shows is the screen's business.

mod layout;
mod scroller;

pub use layout::{Heights, InSight, Layout};
pub use scroller::Scroller;
