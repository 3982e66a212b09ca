//! Every text that a person reads, in Vietnamese and English.
//!
//! A text is a constant [`Text`] of its area ([`search::HINT`]); its type counts its places,
//! so a missing language, a missing place or a missing argument does not compile. Errors name their
//! sentence by key (`error.disk_full`), which [`sentence()`] looks up; an unknown key answers with the
//! sentence for unexpected faults and never fails. Numbers, dates and names of the city's things
//! are written by [`format`](mod@format) and [`names`].
//!
//! Refuses: markup, state, IO. What words are shown where is decided by the reader's language alone.

mod area;
pub mod deadline;
pub mod format;
mod isolation;
pub mod names;
pub mod period;
mod sentence;
mod template;

pub use area::{
    cameras, central, ctl, download, enrol, error, field, figures, frame, handover, incidents,
    keys, map, photos, refusal, search, sync, trouble, workflow,
};
pub use sentence::{explain, refused, sentence};
pub use template::{Entry, Text, places};

/// The language a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The tag for a document's `lang`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}
