//! Photos that people attach: named in an act, sent in pieces, shown once whole, to those who may see
//! the report, and to nobody by naming them.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{Method, Request, Response, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::stream;
use proptest::prelude::*;
use tower::ServiceExt as _;
use trucban_central::{Central, OpenCentral};
use trucban_contract::wire::tus;
use trucban_domain::{
    Incident, IncidentId, NewPhoto, OpResult, OperationBody, PhotoFormat, PhotoShows, Role,
    WardCode, encoding,
};

use crate::harness::{Laptop, TestCentral, VY_DA, body};

/// The beginning of a JPEG; central looks no further.
fn picture(length: usize, seed: u8) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0];
    bytes.extend((0..length - 4).map(|n| n.to_le_bytes()[0].wrapping_mul(31).wrapping_add(seed)));
    bytes
}

fn name(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

fn new_photo(bytes: &[u8], small: Option<&[u8]>) -> NewPhoto {
    NewPhoto {
        hash: name(bytes),
        format: PhotoFormat::Jpeg,
        small: small.map(name),
        shows: PhotoShows::Result,
        taken_at: None,
    }
}

/// A report of Vỹ Dạ, pushed by `laptop` as its act number `seq`.
async fn report(laptop: &Laptop, seq: u64) -> IncidentId {
    let create = laptop.create(VY_DA);
    let id = IncidentId::from_uuid(create.envelope.subject.uuid());
    laptop.push(seq, &[create]).await.unwrap();
    id
}

async fn attach(laptop: &Laptop, seq: u64, to: IncidentId, photos: Vec<NewPhoto>) -> OpResult {
    let op = laptop.operation(to, OperationBody::Attach { photos });
    laptop.push(seq, &[op]).await.unwrap().results.remove(0).result
}

fn applied(result: &OpResult) -> bool {
    matches!(result, OpResult::Applied { .. })
}

async fn call(
    laptop: &Laptop,
    method: Method,
    path: &str,
    headers: &[(&str, String)],
    content: Body,
) -> Response<Body> {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {}", laptop.enrolment.token));
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let request = request.body(content).unwrap();
    laptop.central.router().oneshot(request).await.unwrap()
}

fn spoken() -> (&'static str, String) {
    (tus::RESUMABLE, tus::VERSION.to_owned())
}

async fn begin(laptop: &Laptop, bytes: &[u8]) -> StatusCode {
    begin_as(laptop, blake3::hash(bytes), bytes.len()).await
}

async fn begin_as(laptop: &Laptop, hash: blake3::Hash, length: usize) -> StatusCode {
    let metadata = format!("{} {}", tus::METADATA_HASH, STANDARD.encode(hash.as_bytes()));
    let headers = [spoken(), (tus::LENGTH, length.to_string()), (tus::METADATA, metadata)];
    let answer = call(laptop, Method::POST, tus::PATH, &headers, Body::empty()).await;
    if answer.status() == StatusCode::CREATED {
        let at = format!("{}/{hash}", tus::PATH);
        assert_eq!(answer.headers()[header::LOCATION], at);
    }
    answer.status()
}

fn offset_in(answer: &Response<Body>) -> usize {
    answer.headers()[tus::OFFSET].to_str().unwrap().parse().unwrap()
}

async fn offset(laptop: &Laptop, hash: &str) -> Result<usize, StatusCode> {
    let path = format!("{}/{hash}", tus::PATH);
    let answer = call(laptop, Method::HEAD, &path, &[spoken()], Body::empty()).await;
    match answer.status() {
        StatusCode::OK => Ok(offset_in(&answer)),
        other => Err(other),
    }
}

async fn piece(
    laptop: &Laptop,
    hash: &str,
    at: usize,
    content: Body,
) -> (StatusCode, Response<Body>) {
    let path = format!("{}/{hash}", tus::PATH);
    let kind = (header::CONTENT_TYPE.as_str(), tus::CONTENT_TYPE.to_owned());
    let headers = [spoken(), kind, (tus::OFFSET, at.to_string())];
    let answer = call(laptop, Method::PATCH, &path, &headers, content).await;
    (answer.status(), answer)
}

/// A body that breaks off after `bytes`, as a cut connection does.
fn cut(bytes: &[u8]) -> Body {
    let came = Ok(Bytes::copy_from_slice(bytes));
    Body::from_stream(stream::iter([came, Err(std::io::Error::other("the line is cut"))]))
}

async fn send(laptop: &Laptop, bytes: &[u8]) {
    assert_eq!(begin(laptop, bytes).await, StatusCode::CREATED);
    let (status, answer) = piece(laptop, &name(bytes), 0, Body::from(bytes.to_vec())).await;
    assert_eq!((status, offset_in(&answer)), (StatusCode::NO_CONTENT, bytes.len()));
}

async fn blob(laptop: &Laptop, hash: &str) -> Option<Vec<u8>> {
    let answer = laptop.send(&format!("/sync/blobs/{hash}"), None, &[]).await;
    match answer.status() {
        StatusCode::OK => Some(body(answer).await.to_vec()),
        StatusCode::NOT_FOUND => None,
        other => panic!("{other}"),
    }
}

/// The report as laptops get it.
async fn incident(laptop: &Laptop, id: IncidentId) -> Incident {
    let pulled = laptop.pull(&[("w19777.incidents.open", 0)]).await.unwrap();
    let row = pulled.rows.into_iter().find(|row| row.entity == "incident" && row.id == id.uuid());
    encoding::decode(&row.unwrap().data).unwrap()
}

fn files_below(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(Result::unwrap);
    entries.map(|at| if at.path().is_dir() { files_below(&at.path()) } else { 1 }).sum()
}

#[tokio::test]
async fn an_act_stands_before_its_bytes_and_each_picture_is_shown_once_it_is_whole() {
    let test = TestCentral::new();
    let (official, desk) = (test.official(), test.enroll("Nguyễn Văn A", Role::CityDesk, &[]));
    let report = report(&official, 1).await;
    let (large, small) = (picture(900, 1), picture(90, 2));
    let photo = new_photo(&large, Some(&small));
    assert!(applied(&attach(&official, 2, report, vec![photo]).await));
    let shown = |incident: &Incident| {
        incident.pictures().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let seen = incident(&desk, report).await;
    assert_eq!((seen.photos.len(), shown(&seen)), (1, Vec::new()));
    assert_eq!(blob(&desk, &name(&small)).await, None);

    let head = desk.hello().await.unwrap().head_seq;
    send(&official, &small).await;
    assert_eq!(shown(&incident(&desk, report).await), [name(&small)]);
    assert_eq!(blob(&desk, &name(&small)).await.as_ref(), Some(&small));
    assert_eq!(blob(&desk, &name(&large)).await, None);
    send(&official, &large).await;
    assert_eq!(shown(&incident(&desk, report).await), [name(&small), name(&large)]);
    assert_eq!(blob(&desk, &name(&large)).await.as_ref(), Some(&large));
    assert_eq!(desk.hello().await.unwrap().head_seq, head + 2, "laptops hear of both");

    let elsewhere = test.enroll("Phạm Thị D", Role::WardOfficial, &[WardCode(19_789)]);
    assert_eq!(blob(&elsewhere, &name(&large)).await, None);
    assert_eq!(files_below(&test.folder.path().join("uploads")), 0, "nothing half stays");
}

#[tokio::test]
async fn nobody_sees_a_picture_by_naming_it_even_where_central_has_it_from_elsewhere() {
    let test = TestCentral::new();
    let secret = picture(600, 3);
    test.central.keep_blob(&secret).unwrap();
    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    let (thief, honest) = (test.official(), test.official());
    let (near, far) = (report(&thief, 1).await, report(&desk, 1).await);
    let photo = || vec![new_photo(&secret, None)];
    assert!(applied(&attach(&thief, 2, near, photo()).await));
    assert_eq!(blob(&thief, &name(&secret)).await, None);
    assert_eq!(begin(&thief, &secret).await, StatusCode::CREATED);
    assert_eq!(offset(&thief, &name(&secret)).await, Ok(0), "nothing is given away");
    let other = Body::from(vec![7; secret.len()]);
    let (status, _) = piece(&thief, &name(&secret), 0, other).await;
    assert_eq!(status.as_u16(), tus::CHECKSUM_MISMATCH);
    assert_eq!(blob(&thief, &name(&secret)).await, None);

    // Somebody else who has the bytes sends them: that shows it with their report alone.
    assert!(applied(&attach(&honest, 1, far, photo()).await));
    send(&honest, &secret).await;
    assert_eq!(incident(&desk, near).await.pictures(), Vec::<&str>::new());
    assert_eq!(incident(&desk, far).await.pictures(), [name(&secret)]);
}

#[tokio::test]
async fn what_a_device_has_sent_once_it_may_name_again() {
    let test = TestCentral::new();
    let official = test.official();
    let (first, second) = (report(&official, 1).await, report(&official, 2).await);
    let bytes = picture(300, 4);
    assert!(applied(&attach(&official, 3, first, vec![new_photo(&bytes, None)]).await));
    send(&official, &bytes).await;
    assert!(applied(&attach(&official, 4, second, vec![new_photo(&bytes, None)]).await));
    assert_eq!(incident(&official, second).await.pictures(), [name(&bytes)]);
    assert_eq!(offset(&official, &name(&bytes)).await, Ok(bytes.len()), "it is asked for no more");
}

#[tokio::test]
async fn a_device_sends_what_an_act_of_its_own_named_and_nothing_else() {
    let test = TestCentral::new();
    let (official, other) = (test.official(), test.official());
    let bytes = picture(300, 5);
    assert_eq!(begin(&official, &bytes).await, StatusCode::NOT_FOUND, "no act names it");
    let report = report(&official, 1).await;
    assert!(applied(&attach(&official, 2, report, vec![new_photo(&bytes, None)]).await));
    assert_eq!(begin(&other, &bytes).await, StatusCode::NOT_FOUND, "another device named it");
    assert_eq!(begin(&official, &bytes).await, StatusCode::CREATED);
    assert_eq!(offset(&other, &name(&bytes)).await, Err(StatusCode::NOT_FOUND));
    let (status, _) = piece(&other, &name(&bytes), 0, Body::from(bytes.clone())).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let elsewhere = test.enroll("Phạm Thị D", Role::WardOfficial, &[WardCode(19_789)]);
    let refused = attach(&elsewhere, 1, report, vec![new_photo(&bytes, None)]).await;
    assert!(!applied(&refused), "the act is refused: {refused:?}");
    assert_eq!(begin(&elsewhere, &bytes).await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_upload_that_is_cut_at_any_byte_goes_on_there_and_ends_whole() {
    let test = TestCentral::new();
    let (official, desk) = (test.official(), test.enroll("Nguyễn Văn A", Role::CityDesk, &[]));
    let report = report(&official, 1).await;
    for length in 0..=130_u8 {
        let bytes = picture(130, length);
        let hash = name(&bytes);
        let cut_at = usize::from(length);
        assert!(applied(
            &attach(&official, 2 + u64::from(length), report, vec![new_photo(&bytes, None)]).await
        ));
        assert_eq!(begin(&official, &bytes).await, StatusCode::CREATED);
        let (status, _) = piece(&official, &hash, 0, cut(&bytes[..cut_at])).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        // The answer to the beginning was lost, too: it is begun again, and is the same.
        assert_eq!(begin(&official, &bytes).await, StatusCode::CREATED);
        let there = offset(&official, &hash).await.unwrap();
        assert_eq!(there, cut_at, "every byte that came counts");
        if there < bytes.len() {
            let rest = Body::from(bytes[there..].to_vec());
            let (status, answer) = piece(&official, &hash, there, rest).await;
            assert_eq!((status, offset_in(&answer)), (StatusCode::NO_CONTENT, bytes.len()));
        }
        assert_eq!(blob(&desk, &hash).await, Some(bytes), "cut at {cut_at}");
    }
    let seen = incident(&desk, report).await;
    assert_eq!((seen.photos.len(), seen.pictures().len()), (131, 131), "nothing doubled");
    assert_eq!(files_below(&test.folder.path().join("blobs")), 131);
    assert_eq!(files_below(&test.folder.path().join("uploads")), 0);
}

#[tokio::test]
async fn an_upload_goes_on_after_central_was_started_anew() {
    let test = TestCentral::new();
    let mut official = test.official();
    let report = report(&official, 1).await;
    let bytes = picture(500, 6);
    let hash = name(&bytes);
    attach(&official, 2, report, vec![new_photo(&bytes, None)]).await;
    begin(&official, &bytes).await;
    piece(&official, &hash, 0, Body::from(bytes[..200].to_vec())).await;
    official.central = Central::open(OpenCentral {
        folder: test.folder.path().to_owned(),
        clock: test.clock.clone(),
        entropy: Arc::clone(&test.entropy) as _,
    })
    .unwrap();
    assert_eq!(offset(&official, &hash).await, Ok(200));
    let (status, _) = piece(&official, &hash, 200, Body::from(bytes[200..].to_vec())).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(blob(&official, &hash).await, Some(bytes));
}

#[tokio::test]
async fn what_does_not_fit_is_refused_and_changes_nothing() {
    let test = TestCentral::new();
    let official = test.official();
    let report = report(&official, 1).await;
    let bytes = picture(100, 7);
    let hash = name(&bytes);
    attach(&official, 2, report, vec![new_photo(&bytes, None)]).await;
    let promised = blake3::hash(&bytes);
    for length in [0, (50 << 20) + 1] {
        assert_eq!(begin_as(&official, promised, length).await, StatusCode::PAYLOAD_TOO_LARGE);
    }
    assert_eq!(offset(&official, &hash).await, Err(StatusCode::NOT_FOUND), "not begun");
    assert_eq!(begin(&official, &bytes).await, StatusCode::CREATED);
    assert_eq!(begin_as(&official, promised, 99).await, StatusCode::CONFLICT);
    let path = format!("{}/{hash}", tus::PATH);
    let silent = call(&official, Method::HEAD, &path, &[], Body::empty()).await;
    assert_eq!(silent.status(), StatusCode::PRECONDITION_FAILED);
    let headers = [spoken(), (tus::OFFSET, "0".to_owned())];
    let untyped = call(&official, Method::PATCH, &path, &headers, Body::from("x")).await;
    assert_eq!(untyped.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let (elsewhere, _) = piece(&official, &hash, 5, Body::from("x")).await;
    assert_eq!(elsewhere, StatusCode::CONFLICT);
    let (beyond, _) = piece(&official, &hash, 0, Body::from(vec![0; 101])).await;
    assert_eq!(beyond, StatusCode::PAYLOAD_TOO_LARGE);
    for headers in [vec![], vec![(tus::LENGTH, "100".to_owned())]] {
        let headers = [vec![spoken()], headers].concat();
        let nameless = call(&official, Method::POST, tus::PATH, &headers, Body::empty()).await;
        assert_eq!(nameless.status(), StatusCode::BAD_REQUEST);
    }
    let options = call(&official, Method::OPTIONS, tus::PATH, &[], Body::empty()).await;
    assert_eq!(options.headers()[tus::EXTENSIONS], "creation,expiration");
    assert_eq!(options.headers()[tus::MAX_SIZE], (50_u64 << 20).to_string());
    assert_eq!(offset(&official, &hash).await, Ok(0));
}

#[tokio::test]
async fn bytes_that_are_no_photo_are_refused_though_their_hash_is_right() {
    let test = TestCentral::new();
    let official = test.official();
    let report = report(&official, 1).await;
    let page = b"<html><script>alert(1)</script></html>";
    attach(&official, 2, report, vec![new_photo(page, None)]).await;
    begin(&official, page).await;
    let (status, _) = piece(&official, &name(page), 0, Body::from(page.to_vec())).await;
    assert_eq!(status.as_u16(), tus::CHECKSUM_MISMATCH);
    assert_eq!(blob(&official, &name(page)).await, None);
    assert_eq!(files_below(&test.folder.path().join("uploads")), 0);
}

#[tokio::test]
async fn a_half_sent_photo_is_given_up_after_a_month_and_can_be_begun_anew() {
    let test = TestCentral::new();
    let official = test.official();
    let report = report(&official, 1).await;
    let (old, new) = (picture(100, 8), picture(100, 9));
    attach(&official, 2, report, vec![new_photo(&old, None), new_photo(&new, None)]).await;
    begin(&official, &old).await;
    piece(&official, &name(&old), 0, Body::from(old[..50].to_vec())).await;
    test.clock.advance(31 * 86_400_000);
    begin(&official, &new).await;
    assert_eq!(offset(&official, &name(&old)).await, Err(StatusCode::NOT_FOUND));
    assert_eq!(files_below(&test.folder.path().join("uploads")), 0);
    send(&official, &old).await;
    assert_eq!(blob(&official, &name(&old)).await, Some(old));
}

/// What happens to one piece on its way.
#[derive(Debug, Clone, Copy)]
enum Fate {
    /// The connection breaks after so much of it.
    Cut,
    /// It comes twice.
    Twice,
    /// It begins where the laptop last knew, not where central is.
    Stale,
    /// It comes as it was sent.
    Whole,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_happens_on_the_way_an_upload_ends_whole_and_once(
        length in 5_usize..4_000,
        fates in prop::collection::vec(
            (
                prop_oneof![Just(Fate::Cut), Just(Fate::Twice), Just(Fate::Stale), Just(Fate::Whole)],
                1_usize..700,
            ),
            0..24,
        ),
    ) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let test = TestCentral::new();
            let official = test.official();
            let report = report(&official, 1).await;
            let bytes = picture(length, 11);
            let hash = name(&bytes);
            attach(&official, 2, report, vec![new_photo(&bytes, None)]).await;
            begin(&official, &bytes).await;
            let mut earlier = 0;
            for (fate, size) in fates {
                let at = offset(&official, &hash).await.unwrap();
                let part = &bytes[at..(at + size).min(length)];
                match fate {
                    Fate::Cut => { piece(&official, &hash, at, cut(&part[..part.len() / 2])).await; }
                    Fate::Twice => {
                        piece(&official, &hash, at, Body::from(part.to_vec())).await;
                        let (status, _) = piece(&official, &hash, at, Body::from(part.to_vec())).await;
                        assert!(part.is_empty() || status == StatusCode::CONFLICT);
                    }
                    Fate::Stale => {
                        let part = bytes[earlier..(earlier + size).min(length)].to_vec();
                        piece(&official, &hash, earlier, Body::from(part)).await;
                    }
                    Fate::Whole => { piece(&official, &hash, at, Body::from(part.to_vec())).await; }
                }
                earlier = at;
            }
            let at = offset(&official, &hash).await.unwrap();
            if at < length {
                let (status, _) = piece(&official, &hash, at, Body::from(bytes[at..].to_vec())).await;
                assert_eq!(status, StatusCode::NO_CONTENT);
            }
            assert_eq!(blob(&official, &hash).await, Some(bytes));
            assert_eq!(incident(&official, report).await.photos.len(), 1);
            assert_eq!(files_below(&test.folder.path().join("uploads")), 0);
        });
    }
}
