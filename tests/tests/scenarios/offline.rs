//! Work goes on without a network, and nothing of it is lost when the network comes back.

use anyhow::Result;
use trucban_domain::{EntryKind, IncidentState, OpResult, Refusal};
use trucban_store::ActState;
use trucban_sync::Link;
use trucban_tests::census::{
    CentralCensus, LaptopCensus, agree, nothing_lost, one_effect_each, rows_are_replays,
};
use trucban_tests::laptop::{ACCEPT, Laptop, note};
use trucban_tests::world::{VY_DA, World};

/// Two officials of one ward, each with a laptop that has everything central has.
async fn two_officials(seed: u64) -> Result<(World, Laptop, Laptop)> {
    let world = World::started(seed).await?;
    let first = Laptop::new(world.enrol_official("Lê Văn A")?, seed + 100)?;
    let second = Laptop::new(world.enrol_official("Trần Thị B")?, seed + 200)?;
    first.sync_to_rest().await?;
    second.sync_to_rest().await?;
    Ok((world, first, second))
}

async fn everyone_agrees(world: &World, laptops: &[&Laptop]) -> Result<()> {
    for laptop in laptops {
        laptop.sync_to_rest().await?;
    }
    let central = CentralCensus::of(&world.data())?;
    for laptop in laptops {
        // Another laptop may have sent something after this one had come to rest.
        laptop.sync_to_rest().await?;
        let census = LaptopCensus::of(laptop.data())?;
        agree(&central, &census)?;
        one_effect_each(&central, laptop.enrolment.client, &census)?;
        assert_eq!(laptop.store().audit()?, []);
    }
    Ok(())
}

#[tokio::test]
async fn an_acknowledgement_and_a_note_made_offline_survive_a_restart_and_reach_the_other()
-> Result<()> {
    let (mut world, mut first, second) = two_officials(2).await?;
    let report = world.post(VY_DA, "Cây ngã chắn kiệt 12 Nguyễn Sinh Cung.").await?;
    first.sync_to_rest().await?;
    second.sync_to_rest().await?;
    world.stop().await?;

    let acknowledged = first.acknowledge(report.id)?;
    let written = first.note(report.id, "Đã gọi tổ cây xanh, 15 phút nữa có mặt.")?;
    let state = first.sync().await?;
    assert!(matches!(state.link, Link::Offline { trouble: None, .. }), "{:?}", state.link);

    first.reopen().await?;
    let census = LaptopCensus::of(first.data())?;
    nothing_lost(&census, &[acknowledged, written])?;
    rows_are_replays(&census)?;
    let shown = first.store().incident(report.id)?.unwrap();
    assert_eq!(shown.state, IncidentState::Acknowledged, "the act shows at once");
    let act = first.store().local_act(report.id)?.unwrap();
    assert!(matches!(act.state, ActState::Saved | ActState::Sent), "{:?}", act.state);

    world.start().await?;
    first.sync_to_rest().await?;
    for saved in [acknowledged, written] {
        assert_eq!(first.entry(saved.op_id)?.state(), ActState::Accepted);
    }
    second.sync_to_rest().await?;
    let seen = second.store().incident(report.id)?.unwrap();
    assert_eq!(seen.lead().acknowledged.clone().unwrap().by.name, "Lê Văn A");
    let history = second.store().history(report.id)?;
    let notes = history.iter().filter(|(line, _)| matches!(line.kind, EntryKind::Note { .. }));
    assert_eq!(notes.count(), 1);
    everyone_agrees(&world, &[&first, &second]).await
}

#[tokio::test]
async fn of_two_acknowledgements_made_offline_one_stands_and_the_other_is_told_by_whom()
-> Result<()> {
    let (mut world, mut first, mut second) = two_officials(3).await?;
    let report = world.post(VY_DA, "Nước tràn ở ngã ba Lâm Hoằng.").await?;
    first.sync_to_rest().await?;
    second.sync_to_rest().await?;
    world.stop().await?;
    let one = first.acknowledge(report.id)?;
    let other = second.acknowledge(report.id)?;
    let note = second.note(report.id, "Đang trên đường đến.")?;
    first.reopen().await?;
    second.reopen().await?;
    world.start().await?;

    first.sync_to_rest().await?;
    second.sync_to_rest().await?;
    assert_eq!(first.entry(one.op_id)?.state(), ActState::Accepted);
    let refused = second.entry(other.op_id)?;
    assert_eq!(refused.state(), ActState::Refused);
    let Some((OpResult::Rejected { refusal }, _)) = &refused.result else {
        panic!("{:?}", refused.result)
    };
    let Refusal::AlreadyAcknowledged { by, .. } = refusal else { panic!("{refusal:?}") };
    assert_eq!(by.name, "Lê Văn A");
    assert!(!refused.bytes.is_empty(), "the refused act is kept whole");
    assert_eq!(second.entry(note.op_id)?.state(), ActState::Accepted, "the note stands");
    let shown = second.store().incident(report.id)?.unwrap();
    assert_eq!(
        shown.lead().acknowledged.clone().unwrap().by.name,
        "Lê Văn A",
        "the row shows who was first"
    );
    everyone_agrees(&world, &[&first, &second]).await
}

#[tokio::test]
async fn making_a_refused_act_again_or_discarding_it_keeps_both() -> Result<()> {
    let (mut world, first, mut second) = two_officials(4).await?;
    let one = world.post(VY_DA, "Vỉa hè bong gạch trước số 5 Phạm Văn Đồng.").await?;
    let two = world.post(VY_DA, "Xe rác đậu chắn cổng trường Vỹ Dạ.").await?;
    first.sync_to_rest().await?;
    second.sync_to_rest().await?;
    first.acknowledge(one.id)?;
    first.acknowledge(two.id)?;
    let refused_one = second.acknowledge(one.id)?;
    let refused_two = second.acknowledge(two.id)?;
    first.sync_to_rest().await?;
    second.sync_to_rest().await?;

    let again = second.resend(refused_one.op_id, note("Tôi cũng đang xử lý."))?;
    assert!(second.resend(refused_two.op_id, ACCEPT).is_err(), "it would be refused again");
    second.discard(refused_two.op_id, "Đồng nghiệp đã nhận.")?;
    second.reopen().await?;
    let kept = second.entry(refused_one.op_id)?;
    assert_eq!((kept.state(), kept.resent_as), (ActState::Resent, Some(again.client_seq)));
    let kept = second.entry(refused_two.op_id)?;
    assert_eq!(kept.state(), ActState::Discarded);
    assert_eq!(kept.discarded.unwrap().0, "Đồng nghiệp đã nhận.");
    second.sync_to_rest().await?;
    assert_eq!(second.entry(again.op_id)?.state(), ActState::Accepted);
    let census = LaptopCensus::of(second.data())?;
    nothing_lost(&census, &[refused_one, refused_two, again])?;
    everyone_agrees(&world, &[&first, &second]).await
}

#[tokio::test]
async fn a_report_entered_offline_can_be_worked_on_before_central_has_numbered_it() -> Result<()> {
    let (mut world, mut first, second) = two_officials(5).await?;
    world.stop().await?;
    let (id, created) = first.create(VY_DA, "Chó thả rông ở công viên")?;
    let provisional = first.store().incident(id)?.unwrap().provisional;
    assert_eq!(first.store().incident(id)?.unwrap().number, None);
    let noted = first.note(id, "Người báo đang đợi ở quầy.")?;
    let accepted = first.acknowledge(id)?;
    first.reopen().await?;
    world.start().await?;
    first.sync_to_rest().await?;
    for saved in [created, noted, accepted] {
        assert_eq!(first.entry(saved.op_id)?.state(), ActState::Accepted);
    }
    let numbered = first.store().incident(id)?.unwrap();
    assert!(numbered.number.is_some());
    assert_eq!(numbered.provisional, provisional, "the number on the slip stays searchable");
    assert_eq!(numbered.state, IncidentState::Acknowledged);
    everyone_agrees(&world, &[&first, &second]).await
}
