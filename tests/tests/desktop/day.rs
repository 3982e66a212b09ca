//! Days of the people who work with the console, from the first look in the morning to the hand-over:
//! half of each without a network, with one death in the middle, by keyboard alone where it allows that.
//!
//! `cargo xtask day ward|inspector` lives one and shows the line that it says at its end.

use std::io::Write as _;
use std::path::Path;

use anyhow::Result;
use fantoccini::key::Key;
use tokio::time::Instant;
use trucban_domain::{HandlingState, Incident, IncidentState, PhotoShows, UnitCode};
use trucban_tests::desktop::{Display, Window};
use trucban_tests::office::Office;
use trucban_tests::picture::of_colour;
use trucban_tests::world::VY_DA;

use crate::desk::{ENTER, commit, found, offline, open, stands, test, waits};

/// How a day goes.
pub struct Day {
    name: &'static str,
    began: Instant,
    keys: u64,
}

impl Day {
    /// It begins.
    pub fn begin(name: &'static str) -> Self {
        Self { name, began: Instant::now(), keys: 0 }
    }

    /// Counts the keys of a window that closes.
    pub fn count(&mut self, window: &Window) {
        self.keys += window.keys();
    }

    /// Says how it went.
    pub fn say(&self, errors: &[String]) -> Result<()> {
        let line = serde_json::json!({
            "name": self.name,
            "keys": self.keys,
            "seconds": self.began.elapsed().as_secs(),
            "errors": errors,
        });
        let mut out = std::io::stdout().lock();
        Ok(writeln!(out, "{line}")?)
    }
}

/// Goes to a report by its number, from wherever the focus was.
async fn go_to(window: &Window, number: &str) -> Result<()> {
    window.press_holding(char::from(Key::Control), 'k').await?;
    window.wait_for(&format!("{}:focus", test("search"))).await?;
    window.press(number.chars()).await?;
    window.wait_for(&format!("{}.current", found("incident"))).await?;
    window.press([ENTER]).await?;
    window.wait_for_text(&test("detail-number"), number).await?;
    Ok(())
}

async fn form(window: &Window, key: char, name: &str) -> Result<()> {
    window.press([key]).await?;
    window.wait_for(&test(&format!("form-{name}"))).await?;
    Ok(())
}

/// Writes a result with a photo, as far as the laptop lives.
async fn begins_a_result(window: &Window, photo: &Path) -> Result<()> {
    form(window, 's', "result").await?;
    window.type_on("Đã thu gom rác").await?;
    let picker = window.wait_for(&test("photo-files")).await?;
    picker.send_keys(&photo.to_string_lossy()).await?;
    window.wait_for(&test("chosen-0")).await?;
    window.wait_for(&format!("{}[data-kept='true']", test("draft"))).await?;
    Ok(())
}

/// What the next shift is told.
const TOLD: &str = "Điện lực hẹn 16 giờ ở Lâm Hoằng.";

/// Hands the shift over.
async fn hands_over(window: &Window) -> Result<()> {
    window.press(['q']).await?;
    window.wait_for(&test("handover-write")).await?;
    window.press(['q']).await?;
    window.wait_for(&format!("{}:focus", test("handover-words"))).await?;
    window.type_on(TOLD).await?;
    window.wait_for(&test("handover-left")).await?;
    commit(window).await?;
    window.wait_for_text(&test("handover-notes"), TOLD).await?;
    Ok(())
}

/// The next official reads it and takes the shift over.
async fn takes_over(window: &Window, name: &str) -> Result<()> {
    window.press(['q']).await?;
    window.wait_for_text(&test("handover-notes"), TOLD).await?;
    window.press([ENTER]).await?;
    window.wait_for_text(&test("handover-taker"), name).await?;
    waits(window, 0).await
}

/// What is not as it must be at central.
fn wrong(what: &str, report: &Incident, holds: impl Fn(&Incident) -> bool) -> Option<String> {
    (!holds(report)).then(|| format!("{what}: {:?} {:?}", report.state, report.handling))
}

#[tokio::test]
async fn day_of_a_ward_official() -> Result<()> {
    let mut day = Day::begin("ward");
    let folder = trucban_tests::folder()?;
    let mut office = Office::open().await?;
    let display = Display::start(1440, 900)?;
    let official = office.enrol("Lê Văn A", &[VY_DA]).await?;
    let next = office.enrol("Trần Thị B", &[VY_DA]).await?;
    let photo = folder.path().join("sau.png");
    std::fs::write(&photo, of_colour(40, 160, 90))?;
    let urgent = office.post(VY_DA, "Dây điện sà sát mái nhà số 60 Lâm Hoằng.").await?;
    let foreign = office.post(VY_DA, "Cây xanh gãy cành trước số 14.").await?;
    let slow = office.post(VY_DA, "Mái che lấn vỉa hè trước số 21.").await?;
    let done = office.post(VY_DA, "Rác tồn sau chợ Cống.").await?;

    // 07:30. What came in over night is accepted, with the network still there.
    let data = folder.path().join("ward");
    let window = open(&display, &data, &official).await?;
    window.wait_for(&format!("{}[data-count='4']", test("view-new"))).await?;
    go_to(&window, &urgent).await?;
    window.press(['t']).await?;
    stands(&window, &urgent, "acknowledged").await?;
    waits(&window, 0).await?;

    // The line goes down. A report that is another unit's goes back, another needs more time.
    office.kill().await?;
    offline(&window).await?;
    go_to(&window, &foreign).await?;
    form(&window, 'b', "return").await?;
    window.type_on("Trung tâm Công viên").await?;
    window.press([char::from(Key::Tab)]).await?;
    window.type_on("Cây do trung tâm quản lý.").await?;
    commit(&window).await?;
    stands(&window, &foreign, "returned").await?;
    go_to(&window, &slow).await?;
    window.press(['t']).await?;
    stands(&window, &slow, "acknowledged").await?;
    form(&window, 'e', "ask-extension").await?;
    window.type_on("1/3/2027").await?;
    window.press([char::from(Key::Tab)]).await?;
    window.type_on("Chủ hộ xin thêm thời gian tự tháo dỡ.").await?;
    commit(&window).await?;
    stands(&window, &slow, "extension_asked").await?;

    // The laptop dies over a result that is half written.
    go_to(&window, &done).await?;
    window.press(['t']).await?;
    stands(&window, &done, "acknowledged").await?;
    begins_a_result(&window, &photo).await?;
    day.count(&window);
    window.kill_9().await?;
    let window = open(&display, &data, &official).await?;
    waits(&window, 4).await?;
    go_to(&window, &done).await?;
    form(&window, 's', "result").await?;
    window.wait_for(&test("chosen-0")).await?;
    window.type_on(" sau chợ lúc 15 giờ.").await?;
    commit(&window).await?;
    stands(&window, &done, "resulted").await?;
    go_to(&window, &urgent).await?;
    window.press(['n']).await?;
    window.wait_for(&test("note-text")).await?;
    window.type_on("Đã gọi Điện lực, hẹn 16 giờ.").await?;
    commit(&window).await?;
    waits(&window, 7).await?;
    hands_over(&window).await?;
    waits(&window, 8).await?;

    // 17:00. The network is back, everything arrives, and the next one takes over.
    office.start().await?;
    waits(&window, 0).await?;
    let next = open(&display, &folder.path().join("next"), &next).await?;
    takes_over(&next, "Trần Thị B").await?;
    window.wait_for_text(&test("handover-taker"), "Trần Thị B").await?;
    for window in [window, next] {
        day.count(&window);
        window.close().await?;
    }

    let ward = UnitCode::committee_of(VY_DA);
    let report = |number: &str| office.report(number);
    let (urgent, foreign, slow, done) =
        (report(&urgent)?, report(&foreign)?, report(&slow)?, report(&done)?);
    let errors: Vec<String> = [
        wrong("accepted", &urgent, |it| it.state == IncidentState::Acknowledged),
        wrong("returned", &foreign, |it| {
            let why = it.part(&ward).and_then(|part| part.returned.as_ref());
            why.is_some_and(|why| why.suggested == UnitCode("cong-vien-cay-xanh".to_owned()))
        }),
        wrong("asked for time", &slow, |it| it.lead().state == HandlingState::ExtensionAsked),
        wrong("result", &done, |it| {
            it.lead().result.as_deref() == Some("Đã thu gom rác sau chợ lúc 15 giờ.")
        }),
        wrong("photo of the result", &done, |it| {
            it.photos.iter().map(|photo| photo.shows).eq([PhotoShows::Result])
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    day.say(&errors)?;
    anyhow::ensure!(errors.is_empty(), "{errors:?}");
    Ok(())
}
