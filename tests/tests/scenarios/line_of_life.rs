//! A citizen's report reaches those who must act, and nobody else.

use anyhow::Result;
use trucban_domain::{EntryKind, IncidentState, OpResult, Role, Source};
use trucban_store::ActState;
use trucban_tests::census::{CentralCensus, LaptopCensus, agree};
use trucban_tests::laptop::Laptop;
use trucban_tests::world::{THUAN_HOA, VY_DA, World};

#[tokio::test]
async fn a_posted_report_reaches_every_laptop_of_its_ward_and_no_other() -> Result<()> {
    let mut world = World::started(1).await?;
    let mut first = Laptop::new(world.enrol_official("Lê Văn A")?, 11)?;
    let mut second = Laptop::new(world.enrol_official("Trần Thị B")?, 12)?;
    let elsewhere = world.enrol("Phan Văn C", Role::WardOfficial, &[THUAN_HOA])?;
    let mut elsewhere = Laptop::new(elsewhere, 13)?;
    for laptop in [&mut first, &mut second, &mut elsewhere] {
        laptop.start().await?;
        laptop.until("the first sync", |_, state| Ok(state.at_rest)).await?;
    }
    let here = world.post(VY_DA, "Rác chưa thu gom ở chợ Vỹ Dạ.").await?;
    let there = world.post(THUAN_HOA, "Đèn đường không sáng ở Bến Nghé.").await?;
    for laptop in [&first, &second] {
        laptop.until_it_has(here.id).await?;
        let report = laptop.store().incident(here.id)?.unwrap();
        assert_eq!(report.number.as_deref(), Some(here.number.as_str()));
        assert_eq!((report.ward, report.state), (VY_DA, IncidentState::New));
        assert_eq!(report.source, Source::Open311);
    }
    elsewhere.until_it_has(there.id).await?;
    assert_eq!(elsewhere.store().incident(here.id)?, None, "another ward's report");
    assert_eq!(first.store().incident(there.id)?, None, "another ward's report");

    world.clock.advance_ms(60_000);
    first.clock.advance_ms(60_000);
    let saved = first.acknowledge(here.id)?;
    let entry = first.until_answered(saved.op_id).await?;
    assert!(matches!(entry.result, Some((OpResult::Applied { .. }, _))));
    assert_eq!(entry.state(), ActState::Accepted);
    second
        .until("the acknowledgement to arrive", |store, _| {
            let report = store.incident(here.id)?;
            Ok(report.is_some_and(|report| report.state == IncidentState::Acknowledged))
        })
        .await?;
    let report = second.store().incident(here.id)?.unwrap();
    assert_eq!(report.lead().acknowledged.clone().unwrap().by.name, "Lê Văn A");
    let newest = second.store().history(here.id)?.swap_remove(0);
    assert_eq!(newest.0.kind, EntryKind::Acknowledged);

    let central = CentralCensus::of(&world.data())?;
    for laptop in [&mut first, &mut second, &mut elsewhere] {
        laptop.stop().await;
        laptop.sync_to_rest().await?;
        agree(&central, &LaptopCensus::of(laptop.data())?)?;
    }
    Ok(())
}
