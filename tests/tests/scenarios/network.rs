//! Whatever the network does to a request or to its answer, an act has its effect once.

use anyhow::Result;
use trucban_domain::{AlertId, IncidentId, IncidentState, Role};
use trucban_store::{ActState, Saved};
use trucban_sync::{Link, Trouble};
use trucban_tests::census::{
    CentralCensus, LaptopCensus, agree, nothing_lost, one_effect_each, rows_are_replays,
};
use trucban_tests::laptop::Laptop;
use trucban_tests::proxy::{Fault, Gate, Proxy};
use trucban_tests::world::{VY_DA, World};

/// A laptop of the city desk, who may do every kind of act, behind a network of its own.
struct Behind {
    world: World,
    proxy: Proxy,
    laptop: Laptop,
}

impl Behind {
    async fn new(seed: u64) -> Result<Self> {
        let world = World::started(seed).await?;
        let proxy = Proxy::before(world.address()?).await?;
        let mut enrolment = world.enrol("Nguyễn Văn A", Role::CityDesk, &[])?;
        enrolment.url = proxy.url();
        let laptop = Laptop::new(enrolment, seed)?;
        Ok(Self { world, proxy, laptop })
    }

    /// Syncs until it comes to rest: what breaks, breaks once.
    async fn sync_until_rest(&self) -> Result<u32> {
        for attempt in 1..=5 {
            if self.laptop.sync().await?.at_rest {
                return Ok(attempt);
            }
            rows_are_replays(&LaptopCensus::of(self.laptop.data())?)?;
        }
        anyhow::bail!("five attempts were not enough: {:?}", self.laptop.sync().await?.link)
    }

    fn judge(&self, saved: &[Saved]) -> Result<()> {
        let central = CentralCensus::of(&self.world.data())?;
        let laptop = LaptopCensus::of(self.laptop.data())?;
        nothing_lost(&laptop, saved)?;
        one_effect_each(&central, self.laptop.enrolment.client, &laptop)?;
        agree(&central, &laptop)?;
        assert_eq!(self.laptop.store().audit()?, []);
        assert_eq!(self.proxy.faults_left(), 0, "every fault was met");
        Ok(())
    }
}

/// One act of each kind, on a report or an alert of its own.
const KINDS: [&str; 4] = ["create", "transition", "append", "verdict"];

fn act(case: &Behind, kind: &str, report: IncidentId, alert: AlertId) -> Result<Saved> {
    let laptop = &case.laptop;
    Ok(match kind {
        "create" => laptop.create(VY_DA, "Bàn ghế chiếm vỉa hè")?.1,
        "transition" => laptop.acknowledge(report)?,
        "verdict" => laptop.dismiss(alert)?,
        _ => laptop.note(report, "Đã đến nơi, đang xử lý.")?,
    })
}

#[tokio::test]
async fn an_act_has_one_effect_however_its_push_is_lost_repeated_or_late() -> Result<()> {
    let mut case = Behind::new(20).await?;
    let mut saved = Vec::new();
    let faults = [
        Fault::LoseRequest,
        Fault::LoseReply,
        Fault::Twice,
        Fault::Stray,
        Fault::CutBody(3),
        Fault::EndBody(3),
        Fault::Garble,
        Fault::Page(200),
        Fault::Page(503),
    ];
    for fault in faults {
        for kind in KINDS {
            let report = case.world.post(VY_DA, &format!("Rác ở kiệt {}.", saved.len())).await?;
            let alert = case.world.see(VY_DA, saved.len() as u64, "red_light", &[])?;
            case.sync_until_rest().await?;
            saved.push(act(&case, kind, report.id, alert.id)?);
            case.proxy.will("/sync/push", fault.clone());
            case.sync_until_rest().await?;
            let entry = case.laptop.entry(saved[saved.len() - 1].op_id)?;
            assert_eq!(entry.state(), ActState::Accepted, "{kind} after {fault:?}");
        }
    }
    case.judge(&saved)
}

#[tokio::test]
async fn central_that_dies_between_commit_and_answer_has_the_act_once() -> Result<()> {
    let mut case = Behind::new(21).await?;
    let mut saved = Vec::new();
    for kind in KINDS {
        let report = case.world.post(VY_DA, &format!("Đèn hỏng ở kiệt {kind}.")).await?;
        let alert = case.world.see(VY_DA, saved.len() as u64, "red_light", &[])?;
        case.sync_until_rest().await?;
        saved.push(act(&case, kind, report.id, alert.id)?);
        case.proxy.will("/sync/push", Fault::LoseReply);
        let state = case.laptop.sync().await?;
        assert!(matches!(state.link, Link::Offline { .. }), "{kind}: {:?}", state.link);
        case.world.kill().await?;
        let entry = case.laptop.entry(saved[saved.len() - 1].op_id)?;
        assert_eq!(entry.state(), ActState::Sent, "{kind}: nobody has heard what became of it");
        case.world.start().await?;
        case.sync_until_rest().await?;
    }
    case.judge(&saved)
}

#[tokio::test]
async fn the_effect_may_come_before_the_answer_and_nothing_flickers() -> Result<()> {
    let mut case = Behind::new(22).await?;
    let mut saved = Vec::new();
    for kind in KINDS {
        let alert = case.world.see(VY_DA, saved.len() as u64, "red_light", &[])?;
        let report = case.world.post(VY_DA, &format!("Ngập ở kiệt {kind}.")).await?;
        case.laptop.start().await?;
        case.laptop.until_it_has(report.id).await?;
        let gate = Gate::default();
        case.proxy.will("/sync/push", Fault::Hold(gate.clone()));
        let act = act(&case, kind, report.id, alert.id)?;
        saved.push(act);
        case.laptop
            .until("the effect to arrive", |store, _| {
                Ok(store.position()?.acked_client_seq >= act.client_seq)
            })
            .await?;
        assert_eq!(case.laptop.entry(act.op_id)?.result, None, "{kind}: the answer is held back");
        rows_are_replays(&LaptopCensus::of(case.laptop.data())?)?;
        if kind == "transition" {
            let shown = case.laptop.store().incident(report.id)?;
            assert_eq!(shown.map(|report| report.state), Some(IncidentState::Acknowledged));
        }
        gate.open();
        case.laptop.until_answered(act.op_id).await?;
        assert_eq!(case.laptop.entry(act.op_id)?.state(), ActState::Accepted);
    }
    case.laptop.stop().await;
    case.sync_until_rest().await?;
    case.judge(&saved)
}

#[tokio::test]
async fn a_download_that_breaks_off_counts_for_nothing_and_is_made_again() -> Result<()> {
    let mut case = Behind::new(23).await?;
    let mut posted = Vec::new();
    for number in 0..20 {
        posted.push(case.world.post(VY_DA, &format!("Ổ gà số {number}.")).await?);
    }
    let calls = ["/sync/hello", "/sync/snapshot/", "/sync/packs/", "/sync/pull"];
    for call in calls {
        let mut laptop = case.world.enrol_official("Trần Thị B")?;
        laptop.url = case.proxy.url();
        case.laptop = Laptop::new(laptop, 2_300 + call.len() as u64)?;
        let faults = [Fault::LoseReply, Fault::CutBody(20), Fault::EndBody(20), Fault::Garble];
        for fault in faults {
            case.proxy.will(call, fault.clone());
            let state = case.laptop.sync().await?;
            assert!(!state.at_rest, "{call} {fault:?} was not noticed");
            let Link::Offline { trouble, .. } = state.link else { panic!("{:?}", state.link) };
            match fault {
                Fault::EndBody(_) | Fault::Garble => {
                    assert_eq!(trouble, Some(Trouble::Garbled), "{call} {fault:?}");
                }
                _ => assert_eq!(trouble, None, "{call} {fault:?}"),
            }
            rows_are_replays(&LaptopCensus::of(case.laptop.data())?)?;
        }
        assert_eq!(case.sync_until_rest().await?, 1, "{call}");
        case.judge(&[])?;
        for report in &posted {
            assert!(case.laptop.store().incident(report.id)?.is_some());
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_network_that_breaks_and_comes_back_is_a_state_and_not_an_error() -> Result<()> {
    let mut case = Behind::new(24).await?;
    case.laptop.start().await?;
    case.laptop.until("the first sync", |_, state| Ok(state.at_rest)).await?;
    case.proxy.cut();
    case.laptop.ask()?;
    case.laptop
        .until("the laptop to notice", |_, state| {
            Ok(matches!(state.link, Link::Offline { trouble: None, .. }))
        })
        .await?;
    let (id, created) = case.laptop.create(VY_DA, "Dây điện võng thấp")?;
    let noted = case.laptop.note(id, "Đã rào tạm.")?;
    case.proxy.mend();
    case.laptop.ask()?;
    case.laptop.until_answered(noted.op_id).await?;
    case.laptop.until("rest", |_, state| Ok(state.at_rest)).await?;
    case.laptop.stop().await;
    case.judge(&[created, noted])
}

#[tokio::test]
async fn a_long_night_s_work_is_sent_in_pieces_and_a_lost_answer_costs_none_of_them() -> Result<()>
{
    let mut case = Behind::new(25).await?;
    let report = case.world.post(VY_DA, "Ngập ở Lâm Hoằng.").await?;
    case.sync_until_rest().await?;
    let mut saved = vec![case.laptop.acknowledge(report.id)?];
    for number in 0..620 {
        saved.push(case.laptop.note(report.id, &format!("Mực nước lúc {number}."))?);
    }
    case.proxy.will("/sync/push", Fault::Stray);
    case.proxy.will("/sync/push", Fault::LoseReply);
    case.sync_until_rest().await?;
    assert!(case.proxy.exchanges_of("POST /sync/push").len() >= 3, "more than one push was needed");
    case.judge(&saved)
}
