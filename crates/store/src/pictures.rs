//! Pictures of alerts and reports: fetched after the rows, kept under the hash of their bytes, encrypted
//! like everything in the cache.
//!
//! A laptop keeps pictures only for as long as it holds a case that names them, and no more than
//! [`ROOM_BYTES`] of them.

use std::fmt;

use crate::cache::{blob, picture};
use crate::error::StoreError;
use crate::photos::OwnPicture;
use crate::store::Store;

/// The longest picture that is taken.
pub const PICTURE_MAX_BYTES: usize = 50 << 20;
/// What a photo may have to be sent is what a picture may have to be kept.
const _: () = assert!(PICTURE_MAX_BYTES as u64 == trucban_domain::photo::PHOTO_MAX_BYTES);
/// What all pictures of a laptop may take. Those of judged alerts and closed reports give
/// way.
const ROOM_BYTES: u64 = 512 << 20;

/// BLAKE3 of a picture's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureHash([u8; 32]);

impl PictureHash {
    /// Reads 64 hexadecimal digits; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        blake3::Hash::from_hex(text).ok().map(|hash| Self(*hash.as_bytes()))
    }

    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// Its 32 bytes.
    pub const fn bytes(self) -> [u8; 32] {
        self.0
    }

    pub(crate) const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(crate) const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for PictureHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl Store {
    /// Reads a picture, of central's or attached here; `None` where it is not here.
    pub fn picture(&self, hash: PictureHash) -> Result<Option<Vec<u8>>, StoreError> {
        match self.cache_file().read(|cache| blob::read(cache, hash))? {
            Some(bytes) => Ok(Some(bytes)),
            None => self.own_picture_part(hash, 0, u64::MAX),
        }
    }

    /// Which of these pictures are here, of central's or attached here, in their order.
    pub fn pictures_here(&self, hashes: &[Option<PictureHash>]) -> Result<Vec<bool>, StoreError> {
        let own = self.own_pictures(hashes)?;
        let copied = self.copies_here(hashes)?;
        let here =
            |(copied, own): (bool, Option<OwnPicture>)| copied || own.is_some_and(|own| own.here);
        Ok(copied.into_iter().zip(own).map(here).collect())
    }

    fn copies_here(&self, hashes: &[Option<PictureHash>]) -> Result<Vec<bool>, StoreError> {
        self.cache_file().read(|cache| {
            let here = |hash: &Option<PictureHash>| match hash {
                Some(hash) => blob::is_here(cache, *hash),
                None => Ok(false),
            };
            hashes.iter().map(here).collect()
        })
    }

    /// Pictures that should be here and are not, the most urgent ones first: what alerts without a
    /// verdict and open reports name. None while the room for pictures is taken.
    pub fn pictures_wanted(&self) -> Result<Vec<PictureHash>, StoreError> {
        self.cache_file().read(|cache| {
            if blob::taken(cache)? >= ROOM_BYTES {
                return Ok(Vec::new());
            }
            picture::wanted(cache)
        })
    }

    /// Keeps a picture that some case here names. Tells whether it is new.
    ///
    /// # Errors
    /// [`StoreError::WrongPicture`] if the bytes are not those that the hash promises.
    pub fn keep_picture(&self, hash: PictureHash, bytes: &[u8]) -> Result<bool, StoreError> {
        if bytes.len() > PICTURE_MAX_BYTES || PictureHash::of(bytes) != hash {
            return Err(StoreError::WrongPicture);
        }
        self.cache_file().write(|cache| blob::keep(cache, hash, bytes, ROOM_BYTES))
    }
}
