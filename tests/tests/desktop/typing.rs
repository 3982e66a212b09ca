//! Vietnamese typed on a keyboard through real input methods: what stands in the fields, what is
//! saved, what the window asks the shell for meanwhile, and that no letter is taken for an order.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;
use trucban_tests::desktop::{Display, InputMethod, Keyboard, Launch, Window};
use trucban_tests::office::Office;
use trucban_tests::world::VY_DA;

use crate::desk::test;

const STREET: &str = "Đường Nguyễn Huệ, kiệt 12";
const STREET_IN_TELEX: &str = "DDuwowngf Nguyeenx Hueej, kieejt 12";
/// Each of these does something where no text is typed; `g` and `d` go to another screen.
const ORDERS: &str = "gd gp t n k / ? ";
const DECOMPOSED: &str = "Đu\u{31b}o\u{31b}\u{300}ng Nguye\u{302}\u{303}n Hue\u{323}\u{302}";
const COMPOSED: &str = "Đường Nguyễn Huệ";

/// Writes down every command that the page sends, and can keep the answer to one back. What is
/// fetched without a body is a file of the page, not a command.
const LISTEN: &str = "
    window.asked = [];
    window.kept = new Promise(release => window.release = release);
    const send = window.fetch;
    window.fetch = async (resource, options) => {
        if (!options?.body) return send(resource, options);
        const command = new URL(resource).pathname.split('/').pop();
        const body = String(options.body);
        window.asked.push([command, body]);
        const answer = await send(resource, options);
        if (window.keep && body.includes(window.keep)) await window.kept;
        return answer;
    };";

/// An official's console that has fetched two reports and is offline now.
struct Desk {
    window: Window,
    /// Of the flooded street.
    flood: String,
    /// Of something else.
    tree: String,
    _office: Office,
    _folder: TempDir,
}

impl Desk {
    async fn open(display: &Display, keyboard: Option<&Keyboard>) -> Result<Self> {
        let folder = trucban_tests::folder()?;
        let mut office = Office::open().await?;
        let flood = office.post(VY_DA, &format!("Nước ngập {STREET}.")).await?;
        let tree = office.post(VY_DA, "Cây ngã trước chợ.").await?;
        let enrolment = office.enrol("Lê Văn A", &[VY_DA]).await?;
        let mut launch = Launch::console(folder.path())?.arg("--enrolment").arg(enrolment);
        if let Some(keyboard) = keyboard {
            launch = launch.with_keyboard(keyboard);
        }
        let window = Window::open(display, &launch).await?;
        for number in [&flood, &tree] {
            window.wait_for(&test(&format!("row-{number}"))).await?;
        }
        // From here on only what a person does makes the window ask for anything.
        office.kill().await?;
        window.wait_for("[data-testid='status-connection'][data-state='offline']").await?;
        window.click(&test(&format!("row-{flood}"))).await?;
        window.wait_for_text(&test("detail-number"), &flood).await?;
        window.script(LISTEN).await?;
        Ok(Self { window, flood, tree, _office: office, _folder: folder })
    }

    /// What the page sent so far: commands and their arguments.
    async fn asked(&self) -> Result<Vec<(String, Value)>> {
        let asked = self.window.script("return window.asked").await?;
        let asked: Vec<(String, String)> = serde_json::from_value(asked)?;
        asked
            .into_iter()
            .map(|(command, body)| {
                let mut sent: Value = serde_json::from_str(&body)
                    .with_context(|| format!("{command} was sent with: {body}"))?;
                Ok((command, sent["args"].take()))
            })
            .collect()
    }

    /// What was searched for so far, as it was sent.
    async fn searches(&self) -> Result<Vec<String>> {
        let asked = self.asked().await?.into_iter();
        let queues = asked.filter(|(command, _)| command == "list_queue");
        Ok(queues.map(|(_, args)| text(&args, "search")).collect())
    }

    /// What was looked for everywhere so far, as it was sent.
    async fn finds(&self) -> Result<Vec<String>> {
        let asked = self.asked().await?.into_iter();
        let finds = asked.filter(|(command, _)| command == "find_places");
        Ok(finds.map(|(_, args)| text(&args, "text")).collect())
    }

    /// The notes that were sent to be saved.
    async fn notes(&self) -> Result<Vec<String>> {
        let asked = self.asked().await?.into_iter();
        let notes = asked.filter(|(command, _)| command == "add_note");
        Ok(notes.map(|(_, args)| text(&args, "text")).collect())
    }

    async fn waits_for_search(&self, text: &str) -> Result<()> {
        self.window
            .wait_until(&format!("a search for {text}"), || async {
                let searches = self.searches().await?;
                Ok(searches.last().is_some_and(|last| last == text).then_some(()))
            })
            .await
    }

    async fn waits_for_focus(&self, field: &str) -> Result<()> {
        self.window
            .wait_until(&format!("the focus in {field}"), || async {
                let focus = "return document.hasFocus() && document.activeElement.dataset.testid";
                Ok((self.window.script(focus).await? == *field).then_some(()))
            })
            .await
    }

    /// Waits until a field holds exactly this.
    async fn waits_for_value(&self, field: &str, value: &str) -> Result<()> {
        let read = format!("return document.querySelector(\"{}\").value", test(field));
        let outcome = self
            .window
            .wait_until(&format!("\"{value}\" in {field}"), || async {
                Ok((self.window.script(&read).await? == *value).then_some(()))
            })
            .await;
        match outcome {
            Ok(()) => Ok(()),
            Err(error) => {
                let held = self.window.script(&read).await?;
                Err(error.context(format!("it holds {held}")))
            }
        }
    }

    /// Only the flooded street is left in the queue.
    async fn shows_the_flood_alone(&self) -> Result<()> {
        self.window
            .wait_until("the flood alone in the queue", || async {
                let tree = self.window.find_all(&test(&format!("row-{}", self.tree))).await?;
                let flood = self.window.find_all(&test(&format!("row-{}", self.flood))).await?;
                Ok((tree.is_empty() && flood.len() == 1).then_some(()))
            })
            .await
    }

    /// Waits until so many notes are saved and the form of the last one is put away.
    async fn waits_for_notes(&self, count: u32) -> Result<()> {
        let waiting = format!("{}[data-count='{count}']", test("status-waiting"));
        self.window.wait_for(&waiting).await?;
        self.window.wait_until_gone(&test("note-text")).await
    }

    /// Puts a text into the field that has the focus, as the clipboard does.
    async fn pastes(&self, text: &str) -> Result<()> {
        let text = serde_json::to_string(text)?;
        let pasted = self
            .window
            .script(&format!("return document.execCommand('insertText', false, {text})"))
            .await?;
        ensure!(pasted == true, "the field took nothing");
        Ok(())
    }
}

fn text(args: &Value, name: &str) -> String {
    args[name].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn telex_through_ibus_is_searched_for_and_saved_letter_for_letter() -> Result<()> {
    telex_is_searched_for_and_saved_letter_for_letter(InputMethod::Ibus).await
}

#[tokio::test]
async fn telex_through_fcitx5_is_searched_for_and_saved_letter_for_letter() -> Result<()> {
    telex_is_searched_for_and_saved_letter_for_letter(InputMethod::Fcitx5).await
}

async fn telex_is_searched_for_and_saved_letter_for_letter(method: InputMethod) -> Result<()> {
    let display = Display::start(1440, 900)?;
    let keyboard = Keyboard::start(&display, method).await?;
    let desk = Desk::open(&display, Some(&keyboard)).await?;

    // The palette: what it finds is opened, and the queue stays as it is.
    desk.window.click(&test(&format!("row-{}", desk.tree))).await?;
    desk.window.wait_for_text(&test("detail-number"), &desk.tree).await?;
    keyboard.presses("ctrl+k").await?;
    desk.waits_for_focus("search").await?;
    keyboard.wait_until_it_composes().await?;
    keyboard.types(STREET_IN_TELEX).await?;
    desk.waits_for_value("search", STREET).await?;
    keyboard.presses("Return").await?;
    desk.window.wait_for_text(&test("detail-number"), &desk.flood).await?;
    let finds = desk.finds().await?;
    assert_eq!(finds.last().map(String::as_str), Some(STREET));
    let syllables = ["Đường", "Đường Nguyễn", COMPOSED, "Đường Nguyễn Huệ,"];
    let typed = |find: &String| {
        syllables.contains(&find.as_str()) || find.starts_with("Đường Nguyễn Huệ, kiệt")
    };
    assert!(finds.iter().all(typed), "whole syllables only: {finds:?}");
    assert_eq!(desk.searches().await?, [""; 0], "the palette narrows nothing");

    // The search: whole syllables only, and the last one when Enter ends it.
    keyboard.presses("slash").await?;
    desk.waits_for_focus("search").await?;
    keyboard.types("DDuwowngf Nguyeenx Hueej").await?;
    desk.waits_for_value("search", COMPOSED).await?;
    keyboard.presses("Return").await?;
    desk.waits_for_search(COMPOSED).await?;
    desk.shows_the_flood_alone().await?;
    let searches = desk.searches().await?;
    let syllables = ["Đường", "Đường Nguyễn", COMPOSED];
    let mut left = syllables.iter();
    assert!(
        searches.iter().all(|search| left.any(|syllable| syllable == search)),
        "each beginning of whole syllables at most once, in this order: {searches:?}"
    );

    keyboard.presses("slash").await?;
    desk.waits_for_focus("search").await?;
    keyboard.types(STREET_IN_TELEX).await?;
    desk.waits_for_value("search", STREET).await?;
    keyboard.presses("Return").await?;
    desk.waits_for_search(STREET).await?;
    desk.shows_the_flood_alone().await?;

    // A note that is saved while its last word is still being composed: by the keys, ...
    keyboard.presses("n").await?;
    desk.waits_for_focus("note-text").await?;
    keyboard.types(STREET_IN_TELEX).await?;
    desk.waits_for_value("note-text", STREET).await?;
    keyboard.presses("ctrl+Return").await?;
    desk.waits_for_notes(1).await?;
    desk.window.wait_for_text(&test("history"), STREET).await?;

    // ... and by the mouse. Letters that are orders elsewhere are letters here.
    keyboard.presses("n").await?;
    desk.waits_for_focus("note-text").await?;
    keyboard.types(&format!("{ORDERS}{STREET_IN_TELEX}")).await?;
    let note = format!("{ORDERS}{STREET}");
    desk.waits_for_value("note-text", &note).await?;
    desk.window.click(&test("note-save")).await?;
    desk.waits_for_notes(2).await?;
    desk.window.wait_for_text(&test("history"), &note).await?;

    assert_eq!(desk.notes().await?, [STREET, &note]);
    let others: Vec<String> = desk.asked().await?.into_iter().map(|(command, _)| command).collect();
    let reading = [
        "list_queue",
        "find_places",
        "read_incident",
        "look_up_point",
        "read_status",
        "list_outbox",
        "add_note",
        "keep_draft",
    ];
    assert!(
        others.iter().all(|command| reading.contains(&command.as_str())),
        "no letter was taken for an order: {others:?}"
    );
    desk.window.find("body[data-ready='incidents']").await?;
    desk.window.close().await
}

#[tokio::test]
async fn decomposed_text_that_is_pasted_is_sent_composed() -> Result<()> {
    let display = Display::start(1440, 900)?;
    let desk = Desk::open(&display, None).await?;
    desk.window.press(['/']).await?;
    desk.waits_for_focus("search").await?;
    desk.pastes(DECOMPOSED).await?;
    desk.waits_for_search(COMPOSED).await?;
    desk.shows_the_flood_alone().await?;
    desk.window.press([char::from(fantoccini::key::Key::Enter), 'n']).await?;
    desk.waits_for_focus("note-text").await?;
    desk.pastes(DECOMPOSED).await?;
    desk.window.click(&test("note-save")).await?;
    desk.waits_for_notes(1).await?;
    assert_eq!(desk.notes().await?, [COMPOSED]);
    desk.window.wait_for_text(&test("history"), COMPOSED).await?;
    desk.window.close().await
}

#[tokio::test]
async fn a_search_that_was_overtaken_never_shows_its_answer() -> Result<()> {
    let display = Display::start(1440, 900)?;
    let desk = Desk::open(&display, None).await?;
    // From now on the queue's content is written down each time it changes.
    desk.window
        .script(
            "window.keep = 'chợ';
             window.shown = [];
             const rows = () => [...document.querySelectorAll(\"[data-testid^='row-']\")]
                 .map(row => row.dataset.testid.slice('row-'.length));
             new MutationObserver(() => window.shown.push(rows()))
                 .observe(document.body, { childList: true, subtree: true });",
        )
        .await?;
    desk.window.press(['/']).await?;
    desk.waits_for_focus("search").await?;
    desk.pastes("chợ").await?;
    desk.waits_for_search("chợ").await?;
    desk.window.script("document.activeElement.select()").await?;
    desk.pastes(COMPOSED).await?;
    desk.window.press([char::from(fantoccini::key::Key::Enter)]).await?;
    desk.window.script("window.release()").await?;
    desk.waits_for_search(COMPOSED).await?;
    desk.shows_the_flood_alone().await?;
    let shown: Vec<Vec<String>> =
        serde_json::from_value(desk.window.script("return window.shown").await?)?;
    assert!(
        !shown.contains(&vec![desk.tree.clone()]),
        "the answer to the first search was shown: {shown:?}"
    );
    assert_eq!(desk.searches().await?, ["chợ", COMPOSED]);
    desk.window.close().await
}
