//! The words of tus 1.0, the protocol of resumable uploads (<https://tus.io/protocols/resumable-upload>),
//! as far as photos use it: core, creation and expiration.
//!
//! An upload is named by the BLAKE3 hash of its bytes, so begun twice it is one, and the whole is checked
//! against its name at the end.

/// Where uploads are begun; one of them is at its hash below.
pub const PATH: &str = "/sync/uploads";
/// The version that is spoken.
pub const VERSION: &str = "1.0.0";
/// The type of a piece.
pub const CONTENT_TYPE: &str = "application/offset+octet-stream";
/// Header: the version that the speaker speaks.
pub const RESUMABLE: &str = "tus-resumable";
/// Header: the versions that central speaks.
pub const VERSIONS: &str = "tus-version";
/// Header: the extensions that central speaks.
pub const EXTENSIONS: &str = "tus-extension";
/// Header: the longest upload.
pub const MAX_SIZE: &str = "tus-max-size";
/// Header: how long the whole is.
pub const LENGTH: &str = "upload-length";
/// Header: how much of it is there, or where a piece begins.
pub const OFFSET: &str = "upload-offset";
/// Header: what the upload is.
pub const METADATA: &str = "upload-metadata";
/// Header: when a half-sent one is given up.
pub const EXPIRES: &str = "upload-expires";
/// The key of the hash in the metadata; its value is the 32 bytes in base64.
pub const METADATA_HASH: &str = "blake3";
/// Status: the whole is not what its name promises.
pub const CHECKSUM_MISMATCH: u16 = 460;
