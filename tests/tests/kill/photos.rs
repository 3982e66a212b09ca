//! Death while a photo is kept, attached, sent or taken in: nothing that was said to be saved is lost, and
//! central has it once, whole.

use std::path::Path;

use anyhow::{Context as _, Result};
use trucban_store::PictureHash;
use trucban_tests::laptop::Laptop;
use trucban_tests::mortal::within::Within;
use trucban_tests::mortal::{Death, STEPS, Step};
use trucban_tests::picture::numbered_photo;
use trucban_tests::world::{VY_DA, World};

use crate::{central, console, judge_at_rest, judge_the_dead, saved};

fn steps(within: Within) -> impl Iterator<Item = (u64, &'static Step)> {
    (1..).zip(STEPS.iter().filter(move |step| step.within == within))
}

/// Central holds the photo of this number, whole; nothing half-written lies about.
fn holds(world: &World, number: u64) -> Result<()> {
    let (bytes, small) = numbered_photo(number);
    let blobs = world.data().join("blobs");
    for picture in [&bytes, &small] {
        let kept = std::fs::read(blobs.join(PictureHash::of(picture).to_string()))?;
        assert!(kept == *picture);
    }
    for of_device in std::fs::read_dir(world.data().join("uploads"))? {
        assert_eq!(std::fs::read_dir(of_device?.path())?.count(), 0);
    }
    let whole = |name: &str| name.len() == 64;
    for blob in std::fs::read_dir(blobs)? {
        let name = blob?.file_name();
        let name = Path::new(&name).to_string_lossy().into_owned();
        // One that central was writing when it died carries another name, and is never read.
        assert!(whole(&name) || name.len() == 81, "{name}");
    }
    Ok(())
}

/// The report shows this photo, and the laptop keeps nothing back.
fn shows(laptop: &Laptop, report: trucban_domain::IncidentId, photos: usize) -> Result<()> {
    let shown = laptop.store().incident(report)?.context("the report")?;
    assert_eq!((shown.photos.len(), shown.pictures().len()), (photos, photos * 2));
    assert_eq!(laptop.store().waiting_pictures()?, []);
    Ok(())
}

#[tokio::test]
async fn a_console_that_dies_while_a_photo_is_attached_keeps_what_it_said_it_saved() -> Result<()> {
    let mut world = World::started(46).await?;
    for (number, step) in steps(Within::Attach) {
        let report = world.post(VY_DA, &format!("Rác: {}.", step.name)).await?;
        let seed = 46_000 + number;
        let mut laptop = Laptop::new(world.enrol_official("Lê Văn A")?, seed)?;
        laptop.sync_to_rest().await?;
        laptop.close().await;
        let mut doomed = console(&laptop, seed + 1_000_000).await?;
        doomed.order(&format!("arm {}", step.name)).await?;
        let order = format!("attach {} {seed}", report.id);
        assert_eq!(doomed.order(&order).await?, None, "{}: it said that it saved", step.name);
        assert_eq!(doomed.death().await?, Death::Aborted, "{}", step.name);

        // The person does it again: whatever was left lies in nobody's way.
        laptop.open()?;
        judge_the_dead(&laptop, &[])?;
        laptop.close().await;
        let mut again = console(&laptop, seed + 2_000_000).await?;
        let told = saved(&again.order(&order).await?.expect("an answer"))?;
        again.kill().await?;
        laptop.open()?;
        judge_the_dead(&laptop, &[told])?;
        laptop.sync_to_rest().await?;
        judge_at_rest(&world, &laptop, &[told])?;
        holds(&world, seed)?;
        shows(&laptop, report.id, 1)?;
    }
    Ok(())
}

#[tokio::test]
async fn a_console_that_dies_while_it_sends_a_photo_goes_on_where_central_is() -> Result<()> {
    let mut world = World::started(47).await?;
    for (number, step) in steps(Within::Send) {
        let report = world.post(VY_DA, &format!("Rác: {}.", step.name)).await?;
        let seed = 47_000 + number;
        let mut laptop = Laptop::new(world.enrol_official("Lê Văn A")?, seed)?;
        laptop.sync_to_rest().await?;
        let (bytes, small) = numbered_photo(seed);
        let photo = laptop.keep_photo(&bytes, &small)?;
        let act = laptop.attach(report.id, vec![photo])?;
        // It dies at each piece again, and gets on each time.
        let mut deaths = 0;
        loop {
            laptop.close().await;
            let mut doomed = console(&laptop, seed + 1_000_000 + deaths).await?;
            doomed.order(&format!("arm {}", step.name)).await?;
            if doomed.order("sync").await?.is_some() {
                doomed.kill().await?;
                break;
            }
            assert_eq!(doomed.death().await?, Death::Aborted, "{}", step.name);
            deaths += 1;
            assert!(deaths < 20, "{}: it gets on", step.name);
            laptop.open()?;
            judge_the_dead(&laptop, &[act])?;
            for waits in laptop.store().waiting_pictures()? {
                assert!(laptop.store().picture(waits.hash)?.is_some(), "it is still here");
            }
        }
        assert!(deaths >= 2, "{}: {deaths}", step.name);
        laptop.open()?;
        laptop.sync_to_rest().await?;
        judge_at_rest(&world, &laptop, &[act])?;
        holds(&world, seed)?;
        shows(&laptop, report.id, 1)?;
    }
    Ok(())
}

#[tokio::test]
async fn a_central_that_dies_while_it_takes_a_photo_in_has_it_once_and_whole_in_the_end()
-> Result<()> {
    let mut world = World::new(48)?;
    for (number, step) in steps(Within::Receive) {
        let seed = 48_000 + number;
        let mut doomed = central(&mut world, seed).await?;
        let report = world.post(VY_DA, &format!("Rác: {}.", step.name)).await?;
        let laptop = Laptop::new(world.enrol_official("Lê Văn A")?, seed)?;
        laptop.sync_to_rest().await?;
        let (bytes, small) = numbered_photo(seed);
        let photo = laptop.keep_photo(&bytes, &small)?;
        let act = laptop.attach(report.id, vec![photo])?;
        doomed.order(&format!("arm {}", step.name)).await?;
        assert!(!laptop.sync().await?.at_rest, "{}", step.name);
        assert_eq!(doomed.death().await?, Death::Aborted, "{}", step.name);
        judge_the_dead(&laptop, &[act])?;
        for picture in [&bytes, &small] {
            assert!(laptop.store().picture(PictureHash::of(picture))?.as_ref() == Some(picture));
        }
        let successor = central(&mut world, seed + 1_000_000).await?;
        laptop.sync_to_rest().await?;
        judge_at_rest(&world, &laptop, &[act])?;
        holds(&world, seed)?;
        shows(&laptop, report.id, 1)?;
        successor.kill().await?;
    }
    Ok(())
}
