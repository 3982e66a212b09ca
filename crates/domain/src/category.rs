//! The fields (lĩnh vực) a report can belong to. Versioned data, not law: the city's annex to
//! QĐ 30/2022/QĐ-UBND could not be read, so the list is a starter catalogue.

use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A category's short code: `HTDT`, `VSMT`. Codes that this build does not know are kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CategoryCode(pub String);

impl fmt::Display for CategoryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One field of reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Short code, also the Open311 `service_code`.
    pub code: CategoryCode,
    /// Vietnamese name.
    pub vi: String,
    /// English name.
    pub en: String,
    /// Search words, for Open311 clients.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Whether reports enter the immediate process (quy trình xử lý tức thời) by themselves.
    #[serde(default)]
    pub urgent_default: bool,
}

#[derive(Deserialize)]
struct Table {
    categories: Vec<Category>,
}

#[expect(clippy::expect_used, reason = "the table is part of the build and a test reads it")]
static CATEGORIES: LazyLock<Vec<Category>> = LazyLock::new(|| {
    let table: Table =
        serde_json::from_str(include_str!("../../../assets/reference/categories.json"))
            .expect("assets/reference/categories.json is valid");
    table.categories
});

impl Category {
    /// All, in the order people see them.
    pub fn all() -> &'static [Category] {
        &CATEGORIES
    }

    /// The category with this code.
    pub fn find(code: &str) -> Option<&'static Category> {
        CATEGORIES.iter().find(|category| category.code.0 == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn category_codes_are_unique_and_named_in_both_languages() {
        let mut codes: Vec<_> = Category::all().iter().map(|c| &c.code).collect();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), Category::all().len());
        assert!(Category::all().iter().all(|c| !c.vi.is_empty() && !c.en.is_empty()));
        assert!(Category::find("HTDT").is_some());
    }
}
