//! Clocks that are wrong, and a central whose database has begun another life.

use std::time::Duration;

use anyhow::Result;
use trucban_domain::IncidentState;
use trucban_store::ActState;
use trucban_sync::Link;
use trucban_tests::census::{
    CentralCensus, LaptopCensus, agree, nothing_lost, one_effect_each, rows_are_replays,
};
use trucban_tests::chance::MORNING;
use trucban_tests::laptop::Laptop;
use trucban_tests::world::{VY_DA, World};

const TEN_YEARS_MS: i64 = 3_653 * 24 * 3_600 * 1_000;
const MINUTE_MS: i64 = 60_000;

#[tokio::test]
async fn an_act_carries_central_s_time_however_wrong_the_laptop_s_clock_is() -> Result<()> {
    for (seed, wrong_by) in [(120, TEN_YEARS_MS), (121, -TEN_YEARS_MS)] {
        let mut world = World::started(seed).await?;
        let report = world.post(VY_DA, "Rác ở chợ Vỹ Dạ.").await?;
        let mut laptop = Laptop::new(world.enrol_official("Lê Văn A")?, seed)?;
        laptop.clock.advance_ms(wrong_by);
        laptop.sync_to_rest().await?;
        // What the hello told about the clock survives a restart without a network.
        world.stop().await?;
        laptop.reopen().await?;
        laptop.clock.advance_ms(wrong_by);
        let act = laptop.acknowledge(report.id)?;
        world.start().await?;
        laptop.sync_to_rest().await?;
        assert_eq!(laptop.entry(act.op_id)?.state(), ActState::Accepted);
        let accepted = laptop.store().incident(report.id)?;
        let at = accepted
            .and_then(|report| report.lead().acknowledged.clone())
            .map(|accepted| accepted.at);
        let off = at.map(|at| at.since_ms(MORNING.plus_ms(wrong_by)).abs());
        assert!(off.is_some_and(|off| off < MINUTE_MS), "{wrong_by}: off by {off:?}");
        let census = LaptopCensus::of(laptop.data())?;
        agree(&CentralCensus::of(&world.data())?, &census)?;
    }
    Ok(())
}

#[tokio::test]
async fn another_life_of_central_s_database_is_fetched_anew_and_the_acts_stay() -> Result<()> {
    let mut world = World::started(122).await?;
    let report = world.post(VY_DA, "Đèn hỏng ở trụ 7.").await?;
    let laptop = Laptop::new(world.enrol_official("Lê Văn A")?, 122)?;
    laptop.sync_to_rest().await?;
    let before = laptop.acknowledge(report.id)?;
    laptop.sync_to_rest().await?;
    world.stop().await?;
    let between = laptop.note(report.id, "Chờ thay bóng.")?;
    world.begin_another_life()?;
    world.start().await?;

    laptop.sync_to_rest().await?;
    for act in [before, between] {
        assert_eq!(laptop.entry(act.op_id)?.state(), ActState::Accepted);
    }
    let census = LaptopCensus::of(laptop.data())?;
    let central = CentralCensus::of(&world.data())?;
    nothing_lost(&census, &[before, between])?;
    one_effect_each(&central, laptop.enrolment.client, &census)?;
    agree(&central, &census)
}

#[tokio::test]
async fn a_laptop_that_is_online_while_another_life_begins_says_hello_again() -> Result<()> {
    let mut world = World::started(123).await?;
    let report = world.post(VY_DA, "Đèn hỏng ở trụ 8.").await?;
    let mut laptop = Laptop::new(world.enrol_official("Lê Văn A")?, 123)?;
    laptop.start().await?;
    laptop.until("the first sync", |_, state| Ok(state.at_rest)).await?;
    world.begin_another_life()?;
    let news = world.post(VY_DA, "Đèn hỏng ở trụ 9.").await?;
    laptop.until_it_has(news.id).await?;
    let act = laptop.acknowledge(report.id)?;
    laptop.until_answered(act.op_id).await?;
    laptop.until("rest", |_, state| Ok(state.at_rest)).await?;
    assert!(matches!(laptop.state()?.link, Link::Online { .. }));
    laptop.stop().await;
    let shown = laptop.store().incident(report.id)?;
    assert_eq!(shown.map(|report| report.state), Some(IncidentState::Acknowledged));
    let census = LaptopCensus::of(laptop.data())?;
    rows_are_replays(&census)?;
    agree(&CentralCensus::of(&world.data())?, &census)
}

#[tokio::test]
async fn an_exchange_that_waits_for_its_time_begins_when_somebody_acts_and_stops_when_told()
-> Result<()> {
    let mut world = World::started(125).await?;
    let report = world.post(VY_DA, "Ổ gà trước kiệt 4.").await?;
    let mut laptop = Laptop::new(world.enrol_official("Lê Văn A")?, 125)?;
    laptop.sync_to_rest().await?;
    let tomorrow = Duration::from_hours(24);
    laptop.start_after(tomorrow).await?;
    assert_eq!(laptop.state()?.link, Link::Connecting);
    let act = laptop.acknowledge(report.id)?;
    laptop.until_answered(act.op_id).await?;

    laptop.start_after(tomorrow).await?;
    laptop.stop().await;
    Ok(())
}
