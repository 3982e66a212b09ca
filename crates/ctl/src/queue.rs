//! `trucbanctl queue`: open reports, as the window's queue shows them.

use std::process::ExitCode;

use anyhow::Result;
use serde::Serialize;
use trucban_domain::{Clock, IncidentState, QueueDay, QueueGroup, WorkCalendar};
use trucban_host::SystemClock;
use trucban_store::{Access, QueueAsk, QueueRow, View};
use trucban_text::{ctl, deadline, names};

use crate::folder::Folder;
use crate::say;

/// A line of the queue for other programs. Fields are only added.
#[derive(Debug, Serialize)]
struct Line {
    id: String,
    number: String,
    group: QueueGroup,
    state: IncidentState,
    urgent: bool,
    title: String,
    address: String,
    ward: u32,
    category: String,
    received: String,
    due: Option<String>,
    acknowledged_by: Option<String>,
    unsettled: bool,
}

impl From<QueueRow> for Line {
    fn from(row: QueueRow) -> Self {
        let QueueRow { incident, group, act } = row;
        let accepted = incident.lead().acknowledged.clone();
        Self {
            id: incident.id.to_string(),
            number: incident.number.or(incident.provisional).unwrap_or_default(),
            group,
            state: incident.state,
            urgent: incident.urgent,
            title: incident.title,
            address: incident.address,
            ward: incident.ward.0,
            category: incident.category.0,
            received: incident.received_at.iso(),
            due: incident.due_at.map(trucban_domain::Timestamp::iso),
            acknowledged_by: accepted.map(|first| first.by.name),
            unsettled: act.is_some(),
        }
    }
}

/// Lists at most `limit` open reports.
pub fn list(folder: &Folder, limit: u32, json: bool) -> Result<ExitCode> {
    let store = folder.open(Access::ReadOnly)?;
    let now = SystemClock.now();
    let ask = QueueAsk {
        view: View::Open,
        wards: Vec::new(),
        search: String::new(),
        offset: 0,
        limit,
        day: QueueDay::of(now),
    };
    let slice = store.queue(&ask).map_err(|error| folder.explain(error))?;
    if json {
        let lines: Vec<Line> = slice.rows.into_iter().map(Line::from).collect();
        say(&serde_json::to_string_pretty(&lines)?);
        return Ok(ExitCode::SUCCESS);
    }
    if slice.rows.is_empty() {
        say(ctl::QUEUE_EMPTY.say(folder.lang));
    }
    let shown = u32::try_from(slice.rows.len()).unwrap_or(u32::MAX);
    for QueueRow { incident, .. } in slice.rows {
        let left = WorkCalendar::shipped().deadline(
            incident.urgent,
            incident.received_at,
            incident.running_deadline(),
            now,
        );
        let number = incident.number.or(incident.provisional).unwrap_or_default();
        say(&format!(
            "{number:<10} {:<24} {:<14} {} · {}",
            deadline::chip(folder.lang, left),
            names::state(folder.lang, incident.state),
            incident.title,
            incident.address,
        ));
    }
    if slice.total > shown {
        say(&ctl::QUEUE_MORE.fill(folder.lang, [&(slice.total - shown).to_string()]));
    }
    Ok(ExitCode::SUCCESS)
}
