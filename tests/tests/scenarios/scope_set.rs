//! A laptop and central name the scopes of a grant once and speak of them as a set from then on; what is
//! gained, lost or different is found all the same.

use std::fs;

use anyhow::{Context as _, Result};
use trucban_contract::wire::{Carried, HelloReply};
use trucban_domain::{Role, encoding};
use trucban_sync::Link;
use trucban_tests::census::{CentralCensus, LaptopCensus, agree};
use trucban_tests::laptop::Laptop;
use trucban_tests::proxy::{Exchange, Fault, Gate, Proxy};
use trucban_tests::world::{VY_DA, World};

const HELLO: &str = "POST /sync/hello";
const PULL: &str = "POST /sync/pull";
/// What an exchange may take in which nothing about the scopes changed, answer's head included.
const SHORT_BYTES: usize = 1_500;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// A laptop behind a network of its own.
struct Behind {
    world: World,
    proxy: Proxy,
    laptop: Laptop,
}

impl Behind {
    async fn new(mut world: World, role: Role, seed: u64) -> Result<Self> {
        world.start().await?;
        let proxy = Proxy::before(world.address()?).await?;
        let mut enrolment = world.enrol("Nguyễn Văn A", role, &[VY_DA])?;
        enrolment.url = proxy.url();
        let laptop = Laptop::new(enrolment, seed)?;
        Ok(Self { world, proxy, laptop })
    }

    /// The hellos and pulls that one more exchange of everything takes.
    async fn sync(&self) -> Result<(Vec<Exchange>, Vec<Exchange>)> {
        let before = self.proxy.exchanges().len();
        self.laptop.sync_to_rest().await?;
        let new = self.proxy.exchanges().split_off(before);
        let of = |call| new.iter().filter(|it| it.call == call).cloned().collect();
        Ok((of(HELLO), of(PULL)))
    }

    fn agrees(&self) -> Result<()> {
        agree(&CentralCensus::of(&self.world.data())?, &LaptopCensus::of(self.laptop.data())?)
    }
}

fn bytes(exchange: &Exchange) -> usize {
    exchange.asked.len() + exchange.answered.len()
}

fn carried(hello: &Exchange) -> Result<Carried> {
    Ok(encoding::decode::<HelloReply>(&hello.body)?.scopes)
}

#[tokio::test]
async fn a_city_desk_with_thousands_of_scopes_says_hello_and_pulls_in_a_few_hundred_bytes()
-> Result<()> {
    let mut desk = Behind::new(World::new(130)?, Role::CityDesk, 130).await?;
    desk.world.post(VY_DA, "Cây ngã ở Nguyễn Sinh Cung.").await?;
    desk.sync().await?;
    let months = desk.world.grow_old(6)?;
    assert_eq!(months, 5_760, "as many as the city of the sample has");
    let (hellos, _) = desk.sync().await?;
    let Carried::Listed { scopes, .. } = carried(&hellos[0])? else { panic!("there are more") };
    assert!(scopes.len() > months, "{} scopes", scopes.len());
    assert_eq!(desk.laptop.store().position()?.cursors.len(), scopes.len());
    desk.agrees()?;

    let (hellos, pulls) = desk.sync().await?;
    assert_eq!((hellos.len(), pulls.len()), (1, 1));
    for exchange in hellos.iter().chain(&pulls) {
        let bytes = bytes(exchange);
        assert!(bytes <= SHORT_BYTES, "{} took {bytes} bytes", exchange.call);
    }

    let report = desk.world.post(VY_DA, "Rác ở chợ Vỹ Dạ.").await?;
    let (hellos, pulls) = desk.sync().await?;
    assert_eq!((hellos.len(), pulls.len()), (1, 1));
    assert!(desk.laptop.store().incident(report.id)?.is_some());
    let news = bytes(&pulls[0]);
    assert!(news <= 2 * SHORT_BYTES, "a report in {news} bytes");
    desk.agrees()
}

#[tokio::test]
async fn a_hello_in_the_middle_of_a_first_sync_does_not_list_the_scopes_again() -> Result<()> {
    let mut new = Behind::new(World::new(131)?, Role::WardOfficial, 131).await?;
    new.world.post(VY_DA, "Rác ở chợ Vỹ Dạ.").await?;
    let gate = Gate::default();
    new.proxy.will("/sync/snapshot/w19777.land.standing", Fault::Hold(gate.clone()));
    new.laptop.start().await?;
    let open_ready = |first: Option<&trucban_domain::data_group::FirstSync>| {
        first.is_some_and(|first| first.open_ready)
    };
    new.laptop.until("the open work", |_, state| Ok(open_ready(state.first_sync.as_ref()))).await?;
    let before = new.laptop.state()?.first_sync.context("it goes on")?;
    new.laptop.ask()?;
    new.laptop.until("another hello", |_, _| Ok(new.proxy.exchanges_of(HELLO).len() == 2)).await?;
    assert_eq!(carried(&new.proxy.exchanges_of(HELLO)[1])?, Carried::Same);
    let after = new.laptop.state()?.first_sync.context("it goes on")?;
    assert_eq!(after.groups.len(), before.groups.len());
    gate.open();
    new.laptop.until("rest", |_, state| Ok(state.at_rest && state.first_sync.is_none())).await?;
    new.laptop.stop().await;
    new.agrees()
}

#[tokio::test]
async fn a_month_that_begins_is_carried_by_a_laptop_that_is_online() -> Result<()> {
    let mut desk = Behind::new(World::new(132)?, Role::CityDesk, 132).await?;
    desk.laptop.start().await?;
    desk.laptop.until("the first sync", |_, state| Ok(state.at_rest)).await?;
    let month = |laptop: &Laptop| -> Result<usize> {
        let cursors = laptop.store().position()?.cursors;
        Ok(cursors.keys().filter(|it| it.to_string().ends_with(".alerts.2026-12")).count())
    };
    assert_eq!(month(&desk.laptop)?, 0);
    desk.world.clock.advance_ms(31 * DAY_MS);
    desk.laptop.clock.advance_ms(31 * DAY_MS);
    let report = desk.world.post(VY_DA, "Ổ gà trước kiệt 4.").await?;
    desk.laptop.until_it_has(report.id).await?;
    desk.laptop.until("the new month", |_, state| Ok(state.at_rest)).await?;
    assert_eq!(month(&desk.laptop)?, 40, "one for each ward");
    assert!(matches!(desk.laptop.state()?.link, Link::Online { .. }), "it is no trouble");
    desk.laptop.stop().await;
    desk.agrees()
}

#[tokio::test]
async fn rows_of_a_backup_that_kept_its_life_are_found_and_fetched_again() -> Result<()> {
    let mut official = Behind::new(World::new(133)?, Role::WardOfficial, 133).await?;
    let kept = official.world.post(VY_DA, "Rác ở chợ Vỹ Dạ.").await?;
    official.sync().await?;
    official.world.stop().await?;
    let (live, backup) = (official.world.data(), official.world.folder().join("backup"));
    fs::create_dir(&backup)?;
    for file in ["central.db", "central.db-wal"] {
        if live.join(file).exists() {
            fs::copy(live.join(file), backup.join(file))?;
        }
    }
    official.world.start().await?;
    let lost = official.world.post(VY_DA, "Cây ngã ở Nguyễn Sinh Cung.").await?;
    official.sync().await?;
    assert!(official.laptop.store().incident(lost.id)?.is_some());

    official.world.stop().await?;
    fs::remove_dir_all(&live)?;
    fs::rename(&backup, &live)?;
    official.world.start().await?;
    let news = official.world.post(VY_DA, "Đèn hỏng ở trụ 7.").await?;
    let (_, pulls) = official.sync().await?;
    assert_eq!(pulls.len(), 3, "all together, each by itself, and together once more");
    let store = official.laptop.store();
    assert!(store.incident(kept.id)?.is_some() && store.incident(news.id)?.is_some());
    assert_eq!(store.incident(lost.id)?, None, "central has never heard of it");
    official.agrees()
}

#[tokio::test]
async fn another_life_lists_the_scopes_though_they_are_the_same() -> Result<()> {
    let mut official = Behind::new(World::new(134)?, Role::WardOfficial, 134).await?;
    official.world.post(VY_DA, "Đèn hỏng ở trụ 8.").await?;
    official.sync().await?;
    let (hellos, _) = official.sync().await?;
    assert_eq!(carried(&hellos[0])?, Carried::Same);
    official.world.stop().await?;
    official.world.begin_another_life()?;
    official.world.start().await?;
    let (hellos, _) = official.sync().await?;
    assert!(matches!(carried(&hellos[0])?, Carried::Listed { .. }));
    official.agrees()?;
    let (hellos, _) = official.sync().await?;
    assert_eq!(carried(&hellos[0])?, Carried::Same);
    Ok(())
}
