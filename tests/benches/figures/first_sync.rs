//! The first sync of the whole city, from an enrolled laptop without a row to one that holds
//! everything, against plain inserts of the same rows into the same tables of a file with the same key
//! and the same settings. Before it, the making of that city at central, against what is promised.

use anyhow::Result;
use tokio::runtime::Runtime;

use crate::city::City;
use crate::{Figure, Set};

#[path = "../reference/bare_load.rs"]
mod bare_load;

pub const SET: Set = Set { names: &["sample_city", "first_sync"], measure, base: true };
/// The whole city is made in a minute.
const PROMISED_MS: f64 = 60_000.0;

fn measure(_runtime: &Runtime, city: &mut City) -> Result<Vec<Figure>> {
    let rows = bare_load::read(&city.laptop)?;
    let reference = bare_load::load(&rows, &city.laptop, &city.beside("bare.db"))?;
    Ok(vec![
        Figure::ms(SET.names[0], city.made_ms, PROMISED_MS),
        Figure::ms(SET.names[1], city.first_sync_ms, reference),
    ])
}
