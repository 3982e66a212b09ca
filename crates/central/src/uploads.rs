//! Pictures that devices send in pieces: files in `uploads/`, each named by its device and its hash.
//!
//! The length of a file is how much of it is there: nothing else keeps count, so no two counts can
//! disagree. Bytes are only ever added at the end, one connection at a time, and an offset that was told
//! is on disk. A file that is whole is checked against its name before it counts; one that is something
//! else is thrown away and begun anew.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::PathBuf;

use fail::fail_point;
use trucban_domain::photo::PHOTO_MAX_BYTES;
use trucban_domain::{ClientId, PhotoFormat, Timestamp};

use crate::central::Central;
use crate::error::{CentralError, file_error};
use crate::store::make_private_folder;
use crate::store::upload::{self, Upload};

/// How long a half-sent picture is kept from its beginning; begun anew it is sent again.
pub(crate) const KEPT_HALF_MS: i64 = 30 * 86_400_000;

/// A picture of a device.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sending {
    /// The device.
    pub(crate) client: ClientId,
    /// What the picture is to be.
    pub(crate) hash: blake3::Hash,
}

/// Why a piece is not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotTaken {
    /// The device names no such picture, or has not begun to send it.
    #[error("nobody expects this picture")]
    Unexpected,
    /// It is longer than pictures may be, or empty.
    #[error("a picture cannot be that long")]
    Length,
    /// It was begun with another length, or the piece begins elsewhere than what is there ends.
    #[error("the piece does not fit to what is there")]
    Elsewhere,
    /// It is whole and not what its name promises. It can be begun anew.
    #[error("the bytes are not those that were promised")]
    Other,
    /// Central failed.
    #[error(transparent)]
    Failed(#[from] CentralError),
}

impl From<rusqlite::Error> for NotTaken {
    fn from(cause: rusqlite::Error) -> Self {
        Self::Failed(cause.into())
    }
}

/// How far a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Bytes of it that are on disk.
    pub(crate) offset: u64,
    /// How long it will be.
    pub(crate) byte_count: u64,
    /// When it is given up; `None` for one that is whole.
    pub(crate) expires_at: Option<Timestamp>,
}

impl Central {
    /// Begins a picture that the device named in an act; one that is begun goes on.
    pub(crate) fn begin_upload(
        &self,
        sending: Sending,
        byte_count: u64,
    ) -> Result<Standing, NotTaken> {
        if byte_count == 0 || byte_count > PHOTO_MAX_BYTES {
            return Err(NotTaken::Length);
        }
        let Sending { client, hash } = sending;
        let now = self.now();
        let gone = self.store().write(|tx| {
            if let Some(known) = upload::find(tx, client, &hash)? {
                let same = known.byte_count == byte_count;
                return if same { Ok(Vec::new()) } else { Err(NotTaken::Elsewhere) };
            }
            if !upload::is_expected(tx, client, &hash)? {
                return Err(NotTaken::Unexpected);
            }
            upload::begin(tx, client, &hash, byte_count, now)?;
            Ok(upload::expire(tx, now.plus_ms(-KEPT_HALF_MS))?)
        })?;
        for (client, hash) in gone {
            self.drop_half(Sending { client, hash })?;
        }
        self.upload_standing(sending)
    }

    /// How far a picture is. What is told is on disk; one that is whole is shown before it is told.
    pub(crate) fn upload_standing(&self, sending: Sending) -> Result<Standing, NotTaken> {
        let known = self.known(sending)?;
        if known.done {
            return Ok(standing(known.byte_count, known));
        }
        let path = self.half_path(sending);
        let offset = match File::open(&path) {
            Ok(file) => {
                file.sync_all().map_err(file_error(&path))?;
                file.metadata().map_err(file_error(&path))?.len()
            }
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => 0,
            Err(cause) => return Err(CentralError::File { path, cause }.into()),
        };
        if offset >= known.byte_count {
            self.finish_upload(sending)?;
        }
        Ok(standing(offset, self.known(sending)?))
    }

    /// Adds `bytes` of a picture that follow its first `offset`; answers how many are there now.
    pub(crate) fn append_upload(
        &self,
        sending: Sending,
        offset: u64,
        bytes: &[u8],
    ) -> Result<u64, NotTaken> {
        let known = self.known(sending)?;
        let end = offset.saturating_add(bytes.len() as u64);
        if known.done {
            return Err(NotTaken::Elsewhere);
        }
        if end > known.byte_count {
            return Err(NotTaken::Length);
        }
        make_private_folder(&self.uploads_folder(sending.client))?;
        let path = self.half_path(sending);
        let turn = self.appending();
        let file = OpenOptions::new().append(true).create(true).open(&path);
        let mut file = file.map_err(file_error(&path))?;
        if file.metadata().map_err(file_error(&path))?.len() != offset {
            return Err(NotTaken::Elsewhere);
        }
        file.write_all(bytes).map_err(file_error(&path))?;
        drop(turn);
        fail_point!("central::upload::appended");
        Ok(end)
    }

    /// Checks a picture that is whole and shows it. Doing it again changes nothing.
    fn finish_upload(&self, sending: Sending) -> Result<(), NotTaken> {
        let Sending { client, hash } = sending;
        let path = self.half_path(sending);
        let file = match File::open(&path) {
            // Another connection was quicker.
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(()),
            opened => opened.map_err(file_error(&path))?,
        };
        let mut beginning = Vec::new();
        (&file).take(16).read_to_end(&mut beginning).map_err(file_error(&path))?;
        let mut hasher = blake3::Hasher::new();
        hasher.update(&beginning);
        hasher.update_reader(&file).map_err(file_error(&path))?;
        if hasher.finalize() != hash || PhotoFormat::of(&beginning).is_none() {
            tracing::warn!(%client, "a picture that was sent is not what it was to be");
            self.store().write(|tx| upload::forget(tx, client, &hash))?;
            self.drop_half(sending)?;
            return Err(NotTaken::Other);
        }
        fail_point!("central::upload::whole");
        self.keep_blob_of(&path, &hash)?;
        fail_point!("central::upload::kept");
        self.take_turn(|turn| turn.picture_came(client, &hash))?;
        Ok(self.drop_half(sending)?)
    }

    fn known(&self, Sending { client, hash }: Sending) -> Result<Upload, NotTaken> {
        let known = self.store().read(|tx| upload::find(tx, client, &hash))?;
        known.ok_or(NotTaken::Unexpected)
    }

    fn drop_half(&self, sending: Sending) -> Result<(), CentralError> {
        let path = self.half_path(sending);
        match std::fs::remove_file(&path) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                Err(CentralError::File { path, cause })
            }
            _ => Ok(()),
        }
    }

    fn uploads_folder(&self, client: ClientId) -> PathBuf {
        self.folder().join("uploads").join(client.to_string())
    }

    fn half_path(&self, Sending { client, hash }: Sending) -> PathBuf {
        self.uploads_folder(client).join(hash.to_hex().as_str())
    }
}

fn standing(offset: u64, known: Upload) -> Standing {
    let expires_at = (!known.done).then(|| known.begun_at.plus_ms(KEPT_HALF_MS));
    Standing { offset, byte_count: known.byte_count, expires_at }
}
