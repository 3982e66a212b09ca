//! Cameras and their alerts, as a central would have received and judged them.
//!
//! Cameras stand in the streets of the land that was cut; every alert has its pictures from the
//! scene templates, which show nobody.

mod alerts;
mod place;
mod plates;
mod recipe;

use trucban_domain::operation::OPERATION_SCHEMA;
use trucban_domain::{
    Case, Envelope, Finding, Operation, OperationBody, OperationId, Record, Role, SubjectId,
    Timestamp,
};

use super::City;
use super::draw::Draw;
use super::land::WardLand;
use super::{person, pictures};
use crate::apply::ledger::Door;
use crate::error::CentralError;
use place::Placed;
pub(in crate::sample) use recipe::Recipe;

/// Tells `door` about every camera, then about every alert, oldest first.
pub(super) fn tell(
    city: &City<'_>,
    land: &[WardLand],
    door: &mut dyn Door,
) -> Result<(), CentralError> {
    let placed = place::all(city, land);
    for placed in &placed {
        door.stand(Record::Camera(Box::new(placed.camera.clone())))?;
    }
    tell_alerts(city, &placed, door)
}

fn tell_alerts(
    city: &City<'_>,
    placed: &[Placed<'_>],
    door: &mut dyn Door,
) -> Result<(), CentralError> {
    let planned = alerts::plan(city, placed);
    if planned.is_empty() {
        return Ok(());
    }
    let pictures = pictures::of_cameras()?;
    let mut day = (None, 0);
    for (nth, planned) in (0..).zip(planned) {
        let draw = city.draw("alert", nth);
        let date = planned.at.local().date();
        day = if day.0 == Some(date) { (day.0, day.1 + 1) } else { (Some(date), 1) };
        let number = format!(
            "CA-{:02}{:02}{:02}-{:04}",
            date.year().rem_euclid(100),
            date.month(),
            date.day(),
            day.1
        );
        let placed = &placed[planned.camera];
        let told = alerts::draw(city, pictures, &draw, &planned, placed, number);
        let Some(told) = told else { continue };
        let case = Case::from(told.alert);
        let record = case.clone().into_record();
        door.take_in(planned.at, &case, vec![record])?;
        if let Some((at, finding)) = told.verdict {
            judge(city, &draw, door, case.id(), at, finding)?;
        }
        door.settle()?;
    }
    Ok(())
}

/// Somebody at the city desk concludes from an alert.
fn judge(
    city: &City<'_>,
    draw: &Draw,
    door: &mut dyn Door,
    subject: SubjectId,
    at: Timestamp,
    finding: Finding,
) -> Result<(), CentralError> {
    let desk = person::draw(city.words, draw, Role::CityDesk, "ioc", Vec::new(), Vec::new());
    let envelope = Envelope {
        op_id: OperationId::mint(at, draw),
        subject,
        actor: Some(desk),
        device: door.gateway(),
        made_at: at,
        part: None,
        depends_on: Vec::new(),
        schema: OPERATION_SCHEMA,
    };
    door.perform(&Operation { envelope, body: OperationBody::Verdict(finding) })
}

#[cfg(test)]
mod tests;
