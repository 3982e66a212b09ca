//! What the screens read: the queue, a report, the outbox.

use trucban_domain::{
    Bounds, Case, HistoryEntry, Incident, IncidentId, OperationId, Point, QueueDay, QueueGroup,
    Reporter, SubjectId, WardCode, encoding,
};

use crate::act::{LocalAct, OutboxCounts, OutboxEntry, SyncFacts};
use crate::cache::audit::{self, Discrepancy};
use crate::cache::near::Near;
use crate::cache::{case, duplicate, history, incident, narrow, near, queue, reporter, standing};
use crate::error::StoreError;
use crate::outbox::{acts, entries};
use crate::queue::{QueueAsk, QueueRow, QueueSlice, ViewCounts, WardLine};
use crate::store::Store;

impl Store {
    /// Reads a stretch of the queue.
    pub fn queue(&self, ask: &QueueAsk) -> Result<QueueSlice, StoreError> {
        let stretch = self.cache_file().read(|cache| queue::read(cache, ask))?;
        let acts = self.outbox_file().read(|outbox| {
            let reports = stretch.rows.iter().map(|incident| incident.id.into());
            entries::local_of_subjects(outbox, reports)
        })?;
        let row = |(incident, act)| {
            let group = QueueGroup::of(&incident, ask.day);
            QueueRow { incident, group, act }
        };
        let rows = stretch.rows.into_iter().zip(acts).map(row).collect();
        let total = stretch.groups.iter().map(|(_, rows)| rows).sum();
        Ok(QueueSlice { groups: stretch.groups, total, rows })
    }

    /// Counts the reports of every view, on `day`, and of the view of what lies `within` a box; of `wards`,
    /// or of all where none are named.
    pub fn view_counts_on(
        &self,
        day: QueueDay,
        within: Option<Bounds>,
        wards: &[WardCode],
    ) -> Result<ViewCounts, StoreError> {
        self.cache_file().read(|cache| queue::counts_on(cache, day, within, wards))
    }

    /// What is open in each of `wards`, on `day`.
    pub fn ward_lines(
        &self,
        day: QueueDay,
        wards: &[WardCode],
    ) -> Result<Vec<WardLine>, StoreError> {
        self.cache_file()
            .read(|cache| wards.iter().map(|ward| narrow::of_ward(cache, day, *ward)).collect())
    }

    /// Counts the reports of every view but those that a day cuts.
    pub fn view_counts(&self) -> Result<ViewCounts, StoreError> {
        self.cache_file().read(queue::counts)
    }

    /// Reads a report, this laptop's acts included.
    pub fn incident(&self, id: IncidentId) -> Result<Option<Incident>, StoreError> {
        self.cache_file().read(|cache| incident::read(cache, id))
    }

    /// The reports that were found to tell of this one again, the oldest first.
    pub fn duplicates(&self, original: IncidentId) -> Result<Vec<Incident>, StoreError> {
        self.cache_file().read(|cache| duplicate::of(cache, original))
    }

    /// The open reports that may tell of the same as `report`, each with how many metres away it lies,
    /// the nearest first.
    pub fn may_tell_of_the_same(
        &self,
        report: &Incident,
    ) -> Result<Vec<(f64, Incident)>, StoreError> {
        self.cache_file().read(|cache| duplicate::near(cache, report))
    }

    /// The at most `most` open reports nearest to a point of the city's grid, the nearest first, each with
    /// the newest act of this laptop on it that is not settled.
    pub fn nearest_open_reports(
        &self,
        here: Point,
        most: u32,
    ) -> Result<Vec<(Near, Option<LocalAct>)>, StoreError> {
        let near = self.cache_file().read(|cache| near::nearest(cache, here, most))?;
        let acts = self.outbox_file().read(|outbox| {
            entries::local_of_subjects(outbox, near.iter().map(|it| it.report.id.into()))
        })?;
        Ok(near.into_iter().zip(acts).collect())
    }

    /// Reads a report or an alert, this laptop's acts included.
    pub fn case(&self, id: SubjectId) -> Result<Option<Case>, StoreError> {
        self.cache_file().read(|cache| case::read(cache, id))
    }

    /// Reads the history of a report or an alert, newest first, each line with this laptop's own act behind it while
    /// that is not settled.
    pub fn history(
        &self,
        id: impl Into<SubjectId>,
    ) -> Result<Vec<(HistoryEntry, Option<LocalAct>)>, StoreError> {
        let id = id.into();
        let lines = self.cache_file().read(|cache| history::of(cache, id))?;
        self.outbox_file().read(|outbox| {
            let with_act = |line: HistoryEntry| {
                let act = entries::local_of_act(outbox, line.id.uuid())?;
                Ok((line, act))
            };
            lines.into_iter().map(with_act).collect()
        })
    }

    /// Reads who sent a report, where this laptop holds it.
    pub fn reporter(&self, id: IncidentId) -> Result<Option<Reporter>, StoreError> {
        let data = self.cache_file().read(|cache| reporter::data(cache, id))?;
        Ok(data.map(|bytes| encoding::decode(&bytes)).transpose()?)
    }

    /// The newest act of this laptop on a report or an alert that is not settled.
    pub fn local_act(&self, id: impl Into<SubjectId>) -> Result<Option<LocalAct>, StoreError> {
        let id = id.into();
        self.outbox_file().read(|outbox| entries::local_of_subject(outbox, id))
    }

    /// Every act that is not settled and the newest settled ones, newest first.
    pub fn outbox(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        self.outbox_file().read(entries::shown)
    }

    /// One act.
    pub fn operation(&self, op_id: OperationId) -> Result<Option<OutboxEntry>, StoreError> {
        self.outbox_file().read(|outbox| entries::one(outbox, op_id))
    }

    /// The outbox in numbers.
    pub fn outbox_counts(&self, day: QueueDay) -> Result<OutboxCounts, StoreError> {
        self.outbox_file().read(|outbox| entries::counts(outbox, Some(day)))
    }

    /// The number that the next report made here shows until central issues one: `TB-7f3a-12`. Its
    /// middle is this data folder's own, its end the number that the act will have in the outbox.
    pub fn provisional_number(&self) -> Result<String, StoreError> {
        let newest = self.outbox_file().read(acts::newest_number)?;
        let console = &self.incarnation().simple().to_string()[..4];
        Ok(format!("TB-{console}-{}", newest + 1))
    }

    /// What the status bar tells of synchronisation.
    pub fn sync_facts(&self) -> Result<SyncFacts, StoreError> {
        let as_of = self.cache_file().read(standing::read)?.as_of;
        let (counts, last_seq) = self
            .outbox_file()
            .read(|outbox| Ok((entries::counts(outbox, None)?, acts::newest_number(outbox)?)))?;
        let OutboxCounts { waiting, unanswered, refused, accepted_today: _, oldest_waiting } =
            counts;
        Ok(SyncFacts { as_of, waiting, unanswered, refused, oldest_waiting, last_seq })
    }

    /// Computes everything that is kept derived again and compares. Reads all rows.
    pub fn audit(&self) -> Result<Vec<Discrepancy>, StoreError> {
        self.look(audit::run)
    }
}
