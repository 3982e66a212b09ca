//! `POST /sync/hello`: what a device may have, and where central stands.

use axum::Extension;
use axum::extract::State;
use rusqlite::Connection;
use trucban_contract::wire::{FaultCode, HelloAsk, HelloReply, PROTOCOL};
use trucban_domain::{Class, DataGroup, Grant, Part, Scope, Timestamp};

use super::{LIMITS, device_of};
use crate::central::Central;
use crate::error::{CentralError, Refused};
use crate::identity::Caller;
use crate::routes::cbor::Cbor;
use crate::store::{device, head, sample, scope};

pub(super) async fn hello(
    State(central): State<Central>,
    Extension(caller): Extension<Caller>,
    Cbor(ask): Cbor<HelloAsk>,
) -> Result<Cbor<HelloReply>, Refused> {
    central.off_the_loop(move |central| answer(central, &caller, &ask)).await.map(Cbor)
}

fn answer(central: &Central, caller: &Caller, ask: &HelloAsk) -> Result<HelloReply, Refused> {
    if ask.protocol != PROTOCOL {
        return Err(FaultCode::Protocol.into());
    }
    let (reply, unbound) = central.store().read(|tx| {
        let device = device_of(tx, caller, ask.client, ask.incarnation)?;
        let head = head::read(tx)?;
        let (scopes, rows) = scopes_of(tx, &device.operator.grant, central.now())?;
        let reply = HelloReply {
            protocol_min: PROTOCOL,
            protocol_max: PROTOCOL,
            epoch: head.epoch,
            head_seq: head.seq,
            durable_seq: head.seq,
            server_time: central.now(),
            scopes,
            rows,
            last_client_seq: device.last_client_seq,
            limits: LIMITS,
            operator: device.operator,
            sample: sample::is_there(tx)?,
        };
        Ok::<_, Refused>((reply, device.incarnation.is_none()))
    })?;
    if unbound {
        central.store().write(|tx| {
            device_of(tx, caller, ask.client, ask.incarnation)?;
            Ok::<_, Refused>(device::bind(tx, ask.client, ask.incarnation)?)
        })?;
    }
    Ok(reply)
}

/// The scopes of a grant: open work first, then the map, then the closed months that exist, newest
/// first; and the rows in each. The month that runs is among those of alerts even while it is empty: a
/// verdict moves its alert there at once, and the alert must not leave the laptop on the way.
fn scopes_of(
    db: &Connection,
    grant: &Grant,
    now: Timestamp,
) -> Result<(Vec<Scope>, Vec<u64>), CentralError> {
    let sizes = scope::all(db)?;
    let subscriptions = grant.subscriptions();
    let mut scopes: Vec<Scope> = subscriptions
        .iter()
        .map(|(place, class)| Scope {
            place: place.clone(),
            class: *class,
            part: match class {
                Class::Incidents | Class::Reporters | Class::Alerts => Part::Open,
                Class::Land | Class::Cameras => Part::Standing,
            },
        })
        .collect();
    // What a person waits for comes first.
    scopes.sort_by_key(DataGroup::of);
    let mut months: Vec<Scope> = sizes
        .keys()
        .filter(|scope| matches!(scope.part, Part::Month { .. }))
        .filter(|scope| {
            subscriptions
                .iter()
                .any(|(place, class)| *place == scope.place && *class == scope.class)
        })
        .cloned()
        .collect();
    let today = now.local();
    let running = Part::Month { year: today.year(), month: today.month() };
    let alerts = subscriptions.iter().filter(|(_, class)| *class == Class::Alerts);
    for (place, class) in alerts {
        let scope = Scope { place: place.clone(), class: *class, part: running };
        if !months.contains(&scope) {
            months.push(scope);
        }
    }
    months.sort_by(|a, b| b.part.cmp(&a.part).then_with(|| a.cmp(b)));
    scopes.extend(months);
    let rows = scopes.iter().map(|scope| sizes.get(scope).copied().unwrap_or_default()).collect();
    Ok((scopes, rows))
}
