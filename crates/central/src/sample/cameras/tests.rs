//! Cameras and alerts of a city of a tenth of the real size.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use trucban_domain::fold::clean;
use trucban_domain::{Alert, AlertKind, Dismissal, Ward, WardCode};
use trucban_geo::WardIndex;

use super::super::words::Words;
use super::super::{SampleAsk, SampleSize, as_of};
use super::super::{land, pictures};
use super::alerts::Told;
use super::place::Placed;
use super::*;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::shipped().unwrap());
static OUTLINES: LazyLock<WardIndex> = LazyLock::new(|| WardIndex::shipped().unwrap());
static CITY: LazyLock<City<'static>> = LazyLock::new(|| {
    let ask = SampleAsk { size: SampleSize::City { scale: 0.1 }, seed: 46, as_of: now() };
    City::plan(ask, &WORDS, &OUTLINES)
});
static PLACED: LazyLock<Vec<Placed<'static>>> = LazyLock::new(|| {
    let land = land::make(&CITY, |ward| if ward == WardCode(19777) { 0.5 } else { 0.1 });
    place::all(&CITY, &land)
});
static TOLD: LazyLock<Vec<Told>> = LazyLock::new(|| {
    let mut door = Listening::default();
    tell_alerts(&CITY, &PLACED, &mut door).unwrap();
    door.told
});

#[derive(Default)]
struct Listening {
    told: Vec<Told>,
}

impl Door for Listening {
    fn gateway(&self) -> trucban_domain::ClientId {
        trucban_domain::ClientId::from_uuid(uuid::Uuid::nil())
    }

    fn perform(&mut self, op: &Operation) -> Result<(), CentralError> {
        let told = self.told.last_mut().unwrap();
        assert_eq!(op.envelope.subject, told.alert.id.into());
        let OperationBody::Verdict(finding) = &op.body else { panic!("{op:?}") };
        told.verdict = Some((op.envelope.made_at, finding.clone()));
        let case = Case::from(told.alert.clone());
        trucban_domain::apply(op, Some(&case), trucban_domain::WorkCalendar::shipped()).unwrap();
        Ok(())
    }

    fn case(&self, _: SubjectId) -> Result<Option<Case>, CentralError> {
        Ok(None)
    }

    fn take_in(&mut self, _: Timestamp, case: &Case, _: Vec<Record>) -> Result<(), CentralError> {
        let Case::Alert(alert) = case else { panic!("{case:?}") };
        self.told.push(Told { alert: *alert.clone(), verdict: None });
        Ok(())
    }

    fn stand(&mut self, _: Record) -> Result<(), CentralError> {
        Ok(())
    }

    fn settle(&mut self) -> Result<(), CentralError> {
        Ok(())
    }
}

fn now() -> Timestamp {
    as_of("2026-11-20").unwrap()
}

fn alerts() -> impl Iterator<Item = &'static Alert> {
    TOLD.iter().map(|told| &told.alert)
}

#[test]
fn six_hundred_and_fifty_cameras_stand_in_their_wards() {
    assert_eq!(PLACED.len(), 650);
    let numbers: BTreeSet<&str> = PLACED.iter().map(|it| it.camera.number.as_str()).collect();
    assert!(numbers.len() == 650 && numbers.contains("CAM-101"));
    let wards: BTreeSet<WardCode> = PLACED.iter().map(|it| it.camera.ward).collect();
    assert_eq!(wards.len(), Ward::all().len());
    for Placed { camera, .. } in PLACED.iter() {
        let there = OUTLINES.ward_at(camera.position.lat, camera.position.lon);
        assert_eq!(there, Some(camera.ward), "{camera:?}");
        assert!(!camera.name.is_empty() && !camera.name.contains(['{', '}']), "{camera:?}");
        assert_eq!(clean(&camera.name), camera.name);
        assert!(camera.sample && camera.bearing_deg.is_none_or(|bearing| bearing < 360));
    }
    let names: BTreeSet<_> = PLACED.iter().map(|it| (it.camera.ward, &it.camera.name)).collect();
    assert!(names.len() >= 645, "{} names", names.len());
}

#[test]
fn twelve_cameras_are_silent_and_report_nothing_since() {
    let silent: BTreeMap<_, _> =
        PLACED.iter().filter_map(|it| Some((it.camera.id, it.camera.silent_since?))).collect();
    assert_eq!(silent.len(), 12);
    for alert in alerts() {
        assert!(silent.get(&alert.camera).is_none_or(|since| alert.at <= *since), "{alert:?}");
    }
    let calibrated = PLACED.iter().filter_map(|it| it.camera.calibrated_until);
    let (expired, valid): (Vec<_>, Vec<_>) = calibrated.partition(|until| *until < now());
    assert!(!expired.is_empty() && valid.len() > 20 * expired.len(), "{}", expired.len());
}

#[test]
fn every_alert_is_of_a_camera_of_its_ward_and_of_a_known_kind() {
    let cameras: BTreeMap<_, _> = PLACED.iter().map(|it| (it.camera.id, &it.camera)).collect();
    let mut kinds = BTreeSet::new();
    for alert in alerts() {
        assert_eq!(cameras[&alert.camera].ward, alert.ward);
        assert!(AlertKind::find(&alert.kind).is_some(), "{}", alert.kind);
        kinds.insert(&alert.kind);
    }
    assert_eq!(kinds.len(), AlertKind::all().len());
    assert_eq!(TOLD.len(), 5_100);
}

#[test]
fn numbers_count_the_alerts_of_a_day_in_order() {
    let numbers: BTreeSet<&str> = alerts().map(|alert| alert.number.as_str()).collect();
    assert_eq!(numbers.len(), TOLD.len());
    for pair in TOLD.windows(2) {
        assert!(pair[0].alert.at <= pair[1].alert.at);
        assert!(pair[0].alert.number < pair[1].alert.number, "{}", pair[1].alert.number);
    }
    let last = &TOLD[TOLD.len() - 1].alert;
    assert!(last.at < now() && last.number.starts_with("CA-261120-"), "{}", last.number);
}

#[test]
fn a_few_new_alerts_wait_and_all_older_ones_are_judged() {
    let open: Vec<&Alert> =
        TOLD.iter().filter(|told| told.verdict.is_none()).map(|told| &told.alert).collect();
    assert!((23..=60).contains(&open.len()), "{} are open", open.len());
    assert!(open.iter().filter(|alert| alert.is_urgent()).count() >= 4);
    assert!(open.iter().all(|alert| now().since_ms(alert.at) < 11 * 3_600_000));
    let (mut confirmed, mut reasons) = (0, BTreeMap::<&str, usize>::new());
    for told in TOLD.iter() {
        let Some((at, finding)) = &told.verdict else { continue };
        assert!(*at >= told.alert.at && *at < now(), "{told:?}");
        match finding {
            Finding::Confirmed { .. } => confirmed += 1,
            Finding::Dismissed { reason, note } => {
                assert!(
                    Dismissal::find(reason).is_some() && (reason.0 != "other" || !note.is_empty())
                );
                *reasons.entry(&reason.0).or_default() += 1;
            }
        }
    }
    let percent = confirmed * 100 / TOLD.len();
    assert!((72..=90).contains(&percent), "{percent} % are confirmed");
    assert_eq!(reasons.len(), Dismissal::all().len(), "{reasons:?}");
}

#[test]
fn vehicles_have_plates_of_the_city_and_machines_misread_some() {
    let (mut misread, mut read, mut own) = (0, 0, 0);
    for told in TOLD.iter() {
        let Some(plate) = &told.alert.plate else { continue };
        read += 1;
        own += usize::from(plate.text.starts_with("75"));
        assert!((0.0..1.0).contains(&plate.confidence) && plate.text.len() >= 10, "{plate:?}");
        assert!(!plate.text.contains(['{', '}']), "{plate:?}");
        if let Some((_, Finding::Confirmed { plate: Some(seen) })) = &told.verdict {
            misread += usize::from(*seen != plate.text);
        }
    }
    assert!(read > 3_000 && own * 100 > read * 80, "{own} of {read}");
    assert!((read / 20..read / 5).contains(&misread), "{misread} of {read}");
}

#[test]
fn every_picture_of_an_alert_is_drawn_and_named_by_its_hash() {
    let drawn: BTreeMap<&str, &[u8]> =
        pictures::of_cameras().unwrap().blobs().map(|blob| (blob.hash, blob.bytes)).collect();
    let mut seen = BTreeSet::new();
    for alert in alerts() {
        assert!(!alert.frames.is_empty() && !alert.boxes.is_empty(), "{alert:?}");
        seen.extend(alert.frames.iter().map(|frame| frame.hash.as_str()));
    }
    for hash in seen {
        assert_eq!(blake3::hash(drawn[hash]).to_hex().as_str(), hash);
    }
}

#[test]
fn alerts_follow_the_day_and_the_rain() {
    let count = |is: &dyn Fn(&Alert) -> bool| alerts().filter(|alert| is(alert)).count();
    let hour = |alert: &Alert| alert.at.local().hour();
    let kind = |alert: &Alert, code: &str| alert.kind.0 == code;
    let day = count(&|alert| kind(alert, "red_light") && (6..19).contains(&hour(alert)));
    assert!(day * 100 > count(&|alert| kind(alert, "red_light")) * 60);
    let flooded = count(&|alert| kind(alert, "flooded_road"));
    let wet = count(&|alert| kind(alert, "flooded_road") && alert.at.local().month() >= 9);
    assert!(flooded > 20 && wet * 10 > flooded * 6, "{wet} of {flooded}");
}
