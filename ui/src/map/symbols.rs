//! The pictures of the map, drawn in code: hatches of protected land, symbols of reports and
//! cameras, the selection.
//!
//! A picture is asked for by the name that the style gives it; a name that is not known has none.
//! Shapes differ as well as colours, so that a symbol is read without colour too.

mod cluster;

use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2};

use trucban_contract::ipc::Theme;

use super::seen::ReportLook;

/// Pixels of a picture for each pixel of the page.
const RATIO: u32 = 2;

/// In how many steps the share of what is overdue is drawn.
pub const EIGHTHS: u8 = 8;

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// In its own pixels.
    pub width: u32,
    /// In its own pixels.
    pub height: u32,
    /// Its own pixels for each pixel of the page.
    pub ratio: u32,
    /// Four bytes a pixel, line by line.
    pub rgba: Vec<u8>,
    /// How it grows around a text.
    pub stretch: Option<Stretch>,
}

/// How a picture grows around a text, in its own pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// The spans that grow across.
    pub across: Vec<[f64; 2]>,
    /// The spans that grow down.
    pub down: Vec<[f64; 2]>,
    /// Where the text stands: left, top, right, bottom.
    pub content: [f64; 4],
}

/// A picture's name in the style.
pub fn name(what: &str, theme: Theme) -> String {
    let theme = match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    format!("{what}-{theme}")
}

/// Draws the picture of this name.
pub fn draw(name: &str) -> Option<Picture> {
    let (what, theme) = name.rsplit_once('-')?;
    let theme = match theme {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => return None,
    };
    let inks = Inks::of(theme);
    Some(match what {
        "hatch-one" => hatch(20, 2.4, inks.heritage, 0.75),
        "hatch-two" => hatch(32, 1.2, inks.heritage, 0.55),
        "camera" => square(34, &camera(false)),
        "camera-silent" => square(34, &camera(true)),
        "cone" => square(60, &[Mark(Box::new(cone), inks.cone)]),
        "ring" => square(
            46,
            &[
                Mark(Box::new(|x, y| ring(x, y, 18.0, 2.6)), WHITE),
                Mark(Box::new(|x, y| ring(x, y, 18.0, 1.2)), inks.selection),
            ],
        ),
        "point" => square(
            30,
            &[
                Mark(Box::new(|x, y| ring(x, y, 8.0, 2.8)), WHITE),
                Mark(Box::new(|x, y| ring(x, y, 8.0, 1.4)), INK),
                Mark(Box::new(|x, y| circle(x, y, 2.4)), INK),
            ],
        ),
        "callout" => callout(),
        "cameras" => square(42, &cluster::cameras(false)),
        "cameras-silent" => square(42, &cluster::cameras(true)),
        _ => {
            if let Some(eighths) = what.strip_prefix("reports-") {
                let eighths = eighths.parse().ok().filter(|eighths| *eighths <= EIGHTHS)?;
                return Some(square(42, &cluster::reports(eighths, inks.alarm)));
            }
            let look = ReportLook::ALL
                .into_iter()
                .find(|look| what.strip_prefix("report-") == Some(look.as_str()))?;
            square(30, &report(look, inks))
        }
    })
}

type Rgba = [u8; 4];

const WHITE: Rgba = [0xff, 0xff, 0xff, 0xff];
const INK: Rgba = [0x14, 0x18, 0x1d, 0xff];
const SLATE: Rgba = [0x3f, 0x49, 0x54, 0xff];
const NIGHT: Rgba = [0x1b, 0x1f, 0x26, 0xff];
const ALARM: Rgba = [0xb3, 0x26, 0x1e, 0xff];

/// The colours that differ by theme.
#[derive(Clone, Copy)]
struct Inks {
    heritage: Rgba,
    alarm: Rgba,
    alarm_ink: Rgba,
    warn: Rgba,
    warn_ink: Rgba,
    cone: Rgba,
    selection: Rgba,
}

impl Inks {
    const fn of(theme: Theme) -> Self {
        match theme {
            Theme::Light => Self {
                heritage: [0x7a, 0x1f, 0x1f, 0xff],
                alarm: ALARM,
                alarm_ink: WHITE,
                warn: [0x75, 0x45, 0x00, 0xff],
                warn_ink: WHITE,
                cone: [0x14, 0x18, 0x1d, 0x6b],
                selection: INK,
            },
            Theme::Dark => Self {
                heritage: [0xff, 0x9e, 0x93, 0xff],
                alarm: [0xe5, 0x64, 0x5c, 0xff],
                alarm_ink: [0x2a, 0x05, 0x05, 0xff],
                warn: [0xf3, 0xc5, 0x6a, 0xff],
                warn_ink: [0x33, 0x27, 0x10, 0xff],
                cone: [0xff, 0xff, 0xff, 0x7a],
                selection: [0x5b, 0x3a, 0x8c, 0xff],
            },
        }
    }
}

/// How far a place is outside a shape; negative inside. Pixels of the page from the middle.
type Outside = Box<dyn Fn(f64, f64) -> f64>;

/// A shape and its colour.
struct Mark(Outside, Rgba);

fn report(look: ReportLook, inks: Inks) -> Vec<Mark> {
    let cased = |shape: fn(f64, f64, f64) -> f64, radius: f64, fill: Rgba| {
        vec![
            Mark(Box::new(move |x, y| shape(x, y, radius + 1.8)), WHITE),
            Mark(Box::new(move |x, y| shape(x, y, radius)), fill),
        ]
    };
    match look {
        ReportLook::Immediate => {
            let mut marks = cased(diamond, 9.2, inks.alarm);
            let bolt =
                [[1.6, -6.4], [-3.4, 1.0], [-0.2, 1.0], [-1.4, 6.4], [3.6, -1.4], [0.4, -1.4]];
            marks.push(Mark(Box::new(move |x, y| polygon(x, y, &bolt)), inks.alarm_ink));
            marks
        }
        ReportLook::Overdue => {
            let mut marks = cased(octagon, 9.8, inks.alarm);
            marks.extend(exclamation(0.0, inks.alarm_ink));
            marks
        }
        ReportLook::Soon => {
            let mut marks = cased(|x, y, r| triangle(x, y - 2.6, r), 6.0, inks.warn);
            marks.extend(exclamation(1.4, inks.warn_ink));
            marks
        }
        ReportLook::Open => {
            let mut marks = cased(circle, 9.4, SLATE);
            marks.push(Mark(Box::new(|x, y| stroke(x, y, [0.0, -5.4], [0.0, 0.2], 0.95)), WHITE));
            marks.push(Mark(Box::new(|x, y| stroke(x, y, [0.0, 0.2], [3.6, 2.4], 0.95)), WHITE));
            marks
        }
    }
}

fn exclamation(lower: f64, ink: Rgba) -> [Mark; 2] {
    [
        Mark(Box::new(move |x, y| stroke(x, y, [0.0, lower - 4.4], [0.0, lower + 0.8], 1.15)), ink),
        Mark(Box::new(move |x, y| circle(x, y - lower - 4.2, 1.35)), ink),
    ]
}

fn camera(silent: bool) -> Vec<Mark> {
    let mut marks = vec![
        Mark(Box::new(|x, y| rounded(x, y, 10.6, 10.6, 4.2)), WHITE),
        Mark(Box::new(|x, y| rounded(x, y, 9.2, 9.2, 3.0)), NIGHT),
        Mark(Box::new(|x, y| rounded(x + 1.4, y, 4.2, 3.2, 1.0)), WHITE),
        Mark(
            Box::new(|x, y| polygon(x, y, &[[3.6, -0.9], [6.4, -2.8], [6.4, 2.8], [3.6, 0.9]])),
            WHITE,
        ),
    ];
    if silent {
        marks.extend(silence(9.6));
    }
    marks
}

/// A red badge with a cross, to the right and above the middle.
fn silence(away: f64) -> [Mark; 4] {
    let at = move |x: f64, y: f64| (x - away, y + away);
    let badge = |radius: f64| -> Outside {
        Box::new(move |x, y| {
            let (x, y) = at(x, y);
            circle(x, y, radius)
        })
    };
    let bar = |slope: f64| -> Outside {
        Box::new(move |x, y| {
            let (x, y) = at(x, y);
            stroke(x, y, [-2.2, -2.2 * slope], [2.2, 2.2 * slope], 0.9)
        })
    };
    [
        Mark(badge(6.4), WHITE),
        Mark(badge(5.2), ALARM),
        Mark(bar(1.0), WHITE),
        Mark(bar(-1.0), WHITE),
    ]
}

/// The field of view, to the north; the map turns it.
fn cone(x: f64, y: f64) -> f64 {
    let half_angle = 28.0_f64.to_radians();
    let beside = x.abs() * half_angle.cos() + y * half_angle.sin();
    beside.max(circle(x, y, 28.0))
}

/// A dark label with a foot, which grows with its text.
fn callout() -> Picture {
    let (width, height) = (28.0, 24.0);
    let body = |x: f64, y: f64| rounded(x, y + 3.0, 13.0, 8.0, 4.0);
    let foot = [[-4.0, 4.5], [4.0, 4.5], [0.0, 10.5]];
    let marks = [
        Mark(Box::new(move |x, y| body(x, y).min(polygon(x, y, &foot)) - 1.0), WHITE),
        Mark(Box::new(move |x, y| body(x, y).min(polygon(x, y, &foot))), INK),
    ];
    let mut picture = paint(width, height, &marks);
    let own = f64::from(RATIO);
    picture.stretch = Some(Stretch {
        across: vec![[6.0 * own, 8.0 * own], [20.0 * own, 22.0 * own]],
        down: vec![[6.0 * own, 12.0 * own]],
        content: [6.0, 3.5, 22.0, 14.5].map(|at| at * own),
    });
    picture
}

/// Strokes at 45 degrees that meet themselves at every edge, so that the picture repeats without
/// a seam. `side` is in the picture's own pixels, `line` in the page's.
fn hatch(side: u32, line: f64, ink: Rgba, strength: f64) -> Picture {
    let mut rgba = Vec::new();
    let half = line * f64::from(RATIO) / 2.0;
    for y in 0..side {
        for x in 0..side {
            let along = f64::from((x + y) % side) + 0.5;
            let away = (along - f64::from(side) / 2.0).abs() * FRAC_1_SQRT_2;
            let [red, green, blue, _] = ink;
            let alpha = (half - away + 0.5).clamp(0.0, 1.0) * strength;
            rgba.extend([red, green, blue, byte(alpha)]);
        }
    }
    Picture { width: side, height: side, ratio: RATIO, rgba, stretch: None }
}

fn square(side: u32, marks: &[Mark]) -> Picture {
    paint(f64::from(side), f64::from(side), marks)
}

/// Paints marks one over the other, with soft edges.
fn paint(width: f64, height: f64, marks: &[Mark]) -> Picture {
    let ratio = f64::from(RATIO);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a picture measures some dozens of pixels"
    )]
    let [across, down] = [width, height].map(|side| (side * ratio) as u32);
    let mut rgba = Vec::new();
    for row in 0..down {
        for column in 0..across {
            let x = (f64::from(column) + 0.5) / ratio - width / 2.0;
            let y = (f64::from(row) + 0.5) / ratio - height / 2.0;
            rgba.extend(colour_at(x, y, marks));
        }
    }
    Picture { width: across, height: down, ratio: RATIO, rgba, stretch: None }
}

fn colour_at(x: f64, y: f64, marks: &[Mark]) -> Rgba {
    let (mut colour, mut under) = ([0.0; 3], 0.0);
    for Mark(outside, ink) in marks {
        let covered = (0.5 - outside(x, y) * f64::from(RATIO)).clamp(0.0, 1.0);
        let over = covered * f64::from(ink[3]) / 255.0;
        let whole = over + under * (1.0 - over);
        if whole > 0.0 {
            for (mixed, part) in colour.iter_mut().zip(ink) {
                *mixed = (f64::from(*part) * over + *mixed * under * (1.0 - over)) / whole;
            }
        }
        under = whole;
    }
    let [red, green, blue] = colour.map(|part: f64| byte(part / 255.0));
    [red, green, blue, byte(under)]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the part is clamped to a byte"
)]
fn byte(part: f64) -> u8 {
    (part.clamp(0.0, 1.0) * 255.0).round() as u8
}

fn circle(x: f64, y: f64, radius: f64) -> f64 {
    x.hypot(y) - radius
}

fn ring(x: f64, y: f64, radius: f64, half_width: f64) -> f64 {
    circle(x, y, radius).abs() - half_width
}

fn octagon(x: f64, y: f64, radius: f64) -> f64 {
    x.abs().max(y.abs()).max((x.abs() + y.abs()) / SQRT_2) - radius
}

fn diamond(x: f64, y: f64, radius: f64) -> f64 {
    (x.abs() + y.abs()) / SQRT_2 - radius
}

fn triangle(x: f64, y: f64, radius: f64) -> f64 {
    let slope = 3.0_f64.sqrt() / 2.0;
    y.max(x.abs() * slope - y / 2.0) - radius
}

fn rounded(x: f64, y: f64, half_width: f64, half_height: f64, corner: f64) -> f64 {
    let (right, below) = (x.abs() - half_width + corner, y.abs() - half_height + corner);
    right.max(0.0).hypot(below.max(0.0)) + right.max(below).min(0.0) - corner
}

fn stroke(x: f64, y: f64, from: [f64; 2], to: [f64; 2], half_width: f64) -> f64 {
    let (along_x, along_y) = (to[0] - from[0], to[1] - from[1]);
    let (x, y) = (x - from[0], y - from[1]);
    let length = along_x * along_x + along_y * along_y;
    let part = ((x * along_x + y * along_y) / length).clamp(0.0, 1.0);
    (x - along_x * part).hypot(y - along_y * part) - half_width
}

/// A filled polygon: the distance to its nearest edge, negative inside (even-odd).
fn polygon(x: f64, y: f64, corners: &[[f64; 2]]) -> f64 {
    let (mut nearest, mut inside) = (f64::INFINITY, false);
    let next = corners.iter().cycle().skip(1);
    for (from, to) in corners.iter().zip(next) {
        nearest = nearest.min(stroke(x, y, *from, *to, 0.0));
        let crosses = (from[1] > y) != (to[1] > y);
        let at = from[0] + (y - from[1]) / (to[1] - from[1]) * (to[0] - from[0]);
        if crosses && x < at {
            inside = !inside;
        }
    }
    if inside { -nearest } else { nearest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixel(picture: &Picture, x: u32, y: u32) -> Rgba {
        let at = ((y * picture.width + x) * 4) as usize;
        picture.rgba[at..at + 4].try_into().unwrap()
    }

    #[test]
    fn a_hatch_repeats_without_a_seam_at_forty_five_degrees() {
        for name in ["hatch-one-light", "hatch-two-dark"] {
            let picture = draw(name).unwrap();
            let side = picture.width;
            for x in 0..side {
                for y in 0..side {
                    let beyond = pixel(&picture, (x + 1) % side, (y + side - 1) % side);
                    assert_eq!(pixel(&picture, x, y), beyond, "{name} {x} {y}");
                }
            }
        }
    }

    #[test]
    fn a_hatch_leaves_most_of_the_land_s_own_colour() {
        for (name, most) in [("hatch-one-light", 0.4), ("hatch-two-light", 0.15)] {
            let picture = draw(name).unwrap();
            let covered: f64 =
                picture.rgba.chunks(4).map(|pixel| f64::from(pixel[3]) / 255.0).sum();
            let share = covered / f64::from(picture.width * picture.height);
            assert!(share > 0.02 && share < most, "{name}: {share}");
        }
    }

    #[test]
    fn the_symbols_of_reports_differ_in_shape_and_not_only_in_colour() {
        let outlines: Vec<Vec<bool>> = ReportLook::ALL
            .iter()
            .map(|look| {
                let picture = draw(&format!("report-{}-light", look.as_str())).unwrap();
                picture.rgba.chunks(4).map(|pixel| pixel[3] > 127).collect()
            })
            .collect();
        for (at, one) in outlines.iter().enumerate() {
            for other in &outlines[at + 1..] {
                let differ = one.iter().zip(other).filter(|(one, other)| one != other).count();
                assert!(differ > 40, "{differ} pixels differ");
            }
        }
    }

    #[test]
    fn a_silent_camera_bears_a_red_badge() {
        let red = |name: &str| {
            let picture = draw(name).unwrap();
            picture.rgba.chunks(4).filter(|pixel| **pixel == ALARM).count()
        };
        assert_eq!(red("camera-light") + red("cameras-light"), 0);
        assert!(red("camera-silent-light") > 40 && red("cameras-silent-light") > 40);
    }

    #[test]
    fn an_unknown_name_has_no_picture() {
        for name in ["", "ring", "report-late-light", "ring-blue", "reports-9-light"] {
            assert_eq!(draw(name), None, "{name}");
        }
    }
}
