//! The rules that the databases must keep, checked row by row.
//!
//! Each of these is the promise itself, worked out again from the files and from
//! [`trucban_domain::apply()`] alone.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail, ensure};
use trucban_domain::{
    Case, ClientId, Entity, OpResult, Operation, Record, SubjectId, WorkCalendar, apply,
};
use trucban_store::Saved;
use uuid::Uuid;

use super::{Act, CentralCensus, Key, LaptopCensus};

/// Every act that the laptop said was saved is in its outbox, with bytes that read as that act.
pub fn nothing_lost(laptop: &LaptopCensus, saved: &[Saved]) -> Result<()> {
    for Saved { op_id, client_seq } in saved {
        let act = laptop.acts.iter().find(|act| act.client_seq == *client_seq);
        let act = act.with_context(|| format!("act {client_seq} vanished from the outbox"))?;
        ensure!(act.op_id == *op_id, "act {client_seq} is another one now");
        let read = Operation::decode(&act.bytes)?.envelope.op_id;
        ensure!(read == *op_id, "the bytes of act {client_seq} are another one's");
    }
    let numbers: Vec<u64> = laptop.acts.iter().map(|act| act.client_seq).collect();
    let gapless = (1..).zip(&numbers).all(|(number, found)| number == *found);
    ensure!(gapless, "the outbox has a gap: {numbers:?}");
    Ok(())
}

/// Every act of the laptop has the one result that central gave it, in order and without a gap, and
/// its effect is at central once if it was applied and not at all otherwise.
pub fn one_effect_each(
    central: &CentralCensus,
    client: ClientId,
    laptop: &LaptopCensus,
) -> Result<()> {
    let given: Vec<_> = central.given.iter().filter(|given| given.client == client).collect();
    let numbers: Vec<u64> = given.iter().filter_map(|given| given.client_seq).collect();
    let gapless = (1..).zip(&numbers).all(|(number, found)| number == *found);
    ensure!(gapless, "central took acts in with a gap or out of order: {numbers:?}");
    ensure!(
        central.last_seq.get(&client).copied().unwrap_or(0) == numbers.len() as u64,
        "central's count of this laptop's acts is not the number of its results"
    );
    for Act { client_seq, op_id, bytes, result, .. } in &laptop.acts {
        let at_central = central.given_to(*op_id);
        let [one] = at_central[..] else {
            anyhow::bail!("act {client_seq} has {} results at central", at_central.len());
        };
        ensure!(one.client_seq == Some(*client_seq), "act {client_seq} has another number there");
        ensure!(
            result.as_ref() == Some(&one.result),
            "act {client_seq}: the laptop has {result:?}, central gave {:?}",
            one.result
        );
        ensure!(central.audited.contains(bytes), "central did not keep act {client_seq} whole");
        let effects = usize::from(
            central.records.contains_key(&(Entity::History.as_str().to_owned(), op_id.uuid())),
        );
        let expected = usize::from(matches!(one.result, OpResult::Applied { .. }));
        ensure!(effects == expected, "act {client_seq}: {effects} effects, {:?}", one.result);
    }
    Ok(())
}

/// The laptop holds of each of its scopes exactly the rows that central has, byte by byte, and
/// nothing beside; both digests are the sum of the rows.
pub fn agree(central: &CentralCensus, laptop: &LaptopCensus) -> Result<()> {
    ensure!(laptop.kept_aside.is_empty(), "acts still lie over central's rows");
    ensure!(laptop.staged == 0, "{} rows are still staged", laptop.staged);
    let mut held = BTreeMap::new();
    for (scope, here) in &laptop.scopes {
        let there = central.scopes.get(scope).cloned().unwrap_or_default();
        ensure!(here.rows == there.rows, "{scope}: other rows than central's");
        ensure!(here.digest == there.digest, "{scope}: another digest than central's");
        ensure!(here.digest == here.summed(), "{scope}: the digest is not the sum of the rows");
        ensure!(here.seq >= there.seq, "{scope}: the cursor lies before the newest change");
        held.extend(here.rows.keys().map(|key| (key.clone(), scope)));
    }
    for (key, scope) in &held {
        let (here, there) = (laptop.records.get(key), central.records.get(key));
        ensure!(here.is_some(), "{scope}: {key:?} is held and not there");
        ensure!(here == there, "{scope}: {key:?} differs from central's");
    }
    for key in laptop.records.keys() {
        ensure!(held.contains_key(key), "{key:?} lies here and in no scope");
    }
    Ok(())
}

/// Every row that the laptop shows is what replaying its unanswered acts over central's rows gives.
pub fn rows_are_replays(laptop: &LaptopCensus) -> Result<()> {
    let mut expected = laptop.base();
    for act in &laptop.acts {
        if act.client_seq <= laptop.acked || act.settled_by_person {
            continue;
        }
        if let Ok(op) = Operation::decode(&act.bytes) {
            perform(&mut expected, &op)?;
        }
    }
    for (key, row) in &expected {
        let shown = laptop.records.get(key);
        ensure!(shown == Some(row), "{key:?} is not what its acts make of central's row");
    }
    for key in laptop.records.keys() {
        ensure!(expected.contains_key(key), "{key:?} comes from no row of central's and no act");
    }
    Ok(())
}

/// The digest of each scope is the sum of its rows, at any moment.
pub fn digests_add_up(laptop: &LaptopCensus) -> Result<()> {
    for (scope, held) in &laptop.scopes {
        ensure!(held.digest == held.summed(), "{scope}: the digest is not the sum of the rows");
    }
    Ok(())
}

/// Applies an operation to rows, if the workflow allows it there.
fn perform(rows: &mut BTreeMap<Key, Vec<u8>>, op: &Operation) -> Result<()> {
    let at = |entity: Entity, id: Uuid| (entity.as_str().to_owned(), id);
    let subject: SubjectId = op.envelope.subject;
    let mut current = None;
    for entity in [Entity::Incident, Entity::Alert, Entity::Handover] {
        if let Some(bytes) = rows.get(&at(entity, subject.uuid())) {
            current = match Record::decode(entity, bytes)? {
                Record::Incident(incident) => Some(Case::Incident(incident)),
                Record::Alert(alert) => Some(Case::Alert(alert)),
                Record::Handover(handover) => Some(Case::Handover(handover)),
                other => bail!("{:?} is no case", other.entity()),
            };
        }
    }
    let Ok(applied) = apply(op, current.as_ref(), WorkCalendar::shipped()) else {
        return Ok(());
    };
    if let Some(case) = applied.case {
        let record = case.into_record();
        rows.insert(at(record.entity(), record.key()), record.encode());
    }
    // What central already has of this act stays as central has it.
    let entry = Record::History(Box::new(applied.entry));
    rows.entry(at(Entity::History, entry.key())).or_insert_with(|| entry.encode());
    if let Some(reporter) = applied.reporter {
        let record = Record::Reporter(Box::new(reporter));
        rows.entry(at(Entity::Reporter, record.key())).or_insert_with(|| record.encode());
    }
    Ok(())
}
