//! One picture: a filled template, drawn, exposed and encoded, with the places of what it shows.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::error::SceneError;
use crate::film;

const QUALITY: u8 = 80;

/// A place in a picture, in parts of its width and height.
pub(crate) type Area = [f32; 4];

#[derive(Debug)]
pub(crate) struct Picture {
    pub(crate) hash: String,
    pub(crate) bytes: Vec<u8>,
    /// Where the elements that were asked for are, in the order in which they were asked for.
    pub(crate) areas: Vec<Area>,
}

/// Draws `svg` and looks up where `elements` are.
pub(crate) fn draw(
    key: &str,
    svg: &str,
    grain: u8,
    elements: &[&str],
) -> Result<Picture, SceneError> {
    let tree = Tree::from_str(svg, &Options::default())
        .map_err(|cause| SceneError::Drawing { picture: key.to_owned(), cause })?;
    let areas = elements.iter().map(|element| area(key, &tree, element));
    let areas = areas.collect::<Result<_, _>>()?;
    let no_size = || SceneError::Size(key.to_owned());
    let size = tree.size().to_int_size();
    let mut drawing = Pixmap::new(size.width(), size.height()).ok_or_else(no_size)?;
    resvg::render(&tree, Transform::identity(), &mut drawing.as_mut());
    let film = film::expose(&drawing, grain);
    let pixels = |side: u32| u16::try_from(side).ok().ok_or_else(no_size);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_optimized_huffman_tables(true);
    encoder
        .encode(&film, pixels(size.width())?, pixels(size.height())?, ColorType::Rgb)
        .map_err(|cause| SceneError::Encoding { picture: key.to_owned(), cause })?;
    Ok(Picture { hash: hex::encode(blake3::hash(&bytes).as_bytes()), bytes, areas })
}

/// Where an element is: left, top, width, height, cut at the edges of the picture.
fn area(key: &str, tree: &Tree, element: &str) -> Result<Area, SceneError> {
    let missing = || SceneError::Missing { scene: key.to_owned(), named: element.to_owned() };
    let node = tree.node_by_id(element).ok_or_else(missing)?;
    let (box_, size) = (node.abs_stroke_bounding_box(), tree.size());
    let within = |edge: f32, whole: f32| (edge / whole).clamp(0.0, 1.0);
    let (left, right) = (within(box_.left(), size.width()), within(box_.right(), size.width()));
    let (top, bottom) = (within(box_.top(), size.height()), within(box_.bottom(), size.height()));
    Ok([left, top, right - left, bottom - top])
}
