//! What the map holds as long as the window lives: facts of the data, what is chosen, where it was
//! brought, and how the operator likes to see it.
//!
//! Nothing is read before the map is on the screen: what is sought from elsewhere waits until then. Of several questions the newest answer counts.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{
    CommandError, Hit, HitTarget, LookUpPoint, MapFacts, OpenMap, ReadIncident, ReadLot, Topic,
    ZoneCard,
};
use trucban_domain::{IncidentId, IncidentState, LotId, WorkCalendar};
use trucban_text::map;

use super::bridge::{Over, View, Zooms};
use super::seen::{ReportLook, Seen};
use super::style::{Selection, Shown};
use crate::ipc::Shell;
use crate::language::Language;
use crate::place::{Place, Screen, Sought};

/// A lot fills a good part of the map, or more of it.
const LOT: Zooms = Zooms { least: 17.5, most: f64::INFINITY };
/// A street and its houses, or less of it.
const STREET: Zooms = Zooms { least: 16.2, most: f64::INFINITY };
/// A whole ward, and nothing nearer.
const WARD: Zooms = Zooms { least: 13.0, most: 13.5 };

/// Below this, panes lie over the map, as `map.css` has it; CSS pixels.
const THREE_PANES_FROM_PX: f64 = 1_100.0;

/// Whether the layers would cover the map: they are hidden then until somebody asks for them.
fn is_narrow() -> bool {
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    width.is_some_and(|width| width < THREE_PANES_FROM_PX)
}

/// The card on the right.
#[derive(Debug, Clone, PartialEq)]
pub enum Card {
    /// Nothing is chosen.
    Nothing,
    /// The shell is asked.
    Asking,
    /// What holds there.
    Answered(Arc<ZoneCard>),
    /// The shell did not tell.
    Failed(CommandError),
}

/// The report that is open, as the map shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportLine {
    /// Which.
    pub id: IncidentId,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Latitude.
    pub lat: f64,
    /// Longitude.
    pub lon: f64,
    /// How its deadline looks; `None` if it is closed.
    pub look: Option<ReportLook>,
}

/// Where the map is to go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Goal {
    /// Latitude.
    pub lat: f64,
    /// Longitude.
    pub lon: f64,
    /// How near.
    pub zooms: Zooms,
}

/// What was read of the map's facts.
pub type Facts = Result<MapFacts, CommandError>;

/// The map.
#[derive(Debug, Clone, Copy)]
pub struct CityMap {
    /// Facts of the data; `None` until the first reading.
    pub facts: RwSignal<Option<Facts>>,
    /// The card.
    pub card: RwSignal<Card>,
    /// The open report, if it has a place.
    pub report: RwSignal<Option<ReportLine>>,
    /// The street, ward or camera that it was brought to.
    pub named: RwSignal<Option<Arc<Hit>>>,
    /// Layers.
    pub shown: RwSignal<Shown>,
    /// Strength of the zones, if it was chosen.
    pub opacity_percent: RwSignal<Option<u8>>,
    /// What the map shows.
    pub view: RwSignal<Option<View>>,
    /// Latitude and longitude under the pointer.
    pub pointer: RwSignal<Option<(f64, f64)>>,
    /// What is under the pointer.
    pub over: RwSignal<Option<Over>>,
    /// What is in view.
    pub seen: RwSignal<Vec<Seen>>,
    /// Where it is to go; taken by the drawing.
    pub goal: RwSignal<Option<Goal>>,
    /// Whether the operator put the layers away.
    pub layers_hidden: RwSignal<bool>,
    /// Whether the operator put the card away.
    pub card_hidden: RwSignal<bool>,
    asked: StoredValue<u32>,
    shown_report: StoredValue<Option<IncidentId>>,
    shell: Shell,
    place: Place,
}

impl CityMap {
    /// Reads what the map needs while it is on the screen.
    pub fn follow(shell: Shell, place: Place) -> Self {
        let city = Self {
            facts: RwSignal::new(None),
            card: RwSignal::new(Card::Nothing),
            report: RwSignal::new(None),
            named: RwSignal::new(None),
            shown: RwSignal::new(Shown::default()),
            opacity_percent: RwSignal::new(None),
            view: RwSignal::new(None),
            pointer: RwSignal::new(None),
            over: RwSignal::new(None),
            seen: RwSignal::new(Vec::new()),
            goal: RwSignal::new(None),
            layers_hidden: RwSignal::new(is_narrow()),
            card_hidden: RwSignal::new(false),
            asked: StoredValue::new(0),
            shown_report: StoredValue::new(None),
            shell,
            place,
        };
        let here = Memo::new(move |_| place.screen.get() == Screen::Map);
        city.follow_facts(here);
        city.follow_sought(here);
        city
    }

    /// The map of this window.
    pub fn here() -> Self {
        expect_context()
    }

    fn follow_facts(self, here: Memo<bool>) {
        Effect::new(move |_| {
            self.shell.version(Topic::Incidents);
            self.shell.version(Topic::Map);
            if !here.get() {
                return;
            }
            spawn_local(async move {
                let facts = self.shell.call(OpenMap {}).await;
                // Facts that are there stay when a later reading fails; its age is shown with them.
                if facts.is_ok() || !self.facts.with_untracked(|held| matches!(held, Some(Ok(_)))) {
                    self.facts.set(Some(facts));
                }
            });
        });
    }

    /// Shows what is sought, and the open report: once for each, and whenever it is sought.
    fn follow_sought(self, here: Memo<bool>) {
        Effect::new(move |_| {
            self.shell.version(Topic::Incidents);
            let (open, sought) = (self.place.open.get(), self.place.sought.get());
            if !here.get() {
                self.report.set(None);
                return;
            }
            let brought = match &sought {
                Some(Sought::Hit(hit)) => {
                    self.bring(hit);
                    true
                }
                Some(Sought::Point(at)) => {
                    self.show_point(at.lat, at.lon);
                    true
                }
                Some(Sought::Report(_)) | None => false,
            };
            if brought {
                // Whoever was brought elsewhere is not taken to the open report.
                self.shown_report.set_value(open);
                self.place.sought.set(None);
                return;
            }
            let report_sought = sought.is_some() && sought == open.map(Sought::Report);
            match open {
                Some(id) => self.read_report(id, report_sought),
                None => self.report.set(None),
            }
        });
    }

    fn read_report(self, id: IncidentId, sought: bool) {
        let go = sought || self.shown_report.get_value() != Some(id);
        spawn_local(async move {
            let read = self.shell.call(ReadIncident { id }).await;
            if self.place.open.get_untracked() != Some(id) {
                return;
            }
            let at = read.as_ref().ok().and_then(|detail| detail.position);
            self.report.set(read.ok().zip(at).map(|(detail, at)| {
                let row = detail.row;
                let calendar = WorkCalendar::shipped();
                // Its unit has done what was to be done in time.
                let due = row.due_at.filter(|_| row.state != IncidentState::Resulted);
                let deadline = calendar.deadline(row.urgent, row.received_at, due, detail.now);
                let open = row.state != IncidentState::Closed;
                ReportLine {
                    id,
                    number: row.number,
                    title: row.title,
                    lat: at.lat,
                    lon: at.lon,
                    look: open.then(|| ReportLook::of(deadline)),
                }
            }));
            if let Some(at) = at.filter(|_| go) {
                self.shown_report.set_value(Some(id));
                self.go_to(at.lat, at.lon, STREET);
            }
            if self.place.sought.with_untracked(|now| *now == Some(Sought::Report(id))) {
                self.place.sought.set(None);
            }
        });
    }

    /// Moves the map.
    pub fn go_to(self, lat: f64, lon: f64, zooms: Zooms) {
        self.goal.set(Some(Goal { lat, lon, zooms }));
    }

    /// Comes nearer to where many stand close together.
    pub fn approach(self, lat: f64, lon: f64) {
        /// Of a cluster that is a tile's eighth wide, half a tile is left.
        const STEPS: f64 = 2.0;
        if let Some(view) = self.view.get_untracked() {
            let zoom = view.zoom + STEPS;
            self.go_to(lat, lon, Zooms { least: zoom, most: zoom });
        }
    }

    /// Looks up a place that was clicked.
    pub fn look_up(self, lat: f64, lon: f64) {
        let shell = self.shell;
        self.ask(async move { shell.call(LookUpPoint { lat, lon }).await }, false);
    }

    /// Looks up a lot and goes there.
    fn read_lot(self, id: LotId) {
        let shell = self.shell;
        self.ask(async move { shell.call(ReadLot { id }).await }, true);
    }

    /// Looks up a point and goes there.
    fn show_point(self, lat: f64, lon: f64) {
        self.go_to(lat, lon, LOT);
        self.look_up(lat, lon);
        self.card_hidden.set(false);
    }

    /// Goes where a hit leads. Of a lot or a point the card is shown; anything else is named over the
    /// map, and what was chosen before is let go.
    fn bring(self, hit: &Arc<Hit>) {
        let name_it = |zooms: Zooms| {
            self.forget();
            self.named.set(Some(hit.clone()));
            if let Some((lat, lon)) = hit.at {
                self.go_to(lat, lon, zooms);
            }
        };
        match hit.target {
            HitTarget::Lot(id) => {
                self.read_lot(id);
                self.card_hidden.set(false);
            }
            HitTarget::Point => {
                if let Some((lat, lon)) = hit.at {
                    self.show_point(lat, lon);
                }
            }
            HitTarget::Ward(_) => name_it(WARD),
            HitTarget::Street(_) => name_it(STREET),
            HitTarget::Camera(_) | HitTarget::Incident(_) | HitTarget::Alert(_) => {
                name_it(LOT);
            }
        }
    }

    /// Takes back what the map was brought to, or what is chosen on it. Whether there was anything.
    pub fn clear(self) -> bool {
        let shown = self.named.with_untracked(Option::is_some)
            || self.card.with_untracked(|card| *card != Card::Nothing);
        if shown {
            self.forget();
        }
        shown
    }

    /// What is chosen on the land, followed.
    pub fn selection(self, lang: Language) -> Selection {
        self.card.with(|card| match card {
            Card::Answered(card) => card.lot.as_ref().map_or(
                Selection::Point { lat: card.at.lat, lon: card.at.lon },
                |lot| Selection::Lot {
                    ring: lot.ring.clone(),
                    block: lot.block.clone(),
                    callout: lang
                        .fill(map::LOT_CALLOUT, [&lot.number.to_string(), &lot.sheet.to_string()]),
                },
            ),
            Card::Nothing | Card::Asking | Card::Failed(_) => Selection::None,
        })
    }

    fn forget(self) {
        self.asked.update_value(|asked| *asked = asked.wrapping_add(1));
        self.named.set(None);
        self.card.set(Card::Nothing);
    }

    fn ask(
        self,
        question: impl Future<Output = Result<ZoneCard, CommandError>> + 'static,
        go: bool,
    ) {
        self.forget();
        let asked = self.asked.get_value();
        self.card.set(Card::Asking);
        spawn_local(async move {
            let answer = question.await;
            if self.asked.get_value() != asked {
                return;
            }
            if let Ok(card) = answer.as_ref()
                && go
            {
                self.go_to(card.at.lat, card.at.lon, LOT);
            }
            self.card.set(match answer {
                Ok(card) => Card::Answered(Arc::new(card)),
                Err(failure) => Card::Failed(failure),
            });
        });
    }
}
