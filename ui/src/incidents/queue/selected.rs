//! The bar of the reports that are selected for an act on many.

use std::collections::BTreeMap;

use leptos::prelude::*;
use trucban_text::{format, workflow};

use super::Incidents;
use crate::kit::button::{Button, Weight};
use crate::language::Language;

/// The reports that are selected for an act on many, and what can be done with them.
#[component]
pub fn Selected() -> impl IntoView {
    let lang = Language::here();
    let incidents: Incidents = expect_context();
    let selected = incidents.selected;
    let count = Memo::new(move |_| selected.with(BTreeMap::len));
    let to_accept = Memo::new(move |_| {
        selected.with(|it| it.values().filter(|row| row.accept_for.is_some()).count())
    });
    let number = move |count: usize| format::count(lang.get(), count as u64);
    let label =
        Signal::derive(move || lang.fill(workflow::SELECTED_ACCEPT, [&number(to_accept.get())]));
    view! {
        <Show when=move || count.get() != 0>
            <div class="queue-selected" role="status" data-testid="selected">
                <strong class="num">
                    {move || lang.fill(workflow::SELECTED, [&number(count.get())])}
                </strong>
                <Show when=move || to_accept.get() != 0>
                    <Button
                        label
                        weight=Weight::Primary
                        keycap="T"
                        on_press=move |()| incidents.accept_selected()
                        attr:data-testid="accept-selected"
                    />
                </Show>
                <Button
                    label=lang.text(workflow::SELECTED_CLEAR)
                    keycap="Esc"
                    on_press=move |()| selected.set(BTreeMap::new())
                />
            </div>
        </Show>
    }
}
