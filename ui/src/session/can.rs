//! What the operator can do now while data still come, and what a moment later.

use leptos::prelude::*;
use trucban_contract::ipc::GroupProgress;
use trucban_domain::{Action, DataGroup, Reach, Role};
use trucban_text::{Text, download};

use crate::first_sync::{self, is_offline};
use crate::kit::icon::Icon;
use crate::language::Language;
use crate::operator::Operator;
use crate::session::side::Line;
use crate::standing::Standing;

/// Something to do, and the group of data that it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Can {
    Accept,
    Note,
    Judge,
    LookUpLand,
    ReadClosed,
}

/// When it can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Now,
    /// After about so many milliseconds, where that can be told.
    After(Option<u64>),
}

impl Can {
    const fn name(self) -> Text<0> {
        match self {
            Self::Accept => download::CAN_ACCEPT,
            Self::Note => download::CAN_NOTE,
            Self::Judge => download::CAN_JUDGE,
            Self::LookUpLand => download::CAN_LOOK_UP,
            Self::ReadClosed => download::CAN_CLOSED,
        }
    }

    const fn note(self) -> Text<0> {
        match self {
            Self::Accept | Self::Note => download::CAN_REPORTS_NOW,
            Self::Judge => download::CAN_JUDGE_NOW,
            Self::LookUpLand => download::CAN_LOOK_UP_NOW,
            Self::ReadClosed => download::CAN_CLOSED_NOW,
        }
    }
}

/// What `role` does with the groups that its grant gives.
fn list(role: Role, groups: &[GroupProgress]) -> Vec<(Can, When)> {
    let can = |group| match group {
        DataGroup::OpenReports if role.reach(Action::Acknowledge) == Reach::Never => {
            Some(Can::Note)
        }
        DataGroup::OpenReports => Some(Can::Accept),
        DataGroup::OpenAlerts => Some(Can::Judge),
        DataGroup::Land => Some(Can::LookUpLand),
        DataGroup::ClosedReports => Some(Can::ReadClosed),
        DataGroup::Cameras
        | DataGroup::OpenSenders
        | DataGroup::ClosedAlerts
        | DataGroup::ClosedSenders => None,
    };
    let when = |it: &GroupProgress| if it.whole { When::Now } else { When::After(it.left_ms) };
    groups.iter().filter_map(|it| Some((can(it.group)?, when(it)))).collect()
}

/// The card; nothing while the groups are not known.
#[component]
pub fn CanNow() -> impl IntoView {
    let (lang, standing, operator) = (Language::here(), Standing::here(), Operator::here());
    let progress = standing.part(|status| status.first_sync.clone());
    let connection = standing.connection();
    move || {
        let list = list(operator.role()?, &progress.get().flatten()?.groups);
        let offline = connection.with(is_offline);
        let line = move |(can, when): (Can, When)| {
            let (icon, note) = match when {
                When::Now => (Icon::CheckCircle, lang.say(can.note()).to_owned()),
                When::After(ms) => (Icon::Clock, first_sync::soon(lang.get(), ms, offline)),
            };
            view! { <Line icon title=lang.say(can.name()) note/> }
        };
        Some(view! {
            <section class="card" data-testid="can-now">
                <h2>{lang.say(download::CAN_TITLE)}</h2>
                <ul>{list.into_iter().map(line).collect_view()}</ul>
            </section>
        })
    }
}

#[cfg(test)]
mod tests {
    use trucban_contract::ipc::DataSize;

    use super::*;

    const fn group(group: DataGroup, whole: bool, left_ms: Option<u64>) -> GroupProgress {
        let (rows, bytes, size, running) = (0, None, DataSize::Unknown, false);
        GroupProgress { group, rows, rows_total: 0, bytes, size, whole, running, left_ms }
    }

    #[test]
    fn what_is_held_can_be_done_now_and_the_rest_when_it_is_in() {
        let groups = [
            group(DataGroup::OpenReports, true, None),
            group(DataGroup::Cameras, true, None),
            group(DataGroup::Land, false, Some(70_000)),
            group(DataGroup::ClosedReports, false, None),
        ];
        let can = [
            (Can::Accept, When::Now),
            (Can::LookUpLand, When::After(Some(70_000))),
            (Can::ReadClosed, When::After(None)),
        ];
        assert_eq!(list(Role::WardOfficial, &groups), can);
    }

    #[test]
    fn who_may_not_accept_is_not_promised_it() {
        let open = [group(DataGroup::OpenReports, true, None)];
        assert_eq!(list(Role::Supervisor, &open), [(Can::Note, When::Now)]);
    }
}
