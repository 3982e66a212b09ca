//! A ward's official, the city desk and HEPCO at their laptops, and what they do to reports.

use anyhow::Result;
use trucban_domain::{IncidentId, IncidentState, OperationBody, Publication, Role, Step, UnitCode};
use trucban_store::{Saved, StoreError};
use trucban_tests::laptop::Laptop;
use trucban_tests::world::World;

pub fn hepco() -> UnitCode {
    UnitCode("hepco".to_owned())
}

/// Takes a step on the whole report, or on the one part that there is.
pub fn take(laptop: &Laptop, id: IncidentId, step: Step) -> Result<Saved, StoreError> {
    laptop.act(id, OperationBody::Transition(step))
}

pub fn result(text: &str) -> Step {
    Step::GiveResult { text: text.to_owned() }
}

pub fn close(text: &str) -> Step {
    Step::Close { publication: Publication::Public, text: text.to_owned() }
}

/// The three, who have everything that they may see.
pub async fn three(world: &World, seed: u64) -> Result<[Laptop; 3]> {
    let ward = Laptop::new(world.enrol_official("Lê Văn A")?, seed)?;
    let desk = Laptop::new(world.enrol("Hoàng Thị D", Role::CityDesk, &[])?, seed + 1)?;
    let unit = Laptop::new(world.enrol("Phan Văn E", Role::HandlingUnit, &[])?, seed + 2)?;
    let all = [ward, desk, unit];
    rest(&all).await?;
    Ok(all)
}

/// Twice: one may send something after another has come to rest.
pub async fn rest(laptops: &[Laptop]) -> Result<()> {
    for laptop in laptops.iter().chain(laptops) {
        laptop.sync_to_rest().await?;
    }
    Ok(())
}

pub fn state(laptop: &Laptop, id: IncidentId) -> Result<Option<IncidentState>> {
    Ok(laptop.store().incident(id)?.map(|incident| incident.state))
}
