//! The truth of the status bar: connection, age, what waits, what went wrong.

use serde::{Deserialize, Serialize};
use trucban_domain::Timestamp;

pub use trucban_domain::data_group::{DataSize, FirstSync, GroupProgress};

use super::{Command, Topic};

/// Reads the state of synchronisation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadStatus {}

impl Command for ReadStatus {
    const NAME: &'static str = "read_status";
    const FIRST: &'static [Topic] = &[Topic::Status];
    type Reply = Status;
}

/// Tries to reach central now instead of at the next attempt.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SyncNow {}

impl Command for SyncNow {
    const NAME: &'static str = "sync_now";
    const STALE: &'static [Topic] = &[Topic::Status];
    type Reply = ();
}

/// Everything that the status bar and the banner show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// Whether central answers.
    pub connection: Connection,
    /// Estimated time at central.
    pub now: Timestamp,
    /// Until when central's changes are in; `None` before the first sync.
    pub as_of: Option<Timestamp>,
    /// Saved and not sent.
    pub waiting: u32,
    /// Sent, no answer yet.
    pub unanswered: u32,
    /// Refused or held, and not settled.
    pub refused: u32,
    /// Open reports, for the badge of the rail.
    pub open: u32,
    /// Alerts without a verdict, for the badge of the rail.
    pub alerts: u32,
    /// Hand-overs that nobody took and somebody else gave, for the badge of the rail.
    pub handovers: u32,
    /// The first sync, while it goes on.
    pub first_sync: Option<FirstSync>,
    /// This machine's clock.
    pub clock: ClockState,
    /// Where the key of the stores lies.
    pub key: KeyPlace,
    /// The data folder.
    pub folder: String,
    /// Bytes that are free on its disk; `None` where the system does not tell.
    pub free_bytes: Option<u64>,
    /// Counts immediate reports that arrived; when it grows, the window sounds.
    pub urgent_arrivals: u64,
    /// What a person should know once: a cache that was rebuilt, acts that were rescued.
    pub notices: Vec<Notice>,
}

/// Whether central answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Connection {
    /// Not tried yet since the start.
    Connecting,
    /// It answers.
    Online {
        /// Last whole exchange.
        synced_at: Timestamp,
    },
    /// It does not. A state, not an error.
    Offline {
        /// Since when; `None` if it never answered.
        since: Option<Timestamp>,
        /// When it is tried again.
        retry_at: Timestamp,
        /// What a person can do something about, if anything.
        trouble: Option<Trouble>,
    },
}

/// A failure of the connection that waiting will not cure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// Something answers at that address, but it is not central.
    NotCentral,
    /// The address's name does not exist.
    NoSuchHost,
    /// The certificate is for another name.
    WrongName,
    /// The certificate is not from the enrolled authority, or has run out.
    Untrusted,
    /// Central does not know this device's token.
    UnknownToken,
    /// The token was taken back.
    RevokedToken,
    /// The data folder was copied to another machine.
    Forked,
    /// Central speaks another protocol: the console needs an update.
    Protocol,
    /// Central's answer could not be read.
    Garbled,
    /// Central answers that something broke on its side.
    CentralBroken,
    /// The disk is full: pulls stopped, saving still works until the reserve is used.
    DiskFull,
}

/// This machine's clock against central's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// No contact yet.
    Unknown,
    /// It agrees, to within a minute.
    Right,
    /// It is off by this many milliseconds, positive when it is ahead; shown times are corrected.
    Off(i64),
}

/// Where the key of the encrypted stores lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyPlace {
    /// In the operating system's keyring.
    Keyring,
    /// In a file of mode 0600 beside the data.
    File,
}

/// Something that happened to the data folder and that a person should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// The copy of central's data was damaged and is fetched again. The outbox is whole.
    CacheRebuilt,
    /// The outbox was damaged. What could be read is kept and was also exported to this file.
    OutboxRescued {
        /// Acts that were read.
        read: u32,
        /// Acts of which only the number is known.
        lost: u32,
        /// The export.
        file: String,
    },
    /// The photos attached here were damaged. What could be read is kept; the damaged file stays.
    PhotosRescued {
        /// Pictures that were read.
        read: u32,
        /// Pictures that were not.
        lost: u32,
        /// The damaged file.
        file: String,
    },
}
