//! The console's data folder, opened for a command.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, anyhow};
use trucban_contract::wire::Enrolment;
use trucban_host::SystemEntropy;
use trucban_store::{Access, KeyPreference, OpenStore, Store, StoreError};
use trucban_text::{Lang, ctl, sentence};

/// The setting in which the console keeps its enrolment.
const ENROLMENT: &str = "enrolment";

/// Where the data lie, and how to speak about them.
pub struct Folder {
    /// The folder.
    pub path: PathBuf,
    /// Language.
    pub lang: Lang,
}

impl Folder {
    /// Opens the folder to look, or as its owner to change it.
    ///
    /// # Errors
    /// A sentence that says why it cannot be opened, with the cause.
    pub fn open(&self, access: Access) -> Result<Store> {
        let ask = OpenStore {
            folder: &self.path,
            key: KeyPreference::KeyringThenFile,
            build: env!("CARGO_PKG_VERSION"),
            entropy: Arc::new(SystemEntropy),
            access,
        };
        Store::open(ask).map_err(|error| self.explain(error))
    }

    /// Who is enrolled.
    ///
    /// # Errors
    /// A sentence that says how to enrol.
    pub fn enrolment(&self, store: &Store) -> Result<Enrolment> {
        let document = store.setting(ENROLMENT).map_err(|error| self.explain(error))?;
        let document = document.ok_or_else(|| anyhow!(ctl::NOT_ENROLLED.say(self.lang)))?;
        self.read_enrolment(&document)
    }

    /// Keeps an enrolment document.
    pub fn keep_enrolment(&self, store: &Store, document: &str) -> Result<()> {
        store.set_setting(ENROLMENT, document).map_err(|error| self.explain(error))
    }

    /// Reads an enrolment document.
    pub fn read_enrolment(&self, document: &str) -> Result<Enrolment> {
        serde_json::from_str(document)
            .map_err(|_not_ours| anyhow!(sentence(self.lang, "error.enrolment_unreadable", &[])))
    }

    /// The sentence for a failure of the store, with its cause behind it.
    pub fn explain(&self, error: StoreError) -> anyhow::Error {
        let said = match &error {
            StoreError::Locked(_) => ctl::RUNNING.say(self.lang).to_owned(),
            StoreError::DiskFull => sentence(self.lang, "error.disk_full", &[]),
            StoreError::TooNew { .. } => sentence(self.lang, "error.store_too_new", &[]),
            StoreError::Key(_) => sentence(self.lang, "error.key_unavailable", &[]),
            StoreError::NotReady(_) => ctl::NOT_ENROLLED.say(self.lang).to_owned(),
            _ => sentence(self.lang, "error.store_unreadable", &[]),
        };
        anyhow::Error::new(error).context(said)
    }
}
