//! Death at every named step, and at any other moment, loses nothing that was saved.

#[path = "kill/photos.rs"]
mod photos;
#[path = "kill/random.rs"]
mod random;
#[path = "kill/steps.rs"]
mod steps;

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use trucban_contract::wire::Enrolment;
use trucban_domain::{AlertId, HandoverId, IncidentId, Role, Timestamp};
use trucban_store::Saved;
use trucban_tests::census::{
    CentralCensus, LaptopCensus, agree, digests_add_up, nothing_lost, one_effect_each,
    rows_are_replays,
};
use trucban_tests::laptop::Laptop;
use trucban_tests::mortal::Process;
use trucban_tests::world::{VY_DA, World};

/// The kinds of operations.
const KINDS: [&str; 7] =
    ["create", "transition", "append", "verdict", "attach", "hand_over", "take_over"];

/// What acts are done to.
struct Subjects {
    report: IncidentId,
    alert: AlertId,
    handover: HandoverId,
}

impl Subjects {
    /// New ones, which nobody has done anything to: a citizen's, a camera's, and one of `giver`'s.
    async fn appear(world: &mut World, giver: &Laptop, told: &str, nth: u64) -> Result<Self> {
        let report = world.post(VY_DA, &format!("Rác: {told}.")).await?.id;
        let alert = world.see(VY_DA, nth, "red_light", &[])?.id;
        let unit = giver.enrolment.operator.grant.unit();
        let (handover, _) = giver.hand_over(unit, "Bà Sáu hẹn 8 giờ sáng mai.")?;
        giver.sync_to_rest().await?;
        Ok(Self { report, alert, handover })
    }
}

/// Somebody whose shifts are taken over.
fn giver(world: &World, seed: u64) -> Result<Laptop> {
    Laptop::new(world.enrol_official("Trần Thị B")?, seed)
}

/// The order by which a console does an act of this kind.
fn order(kind: &str, Subjects { report, alert, handover }: &Subjects) -> String {
    match kind {
        "verdict" => format!("verdict {alert}"),
        "take_over" => format!("take_over {handover}"),
        "attach" => format!("attach {report} 7"),
        "hand_over" => "hand_over Còn hai việc.".to_owned(),
        "create" => format!("create {VY_DA} Bàn ghế chiếm vỉa hè"),
        "transition" => format!("transition {report}"),
        _ => format!("append {report} Đã đến nơi, đang xử lý."),
    }
}

/// Enrols whoever does acts of this kind: alerts are the city desk's.
fn actor(world: &World, kind: &str) -> Result<Enrolment> {
    match kind {
        "verdict" => world.enrol("Nguyễn Văn A", Role::CityDesk, &[]),
        _ => world.enrol_official("Lê Văn A"),
    }
}

/// Starts a console on the laptop's folder; the laptop is closed.
async fn console(laptop: &Laptop, seed: u64) -> Result<Process> {
    let data = laptop.data().to_str().context("a path in UTF-8")?;
    let enrolment = format!("{data}.json");
    std::fs::write(&enrolment, serde_json::to_vec(&laptop.enrolment)?)?;
    let program = Path::new(env!("CARGO_BIN_EXE_crash_console"));
    let (process, said) = Process::start(program, &[data, &enrolment, &seed.to_string()]).await?;
    assert_eq!(said, "open");
    Ok(process)
}

/// Starts a central on the world's folder, and tells the world where it answers.
async fn central(world: &mut World, seed: u64) -> Result<Process> {
    let folder = world.folder().to_str().context("a path in UTF-8")?.to_owned();
    let address = world.address().map_or("127.0.0.1:0".to_owned(), |known| known.to_string());
    let program = Path::new(env!("CARGO_BIN_EXE_crash_central"));
    let (process, said) = Process::start(program, &[&folder, &address, &seed.to_string()]).await?;
    world.set_address(said.parse()?);
    Ok(process)
}

/// What an answer says was saved.
fn saved(answer: &str) -> Result<Saved> {
    let words: Vec<&str> = answer.split(' ').collect();
    let ["saved", op_id, client_seq] = words[..] else { bail!("{answer}") };
    Ok(Saved { op_id: op_id.parse()?, client_seq: client_seq.parse()? })
}

/// What must hold right after a death, before anything was exchanged again.
fn judge_the_dead(laptop: &Laptop, saved: &[Saved]) -> Result<()> {
    let census = LaptopCensus::of(laptop.data())?;
    nothing_lost(&census, saved)?;
    rows_are_replays(&census)?;
    digests_add_up(&census)?;
    assert_eq!(laptop.store().audit()?, []);
    assert_eq!(laptop.store().openings(), [], "nothing was damaged");
    Ok(())
}

/// What must hold once everything was exchanged.
fn judge_at_rest(world: &World, laptop: &Laptop, saved: &[Saved]) -> Result<()> {
    let at_central = CentralCensus::of(&world.data())?;
    let census = LaptopCensus::of(laptop.data())?;
    nothing_lost(&census, saved)?;
    one_effect_each(&at_central, laptop.enrolment.client, &census)?;
    agree(&at_central, &census)?;
    assert_eq!(laptop.store().audit()?, []);
    let facts = laptop.store().sync_facts()?;
    assert_eq!((facts.waiting, facts.unanswered), (0, 0));
    assert!(facts.as_of > Some(Timestamp::default()));
    Ok(())
}
