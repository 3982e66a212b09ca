//! Files of what is shown: buttons, and what became of the newest.

use leptos::prelude::*;
use trucban_contract::ipc::{ExportFormat, ExportWhat};
use trucban_text::{Text, figures, format};

use super::CityFigures;
use super::model::Export;
use crate::failure;
use crate::kit::icon::Icon;
use crate::language::Language;

/// The buttons and what they did.
#[component]
pub fn ExportFiles() -> impl IntoView {
    let lang = Language::here();
    let shown = CityFigures::here();
    let says = move || match shown.export.get() {
        Export::Idle => String::new(),
        Export::Writing => lang.say(figures::EXPORTING).to_owned(),
        Export::Written(file) => {
            let lines = format::count(lang.get(), file.lines.into());
            lang.fill(figures::EXPORTED, [&lines, &file.path])
        }
        Export::Failed(failure) => failure::words(lang.get(), &failure),
    };
    let path = move || {
        shown.export.with(|export| match export {
            Export::Written(file) => Some(file.path.clone()),
            _ => None,
        })
    };
    let failed = move || shown.export.with(|export| matches!(export, Export::Failed(_)));
    view! {
        <div class="figures-export">
            <p
                class="meta figures-exported"
                class:wrong=failed
                role="status"
                data-testid="exported"
                data-path=path
                title=says
            >
                {says}
            </p>
            <Group text=figures::EXPORT_FIGURES what=ExportWhat::Figures test="figures"/>
            <Group text=figures::EXPORT_REPORTS what=ExportWhat::Reports test="reports"/>
        </div>
    }
}

#[component]
fn Group(text: Text<0>, what: ExportWhat, test: &'static str) -> impl IntoView {
    let lang = Language::here();
    let shown = CityFigures::here();
    let button = move |name: Text<0>, format: ExportFormat, word: &'static str| {
        view! {
            <button
                type="button"
                class="segment"
                data-testid=format!("export-{test}-{word}")
                aria-label=move || {
                    format!(
                        "{}: {}, {}",
                        lang.say(figures::EXPORT),
                        lang.say(text),
                        lang.say(name),
                    )
                }
                on:click=move |_| shown.write(what, format)
            >
                {move || lang.say(name)}
            </button>
        }
    };
    let hint = move || lang.say(figures::EXPORT_HIDES);
    view! {
        <div
            class="figures-files"
            role="group"
            aria-label=move || lang.say(text)
            title=move || (what == ExportWhat::Reports).then(hint)
        >
            {Icon::Document.view()}
            <span>{move || lang.say(text)}</span>
            <span class="segments">
                {button(figures::EXPORT_CSV, ExportFormat::Csv, "csv")}
                {button(figures::EXPORT_XLSX, ExportFormat::Xlsx, "xlsx")}
            </span>
        </div>
    }
}
