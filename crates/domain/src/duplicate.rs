//! Which reports may tell of the same: same category, near, within three days. No rule is published;
//! these are the city desk's own bounds, and a person decides.

use std::collections::BTreeSet;

use crate::fold::fold;
use crate::incident::Incident;

/// How far apart, in metres.
pub const NEAR_M: f64 = 50.0;
/// How long one after the other.
pub const WITHIN_MS: i64 = 72 * 3_600_000;

/// Whether two reports are of one category and came in within [`WITHIN_MS`] of one another. How far
/// apart they lie is the caller's to measure.
pub fn may_tell_of_the_same(one: &Incident, other: &Incident) -> bool {
    one.id != other.id
        && one.category == other.category
        && one.received_at.since_ms(other.received_at).abs() <= WITHIN_MS
}

/// How much of their words two reports share, from 0 to 1: words in both over words in either, whatever
/// their marks and case.
pub fn likeness(one: &Incident, other: &Incident) -> f64 {
    let [one, other] = [one, other].map(words);
    let shared = one.intersection(&other).count();
    let all = one.union(&other).count();
    // Texts have at most some thousand words.
    #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
    let share = shared as f64 / all.max(1) as f64;
    share
}

fn words(report: &Incident) -> BTreeSet<String> {
    let text = fold(&format!("{} {}", report.title, report.body));
    text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apply::tests::created_as;
    use crate::category::CategoryCode;

    #[test]
    fn reports_of_one_category_within_three_days_may_tell_of_the_same() {
        let one = created_as(7);
        let mut other = created_as(8);
        other.received_at = other.received_at.plus_ms(WITHIN_MS);
        assert!(may_tell_of_the_same(&one, &other) && may_tell_of_the_same(&other, &one));
        assert!(!may_tell_of_the_same(&one, &one), "a report is not its own duplicate");
        other.received_at = other.received_at.plus_ms(1);
        assert!(!may_tell_of_the_same(&one, &other), "too late");
        let elsewhere = Incident { category: CategoryCode("DIEN".to_owned()), ..one.clone() };
        assert!(!may_tell_of_the_same(&one, &elsewhere));
    }

    #[test]
    fn likeness_counts_shared_words_whatever_their_marks() {
        let mut one = created_as(7);
        let mut other = created_as(8);
        (one.title, one.body) = ("Hố ga".to_owned(), "mất nắp".to_owned());
        (other.title, other.body) = ("ho ga MAT".to_owned(), "nguy hiểm".to_owned());
        assert!((likeness(&one, &other) - 0.5).abs() < 1e-9, "{}", likeness(&one, &other));
        assert!((likeness(&one, &one) - 1.0).abs() < 1e-9);
    }
}
