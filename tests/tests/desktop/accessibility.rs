//! What keeps people from using a screen: axe looks at every screen of the real window, each form of
//! a report open, in the light and in the dark. Serious and critical findings fail.

use anyhow::{Context as _, Result, ensure};
use fantoccini::key::Key;
use serde_json::Value;
use tempfile::TempDir;
use trucban_domain::Role;
use trucban_tests::desktop::{Display, Launch, Window};
use trucban_tests::office::Office;
use trucban_tests::tools;
use trucban_tests::world::VY_DA;

use crate::desk::{DOWNLOADS, take_in_alert, test};

/// Asks axe about the whole page; what it says lands in `window.axeSaid`.
const ASK: &str = "window.axeSaid = null;
    axe.run(document, { preload: false, resultTypes: ['violations'] }).then(
        found => { window.axeSaid = found.violations
            .filter(rule => ['serious', 'critical'].includes(rule.impact))
            .flatMap(rule => rule.nodes.map(node =>
                `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`)); },
        failed => { window.axeSaid = [`axe itself failed: ${failed}`]; });";

/// A window that is looked at, and what was found so far.
struct Looked {
    window: Window,
    found: Vec<String>,
    theme: &'static str,
    _folder: TempDir,
}

impl Looked {
    async fn open(
        display: &Display,
        office: &Office,
        role: Option<Role>,
        theme: &'static str,
    ) -> Result<Self> {
        let folder = trucban_tests::folder()?;
        let mut launch = Launch::console(folder.path())?.arg("--theme").arg(theme);
        launch = launch.arg("--phone-address").arg("127.0.0.1");
        let mut ready = "first-run";
        if let Some(role) = role {
            let wards: &[_] = if role == Role::CityDesk { &[] } else { &[VY_DA] };
            let name = format!("Nguyễn Văn {theme}");
            launch = launch.arg("--enrolment").arg(office.enrol_as(&name, role, wards).await?);
            ready = "incidents";
        }
        let mut window = Window::open(display, &launch).await?;
        window.set_deadline(DOWNLOADS);
        window.wait_for(&format!("body[data-ready='{ready}']")).await?;
        if role.is_some() {
            window.wait_until_gone(&test("status-first-sync")).await?;
        }
        window.script(&tools::axe()?).await?;
        Ok(Self { window, found: Vec::new(), theme, _folder: folder })
    }

    /// Asks axe, and keeps what it finds under the name of what is seen.
    async fn look(&mut self, what: &str) -> Result<()> {
        self.window.script(ASK).await?;
        let said = self
            .window
            .wait_until("axe to answer", || async {
                let said = self.window.script("return window.axeSaid").await?;
                Ok((said != Value::Null).then_some(said))
            })
            .await?;
        let said = said.as_array().context("a list of findings")?;
        let theme = self.theme;
        self.found.extend(said.iter().map(|one| format!("{what}, {theme}: {one}")));
        Ok(())
    }

    async fn goes(&mut self, keys: &str, screen: &str) -> Result<()> {
        self.window.press(keys.chars()).await?;
        self.window.wait_for(&format!("body[data-ready='{screen}']")).await?;
        self.look(screen).await
    }

    /// Opens each form of the report that is shown, looks, and leaves it.
    async fn each_form(&mut self) -> Result<usize> {
        let buttons = "return [...document.querySelectorAll(\".acts [data-testid^='open-']\")]
                           .map(button => button.dataset.testid)";
        let forms: Vec<String> = serde_json::from_value(self.window.script(buttons).await?)?;
        for form in &forms {
            self.window.click(&test(form)).await?;
            let shown = test(&form.replacen("open-", "form-", 1));
            self.window.wait_for(&shown).await?;
            self.look(form).await?;
            self.window.press([char::from(Key::Escape)]).await?;
            self.window.wait_until_gone(&shown).await?;
        }
        if !self.window.find_all(&test("note-open")).await?.is_empty() {
            self.window.click(&test("note-open")).await?;
            self.window.wait_for(&test("note-text")).await?;
            self.look("note").await?;
            self.window.press([char::from(Key::Escape)]).await?;
        }
        Ok(forms.len())
    }

    async fn palette(&mut self) -> Result<()> {
        self.window.press_holding(char::from(Key::Control), 'k').await?;
        self.window.press("nguyen".chars()).await?;
        self.window.wait_for(&test("search-list")).await?;
        self.window.wait_for(&test("found")).await?;
        self.look("palette").await?;
        self.window.press([char::from(Key::Escape)]).await
    }

    async fn ends(self) -> Result<()> {
        let found = self.found.join("\n");
        self.window.close().await?;
        ensure!(found.is_empty(), "axe found:\n{found}");
        Ok(())
    }
}

/// A central with a sample, an alert, and a report of one unit, whose number it tells.
async fn a_city() -> Result<(Office, String)> {
    let mut office = Office::open().await?;
    office.fill(300).await?;
    take_in_alert(&office)?;
    let report = office.post(VY_DA, "Nước ngập đường Nguyễn Huệ, kiệt 12.").await?;
    Ok((office, report))
}

async fn an_official(theme: &'static str) -> Result<()> {
    let (office, report) = a_city().await?;
    let display = Display::start(1440, 900)?;
    let mut ward = Looked::open(&display, &office, Some(Role::WardOfficial), theme).await?;
    ward.look("queue").await?;
    ward.window.press(['/']).await?;
    ward.window.press(report.chars()).await?;
    ward.window.click(&test(&format!("row-{report}"))).await?;
    ward.window.wait_for(&format!("{}[data-state='new']", test("detail-steps"))).await?;
    ward.look("a new report").await?;
    let before = ward.each_form().await?;
    ward.window.press(['t']).await?;
    ward.window.wait_for(&format!("{}[data-state='acknowledged']", test("detail-steps"))).await?;
    ward.look("an accepted report").await?;
    let after = ward.each_form().await?;
    ensure!(before + after > 2, "forms were looked at: {before}, {after}");
    ward.palette().await?;
    ward.goes("gb", "map").await?;
    ward.goes("gs", "figures").await?;
    ward.goes("gd", "sync").await?;
    ward.goes("q", "handovers").await?;
    ward.window.press(['q']).await?;
    ward.window.wait_for(&test("handover-left")).await?;
    ward.look("the form of a hand-over").await?;
    ward.window.press([char::from(Key::Escape)]).await?;
    ward.ends().await
}

async fn the_city_desk(theme: &'static str) -> Result<()> {
    let (office, _) = a_city().await?;
    let display = Display::start(1440, 900)?;
    let mut desk = Looked::open(&display, &office, Some(Role::CityDesk), theme).await?;
    desk.look("queue").await?;
    desk.window.press(['f']).await?;
    desk.window.wait_for(&test("scope-view-open-19777")).await?;
    desk.look("the choice of wards").await?;
    desk.window.press([char::from(Key::Escape)]).await?;
    desk.window.wait_until_gone(&test("scope-pane")).await?;
    ensure!(desk.each_form().await? > 0, "forms were looked at");
    desk.goes("gc", "cameras").await?;
    desk.window.click(&test("alert-CA-261120-0117")).await?;
    desk.window.wait_for_text(&test("alert-number"), "CA-261120-0117").await?;
    desk.look("an alert").await?;
    desk.goes("gd", "sync").await?;
    desk.ends().await
}

async fn an_inspector(theme: &'static str) -> Result<()> {
    let (office, _) = a_city().await?;
    let display = Display::start(1440, 900)?;
    let mut inspector = Looked::open(&display, &office, Some(Role::Inspector), theme).await?;
    inspector.goes("gh", "field").await?;
    inspector.window.press(['3']).await?;
    inspector.window.wait_for(&test("field-expected")).await?;
    inspector.look("a visit").await?;
    inspector.window.press_holding(char::from(Key::Shift), 'n').await?;
    inspector.window.wait_for(&test("new-report-words")).await?;
    inspector.look("a new report").await?;
    inspector.window.click(&test("photo-phone")).await?;
    inspector.window.wait_for("svg.phone-code path").await?;
    inspector.look("the code for a phone").await?;
    inspector.ends().await
}

async fn a_new_laptop(theme: &'static str) -> Result<()> {
    let office = Office::open().await?;
    let display = Display::start(1440, 900)?;
    let mut new = Looked::open(&display, &office, None, theme).await?;
    new.look("first run").await?;
    new.ends().await
}

#[tokio::test]
async fn an_official_s_screens_are_open_to_everybody_in_the_light() -> Result<()> {
    an_official("light").await
}

#[tokio::test]
async fn an_official_s_screens_are_open_to_everybody_in_the_dark() -> Result<()> {
    an_official("dark").await
}

#[tokio::test]
async fn the_city_desk_s_screens_are_open_to_everybody_in_the_light() -> Result<()> {
    the_city_desk("light").await
}

#[tokio::test]
async fn the_city_desk_s_screens_are_open_to_everybody_in_the_dark() -> Result<()> {
    the_city_desk("dark").await
}

#[tokio::test]
async fn an_inspector_s_screens_are_open_to_everybody_in_the_light_and_in_the_dark() -> Result<()> {
    an_inspector("light").await?;
    an_inspector("dark").await
}

#[tokio::test]
async fn a_new_laptop_s_first_run_is_open_to_everybody_in_the_light_and_in_the_dark() -> Result<()>
{
    a_new_laptop("light").await?;
    a_new_laptop("dark").await
}

#[tokio::test]
async fn what_keeps_people_out_is_found() -> Result<()> {
    let office = Office::open().await?;
    let display = Display::start(1440, 900)?;
    let mut new = Looked::open(&display, &office, None, "light").await?;
    let planted = "document.querySelector('main, body').append(
        Object.assign(document.createElement('button'), { className: 'planted' }))";
    new.window.script(planted).await?;
    new.look("first run").await?;
    ensure!(new.found.iter().any(|one| one.contains("button-name")), "{:?}", new.found);
    new.window.close().await
}
