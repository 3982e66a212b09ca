//! Why speaking to central failed, and what cures it.

use std::error::Error;

use trucban_contract::wire::FaultCode;

use crate::machine::Remedy;

/// A failed exchange. Nothing that was saved is touched by it.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// A part of the enrolment document cannot be used: `url`, `ca_pem`, `token`.
    #[error("the enrolment's {0} cannot be used")]
    Enrolment(&'static str),
    /// No exchange took place, or it broke off.
    #[error("central could not be reached")]
    Http(#[source] reqwest::Error),
    /// Central refused the request.
    #[error("central refused the request: {0:?}")]
    Fault(FaultCode),
    /// Central answered that something broke.
    #[error("central is broken")]
    Broken,
    /// Something else answers at that address.
    #[error("what answers at the address is not central")]
    NotCentral,
    /// The answer is cut or cannot be read.
    #[error("central's answer cannot be read")]
    Garbled,
}

/// A failure that waiting alone does not cure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// Central speaks another protocol.
    Protocol,
    /// Central's answer could not be read.
    Garbled,
    /// Something broke at central.
    CentralBroken,
    /// This laptop's disk is full.
    DiskFull,
}

impl Trouble {
    /// The word under which the texts know it: `forked`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotCentral => "not_central",
            Self::NoSuchHost => "no_such_host",
            Self::WrongName => "wrong_name",
            Self::Untrusted => "untrusted",
            Self::UnknownToken => "unknown_token",
            Self::RevokedToken => "revoked_token",
            Self::Forked => "forked",
            Self::Protocol => "protocol",
            Self::Garbled => "garbled",
            Self::CentralBroken => "central_broken",
            Self::DiskFull => "disk_full",
        }
    }
}

impl ClientError {
    /// What a person should know; `None` where it is only that no network is there.
    pub fn trouble(&self) -> Option<Trouble> {
        match self {
            Self::Enrolment("url") => Some(Trouble::NoSuchHost),
            Self::Enrolment(_) => Some(Trouble::Untrusted),
            Self::Http(error) => http_trouble(error),
            Self::Fault(code) => fault_trouble(*code),
            Self::Broken => Some(Trouble::CentralBroken),
            Self::NotCentral => Some(Trouble::NotCentral),
            Self::Garbled => Some(Trouble::Garbled),
        }
    }

    /// What the machine does about it.
    pub const fn remedy(&self) -> Remedy {
        match self {
            Self::Fault(
                FaultCode::Gap
                | FaultCode::OtherEpoch
                | FaultCode::OtherScopes
                | FaultCode::OutOfScope,
            ) => Remedy::Greet,
            _ => Remedy::Wait,
        }
    }

    /// Whether the same request can never succeed as it is.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Http(_) | Self::Broken | Self::Garbled => false,
            Self::Enrolment(_) | Self::NotCentral => true,
            Self::Fault(code) => match code {
                FaultCode::UnknownToken
                | FaultCode::RevokedToken
                | FaultCode::OutOfScope
                | FaultCode::Forked
                | FaultCode::NotFound
                | FaultCode::Unreadable
                | FaultCode::TooLarge
                | FaultCode::Protocol => true,
                FaultCode::Gap
                | FaultCode::OtherEpoch
                | FaultCode::OtherScopes
                | FaultCode::Internal
                | FaultCode::Other => false,
            },
        }
    }
}

const fn fault_trouble(code: FaultCode) -> Option<Trouble> {
    match code {
        FaultCode::UnknownToken => Some(Trouble::UnknownToken),
        FaultCode::RevokedToken => Some(Trouble::RevokedToken),
        FaultCode::Forked => Some(Trouble::Forked),
        FaultCode::Protocol => Some(Trouble::Protocol),
        FaultCode::Unreadable | FaultCode::TooLarge | FaultCode::NotFound => Some(Trouble::Garbled),
        FaultCode::Internal | FaultCode::Other => Some(Trouble::CentralBroken),
        FaultCode::Gap | FaultCode::OtherEpoch | FaultCode::OtherScopes | FaultCode::OutOfScope => {
            None
        }
    }
}

fn http_trouble(error: &reqwest::Error) -> Option<Trouble> {
    let mut source: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(cause) = source {
        if let Some(tls) = tls_error(cause) {
            return tls_trouble(tls);
        }
        // hyper-util names the step but exports no type for it.
        if cause.to_string() == "dns error" {
            return Some(Trouble::NoSuchHost);
        }
        source = cause.source();
    }
    // A body that broke off is a "decode" error to reqwest; that is the network, not central.
    error.is_builder().then_some(Trouble::Garbled)
}

/// The TLS error in `cause`: the TLS stream and the connector each wrap it in an
/// [`std::io::Error`], whose content is not among its sources.
fn tls_error<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    let mut wrapped = cause;
    loop {
        if let Some(tls) = wrapped.downcast_ref() {
            return Some(tls);
        }
        let io: &std::io::Error = wrapped.downcast_ref()?;
        wrapped = io.get_ref()?;
    }
}

fn tls_trouble(error: &rustls::Error) -> Option<Trouble> {
    use rustls::CertificateError::{NotValidForName, NotValidForNameContext};
    match error {
        rustls::Error::InvalidCertificate(NotValidForName | NotValidForNameContext { .. }) => {
            Some(Trouble::WrongName)
        }
        rustls::Error::InvalidCertificate(_) => Some(Trouble::Untrusted),
        rustls::Error::InvalidMessage(_) => Some(Trouble::NotCentral),
        _ => None,
    }
}
