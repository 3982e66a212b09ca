//! Search: the folded words of each report. A report is found when every typed word begins one of
//! its words, whatever the marks and the case.

use rusqlite::{Connection, params};
use trucban_domain::fold::fold;
use trucban_domain::{Incident, Ward};

use crate::error::StoreError;

/// The words under which a report is found: its numbers, with and without their letter, its texts, its
/// ward.
pub(crate) fn words(incident: &Incident) -> String {
    let number = incident.number.as_deref().unwrap_or_default();
    let digits = number.trim_start_matches(|c: char| !c.is_ascii_digit());
    let ward = Ward::find(incident.ward).map_or("", |ward| ward.name.as_str());
    let provisional = incident.provisional.as_deref().unwrap_or_default();
    let texts =
        [number, digits, provisional, &incident.title, &incident.address, ward, &incident.body];
    fold(&texts.join(" "))
}

/// Tells whether the words changed without keeping them.
pub(crate) fn hash(words: &str) -> i64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&blake3::hash(words.as_bytes()).as_bytes()[..8]);
    i64::from_le_bytes(bytes)
}

/// What is typed, as a search table is asked for words that begin so; `None` where it holds no word.
pub(crate) fn ask(typed: &str) -> Option<String> {
    asked(typed, "*")
}

/// What is typed, as a search table is asked for these very words.
pub(crate) fn ask_whole(typed: &str) -> Option<String> {
    asked(typed, "")
}

fn asked(typed: &str, end: &str) -> Option<String> {
    let folded = fold(typed);
    let words: Vec<String> = folded
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\"{end}"))
        .collect();
    (!words.is_empty()).then(|| words.join(" AND "))
}

/// Keeps the words of report `n`.
pub(crate) fn put(conn: &Connection, n: i64, words: &str) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT OR REPLACE INTO incident_search (rowid, words) VALUES (?1, ?2)")?
        .execute(params![n, words])?;
    Ok(())
}

/// Forgets the words of report `n`.
pub(crate) fn remove(conn: &Connection, n: i64) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM incident_search WHERE rowid = ?1")?.execute([n])?;
    Ok(())
}

/// Rewrites the search tables without what was forgotten: until then its words are still on the disk.
pub(crate) fn purge(conn: &Connection) -> Result<(), StoreError> {
    for table in ["incident_search", "street_search", "camera_search"] {
        conn.execute(&format!("INSERT INTO {table} ({table}) VALUES ('optimize')"), [])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_words_are_asked_as_beginnings_without_marks() {
        assert_eq!(ask("Nguyễn Huệ").as_deref(), Some("\"nguyen\"* AND \"hue\"*"));
        assert_eq!(ask("a246533*\" OR x").as_deref(), Some("\"a246533\"* AND \"or\"* AND \"x\"*"));
        assert_eq!(ask(" ?! "), None);
    }
}
