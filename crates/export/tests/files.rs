//! What leaves the console, read back by programs that did not write it.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::fs;
use std::path::Path;

use calamine::{Data, DataType as _, Reader as _, Xlsx, open_workbook};
use jiff::civil::date;
use trucban_domain::figures::{Counts, Figures, Line, Overdue, Period, PeriodKind, WEEK_HOURS};
use trucban_domain::{
    CategoryCode, Handling, Incident, IncidentId, IncidentState, Source, Timestamp, UnitCode,
    WardCode,
};
use trucban_export::{
    About, ExportError, Format, Lang, NewFile, ReportList, What, free_path, write_figures,
};

const VY_DA: WardCode = WardCode(19_777);

fn at(iso: &str) -> Timestamp {
    Timestamp::parse_iso(iso).unwrap()
}

fn about() -> About {
    About {
        period: Period::holding(PeriodKind::Month, date(2026, 11, 20)),
        ward: None,
        made_at: at("2026-11-20T09:00:00+07:00"),
        as_of: Some(at("2026-11-20T08:58:00+07:00")),
        by: "Trần Thị B".to_owned(),
        unit: UnitCode::committee_of(VY_DA),
        sample: true,
        lang: Lang::Vi,
    }
}

fn report(title: &str, body: &str) -> Incident {
    Incident {
        id: IncidentId::from_uuid(uuid::Uuid::from_u128(7)),
        number: Some("a246533".to_owned()),
        provisional: None,
        ward: VY_DA,
        handling: vec![Handling::waiting(UnitCode("hepco".to_owned()))],
        category: CategoryCode("HTDT".to_owned()),
        source: Source::HueS,
        title: title.to_owned(),
        body: body.to_owned(),
        address: "Kiệt 12, \"xóm dưới\"; Nguyễn Sinh Cung".to_owned(),
        position: None,
        urgent: false,
        state: IncidentState::Closed,
        received_at: at("2026-11-02T08:15:00+07:00"),
        due_at: Some(at("2026-11-11T23:59:59.999+07:00")),
        closed_at: Some(at("2026-11-10T16:40:00+07:00")),
        sample: true,
        photos: Vec::new(),
        last_step: None,
        extended: None,
        question: None,
        pauses: Vec::new(),
        outcome: None,
        rating: None,
        reopened: None,
        visited: None,
    }
}

const BODY: &str = "Gọi 0912 345 678 hoặc\nnguyen.a@gmail.com, xe 75-F1 123.45, \"gấp\"";
const HIDDEN: &str = "Gọi [số điện thoại] hoặc\n[e-mail], xe [biển số], \"gấp\"";

fn list(path: &Path, format: Format) {
    let file = NewFile::begin(path).unwrap();
    let mut list = ReportList::begin(about(), format, file).unwrap();
    list.push(&report("=HYPERLINK(\"http://x\")", BODY)).unwrap();
    list.push(&report("Hố ga, hỏng", "")).unwrap();
    assert_eq!(list.finish().unwrap(), (path.to_owned(), 2));
}

fn figures() -> Figures {
    let line = |counts| Line { of: (), counts, overdue: Overdue { rows: 3, extended: 1 } };
    let Line { counts, overdue, .. } = line(Counts([1, 2, 6, 1, 2, 1, 3]));
    let mut arrivals = vec![0; WEEK_HOURS];
    arrivals[9] = 12;
    Figures {
        total: line(counts),
        wards: vec![Line { of: VY_DA, counts, overdue }],
        units: vec![Line { of: UnitCode("hepco".to_owned()), counts, overdue }],
        categories: vec![Line { of: CategoryCode("HTDT".to_owned()), counts, overdue }],
        trend: vec![Counts::default(); 30],
        arrivals,
        held_from: None,
    }
}

#[test]
fn a_list_as_csv_reads_back_as_rfc_4180_has_it_with_names_hidden_and_formulas_plain() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    list(&path, Format::Csv);
    let bytes = fs::read(&path).unwrap();
    let text = std::str::from_utf8(&bytes).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap();
    assert_eq!(text.matches("\r\n").count(), 3, "lines end so, texts keep their own ends");
    let mut read = csv::Reader::from_reader(text.as_bytes());
    let titles = read.headers().unwrap().clone();
    assert_eq!((&titles[0], &titles[2], titles.len()), ("Số", "Phường, xã", 15));
    let lines: Vec<csv::StringRecord> = read.records().map(Result::unwrap).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(&lines[0][12], "'=HYPERLINK(\"http://x\")");
    assert_eq!(&lines[0][14], HIDDEN);
    assert_eq!(&lines[1][12], "Hố ga, hỏng");
    assert_eq!(&lines[0][1], "2026-11-02T08:15:00+07:00");
    assert_eq!((&lines[0][3], &lines[0][7], &lines[0][8]), ("HEPCO", "Đã đóng", "Đúng hạn"));
}

#[test]
fn a_list_as_a_workbook_reads_back_with_texts_as_texts_and_moments_as_moments() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.xlsx");
    list(&path, Format::Xlsx);
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    assert_eq!(book.sheet_names(), ["Phản ánh", "Giải thích"]);
    let sheet = book.worksheet_range("Phản ánh").unwrap();
    assert_eq!(sheet.height(), 3);
    let cell = |line: u32, column: u32| sheet.get_value((line, column)).unwrap().clone();
    assert_eq!(cell(0, 0), Data::String("Số".to_owned()));
    assert_eq!(cell(1, 12), Data::String("=HYPERLINK(\"http://x\")".to_owned()));
    assert_eq!(cell(1, 14), Data::String(HIDDEN.to_owned()));
    assert!(book.worksheet_formula("Phản ánh").unwrap().is_empty(), "no text is a formula");
    let received = cell(1, 1);
    // Days since 30/12/1899, as spreadsheets count them.
    let Data::DateTime(received) = received else { panic!("{received:?} is no moment") };
    assert!((received.as_f64() - (46_328.0 + 8.25 / 24.0)).abs() < 1e-6, "{received:?}");
    let about = book.worksheet_range("Giải thích").unwrap();
    let says: Vec<String> = about.rows().map(|row| format!("{} {}", row[0], row[1])).collect();
    assert!(says.iter().any(|line| line == "Kỳ Tháng 11/2026"), "{says:?}");
    assert!(says.iter().any(|line| line == "Người xuất Trần Thị B, UBND phường Vỹ Dạ"), "{says:?}");
}

#[test]
fn figures_read_back_from_both_forms_with_each_rate_beside_what_it_is_a_share_of() {
    let folder = tempfile::tempdir().unwrap();
    let of = |format: Format| {
        let path = folder.path().join(about().file_name(What::Figures, format));
        let file = NewFile::begin(&path).unwrap();
        let (path, lines) = write_figures(&about(), &figures(), format, file).unwrap();
        assert_eq!(lines, 4 + 30 + 168);
        path
    };
    let text = fs::read_to_string(of(Format::Csv)).unwrap();
    let mut read = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let titles = read.headers().unwrap().clone();
    let lines: Vec<csv::StringRecord> = read.records().map(Result::unwrap).collect();
    let value = |line: &csv::StringRecord, title: &str| {
        let column = titles.iter().position(|it| it == title).unwrap();
        line[column].to_owned()
    };
    let ward = &lines[1];
    assert_eq!(value(ward, "Tên"), "Phường Vỹ Dạ");
    for (title, says) in [
        ("Từ ngày", "2026-11-01"),
        ("Đã gửi", "16"),
        ("Từ chối, trùng", "3"),
        ("Đã tiếp nhận", "12"),
        ("Đã xử lý", "10"),
        ("Tỷ lệ xử lý, %", "83.33"),
        ("Đã xử lý có hạn", "9"),
        ("Đúng hạn", "6"),
        ("Tỷ lệ đúng hạn, %", "66.67"),
        ("Trễ, có gia hạn", "1"),
        ("Trễ, không gia hạn", "2"),
        ("Đang mở, quá hạn", "3"),
    ] {
        assert_eq!(value(ward, title), says, "{title}");
    }
    assert_eq!(value(&lines[4], "Tỷ lệ xử lý, %"), "", "there is no rate of nothing");
    let nine = lines.iter().find(|line| value(line, "Mã") == "1.09").unwrap();
    assert_eq!(
        (value(nine, "Tên").as_str(), value(nine, "Đã gửi").as_str()),
        ("thứ Hai, 9 giờ", "12")
    );

    let mut book: Xlsx<_> = open_workbook(of(Format::Xlsx)).unwrap();
    let sheet = book.worksheet_range("Số liệu").unwrap();
    let column = titles.iter().position(|it| it == "Đã xử lý").unwrap();
    let cell = sheet.get_value((2, u32::try_from(column).unwrap())).unwrap();
    assert_eq!(cell.as_f64(), Some(10.0), "a number is a number");
}

#[test]
fn a_file_is_never_overwritten_and_what_fails_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    fs::write(&path, "mine").unwrap();
    assert!(matches!(NewFile::begin(&path), Err(ExportError::Exists(_))));
    let free = free_path(folder.path(), "list.csv");
    assert_eq!(free, folder.path().join("list (2).csv"));

    // Another file comes there while ours is written.
    let file = NewFile::begin(&free).unwrap();
    let list = ReportList::begin(about(), Format::Csv, file).unwrap();
    fs::write(&free, "another").unwrap();
    assert!(matches!(list.finish(), Err(ExportError::Exists(_))));
    // Whoever stops in the middle leaves nothing.
    let file = NewFile::begin(&folder.path().join("half.xlsx")).unwrap();
    drop(ReportList::begin(about(), Format::Xlsx, file).unwrap());
    let mut left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, ["list (2).csv", "list.csv"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    assert_eq!(fs::read_to_string(&free).unwrap(), "another");
}

#[test]
fn a_name_tells_what_it_is_of() {
    let named = |about: About, what, format| about.file_name(what, format);
    assert_eq!(named(about(), What::Figures, Format::Xlsx), "so-lieu-2026-11-toan-bo.xlsx");
    let one = About { ward: Some(VY_DA), lang: Lang::En, ..about() };
    assert_eq!(named(one, What::Reports, Format::Csv), "reports-2026-11-vy-da.csv");
}

#[cfg(unix)]
#[test]
fn a_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    list(&path, Format::Csv);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}
