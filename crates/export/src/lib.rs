//! Files that leave the console: the figures of a period and the list of its reports, as CSV (RFC 4180,
//! UTF-8 with a byte order mark, so that spreadsheets read Vietnamese) and as XLSX.
//!
//! Owns what stands in which column, what is hidden in free text, and that a file is there whole or not
//! at all and never takes another one's place. A list is written line by line; memory does not grow with
//! it. Refuses who sent a report: that is no part of an [`Incident`](trucban_domain::Incident).
//! Fails as [`ExportError`] tells, and leaves nothing behind then.

mod about;
mod error;
mod figures;
mod file;
mod list;
mod table;

pub use about::{About, Format, What};
pub use error::ExportError;
pub use figures::write_figures;
pub use file::{NewFile, free_path};
pub use list::ReportList;
pub use trucban_text::Lang;
