//! Which module may name which, read from the paths in the source.
//!
//! Crate edges are too coarse for three rules: the window never sees the wire, its features do not
//! know each other, and its kit knows neither the shell nor a feature. Here every path in the
//! source is looked at, those inside macros too. SQL text is looked for in the same way.

use std::path::Path;
use std::str::FromStr as _;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::Fault;
use super::files::Source;

/// Words that begin a statement of SQL and are hardly anything else.
const SQL: [&str; 6] =
    ["SELECT", "INSERT INTO", "DELETE FROM", "CREATE TABLE", "CREATE INDEX", "PRAGMA"];
const SQL_MAY_STAND_IN: [&str; 3] = ["crates/store", "crates/central", "tests"];

/// A path as the source writes it, with its line.
struct Named {
    segments: Vec<String>,
    line: usize,
}

/// The paths that the rules do not allow.
pub fn faults(sources: &[Source]) -> Vec<Fault> {
    let features = features(sources);
    let mut faults = Vec::new();
    for source in sources.iter().filter(|source| source.is_rust()) {
        let fault =
            |line: Option<usize>, rule: String| Fault { file: source.path.clone(), line, rule };
        let Ok(tokens) = TokenStream::from_str(&source.text) else {
            faults.push(fault(None, "this is not Rust".to_owned()));
            continue;
        };
        let mut found = Found::default();
        found.read(tokens);
        for named in &found.paths {
            if let Some(rule) = broken(&source.path, named, &features) {
                faults.push(fault(Some(named.line), rule));
            }
        }
        if !SQL_MAY_STAND_IN.iter().any(|folder| source.path.starts_with(folder)) {
            for (text, line) in &found.texts {
                if is_sql(text) {
                    faults.push(fault(
                        Some(*line),
                        "SQL stands only in store and central".to_owned(),
                    ));
                }
            }
        }
    }
    faults
}

fn is_sql(text: &str) -> bool {
    SQL.iter()
        .filter_map(|words| text.trim_start().strip_prefix(words))
        .any(|rest| rest.starts_with(char::is_whitespace))
}

/// The feature folders of the window: every folder of its source but the kit.
fn features(sources: &[Source]) -> Vec<String> {
    let mut features: Vec<String> = sources
        .iter()
        .filter_map(|source| source.path.strip_prefix("ui/src").ok())
        .filter(|path| path.components().count() > 1)
        .filter_map(|path| path.components().next())
        .map(|folder| folder.as_os_str().to_string_lossy().into_owned())
        .filter(|folder| folder != "kit")
        .collect();
    features.sort();
    features.dedup();
    features
}

fn broken(file: &Path, named: &Named, features: &[String]) -> Option<String> {
    let segments: Vec<&str> = named.segments.iter().map(String::as_str).collect();
    let inside = |folder: &str| file.starts_with(folder);
    match segments.as_slice() {
        ["trucban_contract", "wire", ..] if inside("ui") => {
            return Some("the window never sees the wire: contract::wire".to_owned());
        }
        ["trucban_contract", "ipc", ..] if inside("crates/sync") || inside("crates/central") => {
            return Some("contract::ipc is between window and shell only".to_owned());
        }
        _ => {}
    }
    let inside_ui = file.strip_prefix("ui/src").ok()?;
    let target = absolute(inside_ui, &segments)?;
    let home = module(inside_ui).into_iter().next()?;
    let target = target.first()?;
    if home == "kit" && (target == "ipc" || features.contains(target)) {
        return Some(format!("the kit knows neither the shell nor a feature: {target}"));
    }
    if features.contains(&home) && features.contains(target) && home != *target {
        return Some(format!("the features {home} and {target} may not know each other"));
    }
    None
}

/// The module that a file is, from the root of its crate.
fn module(file: &Path) -> Vec<String> {
    let mut module: Vec<String> = file
        .with_extension("")
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    if module.last().is_some_and(|last| last == "mod") {
        module.pop();
    }
    module
}

/// A path from the root of the crate; none for a path into another crate or below the module.
fn absolute(file: &Path, segments: &[&str]) -> Option<Vec<String>> {
    let mut base = match *segments.first()? {
        "crate" => Vec::new(),
        "super" => module(file),
        _ => return None,
    };
    for segment in segments {
        match *segment {
            "crate" => {}
            "super" => {
                base.pop();
            }
            name => base.push(name.to_owned()),
        }
    }
    Some(base)
}

/// Everything of interest in one file.
#[derive(Default)]
struct Found {
    paths: Vec<Named>,
    texts: Vec<(String, usize)>,
}

impl Found {
    fn read(&mut self, tokens: TokenStream) {
        self.read_after(&[], tokens);
    }

    /// Reads tokens; a path that begins here continues `prefix`, as inside `use a::{b, c}`.
    fn read_after(&mut self, prefix: &[String], tokens: TokenStream) {
        let mut path = prefix.to_vec();
        let mut colons = 0;
        let mut line = 0;
        for token in tokens {
            let continues = colons == 2 || path.len() == prefix.len();
            colons = match &token {
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons + 1,
                _ => 0,
            };
            match token {
                TokenTree::Ident(ident) => {
                    if !continues {
                        self.end(&mut path, prefix, line);
                    }
                    if path.len() == prefix.len() {
                        line = ident.span().start().line;
                    }
                    path.push(ident.to_string());
                }
                TokenTree::Group(group) => self.read_group(&group, &mut path, prefix, continues),
                TokenTree::Literal(literal) => {
                    let text = literal.to_string();
                    let text = text.trim_start_matches(['r', 'b', '#', '"']);
                    self.texts.push((text.to_owned(), literal.span().start().line));
                    self.end(&mut path, prefix, line);
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => {}
                TokenTree::Punct(_) => self.end(&mut path, prefix, line),
            }
        }
        self.end(&mut path, prefix, line);
    }

    fn read_group(
        &mut self,
        group: &Group,
        path: &mut Vec<String>,
        prefix: &[String],
        continues: bool,
    ) {
        let line = group.span_open().start().line;
        if group.delimiter() == Delimiter::Brace && continues && path.len() > prefix.len() {
            self.read_after(path, group.stream());
            path.truncate(prefix.len());
            return;
        }
        self.end(path, prefix, line);
        self.read(group.stream());
    }

    fn end(&mut self, path: &mut Vec<String>, prefix: &[String], line: usize) {
        if path.len() > prefix.len() {
            self.paths.push(Named { segments: path.clone(), line });
        }
        path.truncate(prefix.len());
    }
}

#[cfg(test)]
mod tests;
