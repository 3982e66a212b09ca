//! What the screen of figures holds as long as the window lives: the period, what was read of it, and
//! how the operator likes to see it.
//!
//! Nothing is read before the screen is shown. Figures that are there stay while others are read.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{
    CommandError, ExportFormat, ExportPeriod, ExportWhat, Exported, FiguresOf, PeriodFigures,
    ReadFigures, ReadWardShapes, Topic, WardShapes,
};
use trucban_domain::WardCode;
use trucban_domain::figures::{Period, PeriodKind};

use super::line::{By, Column, Row, rows};
use crate::clock::Clock;
use crate::ipc::Shell;
use crate::language::Language;
use crate::place::{Place, Screen};
use crate::turns::Turns;

/// What is being done with a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Export {
    /// Nothing.
    Idle,
    /// It is written.
    Writing,
    /// It is there.
    Written(Exported),
    /// It is not.
    Failed(CommandError),
}

/// The figures.
#[derive(Debug, Clone, Copy)]
pub struct CityFigures {
    /// Of which period and ward.
    pub of: RwSignal<FiguresOf>,
    /// Whether the days of a period are being typed.
    pub typing: RwSignal<bool>,
    /// What was read last.
    pub held: RwSignal<Option<Arc<PeriodFigures>>>,
    /// Why nothing newer was read.
    pub failure: RwSignal<Option<CommandError>>,
    /// By what the table tells reports apart.
    pub by: RwSignal<By>,
    /// The column by which it is sorted.
    pub sorted: RwSignal<Column>,
    /// The code of the line that is chosen.
    pub chosen: RwSignal<Option<String>>,
    /// By which column the wards are coloured.
    pub coloured: RwSignal<Column>,
    /// The outlines of the wards, once they were read.
    pub shapes: RwSignal<Option<Arc<WardShapes>>>,
    /// The newest file.
    pub export: RwSignal<Export>,
    turns: StoredValue<Turns>,
    shell: Shell,
}

impl CityFigures {
    /// Reads what the screen needs while it is shown.
    pub fn follow(shell: Shell, place: Place, clock: Clock) -> Self {
        let today = clock.now().local().date();
        let period = Period::holding(PeriodKind::Month, today);
        let figures = Self {
            of: RwSignal::new(FiguresOf { period, ward: None }),
            typing: RwSignal::new(false),
            held: RwSignal::new(None),
            failure: RwSignal::new(None),
            by: RwSignal::new(By::Ward),
            sorted: RwSignal::new(Column::Received),
            chosen: RwSignal::new(None),
            coloured: RwSignal::new(Column::OnTimeRate),
            shapes: RwSignal::new(None),
            export: RwSignal::new(Export::Idle),
            turns: StoredValue::new(Turns::default()),
            shell,
        };
        let here = Memo::new(move |_| place.screen.get() == Screen::Figures);
        let day = Memo::new(move |_| clock.minute().local().date());
        Effect::new(move |_| {
            shell.version(Topic::Incidents);
            // What is late changes with the day.
            day.track();
            figures.of.track();
            if here.get() {
                figures.ask();
            }
        });
        Effect::new(move |_| {
            if here.get() && figures.shapes.with_untracked(Option::is_none) {
                spawn_local(async move {
                    // Without outlines the table tells the same.
                    if let Ok(shapes) = shell.call(ReadWardShapes {}).await {
                        figures.shapes.set(Some(Arc::new(shapes)));
                    }
                });
            }
        });
        figures
    }

    /// The figures of this window.
    pub fn here() -> Self {
        expect_context()
    }

    fn ask(self) {
        if self.turns.try_update_value(Turns::ask).unwrap_or(false) {
            self.read();
        }
    }

    fn read(self) {
        let of = self.of.get_untracked();
        spawn_local(async move {
            match self.shell.call(ReadFigures { of }).await {
                Ok(read) => {
                    self.failure.set(None);
                    self.held.set(Some(Arc::new(read)));
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
            if self.turns.try_update_value(Turns::end).unwrap_or(false) {
                self.read();
            }
        });
    }

    /// Shows another period.
    pub fn show(self, period: Period) {
        self.export.set(Export::Idle);
        self.of.update(|of| of.period = period);
    }

    /// Shows one ward, or all.
    pub fn narrow(self, ward: Option<WardCode>) {
        self.export.set(Export::Idle);
        self.of.update(|of| of.ward = ward);
    }

    /// Shows the period of this kind in which the one that is shown ends, or today where that is in it.
    pub fn show_kind(self, kind: PeriodKind, clock: Clock) {
        self.typing.set(kind == PeriodKind::Free);
        let period = self.of.get_untracked().period;
        if kind == PeriodKind::Free {
            return;
        }
        let today = clock.now().local().date();
        let date = if period.holds(today) { today } else { period.last() };
        self.show(Period::holding(kind, date));
    }

    /// The lines of the table, sorted.
    pub fn rows(self, lang: Language) -> Vec<Row> {
        let (by, sorted, lang) = (self.by.get(), self.sorted.get(), lang.get());
        self.held.with(|held| {
            held.as_ref().map_or_else(Vec::new, |held| rows(&held.figures, by, sorted, lang))
        })
    }

    /// Chooses the line that lies so many further.
    pub fn step(self, lang: Language, by: isize) {
        let rows = untrack(|| self.rows(lang));
        let now = self.chosen.with_untracked(|chosen| {
            rows.iter().position(|row| Some(&row.code) == chosen.as_ref())
        });
        let next = match now {
            Some(at) => at.saturating_add_signed(by).min(rows.len().saturating_sub(1)),
            None => 0,
        };
        self.chosen.set(rows.get(next).map(|row| row.code.clone()));
    }

    /// Writes a file of what is shown.
    pub fn write(self, what: ExportWhat, format: ExportFormat) {
        if self.export.with_untracked(|export| *export == Export::Writing) {
            return;
        }
        self.export.set(Export::Writing);
        let of = self.of.get_untracked();
        spawn_local(async move {
            let written = self.shell.call(ExportPeriod { of, what, format }).await;
            self.export.set(match written {
                Ok(exported) => Export::Written(exported),
                Err(failure) => Export::Failed(failure),
            });
        });
    }
}
