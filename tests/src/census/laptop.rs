//! What lies in a laptop's two databases, once they are decrypted.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use rusqlite::{Connection, OpenFlags};
use trucban_domain::{OpResult, OperationId, Scope, encoding};
use uuid::Uuid;

use super::{Key, ScopeCensus, digest, key};

/// Everything of a laptop's that a rule speaks of.
#[derive(Debug, Clone, Default)]
pub struct LaptopCensus {
    /// The bytes of each row as the screen shows it: central's, with unanswered acts on top.
    pub records: BTreeMap<Key, Vec<u8>>,
    /// Central's row, where the screen shows another; `None` where central has none.
    pub kept_aside: BTreeMap<Key, Option<Vec<u8>>>,
    /// Who holds what.
    pub scopes: BTreeMap<Scope, ScopeCensus>,
    /// Every act, oldest first.
    pub acts: Vec<Act>,
    /// The effects of acts up to this number are in central's rows.
    pub acked: u64,
    /// Pages and packs that wait to be let in.
    pub staged: u64,
    /// Every text and blob of every table, one after the other: what a thief of the key could read.
    pub contents: Vec<u8>,
}

/// A line of the outbox.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Its number.
    pub client_seq: u64,
    /// Its key.
    pub op_id: OperationId,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What central answered.
    pub result: Option<OpResult>,
    /// Whether a person discarded it or made it again.
    pub settled_by_person: bool,
}

impl LaptopCensus {
    /// Reads a data folder whose key lies in a file; the owner may be at work beside.
    pub fn of(data: &Path) -> Result<Self> {
        let mut census = Self::default();
        census.read_outbox(&open(data, "outbox.db")?)?;
        census.read_cache(&open(data, "cache.db")?)?;
        Ok(census)
    }

    /// Central's rows as this laptop knows them.
    pub fn base(&self) -> BTreeMap<Key, Vec<u8>> {
        let mut base = self.records.clone();
        for (key, row) in &self.kept_aside {
            match row {
                Some(row) => base.insert(key.clone(), row.clone()),
                None => base.remove(key),
            };
        }
        base
    }

    fn read_outbox(&mut self, db: &Connection) -> Result<()> {
        let mut statement = db.prepare(
            "SELECT client_seq, op_id, bytes, result,
                    discarded_at IS NOT NULL OR resent_as IS NOT NULL
             FROM operation ORDER BY client_seq",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let result = match row.get::<_, Option<Vec<u8>>>(3)? {
                Some(bytes) => Some(encoding::decode(&bytes)?),
                None => None,
            };
            self.acts.push(Act {
                client_seq: row.get::<_, i64>(0)?.cast_unsigned(),
                op_id: OperationId::from_uuid(Uuid::from_bytes(row.get(1)?)),
                bytes: row.get(2)?,
                result,
                settled_by_person: row.get(4)?,
            });
        }
        self.read_contents(db)
    }

    fn read_cache(&mut self, db: &Connection) -> Result<()> {
        self.acked = db.query_row("SELECT acked_client_seq FROM standing", [], |row| {
            row.get::<_, i64>(0).map(i64::cast_unsigned)
        })?;
        self.staged = db.query_row(
            "SELECT (SELECT count(*) FROM staged) + (SELECT count(*) FROM packed)",
            [],
            |row| row.get::<_, i64>(0).map(i64::cast_unsigned),
        )?;
        let tables = "SELECT 'incident', id, data FROM incident
            UNION ALL SELECT 'history', id, data FROM history
            UNION ALL SELECT 'reporter', incident, data FROM reporter
            UNION ALL SELECT 'alert', id, data FROM alert
            UNION ALL SELECT 'camera', id, data FROM camera
            UNION ALL SELECT 'handover', id, data FROM handover
            UNION ALL SELECT entity, id, data FROM foreign_row";
        let mut statement = db.prepare(tables)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.records.insert(key(row.get(0)?, row.get_ref(1)?.as_blob()?)?, row.get(2)?);
        }
        let mut statement = db.prepare("SELECT entity, id, data FROM base_row")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.kept_aside.insert(key(row.get(0)?, row.get_ref(1)?.as_blob()?)?, row.get(2)?);
        }
        self.read_scopes(db)?;
        self.read_contents(db)
    }

    fn read_scopes(&mut self, db: &Connection) -> Result<()> {
        let mut names = BTreeMap::new();
        let mut statement = db.prepare("SELECT n, name, cursor, digest FROM scope")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let scope: Scope = row.get::<_, String>(1)?.parse()?;
            names.insert(row.get::<_, i64>(0)?, scope.clone());
            let seq = row.get::<_, Option<i64>>(2)?.unwrap_or(0).cast_unsigned();
            let digest = digest(row.get_ref(3)?.as_blob()?)?;
            self.scopes.insert(scope, ScopeCensus { rows: BTreeMap::new(), digest, seq });
        }
        let mut statement = db.prepare("SELECT scope, entity, id, row_version FROM row_scope")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let scope = names.get(&row.get::<_, i64>(0)?).context("a scope of a row")?;
            let key = key(row.get(1)?, row.get_ref(2)?.as_blob()?)?;
            let held = self.scopes.get_mut(scope).context("a scope of a row")?;
            held.rows.insert(key, row.get::<_, i64>(3)?.cast_unsigned());
        }
        Ok(())
    }

    /// Adds every text and blob of every table, those of the search index too.
    fn read_contents(&mut self, db: &Connection) -> Result<()> {
        let mut names = db.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'incident_search'",
        )?;
        let names: Vec<String> =
            names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for name in names {
            let mut statement = db.prepare(&format!("SELECT * FROM \"{name}\""))?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    let value = row.get_ref(column)?;
                    let bytes = value.as_bytes_or_null().ok().flatten().unwrap_or_default();
                    self.contents.extend_from_slice(bytes);
                    self.contents.push(0);
                }
            }
        }
        Ok(())
    }
}

/// One of the two files, decrypted.
fn open(data: &Path, file: &str) -> Result<Connection> {
    let key = std::fs::read_to_string(data.join("store.key")).context("the key of the store")?;
    let db = Connection::open_with_flags(data.join(file), OpenFlags::SQLITE_OPEN_READ_WRITE)
        .with_context(|| format!("open {file}"))?;
    db.pragma_update(None, "key", format!("x'{}'", key.trim()))?;
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    Ok(db)
}
