//! The figures of a period, and the files that are made of them.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager as _};
use trucban_contract::ipc::{
    CommandError, ErrorCode, ExportFormat, ExportPeriod, ExportWhat, Exported, FiguresOf, Language,
    PeriodFigures, ReadFigures, ReadWardShapes, WardShape, WardShapes,
};
use trucban_domain::{Point, Shape, Timestamp};
use trucban_export::{About, ExportError, Format, Lang, NewFile, ReportList, What};
use trucban_export::{free_path, write_figures};
use trucban_geo::WardOutline;
use trucban_store::{FiguresAsk, StoreError};

use super::Shared;
use crate::console::Open;
use crate::failure::{from_store, logged};

/// What a step of the small drawing of the wards is on the ground, millimetres.
const STEP_MM: i64 = 150_000;
/// Where files go when the system knows no better place: beside the data.
const EXPORTS: &str = "exports";

/// Handles [`ReadFigures`].
#[tauri::command]
pub async fn read_figures(
    shared: Shared<'_>,
    args: ReadFigures,
) -> Result<PeriodFigures, CommandError> {
    shared.run::<ReadFigures>(move |open| read(open, args.of)).await
}

/// Handles [`ReadWardShapes`].
#[tauri::command]
pub async fn read_ward_shapes(
    shared: Shared<'_>,
    args: ReadWardShapes,
) -> Result<WardShapes, CommandError> {
    let ReadWardShapes {} = args;
    shared.run::<ReadWardShapes>(|open| Ok(shapes(open.ground()?.outlines.wards()))).await
}

/// Handles [`ExportPeriod`].
#[tauri::command]
pub async fn export_period(
    app: AppHandle,
    shared: Shared<'_>,
    args: ExportPeriod,
) -> Result<Exported, CommandError> {
    let usual = app.path().download_dir().or_else(|_none| app.path().document_dir()).ok();
    shared.run::<ExportPeriod>(move |open| export(open, args, usual)).await
}

fn ask(open: &Open, of: FiguresOf) -> FiguresAsk {
    FiguresAsk { period: of.period, ward: of.ward, today: open.now().local().date() }
}

fn as_of(open: &Open) -> Result<Option<Timestamp>, CommandError> {
    Ok(open.store.sync_facts().map_err(|error| from_store(&error))?.as_of)
}

fn read(open: &Open, of: FiguresOf) -> Result<PeriodFigures, CommandError> {
    open.enrolled()?;
    let figures = open.store.figures(&ask(open, of)).map_err(|error| from_store(&error))?;
    Ok(PeriodFigures { of, figures, as_of: as_of(open)? })
}

/// The wards on a grid so coarse that the whole city is some thousand points; lines that wards share
/// stay shared.
fn shapes(outlines: &[WardOutline]) -> WardShapes {
    let step =
        |point: Point| (point.east_mm.div_euclid(STEP_MM), point.north_mm.div_euclid(STEP_MM));
    let corners = outlines.iter().flat_map(|ward| [ward.bounds.min, ward.bounds.max].map(step));
    let (mut west, mut north, mut east, mut south) = (i64::MAX, i64::MIN, i64::MIN, i64::MAX);
    for (x, y) in corners {
        (west, east) = (west.min(x), east.max(x));
        (south, north) = (south.min(y), north.max(y));
    }
    let size = |from: i64, to: i64| u32::try_from(to.saturating_sub(from) + 1).unwrap_or(1);
    let drawn = |shape: &Shape| {
        let mut path = String::new();
        for ring in shape.rings() {
            let mut points: Vec<(i64, i64)> = ring.points.iter().copied().map(step).collect();
            points.dedup();
            let corner = |(x, y): &(i64, i64)| format!("{} {}", x - west, north - y);
            let corners: Vec<String> = points.iter().map(corner).collect();
            path.push('M');
            path.push_str(&corners.join("L"));
            path.push('Z');
        }
        path
    };
    let wards = outlines.iter().map(|it| WardShape { ward: it.code, path: drawn(&it.shape) });
    let wards = wards.collect();
    WardShapes { width: size(west, east), height: size(south, north), wards }
}

fn export(
    open: &Open,
    args: ExportPeriod,
    usual: Option<PathBuf>,
) -> Result<Exported, CommandError> {
    let (enrolment, _) = open.enrolled()?;
    let operator = enrolment.operator;
    let ExportPeriod { of, what, format } = args;
    let about = About {
        period: of.period,
        ward: of.ward,
        made_at: open.now(),
        as_of: as_of(open)?,
        unit: operator.grant.actor(operator.user, &operator.name).unit,
        by: operator.name,
        sample: open.store.holds_sample().map_err(|error| from_store(&error))?,
        lang: match open.preferences().language {
            Language::Vi => Lang::Vi,
            Language::En => Lang::En,
        },
    };
    let format = match format {
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Xlsx => Format::Xlsx,
    };
    let what = match what {
        ExportWhat::Figures => What::Figures,
        ExportWhat::Reports => What::Reports,
    };
    let folder = folder(open, usual)?;
    let written = write(open, of, what, format, about, &folder);
    let (path, lines) = written.map_err(|error| told(&error))?;
    Ok(Exported { path: path.display().to_string(), lines })
}

/// The folder in which the person looks for files, if it is there, or one beside the data.
fn folder(open: &Open, usual: Option<PathBuf>) -> Result<PathBuf, CommandError> {
    if let Some(folder) = usual.filter(|folder| folder.is_dir()) {
        return Ok(folder);
    }
    let folder = open.folder.join(EXPORTS);
    std::fs::create_dir_all(&folder).map_err(|error| told(&Failed::Export(error.into())))?;
    Ok(folder)
}

fn write(
    open: &Open,
    of: FiguresOf,
    what: What,
    format: Format,
    about: About,
    folder: &Path,
) -> Result<(PathBuf, u32), Failed> {
    let file = NewFile::begin(&free_path(folder, &about.file_name(what, format)))?;
    let ask = ask(open, of);
    match what {
        What::Figures => Ok(write_figures(&about, &open.store.figures(&ask)?, format, file)?),
        What::Reports => {
            let mut list = ReportList::begin(about, format, file)?;
            open.store.reports_of::<Failed>(&ask, |incident| Ok(list.push(&incident)?))?;
            Ok(list.finish()?)
        }
    }
}

/// Why nothing was written.
enum Failed {
    Store(StoreError),
    Export(ExportError),
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<ExportError> for Failed {
    fn from(error: ExportError) -> Self {
        Self::Export(error)
    }
}

fn told(failed: &Failed) -> CommandError {
    match failed {
        Failed::Store(error) => from_store(error),
        Failed::Export(error @ ExportError::Exists(_)) => {
            logged(ErrorCode::Precondition, "error.export_exists", error)
        }
        Failed::Export(error) => logged(ErrorCode::Internal, "error.export_unwritable", error),
    }
}
