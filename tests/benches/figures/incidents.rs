//! Ten times as many reports: each view, the counters, a search and a report with its history, at
//! 2,000,000 reports against 183,000. The large laptop is a copy of the city's in which every report and
//! every line of a history stands eleven times, each with words, counts and tags of its own.

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use rusqlite::{Connection, params};
use tokio::runtime::Runtime;
use tokio::time::Instant;
use trucban_domain::fold::fold;
use trucban_domain::{Clock as _, Incident, IncidentId, QueueDay, Ward, encoding};
use trucban_host::SystemClock;
use trucban_store::{QueueAsk, Store, View};
use trucban_tests::chance::SeededEntropy;

use crate::city::{City, open};
use crate::{Figure, Set, bare_file, ms, quantile};

pub const SET: Set = Set { names: &[GROUP, VIEWS, COUNTERS, SEARCH, DETAIL], measure, base: false };
/// Names all of them.
const GROUP: &str = "incidents";
const VIEWS: &str = "view_p99_2m";
const COUNTERS: &str = "counters_p99_2m";
const SEARCH: &str = "search_p99_2m";
const DETAIL: &str = "detail_p99_2m";

/// How often a report stands in the large laptop.
const TIMES: i64 = 11;
const ROUNDS: usize = 400;
const SHARE: f64 = 0.99;
const ROWS: u32 = 160;
const TYPED: [&str; 4] = ["nguyen hue ngap", "kiet 60", "a1234", "den duong khong sang"];

const ALL_VIEWS: [View; 15] = [
    View::Open,
    View::Mine,
    View::Unit,
    View::Unassigned,
    View::Overdue,
    View::Today,
    View::Reopened,
    View::New,
    View::Acknowledged,
    View::Returned,
    View::ExtensionAsked,
    View::SenderAsked,
    View::Resulted,
    View::Contested,
    View::Closed,
];

/// Everything in which a report stands but the table of words, each time under another key.
const COPIES: [&str; 6] = [
    "CREATE TEMP TABLE twin AS
       SELECT incident.n AS n, incident.n + ?1 * ?2 AS to_n, incident.id AS id,
              randomblob(16) AS to_id
       FROM incident WHERE n <= ?2",
    "INSERT INTO incident
         (n, id, state, lane, order_at, number_order, words_hash, data, ward)
       SELECT to_n, to_id, state, lane, order_at, number_order, words_hash, data, ward
       FROM twin CROSS JOIN incident USING (n) WHERE ?1 >= 0 AND ?2 >= 0",
    "INSERT INTO history (id, incident, at, data)
       SELECT randomblob(16), to_id, at, data
       FROM twin CROSS JOIN history ON history.incident = twin.id WHERE ?1 >= 0 AND ?2 >= 0",
    "INSERT INTO queue_tag (tag, lane, order_at, number_order, n)
       SELECT tag, lane, order_at, number_order, to_n
       FROM twin CROSS JOIN queue_tag USING (n) WHERE ?1 >= 0 AND ?2 >= 0",
    "INSERT INTO open_report_place
       SELECT to_n, east_min, east_max, north_min, north_max
       FROM twin CROSS JOIN open_report_place USING (n) WHERE ?1 >= 0 AND ?2 >= 0",
    "DROP TABLE twin",
];

fn measure(_runtime: &Runtime, city: &mut City) -> Result<Vec<Figure>> {
    let large = enlarged(city)?;
    let (large, small) = (open(&large)?, city.store()?);
    let reports = large.view_counts()?.of(View::Closed) + large.view_counts()?.of(View::Open);
    ensure!(reports >= 2_000_000, "{reports} reports are too few");
    let day = QueueDay::of(SystemClock.now());
    let chance = SeededEntropy::new(5);
    let page = |store: &Store, view: View| -> Result<QueueAsk> {
        let rows =
            u64::from(store.view_counts_on(day, None, &[])?.of(view).saturating_sub(ROWS)).max(1);
        let offset = u32::try_from(chance.below(rows))?;
        Ok(QueueAsk { view, wards: Vec::new(), search: String::new(), offset, limit: ROWS, day })
    };
    let (ids_large, ids_small) = (ids(&large, day)?, ids(&small, day)?);
    let mut took = [(); 8].map(|()| Vec::new());
    let [views, views_less, counters, counters_less, search, search_less, detail, detail_less] =
        &mut took;
    for round in 0..ROUNDS {
        for view in ALL_VIEWS {
            for (store, into) in [(&large, &mut *views), (&small, &mut *views_less)] {
                let ask = page(store, view)?;
                timed(into, || Ok(store.queue(&ask)?))?;
            }
        }
        for (store, into) in [(&large, &mut *counters), (&small, &mut *counters_less)] {
            timed(into, || Ok(store.view_counts_on(day, None, &[])?))?;
        }
        let search_ask = QueueAsk {
            view: if round % 2 == 0 { View::Open } else { View::Closed },
            wards: Vec::new(),
            search: TYPED[round % TYPED.len()].to_owned(),
            offset: 0,
            limit: ROWS,
            day,
        };
        if round % 4 == 0 {
            for (store, into) in [(&large, &mut *search), (&small, &mut *search_less)] {
                timed(into, || Ok(store.queue(&search_ask)?))?;
            }
        }
        for (store, ids, into) in
            [(&large, &ids_large, &mut *detail), (&small, &ids_small, &mut *detail_less)]
        {
            let id = ids[usize::try_from(chance.below(ids.len() as u64))?];
            timed(into, || Ok((store.incident(id)?, store.history(id)?)))?;
        }
    }
    let figure = |name, more: &mut Vec<f64>, less: &mut Vec<f64>| {
        Figure::ms(name, quantile(more, SHARE), quantile(less, SHARE))
    };
    Ok(vec![
        figure(VIEWS, views, views_less),
        figure(COUNTERS, counters, counters_less),
        figure(SEARCH, search, search_less),
        figure(DETAIL, detail, detail_less),
    ])
}

/// A copy of the city's laptop in which every report stands [`TIMES`] times.
fn enlarged(city: &City) -> Result<PathBuf> {
    let folder = city.beside("large");
    std::fs::create_dir(&folder)?;
    for entry in std::fs::read_dir(&city.laptop)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), folder.join(entry.file_name()))?;
        }
    }
    let mut cache = Connection::open(folder.join("cache.db"))?;
    bare_file::unlock(&cache, &folder)?;
    cache.pragma_update(None, "cache_size", -256_000)?;
    cache.pragma_update(None, "synchronous", "OFF")?;
    cache.pragma_update(None, "journal_mode", "OFF")?;
    let reports: i64 = cache.query_row("SELECT max(n) FROM incident", [], |row| row.get(0))?;
    let words = words(&cache)?;
    let write = cache.transaction()?;
    for time in 1..TIMES {
        for sql in COPIES {
            let statement = &mut write.prepare(sql)?;
            match statement.parameter_count() {
                0 => statement.execute([])?,
                _ => statement.execute(params![time, reports])?,
            };
        }
        let mut insert =
            write.prepare_cached("INSERT INTO incident_search (rowid, words) VALUES (?1, ?2)")?;
        for (n, words) in &words {
            insert.execute(params![n + time * reports, words])?;
        }
    }
    for table in ["counter", "queue_rank"] {
        write.execute(&format!("UPDATE {table} SET row_count = row_count * ?1"), [TIMES])?;
    }
    write.commit()?;
    Ok(folder)
}

/// The words under which each report is found.
fn words(cache: &Connection) -> Result<Vec<(i64, String)>> {
    let mut statement = cache.prepare("SELECT n, data FROM incident")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let data: Vec<u8> = row.get(1)?;
        let it: Incident = encoding::decode(&data)?;
        let number = it.number.unwrap_or_default();
        let ward = Ward::find(it.ward).map_or("", |ward| ward.name.as_str());
        let words = [number.as_str(), &number[1..], &it.title, &it.address, ward, &it.body];
        found.push((row.get(0)?, fold(&words.join(" "))));
    }
    Ok(found)
}

/// Keys of some thousand reports.
fn ids(store: &Store, day: QueueDay) -> Result<Vec<IncidentId>> {
    let ask = |view| QueueAsk {
        view,
        wards: Vec::new(),
        search: String::new(),
        offset: 0,
        limit: 200,
        day,
    };
    let mut ids = Vec::new();
    for view in [View::Open, View::Closed] {
        ids.extend(store.queue(&ask(view))?.rows.into_iter().map(|row| row.incident.id));
    }
    ids.first().context("reports")?;
    Ok(ids)
}

fn timed<T>(into: &mut Vec<f64>, run: impl FnOnce() -> Result<T>) -> Result<()> {
    let began = Instant::now();
    let done = run()?;
    into.push(ms(began.elapsed()));
    drop(done);
    Ok(())
}
