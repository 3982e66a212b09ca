//! The sample city over its six years, at a size that is made in seconds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;
use std::sync::LazyLock;

use trucban_central::{SampleAsk, SampleSize};
use trucban_domain::fold::{clean, fold};
use trucban_domain::{
    Category, Entity, HistoryEntry, Incident, IncidentState, PhotoShows, Record, Ward, encoding,
};

use crate::harness::TestCentral;
use crate::sample::{as_of, make, reports};

const SCALE: f64 = 0.03;

struct City {
    reports: Vec<Incident>,
    history: Vec<HistoryEntry>,
}

/// Made by the first process that asks, for all processes of this build: each test may run in its own.
static CITY: LazyLock<City> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample-city.cbor");
    let changed = |path: &Path| fs::metadata(path).and_then(|file| file.modified());
    let built = changed(&std::env::current_exe().unwrap()).unwrap();
    let lock = File::create(path.with_extension("lock")).unwrap();
    lock.lock().unwrap();
    if changed(&path).is_ok_and(|made| made > built) {
        let (reports, history) = encoding::decode(&fs::read(&path).unwrap()).unwrap();
        return City { reports, history };
    }
    let city = made();
    let draft = path.with_extension("draft");
    fs::write(&draft, encoding::encode(&(&city.reports, &city.history))).unwrap();
    fs::rename(&draft, &path).unwrap();
    city
});

fn made() -> City {
    let test = TestCentral::new();
    make(&test, SampleAsk { size: SampleSize::City { scale: SCALE }, seed: 46, as_of: as_of() });
    let db = test.database();
    let mut rows = db.prepare("SELECT data FROM record WHERE entity = 'history'").unwrap();
    let history = rows
        .query_map([], |row| row.get::<_, Vec<u8>>(0))
        .unwrap()
        .map(|data| match Record::decode(Entity::History, &data.unwrap()).unwrap() {
            Record::History(entry) => *entry,
            other => panic!("{other:?}"),
        })
        .collect();
    City { reports: reports(&test), history }
}

/// How many reports there are of each kind that `of` tells.
fn counted<K: Ord>(of: impl Fn(&Incident) -> K) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    for report in &CITY.reports {
        *counts.entry(of(report)).or_default() += 1;
    }
    counts
}

fn body_chars() -> Vec<usize> {
    let mut chars: Vec<usize> =
        CITY.reports.iter().map(|report| report.body.chars().count()).collect();
    chars.sort_unstable();
    chars
}

#[test]
fn a_scale_is_a_part_of_the_real_size() {
    assert_eq!(CITY.reports.len(), 5_490);
    let oldest = CITY.reports.iter().map(|report| report.received_at).min().unwrap();
    let days = as_of().since_ms(oldest) / 86_400_000;
    assert!((2_180..=2_191).contains(&days), "{days} days");
}

/// Repetitions grow with the number of reports: one in a hundred here is five in a hundred at the
/// real size.
#[test]
fn hardly_two_descriptions_are_alike() {
    let distinct: BTreeSet<&str> = CITY.reports.iter().map(|report| report.body.as_str()).collect();
    let percent = distinct.len() * 1_000 / CITY.reports.len();
    assert!(percent >= 990, "{percent} per mille are distinct");
}

#[test]
fn descriptions_have_the_lengths_that_citizens_write() {
    let chars = body_chars();
    let (shortest, longest) = (chars[0], chars[chars.len() - 1]);
    assert!(shortest >= 20 && longest <= 900, "{shortest} to {longest}");
    let median = chars[chars.len() / 2];
    assert!((100..=145).contains(&median), "median {median}");
    assert!(chars.iter().filter(|chars| **chars > 400).count() > 50, "some write at length");
}

#[test]
fn every_text_is_composed_and_has_no_gap_left_to_fill() {
    for report in &CITY.reports {
        for text in [&report.title, &report.body, &report.address] {
            assert_eq!(&clean(text), text, "{:?}", report.number);
            assert!(!text.contains(['{', '}']), "{text}");
            assert!(!text.contains("  "), "{text}");
        }
    }
}

#[test]
fn some_write_without_marks_and_some_in_haste() {
    let of = |is: &dyn Fn(&str) -> bool| {
        CITY.reports.iter().filter(|report| is(&report.body)).count() * 100 / CITY.reports.len()
    };
    let unmarked = of(&|body| body.is_ascii() && fold(body).len() > 15);
    let haste = of(&|body| [" ko ", " dc ", " đg ", " ng "].iter().any(|word| body.contains(word)));
    assert!((3..=12).contains(&unmarked), "{unmarked} % without marks");
    assert!((4..=25).contains(&haste), "{haste} % with abbreviations");
}

#[test]
fn every_category_and_ward_is_there_and_some_have_far_more_than_others() {
    let categories = counted(|report| report.category.0.clone());
    let wards = counted(|report| report.ward);
    assert!(Category::all().iter().all(|category| categories.contains_key(&category.code.0)));
    assert!(Ward::all().iter().all(|ward| wards.contains_key(&ward.code)));
    assert!(categories["VSMT"] > 5 * categories["YTE"]);
    let (most, least) = (wards.values().max().unwrap(), wards.values().min().unwrap());
    assert!(most > &(10 * least), "{most} and {least}");
}

#[test]
fn people_report_less_on_weekends_and_hardly_at_night() {
    let days = counted(|report| report.received_at.local().weekday().to_monday_zero_offset());
    assert!(days[&6] * 100 < days[&0] * 75 && days[&5] < days[&2], "{days:?}");
    let hours = counted(|report| report.received_at.local().hour());
    let night: usize = (0..5).filter_map(|hour| hours.get(&hour)).sum();
    assert!(night * 20 < CITY.reports.len() && hours[&8] > 5 * hours[&22], "{hours:?}");
}

#[test]
fn reports_grow_over_the_years_and_peak_with_the_floods() {
    let months = counted(|report| {
        let at = report.received_at.local();
        (at.year(), at.month())
    });
    let year = |year: i16| (1..=9).filter_map(|month| months.get(&(year, month))).sum::<usize>();
    assert!(year(2026) * 10 > year(2021) * 13, "{} and {}", year(2026), year(2021));
    let flood = months[&(2025, 10)];
    assert!(flood * 10 > months[&(2025, 9)] * 17, "{months:?}");
    let days = counted(|report| report.received_at.local().date());
    let peak = days.iter().max_by_key(|(_, count)| **count).unwrap();
    let date = peak.0.to_string();
    assert!(("2025-10-26"..="2025-11-05").contains(&date.as_str()), "the busiest day is {date}");
}

#[test]
fn committees_handle_most_and_other_units_their_own_fields() {
    let units = counted(|report| report.lead().unit.0.clone());
    let committees: usize =
        units.iter().filter(|(code, _)| code.starts_with("ubnd-")).map(|(_, count)| count).sum();
    let percent = committees * 100 / CITY.reports.len();
    assert!((45..=75).contains(&percent), "{percent} % stay with the committees");
    for unit in ["hepco", "dien-luc", "huewaco", "cong-an", "cong-vien-cay-xanh"] {
        assert!(units.get(unit).is_some_and(|count| *count > 50), "{unit}: {units:?}");
    }
    let power = CITY.reports.iter().filter(|report| report.lead().unit.0 == "dien-luc");
    assert!(power.into_iter().all(|report| report.category.0 == "DIEN"));
}

#[test]
fn old_reports_are_closed_and_every_report_has_its_history() {
    let old = as_of().plus_ms(-60 * 86_400_000);
    for report in CITY.reports.iter().filter(|report| report.received_at < old) {
        assert_eq!(report.state, IncidentState::Closed, "{:?}", report.number);
    }
    let mut lines: BTreeMap<_, usize> = BTreeMap::new();
    for entry in &CITY.history {
        *lines.entry(entry.subject).or_default() += 1;
    }
    for report in &CITY.reports {
        let least = match report.state {
            IncidentState::New => 1,
            IncidentState::Acknowledged => 2,
            _ => 3,
        };
        assert!(lines[&report.id.into()] >= least, "{report:?}");
    }
}

#[test]
fn half_the_reports_have_photos_that_show_what_they_say_and_closed_ones_their_result_too() {
    let percent = |of: &dyn Fn(&Incident) -> bool| {
        CITY.reports.iter().filter(|report| of(report)).count() * 100 / CITY.reports.len()
    };
    let shows = |report: &Incident, what| report.photos.iter().any(|photo| photo.shows == what);
    let (reported, result) = (PhotoShows::Reported, PhotoShows::Result);
    let with = percent(&|report| !report.photos.is_empty());
    assert!((40..=66).contains(&with), "{with} % have photos");
    let after = percent(&|report| shows(report, result));
    assert!((25..=60).contains(&after), "{after} % show a result");
    assert!(percent(&|report| report.photos.len() > 1 && shows(report, reported)) > 20);
    for report in &CITY.reports {
        assert!(report.photos.len() <= 3, "{report:?}");
        assert!(report.state == IncidentState::Closed || !shows(report, result), "{report:?}");
        let in_order = report.photos.is_sorted_by_key(|photo| photo.shows == result);
        assert!(in_order, "those that came with it are first: {report:?}");
        let nothing_to_see = ["DVC", "TIENG_ON", "KHAC"].contains(&report.category.0.as_str());
        assert!(!nothing_to_see || report.photos.is_empty(), "{report:?}");
    }
    let pictures: BTreeSet<&str> = CITY.reports.iter().flat_map(Incident::pictures).collect();
    assert!((30..=39).contains(&pictures.len()), "{} pictures are shared", pictures.len());
}

#[test]
fn a_photo_was_taken_before_it_was_sent_and_one_of_a_result_after_the_work_began() {
    let mut known = 0;
    for report in &CITY.reports {
        for photo in &report.photos {
            let Some(taken_at) = photo.taken_at else { continue };
            known += 1;
            let (from, until) = match photo.shows {
                PhotoShows::Reported => (None, report.received_at),
                PhotoShows::Result => {
                    let accepted = report.lead().acknowledged.as_ref().map(|accepted| accepted.at);
                    (accepted, report.closed_at.unwrap())
                }
            };
            assert!(from <= Some(taken_at) && taken_at <= until, "{report:?}");
            let about_a_day = 25 * 3_600_000;
            let lately = until.since_ms(taken_at) < about_a_day;
            assert!(photo.shows == PhotoShows::Result || lately, "{report:?}");
        }
    }
    assert!(known > 1_500, "{known} say when");
}
