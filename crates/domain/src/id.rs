//! Keys of records: `UUIDv7`, made by whoever creates the record, so that a laptop without a network
//! never waits for a number. What people read (`a246533`) is a *number*, issued by central.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::time::{Entropy, Timestamp};

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Makes a new key whose first 48 bits are `now`, the rest drawn from `entropy`.
            pub fn mint(now: Timestamp, entropy: &dyn Entropy) -> Self {
                let mut random = [0_u8; 10];
                entropy.fill(&mut random);
                let millis = u64::try_from(now.as_ms()).unwrap_or(0);
                Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }

            /// Wraps a key that was made elsewhere.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The key of nothing.
            pub const NIL: Self = Self(Uuid::nil());

            /// The bare key.
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// The sixteen bytes that a database column holds.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// Reads a database column of sixteen bytes; `None` for any other length.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                Uuid::from_slice(bytes).ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

key!(
    /// A field report (phản ánh hiện trường).
    IncidentId
);
key!(
    /// An alert of a camera.
    AlertId
);
key!(
    /// A hand-over of a shift (giao ca).
    HandoverId
);
key!(
    /// What an operation concerns: a report, an alert or a hand-over, by the key of that record.
    SubjectId
);
key!(
    /// A camera.
    CameraId
);
key!(
    /// A plan (đồ án) of the zoning map.
    PlanId
);
key!(
    /// A zone of a plan.
    ZoneId
);
key!(
    /// A lot (thửa đất).
    LotId
);
key!(
    /// A street.
    StreetId
);
key!(
    /// One line of a report's or an alert's history. The entry that an operation causes carries the
    /// operation's own key, so a laptop and central name it alike without talking.
    EntryId
);
key!(
    /// One act of a person or a gateway. Never changes, however often the act is sent.
    OperationId
);
key!(
    /// A person who acts.
    UserId
);
key!(
    /// An enrolled device (one data folder of one laptop).
    ClientId
);
key!(
    /// The permission under which an act was made.
    GrantId
);
key!(
    /// One life of central's database: new after every restore from a backup.
    Epoch
);

impl From<OperationId> for EntryId {
    fn from(op: OperationId) -> Self {
        Self(op.0)
    }
}

impl From<IncidentId> for SubjectId {
    fn from(id: IncidentId) -> Self {
        Self(id.0)
    }
}

impl From<AlertId> for SubjectId {
    fn from(id: AlertId) -> Self {
        Self(id.0)
    }
}

impl From<HandoverId> for SubjectId {
    fn from(id: HandoverId) -> Self {
        Self(id.0)
    }
}
