//! The photos that people attach on this laptop: their bytes lie here, encrypted and synced, before an act
//! names them, and stay until central says that it holds them durably.
//!
//! They have a file of their own, `photos.db`, beside the outbox: so that saving an act never waits for
//! the bytes of a photo, and so that a damaged photo costs no act. What is only a copy of central's lies
//! in the cache ([`pictures`](crate::pictures)).

mod file;
pub(crate) mod opening;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::{Deserialize, Serialize};
use trucban_domain::{NewPhoto, Operation, OperationId, PhotoFormat, Timestamp};

use crate::error::StoreError;
use crate::outbox::entries;
use crate::pictures::PictureHash;
use crate::step::step;
use crate::store::Store;

/// What bytes that central holds may still take here; the oldest go.
const SENT_ROOM_BYTES: u64 = 256 << 20;
/// How long a photo is kept that no act names.
const UNNAMED_MS: i64 = 30 * 86_400_000;

/// A photo to keep.
#[derive(Debug, Clone, Copy)]
pub struct PhotoToKeep<'a> {
    /// Its bytes, as they will be sent.
    pub bytes: &'a [u8],
    /// What they are.
    pub format: PhotoFormat,
    /// A small picture of it, where there is one.
    pub small: Option<&'a [u8]>,
    /// When it was taken, where that is known.
    pub taken_at: Option<Timestamp>,
}

/// What is known of a photo that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct About {
    format: PhotoFormat,
    small: Option<String>,
    taken_at: Option<Timestamp>,
}

/// How a picture stands that was attached on this laptop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnPicture {
    /// How long it is.
    pub byte_count: u64,
    /// How much of it central said that it has.
    pub sent_bytes: u64,
    /// Whether central holds it durably.
    pub at_central: bool,
    /// Whether its bytes are here.
    pub here: bool,
}

/// A picture that central does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingPicture {
    /// Which.
    pub hash: PictureHash,
    /// Whether it is the small picture of a photo.
    pub small: bool,
    /// How long it is.
    pub byte_count: u64,
    /// How much of it central said that it has.
    pub sent_bytes: u64,
    /// The act that names it: the first that central accepted, otherwise the first.
    pub named_by: OperationId,
    /// Whether central accepted that act, so that it takes the bytes.
    pub ready: bool,
}

impl Store {
    /// Keeps a photo. When this returns, its bytes are on disk, synced. Keeping it again changes nothing.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] if there is no room; nothing of it is kept then.
    pub fn keep_photo(
        &self,
        photo: PhotoToKeep<'_>,
        now: Timestamp,
    ) -> Result<PictureHash, StoreError> {
        let PhotoToKeep { bytes, format, small, taken_at } = photo;
        let hash = PictureHash::of(bytes);
        let small = small.map(|bytes| (PictureHash::of(bytes), bytes));
        let name = small.map(|(hash, _)| hash.to_string());
        let about = About { format, small: name, taken_at };
        self.photos_file().write(|photos| {
            file::sweep(photos, now.plus_ms(-UNNAMED_MS))?;
            file::put(photos, hash, false, bytes, now)?;
            if let Some((hash, bytes)) = small {
                file::put(photos, hash, true, bytes, now)?;
            }
            file::describe(photos, hash, &about)?;
            step!("store::photo::before_commit");
            Ok(())
        })?;
        step!("store::photo::kept");
        self.photos_file().empty_log();
        Ok(hash)
    }

    /// A photo that was kept, as an act attaches it; `None` for one that was not.
    pub fn kept_photo(
        &self,
        hash: PictureHash,
        shows: trucban_domain::PhotoShows,
    ) -> Result<Option<NewPhoto>, StoreError> {
        let about = self.photos_file().read(|photos| file::about(photos, hash))?;
        Ok(about.map(|About { format, small, taken_at }| NewPhoto {
            hash: hash.to_string(),
            format,
            small,
            shows,
            taken_at,
        }))
    }

    /// How pictures stand that may have been attached here, in their order.
    pub fn own_pictures(
        &self,
        hashes: &[Option<PictureHash>],
    ) -> Result<Vec<Option<OwnPicture>>, StoreError> {
        self.photos_file().read(|photos| {
            let one = |hash: &Option<PictureHash>| match hash {
                Some(hash) => file::standing(photos, *hash),
                None => Ok(None),
            };
            hashes.iter().map(one).collect()
        })
    }

    /// What central does not hold, in the order in which it is sent: small pictures first.
    pub fn waiting_pictures(&self) -> Result<Vec<WaitingPicture>, StoreError> {
        let waiting = self.photos_file().read(file::waiting)?;
        let mut accepted: BTreeMap<OperationId, bool> = BTreeMap::new();
        self.outbox_file().read(|outbox| {
            for it in &waiting {
                if let Entry::Vacant(unknown) = accepted.entry(it.op_id) {
                    unknown.insert(entries::is_accepted(outbox, it.op_id)?);
                }
            }
            Ok(())
        })?;
        let mut pictures: Vec<WaitingPicture> = Vec::new();
        for file::Waiting { hash, small, byte_count, sent_bytes, op_id } in waiting {
            let ready = accepted.get(&op_id).copied().unwrap_or(false);
            match pictures.last_mut().filter(|last| last.hash == hash) {
                Some(last) if ready && !last.ready => {
                    (last.named_by, last.ready) = (op_id, true);
                }
                Some(_) => {}
                None => pictures.push(WaitingPicture {
                    hash,
                    small,
                    byte_count,
                    sent_bytes,
                    named_by: op_id,
                    ready,
                }),
            }
        }
        Ok(pictures)
    }

    /// A part of a picture that was attached here; `None` where its bytes are not here.
    pub fn own_picture_part(
        &self,
        hash: PictureHash,
        offset: u64,
        length: u64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.photos_file().read(|photos| file::read(photos, hash, offset, length))
    }

    /// Notes how much of a picture central says that it has.
    pub fn note_picture_sent(&self, hash: PictureHash, bytes: u64) -> Result<(), StoreError> {
        self.photos_file().write(|photos| file::note_sent(photos, hash, bytes))
    }

    /// Notes that central holds a picture durably. From now on its bytes may go.
    pub fn note_picture_at_central(
        &self,
        hash: PictureHash,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.photos_file().write(|photos| {
            file::note_acked(photos, hash, now)?;
            file::make_room(photos, SENT_ROOM_BYTES)
        })?;
        step!("store::photo::acked");
        Ok(())
    }

    /// Takes a picture that was attached here over into the cache instead of fetching it; whether its
    /// bytes were here.
    pub fn adopt_picture(&self, hash: PictureHash) -> Result<bool, StoreError> {
        let Some(bytes) = self.own_picture_part(hash, 0, u64::MAX)? else { return Ok(false) };
        if self.keep_picture(hash, &bytes)? {
            self.photos_file().write(|photos| file::let_go(photos, hash))?;
        }
        Ok(true)
    }

    /// Notes what an act names before it is saved.
    ///
    /// # Errors
    /// [`StoreError::UnknownPhoto`] if it names bytes that were never kept here.
    pub(crate) fn name_photos(&self, op: &Operation) -> Result<(), StoreError> {
        let photos = op.body.photos();
        if photos.is_empty() {
            return Ok(());
        }
        self.photos_file().write(|file| {
            for name in photos.iter().flat_map(NewPhoto::blobs) {
                let hash = PictureHash::parse(name).ok_or(StoreError::UnknownPhoto)?;
                if file::standing(file, hash)?.is_none() {
                    return Err(StoreError::UnknownPhoto);
                }
                file::name(file, hash, op.envelope.op_id)?;
            }
            Ok(())
        })?;
        step!("store::photo::named");
        Ok(())
    }

    /// Forgets what an act names that was not saved.
    pub(crate) fn unname_photos(&self, op: &Operation) {
        if op.body.photos().is_empty() {
            return;
        }
        let forgotten = self.photos_file().write(|photos| file::unname(photos, op.envelope.op_id));
        if let Err(error) = forgotten {
            tracing::warn!(%error, "photos are kept for an act that was not saved");
        }
    }
}
