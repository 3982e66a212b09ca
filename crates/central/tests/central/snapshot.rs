//! Whole scopes, in packs.

use axum::http::{StatusCode, header};
use trucban_contract::wire::pack::Pack;
use trucban_contract::wire::{FaultCode, SnapshotManifest};
use trucban_domain::Role;
use trucban_domain::record::Versioned;

use crate::harness::{Laptop, PHU_XUAN, TestCentral, VY_DA, body};
use crate::sample::import;

const OPEN: &str = "/sync/snapshot/w19777.incidents.open";

async fn packs(laptop: &Laptop, manifest: &SnapshotManifest) -> Vec<Pack> {
    let mut packs = Vec::new();
    for pack in &manifest.packs {
        let path = format!("/sync/packs/{}", pack.hash);
        let packed = body(laptop.send(&path, None, &[]).await).await;
        assert_eq!(blake3::hash(&packed).to_hex().to_string(), pack.hash, "named by its content");
        assert_eq!(packed.len() as u64, pack.bytes);
        packs.push(Pack::decode(&zstd::decode_all(packed.as_ref()).unwrap()).unwrap());
    }
    packs
}

#[tokio::test]
async fn the_packs_of_a_scope_add_up_to_its_digest() {
    let test = TestCentral::new();
    import(&test, 200);
    let laptop = test.official();
    let manifest: SnapshotManifest = laptop.get(OPEN).await.unwrap();
    let hello = laptop.hello().await.unwrap();
    assert_eq!((manifest.at_seq, manifest.epoch), (hello.head_seq, hello.epoch));
    let packs = packs(&laptop, &manifest).await;
    let words: Vec<_> = packs.iter().map(Pack::entity).collect();
    assert_eq!(words, ["incident", "history"], "a report comes before its history");
    let mut sum = 0_u128;
    let mut rows = 0;
    for pack in &packs {
        for row in pack.rows() {
            let entity = pack.entity().to_owned();
            let row_version = row.row_version;
            sum = sum.wrapping_add(Versioned { entity, id: row.id, row_version }.digest());
            rows += 1;
        }
    }
    assert_eq!((sum, rows), (u128::from(manifest.digest), manifest.rows));
    let pulled = laptop.pull(&[("w19777.incidents.open", 0)]).await.unwrap();
    assert_eq!(pulled.rows.len() as u64, rows);
}

#[tokio::test]
async fn an_unchanged_scope_is_packed_once_and_a_lost_pack_again() {
    let test = TestCentral::new();
    import(&test, 50);
    let laptop = test.official();
    let first: SnapshotManifest = laptop.get(OPEN).await.unwrap();
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    desk.push(1, &[desk.create(PHU_XUAN)]).await.unwrap();
    let second: SnapshotManifest = laptop.get(OPEN).await.unwrap();
    assert_eq!(first.packs, second.packs);
    assert!(second.at_seq > first.at_seq, "the cursor moves on although the scope stands");

    let folder = test.folder.path().join("packs");
    std::fs::remove_file(folder.join(format!("{}.zst", first.packs[0].hash))).unwrap();
    let path = format!("/sync/packs/{}", first.packs[0].hash);
    assert_eq!(laptop.send(&path, None, &[]).await.status(), StatusCode::NOT_FOUND);
    let third: SnapshotManifest = laptop.get(OPEN).await.unwrap();
    assert_eq!(third.packs, first.packs);
    assert_eq!(laptop.send(&path, None, &[]).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn an_old_pack_stays_for_a_day() {
    let test = TestCentral::new();
    let laptop = test.official();
    laptop.push(1, &[laptop.create(VY_DA)]).await.unwrap();
    let old: SnapshotManifest = laptop.get(OPEN).await.unwrap();
    let path = format!("/sync/packs/{}", old.packs[0].hash);
    for (seq, hours, status) in [(2, 1, StatusCode::OK), (3, 24, StatusCode::NOT_FOUND)] {
        test.clock.advance(hours * 3_600_000);
        laptop.push(seq, &[laptop.create(VY_DA)]).await.unwrap();
        let _: SnapshotManifest = laptop.get(OPEN).await.unwrap();
        assert_eq!(laptop.send(&path, None, &[]).await.status(), status, "after {hours} h");
    }
}

#[tokio::test]
async fn a_pack_is_given_only_to_those_who_may_hold_its_scope() {
    let test = TestCentral::new();
    import(&test, 100);
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    let senders: SnapshotManifest = desk.get("/sync/snapshot/w19777.reporters.open").await.unwrap();
    let path = format!("/sync/packs/{}", senders.packs[0].hash);
    assert_eq!(desk.send(&path, None, &[]).await.status(), StatusCode::OK);
    let official = test.official();
    assert_eq!(official.send(&path, None, &[]).await.status(), StatusCode::FORBIDDEN);
    let other = official.get::<SnapshotManifest>("/sync/snapshot/w19753.incidents.open").await;
    assert_eq!(other.unwrap_err(), (StatusCode::FORBIDDEN, FaultCode::OutOfScope));
    for nonsense in ["/sync/snapshot/x", "/sync/packs/..%2Fcentral.db", "/sync/packs/00"] {
        let status = official.send(nonsense, None, &[]).await.status();
        assert_eq!(status, StatusCode::NOT_FOUND, "{nonsense}");
    }
}

#[tokio::test]
async fn a_pack_can_be_fetched_from_where_it_was_cut() {
    let test = TestCentral::new();
    import(&test, 50);
    let laptop = test.official();
    let manifest: SnapshotManifest = laptop.get(OPEN).await.unwrap();
    let path = format!("/sync/packs/{}", manifest.packs[0].hash);
    let whole = body(laptop.send(&path, None, &[]).await).await;
    let rest = laptop.send(&path, None, &[(header::RANGE, "bytes=10-")]).await;
    assert_eq!(rest.status(), StatusCode::PARTIAL_CONTENT);
    let span = format!("bytes 10-{}/{}", whole.len() - 1, whole.len());
    assert_eq!(rest.headers()[header::CONTENT_RANGE], span);
    assert_eq!(body(rest).await, whole.slice(10..));
}

#[tokio::test]
async fn a_scope_without_rows_is_whole_at_once() {
    let test = TestCentral::new();
    let laptop = test.official();
    let manifest: SnapshotManifest = laptop.get(OPEN).await.unwrap();
    assert_eq!((manifest.packs.len(), manifest.rows, manifest.at_seq), (0, 0, 0));
    assert_eq!(u128::from(manifest.digest), 0);
}
