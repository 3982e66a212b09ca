//! A central in memory: the one apply rule, sequence numbers, scopes, the feed. It lets the tests
//! deliver what a real central would in any order they like.

use std::collections::BTreeMap;

use trucban_domain::record::Versioned;
use trucban_domain::{
    Case, Entity, EntryId, EntryKind, Epoch, HistoryEntry, IncidentId, IncidentState, OpResult,
    Operation, Record, Refusal, Scope, ScopeSetDigest, SubjectId, Timestamp, WorkCalendar, apply,
};
use trucban_store::{FeedRow, FeedTombstone, Flip, Flipped, Flipping, Store};
use uuid::Uuid;

type Key = (Entity, Uuid);

struct Row {
    record: Record,
    version: u64,
    seq: u64,
    scopes: Vec<Scope>,
}

#[derive(Default)]
pub(crate) struct Central {
    seq: u64,
    rows: BTreeMap<Key, Row>,
    gone: BTreeMap<(Scope, Key), (u64, bool)>,
    /// How often each row changed, those that are gone included: a version never means two things.
    versions: BTreeMap<Key, u64>,
    results: Vec<(OpResult, Timestamp)>,
    pub(crate) at: i64,
}

pub(crate) fn epoch() -> Epoch {
    Epoch::from_uuid(Uuid::from_u128(9))
}

/// The answer to a pull, in pages.
pub(crate) struct Pull {
    pub(crate) rows: Vec<FeedRow>,
    pub(crate) gone: Vec<FeedTombstone>,
    pub(crate) end: Flip,
}

impl Central {
    fn incident(&self, id: IncidentId) -> Option<&trucban_domain::Incident> {
        match &self.rows.get(&(Entity::Incident, id.uuid()))?.record {
            Record::Incident(incident) => Some(incident),
            _ => None,
        }
    }

    fn case(&self, id: SubjectId) -> Option<Case> {
        let of = |entity| self.rows.get(&(entity, id.uuid())).map(|row| row.record.clone());
        match of(Entity::Incident).or_else(|| of(Entity::Alert)).or_else(|| of(Entity::Handover))? {
            Record::Incident(incident) => Some(Case::Incident(incident)),
            Record::Alert(alert) => Some(Case::Alert(alert)),
            Record::Handover(handover) => Some(Case::Handover(handover)),
            _ => None,
        }
    }

    /// Whether there is such a report or alert.
    pub(crate) fn knows(&self, id: SubjectId) -> bool {
        self.case(id).is_some()
    }

    /// A camera saw something.
    pub(crate) fn see(&mut self, alert: trucban_domain::Alert) {
        let scopes = Case::from(alert.clone()).scopes();
        self.put(Record::Alert(Box::new(alert)), scopes);
    }

    /// A record that stands alone came or changed.
    pub(crate) fn stand(&mut self, record: Record) {
        let scopes = record.standing_scopes();
        self.put(record, scopes);
    }

    fn put(&mut self, record: Record, scopes: Vec<Scope>) {
        self.seq += 1;
        let key = (record.entity(), record.key());
        let seq = self.seq;
        let before = self.rows.get(&key).map_or_else(Vec::new, |row| row.scopes.clone());
        let version = self.versions.entry(key).or_default();
        *version += 1;
        let version = *version;
        for scope in before.into_iter().filter(|scope| !scopes.contains(scope)) {
            self.gone.insert((scope, key), (seq, true));
        }
        for scope in &scopes {
            self.gone.remove(&(scope.clone(), key));
        }
        self.rows.insert(key, Row { record, version, seq, scopes });
    }

    /// Applies an act of anybody's.
    pub(crate) fn apply(&mut self, op: &Operation) -> Result<u64, Refusal> {
        let subject = op.envelope.subject;
        let applied = apply(op, self.case(subject).as_ref(), WorkCalendar::shipped())?;
        if let Some(mut case) = applied.case {
            if let Case::Incident(incident) = &mut case
                && incident.number.is_none()
            {
                incident.number = Some(format!("a{}", 246_000 + self.seq));
            }
            let scopes = case.scopes();
            self.put(case.into_record(), scopes);
        }
        let case = self.case(subject).unwrap();
        let with = [
            Some(Record::History(Box::new(applied.entry))),
            applied.reporter.map(|reporter| Record::Reporter(Box::new(reporter))),
        ];
        for record in with.into_iter().flatten() {
            let scopes = record.scopes(&case);
            self.put(record, scopes);
        }
        Ok(self.seq)
    }

    /// Closes a report, or changes its urgency, as later acts of central's will.
    pub(crate) fn change(
        &mut self,
        id: IncidentId,
        change: impl FnOnce(&mut trucban_domain::Incident),
    ) {
        let Some(mut incident) = self.incident(id).cloned() else { return };
        change(&mut incident);
        let keys: Vec<Key> = self.rows.keys().copied().collect();
        for key in keys {
            let record = match &self.rows[&key].record {
                Record::Incident(other) if other.id == id => {
                    Record::Incident(Box::new(incident.clone()))
                }
                Record::History(entry) if entry.subject == id.into() => {
                    Record::History(entry.clone())
                }
                Record::Reporter(reporter) if reporter.incident == id => {
                    Record::Reporter(reporter.clone())
                }
                _ => continue,
            };
            let scopes = record.scopes(&Case::from(incident.clone()));
            if scopes != self.rows[&key].scopes || key.0 == Entity::Incident {
                self.put(record, scopes);
            }
        }
    }

    pub(crate) fn close(&mut self, id: IncidentId, at: Timestamp) {
        if self.incident(id).is_none_or(|incident| incident.state == IncidentState::Closed) {
            return;
        }
        self.change(id, |incident| {
            incident.state = IncidentState::Closed;
            incident.closed_at = Some(at);
        });
        let entry = HistoryEntry {
            id: EntryId::from_uuid(Uuid::from_u128(0x3000_0000 + id.uuid().as_u128())),
            subject: id.into(),
            at,
            actor: None,
            kind: EntryKind::Closed { result: "Đã thay nắp".to_owned(), publication: None },
        };
        let record = Record::History(Box::new(entry));
        let scopes = record.scopes(&self.case(id.into()).unwrap());
        self.put(record, scopes);
    }

    /// Removes a report and everything that belongs to it.
    pub(crate) fn delete(&mut self, id: IncidentId) {
        let keys: Vec<Key> = self
            .rows
            .iter()
            .filter(|(_, row)| match &row.record {
                Record::Incident(incident) => incident.id == id,
                Record::History(entry) => entry.subject == id.into(),
                Record::Reporter(reporter) => reporter.incident == id,
                _ => false,
            })
            .map(|(key, _)| *key)
            .collect();
        for key in keys {
            self.seq += 1;
            let row = self.rows.remove(&key).unwrap();
            for scope in row.scopes {
                self.gone.insert((scope, key), (self.seq, false));
            }
        }
    }

    /// Takes one act of the laptop's in, under the next number.
    pub(crate) fn hear(&mut self, op: &Operation) {
        let result = match self.apply(op) {
            Ok(seq) => OpResult::Applied { seq },
            Err(refusal) => OpResult::Rejected { refusal },
        };
        self.answer(result);
    }

    fn answer(&mut self, result: OpResult) {
        self.at += 1;
        self.results.push((result, crate::people::at(self.at)));
    }

    /// Takes a push of the laptop in: every act gets one result, once.
    pub(crate) fn push(&mut self, store: &Store) -> Vec<(u64, OpResult, Timestamp)> {
        let mut answers = Vec::new();
        for pending in store.pending(100, 1 << 20).unwrap() {
            let place = usize::try_from(pending.client_seq).unwrap() - 1;
            if place == self.results.len() {
                match Operation::decode(&pending.bytes) {
                    Err(_) => self.answer(OpResult::Rejected { refusal: Refusal::Unreadable }),
                    Ok(op) => self.hear(&op),
                }
            }
            let (result, at) = self.results.get(place).expect("numbers come without a gap");
            answers.push((pending.client_seq, result.clone(), *at));
        }
        answers
    }

    pub(crate) fn digest(&self, scope: &Scope) -> u128 {
        self.held(scope).map(|(key, row)| versioned(*key, row).digest()).fold(0, u128::wrapping_add)
    }

    fn held(&self, scope: &Scope) -> impl Iterator<Item = (&Key, &Row)> {
        self.rows.iter().filter(move |(_, row)| row.scopes.contains(scope))
    }

    /// Gives a scope's snapshot to the store.
    pub(crate) fn snapshot(&self, store: &Store, scope: &Scope) {
        let mut first = true;
        for entity in Entity::ALL.iter().copied() {
            let rows: Vec<(Uuid, u64, Vec<u8>)> = self
                .held(scope)
                .filter(|(key, _)| key.0 == entity)
                .map(|(key, row)| (key.1, row.version, row.record.encode()))
                .collect();
            let rows = rows.iter().map(|(id, version, data)| (*id, *version, data.as_slice()));
            store.load_pack(scope, entity.as_str(), rows, first).unwrap();
            first = false;
        }
        store.finish_snapshot(scope, self.seq, self.digest(scope)).unwrap();
    }

    pub(crate) fn pull(&self, store: &Store) -> Pull {
        let cursors = store.position().unwrap().cursors;
        let mut rows = Vec::new();
        let mut gone = Vec::new();
        for (scope, cursor) in &cursors {
            for (key, row) in self.held(scope).filter(|(_, row)| row.seq > *cursor) {
                rows.push(FeedRow {
                    scope: scope.clone(),
                    entity: key.0.as_str().to_owned(),
                    id: key.1,
                    seq: row.seq,
                    row_version: row.version,
                    data: row.record.encode(),
                });
            }
            for ((of, key), (seq, left_scope)) in &self.gone {
                if of == scope && seq > cursor {
                    gone.push(FeedTombstone {
                        scope: scope.clone(),
                        entity: key.0.as_str().to_owned(),
                        id: key.1,
                        seq: *seq,
                        left_scope: *left_scope,
                    });
                }
            }
        }
        let digests = cursors.keys().map(|scope| (scope.clone(), self.digest(scope))).collect();
        let end = Flip {
            epoch: store.epoch().unwrap().unwrap_or_else(epoch),
            head_seq: self.seq,
            scopes: Flipping::Each(digests),
            acked_client_seq: self.results.len() as u64,
            as_of: crate::people::at(self.at),
        };
        Pull { rows, gone, end }
    }

    /// These scopes from nothing: their rows, and each with its cursor and digest.
    pub(crate) fn whole(&self, scopes: &[Scope]) -> (Vec<FeedRow>, Vec<(Scope, u64, u128)>) {
        let rows = |scope: &Scope| -> Vec<FeedRow> {
            self.held(scope)
                .map(|(key, row)| FeedRow {
                    scope: scope.clone(),
                    entity: key.0.as_str().to_owned(),
                    id: key.1,
                    seq: row.seq,
                    row_version: row.version,
                    data: row.record.encode(),
                })
                .collect()
        };
        let end = |scope: &Scope| (scope.clone(), self.seq, self.digest(scope));
        (scopes.iter().flat_map(rows).collect(), scopes.iter().map(end).collect())
    }

    /// The same pull as one that does not name the scopes, so that all are compared together.
    pub(crate) fn pull_together(&self, store: &Store) -> Pull {
        let mut pull = self.pull(store);
        let Flipping::Each(sums) = &pull.end.scopes else { panic!("a pull names each scope") };
        let sums = sums.iter().map(|(scope, sum)| (scope, *sum));
        pull.end.scopes = Flipping::Held(ScopeSetDigest::of(sums));
        pull
    }

    /// A whole pull: snapshots that are missing, pages, flip.
    pub(crate) fn deliver(&self, store: &Store) -> Flipped {
        let pull = self.pull(store);
        store.stage(&pull.rows, &pull.gone).unwrap();
        store.flip(&pull.end).unwrap()
    }

    /// First contact: subscriptions and snapshots.
    pub(crate) fn greet(&self, store: &Store, scopes: &[Scope]) {
        store.begin_epoch(epoch()).unwrap();
        store.subscribe(scopes).unwrap();
        for scope in scopes {
            if !store.position().unwrap().cursors.contains_key(scope) {
                self.snapshot(store, scope);
            }
        }
    }

    /// What a laptop with these scopes must show when it has nothing of its own to add.
    pub(crate) fn shows(&self, scopes: &[Scope]) -> BTreeMap<Uuid, Record> {
        self.rows
            .iter()
            .filter(|((entity, _), row)| {
                matches!(entity, Entity::Incident | Entity::Alert | Entity::Handover)
                    && row.scopes.iter().any(|s| scopes.contains(s))
            })
            .map(|((_, id), row)| (*id, row.record.clone()))
            .collect()
    }
}

fn versioned(key: Key, row: &Row) -> Versioned {
    Versioned { entity: key.0.as_str().to_owned(), id: key.1, row_version: row.version }
}

pub(crate) fn scope(text: &str) -> Scope {
    text.parse().unwrap()
}

pub(crate) fn ward_open() -> Scope {
    scope("w19777.incidents.open")
}
