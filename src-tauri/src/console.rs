//! The console behind the window: the store, who is enrolled, and the sync engine.
//!
//! Opens the data folder once. A folder that cannot be opened (another console has it, a newer
//! version made it, the disk is full) leaves a console that answers every command with the reason.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use trucban_contract::ipc::{CommandError, ErrorCode, Preferences};
use trucban_contract::wire::{Enrolment, Operator};
use trucban_domain::{Clock, Entropy, Envelope, HandoverId, IncidentId, Operation, OperationBody};
use trucban_domain::{OperationId, SubjectId, Timestamp, UnitCode, operation::OPERATION_SCHEMA};
use trucban_geo::{Outlines, WardIndex};
use trucban_store::{Access, KeyPreference, OpenStore, PictureHash, Store, Viewer};
use trucban_sync::{Engine, EngineParts, EngineState};

use crate::failure::{failure, from_store, internal};
use crate::topics::Topics;

/// Store setting: the enrolment document, JSON.
const ENROLMENT: &str = "enrolment";
/// For so long the machine is left to the window that opens: nobody waits for the network yet.
const FIRST_PICTURE: Duration = Duration::from_millis(600);
/// Store setting: language and theme, JSON.
const PREFERENCES: &str = "preferences";

/// What a console is opened from.
pub struct OpenConsole {
    /// Data folder.
    pub folder: PathBuf,
    /// Where the key of the stores is looked for.
    pub key: KeyPreference,
    /// Enrolment document to take in when nobody is enrolled.
    pub enrolment: Option<String>,
    /// Language and theme of this run; `None` for the saved ones.
    pub preferences: Box<dyn Fn(Preferences) -> Preferences + Send + Sync>,
    /// This machine's clock.
    pub clock: Arc<dyn Clock>,
    /// This machine's randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Version of the console.
    pub build: String,
}

/// The console, open or not.
pub struct Console {
    open: Result<Open, CommandError>,
}

/// An open data folder and what works on it.
pub struct Open {
    pub(crate) store: Store,
    pub(crate) folder: PathBuf,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) build: String,
    entropy: Arc<dyn Entropy>,
    topics: Topics,
    overlay: Box<dyn Fn(Preferences) -> Preferences + Send + Sync>,
    runtime: tauri::async_runtime::RuntimeHandle,
    work: Mutex<Option<Work>>,
    ground: OnceLock<Ground>,
    decoding: Mutex<()>,
}

/// The wards of the city: read when somebody first looks at the map.
pub struct Ground {
    /// Which ward holds a point.
    pub index: WardIndex,
    /// Their outlines, for drawing.
    pub outlines: Outlines,
}

/// Who is enrolled, and the engine that works for them.
struct Work {
    enrolment: Enrolment,
    engine: Engine,
}

impl Console {
    /// Opens the data folder and, where somebody is enrolled, starts to synchronise.
    pub fn open(ask: OpenConsole, topics: Topics) -> Self {
        let opened = Open::new(ask, topics);
        if let Err(error) = &opened {
            tracing::error!(text = error.text, "the data folder could not be opened");
        }
        Self { open: opened }
    }

    /// The open folder.
    ///
    /// # Errors
    /// Why it is not open.
    pub fn opened(&self) -> Result<&Open, CommandError> {
        self.open.as_ref().map_err(Clone::clone)
    }
}

impl Open {
    fn new(ask: OpenConsole, topics: Topics) -> Result<Self, CommandError> {
        let OpenConsole { folder, key, enrolment, preferences, clock, entropy, build } = ask;
        let store = Store::open(OpenStore {
            folder: &folder,
            key,
            build: &build,
            entropy: Arc::clone(&entropy),
            access: Access::Owner,
        })
        .map_err(|error| from_store(&error))?;
        let open = Self {
            store,
            folder,
            clock,
            build,
            entropy,
            topics,
            overlay: preferences,
            runtime: tauri::async_runtime::handle(),
            work: Mutex::new(None),
            ground: OnceLock::new(),
            decoding: Mutex::default(),
        };
        let saved = open.store.setting(ENROLMENT).map_err(|error| from_store(&error))?;
        match (saved, enrolment) {
            (Some(document), _) => open.start(read_enrolment(&document)?, FIRST_PICTURE)?,
            (None, Some(document)) => open.enrol(&document)?,
            (None, None) => {}
        }
        Ok(open)
    }

    /// Takes an enrolment document in, keeps it, and starts to synchronise.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the document. Nothing is changed then.
    pub fn enrol(&self, document: &str) -> Result<(), CommandError> {
        let enrolment = read_enrolment(document)?;
        let facts = self.store.sync_facts().map_err(|error| from_store(&error))?;
        if let Some((earlier, _)) = self.working()
            && earlier.client != enrolment.client
            && facts.last_seq > 0
        {
            // Acts of another device lie here: they name it, and only its token can send them.
            return Err(failure(ErrorCode::Precondition, "error.enrolment_other"));
        }
        trucban_sync::Client::new(&enrolment)
            .map_err(|_unusable| failure(ErrorCode::Validation, "error.enrolment_plain_http"))?;
        self.store.set_setting(ENROLMENT, document).map_err(|error| from_store(&error))?;
        self.start(enrolment, Duration::ZERO)
    }

    fn start(&self, enrolment: Enrolment, after: Duration) -> Result<(), CommandError> {
        let parts = EngineParts {
            store: self.store.clone(),
            enrolment: enrolment.clone(),
            clock: Arc::clone(&self.clock),
            entropy: Arc::clone(&self.entropy),
            build: self.build.clone(),
            observer: Arc::new(self.topics.clone()),
        };
        let Operator { user, grant, .. } = &enrolment.operator;
        let viewer = Viewer { user: *user, unit: grant.unit() };
        self.store.set_viewer(&viewer).map_err(|error| from_store(&error))?;
        let inside = self.runtime.inner().enter();
        let engine = Engine::spawn(parts, after).map_err(|error| internal(&error))?;
        drop(inside);
        let earlier = self.work().replace(Work { enrolment, engine });
        if let Some(earlier) = earlier {
            self.runtime.spawn(earlier.engine.stop());
        }
        Ok(())
    }

    /// Who is enrolled and where synchronisation stands; `None` on a new laptop.
    pub fn working(&self) -> Option<(Enrolment, EngineState)> {
        self.work().as_ref().map(|work| {
            let state = work.engine.state();
            let mut enrolment = work.enrolment.clone();
            enrolment.operator = state.operator.clone();
            (enrolment, state)
        })
    }

    /// As [`working`](Self::working), for commands that need somebody to be enrolled.
    pub fn enrolled(&self) -> Result<(Enrolment, EngineState), CommandError> {
        self.working().ok_or_else(|| failure(ErrorCode::SignedOut, "error.not_enrolled"))
    }

    /// The time at central, as far as this laptop can tell.
    pub fn now(&self) -> Timestamp {
        self.working()
            .map_or_else(|| self.clock.now(), |(_, state)| state.server_now(self.clock.as_ref()))
    }

    /// The wards of the city.
    pub fn ground(&self) -> Result<&Ground, CommandError> {
        if let Some(ground) = self.ground.get() {
            return Ok(ground);
        }
        let index = WardIndex::shipped().map_err(|error| internal(&error))?;
        let outlines = Outlines::of(&index);
        Ok(self.ground.get_or_init(|| Ground { index, outlines }))
    }

    /// Held while a photo is decoded.
    pub fn decoding(&self) -> MutexGuard<'_, ()> {
        self.decoding.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The key of a new report.
    pub fn new_report(&self) -> IncidentId {
        IncidentId::mint(self.now(), self.entropy.as_ref())
    }

    /// The operation by which the enrolled operator does `body` to `subject` now, or to the part of it
    /// that is a unit's.
    pub fn operation(
        &self,
        subject: impl Into<SubjectId>,
        part: Option<UnitCode>,
        body: OperationBody,
    ) -> Result<Operation, CommandError> {
        let (enrolment, state) = self.enrolled()?;
        let made_at = state.server_now(self.clock.as_ref());
        let operator = &enrolment.operator;
        let envelope = Envelope {
            op_id: OperationId::mint(made_at, self.entropy.as_ref()),
            subject: subject.into(),
            actor: Some(operator.grant.actor(operator.user, &operator.name)),
            device: enrolment.client,
            made_at,
            part,
            depends_on: Vec::new(),
            schema: OPERATION_SCHEMA,
        };
        Ok(Operation { envelope, body })
    }

    /// Tells the engine that an act was saved.
    pub fn saved(&self) {
        if let Some(work) = &*self.work() {
            work.engine.saved();
        }
    }

    /// A key for a new hand-over.
    pub fn handover_id(&self) -> HandoverId {
        HandoverId::mint(self.now(), self.entropy.as_ref())
    }

    /// Fetches pictures that somebody looks at before all others.
    pub fn show_pictures(&self, hashes: Vec<PictureHash>) {
        if let Some(work) = self.work().as_ref().filter(|_| !hashes.is_empty()) {
            work.engine.show_pictures(hashes);
        }
    }

    /// Tries to reach central now.
    pub fn sync_now(&self) {
        if let Some(work) = &*self.work() {
            work.engine.sync_now();
        }
    }

    /// Language, theme and size.
    pub fn preferences(&self) -> Preferences {
        let saved = self.store.setting(PREFERENCES).ok().flatten();
        let saved = saved.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        (self.overlay)(saved)
    }

    /// Keeps language, theme and size.
    pub fn save_preferences(&self, preferences: Preferences) -> Result<(), CommandError> {
        let text = serde_json::to_string(&preferences).map_err(|error| internal(&error))?;
        self.store.set_setting(PREFERENCES, &text).map_err(|error| from_store(&error))
    }

    fn work(&self) -> MutexGuard<'_, Option<Work>> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read_enrolment(document: &str) -> Result<Enrolment, CommandError> {
    serde_json::from_str(document).map_err(|error| {
        let missing = error.to_string();
        let field = missing.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
        match field {
            Some(field) => CommandError {
                args: vec![field.to_owned()],
                ..failure(ErrorCode::Validation, "error.enrolment_incomplete")
            },
            None => failure(ErrorCode::Validation, "error.enrolment_unreadable"),
        }
    })
}
