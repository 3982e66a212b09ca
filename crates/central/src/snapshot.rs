//! Packs: a scope's rows, compressed and named by their content, in files beside the database.
//!
//! They are built when somebody asks and the scope has changed since they were last built; until
//! then everybody gets the same files. A pack that nothing names any more stays for a day, for those
//! who are still fetching it. A lost file is built again.

use std::io;
use std::path::PathBuf;

use rusqlite::Connection;
use trucban_contract::wire::pack::{PACK_MAX_ROWS, Pack};
use trucban_contract::wire::{Digest, PackRef, SnapshotManifest};
use trucban_domain::{Entity, Scope};

use crate::central::Central;
use crate::error::{CentralError, file_error};
use crate::store::{feed, head, pack, scope};

const COMPRESSION: i32 = 3;
/// Bytes of records after which a pack ends, so that neither side needs much memory for one.
const PACK_FULL_BYTES: usize = 16 << 20;
const KEEP_OLD_PACKS_MS: i64 = 24 * 60 * 60 * 1000;

impl Central {
    /// What to fetch to hold `scope` whole.
    pub(crate) fn snapshot(&self, scope: &Scope) -> Result<SnapshotManifest, CentralError> {
        let (manifest, changed_seq, fresh) = self.store().read(|tx| {
            let head = head::read(tx)?;
            let standing = scope::find(tx, scope)?;
            let changed_seq = standing.as_ref().map_or(0, |standing| standing.changed_seq);
            let kept = pack::manifest(tx, scope, changed_seq)?;
            // One of another life may name the same change and mean another one.
            let kept = kept.filter(|kept| kept.epoch == head.epoch && self.has_packs(kept));
            if let Some(mut manifest) = kept {
                manifest.at_seq = head.seq;
                return Ok((manifest, changed_seq, false));
            }
            let mut manifest = SnapshotManifest {
                scope: scope.clone(),
                packs: Vec::new(),
                rows: 0,
                bytes: 0,
                digest: Digest::default(),
                epoch: head.epoch,
                at_seq: head.seq,
            };
            if let Some(standing) = standing {
                manifest.packs = self.build(tx, standing.id)?;
                manifest.rows = standing.rows;
                manifest.digest = standing.digest;
                manifest.bytes = manifest.packs.iter().map(|pack| pack.bytes).sum();
            }
            Ok::<_, CentralError>((manifest, changed_seq, true))
        })?;
        if fresh {
            self.keep(&manifest, changed_seq)?;
        }
        Ok(manifest)
    }

    fn build(&self, tx: &Connection, scope: i64) -> Result<Vec<PackRef>, CentralError> {
        let mut packs = Vec::new();
        for entity in Entity::ALL {
            let mut pack = Pack::new(entity.as_str());
            let mut bytes = 0;
            feed::standing(tx, scope, entity.as_str(), |id, row_version, data| {
                pack.add(id, row_version, data);
                bytes += data.len();
                if pack.len() == PACK_MAX_ROWS || bytes >= PACK_FULL_BYTES {
                    packs.push(self.write_pack(&pack)?);
                    pack = Pack::new(entity.as_str());
                    bytes = 0;
                }
                Ok(())
            })?;
            if !pack.is_empty() {
                packs.push(self.write_pack(&pack)?);
            }
        }
        Ok(packs)
    }

    fn write_pack(&self, pack: &Pack) -> Result<PackRef, CentralError> {
        let folder = self.packs_folder();
        std::fs::create_dir_all(&folder).map_err(file_error(&folder))?;
        let content =
            zstd::encode_all(pack.encode().as_slice(), COMPRESSION).map_err(file_error(&folder))?;
        let hash = blake3::hash(&content).to_hex().to_string();
        let path = self.pack_path(&hash);
        if !path.exists() {
            let mut random = [0_u8; 8];
            self.entropy().fill(&mut random);
            let half = folder.join(format!("{hash}.{}", hex::encode(random)));
            std::fs::write(&half, &content).map_err(file_error(&half))?;
            std::fs::rename(&half, &path).map_err(file_error(&path))?;
        }
        Ok(PackRef { hash, rows: pack.len() as u64, bytes: content.len() as u64 })
    }

    fn keep(&self, manifest: &SnapshotManifest, changed_seq: u64) -> Result<(), CentralError> {
        let now = self.now();
        let unnamed = self.store().write(|tx| {
            pack::keep(tx, manifest, changed_seq, now)?;
            pack::forget(tx, &manifest.scope, now.plus_ms(-KEEP_OLD_PACKS_MS))
        })?;
        for hash in unnamed {
            let path = self.pack_path(&hash);
            if let Err(cause) = std::fs::remove_file(&path) {
                tracing::warn!(%cause, path = %path.display(), "an old pack stays");
            }
        }
        Ok(())
    }

    /// The scopes that name the pack with this hash; none for a text that is no hash.
    pub(crate) fn scopes_of_pack(&self, hash: &str) -> Result<Vec<Scope>, CentralError> {
        self.store().read(|tx| pack::scopes(tx, hash))
    }

    /// The bytes of a pack that [`Central::scopes_of_pack`] knows; `None` if its file was lost.
    pub(crate) fn read_pack(&self, hash: &str) -> Result<Option<Vec<u8>>, CentralError> {
        let path = self.pack_path(hash);
        match std::fs::read(&path) {
            Ok(content) => Ok(Some(content)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(CentralError::File { path, cause }),
        }
    }

    fn has_packs(&self, manifest: &SnapshotManifest) -> bool {
        manifest.packs.iter().all(|pack| self.pack_path(&pack.hash).exists())
    }

    fn packs_folder(&self) -> PathBuf {
        self.folder().join("packs")
    }

    fn pack_path(&self, hash: &str) -> PathBuf {
        self.packs_folder().join(format!("{hash}.zst"))
    }
}
