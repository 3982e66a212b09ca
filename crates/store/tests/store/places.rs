//! What a typed text finds, for whom, and in which order.

use trucban_domain::{Action, Role, WardCode};
use trucban_geo::{Finding, Grid, WardIndex};
use trucban_store::{Place, Places, Store};

use crate::block::{PHU_XUAN, block, grant, place};
use crate::people::{at, incident_id};

fn ask_as(store: &Store, role: Role, ward: WardCode, typed: &str) -> Places {
    static WARDS: std::sync::LazyLock<WardIndex> =
        std::sync::LazyLock::new(|| WardIndex::shipped().unwrap());
    store.find_places(typed, &grant(role, vec![ward]), &WARDS).unwrap()
}

fn ask(store: &Store, typed: &str) -> Vec<String> {
    let places = ask_as(store, Role::CityDesk, PHU_XUAN, typed);
    assert_eq!(places.finding, None, "{typed}");
    places.found.iter().map(named).collect()
}

fn named(place: &Place) -> String {
    match place {
        Place::Incident(report) => report.number.clone().unwrap(),
        Place::Lot(lot) => format!("{}/{}", lot.sheet, lot.number),
        Place::Point(point) => format!("{} {}", point.north_mm / 1_000, point.east_mm / 1_000),
        Place::Street(street) => street.name.clone(),
        Place::Ward(named) => match named.formerly {
            Some(old) => format!("{} (cũ: {old})", named.ward.name),
            None => named.ward.name.clone(),
        },
        Place::Camera(camera) => camera.number.clone(),
        Place::Alert(alert, camera) => {
            assert!(camera.is_some());
            alert.number.clone()
        }
    }
}

#[test]
fn a_lot_is_found_by_sheet_and_number_with_its_ward_or_without() {
    let folder = tempfile::tempdir().unwrap();
    let store = block(folder.path()).store;
    for typed in ["22/80", "tờ 22 thửa 80 phú xuân", "22/80 phu xuan", "to 22 thua 80, P. Phú Xuân"]
    {
        assert_eq!(ask(&store, typed), ["22/80"], "{typed}");
    }
    assert_eq!(ask(&store, "22/80 Vỹ Dạ"), [""; 0], "the number is another lot's there");
    assert_eq!(ask(&store, "22/9999"), [""; 0]);
}

#[test]
fn a_lot_is_found_by_the_name_it_had_before_the_wards_were_merged() {
    let folder = tempfile::tempdir().unwrap();
    let store = block(folder.path()).store;
    assert_eq!(ask(&store, "3/9"), ["22/82"]);
    assert_eq!(ask(&store, "3/9 Đông Ba"), ["22/82"]);
    assert_eq!(ask(&store, "22/80 đông ba"), ["22/80"], "the old name with the new number");
    assert_eq!(ask(&store, "3/9 Tây Lộc"), [""; 0], "another commune of the same ward");
}

#[test]
fn what_looks_like_a_lot_and_names_no_ward_is_an_address() {
    let folder = tempfile::tempdir().unwrap();
    let store = block(folder.path()).store;
    let streets = ["Đoàn Thị Điểm", "Kiệt 16 Đoàn Thị Điểm"];
    assert_eq!(ask(&store, "22/80 Đoàn Thị Điểm"), streets);
    assert_eq!(ask(&store, "số 12 đoàn thị điểm"), streets);
    assert_eq!(ask(&store, "đường doan thi diem"), streets);
    assert_eq!(ask(&store, "kiệt 16 doan"), ["Kiệt 16 Đoàn Thị Điểm"]);
}

#[test]
fn coordinates_are_a_point_and_what_is_wrong_with_them_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let store = block(folder.path()).store;
    assert_eq!(ask(&store, "1821815 562020"), ["1821815 562020"]);
    let desk = |typed: &str| ask_as(&store, Role::CityDesk, PHU_XUAN, typed);
    let swapped = desk("562020 1821815");
    assert!(swapped.found.is_empty());
    assert!(matches!(swapped.finding, Some(Finding::Swapped { .. })), "{swapped:?}");
    let there = Grid::Hue.point_in(Grid::DaNang, place(10, 10)).unwrap();
    let other = desk(&format!("{} {}", there.north_mm / 1_000, there.east_mm / 1_000));
    assert!(
        matches!(
            other.finding,
            Some(Finding::OtherGrid { grid: Grid::DaNang, swapped: false, .. })
        ),
        "{other:?}"
    );
    assert_eq!(desk("21.0285, 105.8542").finding, Some(Finding::OutsideCity));
}

#[test]
fn wards_are_found_without_marks_and_by_the_names_of_former_communes() {
    let folder = tempfile::tempdir().unwrap();
    let store = block(folder.path()).store;
    assert_eq!(ask(&store, "vy da"), ["Vỹ Dạ"]);
    assert_eq!(ask(&store, "phường Đông Ba"), ["Phú Xuân (cũ: Đông Ba)"]);
}

#[test]
fn reports_cameras_and_alerts_are_found_by_their_numbers_the_whole_one_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut block = block(folder.path());
    let number = |n| block.store.incident(incident_id(n)).unwrap().unwrap().number.unwrap();
    let whole = number(1);
    assert_eq!(ask(&block.store, &whole)[0], whole);
    assert_eq!(ask(&block.store, &whole[1..])[0], whole, "without its letter");
    let both = ask(&block.store, &whole[..4]);
    assert!(both.contains(&number(1)) && both.contains(&number(2)), "{both:?}");
    assert_eq!(ask(&block.store, "cam-117"), ["CAM-117"]);
    assert_eq!(ask(&block.store, "117")[0], "CAM-117");
    assert_eq!(ask(&block.store, "2"), ["CAM-204"]);
    assert_eq!(ask(&block.store, "hung vuong"), ["CAM-117", "CAM-204"]);
    assert_eq!(ask(&block.store, "ca-261120-0117"), ["CA-261120-0117"]);
    assert_eq!(ask(&block.store, "75F1 12845"), ["CA-261120-0117"]);
    assert_eq!(ask(&block.store, "75-f1"), ["CA-261120-0117"]);
    block.central.delete(incident_id(1));
    block.central.deliver(&block.store);
    assert!(!ask(&block.store, &whole).contains(&whole));
}

#[test]
fn reports_are_found_by_their_words_without_marks_and_the_open_ones_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut block = block(folder.path());
    let number = |n| block.store.incident(incident_id(n)).unwrap().unwrap().number.unwrap();
    let (first, second) = (number(1), number(2));
    for typed in ["hố ga", "ho ga hong", "nguyen sinh cung ho ga", "kiệt 12 nguyễn sinh"] {
        assert_eq!(ask(&block.store, typed), [&*second, &*first], "{typed}: the newest first");
    }
    assert_eq!(ask(&block.store, "hố gà trống"), [""; 0]);
    block.central.close(incident_id(2), at(30));
    block.central.deliver(&block.store);
    assert_eq!(ask(&block.store, "ho ga"), [first, second]);
}

#[test]
fn a_single_letter_and_no_letter_at_all_find_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = block(folder.path()).store;
    for typed in ["", " ", "k", "?!", "\"*", "đ"] {
        assert_eq!(ask_as(&store, Role::CityDesk, PHU_XUAN, typed), Places::default(), "{typed}");
    }
}

#[test]
fn nobody_finds_what_the_grant_does_not_show() {
    let folder = tempfile::tempdir().unwrap();
    let store = block(folder.path()).store;
    let number = store.incident(incident_id(1)).unwrap().unwrap().number.unwrap();
    let vy_da = WardCode(19_777);
    for typed in [
        "22/80",
        "3/9",
        "cam-117",
        "ca-261120-0117",
        "75-F1 128.45",
        "doan thi diem",
        "ho ga",
        &number,
    ] {
        let found = ask_as(&store, Role::WardOfficial, vy_da, typed).found;
        assert_eq!(found, [], "{typed}");
    }
    let own = ask_as(&store, Role::WardOfficial, PHU_XUAN, "22/80").found;
    assert_eq!(own.len(), 1);
    assert!(!grant(Role::WardOfficial, vec![PHU_XUAN]).allows(Action::Judge, PHU_XUAN, None));
    assert_eq!(ask_as(&store, Role::WardOfficial, PHU_XUAN, "ca-261120-0117").found, []);
    let ward = ask_as(&store, Role::WardOfficial, vy_da, "đông ba").found;
    assert_eq!(ward.iter().map(named).collect::<Vec<_>>(), ["Phú Xuân (cũ: Đông Ba)"]);
}
