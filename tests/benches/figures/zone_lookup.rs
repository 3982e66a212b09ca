//! A click on the map to everything that the zone card says, its shares and limits computed: the 99th
//! percentile, against the bare question which boxes hold the point.

use std::hint::black_box;

use anyhow::Result;
use rusqlite::Connection;
use tokio::runtime::Runtime;
use tokio::time::Instant;
use trucban_domain::Point;
use trucban_geo::{Area, Zoning, rulings};
use trucban_store::Store;
use trucban_tests::chance::SeededEntropy;

use crate::city::City;
use crate::{Figure, Set, bare_file, ms, quantile};

pub const SET: Set = Set { names: &[NAME], measure, base: true };
const NAME: &str = "zone_lookup_p99";
const SAMPLES: usize = 3_000;
const WARM_UP: usize = 100;
const SHARE: f64 = 0.99;

fn measure(_runtime: &Runtime, city: &mut City) -> Result<Vec<Figure>> {
    let store = city.store()?;
    let bare = bare_file::open(&city.laptop)?;
    let chance = SeededEntropy::new(4);
    let points = bare_file::lots(&bare)?;
    let (mut ours, mut reference) = (Vec::new(), Vec::new());
    for round in 0..WARM_UP + SAMPLES {
        let point = points[usize::try_from(chance.below(points.len() as u64))?];
        let began = Instant::now();
        black_box(look_up(&store, point)?);
        let looked_up = began.elapsed();
        let began = Instant::now();
        black_box(boxes(&bare, point)?);
        let met = began.elapsed();
        if round >= WARM_UP {
            ours.push(ms(looked_up));
            reference.push(ms(met));
        }
    }
    Ok(vec![Figure::ms(NAME, quantile(&mut ours, SHARE), quantile(&mut reference, SHARE))])
}

fn look_up(store: &Store, point: Point) -> Result<usize> {
    let land = store.land_at(point)?;
    let rulings = rulings(&land.zones, &land.plans);
    let area = land.lot.and_then(|lot| Area::new(lot.shape).ok());
    let zoning = match &area {
        Some(area) => Zoning::of_lot(area, &rulings),
        None => Zoning::at_point(point, &rulings),
    };
    Ok(zoning.parts.len() + zoning.limits.len())
}

fn boxes(bare: &Connection, point: Point) -> Result<i64> {
    let mut held = 0;
    for sql in [
        "SELECT count(*) FROM lot_place
         WHERE east_min <= ?1 AND east_max >= ?1 AND north_min <= ?2 AND north_max >= ?2",
        "SELECT count(*) FROM zone_place
         WHERE east_min <= ?1 AND east_max >= ?1 AND north_min <= ?2 AND north_max >= ?2",
    ] {
        let at = [point.east_mm / bare_file::BOX_MM, point.north_mm / bare_file::BOX_MM];
        held += bare.prepare_cached(sql)?.query_row(at, |row| row.get::<_, i64>(0))?;
    }
    Ok(held)
}
