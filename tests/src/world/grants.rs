//! What a person may see, changed while they work.
//!
//! Central has no door for this yet, so the row of the device is changed as an administrator with
//! database access would.

use anyhow::{Result, ensure};
use rusqlite::{Connection, OpenFlags};
use trucban_domain::{ClientId, Grant, WardCode, encoding};

use super::World;

impl World {
    /// Gives a device's operator these wards and no others.
    pub fn regrant(&self, client: ClientId, wards: &[WardCode]) -> Result<()> {
        let path = self.data().join("central.db");
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        db.busy_timeout(std::time::Duration::from_secs(5))?;
        let permission: Vec<u8> = db.query_row(
            "SELECT permission FROM device WHERE client = ?1",
            [client.as_bytes()],
            |row| row.get(0),
        )?;
        let mut grant: Grant = encoding::decode(&permission)?;
        grant.wards = wards.to_vec();
        let changed = db.execute(
            "UPDATE device SET permission = ?2 WHERE client = ?1",
            (client.as_bytes(), encoding::encode(&grant)),
        )?;
        ensure!(changed == 1, "central knows no such device");
        Ok(())
    }
}
