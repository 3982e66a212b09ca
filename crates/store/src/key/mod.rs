//! The key of the two files: 32 random bytes, used as they are.
//!
//! Owns where the key lies. The place is chosen once, when the folder is new, and recorded beside the
//! data together with a fingerprint of the key, so that a later start looks in the same place and a
//! wrong key is told from a damaged file. A key that should be there and is not is never replaced:
//! a new one would make the files unreadable for good.

mod keyring;

use std::fs;
use std::io::ErrorKind;

use serde::{Deserialize, Serialize};
use trucban_domain::Entropy;

use crate::error::{KeyError, StoreError};
use crate::folder::Folder;
use crate::store::{KeyPlace, KeyPreference};

const RECORD: &str = "store.place";
const FILE: &str = "store.key";

/// The key of both files.
pub(crate) struct StoreKey([u8; 32]);

/// Where the key lies, as the folder records it.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    place: RecordedPlace,
    /// Tells whether a key is the one of these files, and nothing more about it.
    fingerprint: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RecordedPlace {
    File,
    Keyring { entry: String },
}

impl StoreKey {
    fn draw(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    fn read(text: &[u8]) -> Result<Self, KeyError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.trim_ascii(), &mut bytes)
            .map_err(|_not_a_key| KeyError::Garbled)?;
        Ok(Self(bytes))
    }

    /// A key that every test knows.
    #[cfg(test)]
    pub(crate) fn for_test() -> Self {
        Self([7; 32])
    }

    fn hex(&self) -> String {
        hex::encode(self.0)
    }

    /// The key as SQLCipher takes it: raw, without derivation.
    pub(crate) fn pragma(&self) -> String {
        format!("x'{}'", self.hex())
    }

    fn fingerprint(&self) -> String {
        let hash = blake3::derive_key("trucban 2026 fingerprint of a store key", &self.0);
        hex::encode(&hash[..8])
    }
}

/// Finds the key of `folder`, or makes one if the folder is new and `preference` tells where.
pub(crate) fn find(
    folder: &Folder,
    preference: Option<(KeyPreference, &dyn Entropy)>,
) -> Result<(StoreKey, KeyPlace), StoreError> {
    let path = folder.file(RECORD);
    match fs::read(&path) {
        Ok(text) => {
            let record: Record =
                serde_json::from_slice(&text).map_err(|_not_a_record| KeyError::Garbled)?;
            let (key, place) = match &record.place {
                RecordedPlace::File => (read_file(folder)?, KeyPlace::File),
                RecordedPlace::Keyring { entry } => (keyring::read(entry)?, KeyPlace::Keyring),
            };
            if key.fingerprint() == record.fingerprint {
                Ok((key, place))
            } else {
                Err(KeyError::Other.into())
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if folder.outbox().exists() {
                return Err(KeyError::Missing.into());
            }
            let (preference, entropy) =
                preference.ok_or_else(|| StoreError::NotReady(folder.path().to_owned()))?;
            make(folder, preference, entropy)
        }
        Err(source) => Err(StoreError::Io { path, source }),
    }
}

fn read_file(folder: &Folder) -> Result<StoreKey, StoreError> {
    let path = folder.file(FILE);
    match fs::read(&path) {
        Ok(text) => Ok(StoreKey::read(&text)?),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(KeyError::Missing.into()),
        Err(source) => Err(StoreError::Io { path, source }),
    }
}

/// The key is put away before the record names its place, so a record never names an empty one.
fn make(
    folder: &Folder,
    preference: KeyPreference,
    entropy: &dyn Entropy,
) -> Result<(StoreKey, KeyPlace), StoreError> {
    let key = StoreKey::draw(entropy);
    let kept = match preference {
        KeyPreference::FileOnly => None,
        KeyPreference::KeyringThenFile => {
            let mut entry = [0; 8];
            entropy.fill(&mut entry);
            let entry = hex::encode(entry);
            match keyring::keep(&entry, &key) {
                Ok(()) => Some(entry),
                Err(error) => {
                    tracing::info!(%error, "no keyring: the key goes into a file");
                    None
                }
            }
        }
    };
    let (place, recorded) = if let Some(entry) = kept {
        (KeyPlace::Keyring, RecordedPlace::Keyring { entry })
    } else {
        folder.write_whole(FILE, key.hex().as_bytes())?;
        (KeyPlace::File, RecordedPlace::File)
    };
    let record = Record { place: recorded, fingerprint: key.fingerprint() };
    let text = serde_json::to_vec(&record).map_err(|_never| KeyError::Garbled)?;
    folder.write_whole(RECORD, &text)?;
    Ok((key, place))
}
