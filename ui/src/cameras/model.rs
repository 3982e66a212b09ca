//! The alerts as a list: what is asked for, what an answer tells of the whole view, and where the cards
//! lie.

use leptos::prelude::*;
use trucban_contract::ipc::{
    AlertPage, AlertRow, AlertView, CommandError, ListAlerts, SilentCamera, Topic,
};
use trucban_domain::{AlertId, AlertKindCode, CameraId, Timestamp, WardCode};

use crate::ipc::Shell;
use crate::kit::windowed::{Heights, Keyed, Layout, Section};
use crate::listing::{Listing, Source};
use crate::place::{Place, Screen};

/// An urgent card takes a line of its own.
const URGENT: Heights = Heights { head: 0, row: 112 };
/// A card of the grid, with the gap below it.
const CARD: Heights = Heights { head: 0, row: 184 };
/// A line of the list.
const LINE: Heights = Heights { head: 0, row: 68 };
/// A card is never narrower than this, in pixels.
const CARD_MIN_WIDTH: u32 = 210;

/// The list of alerts.
pub type List = Listing<Alerts>;

/// How the alerts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// Cards side by side.
    #[default]
    Grid,
    /// One line each.
    Lines,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Which view.
    pub view: AlertView,
    /// Only of this kind.
    pub kind: Option<AlertKindCode>,
    /// Only in this ward.
    pub ward: Option<WardCode>,
    /// Only of this camera, by key and number.
    pub camera: Option<(CameraId, String)>,
}

impl Query {
    /// Whether less than the whole view is asked for.
    pub const fn is_filtered(&self) -> bool {
        self.kind.is_some() || self.ward.is_some() || self.camera.is_some()
    }
}

/// What an answer tells of the whole view.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Rows that come first and are urgent.
    pub urgent: u32,
    /// All rows under the filter.
    pub total: u32,
    /// Alerts without a verdict.
    pub to_see: u32,
    /// Alerts with one.
    pub judged: u32,
    /// Kinds of the view.
    pub kinds: Vec<(AlertKindCode, u32)>,
    /// Wards of the view.
    pub wards: Vec<(WardCode, u32)>,
    /// Cameras that send nothing, the longest silent first.
    pub silent: Vec<SilentCamera>,
    /// Until when central's changes are in.
    pub as_of: Option<Timestamp>,
}

/// Where the list comes from.
#[derive(Debug, Clone, Copy)]
pub struct Alerts {
    /// What is asked for.
    pub query: RwSignal<Query>,
    /// How it is shown.
    pub form: RwSignal<Form>,
    place: Place,
}

impl Alerts {
    /// Those without a verdict, as a grid.
    pub fn new(place: Place) -> Self {
        Self { query: RwSignal::new(Query::default()), form: RwSignal::new(Form::default()), place }
    }

    /// Shows another view; the filter stays.
    pub fn show(self, view: AlertView) {
        self.query.update(|query| query.view = view);
    }

    /// Shows the whole view.
    pub fn clear_filter(self) {
        self.query.update(|query| *query = Query { view: query.view, ..Query::default() });
    }

    /// Shows the alerts of one camera.
    pub fn only_camera(self, camera: CameraId, number: String) {
        self.query.update(|query| {
            let camera = Some((camera, number));
            *query = Query { view: query.view, camera, ..Query::default() };
        });
    }
}

impl Keyed for AlertRow {
    type Key = AlertId;

    fn key(&self) -> AlertId {
        self.id
    }
}

impl Source for Alerts {
    const TOPICS: &'static [Topic] = &[Topic::Alerts, Topic::Pictures];
    type Query = Query;
    type Row = AlertRow;
    type Page = Page;

    fn query(self) -> Query {
        self.query.get()
    }

    fn is_needed(self) -> bool {
        self.place.screen.get() == Screen::Cameras
    }

    async fn read(
        self,
        shell: Shell,
        query: Query,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<AlertRow>, Page), CommandError> {
        let Query { view, kind, ward, camera } = query;
        let camera = camera.map(|(id, _)| id);
        let asked = ListAlerts { view, kind, ward, camera, offset, limit };
        let AlertPage {
            urgent,
            total,
            to_see,
            judged,
            rows,
            kinds,
            wards,
            silent,
            cameras: _,
            as_of,
            now: _,
        } = shell.call(asked).await?;
        Ok((rows, Page { urgent, total, to_see, judged, kinds, wards, silent, as_of }))
    }

    fn layout(self, page: &Page, width: u32) -> Layout {
        layout(page, self.form.get(), width)
    }

    fn open(self) -> RwSignal<Option<AlertId>> {
        self.place.alert
    }
}

fn layout(page: &Page, form: Form, width: u32) -> Layout {
    let rest = page.total.saturating_sub(page.urgent);
    let (columns, heights) = match form {
        Form::Grid => ((width / CARD_MIN_WIDTH).clamp(2, 6), CARD),
        Form::Lines => (1, LINE),
    };
    let urgent = Section { rows: page.urgent, columns: 1, heights: URGENT };
    Layout::of([urgent, Section { rows: rest, columns, heights }])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(urgent: u32, total: u32) -> Page {
        Page {
            urgent,
            total,
            to_see: total,
            judged: 0,
            kinds: Vec::new(),
            wards: Vec::new(),
            silent: Vec::new(),
            as_of: None,
        }
    }

    #[test]
    fn urgent_alerts_stand_on_top_and_the_others_in_as_many_columns_as_fit() {
        for (width, columns) in [(0, 2), (564, 2), (700, 3), (1_024, 4)] {
            let laid = layout(&page(1, 10), Form::Grid, width);
            assert_eq!(laid.column_of_row(0), (0, 1));
            assert_eq!(laid.column_of_row(1), (0, columns), "{width}");
        }
        assert_eq!(layout(&page(0, 10), Form::Lines, 1_024).column_of_row(3), (0, 1));
    }

    #[test]
    fn few_cards_stand_in_the_page_however_many_there_are() {
        let laid = layout(&page(3, 51_000), Form::Grid, 700);
        for scroll in (0..laid.height()).step_by(313_131) {
            assert!(laid.in_sight(scroll, 640, 6).rows.len() <= 3 * (640 / 184 + 2 + 2 * 6 + 1));
        }
    }
}
