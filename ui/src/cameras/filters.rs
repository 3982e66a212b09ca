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
    let kinds = Memo::new(move |_| {
        list.held.with(|held| held.as_ref().map_or_else(Vec::new, |held| held.page.kinds.clone()))
    });
    let chosen = move || {
        list.source.query.with(|query| query.kind.clone().map_or_else(String::new, |kind| kind.0))
    };
    let options = move || {
        let option = |(kind, rows): (AlertKindCode, u32)| {
            let name = names::alert_kind(lang.get(), &kind);
            let rows = format::count(lang.get(), rows.into());
            let selected = chosen() == kind.0;
            view! {
                <option value=kind.0 selected=selected>
                    {lang.fill(cameras::WITH_COUNT, [&name, &rows])}
                </option>
            }
        };
        kinds.get().into_iter().map(option).collect_view()
    };
    let choose = move |value: String| {
        list.source.query.update(|query| {
            query.kind = (!value.is_empty()).then_some(AlertKindCode(value));
            query.camera = None;
        });
    };
    view! {
        <select
            class="filter"
            data-testid="filter-kind"
            aria-label=move || lang.say(cameras::KIND)
            on:change=move |event| choose(event_target_value(&event))
        >
            <option value="" selected=move || chosen().is_empty()>
                {move || lang.say(cameras::KIND_ALL)}
            </option>
            {options}
        </select>
    }
}

#[component]
fn WardFilter() -> impl IntoView {
    let lang = Language::here();
    let list = expect_context::<Cameras>().list;
    let wards = Memo::new(move |_| {
        list.held.with(|held| held.as_ref().map_or_else(Vec::new, |held| held.page.wards.clone()))
    });
    let chosen = move || list.source.query.with(|query| query.ward);
    let options = move || {
        let option = |(ward, rows): (WardCode, u32)| {
            let rows = format::count(lang.get(), rows.into());
            let selected = chosen() == Some(ward);
            view! {
                <option value=ward.to_string() selected=selected>
                    {lang.fill(cameras::WITH_COUNT, [&names::ward_short(ward), &rows])}
                </option>
            }
        };
        wards.get().into_iter().map(option).collect_view()
    };
    let choose = move |value: String| {
        list.source.query.update(|query| {
            query.ward = value.parse().ok().map(WardCode);
            query.camera = None;
        });
    };
    view! {
        <select
            class="filter"
            data-testid="filter-ward"
            aria-label=move || lang.say(cameras::WARD)
            on:change=move |event| choose(event_target_value(&event))
        >
            <option value="" selected=move || chosen().is_none()>
                {move || lang.say(cameras::WARD_ALL)}
            </option>
            {options}
        </select>
    }
}
