//! Each named step, met by each kind of operation.

use std::collections::BTreeSet;

use anyhow::Result;
use trucban_domain::OperationBody;
use trucban_store::Saved;
use trucban_tests::laptop::Laptop;
use trucban_tests::mortal::within::Within;
use trucban_tests::mortal::{Death, STEPS, named_in_sources};
use trucban_tests::picture::numbered_photo;
use trucban_tests::world::{VY_DA, World};

use crate::{
    KINDS, Subjects, actor, central, console, giver, judge_at_rest, judge_the_dead, order, saved,
};

#[test]
fn every_step_that_the_sources_name_is_tested() -> Result<()> {
    let tested: BTreeSet<String> = STEPS.iter().map(|step| step.name.to_owned()).collect();
    assert_eq!(named_in_sources()?, tested);
    Ok(())
}

#[tokio::test]
async fn a_console_that_dies_while_saving_keeps_what_it_said_it_saved() -> Result<()> {
    die_everywhere(Within::Save, 40).await
}

#[tokio::test]
async fn a_console_that_dies_while_exchanging_goes_on_where_it_was() -> Result<()> {
    die_everywhere(Within::Sync, 41).await
}

/// Lets consoles die at each step of one part of their work, for each kind of operation.
async fn die_everywhere(within: Within, seed: u64) -> Result<()> {
    let mut world = World::started(seed).await?;
    let giver = giver(&world, seed)?;
    for (number, step) in (1..).zip(STEPS.iter().filter(|step| step.within == within)) {
        for (nth, kind) in (1..).zip(KINDS) {
            let seed = seed * 1_000 + number * 10 + nth;
            let on = Subjects::appear(&mut world, &giver, &format!("{} {kind}", step.name), seed)
                .await?;
            let mut laptop = Laptop::new(actor(&world, kind)?, seed)?;
            laptop.sync_to_rest().await?;
            laptop.close().await;

            let mut doomed = console(&laptop, seed + 1_000_000).await?;
            doomed.order(&format!("arm {}", step.name)).await?;
            let mut told: Vec<Saved> = Vec::new();
            if let Some(answer) = doomed.order(&order(kind, &on)).await? {
                told.push(saved(&answer)?);
                let synced = doomed.order("sync").await?;
                assert_eq!(synced, None, "{}: {kind} did not pass the step", step.name);
            }
            assert_eq!(doomed.death().await?, Death::Aborted, "{}: {kind}", step.name);
            assert_eq!(told.is_empty(), within == Within::Save, "{}: {kind}", step.name);

            laptop.open()?;
            judge_the_dead(&laptop, &told)?;
            laptop.sync_to_rest().await?;
            judge_at_rest(&world, &laptop, &told)?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_central_that_dies_while_taking_an_act_in_has_it_once_in_the_end() -> Result<()> {
    let mut world = World::new(42)?;
    let first = central(&mut world, 42).await?;
    let giver = giver(&world, 42)?;
    first.kill().await?;
    for (number, step) in (1..).zip(STEPS.iter().filter(|step| step.within == Within::Central)) {
        for (nth, kind) in (1..).zip(KINDS) {
            let seed = 42_000 + number * 10 + nth;
            let mut doomed = central(&mut world, seed).await?;
            let on = Subjects::appear(&mut world, &giver, &format!("{} {kind}", step.name), seed)
                .await?;
            let laptop = Laptop::new(actor(&world, kind)?, seed)?;
            laptop.sync_to_rest().await?;

            doomed.order(&format!("arm {}", step.name)).await?;
            let act = match kind {
                "create" => laptop.create(VY_DA, "Bàn ghế chiếm vỉa hè")?.1,
                "transition" => laptop.acknowledge(on.report)?,
                "verdict" => laptop.dismiss(on.alert)?,
                "attach" => {
                    let (bytes, small) = numbered_photo(seed);
                    let photo = laptop.keep_photo(&bytes, &small)?;
                    laptop.attach(on.report, vec![photo])?
                }
                "hand_over" => {
                    let unit = laptop.enrolment.operator.grant.unit();
                    laptop.hand_over(unit, "Còn hai việc.")?.1
                }
                "take_over" => laptop.act(on.handover, OperationBody::TakeOver)?,
                _ => laptop.note(on.report, "Đã đến nơi, đang xử lý.")?,
            };
            assert!(!laptop.sync().await?.at_rest, "{}: {kind}", step.name);
            assert_eq!(doomed.death().await?, Death::Aborted, "{}: {kind}", step.name);
            judge_the_dead(&laptop, &[act])?;

            let successor = central(&mut world, seed + 1_000_000).await?;
            laptop.sync_to_rest().await?;
            judge_at_rest(&world, &laptop, &[act])?;
            successor.kill().await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_citizen_who_posts_again_after_central_died_has_made_one_report() -> Result<()> {
    let mut world = World::new(44)?;
    for (number, step) in (1..).zip(STEPS.iter().filter(|step| step.within == Within::Central)) {
        let mut doomed = central(&mut world, 44_000 + number).await?;
        world.post(VY_DA, &format!("Trước {}.", step.name)).await?;
        doomed.order(&format!("arm {}", step.name)).await?;
        let text = format!("Rác ở chợ: {}.", step.name);
        assert!(world.post(VY_DA, &text).await.is_err(), "{}", step.name);
        assert_eq!(doomed.death().await?, Death::Aborted, "{}", step.name);

        let successor = central(&mut world, 1_044_000 + number).await?;
        let posted = world.post(VY_DA, &text).await?;
        let laptop = Laptop::new(world.enrol_official("Lê Văn A")?, 44_000 + number)?;
        laptop.sync_to_rest().await?;
        let made = u32::try_from(number * 2)?;
        assert_eq!(laptop.store().view_counts()?.new, made, "{}: one report each", step.name);
        assert!(laptop.store().incident(posted.id)?.is_some());
        judge_at_rest(&world, &laptop, &[])?;
        successor.kill().await?;
    }
    Ok(())
}
