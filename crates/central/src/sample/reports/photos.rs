//! The photos of a sample report: what somebody photographed who reported it, and what its unit
//! photographed when the work was done.
//!
//! They come from the scene that the words of the report name, so that a photo shows what the report
//! says; a report of anything else has none. A photo in the dark was not taken at noon.

use trucban_domain::{Photo, PhotoShows, Timestamp};
use trucban_scenes::{Light, Photo as Drawn};

use super::super::City;
use super::super::draw::Draw;
use super::super::pictures;
use super::draft::Draft;
use super::story::Story;
use crate::error::CentralError;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// When lamps are lit.
const DUSK_MS: i64 = 18 * HOUR_MS;
/// How far from dusk a photo was taken in the light that is over, or that has not come yet.
const FROM_DUSK: [i64; 2] = [10 * MINUTE_MS, 3 * HOUR_MS];

/// The photos of a report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Photos {
    /// Those that came with it.
    pub(super) came: Vec<Photo>,
    /// The one of the result.
    pub(super) result: Option<Photo>,
}

/// Draws the photos of the `nth` report.
pub(super) fn draw(
    city: &City<'_>,
    nth: u64,
    draft: &Draft,
    story: &Story,
) -> Result<Photos, CentralError> {
    let Some(scene) = draft.about.scene(city.words) else { return Ok(Photos::default()) };
    let (scenes, draw) = (pictures::of_people()?, city.draw("report photos", nth));
    let (recipe, pick) = (&city.words.recipe.photos, draw.below(1 << 32));
    let site = |pick| scenes.for_report(&draft.about.category.0, scene, pick);
    let Some(first) = site(pick) else { return Ok(Photos::default()) };
    let taken = |photo: &Drawn, shows, until| {
        let known = draw.falls(recipe.time_known_percent);
        let at = known.then(|| taken_at(&draw, recipe.minutes_before, photo.light, until));
        Photo::received(photo.hash.clone(), shows, at)
    };
    let mut photos = Photos::default();
    // What happens now is not shown in the light of some hours ago.
    let while_it_happens = [0, recipe.minutes_before[1]];
    let lit = |minutes: i64| light_at(draft.received_at.plus_ms(-minutes * MINUTE_MS));
    let lit = while_it_happens.map(lit).iter().all(|light| *light == first.reported.light);
    let in_time = lit || !draft.about.urgent;
    if in_time && draw.falls(recipe.percent) {
        let second = site(pick + 1).filter(|_| draw.falls(recipe.second_percent));
        let sites = [Some(first), second.filter(|second| second.reported != first.reported)];
        let photo = |site: &_| -> Photo { taken(site, PhotoShows::Reported, draft.received_at) };
        photos.came = sites.into_iter().flatten().map(|site| photo(&site.reported)).collect();
        photos.came.sort_by_key(|photo| photo.taken_at);
    }
    if let (Some((closed_at, _)), Some(mended)) = (&story.closed, &first.mended)
        && draw.falls(recipe.result_percent)
    {
        let mut photo = taken(mended, PhotoShows::Result, *closed_at);
        // Nobody photographs a result before the work: then the clock of the camera is not known.
        photo.taken_at = photo.taken_at.filter(|at| story.acknowledged_at <= Some(*at));
        photos.result = Some(photo);
    }
    Ok(photos)
}

/// When a photo in `light` was taken that is there at `until`: some minutes before, or when there was
/// such light last.
fn taken_at(draw: &Draw, minutes: [i64; 2], light: Light, until: Timestamp) -> Timestamp {
    let at = until.plus_ms(-draw.between(minutes[0], minutes[1]) * MINUTE_MS);
    if light_at(at) == light {
        return at;
    }
    let dusk = Timestamp::start_of(at.local().date()).plus_ms(DUSK_MS);
    let last_dusk = if dusk <= at { dusk } else { dusk.plus_ms(-DAY_MS) };
    let apart = draw.between(FROM_DUSK[0], FROM_DUSK[1]);
    last_dusk.plus_ms(if light == Light::Day { -apart } else { apart })
}

fn light_at(at: Timestamp) -> Light {
    Light::of_hour(u8::try_from(at.local().hour()).unwrap_or(12))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::words::Words;

    #[test]
    fn every_scene_that_a_case_names_was_drawn_and_suits_its_category() {
        let (words, scenes) = (Words::shipped().unwrap(), pictures::of_people().unwrap());
        let mut named = 0;
        for category in &words.reports.categories {
            for case in &category.cases {
                let Some(scene) = &case.scene else { continue };
                named += 1;
                let site = scenes.for_report(&category.code.0, scene, 0);
                assert!(site.is_some(), "{}: {scene}", case.title);
            }
        }
        assert!(named > 60, "{named}");
    }

    #[test]
    fn what_is_photographed_in_the_dark_was_taken_at_night_and_nothing_after_it_was_sent() {
        let draw = Draw::of(1, "photos", 0);
        for hour in 0..24 {
            let until = Timestamp::parse_iso("2026-11-20T00:30:00+07:00").unwrap();
            let until = until.plus_ms(hour * HOUR_MS);
            for light in [Light::Day, Light::Night] {
                let at = taken_at(&draw, [1, 40], light, until);
                assert!(light_at(at) == light && at < until, "{light:?} at {hour}: {}", at.iso());
            }
        }
    }
}
