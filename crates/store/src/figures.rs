//! The figures of a period, and the reports behind them.

use jiff::civil::Date;
use trucban_domain::figures::{Figures, Period};
use trucban_domain::{Incident, WardCode};

use crate::cache::{figures, incident};
use crate::error::StoreError;
use crate::store::Store;

/// Reports that are read at once: between two readings the screen gets its turn.
const AT_ONCE: u32 = 512;

/// Which figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiguresAsk {
    /// Of reports that came in then.
    pub period: Period,
    /// In this ward only.
    pub ward: Option<WardCode>,
    /// The day in Huế, before which what is due is late.
    pub today: Date,
}

impl FiguresAsk {
    /// Whether a ward is asked for.
    pub(crate) fn of_ward(&self, ward: WardCode) -> bool {
        self.ward.is_none_or(|only| only == ward)
    }

    /// Whether the figures count `incident`.
    pub fn holds(&self, incident: &Incident) -> bool {
        self.of_ward(incident.ward) && self.period.holds(incident.received_at.local().date())
    }
}

impl Store {
    /// Reads the figures of a period, of one moment. Takes as long as the period has months and the
    /// city wards, however many reports there are.
    pub fn figures(&self, ask: &FiguresAsk) -> Result<Figures, StoreError> {
        self.cache_file().read(|cache| figures::read(cache, ask))
    }

    /// Whether the reports are sample data: central holds either those or real ones.
    pub fn holds_sample(&self) -> Result<bool, StoreError> {
        let first = self.cache_file().read(|cache| incident::stretch(cache, i64::MIN, 1))?;
        Ok(first.first().is_some_and(|(_, incident)| incident.sample))
    }

    /// Shows `take` every report that the figures count, in no order of theirs, some hundred of them in
    /// memory at a time. Looks at every report that is held.
    ///
    /// # Errors
    /// What the store or `take` told; nothing more is read then.
    pub fn reports_of<E: From<StoreError>>(
        &self,
        ask: &FiguresAsk,
        mut take: impl FnMut(Incident) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut after = i64::MIN;
        loop {
            let reports =
                self.cache_file().read(|cache| incident::stretch(cache, after, AT_ONCE))?;
            let Some((last, _)) = reports.last() else { return Ok(()) };
            after = *last;
            for (_, incident) in reports {
                if ask.holds(&incident) {
                    take(incident)?;
                }
            }
        }
    }
}
