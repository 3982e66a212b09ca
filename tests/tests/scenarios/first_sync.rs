//! The first sync as a person follows it: what is held and to hold adds up to what central has, and
//! an interruption costs nothing that was in.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use trucban_central::{SampleAsk, SampleSize};
use trucban_domain::DataGroup;
use trucban_domain::data_group::{DataSize, FirstSync, GroupProgress};
use trucban_sync::Link;
use trucban_tests::census::{CentralCensus, LaptopCensus};
use trucban_tests::chance::MORNING;
use trucban_tests::laptop::Laptop;
use trucban_tests::proxy::{Fault, Gate, Proxy};
use trucban_tests::world::World;

/// The groups that an official of a ward carries.
const WARD: [DataGroup; 4] =
    [DataGroup::OpenReports, DataGroup::Cameras, DataGroup::Land, DataGroup::ClosedReports];
const LAND: &str = "/sync/snapshot/w19777.land.standing";
const OPEN: &str = "GET /sync/snapshot/w19777.incidents.open";

/// A new laptop in a ward with open and closed reports, cameras and lots.
struct Newcomer {
    world: World,
    proxy: Proxy,
    laptop: Laptop,
}

impl Newcomer {
    async fn arrive(seed: u64) -> Result<Self> {
        let mut world = World::new(seed)?;
        let size = SampleSize::Quick { reports: 400 };
        world.open()?.import_sample(SampleAsk { size, seed, as_of: MORNING }, &mut |_| {})?;
        world.start().await?;
        let proxy = Proxy::before(world.address()?).await?;
        let mut enrolment = world.enrol_official("Trần Thị B")?;
        enrolment.url = proxy.url();
        Ok(Self { laptop: Laptop::new(enrolment, seed)?, world, proxy })
    }

    /// Starts the laptop, and waits until it fetches the lots; the gate keeps them back.
    async fn start_and_stop_at_the_lots(&mut self) -> Result<(FirstSync, Gate)> {
        let gate = Gate::default();
        self.proxy.will(LAND, Fault::Hold(gate.clone()));
        self.laptop.start().await?;
        self.laptop
            .until("the lots to be fetched", |_, state| {
                Ok(state.first_sync.as_ref().is_some_and(|it| group(it, DataGroup::Land).running))
            })
            .await?;
        let progress = self.laptop.state()?.first_sync.context("the first sync goes on")?;
        Ok((progress, gate))
    }

    fn holds_what_central_has(&self) -> Result<()> {
        let central = CentralCensus::of(&self.world.data())?;
        for (scope, held) in LaptopCensus::of(self.laptop.data())?.scopes {
            let rows = central.scopes.get(&scope).map(|census| census.rows.clone());
            assert_eq!(held.rows, rows.unwrap_or_default(), "{scope}");
        }
        Ok(())
    }

    /// The rows of each group at central.
    fn rows_at_central(&self) -> Result<BTreeMap<DataGroup, u64>> {
        let grant = &self.laptop.enrolment.operator.grant;
        let mut rows = BTreeMap::new();
        for (scope, census) in CentralCensus::of(&self.world.data())?.scopes {
            if grant.may_hold(&scope) {
                *rows.entry(DataGroup::of(&scope)).or_default() += census.rows.len() as u64;
            }
        }
        Ok(rows)
    }
}

fn group(progress: &FirstSync, group: DataGroup) -> GroupProgress {
    let found = progress.groups.iter().find(|it| it.group == group);
    *found.unwrap_or_else(|| panic!("{group:?} is not among {progress:?}"))
}

#[tokio::test]
async fn the_groups_of_a_first_sync_add_up_to_what_central_has_and_end_complete() -> Result<()> {
    let mut new = Newcomer::arrive(80).await?;
    let (progress, gate) = new.start_and_stop_at_the_lots().await?;
    assert!(progress.open_ready, "work can start before the lots are in");
    assert_eq!(progress.groups.iter().map(|it| it.group).collect::<Vec<_>>(), WARD);
    let told: BTreeMap<_, _> = progress.groups.iter().map(|it| (it.group, it.rows_total)).collect();
    assert_eq!(told, new.rows_at_central()?);
    assert!(told.values().all(|rows| *rows > 0), "the ward has something of everything: {told:?}");
    for name in [DataGroup::OpenReports, DataGroup::Cameras] {
        let held = group(&progress, name);
        assert!(held.whole && held.rows == held.rows_total, "{held:?}");
        assert_eq!(held.bytes.map(DataSize::Exact), Some(held.size));
    }
    let closed = group(&progress, DataGroup::ClosedReports);
    assert_eq!((closed.rows, closed.bytes, closed.size), (0, Some(0), DataSize::Unknown));
    assert!(!closed.whole && !closed.running);
    assert_eq!(progress.left_ms, None, "nothing is said of the time by a clock that stands");

    gate.open();
    let mut last = progress;
    new.laptop
        .until("rest", |_, state| {
            if let Some(progress) = &state.first_sync {
                last.clone_from(progress);
            }
            Ok(state.at_rest && state.first_sync.is_none())
        })
        .await?;
    let told: BTreeMap<_, _> = last.groups.iter().map(|it| (it.group, it.rows_total)).collect();
    assert_eq!(told, new.rows_at_central()?);
    new.laptop.stop().await;
    new.holds_what_central_has()
}

#[tokio::test]
async fn a_first_sync_that_breaks_off_goes_on_with_what_is_missing_after_a_restart_too()
-> Result<()> {
    let mut new = Newcomer::arrive(81).await?;
    let (before, first) = new.start_and_stop_at_the_lots().await?;
    new.proxy.cut();
    new.laptop
        .until("the laptop to notice", |_, state| Ok(matches!(state.link, Link::Offline { .. })))
        .await?;
    let offline = new.laptop.state()?.first_sync.context("it is not over")?;
    let [open, land] = [DataGroup::OpenReports, DataGroup::Land].map(|it| group(&offline, it));
    assert_eq!(open, group(&before, DataGroup::OpenReports), "what is in stays in");
    assert!(!land.running && land.rows == 0 && land.bytes == Some(0), "{land:?}");

    new.laptop.reopen().await?;
    new.proxy.mend();
    let (after, second) = new.start_and_stop_at_the_lots().await?;
    assert!(after.open_ready, "who starts again does not wait");
    let open = group(&after, DataGroup::OpenReports);
    assert!(open.whole && open.rows == open.rows_total, "{open:?}");
    assert_eq!(open.bytes, None, "nobody counted them for this run");
    assert_eq!(group(&after, DataGroup::Land).bytes, Some(0));
    assert_eq!(new.proxy.exchanges_of(OPEN).len(), 1, "what was in is not fetched again");

    // The network may have been cut before the first request for the lots came to its gate.
    first.open();
    second.open();
    new.laptop.until("rest", |_, state| Ok(state.at_rest && state.first_sync.is_none())).await?;
    new.laptop.reopen().await?;
    new.laptop.start().await?;
    new.laptop
        .until("rest", |_, state| {
            assert_eq!(state.first_sync, None, "it is over once and for all");
            Ok(state.at_rest)
        })
        .await?;
    new.laptop.stop().await;
    new.holds_what_central_has()
}
