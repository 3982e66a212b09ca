//! Scopes that are named as a set: in a hello, and in a pull.

use axum::http::StatusCode;
use trucban_contract::wire::{Carried, Digests, FaultCode, PullScopes};
use trucban_domain::{Epoch, Role, Scope, ScopeSetDigest, ScopeSetName};
use uuid::Uuid;

use crate::harness::{ACCEPT, Laptop, TestCentral, VY_DA, scope};
use crate::sample::import;

const OTHERS: (StatusCode, FaultCode) = (StatusCode::CONFLICT, FaultCode::OtherScopes);

/// A pull of everything but `missing`.
fn all_but(scopes: &[Scope], missing: &[Scope], after: u64) -> PullScopes {
    PullScopes::Set { name: ScopeSetName::of(scopes), missing: missing.to_vec(), after }
}

/// Central takes in a report of a month that nothing was closed in before.
fn begin_a_month(test: &TestCentral) {
    let sql = "INSERT INTO scope (name, changed_seq, rows, digest)
               VALUES ('w19777.incidents.2019-03', 0, 0, zeroblob(16))";
    test.database().execute(sql, []).unwrap();
}

async fn names(laptop: &Laptop, epoch: Option<Epoch>, scopes: &[Scope]) -> Carried {
    laptop.hello_again(epoch, Some(ScopeSetName::of(scopes))).await.unwrap().scopes
}

#[tokio::test]
async fn a_hello_that_names_the_scopes_of_the_grant_hears_that_they_are_the_same() {
    let test = TestCentral::new();
    import(&test, 100);
    let laptop = test.official();
    let epoch = Some(laptop.hello().await.unwrap().epoch);
    let scopes = laptop.scopes().await;
    assert_eq!(names(&laptop, epoch, &scopes).await, Carried::Same);
    let listed = |carried: Carried| match carried {
        Carried::Listed { scopes, rows } if scopes.len() == rows.len() => scopes,
        other => panic!("{other:?}"),
    };
    let fewer = &scopes[1..];
    assert_eq!(listed(names(&laptop, epoch, fewer).await), scopes, "it lacks one");
    let more = [scopes.clone(), vec![scope("w19753.incidents.open")]].concat();
    assert_eq!(listed(names(&laptop, epoch, &more).await), scopes, "one is not granted");
    let other_life = Some(Epoch::from_uuid(Uuid::nil()));
    assert_eq!(listed(names(&laptop, other_life, &scopes).await), scopes);
    assert_eq!(listed(names(&laptop, None, &scopes).await), scopes);

    begin_a_month(&test);
    let now = listed(names(&laptop, epoch, &scopes).await);
    assert_eq!(now.last(), Some(&scope("w19777.incidents.2019-03")), "the oldest month comes last");
}

#[tokio::test]
async fn a_pull_that_names_the_set_brings_what_one_that_names_each_scope_brings() {
    let test = TestCentral::new();
    import(&test, 100);
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    let create = desk.create(VY_DA);
    let subject = create.envelope.subject;
    desk.push(1, &[create]).await.unwrap();
    let after = desk.hello().await.unwrap().head_seq;
    desk.push(2, &[desk.operation(subject, ACCEPT)]).await.unwrap();
    let scopes = desk.scopes().await;
    for (after, missing) in [(0, 0), (after, 0), (after, 3)] {
        let (missing, held) = scopes.split_at(missing);
        let each = held.iter().map(|scope| (scope.clone(), after)).collect();
        let each = desk.pull_as(PullScopes::Each(each)).await.unwrap();
        let set = desk.pull_as(all_but(&scopes, missing, after)).await.unwrap();
        let sorted = |mut rows: Vec<trucban_contract::wire::Row>| {
            rows.sort_by(|a, b| (&a.scope, &a.entity, a.id).cmp(&(&b.scope, &b.entity, b.id)));
            rows
        };
        assert_eq!(sorted(set.rows), sorted(each.rows));
        assert_eq!(set.gone, each.gone);
        assert_eq!((set.end.head_seq, set.end.acked_client_seq), (each.end.head_seq, 2));
        let Digests::Each(digests) = each.end.digests else { panic!("each was named") };
        let sums = digests.iter().map(|(scope, digest)| (scope, (*digest).into()));
        assert_eq!(set.end.digests, Digests::Set(ScopeSetDigest::of(sums)));
    }
}

#[tokio::test]
async fn a_pull_of_another_set_than_the_grant_gives_is_refused() {
    let test = TestCentral::new();
    import(&test, 100);
    let laptop = test.official();
    let scopes = laptop.scopes().await;
    laptop.pull_as(all_but(&scopes, &[], 1)).await.unwrap();
    let more = [scopes.clone(), vec![scope("w19753.incidents.open")]].concat();
    for other in [&scopes[1..], &more, &[]] {
        assert_eq!(laptop.pull_as(all_but(other, &[], 1)).await.unwrap_err(), OTHERS);
    }
    begin_a_month(&test);
    assert_eq!(laptop.pull_as(all_but(&scopes, &[], 1)).await.unwrap_err(), OTHERS);
}
