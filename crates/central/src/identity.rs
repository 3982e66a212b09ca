//! Who speaks: devices with their tokens, and Open311 clients with their keys.
//!
//! Secrets are 32 random bytes; central keeps only their hash, so nobody who reads the database can
//! speak as a device. A device is never forgotten: a token that was taken back is told apart from
//! one that never was.

use trucban_contract::wire::{Enrolment, FaultCode, Operator};
use trucban_domain::{ClientId, Grant, GrantId, Role, UnitCode, UserId, WardCode};

use crate::central::Central;
use crate::error::{CentralError, Refused};
use crate::store::{api_key, device};

/// A new device and who will work on it.
#[derive(Debug, Clone)]
pub struct EnrollAsk {
    /// Where the device finds central.
    pub url: String,
    /// The certificate authority of that address, PEM; `None` for plain HTTP.
    pub ca_pem: Option<String>,
    /// The person.
    pub operator_name: String,
    /// As what.
    pub role: Role,
    /// In which wards.
    pub wards: Vec<WardCode>,
    /// For which units.
    pub units: Vec<UnitCode>,
}

/// The device and person behind a request.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    /// The device.
    pub(crate) client: ClientId,
    /// The person and the permission.
    pub(crate) operator: Operator,
}

impl Central {
    /// Adds a device, and answers the document that a new console reads. It holds the only copy of
    /// the token.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn enroll(&self, ask: EnrollAsk) -> Result<Enrolment, CentralError> {
        let EnrollAsk { url, ca_pem, operator_name, role, wards, units } = ask;
        let now = self.now();
        let (token, hash) = self.secret("tb");
        let operator = Operator {
            user: UserId::mint(now, self.entropy()),
            name: operator_name,
            grant: Grant { id: GrantId::mint(now, self.entropy()), role, wards, units },
        };
        let client = ClientId::mint(now, self.entropy());
        self.store().write(|tx| device::add(tx, client, &hash, &operator, now))?;
        Ok(Enrolment { url, ca_pem, token, client, operator })
    }

    /// Takes a device's token back.
    ///
    /// # Errors
    /// [`CentralError::UnknownDevice`] if there is no such device.
    pub fn revoke(&self, client: ClientId) -> Result<(), CentralError> {
        let now = self.now();
        let known = self.store().write(|tx| device::revoke(tx, client, now))?;
        if known { Ok(()) } else { Err(CentralError::UnknownDevice) }
    }

    /// Makes a key for an Open311 client and answers it, once.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn make_api_key(&self, name: &str) -> Result<String, CentralError> {
        let now = self.now();
        let (key, hash) = self.secret("o311");
        self.store().write(|tx| api_key::add(tx, name, &hash, now))?;
        Ok(key)
    }

    /// The device and person to whom `token` was given.
    pub(crate) fn caller(&self, token: &str) -> Result<Caller, Refused> {
        let hash = hash_of(token);
        let found = self.store().read(|tx| device::of_token(tx, &hash))?;
        let device = found.ok_or(FaultCode::UnknownToken)?;
        if device.revoked {
            return Err(FaultCode::RevokedToken.into());
        }
        Ok(Caller { client: device.client, operator: device.operator })
    }

    fn secret(&self, prefix: &str) -> (String, [u8; 32]) {
        let mut random = [0_u8; 32];
        self.entropy().fill(&mut random);
        let secret = format!("{prefix}_{}", hex::encode(random));
        let hash = hash_of(&secret);
        (secret, hash)
    }
}

/// What central keeps of a secret.
pub(crate) fn hash_of(secret: &str) -> [u8; 32] {
    *blake3::hash(secret.as_bytes()).as_bytes()
}
