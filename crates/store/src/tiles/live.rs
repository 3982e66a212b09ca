//! Tiles of what changes by the minute: open reports and cameras, cut anew each time.
//!
//! Where a tile is too large for every point, those of a square of it are one cluster that says how many
//! they are; what is alone in its square is drawn as itself, and so is every immediate report. Every
//! report and camera is on exactly one tile of such a zoom, so the counts over tiles add up.

use trucban_domain::land::{LOTS_FROM_ZOOM, MAP_FROM_ZOOM};
use trucban_domain::{Camera, Incident, Point, Timestamp, WorkCalendar, encoding};
use trucban_geo::{Cell, Grid, Tile, TileCoord, Value};

use super::feature;
use crate::cache::cluster::{self, Cluster, Kind};
use crate::cache::place::{self, Placed, Rows};
use crate::error::StoreError;
use crate::store::Store;

/// What a tile is cut from.
struct LiveRows {
    reports: Rows,
    cameras: Rows,
    clusters: Vec<(Kind, Cluster)>,
}

impl Store {
    /// A tile of what changes by the minute: layers `report` (those that are not closed), `camera`, and
    /// below the zoom of the lots `report_cluster` and `camera_cluster`. `now` is the time at central, by
    /// which reports are late.
    pub fn live_tile(&self, coord: TileCoord, now: Timestamp) -> Result<Vec<u8>, StoreError> {
        let Some(bounds) = coord.bounds().filter(|_| coord.z() >= MAP_FROM_ZOOM) else {
            return Ok(Vec::new());
        };
        let far = coord.z() < LOTS_FROM_ZOOM;
        let LiveRows { reports, cameras, clusters } = self.cache_file().read(|cache| {
            if !far {
                return Ok(LiveRows {
                    reports: place::meeting(cache, Placed::OpenReport, bounds)?,
                    cameras: place::meeting(cache, Placed::Camera, bounds)?,
                    clusters: Vec::new(),
                });
            }
            let mut rows = LiveRows {
                reports: place::immediate(cache, bounds)?,
                cameras: Vec::new(),
                clusters: Vec::new(),
            };
            for (kind, table) in
                [(Kind::Report, Placed::OpenReport), (Kind::Camera, Placed::Camera)]
            {
                for cluster in cluster::of_tile(cache, kind, coord, now)? {
                    let Some(n) = cluster.only else {
                        rows.clusters.push((kind, cluster));
                        continue;
                    };
                    let data = place::row(cache, table, n)?;
                    let alone = match kind {
                        Kind::Report => &mut rows.reports,
                        Kind::Camera => &mut rows.cameras,
                    };
                    alone.extend(data.map(|data| (n, data)));
                }
            }
            Ok(rows)
        })?;
        let mut tile = Live { tile: Tile::new(coord), coord, far };
        for (n, data) in reports {
            tile.report(n, &encoding::decode(&data)?, now);
        }
        for (n, data) in cameras {
            tile.camera(n, &encoding::decode(&data)?);
        }
        for (kind, cluster) in clusters {
            tile.cluster(kind, cluster);
        }
        Ok(tile.tile.into_bytes())
    }
}

/// A tile under way.
struct Live {
    tile: Tile,
    coord: TileCoord,
    /// Whether each point is drawn on its own tile alone.
    far: bool,
}

impl Live {
    fn report(&mut self, n: i64, report: &Incident, now: Timestamp) {
        let Some(place) = report.position.and_then(place::around) else { return };
        let id = report.id.to_string();
        let number = report.number.as_deref().or(report.provisional.as_deref()).unwrap_or_default();
        let deadline = WorkCalendar::shipped().deadline(
            report.urgent,
            report.received_at,
            report.running_deadline(),
            now,
        );
        let said = [
            ("id", Value::Text(&id)),
            ("number", Value::Text(number)),
            ("title", Value::Text(&report.title)),
            ("look", Value::Text(deadline.on_map())),
        ];
        self.point("report", n, place.min, &said);
    }

    fn camera(&mut self, n: i64, camera: &Camera) {
        let Some(place) = place::around(camera.position) else { return };
        let id = camera.id.to_string();
        let mut said = vec![
            ("id", Value::Text(&id)),
            ("number", Value::Text(&camera.number)),
            ("name", Value::Text(&camera.name)),
            ("silent", Value::Bool(camera.silent_since.is_some())),
        ];
        said.extend(camera.bearing_deg.map(|bearing| ("bearing", Value::Int(bearing.into()))));
        self.point("camera", n, place.min, &said);
    }

    fn point(&mut self, layer: &str, n: i64, at: Point, said: &[(&str, Value<'_>)]) {
        let mut layer = self.tile.layer(layer);
        if !self.far {
            layer.point(feature(n), at, said);
            return;
        }
        let cell = Cell::showing(at, self.coord.z()).filter(|cell| cell.tile() == self.coord);
        if let Some(cell) = cell {
            layer.point_of(feature(n), cell, at, said);
        }
    }

    fn cluster(&mut self, kind: Kind, cluster: Cluster) {
        let Cluster { cell, rows, marked, only: _, middle } = cluster;
        let (layer, mark) = match kind {
            Kind::Report => ("report_cluster", "overdue"),
            Kind::Camera => ("camera_cluster", "silent"),
        };
        let mut said = vec![("count", Value::Int(rows.into())), (mark, Value::Int(marked.into()))];
        // It is drawn beside its middle, so that clusters stand apart: whoever goes there goes by this.
        if let Some(at) = Grid::Hue.degrees_at(middle) {
            said.extend([("lat", Value::Float(at.lat)), ("lon", Value::Float(at.lon))]);
        }
        self.tile.layer(layer).cluster(cell.number(), cell, middle, &said);
    }
}
