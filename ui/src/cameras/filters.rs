//! Which alerts the list shows: the view, the filters, and whether as a grid or as lines.

use leptos::prelude::*;
use trucban_contract::ipc::AlertView;
use trucban_domain::{AlertKindCode, WardCode};
use trucban_text::{Text, cameras, format, names};

use super::Cameras;
use super::model::Form;
use crate::kit::icon::Icon;
use crate::language::Language;

/// The row of filters.
#[component]
pub fn Filters() -> impl IntoView {
    let lang = Language::here();
    let list = expect_context::<Cameras>().list;
    let source = list.source;
    let only = move || {
        source.query.with(|query| query.camera.as_ref().map(|(_, number)| number.clone())).map(
            |number| {
                view! {
                    <button
                        type="button"
                        class="filter-chip"
                        data-testid="filter-camera"
                        title=lang.say(cameras::OF_CAMERA_CLEAR)
                        on:click=move |_| source.clear_filter()
                    >
                        {lang.fill(cameras::OF_CAMERA, [&number])}
                        {Icon::Close.view()}
                    </button>
                }
            },
        )
    };
    view! {
        <div class="alerts-filters">
            <div class="segments" role="group" aria-label=move || lang.say(cameras::VIEWS)>
                <View view=AlertView::ToSee/>
                <View view=AlertView::Judged/>
            </div>
            <span class="alerts-gap"></span>
            {only}
            <KindFilter/>
            <WardFilter/>
            <div class="segments">
                <FormButton form=Form::Grid text=cameras::AS_GRID test="as-grid"/>
                <FormButton form=Form::Lines text=cameras::AS_LIST test="as-list"/>
            </div>
        </div>
    }
}

#[component]
fn View(view: AlertView) -> impl IntoView {
    let lang = Language::here();
    let list = expect_context::<Cameras>().list;
    let (text, test) = match view {
        AlertView::ToSee => (cameras::VIEW_TO_SEE, "view-to-see"),
        AlertView::Judged => (cameras::VIEW_JUDGED, "view-judged"),
    };
    let count = Memo::new(move |_| {
        list.held.with(|held| {
            held.as_ref().map_or(0, |held| match view {
                AlertView::ToSee => held.page.to_see,
                AlertView::Judged => held.page.judged,
            })
        })
    });
    let pressed = move || list.source.query.with(|query| query.view == view);
    view! {
        <button
            type="button"
            class="segment"
            data-testid=test
            data-count=move || count.get().to_string()
            aria-pressed=move || if pressed() { "true" } else { "false" }
            on:click=move |_| list.source.show(view)
        >
            {move || lang.say(text)}
            " "
            <span class="num">{move || format::count(lang.get(), count.get().into())}</span>
        </button>
    }
}

#[component]
fn FormButton(form: Form, text: Text<0>, test: &'static str) -> impl IntoView {
    let lang = Language::here();
    let source = expect_context::<Cameras>().list.source;
    let bars = match form {
        Form::Grid => "M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM11 11h6v6h-6z",
        Form::Lines => "M3 4h14v3H3zM3 9h14v3H3zM3 14h14v3H3z",
    };
    view! {
        <button
            type="button"
            class="segment form-button"
            data-testid=test
            title=move || lang.say(text)
            aria-label=move || lang.say(text)
            aria-pressed=move || if source.form.get() == form { "true" } else { "false" }
            on:click=move |_| source.form.set(form)
        >
            <svg viewBox="0 0 20 20" aria-hidden="true"><path d=bars></path></svg>
        </button>
    }
}

#[component]
fn KindFilter() -> impl IntoView {
    let lang = Language::here();
    let list = expect_context::<Cameras>().list;
    let kinds = Signal::derive(move || {
        let kinds = list.held.with(|held| held.as_ref().map(|held| held.page.kinds.clone()));
        let named = |(kind, rows): (AlertKindCode, u32)| Choice {
            name: names::alert_kind(lang.get(), &kind),
            value: kind.0,
            rows,
        };
        kinds.unwrap_or_default().into_iter().map(named).collect()
    });
    let chosen = Signal::derive(move || {
        list.source.query.with(|query| query.kind.clone().map_or_else(String::new, |kind| kind.0))
    });
    let choose = move |value: String| {
        list.source.query.update(|query| {
            query.kind = (!value.is_empty()).then_some(AlertKindCode(value));
            query.camera = None;
        });
    };
    view! {
        <Filter
            choices=kinds
            chosen
            label=cameras::KIND
            all=cameras::KIND_ALL
            on_choose=choose
            attr:data-testid="filter-kind"
        />
    }
}

#[component]
fn WardFilter() -> impl IntoView {
    let list = expect_context::<Cameras>().list;
    let wards = Signal::derive(move || {
        let wards = list.held.with(|held| held.as_ref().map(|held| held.page.wards.clone()));
        let named = |(ward, rows): (WardCode, u32)| Choice {
            name: names::ward_short(ward),
            value: ward.to_string(),
            rows,
        };
        wards.unwrap_or_default().into_iter().map(named).collect()
    });
    let chosen = Signal::derive(move || {
        list.source.query.with(|query| query.ward.map_or_else(String::new, |it| it.to_string()))
    });
    let choose = move |value: String| {
        list.source.query.update(|query| {
            query.ward = value.parse().ok().map(WardCode);
            query.camera = None;
        });
    };
    view! {
        <Filter
            choices=wards
            chosen
            label=cameras::WARD
            all=cameras::WARD_ALL
            on_choose=choose
            attr:data-testid="filter-ward"
        />
    }
}

/// Something that the list can be narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Choice {
    value: String,
    name: String,
    /// Alerts of the view that it leaves.
    rows: u32,
}

/// A filter of which one value, or none, is chosen.
#[component]
fn Filter(
    /// What can be chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value that is chosen; empty for none.
    #[prop(into)]
    chosen: Signal<String>,
    /// What it filters by.
    label: Text<0>,
    /// The name of no filter.
    all: Text<0>,
    /// Told the value; empty for none.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let lang = Language::here();
    let choices = Memo::new(move |_| choices.get());
    let options = move || {
        let option = |Choice { value, name, rows }: Choice| {
            let rows = format::count(lang.get(), rows.into());
            let selected = chosen.with(|chosen| *chosen == value);
            view! {
                <option value=value selected=selected>
                    {lang.fill(cameras::WITH_COUNT, [&name, &rows])}
                </option>
            }
        };
        choices.get().into_iter().map(option).collect_view()
    };
    view! {
        <select
            class="filter"
            aria-label=move || lang.say(label)
            on:change=move |event| on_choose.run(event_target_value(&event))
        >
            <option value="" selected=move || chosen.with(String::is_empty)>
                {move || lang.say(all)}
            </option>
            {options}
        </select>
    }
}
