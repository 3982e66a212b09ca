//! An official at the window, who finds things with the keyboard.

use anyhow::Result;
use fantoccini::key::Key;
use tempfile::TempDir;
use trucban_domain::Role;
use trucban_tests::desktop::{Deadline, Display, Launch, Window};
use trucban_tests::office::Office;
use trucban_tests::world::VY_DA;

/// The first screen of a whole city waits for its download.
pub const DOWNLOADS: Deadline = Deadline::seconds(120);
/// The key.
pub const ENTER: char = '\u{e007}';

/// The part of the page with this mark.
pub fn test(id: &str) -> String {
    format!("[data-testid='{id}']")
}

/// A row of what was found.
pub fn found(kind: &str) -> String {
    format!("{}[data-kind='{kind}']", test("found"))
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
        self.window.press_holding(char::from(Key::Control), ENTER).await
    }

    /// Waits until all that central holds is on this laptop.
    pub async fn has_everything(&self) -> Result<()> {
        self.window
            .wait_until("the end of the first download", || async {
                let left = self.window.find_all(&test("status-first-sync")).await?;
                Ok(left.is_empty().then_some(()))
            })
            .await
    }

    /// Types into the palette, wherever the focus was.
    pub async fn types(&self, text: &str) -> Result<()> {
        self.window.press_holding(char::from(Key::Control), 'k').await?;
        self.window
            .wait_until("the focus in the search box", || async { self.focus_is("search").await })
            .await?;
        self.window.press(text.chars()).await
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
