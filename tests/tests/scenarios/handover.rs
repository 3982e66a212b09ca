//! Giao ca: given and taken with no network, taken once, and seen by the people of the unit alone.

use anyhow::{Context as _, Result};
use trucban_domain::{
    Handover, HandoverId, HandoverKind, OpResult, OperationBody, Refusal, Role, UnitCode,
};
use trucban_store::StoreError;
use trucban_tests::laptop::Laptop;
use trucban_tests::world::{THUAN_HOA, VY_DA, World};

/// No person waits as long as this many hand-overs.
const MANY: u32 = 50;

fn committee() -> UnitCode {
    UnitCode::committee_of(VY_DA)
}

fn told(laptop: &Laptop) -> Result<Vec<Handover>> {
    let all = laptop.store().handovers(MANY)?;
    Ok(all.into_iter().map(|(handover, _)| handover).collect())
}

fn taker(laptop: &Laptop, id: HandoverId) -> Result<Option<String>> {
    let found = told(laptop)?.into_iter().find(|it| it.id == id).context("the hand-over")?;
    Ok(found.taken.map(|taken| taken.by.name))
}

fn unread(laptop: &Laptop) -> Result<u32> {
    Ok(laptop.store().unread_handovers(laptop.enrolment.operator.user)?)
}

#[tokio::test]
async fn a_shift_given_offline_is_taken_once_and_the_second_is_told_who_took_it() -> Result<()> {
    let mut world = World::started(140).await?;
    let mut evening = Laptop::new(world.enrol_official("Trần Thị B")?, 140)?;
    let morning = Laptop::new(world.enrol_official("Nguyễn Văn A")?, 141)?;
    let other = Laptop::new(world.enrol_official("Lê Văn C")?, 142)?;
    for laptop in [&evening, &morning, &other] {
        laptop.sync_to_rest().await?;
    }
    world.stop().await?;
    let (id, _) = evening.hand_over(committee(), "Bà Sáu hẹn 8 giờ sáng mai.")?;
    evening.reopen().await?;
    assert_eq!(told(&evening)?[0].told.notes, "Bà Sáu hẹn 8 giờ sáng mai.", "it is there at once");
    assert_eq!(unread(&evening)?, 0, "what one gave is no news");

    world.start().await?;
    evening.sync_to_rest().await?;
    for laptop in [&morning, &other] {
        laptop.sync_to_rest().await?;
        assert_eq!(unread(laptop)?, 1);
    }
    world.stop().await?;
    morning.act(id, OperationBody::TakeOver)?;
    let late = other.act(id, OperationBody::TakeOver)?;
    assert_eq!(taker(&other, id)?.as_deref(), Some("Lê Văn C"), "until central has answered");
    assert_eq!(unread(&morning)?, 0);

    world.start().await?;
    for laptop in [&morning, &other, &evening] {
        laptop.sync_to_rest().await?;
    }
    let entry = other.entry(late.op_id)?;
    let Some((OpResult::Rejected { refusal }, _)) = entry.result else { panic!("{entry:?}") };
    let Refusal::AlreadyTakenOver { by, .. } = refusal else { panic!("{refusal:?}") };
    assert_eq!(by.name, "Nguyễn Văn A");
    for laptop in [&evening, &morning, &other] {
        assert_eq!(taker(laptop, id)?.as_deref(), Some("Nguyễn Văn A"));
        assert_eq!((unread(laptop)?, laptop.store().audit()?), (0, Vec::new()));
    }
    let again = evening.act(id, OperationBody::TakeOver);
    let refused = matches!(&again, Err(StoreError::Refused(Refusal::AlreadyTakenOver { .. })));
    assert!(refused, "known here, so it is refused at once: {again:?}");
    Ok(())
}

#[tokio::test]
async fn a_hand_over_reaches_the_people_of_its_unit_and_nobody_else() -> Result<()> {
    let world = World::started(143).await?;
    let words = "Chìa khóa kho để ở bàn trực.";
    let giver = Laptop::new(world.enrol_official("Trần Thị B")?, 143)?;
    let inspector = Laptop::new(world.enrol("Lê Văn C", Role::Inspector, &[VY_DA])?, 144)?;
    let supervisor =
        Laptop::new(world.enrol("Phạm Thị D", Role::Supervisor, &[VY_DA, THUAN_HOA])?, 145)?;
    let neighbour = Laptop::new(world.enrol("Võ E", Role::WardOfficial, &[THUAN_HOA])?, 146)?;
    let desk = Laptop::new(world.enrol("Ngô F", Role::CityDesk, &[])?, 147)?;
    giver.sync_to_rest().await?;
    let (id, _) = giver.hand_over(committee(), words)?;
    giver.sync_to_rest().await?;
    for laptop in [&inspector, &supervisor, &neighbour, &desk] {
        laptop.sync_to_rest().await?;
    }
    for laptop in [&inspector, &supervisor] {
        assert_eq!(told(laptop)?.len(), 1, "it is of their ward");
    }
    for laptop in [&neighbour, &desk] {
        assert!(told(laptop)?.is_empty(), "it is none of theirs");
        let beyond = laptop.operation(id, OperationBody::TakeOver);
        assert!(laptop.store().write(&beyond, laptop.now()).is_err(), "it is not even there");
    }
    // Who only reads is refused by central, whatever a window offers.
    let read = inspector.act(id, OperationBody::TakeOver)?;
    let (_, foreign) = neighbour.hand_over(committee(), "Không phải ca của tôi.")?;
    for (laptop, act) in [(&inspector, read), (&neighbour, foreign)] {
        laptop.sync_to_rest().await?;
        let entry = laptop.entry(act.op_id)?;
        let refused = Some(OpResult::Rejected { refusal: Refusal::NotPermitted });
        assert_eq!(entry.result.map(|(result, _)| result), refused);
    }
    giver.sync_to_rest().await?;
    assert_eq!((told(&giver)?.len(), taker(&giver, id)?), (1, None));
    Ok(())
}

#[tokio::test]
async fn what_is_late_is_suggested_to_the_unit_that_has_it() -> Result<()> {
    let mut world = World::started(148).await?;
    let report = world.post(VY_DA, "Nắp hố ga vỡ trước kiệt 12.").await?.id;
    let official = Laptop::new(world.enrol_official("Trần Thị B")?, 148)?;
    official.sync_to_rest().await?;
    let due = official.store().incident(report)?.context("the report")?.due_at.context("due")?;
    let suggest = |unit: &UnitCode, ms| official.store().suggest_handover(unit, due.plus_ms(ms), 5);
    let named = suggest(&committee(), 0)?;
    let told: Vec<_> = named.reports.iter().map(|(it, kind)| (it.id, *kind)).collect();
    assert_eq!((told, named.more), (vec![(report, HandoverKind::Open)], 0));
    assert!(suggest(&committee(), -1)?.reports.is_empty(), "it is not due by then");
    let elsewhere = UnitCode::committee_of(THUAN_HOA);
    assert!(suggest(&elsewhere, 0)?.reports.is_empty(), "another unit does not have it");
    Ok(())
}
