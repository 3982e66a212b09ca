//! What attaching photos does to a report.

use super::{Applied, Refusal, entry};
use crate::incident::{EntryKind, Incident, PHOTOS_MAX};
use crate::operation::Operation;
use crate::photo::{Attachment, NewPhoto, Photo, PhotoShows, REPORT_PHOTOS_MAX};

/// Photos are attached. One that the report shows already is not shown twice; the act has its line in
/// the history all the same. Central adds which of the bytes it has.
pub(super) fn attach(
    op: &Operation,
    photos: &[NewPhoto],
    incident: &Incident,
) -> Result<Applied, Refusal> {
    if photos.is_empty() {
        return Err(invalid());
    }
    let incident = with(op, photos, incident)?;
    let kind = EntryKind::Attached {
        reported: count(photos, PhotoShows::Reported),
        result: count(photos, PhotoShows::Result),
    };
    Ok(Applied { case: Some(incident.into()), entry: entry(op, kind), reporter: None })
}

fn invalid() -> Refusal {
    Refusal::Invalid { field: "photos".to_owned() }
}

/// How many of `photos` show this.
pub(super) fn count(photos: &[NewPhoto], shows: PhotoShows) -> u32 {
    let of = photos.iter().filter(|photo| photo.shows == shows).count();
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// The report with what an act adds to its photos.
pub(super) fn with(
    op: &Operation,
    photos: &[NewPhoto],
    incident: &Incident,
) -> Result<Incident, Refusal> {
    let actor = op.envelope.actor.as_ref().ok_or(Refusal::NotPermitted)?;
    let named = |hash: &str| blake3::Hash::from_hex(hash).is_ok();
    let fit = photos.len() <= PHOTOS_MAX && photos.iter().all(|photo| photo.blobs().all(named));
    if !fit {
        return Err(invalid());
    }
    let mut incident = incident.clone();
    for photo in photos {
        let NewPhoto { hash, format, small, shows, taken_at } = photo.clone();
        let known = |other: &Photo| (&other.hash, other.shows) == (&hash, shows);
        if incident.photos.iter().any(known) {
            continue;
        }
        let by = actor.unit.clone();
        let attached = Attachment { by, format, small, small_came: false, came: false };
        incident.photos.push(Photo { hash, shows, taken_at, attached: Some(attached) });
    }
    if incident.photos.len() > REPORT_PHOTOS_MAX {
        return Err(invalid());
    }
    Ok(incident)
}

#[cfg(test)]
pub(super) mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::apply::apply;
    use crate::case::Case;
    use crate::deadline::WorkCalendar;
    use crate::id::{ClientId, GrantId, IncidentId, OperationId, UserId};
    use crate::incident::{Actor, IncidentState};
    use crate::operation::{Envelope, OPERATION_SCHEMA, OperationBody};
    use crate::photo::PhotoFormat;
    use crate::scope::UnitCode;
    use crate::time::Timestamp;
    use crate::ward::WardCode;

    pub(in crate::apply) fn report() -> Incident {
        let id = Uuid::from_u128(7);
        serde_json::from_value(serde_json::json!({
            "id": id, "number": "a246533", "provisional": null, "ward": 19777,
            "unit": UnitCode::committee_of(WardCode(19_777)), "category": "HTDT",
            "source": "hue_s", "title": "Hố ga hỏng", "body": "", "address": "",
            "position": null, "urgent": false, "state": "new", "received_at": 5,
            "due_at": null, "acknowledged": null, "closed_at": null, "sample": false,
        }))
        .unwrap()
    }

    pub(in crate::apply) fn photo(n: u32) -> NewPhoto {
        NewPhoto {
            hash: blake3::hash(&n.to_le_bytes()).to_hex().to_string(),
            format: PhotoFormat::Jpeg,
            small: None,
            shows: PhotoShows::Result,
            taken_at: None,
        }
    }

    pub(in crate::apply) fn operation(body: OperationBody) -> Operation {
        let envelope = Envelope {
            op_id: OperationId::from_uuid(Uuid::from_u128(1)),
            subject: IncidentId::from_uuid(Uuid::from_u128(7)).into(),
            actor: Some(Actor {
                user: UserId::from_uuid(Uuid::from_u128(2)),
                name: "Trần Thị B".to_owned(),
                unit: UnitCode("hepco".to_owned()),
                grant: GrantId::from_uuid(Uuid::from_u128(3)),
            }),
            device: ClientId::from_uuid(Uuid::from_u128(4)),
            made_at: Timestamp::from_ms(9),
            depends_on: Vec::new(),
            part: None,
            schema: OPERATION_SCHEMA,
        };
        Operation { envelope, body }
    }

    fn attaching(photos: Vec<NewPhoto>) -> Operation {
        operation(OperationBody::Attach { photos })
    }

    fn after(photos: Vec<NewPhoto>, incident: &Incident) -> Result<Incident, Refusal> {
        let case = Case::from(incident.clone());
        let applied = apply(&attaching(photos), Some(&case), WorkCalendar::shipped())?;
        Ok(applied.case.unwrap().incident().unwrap().clone())
    }

    #[test]
    fn attaching_adds_photos_whatever_the_state_and_central_has_none_of_them_yet() {
        for state in IncidentState::ALL {
            let incident = Incident { state, ..report() };
            let after = after(vec![photo(1), photo(2)], &incident).unwrap();
            assert_eq!((after.state, after.photos.len()), (state, 2));
            assert_eq!(after.pictures(), Vec::<&str>::new());
            assert_eq!(after.photos[0].attached.as_ref().unwrap().by.0, "hepco");
        }
    }

    #[test]
    fn the_same_photo_is_there_once_for_each_thing_that_it_shows() {
        let once = after(vec![photo(1)], &report()).unwrap();
        assert_eq!(after(vec![photo(1)], &once).unwrap(), once);
        let before = NewPhoto { shows: PhotoShows::Reported, ..photo(1) };
        assert_eq!(after(vec![before], &once).unwrap().photos.len(), 2);
    }

    #[test]
    fn no_photo_too_many_and_a_name_that_is_no_hash_are_refused() {
        let refused = Err(Refusal::Invalid { field: "photos".to_owned() });
        let small = NewPhoto { small: Some("x".to_owned()), ..photo(1) };
        let nameless = NewPhoto { hash: "zz".to_owned(), ..photo(1) };
        let many = (0..13).map(photo).collect();
        for photos in [Vec::new(), many, vec![nameless], vec![small]] {
            assert_eq!(after(photos, &report()), refused);
        }
        let mut full = report();
        for n in 0..200 {
            full = after(vec![photo(n)], &full).unwrap();
        }
        assert_eq!(after(vec![photo(200)], &full), refused);
    }

    #[test]
    fn an_attachment_keeps_its_bytes_over_builds() {
        let bytes = attaching(vec![photo(1)]).encode();
        let text = String::from_utf8_lossy(&bytes);
        for word in ["attach", "photos", "hash", "format", "jpeg", "shows", "result"] {
            assert!(text.contains(word), "{word}");
        }
        assert_eq!(Operation::decode(&bytes).unwrap(), attaching(vec![photo(1)]));
    }
}
