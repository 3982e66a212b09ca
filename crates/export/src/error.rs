//! Why a file was not written.

use std::io;
use std::path::PathBuf;

/// Why a file was not written. Nothing of it is there then.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is a file of this name already; it is as it was.
    #[error("{0} is there already")]
    Exists(PathBuf),
    /// The disk, or the permission.
    #[error("the file cannot be written")]
    Io(#[from] io::Error),
    /// The spreadsheet.
    #[error("the spreadsheet cannot be written")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The table.
    #[error("the table cannot be written")]
    Csv(#[from] csv::Error),
}
