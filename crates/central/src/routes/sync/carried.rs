//! Which scopes a device is to carry. Hello tells them, and a pull that names the set means the same
//! ones, so both ask here.

use std::collections::BTreeSet;

use rusqlite::Connection;
use trucban_domain::{Class, DataGroup, Grant, Part, Place, Scope, Timestamp};

use crate::error::CentralError;
use crate::store::scope::{self, Standing};

/// The scopes of a grant, in the order of need, as they stand: open work and what stands, and the closed
/// months that exist. The month that runs is among them even while it is empty: a verdict moves its alert
/// there at once, closing moves a report, and neither must leave the laptop on the way.
pub(super) fn scopes_of(
    db: &Connection,
    grant: &Grant,
    now: Timestamp,
) -> Result<Vec<(Scope, Standing)>, CentralError> {
    let subscriptions: BTreeSet<(Place, Class)> = grant.subscriptions().into_iter().collect();
    let places: BTreeSet<&Place> = subscriptions.iter().map(|(place, _)| place).collect();
    let mut standing = scope::of_places(db, places)?;
    standing.retain(|scope, _| subscriptions.contains(&(scope.place.clone(), scope.class)));
    let today = now.local();
    let running = Part::Month { year: today.year(), month: today.month() };
    for (place, class) in subscriptions {
        let parts: &[Part] = match class {
            Class::Incidents | Class::Reporters | Class::Alerts | Class::Handovers => {
                &[Part::Open, running]
            }
            Class::Land | Class::Cameras => &[Part::Standing],
        };
        for part in parts {
            let scope = Scope { place: place.clone(), class, part: *part };
            standing.entry(scope).or_default();
        }
    }
    let mut carried: Vec<(Scope, Standing)> = standing.into_iter().collect();
    carried.sort_by(|(a, _), (b, _)| DataGroup::by_need(a, b));
    Ok(carried)
}
