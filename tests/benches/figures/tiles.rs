//! A tile of the zoning map, somewhere in the city: the median of one that was seen before, against a
//! bare read of its bytes, and of one that is cut for the first time, against the same. A tile of open
//! reports and cameras, cut anew each time, against a bare read of the zoning map's.

use anyhow::{Context as _, Result};
use rusqlite::{Connection, OptionalExtension as _};
use tokio::runtime::Runtime;
use tokio::time::Instant;
use trucban_domain::Clock as _;
use trucban_geo::{Outlines, TileCoord, WardIndex};
use trucban_host::SystemClock;
use trucban_tests::chance::SeededEntropy;

use crate::city::City;
use crate::{Figure, Set, bare_file, ms, quantile};

pub const SET: Set = Set {
    names: &[
        "tile_p50_z12",
        "tile_p50_z14",
        "tile_p50_z16",
        "tile_cut_p50_z12",
        "tile_cut_p50_z14",
        "tile_cut_p50_z16",
        "tile_live_p50_z9",
        "tile_live_p50_z12",
        "tile_live_p50_z15",
        "tile_live_p50_z16",
    ],
    measure,
    base: true,
};
const ZOOMS: [u8; 3] = [12, 14, 16];
/// The zooms of tiles of reports and cameras: in clusters up to the last but one.
const LIVE_ZOOMS: [u8; 4] = [9, 12, 15, 16];
/// Tiles of each zoom; fewer where the city has not so many.
const SAMPLES: usize = 400;
const BARE: &str = "SELECT data FROM tile WHERE land_version = ?1 AND z = ?2 AND x = ?3 AND y = ?4";

fn measure(_runtime: &Runtime, city: &mut City) -> Result<Vec<Figure>> {
    let store = city.store()?;
    let bare = bare_file::open(&city.laptop)?;
    let wards = Outlines::of(&WardIndex::shipped()?);
    let version: i64 = bare.query_row("SELECT version FROM land_version", [], |row| row.get(0))?;
    let chance = SeededEntropy::new(5);
    let (mut seen, mut cut) = (Vec::new(), Vec::new());
    for (place, zoom) in ZOOMS.into_iter().enumerate() {
        let (mut again, mut bare_read, mut first) = (Vec::new(), Vec::new(), Vec::new());
        for coord in tiles(&bare, &chance, zoom)? {
            let began = Instant::now();
            let tile = store.land_tile(coord, &wards)?;
            first.push(ms(began.elapsed()));
            let began = Instant::now();
            let same = store.land_tile(coord, &wards)?;
            again.push(ms(began.elapsed()));
            anyhow::ensure!(tile == same, "{coord:?} is not kept as it was cut");
            let began = Instant::now();
            let read = bare_tile(&bare, version, coord)?;
            bare_read.push(ms(began.elapsed()));
            anyhow::ensure!(read.is_some_and(|read| read == tile), "{coord:?} is not kept");
        }
        let reference = quantile(&mut bare_read, 0.5);
        seen.push(Figure::ms(SET.names[place], quantile(&mut again, 0.5), reference));
        cut.push(Figure::ms(SET.names[place + ZOOMS.len()], quantile(&mut first, 0.5), reference));
    }
    seen.extend(cut);
    let names = SET.names.iter().skip(2 * ZOOMS.len());
    for (name, zoom) in names.zip(LIVE_ZOOMS) {
        let (mut live, mut bare_read) = (Vec::new(), Vec::new());
        for coord in tiles(&bare, &chance, zoom)? {
            let began = Instant::now();
            store.live_tile(coord, SystemClock.now())?;
            live.push(ms(began.elapsed()));
            store.land_tile(coord, &wards)?;
            let began = Instant::now();
            bare_tile(&bare, version, coord)?;
            bare_read.push(ms(began.elapsed()));
        }
        let reference = quantile(&mut bare_read, 0.5);
        seen.push(Figure::ms(name, quantile(&mut live, 0.5), reference));
    }
    Ok(seen)
}

/// Tiles around lots, each once.
fn tiles(bare: &Connection, chance: &SeededEntropy, zoom: u8) -> Result<Vec<TileCoord>> {
    let lots = bare_file::lots(bare)?;
    let mut found = Vec::new();
    for _ in 0..SAMPLES * 4 {
        let lot = lots[usize::try_from(chance.below(lots.len() as u64))?];
        let coord = TileCoord::showing(lot, zoom).context("a lot lies on the map")?;
        if !found.contains(&coord) {
            found.push(coord);
        }
        if found.len() == SAMPLES {
            break;
        }
    }
    Ok(found)
}

fn bare_tile(bare: &Connection, version: i64, coord: TileCoord) -> Result<Option<Vec<u8>>> {
    let at = [version, i64::from(coord.z()), i64::from(coord.x()), i64::from(coord.y())];
    Ok(bare.prepare_cached(BARE)?.query_row(at, |row| row.get(0)).optional()?)
}
