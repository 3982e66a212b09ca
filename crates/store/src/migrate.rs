//! Schemas of the two files: forward only, each shipped file listed once and never changed.
//!
//! `user_version` is the newest schema applied; `schema_floor` the oldest build schema that may still
//! open the file. A file whose floor is above this build is left untouched.

use rusqlite::{Connection, TransactionBehavior};

use crate::cache::{tag, upgrade};
use crate::error::StoreError;

/// The schema of a file.
pub(crate) struct Schema {
    /// The file's name.
    pub(crate) file: &'static str,
    /// Its migrations, oldest first.
    pub(crate) steps: &'static [Step],
}

/// One migration.
pub(crate) struct Step {
    /// Makes the tables.
    sql: &'static str,
    /// Derives what they hold from the rows that are there already.
    fill: fn(&Connection) -> Result<(), StoreError>,
}

const fn step(sql: &'static str) -> Step {
    Step { sql, fill: |_| Ok(()) }
}

/// The schema of `outbox.db`.
pub(crate) const OUTBOX: Schema = Schema {
    file: "outbox.db",
    steps: &[
        step(include_str!("../migrations/outbox/0001_acts.sql")),
        step(include_str!("../migrations/outbox/0002_drafts.sql")),
    ],
};

/// The schema of `cache.db`.
pub(crate) const CACHE: Schema = Schema {
    file: "cache.db",
    steps: &[
        step(include_str!("../migrations/cache/0001_rows.sql")),
        step(include_str!("../migrations/cache/0002_city.sql")),
        Step { sql: include_str!("../migrations/cache/0003_map.sql"), fill: upgrade::fill_map },
        step(include_str!("../migrations/cache/0004_blobs.sql")),
        step(include_str!("../migrations/cache/0005_rank.sql")),
        Step {
            sql: include_str!("../migrations/cache/0006_photos.sql"),
            fill: upgrade::name_photos,
        },
        Step {
            sql: include_str!("../migrations/cache/0007_clusters.sql"),
            fill: upgrade::count_clusters,
        },
        step(include_str!("../migrations/cache/0008_duplicates.sql")),
        Step { sql: include_str!("../migrations/cache/0009_tags.sql"), fill: tag::tag_all },
        Step {
            sql: include_str!("../migrations/cache/0010_figures.sql"),
            fill: upgrade::count_figures,
        },
        step(include_str!("../migrations/cache/0011_handovers.sql")),
        Step { sql: include_str!("../migrations/cache/0012_wards.sql"), fill: upgrade::note_wards },
    ],
};

/// The schema of `photos.db`.
pub(crate) const PHOTOS: Schema = Schema {
    file: "photos.db",
    steps: &[step(include_str!("../migrations/photos/0001_photos.sql"))],
};

impl Schema {
    /// The newest schema that this build knows.
    pub(crate) fn known(&self) -> i64 {
        i64::try_from(self.steps.len()).unwrap_or(i64::MAX)
    }

    /// Reads which schema the file has.
    ///
    /// # Errors
    /// [`StoreError::TooNew`] if this build is under the file's floor.
    pub(crate) fn check(&self, conn: &Connection) -> Result<i64, StoreError> {
        let found: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if found > self.known() {
            let floor: i64 =
                conn.query_row("SELECT floor FROM schema_floor", [], |row| row.get(0))?;
            if floor > self.known() {
                return Err(StoreError::TooNew { file: self.file, found, known: self.known() });
            }
        }
        Ok(found)
    }

    /// Brings the file to this build's schema.
    pub(crate) fn migrate(&self, conn: &mut Connection) -> Result<(), StoreError> {
        let found = self.check(conn)?;
        let done = usize::try_from(found).unwrap_or(0);
        for (step, version) in self.steps.iter().zip(1_i64..).skip(done) {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            tx.execute_batch(step.sql)?;
            (step.fill)(&tx)?;
            tx.pragma_update(None, "user_version", version)?;
            tx.commit()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shipped_migration_never_changes() {
        let hashes: Vec<String> = [&OUTBOX, &CACHE, &PHOTOS]
            .iter()
            .flat_map(|schema| schema.steps.iter())
            .map(|step| blake3::hash(step.sql.as_bytes()).to_hex()[..16].to_owned())
            .collect();
        assert_eq!(
            hashes,
            [
                "06548d652d2f59d1",
                "80194f49265f8e85",
                "e354a11334bc9196",
                "5648aa16ccd89841",
                "27c7f259532fe543",
                "283093c8c3d5af5c",
                "a302a3c846befa6a",
                "4711a352d64cbe5c",
                "f755426885272e71",
                "8327793e2c807483",
                "269ccec8f69ee566",
                "43c86b8ed36d0e4a",
                "1e82c70774da39bd",
                "5a2fef528c4fa139",
                "1478ec765918652a",
            ],
            "write a new migration"
        );
    }

    #[test]
    fn a_newer_schema_opens_unless_its_floor_is_above_this_build() {
        for (floor, opens) in [(1, true), (CACHE.known() + 1, false)] {
            let mut conn = Connection::open_in_memory().unwrap();
            CACHE.migrate(&mut conn).unwrap();
            let found = CACHE.known() + 1;
            conn.pragma_update(None, "user_version", found).unwrap();
            conn.execute("UPDATE schema_floor SET floor = ?1", [floor]).unwrap();
            let checked = CACHE.check(&conn);
            if opens {
                assert_eq!(checked.unwrap(), found);
            } else {
                let too_new = StoreError::TooNew { file: "cache.db", found, known: CACHE.known() };
                assert_eq!(checked.unwrap_err().to_string(), too_new.to_string());
            }
        }
    }
}
