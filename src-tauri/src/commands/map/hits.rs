//! What a typed text names, as the window asks for it: facts, which the window words.

use trucban_contract::ipc::{CoordinateFinding, Found, Hit, HitFacts, HitTarget};
use trucban_domain::{Camera, Point, Position};
use trucban_geo::{Area, Finding, Grid, WardIndex};
use trucban_store::{Place, Places};

use super::grid_point;

/// Degrees, latitude first.
type At = Option<(f64, f64)>;

/// Everything that was found.
pub fn found(places: Places, wards: &WardIndex) -> Found {
    let Places { found, finding } = places;
    Found {
        hits: found.into_iter().map(|place| hit(place, wards)).collect(),
        finding: finding.and_then(coordinate_finding),
    }
}

fn hit(place: Place, wards: &WardIndex) -> Hit {
    match place {
        Place::Incident(report) => Hit {
            target: HitTarget::Incident(report.id),
            at: report.position.map(on_map),
            facts: HitFacts::Incident {
                number: report.number.or(report.provisional).unwrap_or_default(),
                title: report.title,
                address: report.address,
                ward: report.ward,
                state: report.state,
            },
        },
        Place::Lot(lot) => {
            let inside = Area::new(lot.shape).ok().map(|area| area.point_inside());
            Hit {
                target: HitTarget::Lot(lot.id),
                at: inside.and_then(degrees),
                facts: HitFacts::Lot {
                    sheet: lot.sheet,
                    number: lot.number,
                    ward: lot.ward,
                    formerly: lot.formerly,
                    address: lot.address,
                },
            }
        }
        Place::Point(point) => {
            let at = degrees(point);
            Hit {
                target: HitTarget::Point,
                at,
                facts: HitFacts::Point {
                    place: grid_point(point),
                    ward: at.and_then(|(lat, lon)| wards.ward_at(lat, lon)),
                },
            }
        }
        Place::Street(street) => Hit {
            target: HitTarget::Street(street.id),
            at: street.line.points.get(street.line.points.len() / 2).copied().and_then(degrees),
            facts: HitFacts::Street { name: street.name, wards: street.wards },
        },
        Place::Ward(named) => Hit {
            target: HitTarget::Ward(named.ward.code),
            at: Some((named.ward.lat, named.ward.lon)),
            facts: HitFacts::Ward {
                code: named.ward.code,
                formerly: named.formerly.map(ToOwned::to_owned),
            },
        },
        Place::Camera(camera) => camera_hit(*camera),
        Place::Alert(alert, camera) => Hit {
            target: HitTarget::Alert(alert.id),
            at: camera.map(|camera| on_map(camera.position)),
            facts: HitFacts::Alert {
                number: alert.number,
                kind: alert.kind,
                plate: alert.plate.map(|plate| plate.text),
                at: alert.at,
                ward: alert.ward,
                judged: alert.verdict.is_some(),
            },
        },
    }
}

fn camera_hit(camera: Camera) -> Hit {
    Hit {
        target: HitTarget::Camera(camera.id),
        at: Some(on_map(camera.position)),
        facts: HitFacts::Camera {
            number: camera.number,
            name: camera.name,
            ward: camera.ward,
            silent_since: camera.silent_since,
        },
    }
}

const fn on_map(position: Position) -> (f64, f64) {
    (position.lat, position.lon)
}

fn degrees(point: Point) -> At {
    Grid::Hue.degrees_at(point).map(|at| (at.lat, at.lon))
}

fn coordinate_finding(finding: Finding) -> Option<CoordinateFinding> {
    Some(match finding {
        Finding::Swapped { proposal } => {
            CoordinateFinding::Swapped { proposal: grid_point(proposal.point) }
        }
        Finding::OtherGrid { grid, swapped, proposal } => CoordinateFinding::OtherZone {
            meridian_minutes: meridian_minutes(grid),
            swapped,
            proposal: grid_point(proposal),
        },
        Finding::OutsideCity => CoordinateFinding::OutsideCity,
        Finding::NotCoordinates => return None,
    })
}

/// The central meridian of a grid in minutes of arc.
const fn meridian_minutes(grid: Grid) -> u32 {
    match grid {
        Grid::Hue => 107 * 60,
        Grid::DaNang => 107 * 60 + 45,
        Grid::QuangTri => 106 * 60 + 15,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meridian_in_minutes_is_the_one_of_the_grid() {
        for grid in Grid::ALL {
            let degrees = f64::from(meridian_minutes(grid)) / 60.0;
            assert!((degrees - grid.central_meridian()).abs() < 1e-9, "{grid:?}");
        }
    }

    #[test]
    fn every_finding_about_coordinates_reaches_the_window() {
        let point = Point::new(562_010_200, 1_821_805_400);
        let other = Finding::OtherGrid { grid: Grid::DaNang, swapped: true, proposal: point };
        assert_eq!(
            coordinate_finding(other),
            Some(CoordinateFinding::OtherZone {
                meridian_minutes: 6_465,
                swapped: true,
                proposal: grid_point(point),
            })
        );
        assert_eq!(coordinate_finding(Finding::OutsideCity), Some(CoordinateFinding::OutsideCity));
        assert_eq!(coordinate_finding(Finding::NotCoordinates), None);
    }
}
