//! Loads the library that draws, once, and reads its tiles from the shell.
//!
//! Fails with what the page threw. A tile that the shell refuses is an error of that tile alone.

use std::cell::Cell;

use js_sys::{Function, Promise, Reflect, Uint8Array};
use leptos::prelude::{document, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{AbortController, Element, RequestInit, Response};

use super::object;
use crate::ipc;

const SCRIPT: &str = "/vendor/maplibre-gl-csp.js";
const STYLES: &str = "/vendor/maplibre-gl.css";
const WORKER: &str = "/vendor/maplibre-gl-csp-worker.js";
const SCHEME: &str = "tile";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = maplibregl, js_name = setWorkerUrl, catch)]
    fn set_worker_url(address: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(js_namespace = maplibregl, js_name = addProtocol, catch)]
    fn add_protocol(scheme: &str, load: &JsValue) -> Result<(), JsValue>;
}

thread_local! {
    static LOADED: Cell<bool> = const { Cell::new(false) };
}

/// Loads the library, once.
///
/// # Errors
/// What the page threw: the files of the library are not in it.
pub async fn load() -> Result<(), JsValue> {
    if LOADED.get() {
        return Ok(());
    }
    attach("link", &[("rel", "stylesheet"), ("href", STYLES)]).await?;
    attach("script", &[("src", SCRIPT)]).await?;
    set_worker_url(WORKER)?;
    let read = Closure::<dyn Fn(JsValue, AbortController) -> Promise>::new(|request, abort| {
        future_to_promise(read_tile(request, abort))
    });
    // The library keeps it as long as the page lives, so its memory is never given back.
    add_protocol(SCHEME, &read.into_js_value())?;
    LOADED.set(true);
    Ok(())
}

async fn attach(tag: &str, attributes: &[(&str, &str)]) -> Result<(), JsValue> {
    let element: Element = document().create_element(tag)?;
    for (name, value) in attributes {
        element.set_attribute(name, value)?;
    }
    let done = Promise::new(&mut |loaded: Function, failed: Function| {
        // Listening to an element of our own making cannot be refused.
        let _ = element.add_event_listener_with_callback("load", &loaded);
        let _ = element.add_event_listener_with_callback("error", &failed);
    });
    document().head().ok_or(JsValue::NULL)?.append_child(&element)?;
    JsFuture::from(done).await.map(|_| ())
}

/// Reads one tile from the shell. No content is a tile in which there is nothing.
async fn read_tile(request: JsValue, abort: AbortController) -> Result<JsValue, JsValue> {
    let address = Reflect::get(&request, &"url".into())?.as_string().unwrap_or_default();
    let path = address.strip_prefix("tile://localhost/").unwrap_or_default();
    let address = format!("{}{path}", ipc::scheme_base(SCHEME)?);
    let init = RequestInit::new();
    init.set_signal(Some(&abort.signal()));
    let answer = JsFuture::from(window().fetch_with_str_and_init(&address, &init)).await?;
    let answer: Response = answer.dyn_into()?;
    let data = match answer.status() {
        200 => JsFuture::from(answer.array_buffer()?).await?,
        204 => Uint8Array::new_with_length(0).buffer().into(),
        status => return Err(js_sys::Error::new(&format!("tile answered {status}")).into()),
    };
    Ok(object(&[("data", data)]).into())
}
