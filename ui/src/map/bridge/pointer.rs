//! What the pointer is over: found among what is drawn, and outlined by a mark on its feature, so that
//! neither the shell is asked nor another style drawn. A feature that is gone is outlined no more.

use std::cell::RefCell;

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;

use super::{Native, Pixel, names, object, pair, seen};
use crate::map::seen::What;
use crate::map::style::POINTED;

/// How far from the pointer a symbol is still meant, pixels.
const NEAR_PX: f64 = 6.0;

/// A thing under the pointer.
#[derive(Debug, Clone, PartialEq)]
pub struct Over {
    /// What it is.
    pub what: What,
    /// Where the pointer is, pixels from the left of the drawing.
    pub x: f64,
    /// Pixels from the top.
    pub y: f64,
}

/// The layers in which the pointer finds something.
#[derive(Debug, Clone, Copy)]
pub struct Targets {
    /// Symbols: the pointer may be a little beside them.
    pub symbols: &'static [&'static str],
    /// Areas, where there is no symbol.
    pub areas: &'static [&'static str],
}

/// What of these layers is drawn near a point, the uppermost first.
pub(super) fn near(native: &Native, point: &Pixel, layers: &[&'static str]) -> Vec<JsValue> {
    let corner = |by: f64| pair(point.x() + by, point.y() + by);
    let around = Array::of2(&corner(-NEAR_PX), &corner(NEAR_PX));
    let options = object(&[("layers", names(layers).into())]);
    native.rendered(&around, &options).unwrap_or_default().to_vec()
}

/// What is outlined under the pointer.
pub(super) struct Pointer {
    targets: Targets,
    lit: RefCell<Option<JsValue>>,
}

impl Pointer {
    /// A pointer that is over nothing.
    pub(super) const fn new(targets: Targets) -> Self {
        Self { targets, lit: RefCell::new(None) }
    }

    /// Outlines what is at a point, and tells what it is.
    pub(super) fn over(&self, native: &Native, point: &Pixel) -> Option<What> {
        let areas = || {
            let options = object(&[("layers", names(self.targets.areas).into())]);
            let place = pair(point.x(), point.y());
            native.rendered(&place, &options).unwrap_or_default().to_vec()
        };
        let symbols = near(native, point, self.targets.symbols);
        let found = symbols.into_iter().next().or_else(|| areas().into_iter().next());
        self.light(native, found.as_ref());
        found.and_then(|feature| seen(&feature)).map(|seen| seen.what)
    }

    /// Outlines a feature, and nothing else any more.
    pub(super) fn light(&self, native: &Native, feature: Option<&JsValue>) {
        let key = |feature: &JsValue| {
            let part = |name: &str| Reflect::get(feature, &name.into()).unwrap_or_default();
            ["source", "sourceLayer", "id"].map(part)
        };
        let same = match (feature, self.lit.borrow().as_ref()) {
            (Some(feature), Some(lit)) => key(feature) == key(lit),
            (None, None) => true,
            _ => false,
        };
        if same {
            return;
        }
        // A source that is being taken down outlines nothing.
        let mark = |feature: &JsValue, on: bool| {
            let _ = native.set_feature_state(feature, &object(&[(POINTED, on.into())]));
        };
        if let Some(lit) = self.lit.replace(feature.cloned()) {
            mark(&lit, false);
        }
        if let Some(feature) = feature {
            mark(feature, true);
        }
    }
}
