//! The least that filling a laptop takes: its own rows, read beforehand, inserted into the same tables
//! and indices of a file with the same key and the same settings.

use std::path::Path;

use anyhow::{Context as _, Result};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use tokio::time::Instant;
use trucban_domain::fold::fold;
use trucban_domain::{Incident, encoding};

use crate::{bare_file, ms};

/// A laptop's tables with all their rows.
pub struct Rows {
    /// What makes the tables and their indices.
    schema: Vec<String>,
    tables: Vec<Table>,
}

struct Table {
    insert: String,
    rows: Vec<Vec<Value>>,
}

/// Reads everything; what the word table holds is made from the reports, since it keeps no text.
pub fn read(laptop: &Path) -> Result<Rows> {
    let conn = bare_file::open(laptop)?;
    let made: Vec<(String, String)> = conn
        .prepare(
            "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
             ORDER BY rowid",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let virtual_tables: Vec<&str> = made
        .iter()
        .filter(|(_, sql)| sql.starts_with("CREATE VIRTUAL"))
        .map(|(name, _)| name.as_str())
        .collect();
    let is_shadow = |name: &str| {
        virtual_tables
            .iter()
            .any(|owner| name.strip_prefix(owner).is_some_and(|rest| rest.starts_with('_')))
    };
    let (mut schema, mut tables) = (Vec::new(), Vec::new());
    for (name, sql) in made.iter().filter(|(name, _)| !is_shadow(name)) {
        schema.push(sql.clone());
        if sql.starts_with("CREATE INDEX") || sql.contains("USING fts5") {
            continue;
        }
        // In the order in which central sends them, as far as the rows tell.
        let order = if name == "row_scope" { "ORDER BY scope" } else { "" };
        tables.push(table(&conn, name, &format!("SELECT * FROM {name} {order}"))?);
    }
    let words = words(&conn)?;
    let insert = "INSERT INTO incident_search (rowid, words) VALUES (?, ?)".to_owned();
    tables.push(Table { insert, rows: words });
    Ok(Rows { schema, tables })
}

fn table(conn: &Connection, name: &str, sql: &str) -> Result<Table> {
    let mut statement = conn.prepare(sql)?;
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| (0..columns).map(|at| row.get(at)).collect();
    let rows = statement.query_map([], row)?.collect::<Result<_, _>>()?;
    let marks = vec!["?"; columns].join(", ");
    Ok(Table { insert: format!("INSERT INTO {name} VALUES ({marks})"), rows })
}

fn words(conn: &Connection) -> Result<Vec<Vec<Value>>> {
    let mut statement = conn.prepare("SELECT n, data FROM incident")?;
    let mut rows = statement.query([])?;
    let mut words = Vec::new();
    while let Some(row) = rows.next()? {
        let report: Incident =
            encoding::decode(&row.get::<_, Vec<u8>>(1)?).context("a report of the laptop")?;
        let number = report.number.unwrap_or_default();
        let texts = [number.as_str(), &report.title, &report.address, &report.body];
        words.push(vec![Value::Integer(row.get(0)?), Value::Text(fold(&texts.join(" ")))]);
    }
    Ok(words)
}

/// Inserts everything into a new file; tells how many milliseconds that took.
pub fn load(rows: &Rows, laptop: &Path, file: &Path) -> Result<f64> {
    let began = Instant::now();
    let mut conn = Connection::open(file)?;
    bare_file::unlock(&conn, laptop)?;
    for (name, value) in [("journal_mode", "WAL"), ("synchronous", "NORMAL")] {
        conn.pragma_update(None, name, value)?;
    }
    conn.pragma_update(None, "wal_autocheckpoint", 8_000)?;
    conn.pragma_update(None, "cache_size", -32_000)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    for sql in &rows.schema {
        conn.execute_batch(sql)?;
    }
    for table in &rows.tables {
        let tx = conn.transaction()?;
        let mut insert = tx.prepare(&table.insert)?;
        for row in &table.rows {
            insert.execute(params_from_iter(row))?;
        }
        drop(insert);
        tx.commit()?;
    }
    drop(conn);
    Ok(ms(began.elapsed()))
}
