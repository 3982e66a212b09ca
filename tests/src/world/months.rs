//! Years that lie behind a city: closed months, as a city that is six years old has thousands.
//!
//! They are empty here, since what a laptop is told about scopes does not depend on what lies in them.

use anyhow::Result;
use rusqlite::{Connection, OpenFlags};
use trucban_domain::{Class, Part, Place, Scope, Ward};

use super::World;

impl World {
    /// Gives every ward closed months of reports and of senders, from January 2020 on. Tells how many
    /// scopes these are.
    pub fn grow_old(&self, years: i16) -> Result<usize> {
        let path = self.data().join("central.db");
        let mut db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        db.busy_timeout(std::time::Duration::from_secs(5))?;
        let tx = db.transaction()?;
        let mut scopes = 0;
        for ward in Ward::all() {
            for class in [Class::Incidents, Class::Reporters] {
                for (year, month) in
                    (2020..2020 + years).flat_map(|y| (1..=12).map(move |m| (y, m)))
                {
                    let part = Part::Month { year, month };
                    let scope = Scope { place: Place::Ward(ward.code), class, part };
                    tx.execute(
                        "INSERT OR IGNORE INTO scope (name, changed_seq, rows, digest)
                         VALUES (?1, 0, 0, zeroblob(16))",
                        [scope.to_string()],
                    )?;
                    scopes += 1;
                }
            }
        }
        tx.commit()?;
        Ok(scopes)
    }
}
