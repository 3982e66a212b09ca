//! The sample city: forty real wards with reports that nobody sent, for trying the product out.
//!
//! Every record says that it is sample data. The same arguments give the same records, byte for
//! byte, on every machine. All of it is one commit, made once; a second import changes nothing.
//!
//! Each kind of thing is a module that tells a [`Door`] what happened, drawing from streams of its
//! own name ([`City::draw`]), so that a kind that is added changes no row of another.
//!
//! The audit log holds the last [`LOGGED_DAYS`] days. A line of it is the whole operation with the
//! report before and after; six years of lines would be most of the database, and no laptop ever
//! gets one. Older acts stand in the history of their reports, as those of a city that came to
//! central from an older system would.

mod cameras;
mod draw;
mod handovers;
mod land;
mod person;
mod pictures;
mod reports;
pub(crate) mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;
use trucban_domain::{Timestamp, WardCode};
use trucban_geo::WardIndex;

use crate::apply::ledger::{Door, RowCount};
use crate::apply::load::{self, LoadStep, Start};
use crate::central::Central;
use crate::error::CentralError;
use crate::store::{picture, sample};
use draw::Draw;
use words::Words;

/// Days before the moment of the city whose acts are in the audit log.
pub(crate) const LOGGED_DAYS: i64 = 90;
/// A city with so many reports shows the whole land of the wards that people see first.
const SMALL_CITY: u32 = 2_000;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The hour of the day that a bare date stands for: a full day's work lies behind it.
const HOUR_OF_A_DATE_MS: i64 = 16 * 60 * 60 * 1000;

/// The moment that a text names: a bare date means 16:00 in Huế, anything else is an ISO time.
pub fn as_of(given: &str) -> Option<Timestamp> {
    let of_date = |date| Timestamp::start_of(date).plus_ms(HOUR_OF_A_DATE_MS);
    let date = given.parse::<Date>().ok().filter(|_| !given.contains('T')).map(of_date);
    date.or_else(|| Timestamp::parse_iso(given))
}

/// How large a sample city is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SampleSize {
    /// A few months with so many reports, for a quick start.
    Quick {
        /// How many.
        reports: u32,
    },
    /// Six years, this part of what Huế has: 1 is the real size.
    City {
        /// The part.
        scale: f64,
    },
}

/// Which sample city.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SampleAsk {
    /// How large.
    pub size: SampleSize,
    /// Which lots are drawn.
    pub seed: u64,
    /// The moment up to which it lives.
    pub as_of: Timestamp,
}

/// How far the making of a sample city has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleStep {
    /// Reports are written.
    Reports {
        /// So many.
        done: u32,
        /// Of so many.
        of: u32,
    },
    /// The places of rows in the feed are being written.
    Feed,
    /// The indexes are being built.
    Indexes,
}

/// A sample city that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleMade {
    /// Reports.
    pub reports: u32,
    /// Rows and their digests by table word.
    pub counts: BTreeMap<&'static str, RowCount>,
}

/// A sample city that central holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleThere {
    /// Which lots were drawn.
    pub seed: u64,
    /// Reports it was made with.
    pub reports: u64,
    /// The moment up to which it lives.
    pub as_of: Timestamp,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SampleDone {
    /// It made the city.
    Imported(SampleMade),
    /// One was there already; nothing changed.
    AlreadyThere(SampleThere),
}

impl Central {
    /// Makes the sample city, unless one is there, and tells `on_step` how far it is.
    ///
    /// # Errors
    /// If the database refuses; then nothing was made.
    pub fn import_sample(
        &self,
        ask: SampleAsk,
        on_step: &mut dyn FnMut(SampleStep),
    ) -> Result<SampleDone, CentralError> {
        if let Some(there) = self.sample_there()? {
            return Ok(SampleDone::AlreadyThere(there));
        }
        let words = Words::shipped()?;
        let city = City::plan(ask, &words, self.wards());
        let start = Start {
            now: self.now(),
            first_number: words.recipe.next_number.saturating_sub(u64::from(city.reports)),
            log_from: ask.as_of.plus_ms(-LOGGED_DAYS * DAY_MS),
        };
        let mut step = |step| {
            on_step(match step {
                LoadStep::Reports(done) => SampleStep::Reports { done, of: city.reports },
                LoadStep::Feed => SampleStep::Feed,
                LoadStep::Indexes => SampleStep::Indexes,
            });
        };
        let done = self.store().fill(|tx| {
            // Another process may have been quicker.
            if let Some(there) = sample::find(tx)? {
                return Ok((SampleDone::AlreadyThere(there), 0));
            }
            let loaded = load::load(tx, start, |ledger| city.tell(ledger), &mut step)?;
            // On disk before anybody can see the cases that name them.
            for picture in picture::names(tx)?.iter().filter_map(|name| pictures::find(name)) {
                self.keep_blob(picture.bytes)?;
            }
            let SampleAsk { seed, as_of, .. } = ask;
            sample::keep(tx, SampleThere { seed, reports: city.reports.into(), as_of })?;
            let made = SampleMade { reports: city.reports, counts: loaded.counts };
            Ok((SampleDone::Imported(made), loaded.head_seq))
        });
        let (done, head_seq) = done?;
        self.announce(head_seq);
        Ok(done)
    }

    /// The sample city that is there.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn sample_there(&self) -> Result<Option<SampleThere>, CentralError> {
        self.store().read(|tx| sample::find(tx))
    }
}

/// What every kind of thing is made from.
pub(crate) struct City<'a> {
    words: &'a Words,
    outlines: &'a WardIndex,
    seed: u64,
    as_of: Timestamp,
    reports: u32,
    days: u32,
}

impl<'a> City<'a> {
    /// Plans the city that is asked for.
    pub(crate) fn plan(ask: SampleAsk, words: &'a Words, outlines: &'a WardIndex) -> Self {
        let SampleAsk { size, seed, as_of } = ask;
        let (reports, days) = match size {
            SampleSize::Quick { reports } => (reports, words.recipe.quick_days),
            SampleSize::City { scale } => {
                let reports = (f64::from(words.recipe.city_reports) * scale).round();
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "the cast stops at the ends of the range"
                )]
                let reports = reports as u32;
                (reports, words.recipe.city_days)
            }
        };
        Self { words, outlines, seed, as_of, reports, days }
    }

    /// Tells `door` everything that happened: one line a kind of thing.
    pub(crate) fn tell(&self, door: &mut dyn Door) -> Result<(), CentralError> {
        let left = reports::tell(self, door)?;
        handovers::tell(self, left, door)?;
        let land = land::make(self, |ward| self.land_share(ward));
        land::tell(&land, door)?;
        cameras::tell(self, &land, door)
    }

    /// The part of its lots that a ward has in this city.
    fn land_share(&self, ward: WardCode) -> f64 {
        let share = |of: u32| f64::from(self.reports) / f64::from(of);
        self.words.land.share(ward, share(self.words.recipe.city_reports), share(SMALL_CITY))
    }

    /// The lots of the `nth` thing of `stream`.
    fn draw(&self, stream: &str, nth: u64) -> Draw {
        Draw::of(self.seed, stream, nth)
    }
}
