//! A ledger: the apply path in memory, for things of which central holds nothing yet.
//!
//! What happened to one thing is told from its beginning to its end, then the thing is settled:
//! its rows leave the ledger as they stand at last, with their place in every scope in which they
//! ever stood. The rule is that of the apply path ([`decide::effect`]); the ledger only keeps what
//! [`rows`](super::rows) would have written, so that it is written once. It knows no database.
//!
//! Only acts from a moment on are kept whole for the audit log, see [`Ledger::open`].

use std::collections::{BTreeMap, HashMap};

use trucban_domain::record::Versioned;
use trucban_domain::{
    Case, ClientId, Entity, Operation, OperationId, Record, Scope, SubjectId, Timestamp, encoding,
};
use uuid::Uuid;

use super::decide;
use crate::error::CentralError;
use crate::store::head::Head;
use crate::store::scope::Delta;

/// Where what happened is told: a ledger, or a turn at the database.
pub(crate) trait Door {
    /// Central's own device.
    fn gateway(&self) -> ClientId;

    /// Performs an operation that central made itself and that it never refuses.
    fn perform(&mut self, op: &Operation) -> Result<(), CentralError>;

    /// The report or alert with this key, as it stands now.
    fn case(&self, id: SubjectId) -> Result<Option<Case>, CentralError>;

    /// Takes records of a case in as they are, as one change made at `at`.
    fn take_in(
        &mut self,
        at: Timestamp,
        case: &Case,
        records: Vec<Record>,
    ) -> Result<(), CentralError>;

    /// Takes in a record that stands alone, of the map or a camera, about which nothing else is told.
    fn stand(&mut self, record: Record) -> Result<(), CentralError>;

    /// Says that nothing more happens to the thing that was told about.
    fn settle(&mut self) -> Result<(), CentralError>;
}

/// A settled thing.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The report or alert; `None` for a record that stands alone.
    pub(super) case: Option<Case>,
    /// Its rows.
    pub(super) rows: Vec<Row>,
    /// Its acts that belong into the audit log.
    pub(super) acts: Vec<Act>,
}

/// A row that travels, as it stands.
#[derive(Debug)]
pub(super) struct Row {
    /// Its table.
    pub(super) entity: Entity,
    /// Its key.
    pub(super) id: Uuid,
    /// Its newest change.
    pub(super) seq: u64,
    /// How often it changed.
    pub(super) version: u64,
    /// Its bytes.
    pub(super) data: Vec<u8>,
    /// Its places.
    pub(super) stands: Vec<Stand>,
}

/// The place of a row in a scope.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stand {
    /// Position of the scope in the ledger's list.
    pub(super) scope: usize,
    /// Newest change of the row there.
    pub(super) seq: u64,
    /// Version of the row there.
    pub(super) row_version: u64,
    /// Whether it left the scope.
    pub(super) departed: bool,
}

/// An act, for the audit log.
#[derive(Debug)]
pub(super) struct Act {
    /// Sequence number of its effect.
    pub(super) seq: u64,
    /// The operation; `None` where records were taken in as they are.
    pub(super) op: Option<ActOp>,
    /// The report or alert before.
    pub(super) before: Option<Case>,
    /// The report or alert after.
    pub(super) after: Case,
}

/// What is kept of an operation.
#[derive(Debug)]
pub(super) struct ActOp {
    /// Its key.
    pub(super) id: OperationId,
    /// Its report or alert.
    pub(super) subject: SubjectId,
    /// Word of its body.
    pub(super) kind: &'static str,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// How many rows of a table were made, and the sum of their hashes: the same for the same rows in
/// any order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCount {
    /// Rows.
    pub rows: u64,
    /// Sum of the hashes of key, version and bytes, modulo 2^128.
    pub digest: u128,
}

impl RowCount {
    fn add(&mut self, row: &Row) {
        let mut hasher = blake3::Hasher::new();
        hasher.update(row.id.as_bytes());
        hasher.update(&row.version.to_le_bytes());
        hasher.update(&row.data);
        let mut share = [0_u8; 16];
        share.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        self.rows += 1;
        self.digest = self.digest.wrapping_add(u128::from_le_bytes(share));
    }
}

/// A scope and what the ledger does to it.
#[derive(Debug)]
pub(super) struct Tally {
    /// The scope.
    pub(super) scope: Scope,
    /// Its newest change.
    pub(super) changed_seq: u64,
    /// What its rows and digest gain.
    pub(super) delta: Delta,
}

/// What a ledger comes to.
#[derive(Debug)]
pub(super) struct Closed {
    /// Where central stands after it.
    pub(super) head: Head,
    /// The scopes, the known ones first, in the order in which they are known.
    pub(super) scopes: Vec<Tally>,
    /// Rows by table word.
    pub(super) counts: BTreeMap<&'static str, RowCount>,
}

/// The thing that is being told about.
#[derive(Debug, Default)]
struct Life {
    case: Option<Case>,
    rows: Vec<(Record, Row)>,
    acts: Vec<Act>,
}

/// The apply path in memory.
pub(crate) struct Ledger<'o> {
    head: Head,
    log_from: Timestamp,
    positions: HashMap<Scope, usize>,
    scopes: Vec<Tally>,
    counts: BTreeMap<&'static str, RowCount>,
    life: Life,
    out: &'o mut dyn FnMut(Sheet) -> Result<(), CentralError>,
}

impl<'o> Ledger<'o> {
    /// Opens a ledger that goes on from `head`, where the scopes `known` exist already, and gives
    /// each settled thing to `out`. Acts before `log_from` are not kept for the audit log.
    pub(super) fn open(
        head: Head,
        known: Vec<Scope>,
        log_from: Timestamp,
        out: &'o mut dyn FnMut(Sheet) -> Result<(), CentralError>,
    ) -> Self {
        let mut ledger = Self {
            head,
            log_from,
            positions: HashMap::new(),
            scopes: Vec::new(),
            counts: BTreeMap::new(),
            life: Life::default(),
            out,
        };
        for scope in known {
            ledger.position(scope);
        }
        ledger
    }

    /// Ends the ledger.
    pub(super) fn close(self) -> Closed {
        Closed { head: self.head, scopes: self.scopes, counts: self.counts }
    }

    fn position(&mut self, scope: Scope) -> usize {
        if let Some(at) = self.positions.get(&scope) {
            return *at;
        }
        let at = self.scopes.len();
        self.positions.insert(scope.clone(), at);
        self.scopes.push(Tally { scope, changed_seq: 0, delta: Delta::default() });
        at
    }

    /// Keeps `records` of `case` as one change, and moves everything of it to other scopes where the
    /// case itself moved.
    fn write(&mut self, case: &Case, records: Vec<Record>, seq: u64) {
        let mut life = std::mem::take(&mut self.life);
        let mut written = Vec::with_capacity(records.len());
        for record in records {
            let (entity, id) = (record.entity(), record.key());
            let scopes = self.positions_of(&record, case);
            let at = life.rows.iter().position(|(_, row)| (row.entity, row.id) == (entity, id));
            let at = at.unwrap_or_else(|| {
                let row = Row { entity, id, seq, version: 0, data: Vec::new(), stands: Vec::new() };
                life.rows.push((record.clone(), row));
                life.rows.len() - 1
            });
            let (kept, row) = &mut life.rows[at];
            *kept = record;
            row.seq = seq;
            row.version += 1;
            place(row, &scopes, seq);
            written.push(at);
        }
        let moved = life.case.as_ref().is_some_and(|before| before.scopes() != case.scopes());
        if moved {
            for (at, (record, row)) in life.rows.iter_mut().enumerate() {
                if !written.contains(&at) {
                    let scopes = self.positions_of(record, case);
                    place(row, &scopes, seq);
                }
            }
        }
        life.case = Some(case.clone());
        self.life = life;
    }

    fn positions_of(&mut self, record: &Record, case: &Case) -> Vec<usize> {
        record.scopes(case).into_iter().map(|scope| self.position(scope)).collect()
    }
}

/// Puts a row into exactly `scopes`.
fn place(row: &mut Row, scopes: &[usize], seq: u64) {
    let row_version = row.version;
    for scope in scopes {
        let stand = Stand { scope: *scope, seq, row_version, departed: false };
        match row.stands.iter_mut().find(|stood| stood.scope == *scope) {
            Some(stood) => *stood = stand,
            None => row.stands.push(stand),
        }
    }
    for stood in &mut row.stands {
        if !stood.departed && !scopes.contains(&stood.scope) {
            stood.departed = true;
            stood.seq = seq;
        }
    }
}

impl Door for Ledger<'_> {
    fn gateway(&self) -> ClientId {
        self.head.gateway
    }

    fn perform(&mut self, op: &Operation) -> Result<(), CentralError> {
        let seq = self.head.seq + 1;
        let before = self.case(op.envelope.subject)?;
        let effect = decide::effect(op, before.as_ref(), &mut self.head.next_number)
            .map_err(|refusal| CentralError::OwnOperation(refusal.code()))?;
        self.write(&effect.after, effect.records, seq);
        self.head.seq = seq;
        if op.envelope.made_at >= self.log_from {
            let op = ActOp {
                id: op.envelope.op_id,
                subject: op.envelope.subject,
                kind: op.body.kind(),
                bytes: encoding::encode(op),
            };
            self.life.acts.push(Act { seq, op: Some(op), before, after: effect.after });
        }
        Ok(())
    }

    fn case(&self, id: SubjectId) -> Result<Option<Case>, CentralError> {
        Ok(self.life.case.clone().filter(|case| case.id() == id))
    }

    fn take_in(
        &mut self,
        at: Timestamp,
        case: &Case,
        records: Vec<Record>,
    ) -> Result<(), CentralError> {
        let seq = self.head.seq + 1;
        let before = self.case(case.id())?;
        self.write(case, records, seq);
        self.head.seq = seq;
        if at >= self.log_from {
            self.life.acts.push(Act { seq, op: None, before, after: case.clone() });
        }
        Ok(())
    }

    fn stand(&mut self, record: Record) -> Result<(), CentralError> {
        let seq = self.head.seq + 1;
        let (entity, id) = (record.entity(), record.key());
        let scopes = record.standing_scopes();
        let scopes: Vec<usize> = scopes.into_iter().map(|scope| self.position(scope)).collect();
        let mut row = Row { entity, id, seq, version: 1, data: Vec::new(), stands: Vec::new() };
        place(&mut row, &scopes, seq);
        self.head.seq = seq;
        self.life = Life { case: None, rows: vec![(record, row)], acts: Vec::new() };
        self.settle()
    }

    fn settle(&mut self) -> Result<(), CentralError> {
        let Life { case, rows, acts } = std::mem::take(&mut self.life);
        if rows.is_empty() {
            return Ok(());
        }
        let mut settled = Vec::with_capacity(rows.len());
        for (record, mut row) in rows {
            row.data = record.encode();
            self.counts.entry(row.entity.as_str()).or_default().add(&row);
            let mut versioned = Versioned {
                entity: row.entity.as_str().to_owned(),
                id: row.id,
                row_version: row.version,
            };
            for stand in &row.stands {
                let tally = &mut self.scopes[stand.scope];
                tally.changed_seq = tally.changed_seq.max(stand.seq);
                if !stand.departed {
                    versioned.row_version = stand.row_version;
                    tally.delta.rows += 1;
                    tally.delta.gained = tally.delta.gained.wrapping_add(versioned.digest());
                }
            }
            settled.push(row);
        }
        (self.out)(Sheet { case, rows: settled, acts })
    }
}
