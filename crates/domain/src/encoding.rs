//! CBOR with text keys: the one encoding of operations, records and the wire. Maps keep unknown
//! keys readable by newer builds; the bytes of an operation are never rewritten once saved.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why bytes could not be read.
#[derive(Debug, thiserror::Error)]
#[error("the bytes are not what was expected")]
pub struct DecodeError(#[source] cbor2::de::Error);

/// Writes `value` as CBOR.
///
/// # Panics
/// Never for the types of this project: memory does not fail and serde can describe them.
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    #[expect(
        clippy::expect_used,
        reason = "writing to memory fails only for types serde cannot describe"
    )]
    cbor2::to_vec(value).expect("our types are describable and memory does not fail")
}

/// Reads `bytes` as CBOR.
///
/// # Errors
/// [`DecodeError`] if they are cut, garbled or of another shape.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    cbor2::from_slice(bytes).map_err(DecodeError)
}
