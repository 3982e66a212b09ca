//! Which open reports may tell of the same as one: the city desk compares them side by side.

use trucban_contract::ipc::{Candidate, CommandError, ErrorCode, ListDuplicates};
use trucban_domain::duplicate::likeness;

use super::super::photos;
use super::detail::related;
use crate::console::Open;
use crate::failure::{failure, from_store};

const HOUR_MS: u64 = 3_600_000;

/// The reports that came in before this one and may tell of the same, the most alike first.
pub(super) fn candidates(
    open: &Open,
    args: ListDuplicates,
) -> Result<Vec<Candidate>, CommandError> {
    let report = open.store.incident(args.id).map_err(|error| from_store(&error))?;
    let report = report.ok_or_else(|| failure(ErrorCode::NotFound, "error.not_found"))?;
    let near = open.store.may_tell_of_the_same(&report).map_err(|error| from_store(&error))?;
    let mut found = Vec::new();
    for (distance_m, other) in near.into_iter().filter(|(_, other)| other.id < report.id) {
        let apart = other.received_at.since_ms(report.received_at).unsigned_abs();
        found.push(Candidate {
            likeness: likeness(&report, &other),
            photos: photos::of_report(open, &other)?,
            hours: u32::try_from(apart / HOUR_MS).unwrap_or(u32::MAX),
            distance_m,
            body: other.body.clone(),
            report: related(other),
        });
    }
    found.sort_by(|one, other| other.likeness.total_cmp(&one.likeness));
    Ok(found)
}
