//! What the page heard and asked for before its code was there: `ui/early.js` listens and asks, this
//! takes over. A page without that script has nothing early, and says so like a shell that is silent.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Name under which the script left it.
const EARLY: &str = "early";

/// What the script left, see there.
#[derive(Debug)]
pub struct Early(JsValue);

impl Early {
    /// What this page's script left.
    pub fn here() -> Self {
        Self(Reflect::get(&js_sys::global(), &EARLY.into()).unwrap_or_default())
    }

    /// Passes every topic to `tell` from now on, and those that were heard before.
    ///
    /// # Errors
    /// What the shell answered instead of taking the listener.
    pub async fn listen(&self, tell: &Function) -> Result<(), JsValue> {
        Reflect::set(&self.0, &"tell".into(), tell)?;
        let heard: Array = self.part("heard")?;
        for topic in heard.iter() {
            tell.call1(&JsValue::NULL, &topic)?;
        }
        JsFuture::from(self.part::<Promise>("listening")?).await.map(|_| ())
    }

    /// The first picture, which may be under way.
    pub fn picture(&self) -> Option<Promise> {
        self.part("picture").ok()
    }

    fn part<T: JsCast>(&self, name: &str) -> Result<T, JsValue> {
        Reflect::get(&self.0, &name.into())?.dyn_into()
    }
}
