//! Rescue of a damaged outbox: what can be read goes into a new file, the old one is kept.
//!
//! SQLCipher gives a damaged page up whole and the connection with it, so the acts are read one by
//! one and the connection is opened anew after each that fails. An act that cannot be read and that
//! central may not have is taken from its second copy in the cache; of any other only the number is
//! known. It stays in the outbox as an act without bytes: numbers must follow without a gap,
//! so it is sent, and central answers that it is unreadable. No number is ever given out twice.
//!
//! The new file is built whole beside the old one and takes its name last; a crash in between is
//! finished by the next start.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use rusqlite::{Connection, params};
use trucban_domain::{Entropy, OpResult, Operation, OperationId, Timestamp, encoding};
use uuid::Uuid;

use super::{acts, entries, export};
use crate::act::OutboxEntry;
use crate::connection::{self, Durability, int, nat};
use crate::database::transact;
use crate::error::StoreError;
use crate::folder::Folder;
use crate::key::StoreKey;
use crate::migrate;

const OUTBOX: &str = "outbox.db";
const DRAFT: &str = "outbox-rescue.db";
/// What SQLite may leave beside a file.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

/// What became of one number.
pub(super) enum Salvaged {
    /// The act.
    Read(Box<OutboxEntry>),
    /// Nothing but the number, and about when it was given out.
    Lost {
        /// The number.
        client_seq: u64,
        /// When the act before it was saved.
        about: Timestamp,
    },
}

/// What the cache remembers of the outbox.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    /// The highest number given out.
    pub(crate) highest: u64,
    /// The acts that central may not have, by number.
    pub(crate) acts: BTreeMap<u64, Copied>,
    /// The incarnation.
    pub(crate) incarnation: Option<Uuid>,
    /// The settings.
    pub(crate) settings: Vec<(String, String)>,
}

/// The second copy of an act.
#[derive(Debug)]
pub(crate) struct Copied {
    /// Its key.
    pub(crate) op_id: OperationId,
    /// When it was saved.
    pub(crate) saved_at: Timestamp,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// What a rescue brought.
#[derive(Debug)]
pub(crate) struct Rescue {
    /// Acts that were read.
    pub(crate) read: u32,
    /// Acts of which only the number is known.
    pub(crate) lost: u32,
    /// The export.
    pub(crate) file: PathBuf,
}

/// Finishes a rescue that a crash cut short after the new file was whole.
pub(crate) fn finish(folder: &Folder) -> Result<(), StoreError> {
    if folder.outbox().exists() || !folder.file(DRAFT).exists() {
        return Ok(());
    }
    let number = (1..=u32::MAX).take_while(|n| folder.file(&kept(*n)).exists()).last().unwrap_or(1);
    put_in_place(folder, number)
}

/// Builds a new outbox from what can be read of the damaged one.
pub(crate) fn run(
    folder: &Folder,
    key: &StoreKey,
    mut remembered: Remembered,
    entropy: &dyn Entropy,
) -> Result<Rescue, StoreError> {
    let number = (1..=u32::MAX).find(|n| !folder.file(&kept(*n)).exists()).unwrap_or(1);
    let mut reading = Reading { folder, key, conn: None };
    let highest = remembered.highest.max(reading.highest());
    let mut salvaged = Vec::new();
    let mut about = Timestamp::default();
    for client_seq in 1..=highest {
        let copied = remembered.acts.remove(&client_seq).map(|copied| copied.entry(client_seq));
        let entry = reading.attempt(|conn| entries::numbered(conn, client_seq)).flatten();
        salvaged.push(match entry.or(copied) {
            Some(entry) => {
                about = entry.saved_at;
                Salvaged::Read(Box::new(entry))
            }
            None => Salvaged::Lost { client_seq, about },
        });
    }
    let settings = reading.attempt(super::settings).unwrap_or_default();
    let incarnation = reading.attempt(super::kept_incarnation).flatten().or(remembered.incarnation);
    drop(reading);

    let file = folder.file(&format!("outbox-rescued-{number}.jsonl"));
    export::write(&file, &salvaged)?;
    let mut draft = begin_draft(folder, key)?;
    transact(&mut draft, |tx| {
        if let Some(incarnation) = incarnation {
            super::keep_incarnation(tx, incarnation)?;
        }
        for (name, value) in remembered.settings.iter().chain(&settings) {
            super::set_setting(tx, name, value)?;
        }
        salvaged.iter().try_for_each(|one| carry_over(tx, one, entropy))
    })?;
    draft.close().map_err(|(_, error)| StoreError::from(error))?;
    fs::File::open(folder.file(DRAFT))
        .and_then(|file| file.sync_all())
        .map_err(StoreError::io(&folder.file(DRAFT)))?;
    put_in_place(folder, number)?;

    let lost = salvaged.iter().filter(|one| matches!(one, Salvaged::Lost { .. })).count();
    let total = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(Rescue { read: total(salvaged.len() - lost), lost: total(lost), file })
}

impl Copied {
    /// The act as it was saved. Whether it was sent is not known: it is sent again, and central
    /// answers what it answered before.
    fn entry(self, client_seq: u64) -> OutboxEntry {
        let Self { op_id, saved_at, bytes } = self;
        OutboxEntry {
            client_seq,
            op_id,
            bytes,
            saved_at,
            first_sent_at: None,
            last_sent_at: None,
            result: None,
            discarded: None,
            resent_as: None,
        }
    }
}

fn kept(number: u32) -> String {
    format!("outbox-damaged-{number}.db")
}

/// A new, empty file without a write-ahead log, so that it is whole once it is closed.
fn begin_draft(folder: &Folder, key: &StoreKey) -> Result<Connection, StoreError> {
    folder.remove(DRAFT)?;
    folder.remove(&format!("{DRAFT}-journal"))?;
    for companion in COMPANIONS {
        folder.remove(&format!("{DRAFT}{companion}"))?;
    }
    let mut draft = connection::writer(&folder.file(DRAFT), key, Durability::Full)?;
    draft.pragma_update(None, "journal_mode", "DELETE")?;
    migrate::OUTBOX.migrate(&mut draft)?;
    Ok(draft)
}

/// The old file goes aside first and its companions follow, so that a crash in between leaves no
/// moment at which the new file could meet the old one's log.
fn put_in_place(folder: &Folder, number: u32) -> Result<(), StoreError> {
    let aside = kept(number);
    for companion in [""].iter().chain(&COMPANIONS) {
        let (from, to) = (
            folder.file(&format!("{OUTBOX}{companion}")),
            folder.file(&format!("{aside}{companion}")),
        );
        match fs::rename(&from, &to) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::io(&from)(error));
            }
            _ => {}
        }
    }
    let draft = folder.file(DRAFT);
    fs::rename(&draft, folder.outbox())
        .and_then(|()| folder.sync())
        .map_err(StoreError::io(&draft))?;
    folder.remove(super::DAMAGED)
}

fn carry_over(conn: &Connection, one: &Salvaged, entropy: &dyn Entropy) -> Result<(), StoreError> {
    const WHOLE: &str = "INSERT INTO operation (client_seq, op_id, subject, kind, saved_at,
         first_sent_at, last_sent_at, result, accepted, answered_at, discard_reason, discarded_at,
         resent_as, settled, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    const LOST: &str = "INSERT INTO operation (client_seq, op_id, subject, kind, saved_at, bytes)
         VALUES (?1, ?2, zeroblob(16), 'lost', ?3, zeroblob(0))";
    // A number that replaces another is larger, so it is not there yet.
    conn.pragma_update(None, "defer_foreign_keys", true)?;
    match one {
        Salvaged::Lost { client_seq, about } => {
            let op_id = OperationId::mint(*about, entropy);
            conn.prepare_cached(LOST)?.execute(params![
                int(*client_seq),
                op_id.as_bytes(),
                about.as_ms()
            ])?;
        }
        Salvaged::Read(entry) => {
            let op = Operation::decode(&entry.bytes).ok();
            let subject = op.as_ref().map_or([0; 16], |op| *op.envelope.subject.as_bytes());
            let kind = op.as_ref().map_or("lost", |op| op.body.kind());
            let accepted = matches!(entry.result, Some((OpResult::Applied { .. }, _)));
            let settled = accepted || entry.discarded.is_some() || entry.resent_as.is_some();
            let ms = |at: Option<Timestamp>| at.map(Timestamp::as_ms);
            conn.prepare_cached(WHOLE)?.execute(params![
                int(entry.client_seq),
                entry.op_id.as_bytes(),
                subject,
                kind,
                entry.saved_at.as_ms(),
                ms(entry.first_sent_at),
                ms(entry.last_sent_at),
                entry.result.as_ref().map(|(result, _)| encoding::encode(result)),
                accepted,
                entry.result.as_ref().map(|(_, at)| at.as_ms()),
                entry.discarded.as_ref().map(|(reason, _)| reason),
                entry.discarded.as_ref().map(|(_, at)| at.as_ms()),
                entry.resent_as.map(int),
                settled,
                entry.bytes
            ])?;
        }
    }
    Ok(())
}

/// The damaged file, opened anew after every failure.
struct Reading<'a> {
    folder: &'a Folder,
    key: &'a StoreKey,
    conn: Option<Connection>,
}

impl Reading<'_> {
    /// What `f` reads; `None` where the file does not give it.
    fn attempt<T>(&mut self, f: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Option<T> {
        let conn = match self.conn.take() {
            Some(conn) => conn,
            None => connection::reader(&self.folder.outbox(), self.key).ok()?,
        };
        let read = f(&conn).ok()?;
        self.conn = Some(conn);
        Some(read)
    }

    /// The highest number that either the table or its index still tells.
    fn highest(&mut self) -> u64 {
        const OF_INDEX: &str =
            "SELECT coalesce(max(client_seq), 0) FROM operation INDEXED BY operation_of_subject
             WHERE subject >= x''";
        let table = self.attempt(acts::newest_number);
        let index = self.attempt(|conn| Ok(nat(conn.query_row(OF_INDEX, [], |row| row.get(0))?)));
        table.max(index).unwrap_or(0)
    }
}
