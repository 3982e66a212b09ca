//! How SQLite would run a statement: for the tests that hold every question to its index.

use rusqlite::Connection;

use crate::migrate::CACHE;

/// The steps of the plan of a statement with this many parameters, on an empty cache.
pub(crate) fn steps(sql: &str, params: usize) -> Vec<String> {
    let mut conn = Connection::open_in_memory().unwrap();
    CACHE.migrate(&mut conn).unwrap();
    steps_of(&conn, sql, params)
}

/// As [`steps`], on the file of this connection.
pub(crate) fn steps_of(conn: &Connection, sql: &str, params: usize) -> Vec<String> {
    let mut plan = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let zeros = rusqlite::params_from_iter(vec![0_i64; params]);
    plan.query_map(zeros, |row| row.get("detail")).unwrap().map(Result::unwrap).collect()
}
