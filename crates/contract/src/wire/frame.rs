//! Frames: CBOR values in one HTTP body, each behind its length (four bytes, big endian).
//!
//! A reader needs no whole body in memory, and a body that was cut shows as bytes left over.

use serde::Serialize;
use serde::de::DeserializeOwned;
use trucban_domain::encoding::{self, DecodeError};

/// The longest frame; a longer length is garbage, not a frame.
pub const FRAME_MAX_BYTES: usize = 16 << 20;

/// Why a body is not a row of frames.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The length is beyond [`FRAME_MAX_BYTES`].
    #[error("a frame of {0} bytes is longer than any frame")]
    TooLong(usize),
    /// The content is not what was expected.
    #[error("a frame cannot be read")]
    Content(#[from] DecodeError),
}

/// Puts `value` behind its length.
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    let content = encoding::encode(value);
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
    let mut frame = Vec::with_capacity(content.len() + 4);
    frame.extend_from_slice(&length.to_be_bytes());
    frame.extend_from_slice(&content);
    frame
}

/// Takes a body in, piece by piece, and gives its frames out.
#[derive(Debug, Default)]
pub struct Reader {
    pending: Vec<u8>,
}

impl Reader {
    /// Adds the next piece of the body.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
    }

    /// The next whole frame; `None` until more bytes have come.
    ///
    /// # Errors
    /// [`FrameError`] if the body is garbled. Nothing after it can be read.
    pub fn next_frame<T: DeserializeOwned>(&mut self) -> Result<Option<T>, FrameError> {
        let Some((head, rest)) = self.pending.split_first_chunk::<4>() else { return Ok(None) };
        let length = u32::from_be_bytes(*head) as usize;
        if length > FRAME_MAX_BYTES {
            return Err(FrameError::TooLong(length));
        }
        let Some(content) = rest.get(..length) else { return Ok(None) };
        let value = encoding::decode(content)?;
        self.pending.drain(..length + 4);
        Ok(Some(value))
    }

    /// Whether a frame was begun and not finished.
    pub fn is_cut(&self) -> bool {
        !self.pending.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_out_whole_however_the_body_is_cut() {
        let body: Vec<u8> = ["một", "hai"].iter().flat_map(encode).collect();
        for cut in 0..body.len() {
            let mut reader = Reader::default();
            let mut read: Vec<String> = Vec::new();
            for piece in [&body[..cut], &body[cut..]] {
                reader.feed(piece);
                while let Some(frame) = reader.next_frame().expect("the body is well formed") {
                    read.push(frame);
                }
            }
            assert_eq!(read, ["một", "hai"]);
            assert!(!reader.is_cut());
        }
    }

    #[test]
    fn an_absurd_length_is_an_error_and_not_an_allocation() {
        let mut reader = Reader::default();
        reader.feed(&[0xff; 8]);
        assert!(matches!(reader.next_frame::<String>(), Err(FrameError::TooLong(_))));
    }
}
