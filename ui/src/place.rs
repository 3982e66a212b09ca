//! Where the operator is: which screen, which report or alert, what is searched for. Shared by the frame and
//! the screens, which do not know each other.

use std::sync::Arc;

use leptos::prelude::*;
use trucban_contract::ipc::{GridPoint, Hit, MapArea, SubjectKey};
use trucban_domain::{AlertId, HandoverId, IncidentId};

/// A screen of the rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Screen {
    /// The queue and one report.
    #[default]
    Incidents,
    /// The zoning map.
    Map,
    /// The alerts of cameras.
    Cameras,
    /// The figures of a period.
    Figures,
    /// Hiện trường: what lies near, and visits.
    Field,
    /// Giao ca: hand-overs of shifts.
    Handovers,
    /// The outbox and this machine.
    Sync,
    /// Enrolment and the first download.
    FirstRun,
}

impl Screen {
    /// The word that the page's `data-ready` carries.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::Map => "map",
            Self::Cameras => "cameras",
            Self::Figures => "figures",
            Self::Field => "field",
            Self::Handovers => "handovers",
            Self::Sync => "sync",
            Self::FirstRun => "first-run",
        }
    }
}

/// What the map is asked to show.
#[derive(Debug, Clone, PartialEq)]
pub enum Sought {
    /// The place of the open report.
    Report(IncidentId),
    /// Something that was found and lies on the map.
    Hit(Arc<Hit>),
    /// A point.
    Point(GridPoint),
}

/// Where the operator is.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The screen shown.
    pub screen: RwSignal<Screen>,
    /// The report that is open, on the incidents screen.
    pub open: RwSignal<Option<IncidentId>>,
    /// The alert that is open, on the cameras screen.
    pub alert: RwSignal<Option<AlertId>>,
    /// The hand-over that is shown, on its screen.
    pub handover: RwSignal<Option<HandoverId>>,
    /// What is searched for in the queue; empty for nothing.
    pub search: RwSignal<String>,
    /// The piece of the map whose reports the queue can show.
    pub area: RwSignal<Option<MapArea>>,
    /// What is looked for anywhere; empty for nothing.
    pub find: RwSignal<String>,
    /// What the map is asked to show; it takes it.
    pub sought: RwSignal<Option<Sought>>,
    /// The screen whose data stand on it.
    pub ready: RwSignal<Option<Screen>>,
}

impl Place {
    /// On the first screen, nothing open.
    pub fn new() -> Self {
        Self {
            screen: RwSignal::new(Screen::default()),
            open: RwSignal::new(None),
            alert: RwSignal::new(None),
            handover: RwSignal::new(None),
            search: RwSignal::new(String::new()),
            area: RwSignal::new(None),
            find: RwSignal::new(String::new()),
            sought: RwSignal::new(None),
            ready: RwSignal::new(None),
        }
    }

    /// The place of this window.
    pub fn here() -> Self {
        expect_context()
    }

    /// Shows `screen`.
    pub fn go(self, screen: Screen) {
        if self.screen.get_untracked() != screen {
            self.screen.set(screen);
        }
    }

    /// Shows a report, an alert or a hand-over on its screen.
    pub fn show_case(self, case: SubjectKey) {
        match case {
            SubjectKey::Incident(incident) => {
                self.open.set(Some(incident));
                self.go(Screen::Incidents);
            }
            SubjectKey::Alert(alert) => {
                self.alert.set(Some(alert));
                self.go(Screen::Cameras);
            }
            SubjectKey::Handover(handover) => {
                self.handover.set(Some(handover));
                self.go(Screen::Handovers);
            }
        }
    }

    /// Shows what lies in a piece of the map in the queue.
    pub fn list_area(self, area: MapArea) {
        self.search.set(String::new());
        self.area.set(Some(area));
        self.go(Screen::Incidents);
    }

    /// Shows the place of `incident` on the map.
    pub fn show_on_map(self, incident: IncidentId) {
        self.open.set(Some(incident));
        self.seek(Sought::Report(incident));
    }

    /// Asks the map to show something, and goes there.
    pub fn seek(self, sought: Sought) {
        self.sought.set(Some(sought));
        self.go(Screen::Map);
    }

    /// Tells that the data of `screen` stand on it.
    pub fn tell_ready(self, screen: Screen) {
        if self.ready.get_untracked() != Some(screen) {
            self.ready.set(Some(screen));
        }
    }
}

impl Default for Place {
    fn default() -> Self {
        Self::new()
    }
}
