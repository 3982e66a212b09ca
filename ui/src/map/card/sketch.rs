//! The sketch of a lot: its outline in the city's grid, north up, with the length of each edge.

use leptos::prelude::*;
use trucban_contract::ipc::LotFacts;
use trucban_text::{Lang, format, map};

use super::super::measure;

/// The sketch's own pixels.
const WIDTH: f64 = 172.0;
const HEIGHT: f64 = 108.0;
const MARGIN: f64 = 9.0;
/// An edge that is drawn shorter has no room for its length.
const SHORTEST_PX: f64 = 22.0;

/// A lot as it is drawn.
#[derive(Debug, Clone, PartialEq, Default)]
struct Drawn {
    corners: Vec<[f64; 2]>,
    lengths: Vec<Length>,
}

/// The length of an edge beside its middle, turned along it.
#[derive(Debug, Clone, PartialEq)]
struct Length {
    metres: f64,
    x: f64,
    y: f64,
    degrees: f64,
}

/// The sketch.
#[component]
pub fn Sketch(lot: LotFacts, lang: Lang) -> impl IntoView {
    let Drawn { corners, lengths } = draw(&lot.ring, &lot.edges_m);
    let points: Vec<String> = corners.iter().map(|[x, y]| format!("{x:.1},{y:.1}")).collect();
    let dots = corners.iter().map(|[x, y]| {
        view! { <circle class="sketch-corner" cx=format!("{x:.1}") cy=format!("{y:.1}") r="2.2"/> }
    });
    let words = lengths.iter().map(|it| {
        let Length { metres, x, y, degrees } = it;
        let turned = format!("translate({x:.1} {y:.1}) rotate({degrees:.1})");
        view! {
            <text class="sketch-length num" transform=turned text-anchor="middle" dy="3.5">
                {format::decimal(lang, *metres, 1)}
            </text>
        }
    });
    let label = map::SKETCH.fill(lang, [&lot.ring.len().to_string()]);
    view! {
        <svg
            class="sketch"
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            role="img"
            aria-label=label
            data-testid="map-sketch"
        >
            <polygon class="sketch-lot" points=points.join(" ") fill=lot.colour/>
            {dots.collect_view()}
            {words.collect_view()}
            <g class="sketch-north" transform=format!("translate({} 10)", WIDTH - 14.0)>
                <path d="M0 14V0M-3 3.5 0 0l3 3.5"/>
                <text y="25" text-anchor="middle">{map::NORTH.say(lang)}</text>
            </g>
        </svg>
    }
}

/// Fits a ring into the sketch. A ring with a corner that the grid cannot show is not drawn.
fn draw(ring: &[[f64; 2]], edges_m: &[f64]) -> Drawn {
    let grid: Option<Vec<(f64, f64)>> =
        ring.iter().map(|[lon, lat]| measure::in_grid(*lat, *lon)).collect();
    let Some(grid) = grid.filter(|grid| grid.len() > 2) else { return Drawn::default() };
    let span = |axis: fn(&(f64, f64)) -> f64| {
        let least = grid.iter().map(axis).fold(f64::INFINITY, f64::min);
        let most = grid.iter().map(axis).fold(f64::NEG_INFINITY, f64::max);
        (least, (most - least).max(0.1))
    };
    let (south, tall) = span(|(north, _)| *north);
    let (west, wide) = span(|(_, east)| *east);
    let scale = ((WIDTH - 2.0 * MARGIN) / wide).min((HEIGHT - 2.0 * MARGIN) / tall);
    let corners: Vec<[f64; 2]> = grid
        .iter()
        .map(|(north, east)| {
            [
                WIDTH / 2.0 + (east - west - wide / 2.0) * scale,
                HEIGHT / 2.0 - (north - south - tall / 2.0) * scale,
            ]
        })
        .collect();
    let next = corners.iter().cycle().skip(1);
    let edges = corners.iter().zip(next).zip(edges_m);
    let inward = inward(&corners);
    let lengths =
        edges.filter_map(|((from, to), metres)| length(*from, *to, *metres, inward)).collect();
    Drawn { corners, lengths }
}

/// One where the ring runs so that its inside lies to the right on the sketch, else minus one.
fn inward(corners: &[[f64; 2]]) -> f64 {
    let next = corners.iter().cycle().skip(1);
    let doubled: f64 =
        corners.iter().zip(next).map(|([x, y], [next_x, next_y])| x * next_y - next_x * y).sum();
    doubled.signum()
}

fn length(from: [f64; 2], to: [f64; 2], metres: f64, inward: f64) -> Option<Length> {
    const AWAY_PX: f64 = 8.0;
    let (right, down) = (to[0] - from[0], to[1] - from[1]);
    let drawn = right.hypot(down);
    if drawn < SHORTEST_PX {
        return None;
    }
    let angle = down.atan2(right).to_degrees();
    // Words stand upright: an edge is read from its left end.
    let degrees = if angle > 90.0 {
        angle - 180.0
    } else if angle <= -90.0 {
        angle + 180.0
    } else {
        angle
    };
    Some(Length {
        metres,
        x: f64::midpoint(from[0], to[0]) - down / drawn * AWAY_PX * inward,
        y: f64::midpoint(from[1], to[1]) + right / drawn * AWAY_PX * inward,
        degrees,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// About 20 m by 40 m, taller than wide, from its south-west corner on.
    const LOT: [[f64; 2]; 4] = [
        [107.596_00, 16.476_00],
        [107.596_19, 16.476_00],
        [107.596_19, 16.476_36],
        [107.596_00, 16.476_36],
    ];
    const EDGES: [f64; 4] = [20.3, 39.8, 20.3, 39.8];

    #[test]
    fn a_lot_is_drawn_north_up_and_fills_the_sketch() {
        let Drawn { corners, .. } = draw(&LOT, &EDGES);
        assert_eq!(corners.len(), 4);
        let height = corners[0][1] - corners[3][1];
        assert!((height - (HEIGHT - 2.0 * MARGIN)).abs() < 2.0, "south lies below: {corners:?}");
        assert!(corners[1][0] > corners[0][0], "east lies to the right: {corners:?}");
        let inside = |[x, y]: &[f64; 2]| (0.0..WIDTH).contains(x) && (0.0..HEIGHT).contains(y);
        assert!(corners.iter().all(inside), "{corners:?}");
    }

    #[test]
    fn lengths_stand_inside_the_outline_whichever_way_it_runs() {
        let backwards: Vec<_> = LOT.into_iter().rev().collect();
        for ring in [LOT.to_vec(), backwards] {
            let Drawn { corners, lengths } = draw(&ring, &EDGES);
            let xs = corners.iter().map(|[x, _]| *x);
            let (west, east) = (xs.clone().fold(f64::INFINITY, f64::min), xs.fold(0.0, f64::max));
            let long: Vec<_> = lengths.iter().filter(|it| it.degrees.abs() > 45.0).collect();
            assert_eq!(long.len(), 2, "{lengths:?}");
            assert!(long.iter().all(|it| it.x > west && it.x < east), "{lengths:?}");
        }
    }

    #[test]
    fn no_length_stands_upside_down() {
        let turned =
            [[107.596, 16.476], [107.5963, 16.4761], [107.5961, 16.4764], [107.5957, 16.4762]];
        let Drawn { lengths, .. } = draw(&turned, &EDGES);
        assert!(!lengths.is_empty());
        assert!(lengths.iter().all(|it| it.degrees > -90.0 && it.degrees <= 90.0), "{lengths:?}");
    }

    #[test]
    fn an_edge_without_room_has_no_length_and_a_ring_that_is_none_is_not_drawn() {
        let narrow =
            [[107.596, 16.476], [107.596_01, 16.476], [107.596_01, 16.477], [107.596, 16.477]];
        assert_eq!(draw(&narrow, &[1.0, 110.0, 1.0, 110.0]).lengths.len(), 2);
        assert_eq!(draw(&[[0.0, 200.0]; 4], &EDGES), Drawn::default());
    }
}
