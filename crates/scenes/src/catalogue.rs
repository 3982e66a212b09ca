//! The list of the scenes, as `scenes.json` writes it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::SceneError;
use crate::scenes::Light;

/// What stands in the places of a template, by the name of the place.
pub(crate) type Set = BTreeMap<String, String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Catalogue {
    /// Says that nothing here is real.
    #[serde(rename = "sample")]
    _sample: bool,
    #[serde(rename = "version")]
    _version: u32,
    #[serde(rename = "about")]
    _about: String,
    pub(crate) looks: BTreeMap<String, Look>,
    pub(crate) scenes: Vec<Scene>,
}

/// An hour and a weather.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Look {
    pub(crate) dark: bool,
    /// How much the film grains, in 256ths of the range of a colour.
    pub(crate) grain: u8,
    pub(crate) set: Set,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Camera,
    Photo,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scene {
    /// The name of its template.
    pub(crate) key: String,
    pub(crate) kind: Kind,
    /// Alert kinds or report categories.
    pub(crate) suits: Vec<String>,
    #[serde(default)]
    pub(crate) set: Set,
    /// What the camera's program marks in the picture.
    #[serde(default)]
    pub(crate) objects: Vec<Object>,
    /// The element with the number plate.
    #[serde(default)]
    pub(crate) plate: Option<String>,
    /// The pictures of one event; a scene without has one picture.
    #[serde(default)]
    pub(crate) frames: Vec<Step>,
    pub(crate) variants: Vec<Variant>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Object {
    /// The `id` of its group in the template.
    pub(crate) element: String,
    pub(crate) label: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    pub(crate) offset_ms: i32,
    #[serde(default)]
    pub(crate) set: Set,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Variant {
    pub(crate) key: String,
    pub(crate) look: String,
    /// The variant that shows this place after the work was done.
    #[serde(default)]
    pub(crate) mended: Option<String>,
    #[serde(default)]
    pub(crate) set: Set,
    /// In place of the scene's objects.
    #[serde(default)]
    pub(crate) objects: Option<Vec<Object>>,
}

impl Catalogue {
    /// Reads the list.
    pub(crate) fn read(text: &str) -> Result<Self, SceneError> {
        serde_json::from_str(text).map_err(SceneError::Catalogue)
    }

    /// The light of a variant's look.
    pub(crate) fn light(&self, variant: &Variant) -> Light {
        let dark = self.looks.get(&variant.look).is_some_and(|look| look.dark);
        if dark { Light::Night } else { Light::Day }
    }
}

impl Scene {
    /// The steps of an event, one where the scene names none.
    pub(crate) fn steps(&self) -> Vec<Step> {
        if self.frames.is_empty() { vec![Step::default()] } else { self.frames.clone() }
    }

    /// What is marked in a variant.
    pub(crate) fn objects_of<'a>(&'a self, variant: &'a Variant) -> &'a [Object] {
        variant.objects.as_ref().unwrap_or(&self.objects)
    }
}
