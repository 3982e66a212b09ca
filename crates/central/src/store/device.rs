//! Enrolled devices: whose token it is, and how far the device's operations have come.

use rusqlite::{Connection, OptionalExtension, Row};
use trucban_contract::wire::Operator;
use trucban_domain::{ClientId, Grant, Timestamp, UserId, encoding};
use uuid::Uuid;

use super::column;
use crate::error::CentralError;

/// A device as it stands.
#[derive(Debug, Clone)]
pub(crate) struct Device {
    /// Key.
    pub(crate) client: ClientId,
    /// The person and the permission.
    pub(crate) operator: Operator,
    /// The outbox that first spoke under this key.
    pub(crate) incarnation: Option<Uuid>,
    /// Newest operation that has a result.
    pub(crate) last_client_seq: u64,
    /// Whether the token was taken back.
    pub(crate) revoked: bool,
}

struct Columns {
    client: ClientId,
    user: UserId,
    name: String,
    permission: Vec<u8>,
    incarnation: Option<Uuid>,
    last_client_seq: u64,
    revoked: bool,
}

impl Columns {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            client: ClientId::from_uuid(column::uuid(row, 0)?),
            user: UserId::from_uuid(column::uuid(row, 1)?),
            name: row.get(2)?,
            permission: row.get(3)?,
            incarnation: row.get::<_, Option<[u8; 16]>>(4)?.map(Uuid::from_bytes),
            last_client_seq: column::count(row, 5)?,
            revoked: row.get(6)?,
        })
    }

    fn device(self) -> Result<Device, CentralError> {
        let Self { client, user, name, permission, incarnation, last_client_seq, revoked } = self;
        let grant: Grant = column::stored(&permission, "permission")?;
        let operator = Operator { user, name, grant };
        Ok(Device { client, operator, incarnation, last_client_seq, revoked })
    }
}

/// The device with this key.
pub(crate) fn find(db: &Connection, client: ClientId) -> Result<Option<Device>, CentralError> {
    db.prepare_cached(
        "SELECT client, user, name, permission, incarnation, last_client_seq,
                revoked_at IS NOT NULL
         FROM device WHERE client = ?1",
    )?
    .query_row([client.as_bytes()], Columns::read)
    .optional()?
    .map(Columns::device)
    .transpose()
}

/// The device whose token has this hash.
pub(crate) fn of_token(db: &Connection, hash: &[u8; 32]) -> Result<Option<Device>, CentralError> {
    db.prepare_cached(
        "SELECT client, user, name, permission, incarnation, last_client_seq,
                revoked_at IS NOT NULL
         FROM device WHERE token_hash = ?1",
    )?
    .query_row([hash], Columns::read)
    .optional()?
    .map(Columns::device)
    .transpose()
}

/// Adds a device.
pub(crate) fn add(
    db: &Connection,
    client: ClientId,
    token_hash: &[u8; 32],
    operator: &Operator,
    now: Timestamp,
) -> Result<(), CentralError> {
    db.execute(
        "INSERT INTO device (client, token_hash, user, name, permission, enrolled_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (
            client.as_bytes(),
            token_hash,
            operator.user.as_bytes(),
            &operator.name,
            encoding::encode(&operator.grant),
            now.as_ms(),
        ),
    )?;
    Ok(())
}

/// Takes a device's token back; says whether there is such a device.
pub(crate) fn revoke(
    db: &Connection,
    client: ClientId,
    now: Timestamp,
) -> Result<bool, CentralError> {
    let changed = db.execute(
        "UPDATE device SET revoked_at = coalesce(revoked_at, ?2) WHERE client = ?1",
        (client.as_bytes(), now.as_ms()),
    )?;
    Ok(changed > 0)
}

/// Keeps the outbox that first spoke under this key.
pub(crate) fn bind(
    db: &Connection,
    client: ClientId,
    incarnation: Uuid,
) -> Result<(), CentralError> {
    db.prepare_cached("UPDATE device SET incarnation = ?2 WHERE client = ?1")?
        .execute((client.as_bytes(), incarnation.as_bytes()))?;
    Ok(())
}

/// Keeps how far the device's operations have come.
pub(crate) fn advance(
    db: &Connection,
    client: ClientId,
    last_client_seq: u64,
) -> Result<(), CentralError> {
    db.prepare_cached("UPDATE device SET last_client_seq = ?2 WHERE client = ?1")?
        .execute((client.as_bytes(), last_client_seq.cast_signed()))?;
    Ok(())
}
