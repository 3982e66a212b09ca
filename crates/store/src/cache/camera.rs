//! The table of cameras.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::{Camera, CameraId};

use crate::error::StoreError;

/// Reads the bytes of a camera.
pub(crate) fn data(conn: &Connection, id: CameraId) -> Result<Option<Vec<u8>>, StoreError> {
    let data = conn
        .prepare_cached("SELECT data FROM camera WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(data)
}

/// Writes a camera.
pub(crate) fn put(conn: &Connection, camera: &Camera, data: &[u8]) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO camera (id, number, ward, silent, data) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET number = excluded.number, ward = excluded.ward,
             silent = excluded.silent, data = excluded.data",
    )?
    .execute(params![
        camera.id.as_bytes(),
        camera.number,
        camera.ward.0,
        camera.silent_since.is_some(),
        data
    ])?;
    Ok(())
}

/// Removes a camera, if it is there.
pub(crate) fn remove(conn: &Connection, id: CameraId) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM camera WHERE id = ?1")?.execute([id.as_bytes()])?;
    Ok(())
}
