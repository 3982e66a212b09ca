//! The card that stands as soon as the open work is in: how much there is to do, and the way in.

use leptos::prelude::*;
use leptos::task::spawn_local;
use trucban_contract::ipc::{ListQueue, QueuePage, Topic};
use trucban_domain::QueueGroup;
use trucban_text::{download, format, names};

use crate::ipc::Shell;
use crate::keys::{Key, Keys};
use crate::kit::button::{Button, Weight};
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::operator::Operator;

/// What waits in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Waiting {
    open: u32,
    overdue: u32,
}

impl Waiting {
    fn of(page: &QueuePage) -> Self {
        let overdue = page.groups.iter().filter(|it| it.group == QueueGroup::Overdue);
        Self { open: page.total, overdue: overdue.map(|it| it.rows).sum() }
    }
}

/// The card. Says nothing of numbers before they are counted.
#[component]
pub fn Ready(
    /// The operator goes in.
    on_enter: Callback<()>,
) -> impl IntoView {
    let (lang, shell, operator) = (Language::here(), Shell::here(), Operator::here());
    let waiting = RwSignal::new(None);
    Effect::new(move |_| {
        shell.version(Topic::Incidents);
        spawn_local(async move {
            let count = ListQueue { limit: 0, ..ListQueue::opening() };
            if let Ok(page) = shell.call(count).await {
                // The operator may have gone in meanwhile.
                let _gone = waiting.try_set(Some(Waiting::of(&page)));
            }
        });
    });
    Keys::here().on(move |key| {
        let mine = key == Key::Commit;
        if mine {
            on_enter.run(());
        }
        mine
    });
    let counts = move || {
        let unit = names::unit(lang.get(), &operator.signed_in()?.unit.0);
        let Waiting { open, overdue } = waiting.get()?;
        if open == 0 {
            return Some(lang.fill(download::READY_NONE, [&unit]));
        }
        let [open, overdue] = [open, overdue].map(|it| format::count(lang.get(), it.into()));
        Some(lang.fill(download::READY_COUNTS, [&unit, &open, &overdue]))
    };
    view! {
        <section class="card ready" data-testid="ready">
            {Icon::CheckCircle.view()}
            <div>
                <h2>{move || lang.say(download::READY)}</h2>
                <p>
                    <strong class="num" data-testid="ready-counts">{counts}</strong>
                    " "
                    {move || lang.say(download::READY_REST)}
                </p>
            </div>
            <Button
                label=lang.text(download::READY_ENTER)
                weight=Weight::Primary
                keycap="Ctrl ↵"
                on_press=on_enter
                attr:data-testid="enter-work"
            />
        </section>
    }
}

#[cfg(test)]
mod tests {
    use trucban_contract::ipc::GroupCount;
    use trucban_domain::Timestamp;

    use super::*;

    #[test]
    fn immediate_and_future_reports_are_to_do_and_only_late_ones_are_overdue() {
        let group = |group, rows| GroupCount { group, rows };
        let page = QueuePage {
            groups: vec![group(QueueGroup::Immediate, 1), group(QueueGroup::Overdue, 2)],
            total: 3,
            counts: Vec::new(),
            rows: Vec::new(),
            now: Timestamp::from_ms(0),
            as_of: None,
        };
        assert_eq!(Waiting::of(&page), Waiting { open: 3, overdue: 2 });
    }
}
