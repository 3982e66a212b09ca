//! The figures of a period, the shapes by which they are drawn, and the files made of them.

use serde::{Deserialize, Serialize};
use trucban_domain::figures::{Figures, Period};
use trucban_domain::{Timestamp, WardCode};

use super::Command;

/// What figures are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiguresOf {
    /// Reports that came in then.
    pub period: Period,
    /// In this ward only.
    pub ward: Option<WardCode>,
}

/// Reads the figures of a period. Works with no network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadFigures {
    /// Which.
    pub of: FiguresOf,
}

impl Command for ReadFigures {
    const NAME: &'static str = "read_figures";
    type Reply = PeriodFigures;
}

/// The figures of a period, of one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodFigures {
    /// What they are of.
    pub of: FiguresOf,
    /// The figures.
    pub figures: Figures,
    /// Until when central's changes are in; `None` before the first sync.
    pub as_of: Option<Timestamp>,
}

/// Reads the outlines of the wards, for a small drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadWardShapes {}

impl Command for ReadWardShapes {
    const NAME: &'static str = "read_ward_shapes";
    type Reply = WardShapes;
}

/// The outlines of the wards in a plane of their own, north up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WardShapes {
    /// Width of the plane.
    pub width: u32,
    /// Height of the plane.
    pub height: u32,
    /// The wards, by code.
    pub wards: Vec<WardShape>,
}

/// A ward as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WardShape {
    /// Which.
    pub ward: WardCode,
    /// Its outline, as the attribute `d` of an SVG path has it.
    pub path: String,
}

/// What is written into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportWhat {
    /// The counts and rates.
    Figures,
    /// The reports themselves, without their senders, with what names somebody hidden.
    Reports,
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// RFC 4180.
    Csv,
    /// Office Open XML.
    Xlsx,
}

/// Writes a file into the person's folder of downloads, under a name that is free there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportPeriod {
    /// What it is of.
    pub of: FiguresOf,
    /// What is written.
    pub what: ExportWhat,
    /// In which form.
    pub format: ExportFormat,
}

impl Command for ExportPeriod {
    const NAME: &'static str = "export_period";
    type Reply = Exported;
}

/// The file is there, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// Where.
    pub path: String,
    /// Lines of figures, or reports.
    pub lines: u32,
}
