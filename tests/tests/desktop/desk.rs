//! An official at the window, who finds things with the keyboard.

use std::path::Path;

use anyhow::{Result, ensure};
use fantoccini::key::Key;
use tempfile::TempDir;
use trucban_domain::{Clock as _, Role};
use trucban_host::SystemClock;
use trucban_tests::desktop::{Deadline, Display, Launch, Window};
use trucban_tests::office::Office;
use trucban_tests::picture::of_colour;
use trucban_tests::seen;
use trucban_tests::world::VY_DA;

/// The first screen of a whole city waits for its download.
pub const DOWNLOADS: Deadline = Deadline::seconds(120);
/// The key.
pub const ENTER: char = '\u{e007}';
/// The first lot of the sample city.
pub const LOT: &str = "Thửa 1, tờ bản đồ 1";

/// The part of the page with this mark.
pub fn test(id: &str) -> String {
    format!("[data-testid='{id}']")
}

/// A row of what was found.
pub fn found(kind: &str) -> String {
    format!("{}[data-kind='{kind}']", test("found"))
}

/// Presses `Ctrl` and `Enter`, wherever the focus is.
pub async fn commit(window: &Window) -> Result<()> {
    window.press_holding(char::from(Key::Control), ENTER).await
}

/// Takes in a camera of Vỹ Dạ and one alert of it, ten minutes old.
pub fn take_in_alert(office: &Office) -> Result<()> {
    let gateway = office.gateway()?;
    gateway.take_in_camera(seen::camera(VY_DA, None))?;
    let at = SystemClock.now().plus_ms(-600_000);
    seen::take_in(&gateway, VY_DA, 117, "red_light", at, &[of_colour(90, 60, 140)])?;
    Ok(())
}

/// An offline console tries again after at most half a minute, a quarter more or less.
pub const COMES_BACK: Deadline = Deadline::seconds(60);

/// Opens the window of a laptop at its queue.
pub async fn open(display: &Display, data: &Path, enrolment: &Path) -> Result<Window> {
    let launch = Launch::console(data)?.arg("--enrolment").arg(enrolment);
    let mut window = Window::open(display, &launch).await?;
    window.set_deadline(COMES_BACK);
    window.wait_for("body[data-ready='incidents']").await?;
    Ok(window)
}

/// The open report stands there.
pub async fn stands(window: &Window, number: &str, state: &str) -> Result<()> {
    window.wait_for_text(&test("detail-number"), number).await?;
    window.wait_for(&format!("{}[data-state='{state}']", test("detail-steps"))).await?;
    Ok(())
}

/// So many acts wait to be sent.
pub async fn waits(window: &Window, count: u32) -> Result<()> {
    window.wait_for(&format!("{}[data-count='{count}']", test("status-waiting"))).await?;
    Ok(())
}

/// The window knows that central is away.
pub async fn offline(window: &Window) -> Result<()> {
    window.wait_for(&format!("{}[data-state='offline']", test("status-connection"))).await?;
    Ok(())
}

/// An official at the queue.
pub struct Desk {
    /// The window.
    pub window: Window,
    _folder: TempDir,
}

impl Desk {
    /// Opens the window of a laptop that is enrolled for this role, and waits for the queue.
    pub async fn open(display: &Display, office: &Office, role: Role) -> Result<Self> {
        let folder = trucban_tests::folder()?;
        let wards: &[_] = if role == Role::CityDesk { &[] } else { &[VY_DA] };
        let enrolment = office.enrol_as("Nguyễn Văn A", role, wards).await?;
        let launch = Launch::console(folder.path())?.arg("--enrolment").arg(enrolment);
        let mut window = Window::open(display, &launch).await?;
        window.set_deadline(DOWNLOADS);
        window.wait_for("body[data-ready='incidents']").await?;
        Ok(Self { window, _folder: folder })
    }

    /// Opens the window of a laptop that nobody has used yet.
    pub async fn of_new_laptop(display: &Display) -> Result<Self> {
        let folder = trucban_tests::folder()?;
        let mut window = Window::open(display, &Launch::console(folder.path())?).await?;
        window.set_deadline(DOWNLOADS);
        window.wait_for("body[data-ready='first-run']").await?;
        Ok(Self { window, _folder: folder })
    }

    /// Presses `Ctrl` and `Enter`, wherever the focus is.
    pub async fn commits(&self) -> Result<()> {
        commit(&self.window).await
    }

    /// Waits until all that central holds is on this laptop.
    pub async fn has_everything(&self) -> Result<()> {
        self.window.wait_until_gone(&test("status-first-sync")).await
    }

    /// Types into the palette, wherever the focus was.
    pub async fn types(&self, text: &str) -> Result<()> {
        self.window.press_holding(char::from(Key::Control), 'k').await?;
        self.window
            .wait_until("the focus in the search box", || async { self.focus_is("search").await })
            .await?;
        self.window.press(text.chars()).await
    }

    /// Goes to the first lot of the sample city, by Enter that is quicker than the answer; what its
    /// card says.
    pub async fn looks_up_a_lot(&self) -> Result<String> {
        self.types(&format!("1/1 vy da{ENTER}")).await?;
        self.stands_on("map").await?;
        let card = self.window.wait_for_text(&test("map-card"), LOT).await?;
        ensure!(card.contains("Phường Vỹ Dạ"), "{card}");
        Ok(card)
    }

    /// Goes to the one alert with the plate of [`take_in_alert`].
    pub async fn finds_the_alert(&self) -> Result<()> {
        self.types("75f112845").await?;
        self.enters(&found("alert")).await?;
        self.stands_on("cameras").await?;
        self.window.wait_for_text(&test("alert-number"), "CA-261120-0117").await?;
        Ok(())
    }

    /// Whether the focus is in this field; nothing for none.
    pub async fn focus_is(&self, field: &str) -> Result<Option<()>> {
        let focus =
            self.window.script("return document.activeElement.dataset.testid ?? ''").await?;
        Ok((focus == *field).then_some(()))
    }

    /// Chooses what Enter means, once that is this.
    pub async fn enters(&self, row: &str) -> Result<()> {
        self.window.wait_for(&format!("{row}.current")).await?;
        self.window.press([ENTER]).await
    }

    /// Waits for a screen.
    pub async fn stands_on(&self, screen: &str) -> Result<()> {
        self.window.wait_for(&format!("body[data-ready='{screen}']")).await?;
        Ok(())
    }
}
