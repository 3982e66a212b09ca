//! The first sync as a person follows it: which groups of data are held, which come, and how long
//! the rest will take. Sans IO: what happened and when come in as arguments.
//!
//! Rows are what central tells beforehand, so they measure how much is done. Bytes are told only as
//! far as they are known: those that came in this run, and for the rest an estimate from rows of the
//! same group, never of another one. What an exchange brought counts for nothing when it breaks.

mod pace;

use std::collections::{BTreeMap, BTreeSet};

use trucban_domain::data_group::{DataGroup, DataSize, FirstSync, GroupProgress};
use trucban_domain::{Scope, Timestamp};

use pace::Pace;

/// Rows and their bytes on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Amount {
    pub rows: u64,
    pub bytes: u64,
}

impl Amount {
    pub const fn add(&mut self, more: Self) {
        self.rows += more.rows;
        self.bytes += more.bytes;
    }
}

/// What an exchange hears of scopes while it fetches them.
#[derive(Debug)]
pub(crate) enum Arrival {
    /// Central says how large a scope is.
    Sized(Scope, Amount),
    /// Rows came.
    Rows(Vec<(Scope, Amount)>),
}

/// A scope as far as it concerns the first sync.
#[derive(Debug, Clone, Copy)]
struct Portion {
    rows: u64,
    /// Bytes, where central has told.
    bytes: Option<u64>,
    held: bool,
}

/// What is held and what is to come.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    portions: BTreeMap<Scope, Portion>,
    /// What this run has fetched, without what is under way.
    fetched: BTreeMap<DataGroup, Amount>,
    under_way: BTreeMap<Scope, Amount>,
    /// Groups of which a part was held when this run began.
    earlier: Option<BTreeSet<DataGroup>>,
    pace: Pace,
    /// The last exchange broke, and none has begun since.
    broken: bool,
}

/// The sums of a group.
#[derive(Debug, Default)]
struct Sum {
    held: u64,
    ahead: u64,
    come: Amount,
    /// Rows of which the bytes are known, fetched or not.
    known: Amount,
    missing: bool,
    running: bool,
}

impl Ledger {
    /// Whether central has named the scopes in this run.
    pub fn was_told(&self) -> bool {
        !self.portions.is_empty()
    }

    /// Central named the scopes with the rows in each; `missing` are not held yet.
    pub fn told(&mut self, scopes: &[Scope], rows: &[u64], missing: &[Scope]) {
        let missing: BTreeSet<&Scope> = missing.iter().collect();
        let rows = rows.iter().copied().chain(std::iter::repeat(0));
        let portion = |(scope, rows): (&Scope, u64)| {
            let bytes = self.portions.get(scope).and_then(|portion| portion.bytes);
            (scope.clone(), Portion { rows, bytes, held: !missing.contains(scope) })
        };
        let portions: BTreeMap<Scope, Portion> = scopes.iter().zip(rows).map(portion).collect();
        self.earlier.get_or_insert_with(|| {
            let held = portions.iter().filter(|(_, portion)| portion.held && portion.rows > 0);
            held.map(|(scope, _)| DataGroup::of(scope)).collect()
        });
        self.portions = portions;
    }

    /// These scopes begin to be fetched.
    pub fn begun(&mut self, scopes: &[Scope], at: Timestamp) {
        self.broken = false;
        self.under_way = scopes.iter().map(|scope| (scope.clone(), Amount::default())).collect();
        self.pace.begin(at);
    }

    /// Something of what is under way arrived.
    pub fn arrived(&mut self, arrival: Arrival, at: Timestamp) {
        match arrival {
            Arrival::Sized(scope, Amount { rows, bytes }) => {
                if let Some(portion) = self.portions.get_mut(&scope) {
                    (portion.rows, portion.bytes) = (rows, Some(bytes));
                }
            }
            Arrival::Rows(come) => {
                let mut rows: BTreeMap<DataGroup, u64> = BTreeMap::new();
                for (scope, amount) in come {
                    *rows.entry(DataGroup::of(&scope)).or_default() += amount.rows;
                    self.under_way.entry(scope).or_default().add(amount);
                }
                self.pace.came(&rows.into_iter().collect::<Vec<_>>(), at);
            }
        }
    }

    /// These scopes are held whole.
    pub fn landed(&mut self, scopes: &[Scope], at: Timestamp) {
        let mut worked = BTreeSet::new();
        for scope in scopes {
            let come = self.under_way.remove(scope).unwrap_or_default();
            let group = DataGroup::of(scope);
            self.fetched.entry(group).or_default().add(come);
            let portion = Portion { rows: come.rows, bytes: Some(come.bytes), held: true };
            self.portions.insert(scope.clone(), portion);
            worked.insert(group);
        }
        let worked: Vec<_> = worked.into_iter().map(|group| (group, 0)).collect();
        self.pace.came(&worked, at);
    }

    /// These scopes are to be fetched again.
    pub fn lost(&mut self, scopes: &[Scope]) {
        for scope in scopes {
            if let Some(portion) = self.portions.get_mut(scope) {
                portion.held = false;
            }
        }
    }

    /// What was under way came to nothing.
    pub fn broke(&mut self) {
        self.under_way.clear();
        self.pace.rest();
        self.broken = true;
    }

    /// How far it all is.
    pub fn progress(&self, open_ready: bool) -> FirstSync {
        let sums = self.sums();
        let ahead = |(group, sum): (&DataGroup, &Sum)| (*group, sum.ahead - sum.come.rows);
        let left = |until: DataGroup| {
            // Closed months of all kinds come together.
            let before = |group: &DataGroup| *group <= until || until.is_closed();
            let rows = sums.iter().map(ahead).filter(|(group, _)| before(group));
            self.pace.left_ms(rows).filter(|_| !self.broken)
        };
        let earlier = |group| self.earlier.as_ref().is_some_and(|groups| groups.contains(group));
        let groups = sums.iter().map(|(group, sum)| GroupProgress {
            group: *group,
            rows: sum.held + sum.come.rows,
            rows_total: sum.held + sum.ahead,
            bytes: (!earlier(group)).then(|| self.fetched_of(*group).bytes + sum.come.bytes),
            size: if earlier(group) { DataSize::Unknown } else { sum.size() },
            whole: !sum.missing,
            running: sum.running,
            left_ms: sum.missing.then(|| left(*group)).flatten(),
        });
        let last = sums.last_key_value().map(|(group, _)| *group);
        FirstSync { groups: groups.collect(), left_ms: last.and_then(left), open_ready }
    }

    fn fetched_of(&self, group: DataGroup) -> Amount {
        self.fetched.get(&group).copied().unwrap_or_default()
    }

    fn sums(&self) -> BTreeMap<DataGroup, Sum> {
        let mut sums: BTreeMap<DataGroup, Sum> = BTreeMap::new();
        for (scope, portion) in &self.portions {
            let group = DataGroup::of(scope);
            let sum = sums
                .entry(group)
                .or_insert_with(|| Sum { known: self.fetched_of(group), ..Sum::default() });
            if portion.held {
                sum.held += portion.rows;
                continue;
            }
            sum.missing = true;
            let come = self.under_way.get(scope);
            sum.running |= come.is_some();
            let come = come.copied().unwrap_or_default();
            let rows = portion.rows.max(come.rows);
            sum.ahead += rows;
            sum.come.add(come);
            sum.known.add(portion.bytes.map_or(come, |bytes| Amount { rows, bytes }));
        }
        sums
    }
}

impl Sum {
    fn size(&self) -> DataSize {
        let Amount { rows, bytes } = self.known;
        let rest = (self.held + self.ahead).saturating_sub(rows);
        match (rest * bytes).checked_div(rows) {
            _ if rest == 0 => DataSize::Exact(bytes),
            Some(alike) => DataSize::About(bytes + alike),
            None => DataSize::Unknown,
        }
    }
}

/// Shares the bytes of a page among its scopes, by the weight of each one's records, so that nothing
/// is lost in rounding.
pub(crate) fn share(bytes: u64, rows: BTreeMap<Scope, Amount>) -> Vec<(Scope, Amount)> {
    let mut weight_left: u64 = rows.values().map(|amount| amount.bytes).sum();
    let mut bytes_left = bytes;
    let share = |(scope, Amount { rows, bytes: weight })| {
        let bytes = (bytes_left * weight).checked_div(weight_left).unwrap_or_default();
        bytes_left -= bytes;
        weight_left -= weight;
        (scope, Amount { rows, bytes })
    };
    rows.into_iter().map(share).collect()
}

#[cfg(test)]
mod tests;
