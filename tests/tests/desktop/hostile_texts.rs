//! A report whose words try to be something else: markup, heaps of marks, and characters that turn
//! the writing. It is shown as it was written, in its own place, and changes nothing around it.

use anyhow::{Result, ensure};
use serde_json::json;
use trucban_domain::Role;
use trucban_domain::fold::clean;
use trucban_tests::desktop::{Display, Window};
use trucban_tests::office::Office;
use trucban_tests::world::VY_DA;

use crate::desk::{Desk, test};

const MARKUP: &str =
    "<img src=x onerror=\"document.title='planted'\"><b>Rác</b> & <script>1</script>";
/// The title ends with what turns the writing, and an isolate that is ended before it began.
const TURNED: &str = "Đường \u{2069}\u{202e}gnol cas شارع هوي";

fn heaped() -> String {
    let marks = "\u{316}\u{317}\u{489}\u{35c}\u{334}\u{346}\u{34a}\u{33e}\u{327}".repeat(9);
    format!("N{marks}g{marks}ập{marks} phố{marks}").repeat(12)
}

/// What lies where the middle of a row is, for every row: the row itself. And whether anything is
/// wider than the window.
const CONTAINED: &str = "const rows = [...document.querySelectorAll(\"[data-testid^='row-']\")];
    const own = rows.every(row => {
        const box = row.getBoundingClientRect();
        const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return row.contains(at);
    });
    const clipped = rows.every(row => getComputedStyle(row).overflowY === 'clip'
        && row.getBoundingClientRect().height === rows[0].getBoundingClientRect().height);
    const wide = document.documentElement.scrollWidth > innerWidth;
    return { rows: rows.length, own, clipped, wide,
             planted: document.querySelectorAll('img[onerror], .row-title b, script[planted]').length,
             title: document.title };";

#[tokio::test]
async fn markup_heaped_marks_and_turned_writing_are_shown_as_text_in_their_own_place() -> Result<()>
{
    let mut office = Office::open().await?;
    let texts = [
        MARKUP.to_owned(),
        TURNED.to_owned(),
        heaped(),
        "W".repeat(4_000),
        "Cây ngã trước chợ, chắn một nửa đường.".to_owned(),
    ];
    let mut numbers = Vec::new();
    for text in &texts {
        numbers.push(office.post(VY_DA, text).await?);
    }
    let display = Display::start(1440, 900)?;
    let desk = Desk::open(&display, &office, Role::WardOfficial).await?;
    let window = &desk.window;
    for number in &numbers {
        window.wait_for(&test(&format!("row-{number}"))).await?;
    }
    for (number, text) in numbers.iter().zip(&texts) {
        window.click(&test(&format!("row-{number}"))).await?;
        window.wait_for_text(&test("detail-number"), number).await?;
        contained(window, texts.len()).await?;
        let shown =
            window.script("return document.querySelector('.citizen blockquote').textContent");
        ensure!(shown.await? == json!(clean(text)), "{number} is shown as it was written");
        let alone = "return ['.row-title', '.row-address', '.report-title h2',
                             '.citizen blockquote', '.queue-row .num']
                         .every(part => [...document.querySelectorAll(part)]
                             .every(it => getComputedStyle(it).unicodeBidi === 'isolate'))";
        ensure!(window.script(alone).await? == true, "each text turns only itself");
        if let Some(folder) = std::env::var_os("TRUCBAN_PICTURES") {
            let picture = std::path::Path::new(&folder).join(format!("{number}.png"));
            window.screenshot(&picture).await?;
        }
    }
    desk.window.close().await
}

async fn contained(window: &Window, rows: usize) -> Result<()> {
    let seen = window.script(CONTAINED).await?;
    let wanted = json!({
        "rows": rows, "own": true, "clipped": true, "wide": false, "planted": 0,
        "title": "Trực Ban",
    });
    ensure!(seen == wanted, "{seen}");
    Ok(())
}
