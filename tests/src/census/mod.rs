//! Eyes for what really lies in the databases, and the rules that it must keep.
//!
//! Nothing here goes through the code that is tested: central's file and the laptop's two are read
//! as files, the latter with the key beside them.

mod central;
mod laptop;
mod rules;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use trucban_domain::record::Versioned;
use uuid::Uuid;

pub use central::{CentralCensus, Given};
pub use laptop::{Act, LaptopCensus};
pub use rules::{agree, digests_add_up, nothing_lost, one_effect_each, rows_are_replays};

/// A row's table and key.
pub type Key = (String, Uuid);

/// The rows of one scope.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScopeCensus {
    /// The version of each row.
    pub rows: BTreeMap<Key, u64>,
    /// The digest that its holder keeps of them.
    pub digest: u128,
    /// The laptop's cursor; the newest change at central.
    pub seq: u64,
}

impl ScopeCensus {
    /// The digest of the rows, summed up from nothing.
    pub fn summed(&self) -> u128 {
        self.rows.iter().fold(0_u128, |sum, ((entity, id), row_version)| {
            let row = Versioned { entity: entity.clone(), id: *id, row_version: *row_version };
            sum.wrapping_add(row.digest())
        })
    }
}

fn digest(bytes: &[u8]) -> Result<u128> {
    Ok(u128::from_le_bytes(bytes.try_into().context("a digest has sixteen bytes")?))
}

fn key(entity: String, id: &[u8]) -> Result<Key> {
    Ok((entity, Uuid::from_slice(id)?))
}
