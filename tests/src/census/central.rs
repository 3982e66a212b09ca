//! What lies in central's database.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use rusqlite::{Connection, OpenFlags};
use trucban_domain::{ClientId, OpResult, OperationId, Scope, encoding};
use uuid::Uuid;

use super::{Key, ScopeCensus, digest, key};

/// Everything of central's that a rule speaks of, at one moment.
#[derive(Debug, Clone, Default)]
pub struct CentralCensus {
    /// The bytes of each record.
    pub records: BTreeMap<Key, Vec<u8>>,
    /// Who holds what.
    pub scopes: BTreeMap<Scope, ScopeCensus>,
    /// Every result that was given, oldest first.
    pub given: Vec<Given>,
    /// The newest operation of each device that has a result.
    pub last_seq: BTreeMap<ClientId, u64>,
    /// Bytes of every operation that ever came in, refused ones too.
    pub audited: Vec<Vec<u8>>,
    /// The newest change.
    pub head_seq: u64,
}

/// A result that central gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The device.
    pub client: ClientId,
    /// Its number there.
    pub client_seq: Option<u64>,
    /// The operation.
    pub op_id: Option<OperationId>,
    /// The result.
    pub result: OpResult,
}

impl CentralCensus {
    /// Reads central's data folder; central may be at work beside.
    pub fn of(folder: &Path) -> Result<Self> {
        let path = folder.join("central.db");
        let mut db = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)
            .with_context(|| format!("open {}", path.display()))?;
        let db = db.transaction()?;
        let mut census = Self {
            head_seq: db.query_row("SELECT head_seq FROM feed_head", [], |row| {
                row.get::<_, i64>(0).map(i64::cast_unsigned)
            })?,
            ..Self::default()
        };
        census.read_records(&db)?;
        census.read_scopes(&db)?;
        census.read_results(&db)?;
        Ok(census)
    }

    /// What became of an operation: every result it ever got.
    pub fn given_to(&self, op: OperationId) -> Vec<&Given> {
        self.given.iter().filter(|given| given.op_id == Some(op)).collect()
    }

    fn read_records(&mut self, db: &Connection) -> Result<()> {
        let mut statement = db.prepare("SELECT entity, id, data FROM record")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.records.insert(key(row.get(0)?, row.get_ref(1)?.as_blob()?)?, row.get(2)?);
        }
        Ok(())
    }

    fn read_scopes(&mut self, db: &Connection) -> Result<()> {
        let mut names = BTreeMap::new();
        let mut statement = db.prepare("SELECT id, name, changed_seq, digest FROM scope")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let scope: Scope = row.get::<_, String>(1)?.parse()?;
            names.insert(row.get::<_, i64>(0)?, scope.clone());
            let seq = row.get::<_, i64>(2)?.cast_unsigned();
            let digest = digest(row.get_ref(3)?.as_blob()?)?;
            self.scopes.insert(scope, ScopeCensus { rows: BTreeMap::new(), digest, seq });
        }
        let mut statement =
            db.prepare("SELECT scope, entity, id, row_version FROM feed WHERE departed IS NULL")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let scope = names.get(&row.get::<_, i64>(0)?).context("a scope of the feed")?;
            let key = key(row.get(1)?, row.get_ref(2)?.as_blob()?)?;
            let held = self.scopes.get_mut(scope).context("a scope of the feed")?;
            held.rows.insert(key, row.get::<_, i64>(3)?.cast_unsigned());
        }
        Ok(())
    }

    fn read_results(&mut self, db: &Connection) -> Result<()> {
        let mut statement =
            db.prepare("SELECT client, client_seq, op_id, result FROM op_result ORDER BY rowid")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let op_id: Option<[u8; 16]> = row.get(2)?;
            self.given.push(Given {
                client: client(row.get(0)?),
                client_seq: row.get::<_, Option<i64>>(1)?.map(i64::cast_unsigned),
                op_id: op_id.map(|id| OperationId::from_uuid(Uuid::from_bytes(id))),
                result: encoding::decode(row.get_ref(3)?.as_blob()?)?,
            });
        }
        let mut statement = db.prepare("SELECT client, last_client_seq FROM device")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.last_seq.insert(client(row.get(0)?), row.get::<_, i64>(1)?.cast_unsigned());
        }
        let mut statement = db.prepare("SELECT op FROM audit_log ORDER BY entry")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.audited.push(row.get(0)?);
        }
        Ok(())
    }
}

fn client(id: [u8; 16]) -> ClientId {
    ClientId::from_uuid(Uuid::from_bytes(id))
}
