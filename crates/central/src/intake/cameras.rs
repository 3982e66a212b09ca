//! What the city's cameras tell: the cameras themselves, and the alerts of their models.

use trucban_domain::{Alert, Camera, Case, Record};

use crate::central::Central;
use crate::error::CentralError;

impl Central {
    /// Takes an alert in; answers whether it is new. An alert that is known stays as it is, verdict
    /// included, however often a gateway tells of it. Its pictures are kept before, with
    /// [`Central::keep_blob`].
    ///
    /// # Errors
    /// If the database refuses; nothing is written then.
    pub fn take_in_alert(&self, alert: Alert) -> Result<bool, CentralError> {
        self.take_turn(|turn| {
            if turn.case(alert.id.into())?.is_some() {
                return Ok(false);
            }
            let case = Case::from(alert);
            turn.take_in(&case, &[case.clone().into_record()])?;
            Ok(true)
        })
    }

    /// Takes a camera in as it is now: a new one, or one that fell silent or sends again.
    ///
    /// # Errors
    /// If the database refuses; nothing is written then.
    pub fn take_in_camera(&self, camera: Camera) -> Result<(), CentralError> {
        self.take_turn(|turn| turn.take_in_standing(&Record::Camera(Box::new(camera))))
    }
}
