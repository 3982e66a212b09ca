//! What the camera screen asks and gets: a stretch of the alerts, the counts, the silent cameras.

use trucban_domain::{Alert, AlertId, AlertKindCode, Camera, CameraId, WardCode};

use crate::act::LocalAct;
use crate::cache::{alert, alerts, camera};
use crate::error::StoreError;
use crate::outbox::entries;
use crate::store::Store;

/// Which alerts the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AlertView {
    /// Those without a verdict: urgent ones first, then the newest.
    ToSee,
    /// Those with one, the newest verdict first.
    Judged,
}

/// Which of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlertFilter {
    /// Those of a kind, in a ward; both if both are named, all if neither is.
    Of {
        /// Kind.
        kind: Option<AlertKindCode>,
        /// Ward.
        ward: Option<WardCode>,
    },
    /// Those of one camera.
    Camera(CameraId),
}

impl AlertFilter {
    /// All of the view.
    pub const ALL: Self = Self::Of { kind: None, ward: None };
}

/// A stretch of the alerts, asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertAsk {
    /// Which view.
    pub view: AlertView,
    /// Which of its rows.
    pub filter: AlertFilter,
    /// Rows to pass over.
    pub offset: u32,
    /// Rows to read.
    pub limit: u32,
}

/// A stretch of the alerts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AlertSlice {
    /// Rows of the view under the filter that are urgent and have no verdict: they come first.
    pub urgent: u32,
    /// All rows of the view under the filter.
    pub total: u32,
    /// The rows asked for.
    pub rows: Vec<AlertLine>,
}

/// An alert of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertLine {
    /// The alert, this laptop's acts included.
    pub alert: Alert,
    /// Its camera; `None` where it is not on this laptop.
    pub camera: Option<Camera>,
    /// The newest act of this laptop on it that is not settled.
    pub act: Option<LocalAct>,
}

/// The alerts in numbers, whatever is filtered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlertTally {
    /// Without a verdict.
    pub to_see: u32,
    /// With one.
    pub judged: u32,
    /// Kinds of the view asked for, with how many.
    pub kinds: Vec<(AlertKindCode, u32)>,
    /// Wards of the view asked for, with how many.
    pub wards: Vec<(WardCode, u32)>,
}

impl Store {
    /// Reads a stretch of the alerts.
    pub fn alerts(&self, ask: &AlertAsk) -> Result<AlertSlice, StoreError> {
        let stretch = self.cache_file().read(|cache| alerts::read(cache, ask))?;
        let acts = self.outbox_file().read(|outbox| {
            let alerts = stretch.rows.iter().map(|(alert, _)| alert.id.into());
            entries::local_of_subjects(outbox, alerts)
        })?;
        let line = |((alert, camera), act)| AlertLine { alert, camera, act };
        let rows = stretch.rows.into_iter().zip(acts).map(line).collect();
        Ok(AlertSlice { urgent: stretch.urgent, total: stretch.total, rows })
    }

    /// Reads one alert, this laptop's acts included.
    pub fn alert(&self, id: AlertId) -> Result<Option<AlertLine>, StoreError> {
        let found = self.cache_file().read(|cache| {
            let Some(alert) = alert::read(cache, id)? else { return Ok(None) };
            let camera = camera::read(cache, alert.camera)?;
            Ok(Some((alert, camera)))
        })?;
        let Some((alert, camera)) = found else { return Ok(None) };
        let act = self.local_act(id)?;
        Ok(Some(AlertLine { alert, camera, act }))
    }

    /// The alerts in numbers; kinds and wards are those of `view`.
    pub fn alert_tally(&self, view: AlertView) -> Result<AlertTally, StoreError> {
        self.cache_file().read(|cache| alerts::tally(cache, view))
    }

    /// Cameras that are silent, the longest first.
    pub fn silent_cameras(&self) -> Result<Vec<Camera>, StoreError> {
        let mut silent = self.cache_file().read(camera::silent)?;
        silent.sort_by(|a, b| {
            (a.silent_since, a.number.as_str()).cmp(&(b.silent_since, b.number.as_str()))
        });
        Ok(silent)
    }

    /// How many cameras this laptop knows.
    pub fn camera_count(&self) -> Result<u32, StoreError> {
        Ok(self.cache_file().read(camera::counts)?.0)
    }
}
