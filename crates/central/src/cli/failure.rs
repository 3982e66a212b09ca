//! Why a task was not done, in words.

use std::path::PathBuf;

use trucban_central::CentralError;
use trucban_text::{Lang, Text, central as text};

/// Why a task was not done.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// Central refused or failed.
    #[error(transparent)]
    Central(#[from] CentralError),
    /// What was asked for makes no sense; the sentence says why.
    #[error("the arguments make no sense")]
    Senseless(Text<0>),
    /// A value makes no sense; the sentence names it.
    #[error("{1:?} makes no sense")]
    Value(Text<1>, String),
    /// A file would be overwritten.
    #[error("{0} exists")]
    FileExists(PathBuf),
    /// A file refused.
    #[error("{0} refused")]
    File(PathBuf, #[source] std::io::Error),
    /// The process could not be set up.
    #[error("the process could not be set up")]
    Process(#[source] std::io::Error),
}

impl Failure {
    /// What the person reads.
    pub(super) fn sentence(&self, lang: Lang) -> String {
        let path = |path: &PathBuf| path.display().to_string();
        match self {
            Self::Senseless(sentence) => sentence.say(lang).to_owned(),
            Self::Value(sentence, value) => sentence.fill(lang, [value]),
            Self::FileExists(file) => text::FILE_EXISTS.fill(lang, [&path(file)]),
            Self::File(file, _) => text::FILE_REFUSED.fill(lang, [&path(file)]),
            Self::Process(_) => text::FAILED.say(lang).to_owned(),
            Self::Central(error) => match error {
                CentralError::PlainHttp(address) => {
                    text::PLAIN_HTTP.fill(lang, [&address.to_string()])
                }
                CentralError::Listen { address, .. } => {
                    text::CANNOT_LISTEN.fill(lang, [&address.to_string()])
                }
                CentralError::File { path: file, .. } => {
                    text::FILE_REFUSED.fill(lang, [&path(file)])
                }
                CentralError::TooNew { .. } => text::DATA_TOO_NEW.say(lang).to_owned(),
                CentralError::Certificate(_) => text::BAD_CERTIFICATE.say(lang).to_owned(),
                _ => text::FAILED.say(lang).to_owned(),
            },
        }
    }

    /// Writes the cause to the log, where it is more than the sentence says.
    pub(super) fn log(&self) {
        let whole = matches!(
            self,
            Self::Senseless(_)
                | Self::Value(..)
                | Self::FileExists(_)
                | Self::Central(CentralError::PlainHttp(_))
        );
        if !whole {
            tracing::error!(error = self as &dyn std::error::Error, "the task was not done");
        }
    }
}
