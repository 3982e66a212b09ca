//! `POST /sync/hello`: what a device may have, and where central stands.

use axum::Extension;
use axum::extract::State;
use trucban_contract::wire::{Carried, FaultCode, HelloAsk, HelloReply, PROTOCOL};
use trucban_domain::ScopeSetName;

use super::{LIMITS, carried, device_of};
use crate::central::Central;
use crate::error::Refused;
use crate::identity::Caller;
use crate::routes::cbor::Cbor;
use crate::store::{device, head, sample};

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
        let carried = carried::scopes_of(tx, &device.operator.grant, central.now())?;
        let name = ScopeSetName::of(carried.iter().map(|(scope, _)| scope));
        let scopes = if ask.epoch == Some(head.epoch) && ask.scopes == Some(name) {
            Carried::Same
        } else {
            let (scopes, rows) =
                carried.into_iter().map(|(scope, standing)| (scope, standing.rows)).unzip();
            Carried::Listed { scopes, rows }
        };
        let reply = HelloReply {
            protocol_min: PROTOCOL,
            protocol_max: PROTOCOL,
            epoch: head.epoch,
            head_seq: head.seq,
            durable_seq: head.seq,
            server_time: central.now(),
            scopes,
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
