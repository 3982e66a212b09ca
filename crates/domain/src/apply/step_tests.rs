//! The steps of the workflow: what each leaves behind, and that no order of them leads astray.

use proptest::prelude::*;

use super::tests::{created, op, report_after, run};
use super::*;
use crate::deadline::Pause;
use crate::id::IncidentId;
use crate::incident::{Handling, HandlingState, Incident, Outcome, Publication, Rating, Reopened};
use crate::scope::UnitCode;
use crate::workflow::{On, Step, StepKind};

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

fn assign(units: &[&str]) -> Step {
    let [lead, with @ ..] = units else { panic!("no unit") };
    Step::Assign { unit: unit(lead), with: with.iter().map(|code| unit(code)).collect() }
}

fn close() -> Step {
    Step::Close { publication: Publication::Public, text: "Đã thay nắp hố ga.".to_owned() }
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
    let applied = run(&taken(9, "ioc", close()), Some(&resulted)).unwrap();
    let publication = Some(Publication::Public);
    let told = EntryKind::Closed { result: "Đã thay nắp hố ga.".to_owned(), publication };
    assert_eq!(applied.entry.kind, told);
    let closed = report_after(&applied);
    assert_eq!((closed.state, &closed.lead().result), (IncidentState::Closed, &None));
    assert_eq!(closed.closed_at, Some(applied.entry.at));
}

#[test]
fn a_returned_report_goes_to_the_unit_that_the_city_desk_names_and_waits_there() {
    let back = after(&[(WARD, Step::Acknowledge), (WARD, returned())]);
    assert_eq!((back.state, &back.lead().unit), (IncidentState::Returned, &unit(WARD)));
    assert_eq!(back.lead().returned.as_ref().map(|why| &why.suggested), Some(&unit(POWER)));
    let given = assign(&[POWER]);
    let given = after(&[(WARD, Step::Acknowledge), (WARD, returned()), ("ioc", given)]);
    assert_eq!(given.state, IncidentState::New);
    assert_eq!(given.handling, [Handling::waiting(unit(POWER))]);
    let insisted = assign(&[WARD]);
    assert_eq!(
        after(&[(WARD, returned()), ("ioc", insisted)]).handling,
        [Handling::waiting(unit(WARD))]
    );
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
    assert_eq!((denied.due_at, denied.extended), (created().due_at, None));
    let done = report_after(&run(&taken(9, WARD, result()), Some(&asked)).unwrap());
    assert_eq!(done.state, IncidentState::Resulted, "done meanwhile");
    assert_eq!(done.lead().extension, None);
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
    let given = after(&[(WARD, Step::Acknowledge), ("ioc", assign(&[POWER]))]);
    let Refusal::MovedOn(told) = refusal(&given, WARD, result()) else { panic!("not told") };
    let MovedOn { by, state, unit: now, .. } = *told;
    assert_eq!((by.unit, state, now), (unit("ioc"), IncidentState::New, unit(POWER)));
    let accepted = after(&[(WARD, Step::Acknowledge)]);
    let late = refusal(&accepted, WARD, Step::Acknowledge);
    assert!(matches!(late, Refusal::AlreadyAcknowledged { .. }), "{late:?}");
    let closed = after(&[(WARD, Step::Acknowledge), (WARD, result()), ("ioc", close())]);
    assert!(matches!(refusal(&closed, WARD, returned()), Refusal::Closed { .. }));
}

#[test]
fn only_the_unit_in_charge_accepts_and_returns_and_gives_results() {
    let waiting = after(&[("ioc", assign(&[POWER]))]);
    let told = refusal(&waiting, WARD, Step::Acknowledge);
    assert!(matches!(&told, Refusal::MovedOn(it) if it.by.unit == unit("ioc")), "{told:?}");
    let given = after(&[("ioc", assign(&[POWER])), (POWER, Step::Acknowledge)]);
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
        (assign(&[WARD]), "unit"),
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

/// `step` by a person of `of` on the part of `part`.
fn on_part(n: u32, of: &str, part: &str, step: Step) -> Operation {
    let mut op = taken(n, of, step);
    op.envelope.part = Some(unit(part));
    op
}

/// Given to the ward and the power company, both of which accepted.
fn with_two_units() -> Incident {
    let mut report = after(&[("ioc", assign(&[WARD, POWER]))]);
    for (n, of) in [(11, WARD), (12, POWER)] {
        report = report_after(&run(&on_part(n, of, of, Step::Acknowledge), Some(&report)).unwrap());
    }
    report
}

#[test]
fn a_report_of_several_units_has_its_result_once_each_gave_one() {
    let both = with_two_units();
    assert_eq!(both.state, IncidentState::Acknowledged);
    let one = report_after(&run(&on_part(13, POWER, POWER, result()), Some(&both)).unwrap());
    assert_eq!(one.state, IncidentState::Acknowledged, "the ward still works on it");
    assert!(matches!(refusal(&one, "ioc", close()), Refusal::MovedOn(_)));
    let all = report_after(&run(&on_part(14, WARD, WARD, result()), Some(&one)).unwrap());
    assert_eq!(all.state, IncidentState::Resulted);
    let back = Step::SendBack { reason: "Chưa có ảnh sau.".to_owned() };
    let again = report_after(&run(&on_part(15, "ioc", POWER, back), Some(&all)).unwrap());
    let states: Vec<HandlingState> = again.handling.iter().map(|part| part.state).collect();
    assert_eq!(states, [HandlingState::Resulted, HandlingState::Accepted]);
    assert_eq!(again.state, IncidentState::Acknowledged);
}

#[test]
fn what_one_unit_asks_for_shows_on_the_whole_report_and_leaves_the_other_at_work() {
    let both = with_two_units();
    let back = Step::Return { suggested: unit("hepco"), reason: "Không phải.".to_owned() };
    let report = report_after(&run(&on_part(13, POWER, POWER, back), Some(&both)).unwrap());
    assert_eq!(report.state, IncidentState::Returned);
    let done = report_after(&run(&on_part(14, WARD, WARD, result()), Some(&report)).unwrap());
    assert_eq!(done.state, IncidentState::Returned);
    let given = assign(&[WARD, "hepco"]);
    let given = report_after(&run(&taken(15, "ioc", given), Some(&done)).unwrap());
    let states: Vec<HandlingState> = given.handling.iter().map(|part| part.state).collect();
    assert_eq!(
        states,
        [HandlingState::Resulted, HandlingState::Waiting],
        "the ward keeps its result"
    );
}

#[test]
fn no_assignment_throws_a_result_away() {
    let both = with_two_units();
    let one = report_after(&run(&on_part(13, POWER, POWER, result()), Some(&both)).unwrap());
    let dropped = refusal(&one, "ioc", assign(&[WARD, "hepco"]));
    assert_eq!(dropped, Refusal::Invalid { field: "unit".to_owned() });
}

#[test]
fn a_step_on_the_part_of_a_unit_that_is_not_in_charge_any_more_says_who_decided_that() {
    let given = after(&[("ioc", assign(&[POWER]))]);
    let Err(Refusal::MovedOn(told)) =
        run(&on_part(13, WARD, WARD, Step::Acknowledge), Some(&given))
    else {
        panic!("not told")
    };
    assert_eq!(told.by.unit, unit("ioc"));
    let by_power = run(&on_part(13, POWER, WARD, Step::Acknowledge), Some(&with_two_units()));
    assert!(by_power.is_err(), "nobody takes a step for another unit");
}

#[test]
fn the_term_stands_still_while_the_sender_is_asked() {
    let question = Step::AskSender { question: "Xin cho biết số nhà.".to_owned() };
    let asked = after(&[(WARD, Step::Acknowledge), ("ioc", question)]);
    assert_eq!((asked.state, asked.due_at), (IncidentState::SenderAsked, None));
    let days = 6 * 86_400_000;
    let mut answer = taken(9, "ioc", Step::TakeAnswer { answer: "Số 12.".to_owned() });
    answer.envelope.made_at = answer.envelope.made_at.plus_ms(days);
    answer.envelope.actor = None;
    let answered = report_after(&run(&answer, Some(&asked)).unwrap());
    assert_eq!((answered.state, &answered.question), (IncidentState::Acknowledged, &None));
    assert!(matches!(answered.pauses[..], [Pause { to: Some(_), .. }]));
    assert!(answered.due_at > created().due_at, "the days of waiting are not counted");
    let done = report_after(&run(&taken(9, WARD, result()), Some(&asked)).unwrap());
    assert_eq!((done.state, &done.question), (IncidentState::Resulted, &None), "done without it");
}

#[test]
fn a_report_is_refused_or_found_told_of_and_keeps_why() {
    let reason = || "Không thuộc phạm vi tiếp nhận.".to_owned();
    let refused = after(&[("ioc", Step::Refuse { reason: reason() })]);
    assert_eq!((refused.state, refused.outcome), (IncidentState::Closed, Some(Outcome::Refused)));
    let earlier = IncidentId::from_uuid(uuid::Uuid::from_u128(6));
    let told = after(&[("ioc", Step::MarkDuplicate { of: earlier })]);
    assert_eq!(told.duplicate_of(), Some(earlier));
    for later in [7, 8] {
        let of = IncidentId::from_uuid(uuid::Uuid::from_u128(later));
        let wrong = refusal(&created(), "ioc", Step::MarkDuplicate { of });
        assert_eq!(wrong, Refusal::Invalid { field: "original".to_owned() }, "{later}");
    }
}

#[test]
fn what_is_published_tells_no_mobile_number() {
    let resulted = after(&[(WARD, Step::Acknowledge), (WARD, result())]);
    let text = || "Liên hệ anh Nam 0905 123 456.".to_owned();
    let publish = |publication| Step::Close { publication, text: text() };
    for publication in [Publication::Public, Publication::WithoutName] {
        let refused = refusal(&resulted, "ioc", publish(publication));
        assert_eq!(refused, Refusal::Invalid { field: "public".to_owned() });
    }
    assert!(run(&taken(9, "ioc", publish(Publication::Withheld)), Some(&resulted)).is_ok());
}

fn rated(n: u32, rating: Rating) -> Operation {
    op(n, None, OperationBody::Rate { rating, words: "Vẫn bị lấn chiếm.".to_owned() })
}

#[test]
fn a_sender_who_is_not_satisfied_puts_the_report_before_the_city_desk_again() {
    let closed = after(&[(WARD, Step::Acknowledge), (WARD, result()), ("ioc", close())]);
    assert!(matches!(
        run(&rated(9, Rating::Dissatisfied), Some(&created())),
        Err(Refusal::NoSuchStep { .. })
    ));
    let contested = report_after(&run(&rated(9, Rating::Dissatisfied), Some(&closed)).unwrap());
    assert_eq!(contested.state, IncidentState::Contested);
    let stands = Step::Uphold { reason: "Đã kiểm tra lại.".to_owned() };
    let stands = report_after(&run(&taken(10, "ioc", stands), Some(&contested)).unwrap());
    assert_eq!((stands.state, stands.closed_at), (IncidentState::Closed, closed.closed_at));
    let mut report = contested;
    for times in 1..=2 {
        let reopen = Step::Reopen { reason: "Tái lấn chiếm.".to_owned() };
        let reopened = run(&taken(20 * times, "ioc", reopen), Some(&report)).unwrap();
        report = report_after(&reopened);
        assert_eq!(report.handling, [Handling::waiting(unit(WARD))]);
        assert_eq!(report.state, IncidentState::New);
        let at = reopened.entry.at;
        assert_eq!(report.reopened, Some(Reopened { times, at }));
        assert_eq!(report.is_escalated(), times == 2);
        assert!(report.due_at > Some(at), "its term is counted again");
        for (n, of, step) in
            [(1, WARD, Step::Acknowledge), (2, WARD, result()), (3, "ioc", close())]
        {
            let op = taken(20 * times + n, of, step);
            report = report_after(&run(&op, Some(&report)).unwrap());
        }
    }
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![Just(""), Just("Đã xong")].prop_map(str::to_owned)
}

fn step() -> impl Strategy<Value = Step> {
    let units = || prop_oneof![Just(WARD), Just(POWER), Just("hepco"), Just("nowhere")];
    prop_oneof![
        3 => Just(Step::Acknowledge),
        1 => (units(), words()).prop_map(|(to, reason)| Step::Return { suggested: unit(to), reason }),
        2 => (units(), prop::collection::vec(units(), 0..3)).prop_map(|(to, with)| Step::Assign {
            unit: unit(to),
            with: with.into_iter().map(unit).collect(),
        }),
        3 => words().prop_map(|text| Step::GiveResult { text }),
        1 => (1..28_i8, words()).prop_map(|(day, reason)| {
            Step::AskExtension { until: jiff::civil::date(2026, 12, day), reason }
        }),
        1 => Just(Step::GrantExtension),
        1 => words().prop_map(|reason| Step::DenyExtension { reason }),
        2 => words().prop_map(|text| Step::Close { publication: Publication::Public, text }),
        1 => words().prop_map(|reason| Step::SendBack { reason }),
        1 => words().prop_map(|question| Step::AskSender { question }),
        1 => words().prop_map(|answer| Step::TakeAnswer { answer }),
        1 => words().prop_map(|reason| Step::Refuse { reason }),
        1 => (5..9_u128).prop_map(|n| Step::MarkDuplicate {
            of: IncidentId::from_uuid(uuid::Uuid::from_u128(n)),
        }),
        1 => words().prop_map(|reason| Step::Reopen { reason }),
        1 => words().prop_map(|reason| Step::Uphold { reason }),
    ]
}

/// What holds of every report, whatever was done to it.
fn is_whole(incident: &Incident) {
    use IncidentState::{Closed, Contested, SenderAsked};
    let state = incident.state;
    let ended = matches!(state, Closed | Contested);
    assert_eq!(incident.closed_at.is_some(), ended, "{incident:?}");
    assert_eq!(incident.outcome.is_some(), ended, "{incident:?}");
    assert_eq!(incident.question.is_some(), state == SenderAsked, "{incident:?}");
    let pauses = incident.pauses.iter().filter(|pause| pause.to.is_none()).count();
    assert_eq!(pauses, usize::from(state == SenderAsked), "{incident:?}");
    assert!(ended || state == SenderAsked || state == incident.in_hand(), "{incident:?}");
    assert!(!incident.handling.is_empty());
    for (at, part) in incident.handling.iter().enumerate() {
        use HandlingState::{Accepted, ExtensionAsked, Resulted, Returned};
        assert!(incident.handling[..at].iter().all(|other| other.unit != part.unit));
        assert!(crate::unit::Unit::is_known(&part.unit), "{incident:?}");
        let accepted = matches!(part.state, Accepted | ExtensionAsked | Resulted);
        assert_eq!(part.acknowledged.is_some(), accepted, "{incident:?}");
        if !ended {
            assert_eq!(part.returned.is_some(), part.state == Returned, "{incident:?}");
            assert_eq!(part.extension.is_some(), part.state == ExtensionAsked, "{incident:?}");
            assert_eq!(part.result.is_some(), part.state == Resulted, "{incident:?}");
        }
    }
}

/// Whether the table allows what was accepted, and the report stands where the table leads.
fn is_of_the_table(op: &Operation, kind: StepKind, before: &Incident, after: &Incident) {
    let guard = kind.guard();
    let actor = op.envelope.actor.as_ref().unwrap();
    match guard.on {
        On::Part { from, to } => {
            let at = before.handling.iter().zip(&after.handling).position(|(old, new)| old != new);
            let at = at.expect("a part changed");
            let (old, new) = (&before.handling[at], &after.handling[at]);
            assert!(from.contains(&old.state) && new.state == to, "{old:?} {new:?}");
            assert!(!guard.in_charge || actor.unit.answers_for(&old.unit, before.ward));
            assert!(
                before.handling.len() == 1
                    || op.envelope.part.as_ref() == Some(&old.unit)
                    || (op.envelope.part.is_none() && actor.unit == old.unit)
            );
        }
        On::Whole { from, to } => {
            assert!(from.contains(&before.state));
            assert!(to.is_none_or(|to| to == after.state), "{kind:?} {after:?}");
        }
    }
}

fn person() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("ioc"), Just(WARD), Just(POWER)]
}

fn named_part() -> impl Strategy<Value = Option<&'static str>> {
    prop_oneof![Just(None), Just(Some(WARD)), Just(Some(POWER)), Just(Some("hepco"))]
}

proptest! {
    /// Three people work offline on what they saw last; their acts come to central in any order.
    #[test]
    fn any_interleaving_ends_in_an_allowed_state_or_a_refusal_that_says_why(
        acts in prop::collection::vec((person(), named_part(), step()), 0..60)
    ) {
        let mut incident = created();
        let mut with_result: Vec<UnitCode> = Vec::new();
        for (n, (of, part, step)) in (1..).zip(acts) {
            let before = incident.clone();
            let mut op = taken(n, of, step.clone());
            op.envelope.part = part.map(unit);
            match run(&op, Some(&incident)) {
                Ok(applied) => {
                    incident = report_after(&applied);
                    is_of_the_table(&op, step.kind(), &before, &incident);
                    match step.kind() {
                        StepKind::GiveResult => {
                            let gave = incident.handling.iter().zip(&before.handling);
                            let gave = gave.filter(|(new, old)| new != old);
                            with_result.extend(gave.map(|(new, _)| new.unit.clone()));
                        }
                        StepKind::Reopen => with_result.clear(),
                        StepKind::Close => for part in &incident.handling {
                            prop_assert!(with_result.contains(&part.unit), "no unit is skipped");
                        },
                        _ => {}
                    }
                }
                Err(Refusal::Invalid { field }) => prop_assert!(!field.is_empty()),
                Err(Refusal::MovedOn(told)) => prop_assert!(!told.by.name.is_empty()),
                Err(Refusal::AlreadyAcknowledged { by, .. }) => prop_assert!(!by.name.is_empty()),
                Err(Refusal::Closed { at }) => prop_assert_eq!(Some(at), before.closed_at),
                Err(Refusal::NoSuchStep { state }) => {
                    // Nobody did anything yet that could be told.
                    prop_assert_eq!(state, before.state);
                    prop_assert!(before.last_step.is_none());
                }
                Err(other) => prop_assert!(false, "{other:?}"),
            }
            is_whole(&incident);
        }
    }
}
