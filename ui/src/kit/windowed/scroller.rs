//! A scrolling element: what part of its content is in sight.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

/// What part is in sight. Its element must carry [`Scroller::node`] and call [`Scroller::scrolled`].
#[derive(Debug, Clone, Copy)]
pub struct Scroller {
    /// The scrolling element.
    pub node: NodeRef<html::Div>,
    top: RwSignal<u32>,
    height: RwSignal<u32>,
    width: RwSignal<u32>,
}

impl Scroller {
    /// Follows the element's size whenever it stands in the page, and scrolls it to where it was
    /// when it stood there last.
    pub fn new() -> Self {
        let scroller = Self {
            node: NodeRef::new(),
            top: RwSignal::new(0),
            height: RwSignal::new(0),
            width: RwSignal::new(0),
        };
        Effect::new(move |_| {
            if let Some(element) = scroller.node.get() {
                scroller.measure(&element);
                scroller.watch(&element);
                scroller.scroll_to(scroller.top.get_untracked());
            }
        });
        scroller
    }

    /// The first pixel in sight, followed.
    pub fn top(self) -> u32 {
        self.top.get()
    }

    /// How many pixels are in sight, followed.
    pub fn height(self) -> u32 {
        self.height.get()
    }

    /// How wide it is, followed; 0 until it stood in the page.
    pub fn width(self) -> u32 {
        self.width.get()
    }

    /// Takes note that the element was scrolled.
    pub fn scrolled(self) {
        if let Some(element) = self.node.get_untracked() {
            self.note(pixels(element.scroll_top()));
        }
    }

    /// Scrolls to `top` before the next picture, after the content has taken its new height.
    pub fn scroll_to(self, top: u32) {
        request_animation_frame(move || {
            if let Some(element) = self.node.get_untracked() {
                element.set_scroll_top(i32::try_from(top).unwrap_or(i32::MAX));
                self.note(pixels(element.scroll_top()));
            }
        });
    }

    fn note(self, top: u32) {
        if self.top.get_untracked() != top {
            self.top.set(top);
        }
    }

    fn measure(self, element: &web_sys::HtmlDivElement) {
        self.height.set(pixels(element.client_height()));
        let width = pixels(element.client_width());
        if self.width.get_untracked() != width {
            self.width.set(width);
        }
    }

    fn watch(self, element: &web_sys::HtmlDivElement) {
        let resized = Closure::<dyn Fn()>::new(move || {
            if let Some(element) = self.node.try_get_untracked().flatten() {
                self.measure(&element);
            }
        });
        if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
            observer.observe(element);
            let kept = StoredValue::new_local(Some((observer, resized)));
            on_cleanup(move || {
                if let Some((observer, _)) = kept.try_update_value(Option::take).flatten() {
                    observer.disconnect();
                }
            });
        }
    }
}

impl Default for Scroller {
    fn default() -> Self {
        Self::new()
    }
}

fn pixels(length: i32) -> u32 {
    u32::try_from(length).unwrap_or(0)
}
