//! From the list of the scenes to pictures: fills every template, then draws on all cores.

use std::thread;

use crate::catalogue::{Catalogue, Scene, Set, Step, Variant};
use crate::compose::compose;
use crate::error::SceneError;
use crate::picture::{Picture, draw};
use crate::templates;

/// A filled template that waits to be drawn.
pub(crate) struct Sheet<'a> {
    /// Scene, variant and, where there are several, frame.
    pub(crate) key: String,
    pub(crate) offset_ms: i32,
    svg: String,
    grain: u8,
    /// Whose places are looked up: the objects in their order, then the plate.
    elements: Vec<&'a str>,
}

/// The filled templates of all scenes, variants and frames, in the order of the list.
pub(crate) fn sheets(catalogue: &Catalogue) -> Result<Vec<Sheet<'_>>, SceneError> {
    let mut sheets = Vec::new();
    for scene in &catalogue.scenes {
        for variant in &scene.variants {
            for (nth, step) in scene.steps().iter().enumerate() {
                sheets.push(sheet(catalogue, scene, variant, step, nth)?);
            }
        }
    }
    Ok(sheets)
}

fn sheet<'a>(
    catalogue: &Catalogue,
    scene: &'a Scene,
    variant: &'a Variant,
    step: &Step,
    nth: usize,
) -> Result<Sheet<'a>, SceneError> {
    let missing =
        |named: &str| SceneError::Missing { scene: scene.key.clone(), named: named.to_owned() };
    let look = catalogue.looks.get(&variant.look).ok_or_else(|| missing(&variant.look))?;
    let template = templates::template(&scene.key).ok_or_else(|| missing(&scene.key))?;
    let key = match scene.frames.len() {
        0 => format!("{}/{}", scene.key, variant.key),
        _ => format!("{}/{}/{nth}", scene.key, variant.key),
    };
    let own: [&Set; 3] = [&scene.set, &variant.set, &step.set];
    let layers = [&look.set, own[0], own[1], own[2]];
    let svg = compose(&key, template, templates::PARTS, &layers, &own)?;
    let objects = scene.objects_of(variant).iter().map(|object| object.element.as_str());
    let elements = objects.chain(scene.plate.as_deref()).collect();
    Ok(Sheet { key, offset_ms: step.offset_ms, svg, grain: look.grain, elements })
}

/// Draws the sheets, in their order.
pub(crate) fn develop(sheets: &[Sheet<'_>]) -> Result<Vec<Picture>, SceneError> {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = sheets.len().div_ceil(cores).max(1);
    let all = |share: &[Sheet<'_>]| {
        share
            .iter()
            .map(|sheet| draw(&sheet.key, &sheet.svg, sheet.grain, &sheet.elements))
            .collect::<Result<Vec<_>, _>>()
    };
    thread::scope(|scope| {
        let threads: Vec<_> =
            sheets.chunks(share).map(|share| scope.spawn(move || all(share))).collect();
        let mut pictures = Vec::with_capacity(sheets.len());
        for thread in threads {
            pictures.extend(thread.join().ok().ok_or(SceneError::Thread)??);
        }
        Ok(pictures)
    })
}
