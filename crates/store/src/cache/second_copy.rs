//! Second copies of what a damaged outbox could lose: the incarnation, the settings, the highest number
//! given out, and each act that central may not have yet.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::{OperationId, Timestamp};
use uuid::Uuid;

use super::standing;
use crate::connection::{int, nat};
use crate::error::StoreError;
use crate::outbox::entries::Taken;
use crate::outbox::rescue::{Copied, Remembered};

const INCARNATION: &str = "incarnation";
const SETTING: &str = "setting/";

/// Copies an act, unless central answered it: then central has it.
pub(crate) fn keep_act(cache: &Connection, act: &Taken) -> Result<(), StoreError> {
    if !act.answered {
        cache.prepare_cached("INSERT OR REPLACE INTO act_copy VALUES (?1, ?2, ?3, ?4)")?.execute(
            params![int(act.client_seq), act.op_id.as_bytes(), act.saved_at.as_ms(), act.bytes],
        )?;
    }
    standing::raise_last(cache, act.client_seq)
}

/// Forgets the copies of acts whose effects are in central's rows.
pub(crate) fn drop_acts(cache: &Connection, acked: u64) -> Result<(), StoreError> {
    cache.prepare_cached("DELETE FROM act_copy WHERE client_seq <= ?1")?.execute([int(acked)])?;
    Ok(())
}

/// Keeps a setting.
pub(crate) fn keep_setting(conn: &Connection, name: &str, value: &str) -> Result<(), StoreError> {
    keep(conn, &format!("{SETTING}{name}"), value)
}

/// Keeps the incarnation.
pub(crate) fn keep_incarnation(conn: &Connection, incarnation: Uuid) -> Result<(), StoreError> {
    keep(conn, INCARNATION, &incarnation.to_string())
}

/// Writes a text, unless it is there as it is.
fn keep(conn: &Connection, name: &str, value: &str) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO keepsake (name, value) VALUES (?1, ?2)
         ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
    )?
    .execute(params![name, value])?;
    Ok(())
}

/// Reads everything that is kept.
pub(crate) fn read(conn: &Connection) -> Result<Remembered, StoreError> {
    let incarnation: Option<String> = conn
        .query_row("SELECT value FROM keepsake WHERE name = ?1", [INCARNATION], |row| row.get(0))
        .optional()?;
    let mut remembered = Remembered {
        highest: standing::read(conn)?.last_client_seq,
        incarnation: incarnation.and_then(|text| text.parse().ok()),
        ..Remembered::default()
    };
    let mut statement = conn.prepare("SELECT name, value FROM keepsake ORDER BY name")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        if let Some(name) = name.strip_prefix(SETTING) {
            remembered.settings.push((name.to_owned(), row.get(1)?));
        }
    }
    let mut statement = conn.prepare("SELECT client_seq, op_id, saved_at, bytes FROM act_copy")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let copied = Copied {
            op_id: OperationId::from_uuid(Uuid::from_bytes(row.get(1)?)),
            saved_at: Timestamp::from_ms(row.get(2)?),
            bytes: row.get(3)?,
        };
        remembered.acts.insert(nat(row.get(0)?), copied);
    }
    Ok(remembered)
}
