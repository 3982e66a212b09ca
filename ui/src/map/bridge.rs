//! The one module that knows MapLibre: opens a drawing in an element, gives it a whole style, moves
//! it, and says what happens on it.
//!
//! The library is loaded when the first map opens, so that a start without a map costs nothing.
//! Tiles come from the shell's own scheme; what the shell refuses is told as [`Happening::TileFailed`].
//! A drawing is taken down with its worker's jobs and its graphics memory when it is dropped.

mod library;
mod pointer;

use std::rc::Rc;

use js_sys::{Array, JSON, Object, Reflect, Uint8ClampedArray};
use serde_json::Value;
use trucban_contract::ipc::MAP_FROM_ZOOM;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::seen::Seen;
use super::symbols::{self, Picture};
pub use library::load;
pub use pointer::{Over, Targets};
use pointer::{Pointer, near};

/// A flight takes no longer, milliseconds; the library makes it none where motion is not wanted.
const FLIGHT_MS: f64 = 280.0;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = maplibregl, js_name = Map)]
    type Native;
    #[wasm_bindgen(js_namespace = maplibregl, js_class = "Map", constructor, catch)]
    fn new(options: &Object) -> Result<Native, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn on(this: &Native, event: &str, heard: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn remove(this: &Native) -> Result<(), JsValue>;
    #[wasm_bindgen(method, js_name = setStyle, catch)]
    fn set_style(this: &Native, style: &JsValue, options: &Object) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, js_name = addImage, catch)]
    fn add_image(
        this: &Native,
        name: &str,
        image: &Object,
        options: &Object,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, js_name = getSource)]
    fn source(this: &Native, name: &str) -> Option<Source>;
    #[wasm_bindgen(method, js_name = easeTo, catch)]
    fn ease_to(this: &Native, options: &Object) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, js_name = fitBounds, catch)]
    fn fit_bounds(this: &Native, bounds: &Array, options: &Object) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, js_name = panBy, catch)]
    fn pan_by(this: &Native, offset: &Array, options: &Object) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, js_name = setFeatureState, catch)]
    fn set_feature_state(this: &Native, feature: &JsValue, state: &Object) -> Result<(), JsValue>;
    #[wasm_bindgen(method, js_name = triggerRepaint)]
    fn trigger_repaint(this: &Native);
    #[wasm_bindgen(method, js_name = isMoving)]
    fn is_moving(this: &Native) -> bool;
    #[wasm_bindgen(method)]
    fn loaded(this: &Native) -> bool;
    #[wasm_bindgen(method, js_name = getZoom)]
    fn zoom(this: &Native) -> f64;
    #[wasm_bindgen(method, js_name = getCenter)]
    fn center(this: &Native) -> LngLat;
    #[wasm_bindgen(method, js_name = getBounds)]
    fn bounds(this: &Native) -> LngLatBounds;
    #[wasm_bindgen(method, js_name = queryRenderedFeatures, catch)]
    fn rendered(this: &Native, place: &JsValue, options: &Object) -> Result<Array, JsValue>;

    type Source;
    #[wasm_bindgen(method, js_name = setTiles, catch)]
    fn set_tiles(this: &Source, addresses: &Array) -> Result<JsValue, JsValue>;

    type LngLat;
    #[wasm_bindgen(method, getter)]
    fn lng(this: &LngLat) -> f64;
    #[wasm_bindgen(method, getter)]
    fn lat(this: &LngLat) -> f64;

    type LngLatBounds;
    #[wasm_bindgen(method, js_name = getWest)]
    fn west(this: &LngLatBounds) -> f64;
    #[wasm_bindgen(method, js_name = getSouth)]
    fn south(this: &LngLatBounds) -> f64;
    #[wasm_bindgen(method, js_name = getEast)]
    fn east(this: &LngLatBounds) -> f64;
    #[wasm_bindgen(method, js_name = getNorth)]
    fn north(this: &LngLatBounds) -> f64;

    type MouseHappening;
    #[wasm_bindgen(method, getter, js_name = lngLat)]
    fn at(this: &MouseHappening) -> LngLat;
    #[wasm_bindgen(method, getter)]
    fn point(this: &MouseHappening) -> Pixel;

    type Pixel;
    #[wasm_bindgen(method, getter)]
    fn x(this: &Pixel) -> f64;
    #[wasm_bindgen(method, getter)]
    fn y(this: &Pixel) -> f64;
}

/// What the map shows, by its middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// Latitude of the middle.
    pub lat: f64,
    /// Longitude of the middle.
    pub lon: f64,
    /// Zoom in tiles of 512 pixels.
    pub zoom: f64,
}

/// Between which zooms a place is shown well.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zooms {
    /// Nothing farther.
    pub least: f64,
    /// Nothing nearer.
    pub most: f64,
}

/// Where a new drawing begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Start {
    /// With all of an area: west, south, east, north.
    Area([f64; 4]),
    /// Where it was left.
    View(View),
}

/// What happened on the drawing.
#[derive(Debug, Clone)]
pub enum Happening {
    /// It takes a new style from here on.
    Loaded,
    /// Everything in view is drawn.
    Idle,
    /// It shows another place, or comes nearer.
    Moved(View),
    /// The pointer is over this latitude and longitude, or left.
    Pointed(Option<(f64, f64)>),
    /// The pointer is over this thing, or over none.
    Over(Option<Over>),
    /// A place was clicked; the symbols there, the uppermost first.
    Clicked {
        /// Latitude.
        lat: f64,
        /// Longitude.
        lon: f64,
        /// Symbols of these layers.
        symbols: Vec<Seen>,
    },
    /// A tile could not be read.
    TileFailed,
}

type Heard = Closure<dyn FnMut(JsValue)>;

/// A drawing in the page.
pub struct Drawing {
    native: Rc<Native>,
    _heard: Vec<Heard>,
}

impl Drop for Drawing {
    fn drop(&mut self) {
        // A drawing that was never whole leaves nothing behind that could be taken down.
        let _ = self.native.remove();
    }
}

impl Drawing {
    /// Opens a drawing in `place`. Clicks look for symbols of the layers of `targets`, and what the
    /// pointer is over is outlined.
    ///
    /// # Errors
    /// What the library threw: on a machine without WebGL 2 it cannot draw.
    pub fn open(
        place: &HtmlElement,
        style: &Value,
        start: Start,
        targets: Targets,
        tell: impl Fn(Happening) + 'static,
    ) -> Result<Self, JsValue> {
        let options = object(&[
            ("container", place.into()),
            ("style", to_js(style)?),
            ("attributionControl", false.into()),
            ("keyboard", false.into()),
            ("dragRotate", false.into()),
            ("pitchWithRotate", false.into()),
            ("touchPitch", false.into()),
            ("minZoom", MAP_FROM_ZOOM.into()),
            ("maxZoom", 20.into()),
            ("fadeDuration", 0.into()),
        ]);
        match start {
            Start::Area([west, south, east, north]) => {
                set(&options, "bounds", &corners(west, south, east, north));
                set(&options, "fitBoundsOptions", &object(&[("padding", 24.into())]));
            }
            Start::View(View { lat, lon, zoom }) => {
                set(&options, "center", &pair(lon, lat));
                set(&options, "zoom", &zoom.into());
            }
        }
        let native = Rc::new(Native::new(&options)?);
        let heard = listen(&native, targets, Rc::new(tell))?;
        Ok(Self { native, _heard: heard })
    }

    /// Shows another style; only what differs is drawn anew.
    ///
    /// # Errors
    /// What the library threw.
    pub fn draw(&self, style: &Value) -> Result<(), JsValue> {
        let options = object(&[("diff", true.into())]);
        self.native.set_style(&to_js(style)?, &options).map(|_| ())
    }

    /// Reads the tiles of a source from another address.
    pub fn read_tiles(&self, source: &str, address: &str) {
        if let Some(source) = self.native.source(source) {
            // A source that is being taken down reads nothing more.
            let _ = source.set_tiles(&Array::of1(&address.into()));
        }
    }

    /// Goes to a place; a map that is as near as `zooms` ask stays so.
    pub fn fly(&self, lat: f64, lon: f64, zooms: Zooms) {
        let zoom = self.native.zoom().clamp(zooms.least, zooms.most);
        self.ease(&[("center", pair(lon, lat).into()), ("zoom", zoom.into())]);
    }

    /// Shows a whole area.
    pub fn fit(&self, [west, south, east, north]: [f64; 4]) {
        let options = object(&[("padding", 24.into()), ("duration", FLIGHT_MS.into())]);
        let _ = self.native.fit_bounds(&corners(west, south, east, north), &options);
    }

    /// The sides of what it shows: west, south, east, north.
    pub fn sides(&self) -> [f64; 4] {
        let bounds = self.native.bounds();
        [bounds.west(), bounds.south(), bounds.east(), bounds.north()]
    }

    /// Moves by pixels.
    pub fn pan(&self, right: f64, down: f64) {
        let options = object(&[("duration", FLIGHT_MS.into())]);
        let _ = self.native.pan_by(&pair(right, down), &options);
    }

    /// Comes nearer by steps, or goes farther.
    pub fn zoom_by(&self, steps: f64) {
        self.ease(&[("zoom", (self.native.zoom() + steps).into())]);
    }

    /// Whether it neither moves nor waits for tiles.
    pub fn rests(&self) -> bool {
        !self.native.is_moving() && self.native.loaded()
    }

    /// What of these layers is in view, at most `most`.
    pub fn in_view(&self, layers: &[&'static str], most: usize) -> Vec<Seen> {
        let options = object(&[("layers", names(layers).into())]);
        let found = self.native.rendered(&JsValue::UNDEFINED, &options).unwrap_or_default();
        found.iter().take(most).filter_map(|feature| seen(&feature)).collect()
    }

    // The map stays where it is when it cannot move: it is being taken down.
    fn ease(&self, to: &[(&str, JsValue)]) {
        let options = object(to);
        set(&options, "duration", &FLIGHT_MS.into());
        let _ = self.native.ease_to(&options);
    }
}

fn listen(
    native: &Rc<Native>,
    targets: Targets,
    tell: Rc<dyn Fn(Happening)>,
) -> Result<Vec<Heard>, JsValue> {
    let mut all = Vec::new();
    let mut on = |event: &str, heard: Box<dyn FnMut(JsValue)>| {
        let heard = Closure::wrap(heard);
        native.on(event, heard.as_ref())?;
        all.push(heard);
        Ok::<(), JsValue>(())
    };
    let say = |happening: fn() -> Happening| {
        let tell = tell.clone();
        Box::new(move |_| tell(happening())) as Box<dyn FnMut(JsValue)>
    };
    on("load", say(|| Happening::Loaded))?;
    on("idle", say(|| Happening::Idle))?;
    let pointer = Rc::new(Pointer::new(targets));
    for event in ["mouseout", "movestart"] {
        let (map, told, pointer) = (Rc::downgrade(native), tell.clone(), pointer.clone());
        let left = event == "mouseout";
        on(
            event,
            Box::new(move |_| {
                if let Some(map) = map.upgrade() {
                    pointer.light(&map, None);
                }
                told(Happening::Over(None));
                if left {
                    told(Happening::Pointed(None));
                }
            }),
        )?;
    }
    let (map, told) = (Rc::downgrade(native), tell.clone());
    on(
        "move",
        Box::new(move |_| {
            if let Some(map) = map.upgrade() {
                told(Happening::Moved(view_of(&map)));
            }
        }),
    )?;
    let (map, told) = (Rc::downgrade(native), tell.clone());
    on(
        "mousemove",
        Box::new(move |event| {
            let event = event.unchecked_into::<MouseHappening>();
            let (at, point) = (event.at(), event.point());
            told(Happening::Pointed(Some((at.lat(), at.lng()))));
            if let Some(map) = map.upgrade().filter(|map| !map.is_moving()) {
                let what = pointer.over(&map, &point);
                told(Happening::Over(what.map(|what| Over { what, x: point.x(), y: point.y() })));
            }
        }),
    )?;
    let (map, told, layers) = (Rc::downgrade(native), tell.clone(), targets.symbols);
    on(
        "click",
        Box::new(move |event| {
            let event = event.unchecked_into::<MouseHappening>();
            let (at, point) = (event.at(), event.point());
            let symbols = map.upgrade().map(|map| near(&map, &point, layers)).unwrap_or_default();
            let symbols = symbols.iter().filter_map(seen).collect();
            told(Happening::Clicked { lat: at.lat(), lon: at.lng(), symbols });
        }),
    )?;
    let map = Rc::downgrade(native);
    on(
        "styleimagemissing",
        Box::new(move |event| {
            let name = Reflect::get(&event, &"id".into()).ok().and_then(|id| id.as_string());
            if let (Some(map), Some(name)) = (map.upgrade(), name)
                && let Some(picture) = symbols::draw(&name)
            {
                add_picture(&map, &name, &picture);
            }
        }),
    )?;
    // Errors without a source are of our own making and belong into the console. After the last tile
    // of a flight failed the library draws nothing more, and without drawing it never comes to rest.
    let map = Rc::downgrade(native);
    on(
        "error",
        Box::new(move |event| {
            let source = Reflect::get(&event, &"sourceId".into()).unwrap_or_default();
            if source.is_string() {
                tell(Happening::TileFailed);
                if let Some(map) = map.upgrade() {
                    map.trigger_repaint();
                }
            } else {
                let error = Reflect::get(&event, &"error".into()).unwrap_or_default();
                leptos::logging::error!("the map: {error:?}");
            }
        }),
    )?;
    Ok(all)
}

fn view_of(native: &Native) -> View {
    let middle = native.center();
    View { lat: middle.lat(), lon: middle.lng(), zoom: native.zoom() }
}

fn seen(feature: &JsValue) -> Option<Seen> {
    let part = |name: &str| {
        let part = Reflect::get(feature, &name.into()).ok()?;
        serde_wasm_bindgen::from_value::<Value>(part).ok()
    };
    let layer = Reflect::get(feature, &"sourceLayer".into()).ok()?.as_string()?;
    Seen::read(&layer, &part("properties")?, &part("geometry")?)
}

fn add_picture(native: &Native, name: &str, picture: &Picture) {
    let Picture { width, height, ratio, rgba, stretch } = picture;
    let image = object(&[
        ("width", (*width).into()),
        ("height", (*height).into()),
        ("data", Uint8ClampedArray::from(rgba.as_slice()).into()),
    ]);
    let options = object(&[("pixelRatio", (*ratio).into())]);
    if let Some(stretch) = stretch {
        let spans = |spans: &[[f64; 2]]| {
            spans.iter().map(|[from, to]| JsValue::from(pair(*from, *to))).collect::<Array>()
        };
        set(&options, "stretchX", &spans(&stretch.across));
        set(&options, "stretchY", &spans(&stretch.down));
        set(
            &options,
            "content",
            &stretch.content.map(JsValue::from).into_iter().collect::<Array>(),
        );
    }
    // The same picture may be asked for twice before it stands; the second is refused.
    let _ = native.add_image(name, &image, &options);
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        set(&object, name, value);
    }
    object
}

// A plain object takes any field.
fn set(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}

fn to_js(value: &Value) -> Result<JsValue, JsValue> {
    JSON::parse(&value.to_string())
}

fn pair(one: f64, other: f64) -> Array {
    Array::of2(&one.into(), &other.into())
}

fn corners(west: f64, south: f64, east: f64, north: f64) -> Array {
    Array::of2(&pair(west, south), &pair(east, north))
}

fn names(names: &[&'static str]) -> Array {
    names.iter().map(|name| JsValue::from_str(name)).collect()
}
