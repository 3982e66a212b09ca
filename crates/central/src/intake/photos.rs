//! What comes after a report: photos of the place, and of the result.

use trucban_domain::incident::PHOTOS_MAX;
use trucban_domain::{Case, IncidentId, Photo};

use crate::central::Central;
use crate::error::CentralError;

impl Central {
    /// Takes a photo of a report in; answers whether it is new. One that the report names already, one
    /// too many, and one of a report that nobody knows change nothing. The picture is kept before, with
    /// [`Central::keep_blob`].
    ///
    /// # Errors
    /// If the database refuses; nothing is written then.
    pub fn take_in_photo(&self, of: IncidentId, photo: Photo) -> Result<bool, CentralError> {
        self.take_turn(|turn| {
            let Some(mut incident) = turn.incident(of)? else { return Ok(false) };
            let known = |other: &Photo| (&other.hash, other.shows) == (&photo.hash, photo.shows);
            if incident.photos.len() >= PHOTOS_MAX || incident.photos.iter().any(known) {
                return Ok(false);
            }
            incident.photos.push(photo);
            let case = Case::from(incident);
            turn.take_in(&case, &[case.clone().into_record()])?;
            Ok(true)
        })
    }
}
