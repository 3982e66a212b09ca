//! The sync machine: events in, effects out. Sans IO.
//!
//! Four lanes work side by side, so that downloads never wait for uploads: one sends saved
//! operations, one fetches rows (snapshots of scopes that are not held yet, the open work first,
//! and changes), and the two lowest send photos and fetch pictures, a piece or a few at a time and only
//! begun while no operation and no row waits. Each lane has at most one thing under way. Any failure but
//! that of a picture to be fetched takes the machine down and arms a retry; such a picture costs nobody
//! anything and is tried with the next news. Nothing that was saved depends on how often that happens.

use std::collections::VecDeque;

use trucban_domain::{Part, Scope};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The engine runs.
    Started,
    /// A person's act was saved.
    Saved,
    /// A person asks to try now.
    Asked,
    /// The time to try again has come.
    RetryDue,
    /// The time to ask without being poked has come.
    PollDue,
    /// Central says where its head is.
    Poked(u64),
    /// The stream of pokes ended.
    LiveLost,
    /// Central answered the hello, and the store knows the scopes.
    Greeted {
        /// Newest change at central.
        head: u64,
        /// Scopes to carry that are not held yet, the ones needed first in front.
        missing: Vec<Scope>,
        /// Whether operations wait for an answer.
        pending: bool,
    },
    /// These scopes are held whole.
    Loaded(Vec<Scope>),
    /// Changes are in.
    Pulled {
        /// Newest change at central when it answered.
        head: u64,
        /// Scopes whose digest differs from central's: they are fetched again.
        mismatched: Vec<Scope>,
        /// Whether the scopes together differ from central's, and which of them is not known.
        differs: bool,
    },
    /// Operations were answered.
    Pushed {
        /// Whether more wait.
        more: bool,
    },
    /// Photos wait that central takes.
    PhotosWait,
    /// A piece of a photo was sent, or none can be now.
    PhotosSent {
        /// Whether central has more of it than before.
        advanced: bool,
        /// Whether more wait that central takes.
        more: bool,
    },
    /// A picture is to be fetched that nobody knew of before.
    PicturesAsked,
    /// Some pictures came, or none could be had.
    PicturesFetched {
        /// Whether more are wanted that may be had.
        more: bool,
    },
    /// Something under way failed.
    Failed(Task, Remedy),
}

/// What can be under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// The hello.
    Hello,
    /// Sending.
    Upload,
    /// Fetching.
    Download,
    /// Sending photos.
    Photos,
}

/// What cures a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Waiting.
    Wait,
    /// A new hello: central is not where the laptop thought.
    Greet,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Say hello, then tell the store which scopes to carry.
    SayHello,
    /// Fetch a scope whole.
    FetchSnapshot(Scope),
    /// Fetch closed months whole, many in one answer: a city has thousands, each of them small.
    FetchMonths(Vec<Scope>),
    /// Fetch changes of the scopes that are held.
    Pull,
    /// The same, comparing each scope with central: together they differ.
    Compare,
    /// Send operations that have no answer, oldest first.
    Push,
    /// Send the next piece of the photos that wait.
    SendPhotos,
    /// Fetch some of the pictures that are wanted.
    FetchPictures,
    /// Listen for pokes; wait before the n-th attempt in a row that failed.
    Listen {
        /// Attempts since the last poke.
        attempt: u32,
    },
    /// Stop listening.
    StopListening,
    /// Raise [`Event::RetryDue`] after the pause for the n-th failure in a row.
    RetryAfter {
        /// Failures in a row, from 1.
        failures: u32,
    },
    /// Raise [`Event::PollDue`] after the usual pause, in place of an earlier one.
    PollLater,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Down,
    Up,
}

/// One direction of travel.
#[derive(Debug, Clone, Copy)]
struct Lane {
    /// Something is under way.
    busy: bool,
    /// Something is to be done.
    wanted: bool,
}

impl Lane {
    const IDLE: Self = Self { busy: false, wanted: false };
}

/// How often a scope may come out different before the machine stops fetching it at once and waits.
const MISMATCHES_MAX: u32 = 2;

/// Closed months fetched as one effect, in several answers: some seconds, in which the other lane waits.
const MONTHS_AT_ONCE: usize = 256;

const fn is_month(scope: &Scope) -> bool {
    matches!(scope.part, Part::Month { .. })
}

/// See the module.
#[derive(Debug)]
pub struct Machine {
    link: Link,
    greeting: bool,
    upload: Lane,
    download: Lane,
    photos: Lane,
    pictures: Lane,
    listening: bool,
    listen_attempt: u32,
    failures: u32,
    /// What failed last. Only its own success ends the row of failures, so that a lane that always
    /// fails gets longer pauses even while the other one works.
    failing: Option<Task>,
    mismatches: u32,
    /// The next pull compares each scope.
    comparing: bool,
    head: u64,
    pulled_head: Option<u64>,
    missing: VecDeque<Scope>,
}

impl Default for Machine {
    fn default() -> Self {
        Self::new()
    }
}

impl Machine {
    /// A machine that has not tried anything yet.
    pub const fn new() -> Self {
        Self {
            link: Link::Down,
            greeting: false,
            upload: Lane::IDLE,
            download: Lane::IDLE,
            photos: Lane::IDLE,
            pictures: Lane::IDLE,
            listening: false,
            listen_attempt: 0,
            failures: 0,
            failing: None,
            mismatches: 0,
            comparing: false,
            head: 0,
            pulled_head: None,
            missing: VecDeque::new(),
        }
    }

    /// Whether central answers.
    pub const fn is_up(&self) -> bool {
        matches!(self.link, Link::Up)
    }

    /// Whether nothing is under way and nothing is left to do.
    pub fn is_at_rest(&self) -> bool {
        let idle = |lane: Lane| !lane.busy && !lane.wanted;
        self.has_all_rows() && idle(self.photos) && idle(self.pictures)
    }

    /// Whether all operations are answered and all rows are in; photos may still go, pictures come.
    pub fn has_all_rows(&self) -> bool {
        self.is_up()
            && !self.greeting
            && !self.upload.busy
            && !self.download.busy
            && !self.download.wanted
            && !self.upload.wanted
            && self.missing.is_empty()
    }

    /// Whether something is under way.
    pub const fn is_busy(&self) -> bool {
        self.greeting
            || self.upload.busy
            || self.download.busy
            || self.photos.busy
            || self.pictures.busy
    }

    /// Takes an event in and tells what to do, in order.
    pub fn on(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Started | Event::RetryDue => self.greet(&mut effects),
            Event::Asked => {
                self.download.wanted = true;
                self.greet(&mut effects);
            }
            Event::Saved => self.upload.wanted = true,
            Event::PollDue => {
                effects.push(Effect::PollLater);
                if self.is_up() {
                    self.greet(&mut effects);
                }
            }
            Event::Poked(head) => {
                self.listen_attempt = 0;
                self.learn_head(head);
            }
            Event::LiveLost => {
                self.listening = false;
                if self.is_up() {
                    self.listen_attempt += 1;
                    self.greet(&mut effects);
                }
            }
            Event::Greeted { head, missing, pending } => {
                self.greeted(head, missing, pending, &mut effects);
            }
            Event::Loaded(scopes) => self.loaded(&scopes),
            Event::Pulled { head, mismatched, differs } => {
                self.pulled(head, mismatched, differs, &mut effects);
            }
            Event::Pushed { more } => {
                self.succeeded(Task::Upload);
                self.upload.busy = false;
                self.upload.wanted |= more;
                self.download.wanted = true;
            }
            Event::PhotosWait => self.photos.wanted = true,
            Event::PhotosSent { advanced, more } => {
                if advanced {
                    self.succeeded(Task::Photos);
                }
                self.photos.busy = false;
                self.photos.wanted |= more;
                // What central shows of them now is fetched once for all.
                self.download.wanted |= advanced && !more;
            }
            Event::PicturesAsked => self.pictures.wanted = true,
            Event::PicturesFetched { more } => {
                self.pictures.busy = false;
                self.pictures.wanted |= more;
            }
            Event::Failed(task, remedy) => self.failed(task, remedy, &mut effects),
        }
        self.schedule(&mut effects);
        effects
    }

    fn greet(&mut self, effects: &mut Vec<Effect>) {
        if !self.greeting {
            self.greeting = true;
            effects.push(Effect::SayHello);
        }
    }

    fn learn_head(&mut self, head: u64) {
        self.head = head;
        if self.pulled_head != Some(head) {
            self.download.wanted = true;
        }
    }

    fn greeted(
        &mut self,
        head: u64,
        missing: Vec<Scope>,
        pending: bool,
        effects: &mut Vec<Effect>,
    ) {
        self.greeting = false;
        self.succeeded(Task::Hello);
        if !self.is_up() {
            self.link = Link::Up;
            self.download.wanted = true;
            effects.push(Effect::PollLater);
        }
        self.missing = missing.into();
        self.upload.wanted |= pending;
        self.pictures.wanted = true;
        self.learn_head(head);
        if !self.listening {
            self.listening = true;
            effects.push(Effect::Listen { attempt: self.listen_attempt });
        }
    }

    /// Changes are asked for once the open work is in, and again at the end; in between only when
    /// central says that there are any, because every question names the scopes that are held or those
    /// that are not.
    fn loaded(&mut self, scopes: &[Scope]) {
        self.succeeded(Task::Download);
        self.download.busy = false;
        self.missing.retain(|missing| !scopes.contains(missing));
        let open = |scope: &Scope| scope.part == Part::Open;
        let open_ready = scopes.iter().any(open) && !self.missing.iter().any(open);
        self.download.wanted |= open_ready || self.missing.is_empty();
    }

    fn pulled(
        &mut self,
        head: u64,
        mismatched: Vec<Scope>,
        differs: bool,
        effects: &mut Vec<Effect>,
    ) {
        self.download.busy = false;
        self.head = self.head.max(head);
        if differs {
            self.comparing = true;
            self.download.wanted = true;
            return;
        }
        if mismatched.is_empty() {
            self.mismatches = 0;
            self.succeeded(Task::Download);
            self.pictures.wanted = true;
            self.pulled_head = Some(head);
            self.download.wanted |= self.head != head;
            return;
        }
        self.mismatches += 1;
        if self.mismatches > MISMATCHES_MAX {
            self.go_down(Task::Download, effects);
        }
        for scope in mismatched {
            if !self.missing.contains(&scope) {
                self.missing.push_back(scope);
            }
        }
    }

    fn failed(&mut self, task: Task, remedy: Remedy, effects: &mut Vec<Effect>) {
        match task {
            Task::Hello => self.greeting = false,
            Task::Upload => {
                self.upload.busy = false;
                self.upload.wanted = true;
            }
            Task::Download => {
                self.download.busy = false;
                self.download.wanted = true;
            }
            Task::Photos => {
                self.photos.busy = false;
                self.photos.wanted = true;
            }
        }
        match (remedy, task) {
            (Remedy::Greet, Task::Upload | Task::Download) if self.failures == 0 => {
                self.failures = 1;
                self.failing = Some(task);
                self.greet(effects);
            }
            // A second lane that fails because the link is gone is the same failure: the retry
            // that the first one armed serves both.
            _ if self.is_up() || task == Task::Hello => self.go_down(task, effects),
            _ => {}
        }
    }

    fn succeeded(&mut self, task: Task) {
        if self.failing == Some(task) {
            self.failing = None;
            self.failures = 0;
        }
    }

    fn go_down(&mut self, task: Task, effects: &mut Vec<Effect>) {
        self.link = Link::Down;
        self.failing = Some(task);
        self.mismatches = 0;
        if self.listening {
            self.listening = false;
            effects.push(Effect::StopListening);
        }
        self.failures = self.failures.saturating_add(1);
        effects.push(Effect::RetryAfter { failures: self.failures });
    }

    fn schedule(&mut self, effects: &mut Vec<Effect>) {
        if !self.is_up() {
            return;
        }
        if self.upload.wanted && !self.upload.busy && !self.greeting {
            self.upload.wanted = false;
            self.upload.busy = true;
            effects.push(Effect::Push);
        }
        if self.download.busy || self.greeting {
            return;
        }
        if self.has_all_rows() && self.photos.wanted && !self.photos.busy {
            self.photos.wanted = false;
            self.photos.busy = true;
            effects.push(Effect::SendPhotos);
        }
        if self.has_all_rows() && self.pictures.wanted && !self.pictures.busy {
            self.pictures.wanted = false;
            self.pictures.busy = true;
            effects.push(Effect::FetchPictures);
        }
        let next = self.missing.front();
        if self.download.wanted && next.is_none_or(|scope| scope.part != Part::Open) {
            self.download.wanted = false;
            self.download.busy = true;
            let comparing = std::mem::take(&mut self.comparing);
            effects.push(if comparing { Effect::Compare } else { Effect::Pull });
        } else if let Some(scope) = next {
            self.download.busy = true;
            effects.push(if is_month(scope) {
                let months = self.missing.iter().take_while(|scope| is_month(scope));
                Effect::FetchMonths(months.take(MONTHS_AT_ONCE).cloned().collect())
            } else {
                Effect::FetchSnapshot(scope.clone())
            });
        }
    }
}

#[cfg(test)]
mod tests;
