//! Another life of central's database, as after it was set up anew from a backup.

use anyhow::{Result, ensure};
use rusqlite::{Connection, OpenFlags};
use trucban_domain::Entropy as _;

use super::World;

impl World {
    /// Gives central's database another epoch.
    pub fn begin_another_life(&self) -> Result<()> {
        let path = self.data().join("central.db");
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        db.busy_timeout(std::time::Duration::from_secs(5))?;
        let mut epoch = [0_u8; 16];
        self.entropy.fill(&mut epoch);
        let changed = db.execute("UPDATE feed_head SET epoch = ?1", [epoch])?;
        ensure!(changed == 1, "central has no head");
        Ok(())
    }
}
