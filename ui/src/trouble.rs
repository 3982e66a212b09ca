//! The words for a failure of the connection that waiting will not cure.

use trucban_contract::ipc::Trouble;
use trucban_text::{Text, trouble};

/// What is the matter.
pub const fn cause(it: Trouble) -> Text<0> {
    match it {
        Trouble::NotCentral => trouble::NOT_CENTRAL,
        Trouble::NoSuchHost => trouble::NO_SUCH_HOST,
        Trouble::WrongName => trouble::WRONG_NAME,
        Trouble::Untrusted => trouble::UNTRUSTED,
        Trouble::UnknownToken => trouble::UNKNOWN_TOKEN,
        Trouble::RevokedToken => trouble::REVOKED_TOKEN,
        Trouble::Forked => trouble::FORKED,
        Trouble::Protocol => trouble::PROTOCOL,
        Trouble::Garbled => trouble::GARBLED,
        Trouble::CentralBroken => trouble::CENTRAL_BROKEN,
        Trouble::DiskFull => trouble::DISK_FULL,
    }
}

/// What is safe, and what to do.
pub const fn advice(it: Trouble) -> Text<0> {
    match it {
        Trouble::NotCentral => trouble::NOT_CENTRAL_DO,
        Trouble::NoSuchHost => trouble::NO_SUCH_HOST_DO,
        Trouble::WrongName => trouble::WRONG_NAME_DO,
        Trouble::Untrusted => trouble::UNTRUSTED_DO,
        Trouble::UnknownToken => trouble::UNKNOWN_TOKEN_DO,
        Trouble::RevokedToken => trouble::REVOKED_TOKEN_DO,
        Trouble::Forked => trouble::FORKED_DO,
        Trouble::Protocol => trouble::PROTOCOL_DO,
        Trouble::Garbled => trouble::GARBLED_DO,
        Trouble::CentralBroken => trouble::CENTRAL_BROKEN_DO,
        Trouble::DiskFull => trouble::DISK_FULL_DO,
    }
}

/// Whether a new enrolment document may cure it.
pub const fn enrolment_may_cure(it: Trouble) -> bool {
    match it {
        Trouble::NotCentral
        | Trouble::NoSuchHost
        | Trouble::WrongName
        | Trouble::Untrusted
        | Trouble::UnknownToken
        | Trouble::RevokedToken
        | Trouble::Forked => true,
        Trouble::Protocol | Trouble::Garbled | Trouble::CentralBroken | Trouble::DiskFull => false,
    }
}
