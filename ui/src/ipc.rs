//! The one door to the shell: commands go out, topics come in.
//!
//! No other module names the shell's functions. A shell that does not answer, or answers something
//! unreadable, is told to the person like any other failed command; nothing here panics.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use trucban_contract::ipc::{Command, CommandError, ErrorCode, TOPIC_EVENT, Topic};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::topics::Topics;

const INTERNALS: &str = "__TAURI_INTERNALS__";
const LISTEN: &str = "plugin:event|listen";

/// The shell, as the window speaks to it.
#[derive(Debug, Clone, Copy)]
pub struct Shell {
    topics: Topics,
    ahead: StoredValue<Vec<Ahead>, LocalStorage>,
}

/// A question that was asked before anybody needed the answer.
#[derive(Debug, Clone)]
struct Ahead {
    question: String,
    answer: Promise,
}

impl Shell {
    /// A shell whose topics go to `topics`.
    pub fn new(topics: Topics) -> Self {
        Self { topics, ahead: StoredValue::new_local(Vec::new()) }
    }

    /// The shell of this window.
    pub fn here() -> Self {
        expect_context()
    }

    /// The version of `topic`, followed: a reading that calls this is made again when it is stale.
    pub fn version(self, topic: Topic) -> u32 {
        self.topics.version(topic)
    }

    /// Asks or orders. What the command makes stale is told by the shell, when it is.
    ///
    /// # Errors
    /// What the shell answered, or `error.shell_silent` where it did not answer.
    pub async fn call<C: Command>(self, command: C) -> Result<C::Reply, CommandError> {
        let args = args(&command)?;
        let answer = match self.take_ahead(C::NAME, &args) {
            Some(answer) => answer,
            None => ask(C::NAME, &args)?,
        };
        read(answer).await
    }

    /// Asks for what will be asked for soon: who does so first waits for this answer, unless something
    /// became stale meanwhile. Only after [`listen`](Self::listen), which hears of that.
    ///
    /// # Errors
    /// As [`call`](Self::call), and whoever asks hears of it too.
    pub async fn ask_ahead<C: Command>(self, command: C) -> Result<C::Reply, CommandError> {
        let args = args(&command)?;
        let (question, answer) = (question(C::NAME, &args), ask(C::NAME, &args)?);
        self.ahead.update_value(|ahead| ahead.push(Ahead { question, answer: answer.clone() }));
        read(answer).await
    }

    fn take_ahead(self, name: &str, args: &Object) -> Option<Promise> {
        if self.ahead.with_value(Vec::is_empty) {
            return None;
        }
        let question = question(name, args);
        let mut taken = None;
        self.ahead.update_value(|ahead| {
            let at = ahead.iter().position(|it| it.question == question);
            taken = at.map(|at| ahead.swap_remove(at).answer);
        });
        taken
    }

    /// Has everything read again that depends on `topic`; answers that nobody asked for may be old.
    fn stale(self, topic: Topic) {
        self.ahead.update_value(Vec::clear);
        self.topics.changed(topic);
    }

    /// Reads everything again, as if all of it had become stale: for a person who asks for it.
    pub fn read_again(self) {
        for topic in [
            Topic::Session,
            Topic::Status,
            Topic::Incidents,
            Topic::Alerts,
            Topic::Pictures,
            Topic::Outbox,
            Topic::Map,
        ] {
            self.stale(topic);
        }
    }

    /// Hears what became stale, as long as the window lives.
    ///
    /// # Errors
    /// `error.shell_silent` where the shell does not take listeners.
    pub async fn listen(self) -> Result<(), CommandError> {
        let heard = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            let payload = Reflect::get(&event, &"payload".into()).unwrap_or_default();
            if let Ok(topic) = serde_wasm_bindgen::from_value::<Topic>(payload) {
                self.stale(topic);
            }
        });
        // The listener lives as long as the page, so its memory is never given back.
        let heard = heard.into_js_value();
        subscribe(&heard).await.map_err(|refused| silent(&refused))
    }
}

/// Where the shell serves what lies under a scheme of its own; differs by system.
///
/// # Errors
/// What the page threw: there is no shell around it.
pub fn scheme_base(scheme: &str) -> Result<String, JsValue> {
    let address = internal("convertFileSrc")?.call2(&JsValue::NULL, &"".into(), &scheme.into())?;
    address.as_string().ok_or(address)
}

fn args<C: Command>(command: &C) -> Result<Object, CommandError> {
    let args = Object::new();
    let sent = to_js(command).and_then(|value| set(&args, "args", &value));
    sent.map_err(|unsendable| silent(&unsendable))?;
    Ok(args)
}

fn ask(name: &str, args: &Object) -> Result<Promise, CommandError> {
    invoke(name, args).map_err(|refused| silent(&refused))
}

async fn read<T: DeserializeOwned>(answer: Promise) -> Result<T, CommandError> {
    match JsFuture::from(answer).await {
        Ok(answer) => from_js(&answer).ok_or_else(|| silent(&answer)),
        Err(failure) => Err(from_js(&failure).unwrap_or_else(|| silent(&failure))),
    }
}

/// What tells one question from another.
fn question(name: &str, args: &Object) -> String {
    let args = js_sys::JSON::stringify(args).map(String::from).unwrap_or_default();
    format!("{name} {args}")
}

async fn subscribe(heard: &JsValue) -> Result<(), JsValue> {
    let target = Object::new();
    set(&target, "kind", &"Any".into())?;
    let args = Object::new();
    set(&args, "event", &TOPIC_EVENT.into())?;
    set(&args, "target", &target)?;
    set(&args, "handler", &internal("transformCallback")?.call1(&JsValue::NULL, heard)?)?;
    JsFuture::from(invoke(LISTEN, &args)?).await.map(|_| ())
}

fn invoke(name: &str, args: &Object) -> Result<Promise, JsValue> {
    let answer = internal("invoke")?.apply(&JsValue::NULL, &Array::of2(&name.into(), args))?;
    answer.dyn_into()
}

fn internal(name: &str) -> Result<Function, JsValue> {
    let internals = Reflect::get(&js_sys::global(), &INTERNALS.into())?;
    Reflect::get(&internals, &name.into())?.dyn_into()
}

fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(Into::into)
}

fn from_js<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    serde_wasm_bindgen::from_value(value.clone()).ok()
}

fn set(object: &Object, name: &str, value: &JsValue) -> Result<(), JsValue> {
    Reflect::set(object, &name.into(), value).map(|_| ())
}

/// What a person is told where the shell did not answer as it should; what came instead goes to
/// the page's console.
fn silent(instead: &JsValue) -> CommandError {
    leptos::logging::error!("the shell did not answer as it should: {instead:?}");
    CommandError {
        code: ErrorCode::Internal,
        text: "error.shell_silent".to_owned(),
        args: Vec::new(),
        refusal: None,
        reference: String::new(),
    }
}
