//! Photos from a phone over the local network: a page that this laptop serves for some minutes, to whoever
//! has read the code on its screen, and that hands photos over sealed.
//!
//! A phone opens the page by a one-time address and seals each photo with a key that stands in the
//! address behind `#`, which no browser sends: who listens on the network sees neither key nor photo, and
//! who does not know the key can hand over nothing. The page itself travels in the clear, for no
//! phone trusts a certificate of a laptop; whoever can change what passes on the network could change it.
//! It is served to the laptop's own network only, ends by itself and with the value that [`Link::open`]
//! gives, and keeps nothing: a photo goes to the caller, who says whether it was taken.

mod code;
mod network;
mod seal;
mod server;

pub use code::Code;
pub use network::{Network, networks};
pub use server::{Keep, Link, NotOpened, Offer, Page};
