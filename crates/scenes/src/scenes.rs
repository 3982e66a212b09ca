//! All pictures, drawn once, and which of them an alert or a report gets.

use std::collections::BTreeMap;

use crate::catalogue::{Catalogue, Kind, Scene, Variant};
use crate::error::SceneError;
use crate::picture::{Area, Picture};
use crate::studio::{self, Sheet};
use crate::templates;

const MIME: &str = "image/jpeg";

/// Whether it is day or night where a camera looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Light {
    /// Lamps are off.
    Day,
    /// Lamps are on.
    Night,
}

impl Light {
    /// The light at an hour of the day in Huế, 0 to 23.
    pub const fn of_hour(hour: u8) -> Self {
        if hour >= 6 && hour < 18 { Self::Day } else { Self::Night }
    }
}

/// A picture as it is kept and sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blob<'a> {
    /// BLAKE3 of the bytes, in hex: its name.
    pub hash: &'a str,
    /// What the bytes are.
    pub mime: &'static str,
    /// The picture.
    pub bytes: &'a [u8],
    /// What it shows: scene, variant and frame.
    pub key: &'a str,
}

/// A picture of an event, and when it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The name of the picture.
    pub hash: String,
    /// Milliseconds from the moment of the event; negative before it.
    pub offset_ms: i32,
}

/// Something that the camera's program marked.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// What it is, as a word of code: `motorbike`, `car`, `smoke`.
    pub label: String,
    /// Left, top, width and height in parts of the picture.
    pub area: [f32; 4],
}

/// The evidence of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Frames {
    /// In the order in which they were taken.
    pub frames: Vec<Frame>,
    /// What is marked in the frame of the event itself.
    pub boxes: Vec<Seen>,
    /// Where the number plate is in that frame; none where no vehicle is meant.
    pub plate_box: Option<[f32; 4]>,
}

/// A photo that somebody took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// The name of the picture.
    pub hash: String,
    /// The light in which it was taken.
    pub light: Light,
}

/// A place with what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// As it was reported.
    pub reported: Photo,
    /// Mended, where that was drawn.
    pub mended: Option<Photo>,
}

/// The pictures of the sample city.
#[derive(Debug)]
pub struct Scenes {
    /// Their keys and bytes by their hashes: frames that look the same are one picture.
    pictures: BTreeMap<String, (String, Vec<u8>)>,
    events: BTreeMap<(String, Light), Vec<Frames>>,
    /// By category and scene.
    sites: BTreeMap<(String, String), Vec<Site>>,
}

impl Scenes {
    /// Draws all that ships with the build, on all cores.
    ///
    /// # Errors
    /// If a template does not make sense.
    pub fn shipped() -> Result<Self, SceneError> {
        Self::drawn(&[Kind::Camera, Kind::Photo])
    }

    /// Draws what cameras see, alone.
    ///
    /// # Errors
    /// If a template does not make sense.
    pub fn of_cameras() -> Result<Self, SceneError> {
        Self::drawn(&[Kind::Camera])
    }

    /// Draws what people photograph, alone.
    ///
    /// # Errors
    /// If a template does not make sense.
    pub fn of_people() -> Result<Self, SceneError> {
        Self::drawn(&[Kind::Photo])
    }

    fn drawn(kinds: &[Kind]) -> Result<Self, SceneError> {
        let mut catalogue = Catalogue::read(templates::CATALOGUE)?;
        catalogue.scenes.retain(|scene| kinds.contains(&scene.kind));
        let sheets = studio::sheets(&catalogue)?;
        let pictures = studio::develop(&sheets)?;
        let mut scenes =
            Self { pictures: BTreeMap::new(), events: BTreeMap::new(), sites: BTreeMap::new() };
        let mut drawn = sheets.into_iter().zip(pictures);
        for scene in &catalogue.scenes {
            let taken: Vec<_> = scene
                .variants
                .iter()
                .map(|variant| {
                    let shots = drawn.by_ref().take(scene.steps().len());
                    (variant, shots.map(|shot| scenes.keep(shot)).collect())
                })
                .collect();
            match scene.kind {
                Kind::Camera => scenes.file_events(&catalogue, scene, taken),
                Kind::Photo => scenes.file_sites(&catalogue, scene, &taken)?,
            }
        }
        Ok(scenes)
    }

    /// Every picture once, by its hash.
    pub fn blobs(&self) -> impl Iterator<Item = Blob<'_>> {
        self.pictures.iter().map(|(hash, (key, bytes))| Blob { hash, mime: MIME, bytes, key })
    }

    /// The evidence of an alert of `kind` in that light; equal picks give equal evidence. A kind
    /// that was never drawn in that light is shown in the other one.
    pub fn for_alert(&self, kind: &str, light: Light, pick: u64) -> Option<&Frames> {
        let of = |light| self.events.get(&(kind.to_owned(), light));
        let other = if light == Light::Day { Light::Night } else { Light::Day };
        picked(of(light).or_else(|| of(other))?, pick)
    }

    /// The picture of this name.
    pub fn blob(&self, hash: &str) -> Option<Blob<'_>> {
        let (hash, (key, bytes)) = self.pictures.get_key_value(hash)?;
        Some(Blob { hash, mime: MIME, bytes, key })
    }

    /// A place of `scene` that a report of `category` can be about; equal picks give equal places, and
    /// the next pick the same in another light. None where the scene does not suit the category.
    pub fn for_report(&self, category: &str, scene: &str, pick: u64) -> Option<&Site> {
        picked(self.sites.get(&(category.to_owned(), scene.to_owned()))?, pick)
    }

    fn keep(&mut self, (sheet, picture): (Sheet<'_>, Picture)) -> Shot {
        let Picture { hash, bytes, areas } = picture;
        self.pictures.entry(hash.clone()).or_insert((sheet.key, bytes));
        Shot { hash, offset_ms: sheet.offset_ms, areas }
    }

    fn file_events(
        &mut self,
        catalogue: &Catalogue,
        scene: &Scene,
        taken: Vec<(&Variant, Vec<Shot>)>,
    ) {
        for (variant, shots) in taken {
            let light = catalogue.light(variant);
            let event = event(scene, variant, shots);
            for kind in &scene.suits {
                let events = self.events.entry((kind.clone(), light)).or_default();
                events.push(event.clone());
            }
        }
    }

    fn file_sites(
        &mut self,
        catalogue: &Catalogue,
        scene: &Scene,
        taken: &[(&Variant, Vec<Shot>)],
    ) -> Result<(), SceneError> {
        let missing =
            |named: &str| SceneError::Missing { scene: scene.key.clone(), named: named.to_owned() };
        let photo = |(variant, shots): &(&Variant, Vec<Shot>)| {
            let hash = shots.first().ok_or_else(|| missing(&variant.key))?.hash.clone();
            Ok(Photo { hash, light: catalogue.light(variant) })
        };
        let of = |key: &str| {
            let found = taken.iter().find(|(variant, _)| variant.key == key);
            photo(found.ok_or_else(|| missing(key))?)
        };
        let mended: Vec<&String> = taken.iter().filter_map(|(it, _)| it.mended.as_ref()).collect();
        for shown in taken.iter().filter(|(variant, _)| !mended.contains(&&variant.key)) {
            let mended = shown.0.mended.as_deref().map(of).transpose()?;
            let site = Site { reported: photo(shown)?, mended };
            for category in &scene.suits {
                let of_category = (category.clone(), scene.key.clone());
                self.sites.entry(of_category).or_default().push(site.clone());
            }
        }
        Ok(())
    }
}

/// A picture that was kept, with where its elements are.
struct Shot {
    hash: String,
    offset_ms: i32,
    areas: Vec<Area>,
}

/// The evidence that the frames of one variant make.
fn event(scene: &Scene, variant: &Variant, shots: Vec<Shot>) -> Frames {
    let itself = shots.iter().min_by_key(|shot| shot.offset_ms.abs());
    let areas = itself.map(|shot| shot.areas.as_slice()).unwrap_or_default();
    let seen = scene.objects_of(variant).iter().zip(areas);
    let boxes = seen.map(|(object, area)| Seen { label: object.label.clone(), area: *area });
    let boxes: Vec<Seen> = boxes.collect();
    let plate_box = areas.get(boxes.len()).copied();
    let frames = shots.into_iter().map(|Shot { hash, offset_ms, .. }| Frame { hash, offset_ms });
    Frames { frames: frames.collect(), boxes, plate_box }
}

fn picked<T>(things: &[T], pick: u64) -> Option<&T> {
    let at = pick.checked_rem(things.len() as u64)?;
    things.get(usize::try_from(at).ok()?)
}
