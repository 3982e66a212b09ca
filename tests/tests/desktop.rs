//! The real window, driven as a person drives it.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

#[path = "desktop/accessibility.rs"]
mod accessibility;
#[path = "desktop/cameras.rs"]
mod cameras;
#[path = "desktop/city_desk.rs"]
mod city_desk;
#[path = "desktop/day.rs"]
mod day;
#[path = "desktop/desk.rs"]
mod desk;
#[path = "desktop/field.rs"]
mod field;
#[path = "desktop/figures.rs"]
mod figures;
#[path = "desktop/first_run.rs"]
mod first_run;
#[path = "desktop/handover.rs"]
mod handover;
#[path = "desktop/hostile_texts.rs"]
mod hostile_texts;
#[path = "desktop/many.rs"]
mod many;
#[path = "desktop/map.rs"]
mod map;
#[path = "desktop/network_cut.rs"]
mod network_cut;
#[path = "desktop/palette.rs"]
mod palette;
#[path = "desktop/phone.rs"]
mod phone;
#[path = "desktop/photos.rs"]
mod photos;
#[path = "desktop/scope.rs"]
mod scope;
#[path = "desktop/sizes.rs"]
mod sizes;
#[path = "desktop/two_consoles.rs"]
mod two_consoles;
#[path = "desktop/typing.rs"]
mod typing;
#[path = "desktop/workflow.rs"]
mod workflow;

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use serde_json::json;
use trucban_tests::desktop::{Contacts, Display, Launch, Window};

/// The page carries the name of the screen whose data stand on it.
const READY: &str = "body[data-ready]";

async fn console(display: &Display, data: &Path) -> Window {
    let window = Window::open(display, &Launch::console(data).unwrap()).await.unwrap();
    window.wait_for(READY).await.unwrap();
    window
}

#[tokio::test]
async fn a_new_laptop_opens_a_window_and_keeps_everything_in_its_data_folder() {
    let folder = tempfile::tempdir().unwrap();
    let display = Display::start(1440, 900).unwrap();
    let window = console(&display, folder.path()).await;
    assert_eq!(window.title().await.unwrap(), "Trực Ban");
    assert!(folder.path().join("window").is_dir(), "what the web view keeps lies there too");
    window.close().await.unwrap();
}

#[tokio::test]
async fn killing_one_console_leaves_the_other_alone_and_it_starts_again() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    let display = Display::start(1440, 900).unwrap();
    let first = console(&display, &one).await;
    let second = console(&display, &other).await;
    first.kill_9().await.unwrap();
    assert!(second.find(READY).await.is_ok(), "the second console goes on");
    console(&display, &one).await.close().await.unwrap();
}

#[tokio::test]
async fn the_page_runs_no_script_and_reaches_no_address_but_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let display = Display::start(1440, 900).unwrap();
    let window = console(&display, folder.path()).await;
    window
        .script(
            "window.refused = [];
             document.addEventListener('securitypolicyviolation',
                 event => window.refused.push(event.effectiveDirective));
             const script = document.createElement('script');
             script.textContent = 'window.planted = true';
             document.body.append(script);
             const style = document.createElement('style');
             style.textContent = 'body { display: none }';
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

#[tokio::test]
async fn a_laptop_on_which_nobody_is_enrolled_contacts_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let display = Display::start(1440, 900).unwrap();
    let contacts = Contacts::of(folder.path());
    let launch = Launch::console(folder.path()).unwrap().through(contacts.watcher());
    let window = Window::open(&display, &launch).await.unwrap();
    window.wait_for(READY).await.unwrap();
    let driver = window.web_view().unwrap();
    window.close().await.unwrap();
    assert_eq!(contacts.addresses().unwrap(), BTreeSet::from([driver]));
}

#[tokio::test]
async fn a_planted_request_to_another_address_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let display = Display::start(1440, 900).unwrap();
    let stranger = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
    let contacts = Contacts::of(folder.path());
    let plant = format!("exec 3<>/dev/tcp/{}/{}", stranger.ip(), stranger.port());
    let mut watcher = contacts.watcher();
    watcher.extend(["bash", "-c", &format!("({plant}); exec \"$0\" \"$@\"")].map(str::to_owned));
    let launch = Launch::console(folder.path()).unwrap().through(watcher);
    let window = Window::open(&display, &launch).await.unwrap();
    window.wait_for(READY).await.unwrap();
    assert_eq!(
        contacts.addresses().unwrap(),
        BTreeSet::from([window.web_view().unwrap(), stranger])
    );
}
