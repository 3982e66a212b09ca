//! What can go wrong in central itself. None of it is shown to callers: they get a constant answer,
//! the cause goes to the log.

use std::net::SocketAddr;
use std::path::PathBuf;

use trucban_contract::wire::FaultCode;
use trucban_domain::encoding::DecodeError;
use trucban_geo::GeoError;

/// A failure of central.
#[derive(Debug, thiserror::Error)]
pub enum CentralError {
    /// The database refused.
    #[error("the database refused")]
    Database(#[from] rusqlite::Error),
    /// The database is of a newer build.
    #[error("the database has form {found}, this build knows {known}")]
    TooNew {
        /// Its form.
        found: u32,
        /// The newest form of this build.
        known: u32,
    },
    /// A stored value is not what it must be.
    #[error("stored {what} cannot be read")]
    Stored {
        /// Which value.
        what: &'static str,
        /// Why, where bytes were decoded.
        #[source]
        cause: Option<DecodeError>,
    },
    /// A file or folder refused.
    #[error("{path} refused")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// The ward polygons are damaged.
    #[error("the ward polygons are damaged")]
    Wards(#[from] GeoError),
    /// Plain HTTP was asked for on an address that others can reach.
    #[error("plain HTTP is served on loopback only, and {0} is not")]
    PlainHttp(SocketAddr),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// The certificate or its key cannot be used.
    #[error("the certificate or its key cannot be used")]
    Certificate(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// No device has this key.
    #[error("no such device")]
    UnknownDevice,
    /// An operation of central's own was refused.
    #[error("an operation made by central itself was refused: {0}")]
    OwnOperation(&'static str),
    /// The word lists of the sample city are damaged.
    #[error("the word lists of the sample city are damaged")]
    SampleWords(#[source] serde_json::Error),
    /// The scene templates of the sample city are damaged.
    #[error("the scene templates of the sample city are damaged")]
    SamplePictures(#[source] trucban_scenes::SceneError),
    /// A thread of central's died.
    #[error("a worker died")]
    Worker(#[source] tokio::task::JoinError),
    /// A thread of central's ended without an answer.
    #[error("a worker ended without an answer")]
    NoAnswer,
    /// A fault test stopped the turn.
    #[cfg(feature = "failpoints")]
    #[error("stopped by a fault test")]
    Stopped,
}

/// Why a request gets no answer of its kind: the caller's fault, or central's.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The request is refused; the code tells the caller why.
    #[error("the request is refused: {0:?}")]
    Fault(FaultCode),
    /// Central failed; the caller tries again later.
    #[error(transparent)]
    Failed(#[from] CentralError),
}

impl From<rusqlite::Error> for Refused {
    fn from(cause: rusqlite::Error) -> Self {
        Self::Failed(cause.into())
    }
}

impl From<FaultCode> for Refused {
    fn from(code: FaultCode) -> Self {
        Self::Fault(code)
    }
}

/// A file error with the path it happened on.
pub(crate) fn file_error(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> CentralError {
    let path = path.into();
    move |cause| CentralError::File { path, cause }
}
