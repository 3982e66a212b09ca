//! The table of cameras.

use rusqlite::{Connection, OptionalExtension as _, params};
use trucban_domain::fold::fold;
use trucban_domain::{Camera, CameraId, encoding};

use super::cluster::Stand;
use super::place::{self, Placed};
use super::tally::Tally;
use crate::connection::count;
use crate::error::StoreError;

/// Reads the bytes of a camera.
pub(crate) fn data(conn: &Connection, id: CameraId) -> Result<Option<Vec<u8>>, StoreError> {
    let data = conn
        .prepare_cached("SELECT data FROM camera WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(data)
}

/// Reads a camera.
pub(crate) fn read(conn: &Connection, id: CameraId) -> Result<Option<Camera>, StoreError> {
    Ok(data(conn, id)?.map(|bytes| encoding::decode(&bytes)).transpose()?)
}

/// Reads the cameras that are silent, by number.
pub(crate) fn silent(conn: &Connection) -> Result<Vec<Camera>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT data FROM camera INDEXED BY camera_silent WHERE silent = 1 ORDER BY number",
    )?;
    let mut rows = statement.query([])?;
    let mut cameras = Vec::new();
    while let Some(row) = rows.next()? {
        let data = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        cameras.push(encoding::decode(data)?);
    }
    Ok(cameras)
}

/// Writes a camera.
pub(crate) fn put(
    conn: &Connection,
    tally: &mut Tally,
    camera: &Camera,
    data: &[u8],
) -> Result<(), StoreError> {
    tally.change_cameras();
    if let Some((n, before)) = stored(conn, camera.id)? {
        tally.count_stand(n, Stand::of_camera(&before), -1);
    }
    let n = conn
        .prepare_cached(
            "INSERT INTO camera (id, number, ward, silent, data) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET number = excluded.number, ward = excluded.ward,
                 silent = excluded.silent, data = excluded.data
             RETURNING n",
        )?
        .query_row(
            params![
                camera.id.as_bytes(),
                camera.number,
                camera.ward.0,
                camera.silent_since.is_some(),
                data
            ],
            |row| row.get(0),
        )?;
    tally.count_stand(n, Stand::of_camera(camera), 1);
    put_beside(conn, n, camera)
}

fn stored(conn: &Connection, id: CameraId) -> Result<Option<(i64, Camera)>, StoreError> {
    let row: Option<(i64, Vec<u8>)> = conn
        .prepare_cached("SELECT n, data FROM camera WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    row.map(|(n, data)| Ok((n, encoding::decode(&data)?))).transpose()
}

/// Notes where camera `n` stands and by which words it is found.
pub(crate) fn put_beside(conn: &Connection, n: i64, camera: &Camera) -> Result<(), StoreError> {
    place::put(conn, Placed::Camera, n, place::around(camera.position))?;
    let words = fold(&format!("{} {}", camera.number, camera.name));
    conn.prepare_cached("INSERT OR REPLACE INTO camera_search (rowid, words) VALUES (?1, ?2)")?
        .execute(params![n, words])?;
    Ok(())
}

/// Removes a camera, if it is there.
pub(crate) fn remove(conn: &Connection, tally: &mut Tally, id: CameraId) -> Result<(), StoreError> {
    if let Some((n, camera)) = stored(conn, id)? {
        tally.change_cameras();
        tally.count_stand(n, Stand::of_camera(&camera), -1);
        conn.prepare_cached("DELETE FROM camera WHERE n = ?1")?.execute([n])?;
        place::remove(conn, Placed::Camera, n)?;
        conn.prepare_cached("DELETE FROM camera_search WHERE rowid = ?1")?.execute([n])?;
    }
    Ok(())
}

/// How many cameras there are, and how many of them are silent.
pub(crate) fn counts(conn: &Connection) -> Result<(u32, u32), StoreError> {
    let counts = conn
        .prepare_cached("SELECT count(*), coalesce(sum(silent), 0) FROM camera")?
        .query_row([], |row| Ok((count(row.get(0)?), count(row.get(1)?))))?;
    Ok(counts)
}
