//! How a report is written, and how what older builds wrote is read.

use std::fmt::Write as _;

use super::*;
use crate::encoding;
use crate::photo::PhotoShows;
use uuid::Uuid;

/// A report as builds wrote it that knew no photos.
const BEFORE: &str = "b26269645000000000000000000000000000000007666e756d626572676132343635333\
    36b70726f766973696f6e616cf6";

/// The fields of a report before there were photos, in their order.
#[derive(Serialize)]
struct Before {
    id: IncidentId,
    number: Option<String>,
    provisional: Option<String>,
    ward: WardCode,
    unit: UnitCode,
    category: CategoryCode,
    source: Source,
    title: String,
    body: String,
    address: String,
    position: Option<Position>,
    urgent: bool,
    state: IncidentState,
    received_at: Timestamp,
    due_at: Option<Timestamp>,
    acknowledged: Option<Acknowledgement>,
    closed_at: Option<Timestamp>,
    sample: bool,
}

fn before() -> Vec<u8> {
    encoding::encode(&Before {
        id: IncidentId::from_uuid(Uuid::from_u128(7)),
        number: Some("a246533".to_owned()),
        provisional: None,
        ward: WardCode(19_777),
        unit: UnitCode::committee_of(WardCode(19_777)),
        category: CategoryCode("HTDT".to_owned()),
        source: Source::HueS,
        title: "Hố ga hỏng".to_owned(),
        body: String::new(),
        address: String::new(),
        position: None,
        urgent: false,
        state: IncidentState::New,
        received_at: Timestamp::from_ms(5),
        due_at: None,
        acknowledged: None,
        closed_at: None,
        sample: true,
    })
}

#[test]
fn what_a_build_wrote_that_knew_neither_photos_nor_several_units_is_read() {
    let bytes = before();
    let mut written = String::new();
    for byte in &bytes {
        write!(written, "{byte:02x}").unwrap();
    }
    assert!(written.starts_with(BEFORE), "{written}");
    let read: Incident = encoding::decode(&bytes).unwrap();
    assert_eq!(read.photos, []);
    assert_eq!(read.handling, [Handling::waiting(UnitCode::committee_of(WardCode(19_777)))]);
    let again: Incident = encoding::decode(&encoding::encode(&read)).unwrap();
    assert_eq!(again, read);
}

/// The part of its one unit, as builds wrote it into the report.
#[derive(Serialize)]
struct Alone {
    id: IncidentId,
    number: Option<String>,
    provisional: Option<String>,
    ward: WardCode,
    unit: UnitCode,
    category: CategoryCode,
    source: Source,
    title: String,
    body: String,
    address: String,
    position: Option<Position>,
    urgent: bool,
    state: IncidentState,
    received_at: Timestamp,
    due_at: Option<Timestamp>,
    closed_at: Option<Timestamp>,
    sample: bool,
    extension: AskedFor,
    extended_to: jiff::civil::Date,
}

#[test]
fn what_the_one_unit_of_a_report_asked_for_is_read_as_its_part() {
    let until = jiff::civil::date(2026, 12, 10);
    let asked = AskedFor { until, reason: "Chờ vật tư.".to_owned() };
    let received_at = Timestamp::from_ms(5);
    let bytes = encoding::encode(&Alone {
        id: IncidentId::from_uuid(Uuid::from_u128(7)),
        number: None,
        provisional: None,
        ward: WardCode(19_777),
        unit: UnitCode("hepco".to_owned()),
        category: CategoryCode("HTDT".to_owned()),
        source: Source::HueS,
        title: "Hố ga hỏng".to_owned(),
        body: String::new(),
        address: String::new(),
        position: None,
        urgent: false,
        state: IncidentState::ExtensionAsked,
        received_at,
        due_at: None,
        closed_at: None,
        sample: true,
        extension: asked.clone(),
        extended_to: until,
    });
    let read: Incident = encoding::decode(&bytes).unwrap();
    let part = read.part(&UnitCode("hepco".to_owned())).unwrap();
    assert_eq!((part.state, &part.extension), (HandlingState::ExtensionAsked, &Some(asked)));
    assert_eq!(read.extended, Some(Extended { until, decided: received_at }));
    assert_eq!(read.state, read.in_hand());
}

#[test]
fn a_photo_says_what_it_shows_and_when_it_was_taken_only_where_that_is_known() {
    let mut incident: Incident = encoding::decode(&before()).unwrap();
    let taken_at = [None, Some(Timestamp::from_ms(9))];
    let shows = [PhotoShows::Reported, PhotoShows::Result];
    let photo = |(shows, taken_at)| Photo::received("9f3c".to_owned(), shows, taken_at);
    incident.photos = shows.into_iter().zip(taken_at).map(photo).collect();
    let bytes = encoding::encode(&incident);
    assert_eq!(encoding::decode::<Incident>(&bytes).unwrap(), incident);
    let end: String =
        bytes.iter().map(|byte| char::from(byte.clamp(&32, &126).to_owned())).collect();
    assert!(end.contains("photos") && end.matches("taken_at").count() == 1, "{end}");
    let words = ["reported", "result"].map(|word| end.contains(word));
    assert_eq!(words, [true, true], "{end}");
}
