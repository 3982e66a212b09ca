//! Photos of reports: on the laptop before the network goes, on nobody's who may not see the report.

use anyhow::{Context as _, Result};
use trucban_central::{SampleAsk, SampleSize};
use trucban_domain::{Clock as _, Incident, PhotoShows, QueueDay, Role};
use trucban_store::{PictureHash, QueueAsk, Store, View};
use trucban_tests::laptop::Laptop;
use trucban_tests::picture::of_colour;
use trucban_tests::proxy::Proxy;
use trucban_tests::seen;
use trucban_tests::world::{THUAN_HOA, VY_DA, World};

fn pictures(report: &Incident) -> Vec<PictureHash> {
    report.pictures().into_iter().filter_map(PictureHash::parse).collect()
}

fn missing(store: &Store, pictures: &[PictureHash]) -> Result<Vec<PictureHash>> {
    let mut missing = Vec::new();
    for picture in pictures {
        if store.picture(*picture)?.is_none() {
            missing.push(*picture);
        }
    }
    Ok(missing)
}

#[tokio::test]
async fn photos_of_open_reports_are_here_without_a_network_and_those_of_closed_ones_come_when_looked_at()
-> Result<()> {
    let mut world = World::new(80)?;
    let size = SampleSize::Quick { reports: 80 };
    let ask = SampleAsk { size, seed: 46, as_of: world.clock.now() };
    world.open()?.import_sample(ask, &mut |_| {})?;
    world.start().await?;
    let mut desk = Laptop::new(world.enrol("Nguyễn Văn A", Role::CityDesk, &[])?, 80)?;
    desk.sync_to_rest().await?;
    world.stop().await?;
    desk.reopen().await?;

    let day = QueueDay::of(world.clock.now());
    let reports = |view| {
        let ask =
            QueueAsk { view, wards: Vec::new(), search: String::new(), offset: 0, limit: 100, day };
        let rows = desk.store().queue(&ask)?.rows;
        anyhow::Ok(rows.into_iter().map(|row| row.incident).collect::<Vec<_>>())
    };
    let open: Vec<_> = reports(View::Open)?.iter().flat_map(pictures).collect();
    assert!(!open.is_empty(), "some open report has a photo");
    assert_eq!(missing(desk.store(), &open)?, []);
    let mut later = Vec::new();
    for report in reports(View::Closed)? {
        later.extend(missing(desk.store(), &pictures(&report))?);
    }
    let looked_at = *later.first().context("a photo that only closed reports name")?;

    world.start().await?;
    desk.start().await?;
    desk.until("the rows", |_, state| Ok(state.at_rest)).await?;
    assert!(desk.store().picture(looked_at)?.is_none(), "nobody has asked yet");
    desk.look_at(&[looked_at])?;
    desk.until("the photo", |store, _| Ok(store.picture(looked_at)?.is_some())).await?;
    desk.stop().await;
    assert_eq!(desk.store().audit()?, []);
    Ok(())
}

#[tokio::test]
async fn a_photo_comes_after_its_report_to_its_ward_and_to_no_other() -> Result<()> {
    let mut world = World::started(81).await?;
    let report = world.post(VY_DA, "Nắp hố ga vỡ trước kiệt 12 Nguyễn Sinh Cung.").await?;
    let picture = of_colour(120, 90, 60);
    let hash = PictureHash::of(&picture);
    seen::photograph(&world.open()?, report.id, PhotoShows::Reported, None, &picture)?;
    let proxy = Proxy::before(world.address()?).await?;
    let laptop = |name, ward, seed| {
        let mut enrolment = world.enrol(name, Role::WardOfficial, &[ward])?;
        enrolment.url = proxy.url();
        Laptop::new(enrolment, seed)
    };
    let (here, elsewhere) = (laptop("Lê Văn A", VY_DA, 82)?, laptop("Trần Thị B", THUAN_HOA, 83)?);
    for official in [&elsewhere, &here] {
        official.sync_to_rest().await?;
    }
    assert!(elsewhere.store().incident(report.id)?.is_none());
    let shown = here.store().incident(report.id)?.context("the report")?;
    assert_eq!(pictures(&shown), [hash]);
    assert_eq!(here.store().picture(hash)?.as_ref(), Some(&picture));
    let path = format!("GET /sync/blobs/{hash}");
    assert_eq!(proxy.exchanges_of(&path).len(), 1, "once, by the ward alone");

    let result = of_colour(60, 120, 90);
    seen::photograph(&world.open()?, report.id, PhotoShows::Result, None, &result)?;
    here.sync_to_rest().await?;
    assert!(here.store().picture(PictureHash::of(&result))?.is_some());
    assert_eq!(here.store().audit()?, []);
    Ok(())
}
