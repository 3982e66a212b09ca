//! The one door to the shell: commands go out, topics come in.
//!
//! No other module names the shell's functions. A shell that does not answer, or answers something
//! unreadable, is told to the person like any other failed command; nothing here panics.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use trucban_contract::ipc::{
    Command, CommandError, ErrorCode, ListQueue, OpenSession, ReadIncident, ReadStatus, Topic,
};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::early::Early;
use crate::topics::Topics;

const INTERNALS: &str = "__TAURI_INTERNALS__";

/// The shell, as the window speaks to it.
#[derive(Debug, Clone, Copy)]
pub struct Shell {
    topics: Topics,
    early: StoredValue<Option<UnderWay>, LocalStorage>,
    kept: StoredValue<Vec<Kept>, LocalStorage>,
}

/// The first picture while it is under way.
#[derive(Debug, Clone)]
struct UnderWay {
    picture: Promise,
    /// What became stale meanwhile.
    told: Vec<Topic>,
}

/// An answer that came before anybody asked.
#[derive(Debug, Clone)]
struct Kept {
    /// What makes it old.
    of: &'static [Topic],
    question: String,
    answer: JsValue,
}

impl Shell {
    /// A shell whose topics go to `topics`.
    pub fn new(topics: Topics) -> Self {
        let under_way = |picture| UnderWay { picture, told: Vec::new() };
        let under_way = Early::here().picture().map(under_way);
        Self {
            topics,
            early: StoredValue::new_local(under_way),
            kept: StoredValue::new_local(Vec::new()),
        }
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
        if !C::FIRST.is_empty() {
            self.first_picture().await;
            if let Some(answer) = self.take_kept(&question(C::NAME, &args)) {
                return read(Ok(answer));
            }
        }
        let answer = invoke(C::NAME, &args).map_err(|refused| silent(&refused))?;
        read(JsFuture::from(answer).await)
    }

    /// Hands bytes over in place of arguments, as they are.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub async fn hand_over<C: Command>(self, bytes: &Uint8Array) -> Result<C::Reply, CommandError> {
        let answer = invoke(C::NAME, bytes).map_err(|refused| silent(&refused))?;
        read(JsFuture::from(answer).await)
    }

    /// Waits for the first picture. Who asks for a part of it before it is there waits for it too.
    pub async fn first_picture(self) {
        let Some(early) = self.early.get_value() else { return };
        match JsFuture::from(early.picture).await {
            Ok(picture) => self.take_in(&picture),
            Err(_told_to_whoever_asks) => self.early.set_value(None),
        }
    }

    /// Keeps the parts of the first picture for those who ask for them, once, but for those that became
    /// stale since it was asked for.
    fn take_in(self, picture: &JsValue) {
        let Some(early) = self.early.try_update_value(Option::take).flatten() else { return };
        let part = |name: &str| Reflect::get(picture, &name.into()).unwrap_or_default();
        self.keep(&early.told, &OpenSession {}, part("session"));
        self.keep(&early.told, &ReadStatus {}, part("status"));
        self.keep(&early.told, &ListQueue::opening(), part("queue"));
        // Only its key is read here: whoever shows the report reads the whole of it.
        let report = part("report");
        let row = Reflect::get(&report, &"row".into()).unwrap_or_default();
        if let Some(id) = Reflect::get(&row, &"id".into()).ok().and_then(|id| from_js(&id)) {
            self.keep(&early.told, &ReadIncident { id }, report);
        }
    }

    fn keep<C: Command>(self, told: &[Topic], command: &C, answer: JsValue) {
        let old = C::FIRST.iter().any(|topic| told.contains(topic));
        let missing = answer.is_null() || answer.is_undefined();
        if let (Ok(args), false) = (args(command), old || missing) {
            let kept = Kept { of: C::FIRST, question: question(C::NAME, &args), answer };
            self.kept.update_value(|all| all.push(kept));
        }
    }

    fn take_kept(self, question: &str) -> Option<JsValue> {
        self.kept.try_update_value(|kept| {
            let at = kept.iter().position(|it| it.question == question)?;
            Some(kept.swap_remove(at).answer)
        })?
    }

    /// Has everything read again that depends on `topic`; what was answered to it before may be old.
    fn stale(self, topic: Topic) {
        self.early.update_value(|early| {
            if let Some(early) = early {
                early.told.push(topic);
            }
        });
        self.kept.update_value(|kept| kept.retain(|it| !it.of.contains(&topic)));
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
        let tell = Closure::<dyn Fn(JsValue)>::new(move |topic: JsValue| {
            if let Some(topic) = from_js(&topic) {
                self.stale(topic);
            }
        });
        // The listener lives as long as the page, so its memory is never given back.
        let tell: Function = tell.into_js_value().unchecked_into();
        Early::here().listen(&tell).await.map_err(|refused| silent(&refused))
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

fn read<T: DeserializeOwned>(answer: Result<JsValue, JsValue>) -> Result<T, CommandError> {
    match answer {
        Ok(answer) => from_js(&answer).ok_or_else(|| silent(&answer)),
        Err(failure) => Err(from_js(&failure).unwrap_or_else(|| silent(&failure))),
    }
}

/// What tells one question from another.
fn question(name: &str, args: &Object) -> String {
    let args = js_sys::JSON::stringify(args).map(String::from).unwrap_or_default();
    format!("{name} {args}")
}

fn invoke(name: &str, args: &JsValue) -> Result<Promise, JsValue> {
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
