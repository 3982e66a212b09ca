//! A report that several units have, and what the city desk does with a whole report: asks its sender,
//! finds it told of already, opens it again.

use anyhow::Result;
use trucban_domain::{HandlingState, IncidentId, IncidentState, Outcome, Refusal, Step, UnitCode};
use trucban_store::{ActState, StoreError, View};
use trucban_tests::census::{CentralCensus, LaptopCensus, agree};
use trucban_tests::laptop::Laptop;
use trucban_tests::world::{VY_DA, World};

use crate::three_offices::{close, hepco, rest, result, state, take, three};

fn ward_unit() -> UnitCode {
    UnitCode::committee_of(VY_DA)
}

fn both_units() -> Step {
    Step::Assign { unit: ward_unit(), with: vec![hepco()] }
}

fn parts(laptop: &Laptop, id: IncidentId) -> Result<Vec<HandlingState>> {
    let incident = laptop.store().incident(id)?;
    Ok(incident.into_iter().flat_map(|it| it.handling).map(|part| part.state).collect())
}

#[tokio::test]
async fn two_units_work_offline_on_one_report_and_it_has_its_result_once_both_gave_one()
-> Result<()> {
    use HandlingState::{Accepted, Resulted};
    let mut world = World::started(710).await?;
    let laptops = three(&world, 711).await?;
    let [ward, desk, unit] = &laptops;
    let report = world.post(VY_DA, "Cống nghẹt, rác trôi ra mặt đường.").await?;
    rest(&laptops).await?;
    take(desk, report.id, both_units())?;
    rest(&laptops).await?;
    assert_eq!(state(unit, report.id)?, Some(IncidentState::New), "HEPCO has it too");

    world.stop().await?;
    let mut saved = Vec::new();
    for (laptop, part) in [(ward, ward_unit()), (unit, hepco())] {
        saved.push((laptop, laptop.act_on_part(report.id, &part, Step::Acknowledge)?));
        saved.push((laptop, laptop.act_on_part(report.id, &part, result("Đã làm phần mình."))?));
        let waits = IncidentState::New;
        assert_eq!(state(laptop, report.id)?, Some(waits), "the other unit is still to accept");
    }
    world.start().await?;
    rest(&laptops).await?;
    for (laptop, act) in saved {
        assert_eq!(laptop.entry(act.op_id)?.state(), ActState::Accepted);
    }
    for laptop in &laptops {
        assert_eq!(parts(laptop, report.id)?, [Resulted, Resulted]);
        assert_eq!(state(laptop, report.id)?, Some(IncidentState::Resulted));
    }
    let back = Step::SendBack { reason: "Thiếu ảnh sau.".to_owned() };
    desk.act_on_part(report.id, &hepco(), back)?;
    let early = take(desk, report.id, close("Đã xong."));
    assert!(matches!(early, Err(StoreError::Refused(Refusal::MovedOn(_)))), "{early:?}");
    rest(&laptops).await?;
    assert_eq!(parts(ward, report.id)?, [Resulted, Accepted]);
    unit.act_on_part(report.id, &hepco(), result("Đã dọn rác, có ảnh."))?;
    rest(&laptops).await?;
    take(desk, report.id, close("Đã thông cống và dọn rác."))?;
    rest(&laptops).await?;
    let central = CentralCensus::of(&world.data())?;
    for laptop in &laptops {
        assert_eq!(state(laptop, report.id)?, Some(IncidentState::Closed));
        agree(&central, &LaptopCensus::of(laptop.data())?)?;
    }
    Ok(())
}

#[tokio::test]
async fn a_unit_that_was_taken_off_a_report_while_it_worked_offline_is_told_by_whom() -> Result<()>
{
    let mut world = World::started(720).await?;
    let laptops = three(&world, 721).await?;
    let [ward, desk, unit] = &laptops;
    let report = world.post(VY_DA, "Cây ngã đè dây điện.").await?;
    rest(&laptops).await?;
    take(desk, report.id, both_units())?;
    rest(&laptops).await?;
    world.stop().await?;
    let accepted = unit.act_on_part(report.id, &hepco(), Step::Acknowledge)?;
    take(desk, report.id, Step::Assign { unit: ward_unit(), with: Vec::new() })?;
    world.start().await?;
    desk.sync_to_rest().await?;
    rest(&laptops).await?;
    assert_eq!(unit.entry(accepted.op_id)?.state(), ActState::Refused);
    assert_eq!(state(unit, report.id)?, None, "it is not HEPCO's any more");
    assert_eq!(parts(ward, report.id)?, [HandlingState::Waiting]);
    Ok(())
}

#[tokio::test]
async fn while_its_sender_is_asked_a_report_waits_in_a_view_of_its_own_without_a_deadline()
-> Result<()> {
    let mut world = World::started(730).await?;
    let laptops = three(&world, 731).await?;
    let [ward, desk, _] = &laptops;
    let report = world.post(VY_DA, "Có tiếng ồn.").await?;
    rest(&laptops).await?;
    world.stop().await?;
    take(desk, report.id, Step::AskSender { question: "Ở số nhà nào?".to_owned() })?;
    world.start().await?;
    rest(&laptops).await?;
    for laptop in [ward, desk] {
        assert_eq!(laptop.store().view_counts()?.of(View::SenderAsked), 1);
        assert_eq!(laptop.store().incident(report.id)?.map(|it| it.due_at), Some(None));
    }
    take(desk, report.id, Step::TakeAnswer { answer: "Số 12 Nguyễn Huệ.".to_owned() })?;
    rest(&laptops).await?;
    assert_eq!(state(ward, report.id)?, Some(IncidentState::New));
    assert!(ward.store().incident(report.id)?.is_some_and(|it| it.due_at.is_some()));
    Ok(())
}

#[tokio::test]
async fn a_duplicate_is_found_near_its_original_and_stays_with_it() -> Result<()> {
    let mut world = World::started(740).await?;
    let laptops = three(&world, 741).await?;
    let desk = &laptops[1];
    let first = world.post(VY_DA, "Nắp hố ga vỡ trước số 12.").await?;
    world.clock.advance_ms(60_000);
    let sender = [("first_name", "Cúc"), ("last_name", "Nguyễn Thị")];
    let second = world.post_with(VY_DA, "Hố ga vỡ nắp, trước nhà số 12.", &sender).await?;
    rest(&laptops).await?;
    let near = desk.store().incident(second.id)?.map(|it| desk.store().may_tell_of_the_same(&it));
    let near = near.transpose()?.unwrap_or_default();
    assert_eq!(near.iter().map(|(_, it)| it.id).collect::<Vec<_>>(), [first.id]);
    let wrong = take(desk, first.id, Step::MarkDuplicate { of: second.id });
    assert!(
        matches!(&wrong, Err(StoreError::Refused(Refusal::Invalid { field })) if field == "original"),
        "the earlier one is the original: {wrong:?}"
    );
    take(desk, second.id, Step::MarkDuplicate { of: first.id })?;
    rest(&laptops).await?;
    for laptop in &laptops[..2] {
        let joined = laptop.store().duplicates(first.id)?;
        assert_eq!(joined.iter().map(|it| it.id).collect::<Vec<_>>(), [second.id]);
        assert_eq!(joined[0].outcome, Some(Outcome::Duplicate(first.id)));
        assert_eq!(laptop.store().audit()?, []);
    }
    assert!(desk.store().reporter(second.id)?.is_some(), "its sender is kept");
    take(desk, second.id, Step::Reopen { reason: "Không phải một chỗ.".to_owned() })?;
    rest(&laptops).await?;
    assert_eq!(laptops[0].store().duplicates(first.id)?, []);
    assert_eq!(state(&laptops[0], second.id)?, Some(IncidentState::New));
    Ok(())
}
