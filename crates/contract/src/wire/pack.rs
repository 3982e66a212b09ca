//! Packs: many rows of one table, column by column, as they travel in a snapshot.
//!
//! Columns compress better than rows: keys made in one second share their first bytes, versions are
//! mostly 1. The bytes are CBOR; who sends them puts a zstd frame around.

use serde::{Deserialize, Serialize};
use trucban_domain::encoding::{self, DecodeError};
use uuid::Uuid;

/// The layout that this build writes.
pub const PACK_VERSION: u16 = 0;
/// Rows in one pack, at most.
pub const PACK_MAX_ROWS: usize = 16_384;

/// Why a pack cannot be read. It is fetched again; nothing of it was used.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// Not a pack.
    #[error("the pack cannot be read")]
    Content(#[from] DecodeError),
    /// A layout of a newer build.
    #[error("the pack has layout {0}, which this build does not read")]
    Version(u16),
    /// Its columns differ in length.
    #[error("the columns of the pack differ in length")]
    Uneven,
}

/// Rows of one table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pack {
    version: u16,
    entity: String,
    #[serde(with = "serde_bytes")]
    ids: Vec<u8>,
    row_versions: Vec<u64>,
    lengths: Vec<u32>,
    #[serde(with = "serde_bytes")]
    data: Vec<u8>,
}

/// A row of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackRow<'a> {
    /// Key.
    pub id: Uuid,
    /// Version.
    pub row_version: u64,
    /// The record's bytes.
    pub data: &'a [u8],
}

impl Pack {
    /// An empty pack for rows of `entity`.
    pub fn new(entity: &str) -> Self {
        Self {
            version: PACK_VERSION,
            entity: entity.to_owned(),
            ids: Vec::new(),
            row_versions: Vec::new(),
            lengths: Vec::new(),
            data: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn add(&mut self, id: Uuid, row_version: u64, data: &[u8]) {
        self.ids.extend_from_slice(id.as_bytes());
        self.row_versions.push(row_version);
        self.lengths.push(u32::try_from(data.len()).unwrap_or(u32::MAX));
        self.data.extend_from_slice(data);
    }

    /// Rows so far.
    pub fn len(&self) -> usize {
        self.row_versions.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.row_versions.is_empty()
    }

    /// Table word of all rows.
    pub fn entity(&self) -> &str {
        &self.entity
    }

    /// The bytes to compress.
    pub fn encode(&self) -> Vec<u8> {
        encoding::encode(self)
    }

    /// Reads uncompressed bytes.
    ///
    /// # Errors
    /// [`PackError`]; a pack that passes has columns of one length.
    pub fn decode(bytes: &[u8]) -> Result<Self, PackError> {
        let pack: Self = encoding::decode(bytes)?;
        if pack.version != PACK_VERSION {
            return Err(PackError::Version(pack.version));
        }
        let rows = pack.row_versions.len();
        let data: u64 = pack.lengths.iter().map(|length| u64::from(*length)).sum();
        if pack.lengths.len() != rows
            || pack.ids.len() != rows * 16
            || usize::try_from(data) != Ok(pack.data.len())
        {
            return Err(PackError::Uneven);
        }
        Ok(pack)
    }

    /// Its rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = PackRow<'_>> {
        let mut at = 0;
        let ids = self.ids.chunks_exact(16).map(|id| Uuid::from_slice(id).unwrap_or_default());
        ids.zip(&self.row_versions).zip(&self.lengths).map(move |((id, row_version), length)| {
            let data = &self.data[at..at + *length as usize];
            at += *length as usize;
            PackRow { id, row_version: *row_version, data }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Pack {
        let mut pack = Pack::new("incident");
        for n in 1..4_u8 {
            let key = Uuid::from_u128(u128::from(n));
            pack.add(key, u64::from(n), &vec![7; usize::from(n)]);
        }
        pack
    }

    #[test]
    fn rows_read_back_as_they_were_added() {
        let pack = Pack::decode(&sample().encode()).expect("a pack of ours");
        let rows: Vec<_> =
            pack.rows().map(|r| (r.id.as_u128(), r.row_version, r.data.len())).collect();
        assert_eq!(rows, [(1, 1, 1), (2, 2, 2), (3, 3, 3)]);
    }

    #[test]
    fn a_broken_pack_is_refused_whole() {
        let bytes = sample().encode();
        for cut in 0..bytes.len() {
            assert!(Pack::decode(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        let mut uneven = sample();
        uneven.lengths[0] += 1;
        assert!(matches!(Pack::decode(&uneven.encode()), Err(PackError::Uneven)));
    }
}
