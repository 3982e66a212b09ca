//! Visits on the spot: written down with no network, never lost, never in conflict with anybody's work.

use anyhow::{Context as _, Result};
use trucban_domain::{
    Conclusion, EntryKind, Fix, FixSource, IncidentId, IncidentState, NewPhoto, OpResult,
    OperationBody, Refusal, Role, Visit,
};
use trucban_store::{PictureHash, Saved, StoreError};
use trucban_tests::laptop::Laptop;
use trucban_tests::picture::like_a_photo;
use trucban_tests::world::{THUAN_HOA, VY_DA, World};

fn found(conclusion: Conclusion, words: &str, photos: Vec<NewPhoto>) -> Visit {
    Visit {
        conclusion,
        findings: words.to_owned(),
        fix: Fix::at(16.477, 107.603, 8, FixSource::Gps),
        expected: None,
        photos,
        signature: None,
    }
}

fn visit(laptop: &Laptop, id: IncidentId, visit: Visit) -> Result<Saved, StoreError> {
    laptop.act(id, OperationBody::Visit(visit))
}

fn visits(laptop: &Laptop, id: IncidentId) -> Result<Vec<Conclusion>> {
    let history = laptop.store().history(id)?;
    let conclusion = |kind| match kind {
        EntryKind::Visited { conclusion, .. } => Some(conclusion),
        _ => None,
    };
    Ok(history.into_iter().filter_map(|(entry, _)| conclusion(entry.kind)).collect())
}

#[tokio::test]
async fn a_visit_made_offline_arrives_with_its_photo_though_the_report_was_closed_meanwhile()
-> Result<()> {
    let mut world = World::started(120).await?;
    let report = world.post(VY_DA, "Nắp hố ga vỡ trước kiệt 12 Nguyễn Sinh Cung.").await?.id;
    let mut inspector = Laptop::new(world.enrol("Lê Văn C", Role::Inspector, &[VY_DA])?, 120)?;
    let official = Laptop::new(world.enrol_official("Trần Thị B")?, 121)?;
    for laptop in [&inspector, &official] {
        laptop.sync_to_rest().await?;
    }
    world.stop().await?;
    let (bytes, small) = (like_a_photo(1, 300_000), like_a_photo(2, 20_000));
    let photo = inspector.keep_photo(&bytes, &small)?;
    visit(&inspector, report, found(Conclusion::Handled, "Đã thay nắp.", vec![photo]))?;
    inspector.reopen().await?;
    assert_eq!(visits(&inspector, report)?, [Conclusion::Handled], "it is there at once");

    world.start().await?;
    official.acknowledge(report)?;
    visit(&official, report, found(Conclusion::NoAccess, "Cổng khóa.", Vec::new()))?;
    official.sync_to_rest().await?;
    inspector.sync_to_rest().await?;
    official.sync_to_rest().await?;
    for laptop in [&inspector, &official] {
        let mut stand = visits(laptop, report)?;
        stand.sort_by_key(|it| it.as_str());
        assert_eq!(stand, [Conclusion::Handled, Conclusion::NoAccess], "both stand");
        let shown = laptop.store().incident(report)?.context("the report")?;
        assert_eq!(shown.state, IncidentState::Acknowledged, "a visit is no step");
        let newest = shown.visited.context("a visit")?.conclusion;
        assert_eq!(newest, Conclusion::NoAccess, "the one that was made last");
        assert_eq!(shown.photos.len(), 1);
        assert_eq!(laptop.store().audit()?, []);
    }
    let name = PictureHash::of(&bytes).to_string();
    assert!(std::fs::read(world.data().join("blobs").join(name))? == bytes);
    assert!(official.store().picture(PictureHash::of(&small))?.as_ref() == Some(&small));
    Ok(())
}

#[tokio::test]
async fn a_visit_without_its_proof_is_not_saved_and_central_refuses_one_of_another_ward_or_role()
-> Result<()> {
    let mut world = World::started(122).await?;
    let report = world.post(VY_DA, "Rác tồn đọng sau chợ Cống.").await?.id;
    let inspector = Laptop::new(world.enrol("Lê Văn C", Role::Inspector, &[VY_DA])?, 122)?;
    let supervisor = Laptop::new(world.enrol("Phạm Thị D", Role::Supervisor, &[VY_DA])?, 123)?;
    for laptop in [&inspector, &supervisor] {
        laptop.sync_to_rest().await?;
    }
    let proven = || found(Conclusion::NoAccess, "Cổng khóa.", Vec::new());
    let bare = found(Conclusion::Handled, "Đã dọn.", Vec::new());
    // The laptop applies the rule that central applies, before it saves anything.
    let lacking = visit(&inspector, report, bare);
    let refusal = Refusal::Invalid { field: "conclusion".to_owned() };
    assert!(matches!(&lacking, Err(StoreError::Refused(it)) if *it == refusal), "{lacking:?}");
    let beyond = visit(&supervisor, report, proven())?;
    supervisor.sync().await?;
    let entry = supervisor.entry(beyond.op_id)?;
    assert!(matches!(entry.result, Some((OpResult::Rejected { .. }, _))), "{entry:?}");
    world.regrant(inspector.enrolment.client, &[THUAN_HOA])?;
    let elsewhere = visit(&inspector, report, proven())?;
    inspector.sync().await?;
    let entry = inspector.entry(elsewhere.op_id)?;
    assert!(matches!(entry.result, Some((OpResult::Rejected { .. }, _))), "{entry:?}");
    Ok(())
}
