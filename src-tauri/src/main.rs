//! The desktop shell: opens the console's window.
//!
//! Glue only: every rule lives in the crates below it. The clock and the randomness of the console
//! are made here and passed on. It fails, with the reason, when no window can be opened; a data
//! folder that cannot be opened is shown in the window.
#![cfg_attr(windows, windows_subsystem = "windows")]

mod arguments;
mod commands;
mod console;
mod failure;
mod pictures;
mod tiles;
mod topics;
mod typing;

use std::error::Error;
use std::io::IsTerminal as _;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use clap::Parser;
use tauri::{Manager, WebviewWindow, WebviewWindowBuilder};
use tracing_subscriber::EnvFilter;
use trucban_contract::ipc::{Language, PICTURE_SCHEME, Preferences, Theme};
use trucban_host::{SystemClock, SystemEntropy};
use trucban_store::KeyPreference;

use arguments::Arguments;
use commands::{
    Handling, cameras, drafts, field, figures, first, handovers, incidents, map, new_report,
    outbox, phone, photos, session, status,
};
use console::{Console, Open, OpenConsole};
use topics::Topics;

/// What the page begins with before its own scripts are there.
const EARLY: &str = include_str!("../../ui/early.js");

#[expect(
    clippy::disallowed_methods,
    reason = "Tauri's context ends the process when its assets are broken"
)]
fn main() -> Result<(), tauri::Error> {
    let arguments = Arguments::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_unset| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![
            first::read_first_picture,
            session::open_session,
            session::enrol,
            session::save_preferences,
            drafts::keep_draft,
            drafts::list_drafts,
            incidents::list_queue,
            incidents::list_wards,
            incidents::list_duplicates,
            incidents::read_incident,
            incidents::take_step,
            incidents::add_note,
            incidents::withdraw_acts,
            field::list_nearby,
            field::finish_visit,
            field::locate,
            new_report::begin_report,
            new_report::enter_report,
            photos::keep_photo,
            photos::attach_photos,
            photos::list_photos,
            phone::open_phone_link,
            phone::read_phone_link,
            phone::close_phone_link,
            photos::look_at_picture,
            cameras::list_alerts,
            cameras::read_alert,
            cameras::confirm_alert,
            cameras::dismiss_alert,
            handovers::list_handovers,
            handovers::suggest_handover,
            handovers::give_handover,
            handovers::take_handover,
            outbox::list_outbox,
            outbox::resend_operation,
            outbox::discard_operation,
            status::read_status,
            status::sync_now,
            map::open_map,
            map::look_up_point,
            map::read_lot,
            map::find_places,
            figures::read_figures,
            figures::read_ward_shapes,
            figures::export_period,
        ])
        .register_asynchronous_uri_scheme_protocol(tiles::SCHEME, |context, request, responder| {
            let handling = context.app_handle().state::<Handling>();
            tiles::answer(Arc::clone(&handling.console), request.uri().path(), responder);
        })
        .register_asynchronous_uri_scheme_protocol(PICTURE_SCHEME, |context, request, responder| {
            let handling = context.app_handle().state::<Handling>();
            pictures::answer(Arc::clone(&handling.console), request.uri().path(), responder);
        })
        .setup(move |app| {
            let topics = Topics::new(app.handle().clone());
            let (ask, told) = (ask(&arguments), topics.clone());
            // The data folder is opened while the system makes the window. Its page is answered only
            // after this closure, when there is somebody to answer it.
            let opening = thread::spawn(move || Console::open(ask, told));
            let window = open_window(app, &arguments)?;
            let console = opening.join().unwrap_or_else(|panic| resume_unwind(panic));
            let preferences = console.opened().map(Open::preferences).unwrap_or_default();
            session::show_in(&window, preferences.size);
            app.manage(Handling { console: Arc::new(console), topics });
            app.manage(arguments.receivers());
            app.manage(phone::Phone::at(arguments.phone_address));
            Ok(())
        })
        .run(tauri::generate_context!())
}

/// Opens the window. What its web view keeps lies in the data folder, so that two consoles of one
/// person share nothing.
fn open_window(app: &tauri::App, arguments: &Arguments) -> Result<WebviewWindow, Box<dyn Error>> {
    let described = app.config().app.windows.first().ok_or(tauri::Error::WindowNotFound)?;
    let folder = arguments.folder().join("window");
    let window = WebviewWindowBuilder::from_config(app, described)?
        .data_directory(folder)
        .initialization_script(EARLY);
    let window = match arguments.size {
        Some((width, height)) => window.inner_size(width.into(), height.into()),
        None => window,
    };
    let window = window.build()?;
    typing::compose_in_the_field(&window)?;
    Ok(window)
}

fn ask(arguments: &Arguments) -> OpenConsole {
    let language = arguments.lang.map(Language::from);
    let theme = arguments.theme.map(Theme::from);
    OpenConsole {
        folder: arguments.folder(),
        key: if arguments.key_file {
            KeyPreference::FileOnly
        } else {
            KeyPreference::KeyringThenFile
        },
        enrolment: arguments.enrolment.as_ref().and_then(|file| {
            std::fs::read_to_string(file)
                .inspect_err(|error| tracing::error!(%error, ?file, "the enrolment cannot be read"))
                .ok()
        }),
        preferences: Box::new(move |saved| Preferences {
            language: language.unwrap_or(saved.language),
            theme: theme.unwrap_or(saved.theme),
            size: saved.size,
        }),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
        build: env!("CARGO_PKG_VERSION").to_owned(),
    }
}
