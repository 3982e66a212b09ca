//! The steps of the workflow: what each leaves behind, and that no order of them leads astray.

use proptest::prelude::*;

use super::tests::{created, op, report_after, run};
use super::*;
use crate::incident::Incident;
use crate::workflow::{Step, StepKind};

fn unit(code: &str) -> UnitCode {
    UnitCode(code.to_owned())
}

const WARD: &str = "ubnd-19777";
const POWER: &str = "dien-luc";

/// `step` by a person of `of`, as the act `n`.
fn taken(n: u32, of: &str, step: Step) -> Operation {
    let mut op = op(n, Some("Trần Thị B"), OperationBody::Transition(step));
    if let Some(actor) = &mut op.envelope.actor {
        actor.unit = unit(of);
    }
    op
}

fn returned() -> Step {
    Step::Return { suggested: unit(POWER), reason: "Trụ điện của Điện lực.".to_owned() }
}

fn result() -> Step {
    Step::GiveResult { text: "Đã thay nắp hố ga.".to_owned() }
}

/// The report after these steps, each of which is accepted.
fn after(steps: &[(&str, Step)]) -> Incident {
    (1..).zip(steps).fold(created(), |incident, (n, (of, step))| {
        let applied = run(&taken(n, of, step.clone()), Some(&incident));
        report_after(&applied.unwrap_or_else(|refusal| panic!("{step:?}: {refusal:?}")))
    })
}

fn refusal(incident: &Incident, of: &str, step: Step) -> Refusal {
    run(&taken(90, of, step), Some(incident)).unwrap_err()
}

#[test]
fn a_report_is_closed_with_the_result_that_the_city_desk_approved() {
    let resulted = after(&[(WARD, Step::Acknowledge), (WARD, result())]);
    assert_eq!(resulted.state, IncidentState::Resulted);
    let applied = run(&taken(9, "ioc", Step::Approve), Some(&resulted)).unwrap();
    let told = EntryKind::Closed { result: "Đã thay nắp hố ga.".to_owned() };
    assert_eq!(applied.entry.kind, told);
    let closed = report_after(&applied);
    assert_eq!((closed.state, closed.result), (IncidentState::Closed, None));
    assert_eq!(closed.closed_at, Some(applied.entry.at));
}

#[test]
fn a_returned_report_goes_to_the_unit_that_the_city_desk_names_and_waits_there() {
    let back = after(&[(WARD, Step::Acknowledge), (WARD, returned())]);
    assert_eq!((back.state, &back.unit), (IncidentState::Returned, &unit(WARD)));
    assert_eq!(back.returned.as_ref().map(|why| &why.suggested), Some(&unit(POWER)));
    let assign = Step::Assign { unit: unit(POWER) };
    let given = after(&[(WARD, Step::Acknowledge), (WARD, returned()), ("ioc", assign)]);
    assert_eq!((given.state, &given.unit), (IncidentState::New, &unit(POWER)));
    assert_eq!((given.returned, given.acknowledged), (None, None));
    let insisted = Step::Assign { unit: unit(WARD) };
    assert_eq!(after(&[(WARD, returned()), ("ioc", insisted)]).unit, unit(WARD), "after all");
}

fn more_time(until: &str) -> Step {
    Step::AskExtension { until: until.parse().unwrap(), reason: "Chờ vật tư.".to_owned() }
}

#[test]
fn the_deadline_stands_until_an_extension_is_granted() {
    let asked = after(&[(WARD, Step::Acknowledge), (WARD, more_time("2026-12-10"))]);
    assert_eq!((asked.state, asked.due_at), (IncidentState::ExtensionAsked, created().due_at));
    let granted = run(&taken(9, "ioc", Step::GrantExtension), Some(&asked)).unwrap();
    let granted = report_after(&granted);
    assert_eq!(granted.state, IncidentState::Acknowledged);
    assert_eq!(granted.due_at.map(Timestamp::day_month_year).as_deref(), Some("10/12/2026"));
    let deny = Step::DenyExtension { reason: "Đã gia hạn một lần.".to_owned() };
    let denied = report_after(&run(&taken(9, "ioc", deny), Some(&asked)).unwrap());
    assert_eq!((denied.due_at, denied.extended_to), (created().due_at, None));
    let done = report_after(&run(&taken(9, WARD, result()), Some(&asked)).unwrap());
    assert_eq!((done.state, done.extension), (IncidentState::Resulted, None), "done meanwhile");
}

#[test]
fn an_extension_is_longer_than_the_deadline_and_not_absurd() {
    let accepted = after(&[(WARD, Step::Acknowledge)]);
    for until in ["2026-11-20", "2026-12-01", "2062-12-10"] {
        let refused = refusal(&accepted, WARD, more_time(until));
        assert_eq!(refused, Refusal::Invalid { field: "until".to_owned() }, "{until}");
    }
    let urgent = Incident { urgent: true, ..accepted };
    let refused = refusal(&urgent, WARD, more_time("2026-12-10"));
    assert_eq!(refused, Refusal::Invalid { field: "until".to_owned() }, "counted in minutes");
}

#[test]
fn a_result_that_was_sent_back_is_given_again() {
    let missing = Step::SendBack { reason: "Chưa có ảnh sau.".to_owned() };
    let steps = [(WARD, Step::Acknowledge), (WARD, result()), ("ioc", missing), (WARD, result())];
    assert_eq!(after(&steps).state, IncidentState::Resulted);
}

#[test]
fn whoever_comes_too_late_is_told_who_took_which_step() {
    let given = after(&[(WARD, Step::Acknowledge), ("ioc", Step::Assign { unit: unit(POWER) })]);
    let Refusal::MovedOn(told) = refusal(&given, WARD, result()) else { panic!("not told") };
    let MovedOn { by, state, unit: now, .. } = *told;
    assert_eq!((by.unit, state, now), (unit("ioc"), IncidentState::New, unit(POWER)));
    let accepted = after(&[(WARD, Step::Acknowledge)]);
    let late = refusal(&accepted, WARD, Step::Acknowledge);
    assert!(matches!(late, Refusal::AlreadyAcknowledged { .. }), "{late:?}");
    let closed = after(&[(WARD, Step::Acknowledge), (WARD, result()), ("ioc", Step::Approve)]);
    assert!(matches!(refusal(&closed, WARD, returned()), Refusal::Closed { .. }));
}

#[test]
fn only_the_unit_in_charge_accepts_and_returns_and_gives_results() {
    let waiting = after(&[("ioc", Step::Assign { unit: unit(POWER) })]);
    let told = refusal(&waiting, WARD, Step::Acknowledge);
    assert!(matches!(&told, Refusal::MovedOn(it) if it.by.unit == unit("ioc")), "{told:?}");
    let given = after(&[("ioc", Step::Assign { unit: unit(POWER) }), (POWER, Step::Acknowledge)]);
    for step in [returned(), result()] {
        let told = refusal(&given, WARD, step);
        assert!(matches!(&told, Refusal::MovedOn(it) if it.unit == unit(POWER)), "{told:?}");
    }
}

#[test]
fn a_step_that_lacks_what_it_needs_is_refused_with_the_part() {
    let accepted = after(&[(WARD, Step::Acknowledge)]);
    let reason = || "Không đúng thẩm quyền".to_owned();
    let wrong = [
        (Step::Return { suggested: unit(WARD), reason: reason() }, "unit"),
        (Step::Return { suggested: unit("khong-co"), reason: reason() }, "unit"),
        (Step::Return { suggested: unit(POWER), reason: "  ".to_owned() }, "reason"),
        (Step::GiveResult { text: String::new() }, "result"),
        (Step::GiveResult { text: "x".repeat(BODY_MAX + 1) }, "result"),
        (Step::Assign { unit: unit(WARD) }, "unit"),
    ];
    for (step, part) in wrong {
        let refused = refusal(&accepted, WARD, step.clone());
        assert_eq!(refused, Refusal::Invalid { field: part.to_owned() }, "{step:?}");
    }
}

const BODY_MAX: usize = crate::incident::BODY_MAX_CHARS;

#[test]
fn nothing_but_a_person_takes_steps() {
    let by_gateway = op(1, None, OperationBody::Transition(Step::Acknowledge));
    let refused = run(&by_gateway, Some(&created())).unwrap_err();
    assert_eq!(refused, Refusal::NoSuchStep { state: IncidentState::New });
}

fn step() -> impl Strategy<Value = Step> {
    let units = prop_oneof![Just(WARD), Just(POWER), Just("hepco"), Just("nowhere")];
    let words = prop_oneof![Just(""), Just("Đã xong")].prop_map(str::to_owned);
    prop_oneof![
        Just(Step::Acknowledge),
        (units.clone(), words.clone())
            .prop_map(|(to, reason)| Step::Return { suggested: unit(to), reason }),
        units.prop_map(|to| Step::Assign { unit: unit(to) }),
        words.clone().prop_map(|text| Step::GiveResult { text }),
        (1..28_i8, words.clone()).prop_map(|(day, reason)| {
            Step::AskExtension { until: jiff::civil::date(2026, 12, day), reason }
        }),
        Just(Step::GrantExtension),
        words.clone().prop_map(|reason| Step::DenyExtension { reason }),
        Just(Step::Approve),
        words.prop_map(|reason| Step::SendBack { reason }),
    ]
}

/// What holds of every report, whatever was done to it.
fn is_whole(incident: &Incident) {
    use IncidentState::{Acknowledged, Closed, ExtensionAsked, New, Resulted, Returned};
    let state = incident.state;
    assert_eq!(incident.returned.is_some(), state == Returned, "{incident:?}");
    assert_eq!(incident.extension.is_some(), state == ExtensionAsked, "{incident:?}");
    assert_eq!(incident.result.is_some(), state == Resulted, "{incident:?}");
    assert_eq!(incident.closed_at.is_some(), state == Closed, "{incident:?}");
    let accepted = matches!(state, Acknowledged | ExtensionAsked | Resulted | Closed);
    assert_eq!(incident.acknowledged.is_some(), accepted, "{incident:?}");
    assert!(!(matches!(state, New | Returned) && accepted));
    assert!(crate::unit::Unit::is_known(&incident.unit), "{incident:?}");
}

proptest! {
    /// Three people work offline on what they saw last; their acts come to central in any order.
    #[test]
    fn any_interleaving_ends_in_an_allowed_state_or_a_refusal_that_says_why(
        acts in prop::collection::vec((prop_oneof![Just("ioc"), Just(WARD), Just(POWER)], step()), 0..40)
    ) {
        let mut incident = created();
        let mut units_with_result = Vec::new();
        for (n, (of, step)) in (1..).zip(acts) {
            let guard = step.kind().guard();
            let before = incident.clone();
            match run(&taken(n, of, step.clone()), Some(&incident)) {
                Ok(applied) => {
                    prop_assert!(guard.from.contains(&before.state));
                    let answers = unit(of).answers_for(&before.unit, before.ward);
                    prop_assert!(!guard.in_charge || answers);
                    incident = report_after(&applied);
                    prop_assert_eq!(incident.state, guard.to);
                    match step.kind() {
                        StepKind::GiveResult => units_with_result.push(before.unit),
                        StepKind::Approve => prop_assert!(units_with_result.contains(&incident.unit)),
                        _ => {}
                    }
                }
                Err(Refusal::Invalid { field }) => prop_assert!(!field.is_empty()),
                Err(Refusal::MovedOn(told)) => prop_assert!(!told.by.name.is_empty()),
                Err(Refusal::AlreadyAcknowledged { by, .. }) => prop_assert!(!by.name.is_empty()),
                Err(Refusal::Closed { at }) => prop_assert_eq!(Some(at), before.closed_at),
                Err(Refusal::NoSuchStep { state }) => {
                    prop_assert!(state == IncidentState::New && before.last_step.is_none());
                }
                Err(other) => prop_assert!(false, "{other:?}"),
            }
            is_whole(&incident);
        }
    }
}
