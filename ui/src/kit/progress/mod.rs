//! A bar that shows how much of something is done.

use leptos::prelude::*;

/// The bar.
#[component]
pub fn ProgressBar(
    /// Per cent done, 0 to 100.
    #[prop(into)]
    percent: Signal<u64>,
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let whole = move || percent.get() >= 100;
    view! {
        <div
            class="progress"
            role="progressbar"
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || percent.get().to_string()
            aria-label=label
        >
            <div
                class="progress-done"
                class:whole=whole
                style:width=move || format!("{}%", percent.get().min(100))
            ></div>
        </div>
    }
}
