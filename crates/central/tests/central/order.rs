//! Order and sums: numbers without holes, digests that anyone can add up again.

use std::collections::BTreeMap;

use trucban_contract::wire::{Digest, Digests};
use trucban_domain::record::Versioned;
use trucban_domain::{Role, Scope};
use uuid::Uuid;

use crate::harness::{ACCEPT, TestCentral, VY_DA};
use crate::sample::import;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pushes_at_the_same_time_leave_no_hole_and_no_number_twice() {
    let test = TestCentral::new();
    let pushing = (0..6).map(|n| {
        let laptop = test.enroll(&format!("Cán bộ {n}"), Role::WardOfficial, &[VY_DA]);
        tokio::spawn(async move {
            for round in 0..8_u64 {
                let create = laptop.create(VY_DA);
                let accept = laptop.operation(create.envelope.subject, ACCEPT);
                laptop.push(round * 2 + 1, &[create, accept]).await.unwrap();
            }
        })
    });
    for push in pushing.collect::<Vec<_>>() {
        push.await.unwrap();
    }
    let db = test.database();
    let column = |sql: &str| -> Vec<i64> {
        let mut statement = db.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let seqs = column("SELECT seq FROM audit_log WHERE seq IS NOT NULL ORDER BY entry");
    assert_eq!(seqs, (1..=96).collect::<Vec<_>>(), "in the order of the log, without a hole");
    let numbers = column("SELECT DISTINCT CAST(substr(number, 2) AS INTEGER) FROM incident");
    assert_eq!(numbers.len(), 48);
    assert_eq!(column("SELECT head_seq FROM feed_head"), [96]);
}

#[tokio::test]
async fn the_digest_of_every_scope_is_the_sum_of_its_rows() {
    let test = TestCentral::new();
    import(&test, 250);
    let laptop = test.official();
    let create = laptop.create(VY_DA);
    let subject = create.envelope.subject;
    let ops = [create, laptop.operation(subject, ACCEPT), laptop.note(subject, "Đã xem")];
    laptop.push(1, &ops).await.unwrap();

    let db = test.database();
    let mut statement = db
        .prepare(
            "SELECT s.name, f.entity, f.id, r.row_version FROM feed f
             JOIN scope s ON s.id = f.scope JOIN record r ON r.entity = f.entity AND r.id = f.id
             WHERE f.departed IS NULL",
        )
        .unwrap();
    let mut summed: BTreeMap<String, (u128, i64)> = BTreeMap::new();
    let rows = statement.query_map([], |row| {
        let id = Uuid::from_bytes(row.get(2)?);
        let row_version = u64::try_from(row.get::<_, i64>(3)?).unwrap();
        Ok((row.get::<_, String>(0)?, Versioned { entity: row.get(1)?, id, row_version }))
    });
    for (scope, versioned) in rows.unwrap().map(Result::unwrap) {
        let sum = summed.entry(scope).or_default();
        sum.0 = sum.0.wrapping_add(versioned.digest());
        sum.1 += 1;
    }
    let mut kept: BTreeMap<String, (u128, i64)> = BTreeMap::new();
    let mut statement = db.prepare("SELECT name, digest, rows FROM scope WHERE rows > 0").unwrap();
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, (u128::from(Digest(row.get(1)?)), row.get(2)?))));
    kept.extend(rows.unwrap().map(Result::unwrap));
    assert_eq!(kept, summed);
    assert!(kept.len() > 100, "{} scopes", kept.len());

    let empty: i64 = db
        .query_row(
            "SELECT count(*) FROM scope WHERE rows = 0 AND digest <> zeroblob(16)",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(empty, 0, "a scope that everything left sums to nothing");
    let told = laptop.pull(&[("w19777.incidents.open", 0)]).await.unwrap().end.digests;
    let open: Scope = "w19777.incidents.open".parse().unwrap();
    let expected = Digest::from(kept["w19777.incidents.open"].0);
    assert_eq!(told, Digests::Each(BTreeMap::from([(open, expected)])));
}

#[tokio::test]
async fn the_audit_log_cannot_be_changed() {
    let test = TestCentral::new();
    let laptop = test.official();
    laptop.push(1, &[laptop.create(VY_DA)]).await.unwrap();
    let db = test.database();
    assert!(db.execute("UPDATE audit_log SET at = 0", []).is_err());
    assert!(db.execute("DELETE FROM audit_log", []).is_err());
}
