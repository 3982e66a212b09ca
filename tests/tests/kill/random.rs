//! Death at any moment: consoles and centrals are killed while they work, again and again.

use std::time::Duration;

use anyhow::Result;
use tokio::time::Instant;
use trucban_domain::{AlertId, IncidentId, Role};
use trucban_store::Saved;
use trucban_tests::chance::SeededEntropy;
use trucban_tests::laptop::Laptop;
use trucban_tests::mortal::Process;
use trucban_tests::world::{VY_DA, World};

use crate::{central, console, judge_at_rest, judge_the_dead, saved};

/// How long the deaths go on.
const ENOUGH: Duration = Duration::from_secs(6);
/// The longest life, in microseconds.
const LIFE_MAX_US: u64 = 120_000;

#[tokio::test]
async fn consoles_and_centrals_that_are_killed_at_any_moment_lose_nothing() -> Result<()> {
    let chance = SeededEntropy::new(43);
    let mut world = World::new(43)?;
    let mut server = central(&mut world, 1).await?;
    let mut cases = Cases { reports: Vec::new(), alerts: Vec::new() };
    for number in 0..5 {
        cases.reports.push(world.post(VY_DA, &format!("Ổ gà số {number}.")).await?.id);
    }
    for number in 0..20 {
        cases.alerts.push(world.see(VY_DA, number, "red_light", &[])?.id);
    }
    let desk = world.enrol("Nguyễn Văn A", Role::CityDesk, &[])?;
    let mut laptop = Laptop::new(desk, 430)?;
    laptop.sync_to_rest().await?;
    let mut told = Vec::new();
    let end = Instant::now() + ENOUGH;
    let mut lives = 0;
    while Instant::now() < end {
        lives += 1;
        laptop.close().await;
        let mut doomed = console(&laptop, 4_300 + lives).await?;
        doomed.order("live").await?;
        let life = Duration::from_micros(chance.below(LIFE_MAX_US));
        // The moment of death is the input of this test, not something it waits for.
        let work = tokio::time::timeout(life, work(&mut doomed, &chance, &cases, &mut told));
        if let Ok(failed) = work.await {
            failed?;
        }
        for line in doomed.kill().await? {
            told.extend(saved(&line).ok());
        }
        if chance.below(3) == 0 {
            server.kill().await?;
            server = central(&mut world, 100 + lives).await?;
        }
        laptop.open()?;
        judge_the_dead(&laptop, &told)?;
    }
    laptop.sync_to_rest().await?;
    judge_at_rest(&world, &laptop, &told)?;
    assert!(told.len() > 5, "the consoles lived long enough to save something: {}", told.len());
    drop(server);
    Ok(())
}

/// What can be acted on.
struct Cases {
    reports: Vec<IncidentId>,
    alerts: Vec<AlertId>,
}

fn one_of<T: Copy>(all: &[T], chance: &SeededEntropy) -> Result<T> {
    Ok(all[usize::try_from(chance.below(all.len() as u64))?])
}

/// Lets a console act until it is stopped; everything that it says was saved is noted.
async fn work(
    console: &mut Process,
    chance: &SeededEntropy,
    cases: &Cases,
    told: &mut Vec<Saved>,
) -> Result<()> {
    loop {
        let (report, alert) = (one_of(&cases.reports, chance)?, one_of(&cases.alerts, chance)?);
        let order = match chance.below(9) {
            0 | 1 => format!("create {VY_DA} Việc mới"),
            2 => format!("transition {report}"),
            3 => format!("verdict {alert}"),
            4 => format!("attach {report} {}", chance.below(1 << 20)),
            _ => format!("append {report} Ghi chú."),
        };
        match console.order(&order).await?.as_deref() {
            Some("refused") | None => {}
            Some(answer) => told.push(saved(answer)?),
        }
    }
}
