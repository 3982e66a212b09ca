//! The drawing in the middle, what floats over it, and what the keys do to it.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{MapArea, Topic};
use trucban_text::{Lang, frame, map};

use super::bridge::{self, Drawing, Happening, Start, Targets};
use super::model::CityMap;
use super::scale::ScaleBar;
use super::seen::{Seen, What};
use super::strips::{PlaceStrip, ReportStrip};
use super::style::{self, ChosenReport, Look};
use super::tip::Tip;
use crate::ipc::Shell;
use crate::keys::{Key, Keys};
use crate::kit::button::Button;
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::place::{Place, Screen};
use crate::preferences::Preferences;

/// Where the pointer finds something.
const TARGETS: Targets = Targets {
    symbols: &[style::REPORTS, style::REPORT_CLUSTERS, style::CAMERAS, style::CAMERA_CLUSTERS],
    areas: &[style::LOTS],
};
/// What is listed beside the map, the uppermost first.
const LISTED: [&str; 6] = [
    style::REPORTS,
    style::REPORT_CLUSTERS,
    style::CAMERAS,
    style::CAMERA_CLUSTERS,
    style::LOTS,
    style::ZONES,
];
/// A screen of lots holds a few hundred.
const MOST_LISTED: usize = 600;
/// The sets of tiles, and where a look names them.
const TILES: [(&str, usize); 2] = [(style::LAND, 0), (style::LIVE, 1)];
/// How far an arrow moves the map, pixels.
const PAN_PX: f64 = 120.0;

/// The drawing of this screen, once it stands.
type Held = StoredValue<Option<Drawing>, LocalStorage>;

/// How the drawing stands.
#[derive(Debug, Clone, Copy)]
struct Standing {
    loaded: RwSignal<bool>,
    undrawable: RwSignal<bool>,
    tiles_failed: RwSignal<bool>,
}

/// The map.
#[component]
pub fn Canvas() -> impl IntoView {
    let (lang, city) = (Language::here(), CityMap::here());
    let held: Held = StoredValue::new_local(None);
    let node = NodeRef::<html::Div>::new();
    let standing = Standing {
        loaded: RwSignal::new(false),
        undrawable: RwSignal::new(false),
        tiles_failed: RwSignal::new(false),
    };
    let look = look();
    draw(held, node, look, standing);
    steer(held, standing);
    on_cleanup(move || {
        city.over.set(None);
        held.try_update_value(Option::take);
    });
    let empty = Memo::new(move |_| {
        city.facts.with(|facts| matches!(facts, Some(Ok(facts)) if facts.data_on.is_none()))
    });
    view! {
        <section
            class="map-middle"
            class:over-thing=move || city.over.with(Option::is_some)
            aria-label=move || lang.say(map::MAP)>
            <div
                class="map-canvas"
                tabindex="0"
                data-testid="map-canvas"
                role="application"
                aria-label=move || lang.say(map::DRAWING)
                node_ref=node
            ></div>
            <Tip canvas=node/>
            <div class="map-over">
                <PlaceStrip/>
                <ReportStrip/>
                <Show when=move || empty.get()>
                    <Note icon=Icon::Database title=map::NO_DATA note=map::NO_DATA_NOTE/>
                </Show>
                <Show when=move || standing.tiles_failed.get()>
                    <Note icon=Icon::Triangle title=map::TILES_FAILED warning=true>
                        <Button
                            label=lang.text(frame::RETRY_READ)
                            icon=Icon::Refresh
                            on_press=move |()| read_again(held, look, standing)
                            attr:data-testid="map-read-again"
                        />
                    </Note>
                </Show>
                <Show when=move || standing.undrawable.get()>
                    <Note icon=Icon::Octagon title=map::FAILED_DRAWING warning=true/>
                </Show>
            </div>
            <Buttons held/>
            <ScaleBar/>
        </section>
    }
}

#[component]
fn Note(
    icon: Icon,
    title: trucban_text::Text<0>,
    #[prop(optional)] note: Option<trucban_text::Text<0>>,
    #[prop(optional)] warning: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let lang = Language::here();
    view! {
        <div class="map-note floats" class:warning=warning role="status" data-testid="map-note">
            {icon.view()}
            <div>
                <p class="strong">{move || lang.say(title)}</p>
                {note.map(|note| view! { <p class="meta">{move || lang.say(note)}</p> })}
                {children.map(|children| children())}
            </div>
        </div>
    }
}

/// What the map should look like, followed.
fn look() -> Memo<Look> {
    let (lang, city, shell) = (Language::here(), CityMap::here(), Shell::here());
    let preferences = Preferences::here();
    Memo::new(move |_| {
        let plans = city.facts.with(|facts| match facts {
            Some(Ok(facts)) => facts.land_version,
            _ => 0,
        });
        // Of two numbers that only ever grow the sum is another one as soon as either is.
        let live =
            u64::from(shell.version(Topic::Incidents)) + u64::from(shell.version(Topic::Map));
        Look {
            theme: preferences.theme(),
            opacity_percent: city.opacity_percent.get(),
            shown: city.shown.get(),
            tiles: [style::tiles(style::LAND, plans), style::tiles(style::LIVE, live)],
            locale: match lang.get() {
                Lang::Vi => "vi",
                Lang::En => "en",
            },
            report: city.report.with(|report| {
                report.as_ref().map(|it| ChosenReport { lat: it.lat, lon: it.lon, look: it.look })
            }),
            selection: city.selection(lang),
        }
    })
}

/// Opens the drawing when its place is in the page, and draws every later look.
fn draw(held: Held, node: NodeRef<html::Div>, look: Memo<Look>, standing: Standing) {
    let (city, place) = (CityMap::here(), Place::here());
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        spawn_local(async move {
            let loaded = bridge::load().await;
            // Whoever went to another screen meanwhile has no place for a drawing any more.
            let Some(first) = look.try_get_untracked() else { return };
            let start = start(&city);
            let tell = move |happening| happened(happening, &city, place, held, standing);
            let opened = loaded.and_then(|()| {
                Drawing::open(&element, &style::style(&first), start, TARGETS, tell)
            });
            match opened {
                Ok(drawing) => {
                    held.try_set_value(Some(drawing));
                }
                Err(cause) => {
                    leptos::logging::error!("the map cannot be drawn: {cause:?}");
                    standing.undrawable.set(true);
                }
            }
        });
    });
    Effect::new(move |before: Option<Option<Look>>| {
        if !standing.loaded.get() {
            return None;
        }
        let look = look.get();
        held.with_value(|drawing| {
            let Some(drawing) = drawing else { return };
            for (set, at) in TILES {
                let known = before.as_ref().and_then(Option::as_ref);
                if known.is_some_and(|known| known.tiles[at] != look.tiles[at]) {
                    drawing.read_tiles(set, &look.tiles[at]);
                }
            }
            if let Err(cause) = drawing.draw(&style::style(&look)) {
                leptos::logging::error!("the map keeps its old look: {cause:?}");
            }
        });
        Some(look)
    });
    Effect::new(move |_| {
        let Some(goal) = city.goal.get().filter(|_| standing.loaded.get()) else { return };
        held.with_value(|drawing| {
            if let Some(drawing) = drawing {
                drawing.fly(goal.lat, goal.lon, goal.zooms);
            }
        });
        city.goal.set(None);
    });
}

/// Reads every tile again, for a person who asks for it.
fn read_again(held: Held, look: Memo<Look>, standing: Standing) {
    standing.tiles_failed.set(false);
    held.with_value(|drawing| {
        if let Some(drawing) = drawing {
            for (set, at) in TILES {
                look.with_untracked(|look| drawing.read_tiles(set, &look.tiles[at]));
            }
        }
    });
}

fn start(city: &CityMap) -> Start {
    let kept = city.view.get_untracked().map(Start::View);
    kept.unwrap_or_else(|| Start::Area(whole(city)))
}

fn whole(city: &CityMap) -> [f64; 4] {
    /// The city, where the shell names no wards.
    const CITY: [f64; 4] = [107.0, 16.0, 108.2, 16.75];
    city.facts.with_untracked(|facts| match facts {
        Some(Ok(facts)) => facts.bounds,
        _ => CITY,
    })
}

fn happened(happening: Happening, city: &CityMap, place: Place, held: Held, standing: Standing) {
    match happening {
        Happening::Loaded => standing.loaded.set(true),
        Happening::Idle => {
            held.try_with_value(|drawing| {
                if let Some(drawing) = drawing {
                    city.seen.set(drawing.in_view(&LISTED, MOST_LISTED));
                }
            });
            // A look or a flight that waited for the drawing begins after its first rest; another
            // rest follows it.
            let goal = city.goal;
            request_animation_frame(move || {
                let rests = held.try_with_value(|it| it.as_ref().is_some_and(Drawing::rests));
                if rests == Some(true) && goal.with_untracked(Option::is_none) {
                    place.tell_ready(Screen::Map);
                }
            });
        }
        Happening::Moved(view) => city.view.set(Some(view)),
        Happening::Pointed(at) => city.pointer.set(at),
        Happening::Over(over) => {
            if city.over.with_untracked(|known| *known != over) {
                city.over.set(over);
            }
        }
        Happening::Clicked { lat, lon, symbols } => {
            let crowd = |what: &What| matches!(what, What::Reports(_) | What::Cameras(_));
            match symbols.first() {
                Some(Seen { what: What::Report { id, .. }, .. }) => place.open.set(Some(*id)),
                Some(Seen { what, lat, lon }) if crowd(what) => city.approach(*lat, *lon),
                _ => city.look_up(lat, lon),
            }
        }
        Happening::TileFailed => standing.tiles_failed.set(true),
    }
}

/// Shows the reports in view in the queue.
fn list_area(drawing: &Drawing, place: Place) {
    place.list_area(MapArea::between(drawing.sides()));
}

/// The keys that move the map.
fn steer(held: Held, standing: Standing) {
    let (keys, place) = (Keys::here(), Place::here());
    keys.offers(move |key| {
        matches!(key, Key::Nearer | Key::Farther | Key::Filter) && standing.loaded.get()
    });
    keys.on(move |key| {
        let go = |act: &dyn Fn(&Drawing)| {
            standing.loaded.get_untracked()
                && held.with_value(|drawing| drawing.as_ref().map(act).is_some())
        };
        match key {
            Key::Left => go(&|drawing| drawing.pan(-PAN_PX, 0.0)),
            Key::Right => go(&|drawing| drawing.pan(PAN_PX, 0.0)),
            Key::Up => go(&|drawing| drawing.pan(0.0, -PAN_PX)),
            Key::Down => go(&|drawing| drawing.pan(0.0, PAN_PX)),
            Key::Nearer => go(&|drawing| drawing.zoom_by(1.0)),
            Key::Farther => go(&|drawing| drawing.zoom_by(-1.0)),
            Key::Filter => go(&|drawing| list_area(drawing, place)),
            _ => false,
        }
    });
}

#[component]
fn Buttons(held: Held) -> impl IntoView {
    let (lang, city, place) = (Language::here(), CityMap::here(), Place::here());
    let button = |icon: Icon, label, act: fn(&Drawing, CityMap, Place)| {
        view! {
            <button
                type="button"
                aria-label=move || lang.say(label)
                title=move || lang.say(label)
                on:click=move |_| held.with_value(|drawing| {
                    if let Some(drawing) = drawing {
                        act(drawing, city, place);
                    }
                })
            >
                {icon.view()}
            </button>
        }
    };
    view! {
        <div class="map-buttons floats">
            {button(Icon::Plus, map::ZOOM_IN, |drawing, _, _| drawing.zoom_by(1.0))}
            {button(Icon::Minus, map::ZOOM_OUT, |drawing, _, _| drawing.zoom_by(-1.0))}
            {button(Icon::Whole, map::WHOLE, |drawing, city, _| drawing.fit(whole(&city)))}
            {button(Icon::Inbox, map::LIST_AREA, |drawing, _, place| list_area(drawing, place))}
        </div>
    }
}
