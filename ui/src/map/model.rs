//! What the map holds as long as the window lives: facts of the data, what is chosen, what was
//! found, and how the operator likes to see it.
//!
//! Nothing is read before the map is on the screen. Of several questions the newest answer counts.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{
    CommandError, FindPlaces, Found, GridPoint, Hit, HitTarget, LookUpPoint, MapFacts, OpenMap,
    ReadIncident, ReadLot, SubjectKey, Topic, ZoneCard,
};
use trucban_domain::{IncidentId, LotId};
use trucban_text::map;

use super::bridge::View;
use super::seen::Seen;
use super::style::{Selection, Shown};
use crate::ipc::Shell;
use crate::language::Language;
use crate::place::{Place, Screen};

/// A lot fills a good part of the map.
const LOT_ZOOM: f64 = 17.5;
/// A street and its houses.
const STREET_ZOOM: f64 = 16.2;
/// A whole ward.
const WARD_ZOOM: f64 = 13.0;

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
}

/// Where the map is to go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Goal {
    /// Latitude.
    pub lat: f64,
    /// Longitude.
    pub lon: f64,
    /// At least this near.
    pub zoom: f64,
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
    /// What the typed text names.
    pub found: RwSignal<Option<Found>>,
    /// Why the last search brought no answer, if it did not.
    pub search_failure: RwSignal<Option<CommandError>>,
    /// Which hit the keys are at.
    pub hit: RwSignal<usize>,
    /// Layers.
    pub shown: RwSignal<Shown>,
    /// Strength of the zones, if it was chosen.
    pub opacity_percent: RwSignal<Option<u8>>,
    /// What the map shows.
    pub view: RwSignal<Option<View>>,
    /// Latitude and longitude under the pointer.
    pub pointer: RwSignal<Option<(f64, f64)>>,
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
            found: RwSignal::new(None),
            search_failure: RwSignal::new(None),
            hit: RwSignal::new(0),
            shown: RwSignal::new(Shown::default()),
            opacity_percent: RwSignal::new(None),
            view: RwSignal::new(None),
            pointer: RwSignal::new(None),
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
        city.follow_search();
        city.follow_report(here);
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

    fn follow_search(self) {
        Effect::new(move |_| {
            let text = self.place.find.get();
            self.hit.set(0);
            if text.trim().is_empty() {
                self.found.set(None);
                self.search_failure.set(None);
                return;
            }
            spawn_local(async move {
                let found = self.shell.call(FindPlaces { text: text.clone() }).await;
                if self.place.find.with_untracked(|now| *now != text) {
                    return;
                }
                match found {
                    Ok(found) => {
                        self.search_failure.set(None);
                        self.found.set(Some(found));
                    }
                    Err(failure) => {
                        self.found.set(None);
                        self.search_failure.set(Some(failure));
                    }
                }
            });
        });
    }

    /// Shows the open report on the map, once for each, and whenever it is asked for.
    fn follow_report(self, here: Memo<bool>) {
        Effect::new(move |_| {
            self.shell.version(Topic::Incidents);
            let (open, sought) = (self.place.open.get(), self.place.sought.get());
            let Some(id) = open.filter(|_| here.get()) else {
                self.report.set(None);
                return;
            };
            let go = sought == Some(id) || self.shown_report.get_value() != Some(id);
            spawn_local(async move {
                let read = self.shell.call(ReadIncident { id }).await;
                if self.place.open.get_untracked() != Some(id) {
                    return;
                }
                let at = read.as_ref().ok().and_then(|detail| detail.position);
                self.report.set(read.ok().filter(|_| at.is_some()).map(|detail| ReportLine {
                    id,
                    number: detail.row.number,
                    title: detail.row.title,
                }));
                if let Some(at) = at.filter(|_| go) {
                    self.shown_report.set_value(Some(id));
                    self.go_to(at.lat, at.lon, STREET_ZOOM);
                }
                if self.place.sought.get_untracked().is_some() {
                    self.place.sought.set(None);
                }
            });
        });
    }

    /// Moves the map.
    pub fn go_to(self, lat: f64, lon: f64, zoom: f64) {
        self.goal.set(Some(Goal { lat, lon, zoom }));
    }

    /// Looks up a place that was clicked.
    pub fn look_up(self, lat: f64, lon: f64) {
        let shell = self.shell;
        self.ask(async move { shell.call(LookUpPoint { lat, lon }).await }, false);
    }

    /// Looks up a lot and goes there.
    pub fn read_lot(self, id: LotId) {
        let shell = self.shell;
        self.ask(async move { shell.call(ReadLot { id }).await }, true);
    }

    /// Takes what the shell proposes for typed coordinates.
    pub fn take(self, at: GridPoint) {
        self.go_to(at.lat, at.lon, LOT_ZOOM);
        self.look_up(at.lat, at.lon);
    }

    /// Goes where a hit leads.
    pub fn choose(self, hit: &Hit) {
        let go = |zoom: f64| {
            if let Some((lat, lon)) = hit.at {
                self.go_to(lat, lon, zoom);
            }
        };
        match hit.target {
            HitTarget::Incident(id) => {
                self.place.sought.set(Some(id));
                self.place.open.set(Some(id));
            }
            HitTarget::Lot(id) => self.read_lot(id),
            HitTarget::Point => {
                if let Some((lat, lon)) = hit.at {
                    self.go_to(lat, lon, LOT_ZOOM);
                    self.look_up(lat, lon);
                }
            }
            HitTarget::Street(_) => go(STREET_ZOOM),
            HitTarget::Ward(_) => go(WARD_ZOOM),
            HitTarget::Camera(_) => go(LOT_ZOOM),
            HitTarget::Alert(id) => self.place.show_case(SubjectKey::Alert(id)),
        }
    }

    /// Takes one thing back: the search first, then the selection. Whether there was one.
    pub fn clear(self) -> bool {
        if !self.place.find.with_untracked(String::is_empty) {
            self.place.find.set(String::new());
            return true;
        }
        let chosen = self.card.with_untracked(|card| *card != Card::Nothing);
        if chosen {
            self.forget();
        }
        chosen
    }

    /// The hits, followed.
    pub fn hits(self) -> Vec<Hit> {
        self.found.with(|found| found.as_ref().map_or_else(Vec::new, |it| it.hits.clone()))
    }

    /// What is chosen on the land, followed.
    pub fn selection(self, lang: Language) -> Selection {
        self.card.with(|card| match card {
            Card::Answered(card) => card.lot.as_ref().map_or(
                Selection::Point { lat: card.at.lat, lon: card.at.lon },
                |lot| Selection::Lot {
                    ring: lot.ring.clone(),
                    callout: lang
                        .fill(map::LOT_CALLOUT, [&lot.number.to_string(), &lot.sheet.to_string()]),
                },
            ),
            Card::Nothing | Card::Asking | Card::Failed(_) => Selection::None,
        })
    }

    fn forget(self) {
        self.asked.update_value(|asked| *asked = asked.wrapping_add(1));
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
                self.go_to(card.at.lat, card.at.lon, LOT_ZOOM);
            }
            self.card.set(match answer {
                Ok(card) => Card::Answered(Arc::new(card)),
                Err(failure) => Card::Failed(failure),
            });
        });
    }
}
