//! The rules of the first sync, one test each.

use super::*;

const OPEN: &str = "w19777.incidents.open";
const CAMERAS: &str = "w19777.cameras.standing";
const LAND: &str = "w19777.land.standing";
const NEWER: &str = "w19777.incidents.2026-11";
const OLDER: &str = "w19777.incidents.2026-10";

const fn at(ms: i64) -> Timestamp {
    Timestamp::from_ms(ms)
}

fn scope(name: &str) -> Scope {
    name.parse().unwrap()
}

fn scopes(names: &[&str]) -> Vec<Scope> {
    names.iter().map(|name| scope(name)).collect()
}

/// A ward's official of whose data only `held` is here.
fn ward(held: &[&str]) -> Ledger {
    let all = [OPEN, CAMERAS, LAND, NEWER, OLDER];
    let missing: Vec<&str> = all.into_iter().filter(|name| !held.contains(name)).collect();
    let mut ledger = Ledger::default();
    ledger.told(&scopes(&all), &[60, 10, 800, 90, 40], &scopes(&missing));
    ledger
}

fn come(ledger: &mut Ledger, name: &str, rows: u64, bytes: u64) {
    ledger.arrived(Arrival::Rows(vec![(scope(name), Amount { rows, bytes })]), at(1));
}

fn fetch(ledger: &mut Ledger, name: &str, rows: u64, bytes: u64) {
    ledger.begun(&scopes(&[name]), at(0));
    come(ledger, name, rows, bytes);
    ledger.landed(&scopes(&[name]), at(2));
}

fn group(ledger: &Ledger, group: DataGroup) -> GroupProgress {
    let progress = ledger.progress(false);
    progress.groups.into_iter().find(|it| it.group == group).unwrap()
}

#[test]
fn only_groups_of_the_grant_are_told_in_the_order_of_need() {
    let groups: Vec<DataGroup> =
        ward(&[]).progress(false).groups.into_iter().map(|it| it.group).collect();
    let needed =
        [DataGroup::OpenReports, DataGroup::Cameras, DataGroup::Land, DataGroup::ClosedReports];
    assert_eq!(groups, needed);
}

#[test]
fn months_of_one_kind_are_one_group() {
    let closed = group(&ward(&[]), DataGroup::ClosedReports);
    assert_eq!((closed.rows, closed.rows_total), (0, 130));
    assert!(!closed.whole && !closed.running);
}

#[test]
fn a_group_is_whole_when_its_last_scope_is_held_and_not_when_its_last_row_came() {
    let mut ledger = ward(&[]);
    ledger.begun(&scopes(&[NEWER, OLDER]), at(0));
    come(&mut ledger, NEWER, 90, 900);
    come(&mut ledger, OLDER, 40, 400);
    let closed = group(&ledger, DataGroup::ClosedReports);
    assert!(closed.running && !closed.whole, "they are on the way, and not in");
    assert_eq!(closed.rows, closed.rows_total);
    ledger.landed(&scopes(&[NEWER, OLDER]), at(2));
    assert!(group(&ledger, DataGroup::ClosedReports).whole);
}

#[test]
fn the_size_of_a_group_is_unknown_then_estimated_from_its_own_rows_and_then_exact() {
    let mut ledger = ward(&[]);
    fetch(&mut ledger, OPEN, 60, 60_000);
    assert_eq!(group(&ledger, DataGroup::OpenReports).size, DataSize::Exact(60_000));
    let closed = |ledger: &Ledger| group(ledger, DataGroup::ClosedReports);
    assert_eq!(closed(&ledger).size, DataSize::Unknown, "open reports tell nothing of closed ones");
    ledger.begun(&scopes(&[NEWER]), at(0));
    come(&mut ledger, NEWER, 10, 200);
    assert_eq!(closed(&ledger).size, DataSize::About(2_600));
    come(&mut ledger, NEWER, 80, 1_600);
    ledger.landed(&scopes(&[NEWER]), at(2));
    assert_eq!(closed(&ledger).size, DataSize::About(2_600));
    fetch(&mut ledger, OLDER, 40, 400);
    assert_eq!(closed(&ledger).size, DataSize::Exact(2_200));
    assert_eq!(closed(&ledger).bytes, Some(2_200));
}

#[test]
fn what_central_says_of_a_size_is_no_estimate() {
    let mut ledger = ward(&[]);
    ledger.begun(&scopes(&[LAND]), at(0));
    ledger.arrived(Arrival::Sized(scope(LAND), Amount { rows: 800, bytes: 5_000 }), at(1));
    come(&mut ledger, LAND, 100, 1_000);
    let land = group(&ledger, DataGroup::Land);
    assert_eq!((land.bytes, land.size), (Some(1_000), DataSize::Exact(5_000)));
}

#[test]
fn what_broke_counts_for_nothing_and_no_time_is_told_until_it_goes_on() {
    let mut ledger = ward(&[]);
    ledger.begun(&scopes(&[LAND]), at(0));
    ledger
        .arrived(Arrival::Rows(vec![(scope(LAND), Amount { rows: 400, bytes: 4_000 })]), at(4_000));
    assert_eq!(group(&ledger, DataGroup::Land).left_ms, Some(4_700));
    ledger.broke();
    let land = group(&ledger, DataGroup::Land);
    assert_eq!((land.rows, land.bytes, land.left_ms), (0, Some(0), None));
    ledger.begun(&scopes(&[LAND]), at(90_000));
    assert!(group(&ledger, DataGroup::Land).left_ms.is_some());
}

#[test]
fn bytes_that_an_earlier_run_fetched_are_not_made_up() {
    let mut ledger = ward(&[OPEN, NEWER]);
    let open = group(&ledger, DataGroup::OpenReports);
    assert_eq!((open.rows, open.rows_total), (60, 60));
    assert_eq!((open.bytes, open.size, open.whole), (None, DataSize::Unknown, true));
    fetch(&mut ledger, OLDER, 40, 400);
    let closed = group(&ledger, DataGroup::ClosedReports);
    assert_eq!((closed.rows, closed.bytes, closed.whole), (130, None, true));
    fetch(&mut ledger, CAMERAS, 10, 100);
    assert_eq!(group(&ledger, DataGroup::Cameras).bytes, Some(100));
}

#[test]
fn rows_to_hold_follow_what_really_came() {
    let mut ledger = ward(&[]);
    fetch(&mut ledger, OPEN, 63, 600);
    let open = group(&ledger, DataGroup::OpenReports);
    assert_eq!((open.rows, open.rows_total), (63, 63), "three more came in meanwhile");
}

#[test]
fn a_scope_that_is_fetched_again_is_not_held() {
    let mut ledger = ward(&[]);
    fetch(&mut ledger, OPEN, 60, 600);
    ledger.lost(&scopes(&[OPEN]));
    let open = group(&ledger, DataGroup::OpenReports);
    assert_eq!((open.rows, open.rows_total, open.whole), (0, 60, false));
}

#[test]
fn a_page_s_bytes_are_shared_among_its_scopes_without_a_rest() {
    let weights = [(NEWER, 2, 300), (OLDER, 1, 100), (LAND, 1, 33)];
    let rows = weights.map(|(name, rows, bytes)| (scope(name), Amount { rows, bytes }));
    let shared = share(1_001, rows.into_iter().collect());
    assert_eq!(shared.iter().map(|(_, amount)| amount.bytes).sum::<u64>(), 1_001);
    let newer = shared.iter().find(|(name, _)| *name == scope(NEWER)).unwrap().1;
    assert_eq!(newer.rows, 2);
    assert!((690..=695).contains(&newer.bytes), "{newer:?}");
}
