//! `serve`: runs until it is told to stop.

use std::net::SocketAddr;
use std::path::PathBuf;

use trucban_central::{Listen, serve};
use trucban_text::{Lang, central as text};

use super::failure::Failure;
use super::{Data, Desk, say};

#[derive(Debug, clap::Args)]
pub(super) struct Ask {
    #[command(flatten)]
    data: Data,
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8480",
        help = text::HELP_LISTEN.say(Lang::Vi))]
    listen: SocketAddr,
    #[arg(long, value_name = "FILE", requires = "tls_key",
        help = text::HELP_TLS_CERT.say(Lang::Vi))]
    tls_cert: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "tls_cert",
        help = text::HELP_TLS_KEY.say(Lang::Vi))]
    tls_key: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, ask: Ask) -> Result<(), Failure> {
    let Ask { data, listen, tls_cert, tls_key } = ask;
    let central = desk.open(&data.data)?;
    let runtime = tokio::runtime::Runtime::new().map_err(Failure::Process)?;
    let lang = desk.lang;
    runtime.block_on(async {
        let stop = stop_signal().map_err(Failure::Process)?;
        let tls = tls_cert.zip(tls_key);
        let scheme = if tls.is_some() { "https" } else { "http" };
        let listen = Listen { addr: listen, tls };
        let bound = move |address: SocketAddr| {
            say(&text::LISTENING.fill(lang, [&format!("{scheme}://{address}")]));
        };
        Ok::<_, Failure>(serve(central, listen, stop, bound).await?)
    })?;
    say(text::STOPPED.say(lang));
    Ok(())
}

/// Over once the process is asked to end, by a person or by the system.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut ends = signal(SignalKind::terminate())?;
    let mut interrupts = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = ends.recv() => {}
            _ = interrupts.recv() => {}
        }
    })
}

/// Over once a person asks the process to end.
#[cfg(windows)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send> {
    let mut interrupts = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupts.recv().await;
    })
}
