//! The pictures of the sample city: what its cameras saw and what its people photographed.
//!
//! Owns the scene templates of `assets/sample-city/scenes` and their rendering. A template is an SVG
//! with places to fill in; a variant fills them (hour, weather, colours), a frame moves what moves.
//! All pictures together are few and are named by their content, so that tens of thousands of alerts
//! and reports share them.
//!
//! Refuses fonts, files, the network and chance: the same build gives the same bytes. Templates that
//! do not make sense are refused with a [`SceneError`] when they are read; after that a look-up
//! cannot fail, and a kind or category without pictures has none.

mod catalogue;
mod compose;
mod error;
mod film;
mod picture;
mod scenes;
mod studio;
mod templates;

pub use error::SceneError;
pub use scenes::{Blob, Frame, Frames, Light, Photo, Scenes, Seen, Site};
