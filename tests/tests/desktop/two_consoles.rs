//! Two officials of one ward at their windows, and a central that comes and goes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use fantoccini::key::Key;
use trucban_tests::desktop::{Contacts, Deadline, Display, Launch, Window};
use trucban_tests::office::Office;
use trucban_tests::world::VY_DA;

use crate::desk::test;

/// An offline console tries again after at most half a minute, a quarter more or less.
const COMES_BACK: Deadline = Deadline::seconds(60);

/// A console on a data folder, watched.
struct Desk<'d> {
    display: &'d Display,
    data: PathBuf,
    enrolment: PathBuf,
    /// Addresses that the runs before this one contacted, beside that of its own web view.
    contacted: BTreeSet<std::net::SocketAddr>,
    window: Option<Window>,
}

impl<'d> Desk<'d> {
    async fn open(display: &'d Display, data: &Path, enrolment: PathBuf) -> Result<Self> {
        std::fs::create_dir_all(data)?;
        let contacted = BTreeSet::new();
        let mut desk = Self { display, data: data.to_owned(), enrolment, contacted, window: None };
        desk.start().await?;
        Ok(desk)
    }

    async fn start(&mut self) -> Result<()> {
        let contacts = Contacts::of(&self.data);
        let launch = Launch::console(&self.data)?
            .arg("--enrolment")
            .arg(&self.enrolment)
            .through(contacts.watcher());
        let mut window = Window::open(self.display, &launch).await?;
        window.set_deadline(COMES_BACK);
        window.wait_for("body[data-ready='incidents']").await?;
        self.window = Some(window);
        Ok(())
    }

    fn window(&self) -> &Window {
        self.window.as_ref().unwrap()
    }

    /// Notes whom this run has contacted, before the next one writes its own trace.
    fn note_contacts(&mut self) -> Result<()> {
        let web_view = self.window().web_view()?;
        let mut contacted = Contacts::of(&self.data).addresses()?;
        contacted.remove(&web_view);
        self.contacted.extend(contacted);
        Ok(())
    }

    /// Ends the console as a power cut would, and starts it again.
    async fn die_and_start_again(&mut self) -> Result<()> {
        self.note_contacts()?;
        self.window.take().context("an open console")?.kill_9().await?;
        self.start().await
    }

    async fn close(&mut self) -> Result<()> {
        self.note_contacts()?;
        self.window.take().context("an open console")?.close().await
    }

    /// Opens a report of the queue, and waits until it is the one that is shown.
    async fn read(&self, number: &str) -> Result<()> {
        self.window().click(&test(&format!("row-{number}"))).await?;
        self.window().wait_for_text(&test("detail-number"), number).await?;
        Ok(())
    }

    async fn goes(&self, connection: &str) -> Result<()> {
        let state = format!("{}[data-state='{connection}']", test("status-connection"));
        self.window().wait_for(&state).await?;
        Ok(())
    }

    async fn waits_for(&self, count: u32) -> Result<()> {
        let state = format!("{}[data-count='{count}']", test("status-waiting"));
        self.window().wait_for(&state).await?;
        Ok(())
    }

    /// The receipt of an act stands where it is expected.
    async fn has_receipt(&self, client_seq: u32, states: &[&str]) -> Result<()> {
        let one = |state: &&str| {
            format!("{}[data-state='{state}']", test(&format!("receipt-{client_seq}")))
        };
        let any = states.iter().map(one).collect::<Vec<_>>().join(", ");
        self.window().wait_for(&any).await?;
        Ok(())
    }
}

/// Saved and waiting: never sent, or sent into a network that gave no answer.
const UNANSWERED: &[&str] = &["saved", "sent"];

#[tokio::test]
async fn acts_made_offline_survive_the_console_s_death_and_arrive_and_the_second_of_two_is_told()
-> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut office = Office::open().await?;
    let display = Display::start(1440, 900)?;
    let enrolment = office.enrol("Lê Văn A", &[VY_DA]).await?;
    let mut first = Desk::open(&display, &folder.path().join("first"), enrolment).await?;
    let enrolment = office.enrol("Trần Thị B", &[VY_DA]).await?;
    let mut second = Desk::open(&display, &folder.path().join("second"), enrolment).await?;

    let report = office.post(VY_DA, "Cây ngã chắn kiệt 12 Nguyễn Sinh Cung.").await?;
    for desk in [&first, &second] {
        desk.window().wait_for(&test(&format!("row-{report}"))).await?;
    }
    office.kill().await?;
    first.goes("offline").await?;

    first.read(&report).await?;
    first.window().press(['t']).await?;
    first.has_receipt(1, UNANSWERED).await?;
    first.window().press(['n']).await?;
    let note = first.window().wait_for(&test("note-text")).await?;
    note.send_keys("Đã gọi tổ cây xanh, 15 phút nữa có mặt.").await?;
    note.send_keys(&format!("{}{}", char::from(Key::Control), char::from(Key::Enter))).await?;
    first.has_receipt(2, UNANSWERED).await?;
    first.goes("offline").await?;
    first.waits_for(2).await?;

    first.die_and_start_again().await?;
    first.waits_for(2).await?;
    first.read(&report).await?;
    first.has_receipt(1, UNANSWERED).await?;
    first.has_receipt(2, UNANSWERED).await?;
    let detail = first.window().text(&test("detail")).await?;
    assert!(detail.contains("Đã gọi tổ cây xanh, 15 phút nữa có mặt."), "{detail}");

    office.start().await?;
    first.waits_for(0).await?;
    first.window().press(['g', 'd']).await?;
    first.has_receipt(1, &["accepted"]).await?;
    first.has_receipt(2, &["accepted"]).await?;
    let accepted = format!("{}[data-state='acknowledged']", test(&format!("row-{report}")));
    second.window().wait_for(&accepted).await?;
    second.read(&report).await?;
    second.window().wait_for_text(&test("accepted-by"), "Lê Văn A").await?;
    let detail = second.window().text(&test("detail")).await?;
    assert!(detail.contains("Đã gọi tổ cây xanh, 15 phút nữa có mặt."), "{detail}");

    // Second round: both accept while nobody can tell them of the other.
    let report = office.post(VY_DA, "Nước tràn ở ngã ba Lâm Hoằng.").await?;
    first.window().press(['g', 'p']).await?;
    for desk in [&first, &second] {
        desk.window().wait_for(&test(&format!("row-{report}"))).await?;
    }
    office.kill().await?;
    for (desk, seq) in [(&first, 3), (&second, 1)] {
        desk.goes("offline").await?;
        desk.read(&report).await?;
        desk.window().press(['t']).await?;
        desk.has_receipt(seq, UNANSWERED).await?;
    }
    office.start().await?;
    for desk in [&first, &second] {
        desk.waits_for(0).await?;
        desk.window().press(['g', 'd']).await?;
    }
    let answer = |state: &'static str| {
        move |seq: u32| format!("{}[data-state='{state}']", test(&format!("outbox-{seq}")))
    };
    let settled = |seq: u32| format!("{}, {}", answer("accepted")(seq), answer("refused")(seq));
    first.window().wait_for(&settled(3)).await?;
    second.window().wait_for(&settled(1)).await?;
    let first_stands = !first.window().find_all(&answer("accepted")(3)).await?.is_empty();
    let (winner, loser, seq) =
        if first_stands { ("Lê Văn A", &second, 1) } else { ("Trần Thị B", &first, 3) };
    let told = loser.window().wait_for_text(&answer("refused")(seq), winner).await?;
    assert!(told.contains("tiếp nhận"), "{told}");
    loser.window().wait_for(&test("status-refused")).await?;
    let shown = first.window().find_all("[data-testid^='outbox-'][data-state]").await?;
    assert_eq!(shown.len(), 3, "no act has vanished");

    let central: BTreeSet<std::net::SocketAddr> =
        [office.url()?.trim_start_matches("http://").parse()?].into();
    for desk in [&mut first, &mut second] {
        desk.close().await?;
        ensure!(desk.contacted == central, "contacted: {:?}", desk.contacted);
    }
    Ok(())
}
