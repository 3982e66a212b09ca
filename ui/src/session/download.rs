//! The first download: how far all of it is, and each group of data in the order in which it is
//! needed. Offline it says that it waits.

use leptos::prelude::*;
use trucban_contract::ipc::{FirstSync, GroupProgress};
use trucban_domain::DataGroup;
use trucban_text::{Text, download, format};

use crate::first_sync::{self, Stage, is_offline};
use crate::kit::chip::{Chip, Tone};
use crate::kit::icon::Icon;
use crate::kit::progress::ProgressBar;
use crate::language::Language;
use crate::session::unreached::Unreached;
use crate::standing::Standing;

/// The card.
#[component]
pub fn Download() -> impl IntoView {
    let (lang, standing) = (Language::here(), Standing::here());
    let progress = standing.part(|status| status.first_sync.clone());
    let connection = standing.connection();
    let offline = Memo::new(move |_| connection.with(is_offline));
    let known = move || progress.get().flatten();
    let told = move |of: fn(&FirstSync) -> u64| known().as_ref().map_or(0, of);
    let done = Signal::derive(move || told(first_sync::percent));
    let bytes = move || known().and_then(|it| first_sync::bytes(lang.get(), &it));
    let left = move || {
        if offline.get() {
            return Some(lang.say(download::WAITS).to_owned());
        }
        match known() {
            Some(it) => it.left_ms.map(|ms| first_sync::left(lang.get(), ms)),
            None => Some(lang.say(download::ASKING).to_owned()),
        }
    };
    let rows = move || {
        let it = known()?;
        let (done, rows) = (first_sync::done(lang.get(), &it), first_sync::rows(lang.get(), &it));
        Some(format!("{done} · {rows}"))
    };
    let groups = Memo::new(move |_| {
        known().map_or_else(Vec::new, |it| it.groups.iter().map(|it| it.group).collect())
    });
    let group = move |group: DataGroup| {
        Memo::new(move |_| known()?.groups.into_iter().find(|it| it.group == group))
    };
    view! {
        <Show when=move || offline.get()>
            <Unreached connection/>
        </Show>
        <section class="card download" aria-labelledby="download-title" data-testid="download">
            <header>
                <h2 id="download-title">{move || lang.say(download::TITLE)}</h2>
                <strong class="num" data-testid="download-bytes">{bytes}</strong>
                <span class="meta num" data-testid="download-left">{left}</span>
            </header>
            <ProgressBar percent=done label=lang.text(download::TITLE)/>
            <p class="meta num" data-testid="download-rows">{rows}</p>
            <Show when=move || !groups.read().is_empty()>
                <table class="download-groups">
                    <thead>
                        <tr>
                            <Column text=download::COLUMN_GROUP/>
                            <Column text=download::COLUMN_ROWS number=true/>
                            <Column text=download::COLUMN_BYTES number=true/>
                            <Column text=download::COLUMN_DONE/>
                            <Column text=download::COLUMN_STATE/>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || groups.get() key=|group| *group let:name>
                            <Group name it=group(name) offline/>
                        </For>
                    </tbody>
                </table>
            </Show>
        </section>
        <p class="meta download-resumes">{move || lang.say(download::RESUMES)}</p>
    }
}

#[component]
fn Column(text: Text<0>, #[prop(optional)] number: bool) -> impl IntoView {
    let lang = Language::here();
    view! { <th scope="col" class:number=number>{move || lang.say(text)}</th> }
}

#[component]
fn Group(name: DataGroup, it: Memo<Option<GroupProgress>>, offline: Memo<bool>) -> impl IntoView {
    let lang = Language::here();
    let rows = move || {
        it.get().map(|it| {
            let (rows, total) = (format::count(lang.get(), it.rows), it.rows_total);
            if it.whole {
                return rows;
            }
            lang.fill(download::PART_OF, [&rows, &format::count(lang.get(), total)])
        })
    };
    let bytes = move || {
        let it = it.get()?;
        Some(match first_sync::bytes_of(lang.get(), &it) {
            Some(bytes) => view! { <span>{bytes}</span> }.into_any(),
            None if it.whole => ().into_any(),
            None => view! { <span class="meta">{lang.say(download::NOT_KNOWN)}</span> }.into_any(),
        })
    };
    let percent = Signal::derive(move || it.get().as_ref().map_or(0, first_sync::percent_of));
    let stage = Memo::new(move |_| it.get().map(|it| first_sync::stage(&it, offline.get())));
    let chip = move || {
        stage.get().map(|stage| {
            let (tone, icon, words) = look(stage);
            view! { <Chip tone icon words=lang.say(words)/> }
        })
    };
    let test = format!("group-{}", test_name(name));
    let state = move || stage.get().map(|stage| if stage == Stage::Done { "done" } else { "open" });
    view! {
        <tr data-testid=test data-state=state>
            <th scope="row">
                <strong>{move || lang.say(first_sync::name(name))}</strong>
                <span class="meta">{move || lang.say(note(name))}</span>
            </th>
            <td class="number num">{rows}</td>
            <td class="number num">{bytes}</td>
            <td><ProgressBar percent label=lang.text(first_sync::name(name))/></td>
            <td>{chip}</td>
        </tr>
    }
}

const fn look(stage: Stage) -> (Tone, Icon, Text<0>) {
    match stage {
        Stage::Done => (Tone::Ok, Icon::CheckCircle, download::STATE_DONE),
        Stage::Runs => (Tone::Info, Icon::Refresh, download::STATE_RUNS),
        Stage::Later => (Tone::Neutral, Icon::Clock, download::STATE_LATER),
        Stage::Last => (Tone::Neutral, Icon::Clock, download::STATE_LAST),
        Stage::Waits => (Tone::Warn, Icon::WifiOff, download::STATE_WAITS),
    }
}

const fn note(group: DataGroup) -> Text<0> {
    match group {
        DataGroup::OpenReports => download::OPEN_REPORTS_NOTE,
        DataGroup::OpenAlerts => download::OPEN_ALERTS_NOTE,
        DataGroup::Cameras => download::CAMERAS_NOTE,
        DataGroup::OpenSenders | DataGroup::ClosedSenders => download::SENDERS_NOTE,
        DataGroup::Land => download::LAND_NOTE,
        DataGroup::ClosedReports | DataGroup::ClosedAlerts => download::CLOSED_NOTE,
    }
}

const fn test_name(group: DataGroup) -> &'static str {
    match group {
        DataGroup::OpenReports => "open-reports",
        DataGroup::OpenAlerts => "open-alerts",
        DataGroup::Cameras => "cameras",
        DataGroup::OpenSenders => "open-senders",
        DataGroup::Land => "land",
        DataGroup::ClosedReports => "closed-reports",
        DataGroup::ClosedAlerts => "closed-alerts",
        DataGroup::ClosedSenders => "closed-senders",
    }
}
