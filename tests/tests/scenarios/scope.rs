//! What a person may no longer see leaves the laptop; what the person did stays.

use anyhow::Result;
use trucban_domain::{IncidentId, OpResult, Refusal, Role};
use trucban_store::{ActState, Saved};
use trucban_sync::Link;
use trucban_tests::census::{
    CentralCensus, LaptopCensus, agree, nothing_lost, one_effect_each, rows_are_replays,
};
use trucban_tests::laptop::Laptop;
use trucban_tests::world::{THUAN_HOA, VY_DA, World};

const GONE: &str = "Hố ga mất nắp ở Bến Nghé";

/// An official of two wards with a report in each, and acts on both that central has not heard of.
async fn official_of_two_wards(seed: u64) -> Result<Case> {
    let mut world = World::started(seed).await?;
    let kept = world.post(VY_DA, "Rác ở chợ Vỹ Dạ.").await?.id;
    let gone = world.post(THUAN_HOA, &format!("{GONE}.")).await?.id;
    let wards = [VY_DA, THUAN_HOA];
    let laptop = Laptop::new(world.enrol("Lê Văn A", Role::WardOfficial, &wards)?, seed)?;
    laptop.sync_to_rest().await?;
    Ok(Case { world, laptop, kept, gone })
}

struct Case {
    world: World,
    laptop: Laptop,
    kept: IncidentId,
    gone: IncidentId,
}

impl Case {
    fn lose_the_ward(&self) -> Result<()> {
        self.world.regrant(self.laptop.enrolment.client, &[VY_DA])
    }

    fn judge(&self, saved: &[Saved]) -> Result<()> {
        let store = self.laptop.store();
        assert_eq!(store.incident(self.gone)?, None);
        assert!(store.history(self.gone)?.is_empty());
        assert!(store.incident(self.kept)?.is_some());
        let census = LaptopCensus::of(self.laptop.data())?;
        let may = |scope: &str| scope.starts_with("w19777.") || scope.starts_with("uubnd-19777.");
        assert!(census.scopes.keys().all(|scope| may(&scope.to_string())), "ward or own unit");
        nothing_lost(&census, saved)?;
        rows_are_replays(&census)?;
        let text = String::from_utf8_lossy(&census.contents).into_owned();
        assert!(!text.contains(GONE), "a row of the lost ward can still be read");
        let central = CentralCensus::of(&self.world.data())?;
        one_effect_each(&central, self.laptop.enrolment.client, &census)?;
        agree(&central, &census)?;
        assert_eq!(store.audit()?, []);
        Ok(())
    }
}

#[tokio::test]
async fn a_ward_that_is_taken_away_takes_its_rows_along_and_leaves_the_acts() -> Result<()> {
    let mut case = official_of_two_wards(60).await?;
    let on_kept = case.laptop.acknowledge(case.kept)?;
    let on_gone = case.laptop.note(case.gone, "Đã đặt rào chắn.")?;
    case.lose_the_ward()?;
    case.laptop.sync_to_rest().await?;
    assert_eq!(case.laptop.entry(on_kept.op_id)?.state(), ActState::Accepted);
    let entry = case.laptop.entry(on_gone.op_id)?;
    assert_eq!(entry.state(), ActState::Refused, "central decides, and says so");
    let result = entry.result.map(|(result, _)| result);
    assert_eq!(result, Some(OpResult::Rejected { refusal: Refusal::NotFound }));
    case.judge(&[on_kept, on_gone])?;
    case.laptop.reopen().await?;
    case.judge(&[on_kept, on_gone])
}

#[tokio::test]
async fn a_ward_that_is_taken_away_while_the_laptop_is_online_goes_with_the_next_change()
-> Result<()> {
    let mut case = official_of_two_wards(61).await?;
    case.laptop.start().await?;
    case.laptop.until("the first pull", |_, state| Ok(state.at_rest)).await?;
    case.lose_the_ward()?;
    let news = case.world.post(VY_DA, "Cây ngã ở Nguyễn Sinh Cung.").await?;
    case.laptop.until_it_has(news.id).await?;
    case.laptop.until("rest", |_, state| Ok(state.at_rest)).await?;
    assert!(matches!(case.laptop.state()?.link, Link::Online { .. }), "it is no trouble");
    case.laptop.stop().await;
    case.judge(&[])
}

#[tokio::test]
async fn a_ward_that_comes_back_brings_its_rows_back() -> Result<()> {
    let case = official_of_two_wards(62).await?;
    case.lose_the_ward()?;
    case.laptop.sync_to_rest().await?;
    assert_eq!(case.laptop.store().incident(case.gone)?, None);
    case.world.regrant(case.laptop.enrolment.client, &[VY_DA, THUAN_HOA])?;
    case.laptop.sync_to_rest().await?;
    assert!(case.laptop.store().incident(case.gone)?.is_some());
    let census = LaptopCensus::of(case.laptop.data())?;
    agree(&CentralCensus::of(&case.world.data())?, &census)
}
