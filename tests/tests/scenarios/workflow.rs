//! A report from its arrival to its end, through a ward, the city desk and a unit whose laptops are
//! mostly without a network.

use anyhow::Result;
use jiff::ToSpan as _;
use trucban_domain::{EntryKind, IncidentState, OpResult, Refusal, Step, Timestamp, UnitCode};
use trucban_store::{ActState, StoreError, View};
use trucban_tests::census::{CentralCensus, LaptopCensus, agree, nothing_lost};
use trucban_tests::laptop::Laptop;
use trucban_tests::world::{VY_DA, World};

use crate::three_offices::{close, hepco, rest, result, state, take, three};

fn given_to(units: &[&str]) -> Step {
    let units: Vec<UnitCode> = units.iter().map(|code| UnitCode((*code).to_owned())).collect();
    Step::Assign { unit: units[0].clone(), with: units[1..].to_vec() }
}

fn returned() -> Step {
    Step::Return { suggested: hepco(), reason: "Nắp hố ga do HEPCO quản lý.".to_owned() }
}

#[tokio::test]
async fn a_report_goes_from_the_wrong_unit_over_the_right_one_to_its_end_with_each_step_offline()
-> Result<()> {
    let mut world = World::started(610).await?;
    let laptops = three(&world, 611).await?;
    let [ward, desk, unit] = &laptops;
    let report = world.post(VY_DA, "Nắp hố ga vỡ trước kiệt 12 Nguyễn Sinh Cung.").await?;
    rest(&laptops).await?;
    assert_eq!(state(unit, report.id)?, None, "HEPCO has nothing to do with it yet");

    let steps: [(&Laptop, Step, IncidentState); 7] = [
        (ward, Step::Acknowledge, IncidentState::Acknowledged),
        (ward, returned(), IncidentState::Returned),
        (desk, given_to(&["hepco"]), IncidentState::New),
        (unit, Step::Acknowledge, IncidentState::Acknowledged),
        (unit, result("Đã thay nắp hố ga."), IncidentState::Resulted),
        (desk, Step::SendBack { reason: "Chưa có ảnh.".to_owned() }, IncidentState::Acknowledged),
        (unit, result("Đã thay nắp hố ga lúc 15 giờ."), IncidentState::Resulted),
    ];
    for (laptop, step, then) in steps {
        world.stop().await?;
        let saved = take(laptop, report.id, step)?;
        assert_eq!(state(laptop, report.id)?, Some(then), "it shows at once");
        world.start().await?;
        rest(&laptops).await?;
        assert_eq!(laptop.entry(saved.op_id)?.state(), ActState::Accepted);
        assert_eq!(state(desk, report.id)?, Some(then));
    }
    assert_eq!(desk.store().view_counts()?.of(View::Resulted), 1);
    take(desk, report.id, close("Đã thay nắp hố ga lúc 15 giờ."))?;
    rest(&laptops).await?;
    for laptop in &laptops {
        assert_eq!(state(laptop, report.id)?, Some(IncidentState::Closed));
        let history = laptop.store().history(report.id)?;
        let told = history.iter().find_map(|(line, _)| match &line.kind {
            EntryKind::Closed { result, .. } => Some(result.as_str()),
            _ => None,
        });
        assert_eq!(told, Some("Đã thay nắp hố ga lúc 15 giờ."), "what the desk approved");
        assert_eq!(history.len(), 9, "a line a step, and its arrival");
    }
    Ok(())
}

#[tokio::test]
async fn an_extension_asked_for_offline_moves_the_deadline_only_once_it_is_granted() -> Result<()> {
    let mut world = World::started(640).await?;
    let laptops = three(&world, 641).await?;
    let [ward, desk, _] = &laptops;
    let report = world.post(VY_DA, "Mái che lấn vỉa hè trước số 21.").await?;
    rest(&laptops).await?;
    let due =
        |laptop: &Laptop| Ok::<_, StoreError>(laptop.store().incident(report.id)?.unwrap().due_at);
    let before = due(ward)?;
    let until = before.unwrap().local().date().saturating_add(5.days());
    world.stop().await?;
    take(ward, report.id, Step::Acknowledge)?;
    take(ward, report.id, Step::AskExtension { until, reason: "Chờ vật tư.".to_owned() })?;
    assert_eq!(due(ward)?, before);
    world.start().await?;
    rest(&laptops).await?;
    assert_eq!(desk.store().view_counts()?.of(View::ExtensionAsked), 1);
    assert_eq!(due(desk)?, before);
    take(desk, report.id, Step::GrantExtension)?;
    rest(&laptops).await?;
    assert_eq!(state(ward, report.id)?, Some(IncidentState::Acknowledged));
    assert_eq!(due(ward)?, Some(Timestamp::end_of(until)));
    Ok(())
}

#[tokio::test]
async fn whoever_worked_offline_on_a_report_that_was_given_to_another_is_told_by_whom() -> Result<()>
{
    let mut world = World::started(620).await?;
    let mut laptops = three(&world, 621).await?;
    let report = world.post(VY_DA, "Cống nghẹt ở ngã ba Lâm Hoằng.").await?;
    rest(&laptops).await?;
    world.stop().await?;
    let accepted = take(&laptops[0], report.id, Step::Acknowledge)?;
    let given = take(&laptops[0], report.id, result("Đã thông cống."))?;
    take(&laptops[1], report.id, given_to(&["hepco"]))?;
    laptops[0].reopen().await?;
    nothing_lost(&LaptopCensus::of(laptops[0].data())?, &[accepted, given])?;

    world.start().await?;
    laptops[1].sync_to_rest().await?;
    rest(&laptops).await?;
    let [ward, desk, unit] = &laptops;
    for saved in [accepted, given] {
        let refused = ward.entry(saved.op_id)?;
        assert_eq!(refused.state(), ActState::Refused);
        let Some((OpResult::Rejected { refusal: Refusal::MovedOn(told) }, _)) = &refused.result
        else {
            panic!("{:?}", refused.result)
        };
        assert_eq!((told.by.name.as_str(), &told.unit), ("Hoàng Thị D", &hepco()));
        assert!(!refused.bytes.is_empty(), "what was written is kept whole");
    }
    rest(&laptops).await?;
    let central = CentralCensus::of(&world.data())?;
    for laptop in [ward, desk] {
        agree(&central, &LaptopCensus::of(laptop.data())?)?;
    }
    assert_eq!(state(unit, report.id)?, Some(IncidentState::New));
    Ok(())
}

#[tokio::test]
async fn a_report_that_was_assigned_again_leaves_the_laptop_of_the_unit_that_had_it() -> Result<()>
{
    let mut world = World::started(630).await?;
    let laptops = three(&world, 631).await?;
    let [_, desk, unit] = &laptops;
    let report = world.post(VY_DA, "Đèn đường hỏng đầu kiệt 7.").await?;
    rest(&laptops).await?;
    take(desk, report.id, given_to(&["hepco"]))?;
    rest(&laptops).await?;
    assert_eq!(state(unit, report.id)?, Some(IncidentState::New));
    take(desk, report.id, given_to(&["dien-luc"]))?;
    rest(&laptops).await?;
    assert_eq!(state(unit, report.id)?, None);
    let late = take(unit, report.id, Step::Acknowledge);
    assert!(matches!(late, Err(StoreError::Refused(Refusal::NotFound))), "{late:?}");
    Ok(())
}
