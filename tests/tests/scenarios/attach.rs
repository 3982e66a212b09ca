//! Photos that people attach: nothing of them is lost on the way, whatever the network does, and nobody
//! sees one who may not see its report.

use anyhow::{Context as _, Result};
use trucban_domain::{IncidentId, NewPhoto, OpResult, Role};
use trucban_store::{PictureHash, Saved, StoreError};
use trucban_tests::laptop::Laptop;
use trucban_tests::picture::like_a_photo;
use trucban_tests::proxy::{Fault, Proxy};
use trucban_tests::world::{THUAN_HOA, VY_DA, World};

const UPLOADS: &str = "/sync/uploads";

/// What a photo and its small picture are, by its number.
fn photo(n: u64, length: usize) -> (Vec<u8>, Vec<u8>) {
    (like_a_photo(n, length), like_a_photo(n + 1_000_000, length / 10))
}

fn attach(laptop: &Laptop, to: IncidentId, n: u64, length: usize) -> Result<Saved> {
    let (bytes, small) = photo(n, length);
    let photo = laptop.keep_photo(&bytes, &small)?;
    Ok(laptop.attach(to, vec![photo])?)
}

/// An official of Vỹ Dạ behind a network that breaks when told to, and a report there.
async fn behind_a_proxy(world: &mut World, seed: u64) -> Result<(Laptop, Proxy, IncidentId)> {
    let report = world.post(VY_DA, "Nắp hố ga vỡ trước kiệt 12 Nguyễn Sinh Cung.").await?.id;
    let proxy = Proxy::before(world.address()?).await?;
    let mut enrolment = world.enrol_official("Lê Văn A")?;
    enrolment.url = proxy.url();
    let laptop = Laptop::new(enrolment, seed)?;
    laptop.sync_to_rest().await?;
    Ok((laptop, proxy, report))
}

fn at_central(world: &World, bytes: &[u8]) -> Option<Vec<u8>> {
    let name = PictureHash::of(bytes).to_string();
    std::fs::read(world.data().join("blobs").join(name)).ok()
}

/// Central holds these photos with their small pictures, whole, once, and nothing half.
fn all_there(world: &World, photos: &[(Vec<u8>, Vec<u8>)]) -> Result<()> {
    for (bytes, small) in photos {
        assert!(at_central(world, bytes).as_ref() == Some(bytes));
        assert!(at_central(world, small).as_ref() == Some(small));
    }
    let kept = std::fs::read_dir(world.data().join("blobs"))?.count();
    assert_eq!(kept, photos.len() * 2, "nothing is doubled");
    for of_device in std::fs::read_dir(world.data().join("uploads"))? {
        assert_eq!(std::fs::read_dir(of_device?.path())?.count(), 0, "nothing half stays");
    }
    Ok(())
}

#[tokio::test]
async fn a_photo_attached_offline_reaches_central_after_a_restart_and_then_whoever_sees_the_report()
-> Result<()> {
    let mut world = World::started(90).await?;
    let report = world.post(VY_DA, "Nắp hố ga vỡ trước kiệt 12 Nguyễn Sinh Cung.").await?.id;
    let mut official = Laptop::new(world.enrol_official("Lê Văn A")?, 90)?;
    let mut colleague = Laptop::new(world.enrol_official("Trần Thị B")?, 91)?;
    let elsewhere = Laptop::new(world.enrol("Phạm Thị D", Role::WardOfficial, &[THUAN_HOA])?, 92)?;
    for laptop in [&official, &colleague] {
        laptop.sync_to_rest().await?;
    }
    world.stop().await?;
    attach(&official, report, 1, 700_000)?;
    assert!(!official.sync().await?.at_rest);
    official.reopen().await?;
    world.start().await?;
    official.sync_to_rest().await?;
    all_there(&world, &[photo(1, 700_000)])?;

    let (bytes, small) = photo(1, 700_000);
    colleague.sync_to_rest().await?;
    elsewhere.sync_to_rest().await?;
    let whole = PictureHash::of(&bytes);
    assert!(colleague.store().picture(whole)?.is_none(), "nobody looked at it there");
    colleague.start().await?;
    colleague.look_at(&[whole])?;
    colleague.until("the photo", |store, _| Ok(store.picture(whole)?.is_some())).await?;
    colleague.stop().await;
    for picture in [&bytes, &small] {
        let hash = PictureHash::of(picture);
        assert!(colleague.store().picture(hash)?.as_ref() == Some(picture));
        assert!(official.store().picture(hash)?.as_ref() == Some(picture));
        assert!(elsewhere.store().picture(hash)?.is_none());
    }
    for laptop in [&official, &colleague] {
        let shown = laptop.store().incident(report)?.context("the report")?;
        assert_eq!((shown.photos.len(), shown.pictures().len()), (1, 2));
        assert_eq!(laptop.store().audit()?, []);
        assert_eq!(laptop.store().waiting_pictures()?, []);
    }
    Ok(())
}

#[tokio::test]
async fn text_goes_first_then_small_pictures_then_photos() -> Result<()> {
    let mut world = World::started(93).await?;
    let (official, proxy, report) = behind_a_proxy(&mut world, 93).await?;
    let before = proxy.exchanges().len();
    for n in 1..=3 {
        attach(&official, report, n, 40_000)?;
        official.note(report, &format!("Ảnh {n}"))?;
    }
    official.sync_to_rest().await?;
    let calls: Vec<_> = proxy.exchanges()[before..].iter().map(|it| it.call.clone()).collect();
    let first_photo = calls.iter().position(|call| call.contains(UPLOADS)).context("photos")?;
    let last_text = calls.iter().rposition(|call| call == "POST /sync/push").context("text")?;
    assert!(last_text < first_photo, "{calls:?}");
    let pieces: Vec<_> = calls.iter().filter_map(|call| call.strip_prefix("PATCH ")).collect();
    let name = |bytes: &[u8]| format!("{UPLOADS}/{}", PictureHash::of(bytes));
    let smalls = (1..=3).map(|n| name(&photo(n, 40_000).1));
    let photos = (1..=3).map(|n| name(&photo(n, 40_000).0));
    assert_eq!(pieces, smalls.chain(photos).collect::<Vec<_>>());
    let fetched = |call: &&String| call.starts_with("GET /sync/blobs/");
    assert_eq!(calls.iter().filter(fetched).count(), 0, "what is here is not fetched");
    Ok(())
}

#[tokio::test]
async fn an_upload_that_is_cut_anywhere_goes_on_there_and_what_came_is_not_sent_again() -> Result<()>
{
    const LENGTH: usize = 300;
    let mut world = World::started(94).await?;
    let (official, proxy, report) = behind_a_proxy(&mut world, 94).await?;
    let mut photos = Vec::new();
    for (n, cut_at) in (1..).zip((0..LENGTH).step_by(13).chain([1, LENGTH - 1])) {
        attach(&official, report, n, LENGTH)?;
        let (bytes, small) = photo(n, LENGTH);
        let hash = PictureHash::of(&bytes);
        proxy.will(&format!("{UPLOADS}/{hash}"), Fault::CutRequest(cut_at));
        assert!(!official.sync().await?.at_rest, "cut at {cut_at}");
        assert!(official.store().picture(hash)?.as_ref() == Some(&bytes), "it stays here");
        let before = proxy.exchanges().len();
        official.sync_to_rest().await?;
        let patch = format!("PATCH {UPLOADS}/{hash}");
        let again: Vec<_> =
            proxy.exchanges()[before..].iter().filter(|it| it.call == patch).cloned().collect();
        assert_eq!(again.len(), 1);
        assert_eq!(again[0].asked, bytes[cut_at..], "cut at {cut_at}");
        photos.push((bytes, small));
    }
    all_there(&world, &photos)
}

#[tokio::test]
async fn lost_doubled_and_strayed_pieces_change_nothing() -> Result<()> {
    let mut world = World::started(95).await?;
    let (official, proxy, report) = behind_a_proxy(&mut world, 95).await?;
    let faults = [
        Fault::LoseRequest,
        Fault::LoseReply,
        Fault::Twice,
        Fault::Stray,
        Fault::Page(200),
        Fault::Page(502),
    ];
    let mut photos = Vec::new();
    for (n, fault) in (1..).zip(faults) {
        attach(&official, report, n, 600_000)?;
        let (bytes, small) = photo(n, 600_000);
        let path = format!("{UPLOADS}/{}", PictureHash::of(&bytes));
        proxy.will(&path, fault.clone());
        proxy.will(&path, fault);
        // The request to begin, which tells how far it is, is lost with its answer.
        proxy.will(UPLOADS, Fault::LoseReply);
        for _ in 0..6 {
            if official.sync().await?.at_rest {
                break;
            }
        }
        photos.push((bytes, small));
    }
    official.sync_to_rest().await?;
    assert_eq!(proxy.faults_left(), 0);
    all_there(&world, &photos)
}

#[tokio::test]
async fn a_photo_goes_on_after_central_died_in_the_middle_of_it() -> Result<()> {
    let mut world = World::started(96).await?;
    let (mut official, proxy, report) = behind_a_proxy(&mut world, 96).await?;
    attach(&official, report, 1, 900_000)?;
    let (bytes, small) = photo(1, 900_000);
    let hash = PictureHash::of(&bytes);
    proxy.will(&format!("{UPLOADS}/{hash}"), Fault::CutRequest(100_000));
    official.sync().await?;
    world.kill().await?;
    official.reopen().await?;
    world.start().await?;
    let before = proxy.exchanges().len();
    official.sync_to_rest().await?;
    let sent: usize = proxy.exchanges()[before..]
        .iter()
        .filter(|it| it.call == format!("PATCH {UPLOADS}/{hash}"))
        .map(|it| it.asked.len())
        .sum();
    assert_eq!(sent, 800_000, "what came before is not sent again");
    all_there(&world, &[(bytes, small)])
}

#[tokio::test]
async fn two_hundred_photos_arrive_over_a_link_that_drops_again_and_again() -> Result<()> {
    let mut world = World::started(97).await?;
    let (official, proxy, report) = behind_a_proxy(&mut world, 97).await?;
    let length = |n: u64| 8_000 + usize::try_from(n * 7_919 % 32_000).unwrap_or_default();
    let mut photos = Vec::new();
    let all: Vec<u64> = (1..=200).collect();
    for some in all.chunks(12) {
        let mut kept: Vec<NewPhoto> = Vec::new();
        for n in some {
            let (bytes, small) = photo(*n, length(*n));
            kept.push(official.keep_photo(&bytes, &small)?);
            photos.push((bytes, small));
        }
        official.attach(report, kept)?;
    }
    // A link of 10 kB/s that drops every five seconds carries so much at a time.
    proxy.break_after(&[50_000, 47_001, 61_003, 31_007]);
    let mut attempts = 0;
    while !official.sync().await?.at_rest {
        attempts += 1;
        assert!(attempts < 400, "it gets on each time");
        for waits in official.store().waiting_pictures()? {
            assert!(official.store().picture(waits.hash)?.is_some(), "it stays until it is there");
        }
    }
    let (breaks, connections) = (proxy.breaks(), attempts);
    assert!(breaks > 60, "the link dropped {breaks} times in {connections} attempts");
    all_there(&world, &photos)?;
    let sent: usize = proxy
        .exchanges()
        .iter()
        .filter(|it| it.call.starts_with("PATCH "))
        .map(|it| it.asked.len())
        .sum();
    let whole: usize = photos.iter().map(|(bytes, small)| bytes.len() + small.len()).sum();
    assert!(sent <= whole, "{sent} of {whole} went in whole pieces, the rest in broken ones");
    let colleague = Laptop::new(world.enrol_official("Trần Thị B")?, 98)?;
    colleague.sync_to_rest().await?;
    let shown = colleague.store().incident(report)?.context("the report")?;
    assert_eq!((shown.photos.len(), shown.pictures().len()), (200, 400));
    Ok(())
}

#[tokio::test]
async fn photos_of_an_act_that_central_refused_stay_here_and_go_nowhere() -> Result<()> {
    let mut world = World::started(99).await?;
    let (official, proxy, report) = behind_a_proxy(&mut world, 99).await?;
    let saved = attach(&official, report, 1, 5_000)?;
    world.regrant(official.enrolment.client, &[THUAN_HOA])?;
    official.sync().await?;
    let entry = official.entry(saved.op_id)?;
    assert!(matches!(entry.result, Some((OpResult::Rejected { .. }, _))), "{entry:?}");
    let went = proxy.exchanges().iter().any(|it| it.call.contains(UPLOADS));
    assert!(!went, "nothing of them is sent");
    let (bytes, small) = photo(1, 5_000);
    for picture in [&bytes, &small] {
        assert!(official.store().picture(PictureHash::of(picture))?.as_ref() == Some(picture));
    }
    // Made again once it is allowed, they go.
    world.regrant(official.enrolment.client, &[VY_DA])?;
    official.sync_to_rest().await?;
    let kept =
        official.store().kept_photo(PictureHash::of(&bytes), trucban_domain::PhotoShows::Result)?;
    let body = trucban_domain::OperationBody::Attach { photos: vec![kept.context("kept")?] };
    official.resend(saved.op_id, body)?;
    official.sync_to_rest().await?;
    all_there(&world, &[(bytes, small)])
}

#[tokio::test]
async fn an_act_cannot_name_what_is_not_here() -> Result<()> {
    let mut world = World::started(100).await?;
    let (official, _proxy, report) = behind_a_proxy(&mut world, 100).await?;
    let mut photo = official.keep_photo(&like_a_photo(1, 500), &like_a_photo(2, 50))?;
    photo.hash = PictureHash::of(b"a picture of somebody else").to_string();
    let refused = official.attach(report, vec![photo]);
    assert!(matches!(refused, Err(StoreError::UnknownPhoto)), "{refused:?}");
    Ok(())
}
