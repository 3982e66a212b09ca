//! The real window, driven as a person drives it.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::path::Path;

use serde_json::json;
use trucban_tests::desktop::{Display, Launch, Window};

async fn console(display: &Display, folder: &Path, name: &str) -> Window {
    let launch = Launch::console(folder.join(name).with_extension("log")).unwrap();
    Window::open(display, &launch).await.unwrap()
}

#[tokio::test]
async fn the_window_opens_and_shows_the_product_s_name() {
    let folder = tempfile::tempdir().unwrap();
    let display = Display::start(1440, 900).unwrap();
    let window = console(&display, folder.path(), "console").await;
    assert_eq!(window.text("h1").await.unwrap(), "Trực Ban");
    assert_eq!(window.title().await.unwrap(), "Trực Ban");
    window.close().await.unwrap();
}

#[tokio::test]
async fn killing_one_console_leaves_the_other_alone() {
    let folder = tempfile::tempdir().unwrap();
    let display = Display::start(1440, 900).unwrap();
    let first = console(&display, folder.path(), "first").await;
    let second = console(&display, folder.path(), "second").await;
    first.kill_9().await.unwrap();
    assert_eq!(second.text("h1").await.unwrap(), "Trực Ban");
    let again = console(&display, folder.path(), "again").await;
    assert_eq!(again.text("h1").await.unwrap(), "Trực Ban");
}

#[tokio::test]
async fn the_page_runs_no_script_and_reaches_no_address_but_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let display = Display::start(1440, 900).unwrap();
    let window = console(&display, folder.path(), "console").await;
    window.wait_for("h1").await.unwrap();
    window
        .script(
            "window.refused = [];
             document.addEventListener('securitypolicyviolation',
                 event => window.refused.push(event.effectiveDirective));
             const script = document.createElement('script');
             script.textContent = 'window.planted = true';
             document.body.append(script);
             const style = document.createElement('style');
             style.textContent = 'h1 { display: none }';
             document.body.append(style);
             fetch('http://127.0.0.1:9/').catch(() => {});",
        )
        .await
        .unwrap();
    let refused = window
        .wait_until("three refusals", || async {
            let refused = window.script("return window.refused").await?;
            Ok(refused.as_array().is_some_and(|list| list.len() >= 3).then_some(refused))
        })
        .await
        .unwrap();
    let mut refused: Vec<String> = serde_json::from_value(refused).unwrap();
    refused.sort();
    assert_eq!(refused, ["connect-src", "script-src-elem", "style-src-elem"]);
    let planted = window.script("return window.planted ?? null").await;
    assert_eq!(planted.unwrap(), json!(null), "the planted script did not run");
}
