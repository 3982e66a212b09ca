//! A console's window as a person uses it: look, click, type, wait, take a picture.

use std::ffi::OsString;
use std::future::Future;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, Result, bail};
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::{Client, Locator};

use super::deadline::{Deadline, until};
use super::display::Display;
use super::driver::Driver;
use super::keyboard::Keyboard;
use super::process::{kill_now, runs};
use super::programs::{Program, program};

/// How a console is started.
pub struct Launch {
    pub(super) program: PathBuf,
    pub(super) env: Vec<(OsString, OsString)>,
    pub(super) log: PathBuf,
    args: Vec<OsString>,
    through: Vec<OsString>,
}

impl Launch {
    /// The built console on a data folder of its own; what it says goes into `console.log` beside
    /// that folder's own files. The key of its stores lies in a file, so that no key ring is asked.
    pub fn console(data: &Path) -> Result<Self> {
        std::fs::create_dir_all(data).with_context(|| format!("make {}", data.display()))?;
        let launch = Self::bare(data.join("console.log"))?;
        Ok(launch.arg("--key-file").arg("--data").arg(data))
    }

    /// The built console without any argument yet, writing what it says into `log`.
    pub fn bare(log: impl Into<PathBuf>) -> Result<Self> {
        Ok(Self::of(program(Program::Console)?, log))
    }

    /// Another program with a window, writing what it says into `log`.
    pub fn of(program: impl Into<PathBuf>, log: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            env: Vec::new(),
            log: log.into(),
            args: Vec::new(),
            through: Vec::new(),
        }
    }

    /// With one more argument.
    #[must_use]
    pub fn arg(mut self, arg: impl Into<OsString>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// With a variable in its environment.
    #[must_use]
    pub fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.env.push((name.into(), value.into()));
        self
    }

    /// Typed into with this keyboard.
    #[must_use]
    pub fn with_keyboard(mut self, keyboard: &Keyboard) -> Self {
        self.env.extend(keyboard.env().map(|(name, value)| (name.into(), value.clone())));
        self
    }

    /// Started by another program that watches it: `strace` and its options.
    #[must_use]
    pub fn through<A: Into<OsString>>(mut self, watcher: impl IntoIterator<Item = A>) -> Self {
        self.through = watcher.into_iter().map(Into::into).collect();
        self
    }

    /// The program to start and its arguments.
    pub(super) fn command_line(&self) -> (String, Vec<String>) {
        let program = self.program.as_os_str().to_owned();
        let mut words: Vec<String> = self
            .through
            .iter()
            .chain([&program])
            .chain(&self.args)
            .map(|word| word.to_string_lossy().into_owned())
            .collect();
        let binary = words.remove(0);
        (binary, words)
    }
}

/// An open console.
pub struct Window {
    client: Client,
    driver: Driver,
    deadline: Deadline,
    keys: AtomicU64,
}

impl Window {
    /// Starts a console on this display and waits until its page is there.
    pub async fn open(display: &Display, launch: &Launch) -> Result<Self> {
        let driver = Driver::start(display, launch).await?;
        let client = driver.open(launch).await?;
        Ok(Self { client, driver, deadline: Deadline::default(), keys: AtomicU64::new(0) })
    }

    /// Gives every later wait this deadline.
    pub fn set_deadline(&mut self, deadline: Deadline) {
        self.deadline = deadline;
    }

    /// Leaves the console's page for another one, as a browser would.
    pub async fn goto(&self, address: &str) -> Result<()> {
        Ok(self.client.goto(address).await?)
    }

    /// The element that a selector finds now.
    pub async fn find(&self, css: &str) -> Result<Element> {
        self.client.find(Locator::Css(css)).await.with_context(|| format!("find {css}"))
    }

    /// Every element that a selector finds now.
    pub async fn find_all(&self, css: &str) -> Result<Vec<Element>> {
        Ok(self.client.find_all(Locator::Css(css)).await?)
    }

    /// Waits until a selector finds something.
    pub async fn wait_for(&self, css: &str) -> Result<Element> {
        until(self.deadline, &format!("{css} in the window"), || async {
            match self.client.find(Locator::Css(css)).await {
                Ok(element) => Ok(Some(element)),
                Err(error) if error.is_no_such_element() => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }

    /// Waits until an element is there and its text holds `part`; returns the whole text.
    pub async fn wait_for_text(&self, css: &str, part: &str) -> Result<String> {
        self.wait_until(&format!("\"{part}\" in {css}"), || async {
            let text = self.text_now(css).await?;
            Ok(text.filter(|text| text.contains(part)))
        })
        .await
    }

    /// Waits until a selector finds nothing.
    pub async fn wait_until_gone(&self, css: &str) -> Result<()> {
        self.wait_until(&format!("{css} to be gone"), || async {
            Ok(self.find_all(css).await?.is_empty().then_some(()))
        })
        .await
    }

    /// Waits until a question about the window has an answer.
    pub async fn wait_until<T, F>(&self, what: &str, question: impl FnMut() -> F) -> Result<T>
    where
        F: Future<Output = Result<Option<T>>>,
    {
        until(self.deadline, what, question).await
    }

    /// Waits for an element and reads its text.
    pub async fn text(&self, css: &str) -> Result<String> {
        self.wait_until(&format!("the text of {css}"), || self.text_now(css)).await
    }

    /// Waits for an element and clicks it.
    pub async fn click(&self, css: &str) -> Result<()> {
        self.wait_until(&format!("{css} to be clicked"), || async {
            match self.client.find(Locator::Css(css)).await {
                Ok(element) => settled(element.click().await),
                Err(error) => settled(Err(error)),
            }
        })
        .await
    }

    /// Clicks into an element and types, as on a keyboard.
    pub async fn type_into(&self, css: &str, text: &str) -> Result<()> {
        let element = self.wait_for(css).await?;
        element.click().await?;
        element.send_keys(text).await?;
        self.struck(text.chars().count());
        Ok(())
    }

    /// Types where the focus is, as on a keyboard.
    pub async fn type_on(&self, text: &str) -> Result<()> {
        let element = self.client.active_element().await?;
        element.send_keys(text).await?;
        self.struck(text.chars().count());
        Ok(())
    }

    /// How many keys were struck so far.
    pub fn keys(&self) -> u64 {
        self.keys.load(Ordering::Relaxed)
    }

    fn struck(&self, keys: usize) {
        self.keys.fetch_add(keys as u64, Ordering::Relaxed);
    }

    /// Presses and releases keys one after the other, wherever the focus is.
    ///
    /// A key is its character; [`fantoccini::key::Key`] has those without one.
    pub async fn press(&self, keys: impl IntoIterator<Item = char>) -> Result<()> {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for key in keys {
            self.struck(1);
            actions =
                actions.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        }
        self.client.perform_actions(actions).await?;
        Ok(())
    }

    /// Presses and releases a key while another one is held.
    pub async fn press_holding(&self, held: char, key: char) -> Result<()> {
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held });
        self.client.perform_actions(actions).await?;
        self.struck(1);
        Ok(())
    }

    /// Moves the pointer to a place of an element, pixels to the right of its middle, and nothing more.
    pub async fn point_at(&self, css: &str, right: f64) -> Result<()> {
        let element = self.wait_for(css).await?;
        let to = PointerAction::MoveToElement { element, duration: None, x: right, y: 0.0 };
        let actions = MouseActions::new("mouse".to_owned()).then(to);
        self.client.perform_actions(actions).await?;
        Ok(())
    }

    /// Runs a script in the page and returns what it returns.
    pub async fn script(&self, script: &str) -> Result<serde_json::Value> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// The title of the page.
    pub async fn title(&self) -> Result<String> {
        Ok(self.client.title().await?)
    }

    /// Writes a picture of the window as PNG.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        let picture = self.client.screenshot().await?;
        std::fs::write(path, picture).with_context(|| format!("write {}", path.display()))
    }

    /// The process of the console.
    pub fn process(&self) -> Result<u32> {
        self.driver.console()
    }

    /// The address at which the driver speaks with the web view; a contact of every driven console.
    pub fn web_view(&self) -> Result<SocketAddr> {
        self.driver.web_view()
    }

    /// Ends the console at once, as a power cut would, and waits until it is gone.
    pub async fn kill_9(self) -> Result<()> {
        let console = self.driver.console()?;
        kill_now(console)?;
        until(self.deadline, "the killed console to be gone", || async {
            Ok((!runs(console)).then_some(()))
        })
        .await
    }

    /// Closes the window as a person does and waits until the console has ended.
    pub async fn close(self) -> Result<()> {
        let console = self.driver.console()?;
        // Closing the last window ends the session, so the driver may have no answer left.
        match self.client.close_window().await {
            Ok(()) | Err(CmdError::Lost(_) | CmdError::Failed(_)) => {}
            Err(error) => bail!("close the window: {error}"),
        }
        until(self.deadline, "the closed console to end", || async {
            Ok((!runs(console)).then_some(()))
        })
        .await
    }

    async fn text_now(&self, css: &str) -> Result<Option<String>> {
        match self.client.find(Locator::Css(css)).await {
            Ok(element) => settled(element.text().await),
            Err(error) => settled(Err(error)),
        }
    }
}

/// An answer of the window; none yet where the element is not there, was just drawn anew, or is
/// still covered.
fn settled<T>(answer: Result<T, CmdError>) -> Result<Option<T>> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(error)
            if error.is_no_such_element()
                || error.is_stale_element_reference()
                || error.is_element_not_interactable()
                || is_covered(&error) =>
        {
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn is_covered(error: &CmdError) -> bool {
    matches!(error, CmdError::Standard(answer) if answer.error == ErrorStatus::ElementClickIntercepted)
}
