//! Turns the machine: runs its effects, keeps its timers, tells what became stale.
//!
//! One task owns the machine; exchanges run beside it and report back as messages, so the machine
//! sees one event after the other. Stopping the engine at any moment loses nothing: what was saved
//! is in the store, and an exchange that was cut off is made again.

mod run;
mod state;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use trucban_contract::wire::Enrolment;
use trucban_domain::{Clock, Entropy};
use trucban_store::{PictureHash, Store};

use crate::client::{Client, ClientError};
use run::{Command, Run};

pub use state::{EngineState, Link};

/// What an engine is made of.
#[derive(Clone)]
pub struct EngineParts {
    /// The laptop's data.
    pub store: Store,
    /// Where central is, and who we are to it.
    pub enrolment: Enrolment,
    /// The machine's clock.
    pub clock: Arc<dyn Clock>,
    /// For pauses that differ from laptop to laptop.
    pub entropy: Arc<dyn Entropy>,
    /// Version of the console.
    pub build: String,
    /// Who wants to know what became stale.
    pub observer: Arc<dyn Observer>,
}

/// Hears what became stale; reads again what it shows.
pub trait Observer: Send + Sync {
    /// `what` is no longer as it was read.
    fn stale(&self, what: Stale);
}

/// What became stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stale {
    /// Reports or their history.
    Incidents,
    /// Alerts, the cameras.
    Alerts,
    /// Hand-overs of shifts.
    Handovers,
    /// Which pictures are here.
    Pictures,
    /// Receipts.
    Outbox,
    /// The state of the connection.
    Status,
    /// Who is enrolled, or whether the data are sample data.
    Session,
    /// The zoning data, or the cameras.
    Map,
}

/// A running engine.
pub struct Engine {
    commands: mpsc::UnboundedSender<Command>,
    state: watch::Receiver<EngineState>,
    task: JoinHandle<()>,
}

impl Engine {
    /// Starts to keep the laptop and central together, until [`stop`](Self::stop): `after` a while, or
    /// as soon as there is something to do. Needs a tokio runtime.
    ///
    /// # Errors
    /// [`ClientError::Enrolment`] if the enrolment cannot be used.
    pub fn spawn(parts: EngineParts, after: Duration) -> Result<Self, ClientError> {
        Self::start(parts, after, false)
    }

    /// Tries once: goes on until everything is exchanged, or an attempt fails. Tells where it ended.
    ///
    /// # Errors
    /// [`ClientError::Enrolment`] if the enrolment cannot be used. An unreachable central is not an
    /// error: the state says so.
    pub async fn sync_once(parts: EngineParts) -> Result<EngineState, ClientError> {
        let engine = Self::start(parts, Duration::ZERO, true)?;
        let Self { commands, state, task } = engine;
        // A task that was stopped from outside leaves the state it had reached.
        let _ = task.await;
        drop(commands);
        let reached = state.borrow().clone();
        Ok(reached)
    }

    fn start(parts: EngineParts, after: Duration, once: bool) -> Result<Self, ClientError> {
        let client = Client::new(&parts.enrolment)?;
        let (commands, inbox) = mpsc::unbounded_channel();
        let (publish, state) = watch::channel(EngineState::at_start(&parts));
        let run = Run::new(parts, client, commands.clone(), publish, once);
        let task = tokio::spawn(run.until_stopped(inbox, after));
        Ok(Self { commands, state, task })
    }

    /// An act was saved: it is sent as soon as central answers.
    pub fn saved(&self) {
        self.command(Command::Saved);
    }

    /// A person looks at pictures that are not here: they are fetched before all others.
    pub fn show_pictures(&self, hashes: Vec<PictureHash>) {
        self.command(Command::ShowPictures(hashes));
    }

    /// A person asks to try now.
    pub fn sync_now(&self) {
        self.command(Command::Asked);
    }

    /// Where things stand.
    pub fn state(&self) -> EngineState {
        self.state.borrow().clone()
    }

    /// Follows where things stand.
    pub fn watch(&self) -> watch::Receiver<EngineState> {
        self.state.clone()
    }

    /// Stops. Exchanges under way are cut off.
    pub async fn stop(self) {
        self.command(Command::Stop);
        let _ = self.task.await;
    }

    /// An engine that has ended takes no more commands; the store keeps what they were about.
    fn command(&self, command: Command) {
        let _ = self.commands.send(command);
    }
}
