//! Photos that people attach: which of their bytes count, and when the others do.
//!
//! Naming a picture shows nothing: it counts once the device that named it has sent the whole of it
//! itself, even where central has the same bytes from elsewhere. So nobody gets to see a picture by
//! naming its hash.

use rusqlite::Connection;
use trucban_domain::{Case, ClientId, Incident, IncidentId, NewPhoto, Record, SubjectId};

use super::Turn;
use super::decide::Effect;
use crate::error::CentralError;
use crate::store::{record, upload};

/// Takes up in the effect of an act by `client` what it has sent before, and expects the rest.
pub(super) fn expect(
    db: &Connection,
    client: ClientId,
    photos: &[NewPhoto],
    effect: &mut Effect,
) -> Result<(), CentralError> {
    if photos.is_empty() {
        return Ok(());
    }
    let subject = effect.after.id();
    for hash in photos.iter().flat_map(NewPhoto::blobs) {
        let Ok(hash) = blake3::Hash::from_hex(hash) else { continue };
        if upload::find(db, client, &hash)?.is_some_and(|upload| upload.done) {
            let name = hash.to_hex();
            arrive(&mut effect.after, &name);
        } else {
            upload::expect(db, client, &hash, subject)?;
        }
    }
    let after = effect.after.clone().into_record();
    let of_case = |record: &&mut Record| record.entity() == after.entity();
    if let Some(record) = effect.records.iter_mut().find(of_case) {
        *record = after;
    }
    Ok(())
}

/// A picture came from `client`, whole: it counts for every report for which the device named it.
pub(super) fn came(
    turn: &mut Turn<'_>,
    client: ClientId,
    hash: &blake3::Hash,
) -> Result<(), CentralError> {
    upload::finish(turn.db(), client, hash, turn.now())?;
    for subject in upload::take_expected(turn.db(), client, hash)? {
        let Some(mut incident) = report(turn, subject)? else { continue };
        let name = hash.to_hex();
        let new = incident.photos.iter_mut().fold(false, |new, photo| photo.arrive(&name) | new);
        if new {
            let case = Case::from(incident);
            turn.take_in(&case, &[case.clone().into_record()])?;
        }
    }
    Ok(())
}

fn report(turn: &Turn<'_>, subject: SubjectId) -> Result<Option<Incident>, CentralError> {
    record::incident(turn.db(), IncidentId::from_uuid(subject.uuid()))
}

fn arrive(case: &mut Case, name: &str) {
    if let Case::Incident(incident) = case {
        for photo in &mut incident.photos {
            photo.arrive(name);
        }
    }
}
