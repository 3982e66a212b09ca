//! Alerts and their pictures on the way to the city desk, and nowhere else.

use anyhow::{Context as _, Result};
use trucban_domain::{OpResult, Refusal, Role};
use trucban_store::{ActState, PictureHash};
use trucban_tests::census::{CentralCensus, LaptopCensus, agree, one_effect_each};
use trucban_tests::laptop::Laptop;
use trucban_tests::picture::of_colour;
use trucban_tests::proxy::{Fault, Proxy};
use trucban_tests::world::{VY_DA, World};

/// A city desk behind a network of its own, and an alert with one picture.
struct Desk {
    world: World,
    proxy: Proxy,
    laptop: Laptop,
    picture: Vec<u8>,
    hash: PictureHash,
}

impl Desk {
    async fn new(seed: u64) -> Result<Self> {
        let world = World::started(seed).await?;
        let picture = of_colour(90, 60, 140);
        world.see(VY_DA, 1, "red_light", std::slice::from_ref(&picture))?;
        let proxy = Proxy::before(world.address()?).await?;
        let mut enrolment = world.enrol("Nguyễn Văn A", Role::CityDesk, &[])?;
        enrolment.url = proxy.url();
        let laptop = Laptop::new(enrolment, seed)?;
        let hash = PictureHash::of(&picture);
        Ok(Self { world, proxy, laptop, picture, hash })
    }

    fn path(&self) -> String {
        format!("/sync/blobs/{}", self.hash)
    }

    fn fetches(&self) -> usize {
        self.proxy.exchanges_of(&format!("GET {}", self.path())).len()
    }

    fn has_the_picture(&self) -> Result<bool> {
        Ok(self.laptop.store().picture(self.hash)?.as_ref() == Some(&self.picture))
    }
}

#[tokio::test]
async fn a_picture_comes_after_its_alert_and_stays_over_a_restart() -> Result<()> {
    let mut desk = Desk::new(70).await?;
    desk.laptop.sync_to_rest().await?;
    assert!(desk.has_the_picture()?);
    desk.laptop.reopen().await?;
    assert!(desk.has_the_picture()?);
    desk.laptop.sync_to_rest().await?;
    assert_eq!(desk.fetches(), 1, "what is here is not fetched again");
    Ok(())
}

#[tokio::test]
async fn a_picture_that_is_cut_goes_on_where_it_ended_and_holds_no_row_up() -> Result<()> {
    let mut desk = Desk::new(71).await?;
    desk.proxy.will(&desk.path(), Fault::CutBody(1_000));
    desk.laptop.start().await?;
    desk.laptop
        .until("the rows", |store, state| {
            let alerts = store.alert_tally(trucban_store::AlertView::ToSee)?.to_see;
            Ok(alerts == 1 && state.at_rest)
        })
        .await?;
    assert!(!desk.has_the_picture()?, "it was cut");
    desk.laptop.ask()?;
    let hash = desk.hash;
    desk.laptop.until("the picture", |store, _| Ok(store.picture(hash)?.is_some())).await?;
    assert!(desk.has_the_picture()?);
    let second = desk.proxy.exchanges_of(&format!("GET {}", desk.path()));
    let second = second.last().context("a second fetch")?;
    assert!(desk.picture.ends_with(&second.body), "only what was missing");
    assert!(second.body.len() < desk.picture.len(), "{} bytes", second.body.len());
    desk.laptop.stop().await;
    Ok(())
}

#[tokio::test]
async fn bytes_that_are_not_the_picture_are_not_kept() -> Result<()> {
    let desk = Desk::new(72).await?;
    desk.proxy.will(&desk.path(), Fault::FlipBit(100));
    desk.laptop.sync_to_rest().await?;
    assert_eq!(desk.laptop.store().picture(desk.hash)?, None);
    desk.laptop.sync_to_rest().await?;
    assert!(desk.has_the_picture()?, "the next engine asks again");
    Ok(())
}

#[tokio::test]
async fn a_ward_official_gets_neither_the_alert_nor_the_picture() -> Result<()> {
    let desk = Desk::new(73).await?;
    let mut enrolment = desk.world.enrol_official("Lê Văn A")?;
    enrolment.url = desk.proxy.url();
    let official = Laptop::new(enrolment, 74)?;
    official.sync_to_rest().await?;
    assert_eq!(official.store().alert_tally(trucban_store::AlertView::ToSee)?.to_see, 0);
    assert_eq!(desk.fetches(), 0, "nobody tells it of the picture");
    Ok(())
}

#[tokio::test]
async fn of_two_desks_that_judge_one_alert_offline_the_second_is_told_who_was_first() -> Result<()>
{
    let world = World::started(75).await?;
    let alert = world.see(VY_DA, 1, "red_light", &[])?;
    let first = Laptop::new(world.enrol("Nguyễn Văn A", Role::CityDesk, &[])?, 75)?;
    let second = Laptop::new(world.enrol("Trần Thị B", Role::CityDesk, &[])?, 76)?;
    for laptop in [&first, &second] {
        laptop.sync_to_rest().await?;
    }
    let (mine, theirs) = (first.dismiss(alert.id)?, second.dismiss(alert.id)?);
    for laptop in [&first, &second, &first] {
        laptop.sync_to_rest().await?;
    }
    assert_eq!(first.entry(mine.op_id)?.state(), ActState::Accepted);
    let Some((OpResult::Rejected { refusal: Refusal::AlreadyJudged { by, .. } }, _)) =
        second.entry(theirs.op_id)?.result
    else {
        panic!("the second verdict stood")
    };
    assert_eq!(by.name, "Nguyễn Văn A");
    let central = CentralCensus::of(&world.data())?;
    for laptop in [&first, &second] {
        let census = LaptopCensus::of(laptop.data())?;
        one_effect_each(&central, laptop.enrolment.client, &census)?;
        agree(&central, &census)?;
        let line = laptop.store().alert(alert.id)?.context("the alert")?;
        let verdict = line.alert.verdict.context("a verdict")?;
        assert_eq!(verdict.by.name, "Nguyễn Văn A");
        assert_eq!(laptop.store().audit()?, []);
    }
    Ok(())
}
