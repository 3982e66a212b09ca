//! A search of the queue as one types, mostly without marks: the 99th percentile, against the bare
//! question to the table of words. What is found is counted by group and put in order, which the bare
//! question is not asked for.

use anyhow::Result;
use rusqlite::Connection;
use tokio::runtime::Runtime;
use tokio::time::Instant;
use trucban_domain::{Clock as _, QueueDay};
use trucban_host::SystemClock;
use trucban_store::{QueueAsk, View};

use crate::city::City;
use crate::{Figure, Set, bare_file, ms, quantile};

pub const SET: Set = Set { names: &[NAME], measure, base: true };
const NAME: &str = "search_p99";
const ROUNDS: usize = 60;
const SHARE: f64 = 0.99;
const ROWS: u32 = 160;
/// What people look for, and what the question is to the table of words. From one report to a word
/// that stands in one report of six.
const TYPED: [(&str, &str); 8] = [
    ("nguyen hue", "\"nguyen\"* AND \"hue\"*"),
    ("Vỹ Dạ rác", "\"vy\"* AND \"da\"* AND \"rac\"*"),
    ("kiet 60", "\"kiet\"* AND \"60\"*"),
    ("a1234", "\"a1234\"*"),
    ("den duong khong sang", "\"den\"* AND \"duong\"* AND \"khong\"* AND \"sang\"*"),
    ("ngap", "\"ngap\"*"),
    ("rac", "\"rac\"*"),
    ("xe tai dau", "\"xe\"* AND \"tai\"* AND \"dau\"*"),
];
const BARE: &str = "SELECT count(*) FROM incident_search WHERE incident_search MATCH ?1";

fn measure(_runtime: &Runtime, city: &mut City) -> Result<Vec<Figure>> {
    let store = city.store()?;
    let bare = bare_file::open(&city.laptop)?;
    let day = QueueDay::of(SystemClock.now());
    let (mut ours, mut reference) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        for (typed, asked) in TYPED {
            let view = if round % 2 == 0 { View::Open } else { View::Closed };
            let ask = QueueAsk {
                view,
                wards: Vec::new(),
                search: typed.to_owned(),
                offset: 0,
                limit: ROWS,
                day,
            };
            let began = Instant::now();
            store.queue(&ask)?;
            let found = began.elapsed();
            let began = Instant::now();
            matches(&bare, asked)?;
            let matched = began.elapsed();
            if round > 0 {
                ours.push(ms(found));
                reference.push(ms(matched));
            }
        }
    }
    Ok(vec![Figure::ms(NAME, quantile(&mut ours, SHARE), quantile(&mut reference, SHARE))])
}

fn matches(bare: &Connection, asked: &str) -> Result<i64> {
    Ok(bare.prepare_cached(BARE)?.query_row([asked], |row| row.get(0))?)
}
