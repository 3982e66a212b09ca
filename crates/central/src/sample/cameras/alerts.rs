//! The plan of alerts: which camera reported what, when, and what somebody concluded from it.

use trucban_domain::alert::{DetectedBox, Frame};
use trucban_domain::{Alert, AlertId, AlertKind, AlertKindCode, DismissalCode, Finding, Timestamp};
use trucban_scenes::{Frames, Light, Scenes};

use super::super::City;
use super::super::draw::Draw;
use super::place::Placed;
use super::plates::{self, part};
use super::recipe::{Kind, Recipe, weighed};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Days that are drawn before one in an unlikely month is taken all the same.
const TRIED_DAYS: usize = 60;

/// An alert that is to be drawn.
#[derive(Debug)]
pub(super) struct Planned<'p> {
    pub(super) at: Timestamp,
    /// Position of its camera.
    pub(super) camera: usize,
    pub(super) kind: &'p str,
    /// Whether nobody has judged it yet.
    pub(super) open: bool,
}

/// What became of an alert.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) alert: Alert,
    /// When somebody concluded what; `None` while nobody has.
    pub(super) verdict: Option<(Timestamp, Finding)>,
}

/// Plans all alerts, oldest first.
pub(super) fn plan<'p>(city: &'p City<'_>, placed: &[Placed<'p>]) -> Vec<Planned<'p>> {
    let recipe = &city.words.cameras;
    let draw = city.draw("alert plan", 0);
    let all = usize::try_from(
        u64::from(recipe.alerts.city) * u64::from(city.reports)
            / u64::from(city.words.recipe.city_reports),
    )
    .unwrap_or(0);
    let [least, most] = recipe.alerts.open;
    let open = usize::try_from(draw.between(least, most)).unwrap_or(0).min(all / 2);
    let planning = Planning { city, recipe, draw: &draw, placed };
    let mut planned: Vec<Planned<'p>> = Vec::with_capacity(all);
    for nth in 0..all {
        let is_open = nth < open;
        let urgent = nth < open.min(recipe.alerts.open_urgent);
        planned.extend(planning.one(is_open, urgent));
    }
    planned.sort_by_key(|alert| (alert.at, alert.camera));
    planned
}

struct Planning<'p, 'a> {
    city: &'p City<'p>,
    recipe: &'p Recipe,
    draw: &'a Draw,
    placed: &'a [Placed<'p>],
}

impl<'p> Planning<'p, '_> {
    fn one(&self, open: bool, urgent: bool) -> Option<Planned<'p>> {
        let of_kind = |code: &String| !urgent || is_urgent(code);
        let makes = |it: &Placed<'_>| it.sort.kinds.keys().any(of_kind) && (!open || speaks(it));
        let cameras: Vec<usize> =
            (0..self.placed.len()).filter(|at| makes(&self.placed[*at])).collect();
        let camera = *self.draw.weigh(&cameras, |at| self.placed[*at].sort.alerts)?;
        let sort = self.placed[camera].sort;
        let kinds = sort.kinds.iter().filter(|(code, _)| of_kind(code));
        let kinds = kinds.map(|(code, weight)| (code.clone(), *weight)).collect();
        let code = weighed(self.draw, &kinds)?;
        let (code, kind) = self.recipe.kinds.get_key_value(code)?;
        let at = if open { self.lately() } else { self.once(kind, &self.placed[camera]) };
        Some(Planned { at, camera, kind: code, open })
    }

    /// Some minutes or hours ago, more likely minutes.
    fn lately(&self) -> Timestamp {
        let part = self.draw.part();
        let hours = self.recipe.verdicts.open_when_younger_than_hours;
        self.city.as_of.plus_ms(-MINUTE_MS - thousandths(part * part, hours * HOUR_MS))
    }

    /// Some day in the months that the kind has, at an hour that it has.
    fn once(&self, kind: &Kind, placed: &Placed<'_>) -> Timestamp {
        let recipe = self.recipe;
        let most = kind.months.iter().max().copied().unwrap_or(0);
        let likely = |day: Timestamp| {
            let month = usize::from(day.local().month().unsigned_abs());
            let weight = kind.months.get(month - 1).copied().unwrap_or(most);
            most == 0 || self.draw.below(most) < weight
        };
        let until = placed.camera.silent_since.unwrap_or(self.city.as_of);
        let day = || {
            let back = self.draw.between(1, recipe.alerts.city_days.min(self.days()));
            Timestamp::start_of(until.plus_ms(-back * DAY_MS).local().date())
        };
        let mut found = day();
        for _ in 0..TRIED_DAYS {
            if likely(found) {
                break;
            }
            found = day();
        }
        let hours: Vec<(i64, u32)> = (0..).zip(kind.hours.iter().copied()).collect();
        let hour = self.draw.weigh(&hours, |(_, weight)| *weight).map_or(12, |(hour, _)| *hour);
        found.plus_ms(hour * HOUR_MS + self.draw.between(0, HOUR_MS - 1))
    }

    fn days(&self) -> i64 {
        i64::from(self.city.days)
    }
}

/// So much of `ms`.
#[expect(clippy::cast_possible_truncation, reason = "a part of a few days")]
#[expect(clippy::cast_precision_loss, reason = "a part of a few days")]
fn thousandths(part: f64, ms: i64) -> i64 {
    (part * ms as f64) as i64
}

fn is_urgent(code: &str) -> bool {
    AlertKind::find(&AlertKindCode(code.to_owned())).is_some_and(|kind| kind.urgent)
}

fn speaks(placed: &Placed<'_>) -> bool {
    placed.camera.silent_since.is_none()
}

/// Draws a planned alert with its pictures, its plate and what somebody concluded.
pub(super) fn draw(
    city: &City<'_>,
    pictures: &Scenes,
    draw: &Draw,
    planned: &Planned<'_>,
    placed: &Placed<'_>,
    number: String,
) -> Option<Told> {
    let recipe = &city.words.cameras;
    let kind = recipe.kinds.get(planned.kind)?;
    let hour = u8::try_from(planned.at.local().hour()).unwrap_or(12);
    let evidence = pictures.for_alert(planned.kind, Light::of_hour(hour), draw.below(1 << 32))?;
    let [least, most] = kind.confidence;
    // The middle is likelier than the ends.
    let hundredths = i64::midpoint(draw.between(least, most), draw.between(least, most));
    let plate = (evidence.plate_box.is_some() && draw.falls(kind.plate_percent))
        .then(|| plates::draw(recipe, draw, &vehicle(kind, evidence, draw), hundredths))
        .flatten();
    let days_ago = city.as_of.since_ms(planned.at) / DAY_MS;
    let version = recipe.version(&kind.model, days_ago)?;
    let alert = Alert {
        id: AlertId::mint(planned.at, draw),
        number,
        camera: placed.camera.id,
        ward: placed.camera.ward,
        kind: AlertKindCode(planned.kind.to_owned()),
        at: planned.at,
        confidence: part(hundredths),
        plate: plate.as_ref().map(|plate| plate.read.clone()),
        frames: frames(evidence),
        boxes: boxes(evidence, draw, hundredths),
        verdict: None,
        sample: true,
    };
    let verdict = (!planned.open).then(|| {
        let [least, most] =
            recipe.verdicts.minutes_until_seen.get(&kind.model).copied().unwrap_or([1.0, 60.0]);
        let part = draw.part();
        let minutes = least + (most - least) * part * part;
        let seen = planned.at.plus_ms(thousandths(minutes, MINUTE_MS));
        let seen = seen.min(city.as_of.plus_ms(-MINUTE_MS));
        let plate = plate.map(|plate| plate.text);
        (seen, finding(recipe, draw, planned.kind, version.false_percent, plate))
    });
    Some(Told { alert, verdict })
}

/// What the picture shows a plate of.
fn vehicle(kind: &Kind, evidence: &Frames, draw: &Draw) -> String {
    let seen = evidence.boxes.iter().find(|seen| kind.vehicles.contains_key(&seen.label));
    let drawn = || weighed(draw, &kind.vehicles).cloned().unwrap_or_default();
    seen.map_or_else(drawn, |seen| seen.label.clone())
}

fn frames(evidence: &Frames) -> Vec<Frame> {
    let frames = evidence.frames.iter();
    frames.map(|it| Frame { hash: it.hash.clone(), offset_ms: it.offset_ms }).collect()
}

fn boxes(evidence: &Frames, draw: &Draw, hundredths: i64) -> Vec<DetectedBox> {
    let boxes = evidence.boxes.iter().enumerate();
    boxes
        .map(|(nth, seen)| {
            let [x, y, width, height] = seen.area;
            let sure = if nth == 0 { hundredths } else { draw.between(55, 98) };
            DetectedBox { label: seen.label.clone(), confidence: part(sure), x, y, width, height }
        })
        .collect()
}

fn finding(
    recipe: &Recipe,
    draw: &Draw,
    kind: &str,
    false_percent: u32,
    plate: Option<String>,
) -> Finding {
    if draw.falls(recipe.verdicts.unclear_percent) {
        let note = draw.pick(&recipe.verdicts.unclear_notes).cloned().unwrap_or_default();
        return Finding::Dismissed { reason: DismissalCode("other".to_owned()), note };
    }
    let reasons: Vec<_> =
        recipe.dismissals.iter().filter(|it| it.kinds.iter().any(|it| it.0 == kind)).collect();
    let reason = draw.falls(false_percent).then(|| draw.weigh(&reasons, |it| it.weight)).flatten();
    match reason {
        Some(reason) => Finding::Dismissed { reason: reason.code.clone(), note: String::new() },
        None => Finding::Confirmed { plate },
    }
}
