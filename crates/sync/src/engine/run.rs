//! The engine's task: one message after the other.

mod pictures;
mod waits;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::task::AbortHandle;
use trucban_contract::wire::{Carried, Limits};
use trucban_domain::{Class, DataGroup, Scope};
use trucban_store::{Flipped, PictureHash};

use super::state::{CLOCK_OFFSET, EngineState, FIRST_SYNC, Link, SAMPLE};
use super::{EngineParts, Stale};
use crate::client::{Client, Trouble};
use crate::first_sync::{Arrival, Ledger};
use crate::machine::{Effect, Event, Machine, Task};
use crate::photos::{Sent, Uploads};
use crate::pictures::{Fetched, Pictures};
use crate::transfer::{Failure, Greeting, Transfer};

/// How long to wait for a poke before asking.
const POLL: Duration = Duration::from_secs(30);
/// What is sent at once before central has said what it takes.
const MODEST: Limits = Limits { push_max_ops: 100, push_max_bytes: 256 << 10 };

/// Whether nobody can begin without it.
const fn is_open_work(scope: &Scope) -> bool {
    matches!(DataGroup::of(scope), DataGroup::OpenReports | DataGroup::OpenAlerts)
}

/// What the engine hears.
pub(super) enum Command {
    /// An act was saved.
    Saved,
    /// A person asks.
    Asked,
    /// A person looks at pictures that are not here.
    ShowPictures(Vec<PictureHash>),
    /// Pictures came.
    Pictures(Fetched),
    /// Acts were answered: whether more wait, and whether photos do.
    Pushed { more: bool, photos: bool },
    /// A piece of a photo went.
    Photos(Sent),
    /// It is over.
    Stop,
    /// The machine's own affair.
    Happened(Event),
    /// The hello was answered.
    Greeted(Box<Greeting>),
    /// Changes are in.
    Pulled(u64, Flipped),
    /// Something of what is being fetched whole arrived.
    Arrived(Arrival),
    /// An exchange failed.
    Failed(Task, Failure),
}

pub(super) struct Run {
    machine: Machine,
    parts: EngineParts,
    transfer: Transfer,
    outbox: mpsc::UnboundedSender<Command>,
    publish: watch::Sender<EngineState>,
    once: bool,
    limits: Limits,
    trouble: Option<Trouble>,
    /// What is held and what is to come.
    ledger: Ledger,
    /// Whether the first sync is not over.
    first_sync: bool,
    retry: Option<AbortHandle>,
    poll: Option<AbortHandle>,
    live: Option<AbortHandle>,
    exchanges: tokio::task::JoinSet<()>,
}

impl Run {
    pub fn new(
        parts: EngineParts,
        client: Client,
        outbox: mpsc::UnboundedSender<Command>,
        publish: watch::Sender<EngineState>,
        once: bool,
    ) -> Self {
        let transfer = Transfer {
            store: parts.store.clone(),
            client,
            device: parts.enrolment.client,
            build: parts.build.clone(),
            clock: Arc::clone(&parts.clock),
            pictures: Pictures::default(),
            uploads: Uploads::default(),
        };
        let first_sync = parts.store.setting(FIRST_SYNC).is_ok_and(|it| it.as_deref() == Some("1"));
        Self {
            machine: Machine::new(),
            parts,
            transfer,
            outbox,
            publish,
            once,
            limits: MODEST,
            trouble: None,
            ledger: Ledger::default(),
            first_sync,
            retry: None,
            poll: None,
            live: None,
            exchanges: tokio::task::JoinSet::new(),
        }
    }

    pub async fn until_stopped(
        mut self,
        mut inbox: mpsc::UnboundedReceiver<Command>,
        after: Duration,
    ) {
        let early = tokio::time::timeout(after, inbox.recv()).await;
        self.turn(Event::Started);
        let mut next = match early {
            Ok(command) => command,
            Err(_nothing_came) => inbox.recv().await,
        };
        while let Some(command) = next {
            match command {
                Command::Stop => break,
                Command::Saved => self.turn(Event::Saved),
                Command::Asked => self.turn(Event::Asked),
                Command::ShowPictures(hashes) => {
                    self.transfer.pictures.ask(hashes);
                    self.turn(Event::PicturesAsked);
                }
                Command::Pictures(fetched) => self.fetched(fetched),
                Command::Pushed { more, photos } => {
                    self.turn(Event::Pushed { more });
                    self.photos_wait(photos);
                }
                Command::Photos(sent) => self.sent(sent),
                Command::Happened(event) => self.turn(event),
                Command::Greeted(greeting) => self.greeted(*greeting),
                Command::Pulled(head, flipped) => self.pulled(head, flipped),
                Command::Arrived(arrival) => self.arrived(arrival),
                Command::Failed(task, failure) => self.failed(task, failure),
            }
            while self.exchanges.try_join_next().is_some() {}
            self.rest();
            if self.once && !self.machine.is_busy() {
                break;
            }
            next = inbox.recv().await;
        }
        for timer in [self.retry.take(), self.poll.take(), self.live.take()].into_iter().flatten() {
            timer.abort();
        }
        self.exchanges.shutdown().await;
    }

    /// Lets the machine take an event in, and does what it says.
    fn turn(&mut self, event: Event) {
        let loaded: Option<Vec<Class>> = match &event {
            Event::Loaded(scopes) => {
                self.ledger.landed(scopes, self.parts.clock.now());
                Some(scopes.iter().map(|scope| scope.class).collect())
            }
            _ => None,
        };
        let pushed = matches!(event, Event::Pushed { .. });
        for effect in self.machine.on(event) {
            self.perform(effect);
        }
        if pushed {
            self.stale(&[
                Stale::Outbox,
                Stale::Incidents,
                Stale::Alerts,
                Stale::Handovers,
                Stale::Status,
            ]);
        }
        if let Some(classes) = loaded {
            self.show_progress();
            let of_map = |class: &Class| matches!(class, Class::Land | Class::Cameras);
            if classes.iter().any(of_map) {
                self.stale(&[Stale::Map]);
            }
            if !classes.iter().all(of_map) {
                self.stale(&[Stale::Incidents, Stale::Alerts, Stale::Handovers]);
            }
            self.stale(&[Stale::Status]);
        }
    }

    fn perform(&mut self, effect: Effect) {
        let transfer = self.transfer.clone();
        match effect {
            Effect::SayHello => {
                let sizes_known = self.ledger.was_told();
                self.exchange(async move {
                    match transfer.greet(sizes_known).await {
                        Ok(greeting) => Command::Greeted(Box::new(greeting)),
                        Err(failure) => Command::Failed(Task::Hello, failure),
                    }
                });
            }
            Effect::Push => {
                let limits = self.limits;
                self.stale(&[Stale::Outbox, Stale::Status]);
                self.exchange(async move {
                    let pushed = match transfer.push(limits).await {
                        Ok(more) => transfer.photos_wait().await.map(|photos| (more, photos)),
                        Err(failure) => Err(failure),
                    };
                    match pushed {
                        Ok((more, photos)) => Command::Pushed { more, photos },
                        Err(failure) => Command::Failed(Task::Upload, failure),
                    }
                });
            }
            Effect::Pull => self.pull(false),
            Effect::Compare => self.pull(true),
            Effect::SendPhotos => self.send_photos(),
            Effect::FetchPictures => {
                self.exchange(async move { Command::Pictures(transfer.fetch_pictures().await) });
            }
            Effect::FetchSnapshot(scope) => self.fetch(scope),
            Effect::FetchMonths(scopes) => self.fetch_months(scopes),
            Effect::Listen { attempt } if !self.once => self.listen(attempt),
            Effect::Listen { .. } => {}
            Effect::StopListening => {
                if let Some(live) = self.live.take() {
                    live.abort();
                }
            }
            Effect::RetryAfter { failures } => self.retry_after(failures),
            Effect::PollLater => {
                let timer = self.later(POLL, Event::PollDue);
                if let Some(earlier) = self.poll.replace(timer) {
                    earlier.abort();
                }
            }
        }
    }

    fn pull(&mut self, comparing: bool) {
        let transfer = self.transfer.clone();
        let offset_ms = self.publish.borrow().clock_offset_ms.unwrap_or(0);
        self.exchange(async move {
            match transfer.pull(offset_ms, comparing).await {
                Ok((head, flipped)) => Command::Pulled(head, flipped),
                Err(failure) => Command::Failed(Task::Download, failure),
            }
        });
    }

    fn fetch(&mut self, scope: Scope) {
        self.ledger.begun(std::slice::from_ref(&scope), self.parts.clock.now());
        let transfer = self.transfer.clone();
        let hear = self.outbox.clone();
        self.exchange(async move {
            // Nobody listens any more when the engine has stopped.
            let progress = |arrival| drop(hear.send(Command::Arrived(arrival)));
            match transfer.snapshot(scope.clone(), progress).await {
                Ok(()) => Command::Happened(Event::Loaded(vec![scope])),
                Err(failure) => Command::Failed(Task::Download, failure),
            }
        });
    }

    fn fetch_months(&mut self, scopes: Vec<Scope>) {
        self.ledger.begun(&scopes, self.parts.clock.now());
        let transfer = self.transfer.clone();
        let hear = self.outbox.clone();
        self.exchange(async move {
            let progress = |arrival| drop(hear.send(Command::Arrived(arrival)));
            match transfer.months(&scopes, progress).await {
                Ok(()) => Command::Happened(Event::Loaded(scopes)),
                Err(failure) => Command::Failed(Task::Download, failure),
            }
        });
    }

    fn greeted(&mut self, greeting: Greeting) {
        let Greeting { reply, offset_ms, missing, lost, pending, photos } = greeting;
        self.limits = reply.limits;
        self.trouble = None;
        let before = self.publish.borrow().clone();
        let moved = before.clock_offset_ms.is_none_or(|known| (known - offset_ms).abs() > 1_000);
        if moved {
            self.keep(CLOCK_OFFSET, &offset_ms.to_string());
        }
        self.keep(SAMPLE, if reply.sample { "1" } else { "0" });
        if let Carried::Listed { scopes, rows } = &reply.scopes {
            self.ledger.told(scopes, rows, &missing);
        }
        if !self.first_sync && self.never_synced() {
            self.first_sync = true;
            self.keep(FIRST_SYNC, "1");
        }
        self.publish.send_modify(|state| {
            state.clock_offset_ms = Some(offset_ms);
            state.sample = reply.sample;
            state.operator = reply.operator;
            if !matches!(state.link, Link::Online { .. }) {
                state.link = Link::Online { synced_at: None };
            }
            if self.first_sync && !missing.is_empty() {
                let was_ready = state.first_sync.as_ref().is_some_and(|first| first.open_ready);
                let open_ready = was_ready || !missing.iter().any(is_open_work);
                state.first_sync = Some(self.ledger.progress(open_ready));
            }
        });
        let after = self.publish.borrow().clone();
        if (before.sample, &before.operator) != (after.sample, &after.operator) {
            self.stale(&[Stale::Session]);
        }
        if lost {
            self.stale(&[Stale::Incidents, Stale::Map]);
        }
        self.stale(&[Stale::Status]);
        self.turn(Event::Greeted { head: reply.head_seq, missing, pending });
        self.photos_wait(photos);
    }

    fn arrived(&mut self, arrival: Arrival) {
        self.ledger.arrived(arrival, self.parts.clock.now());
        self.show_progress();
        self.stale(&[Stale::Status]);
    }

    /// Publishes how far the first sync is, while it goes on.
    fn show_progress(&self) {
        self.publish.send_if_modified(|state| {
            let Some(first) = &mut state.first_sync else { return false };
            *first = self.ledger.progress(first.open_ready);
            true
        });
    }

    fn pulled(&mut self, head: u64, flipped: Flipped) {
        let Flipped {
            changed,
            map_changed,
            alerts_changed,
            handovers_changed,
            urgent_arrived,
            mismatched,
            differs,
        } = flipped;
        let now = self.publish.borrow().server_now(self.parts.clock.as_ref());
        // A pull that ends after the other lane has failed does not make that failure undone.
        let up = self.machine.is_up();
        self.publish.send_modify(|state| {
            if up {
                state.link = Link::Online { synced_at: Some(now) };
            }
            state.urgent_arrivals += u64::from(urgent_arrived);
            if let Some(first) = &mut state.first_sync {
                first.open_ready = true;
            }
        });
        if !mismatched.is_empty() {
            tracing::warn!(
                scopes = mismatched.len(),
                "scopes differ from central and are fetched again"
            );
        }
        self.ledger.lost(&mismatched);
        self.turn(Event::Pulled { head, mismatched, differs });
        if self.first_sync && self.machine.has_all_rows() {
            self.first_sync = false;
            self.keep(FIRST_SYNC, "0");
            self.publish.send_modify(|state| state.first_sync = None);
        } else {
            self.show_progress();
        }
        if map_changed {
            self.stale(&[Stale::Map]);
        }
        if alerts_changed {
            self.stale(&[Stale::Alerts]);
        }
        if handovers_changed {
            self.stale(&[Stale::Handovers]);
        }
        if changed.is_empty() {
            self.stale(&[Stale::Status]);
        } else {
            self.stale(&[Stale::Incidents, Stale::Outbox, Stale::Status]);
        }
    }

    fn failed(&mut self, task: Task, failure: Failure) {
        let Failure { remedy, trouble, cause } = failure;
        tracing::info!(?task, ?trouble, cause, "an exchange with central did not come to its end");
        self.trouble = trouble;
        if task == Task::Download {
            self.ledger.broke();
        }
        self.turn(Event::Failed(task, remedy));
        self.show_progress();
    }

    /// Publishes whether anything is left to do.
    fn rest(&self) {
        let at_rest = self.machine.is_at_rest();
        self.publish.send_if_modified(|state| {
            let changed = state.at_rest != at_rest;
            state.at_rest = at_rest;
            changed
        });
    }

    fn never_synced(&self) -> bool {
        self.parts.store.sync_facts().is_ok_and(|facts| facts.as_of.is_none())
    }

    fn keep(&self, name: &str, value: &str) {
        if self.parts.store.setting(name).ok().flatten().as_deref() == Some(value) {
            return;
        }
        if let Err(error) = self.parts.store.set_setting(name, value) {
            tracing::warn!(%error, name, "a setting could not be kept");
        }
    }

    fn exchange(&mut self, exchange: impl Future<Output = Command> + Send + 'static) {
        let hear = self.outbox.clone();
        self.exchanges.spawn(async move {
            // Nobody listens any more when the engine has stopped.
            drop(hear.send(exchange.await));
        });
    }

    fn stale(&self, what: &[Stale]) {
        for stale in what {
            self.parts.observer.stale(*stale);
        }
    }
}
