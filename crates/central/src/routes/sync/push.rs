//! `POST /sync/push`: operations of a device, in the order in which they were made, one result each.
//!
//! The whole push is one commit. What was pushed before gets its result again; a gap, or another
//! operation under a number that has a result, refuses the push before anything is written.

use axum::Extension;
use axum::extract::State;
use trucban_contract::wire::{Answered, FaultCode, PushAsk, PushReply};
use trucban_domain::Operation;

use super::{LIMITS, device_of};
use crate::apply::{By, Sent, Turn};
use crate::central::Central;
use crate::error::{CentralError, Refused};
use crate::identity::Caller;
use crate::routes::cbor::Cbor;
use crate::store::device::{self, Device};
use crate::store::op_result::{self, Given};

pub(super) async fn push(
    State(central): State<Central>,
    Extension(caller): Extension<Caller>,
    Cbor(ask): Cbor<PushAsk>,
) -> Result<Cbor<PushReply>, Refused> {
    let bytes: usize = ask.ops.iter().map(|op| op.len()).sum();
    if ask.ops.len() > LIMITS.push_max_ops as usize || bytes > LIMITS.push_max_bytes as usize {
        return Err(FaultCode::TooLarge.into());
    }
    central
        .off_the_loop(move |central| central.take_turn(|turn| answer(turn, &caller, &ask)))
        .await
        .map(Cbor)
}

fn answer(turn: &mut Turn<'_>, caller: &Caller, ask: &PushAsk) -> Result<PushReply, Refused> {
    let device = device_of(turn.db(), caller, ask.client, ask.incarnation)?;
    if ask.first_seq == 0 {
        return Err(FaultCode::Unreadable.into());
    }
    if ask.first_seq > device.last_client_seq + 1 {
        return Err(FaultCode::Gap.into());
    }
    if device.incarnation.is_none() {
        device::bind(turn.db(), device.client, ask.incarnation)?;
    }
    let mut last_client_seq = device.last_client_seq;
    let mut results = Vec::with_capacity(ask.ops.len());
    for (client_seq, op) in (ask.first_seq..).zip(&ask.ops) {
        let given = if client_seq <= device.last_client_seq {
            earlier(turn, &device, client_seq, op)?
        } else {
            last_client_seq = client_seq;
            let by = By::Device(device.client, &device.operator);
            let sent = Sent { client: device.client, client_seq: Some(client_seq), bytes: op };
            turn.perform(by, sent)?
        };
        let Given { op_id, op_hash: _, result, at } = given;
        results.push(Answered { client_seq, op_id, result, at });
    }
    if last_client_seq > device.last_client_seq {
        device::advance(turn.db(), device.client, last_client_seq)?;
    }
    Ok(PushReply { results, last_client_seq })
}

/// The result that operation number `client_seq` got. Bytes that became unreadable on the way or on
/// the laptop's disk still are that operation; another operation under its number is a fork.
fn earlier(turn: &Turn<'_>, device: &Device, client_seq: u64, op: &[u8]) -> Result<Given, Refused> {
    let given = op_result::numbered(turn.db(), device.client, client_seq)?
        .ok_or(CentralError::Stored { what: "result", cause: None })?;
    let sent = Operation::decode(op).ok().map(|op| op.envelope.op_id);
    match (sent, given.op_id) {
        (Some(sent), Some(known)) if sent != known => {
            tracing::warn!(client = %device.client, client_seq, "another operation under a number");
            Err(FaultCode::Forked.into())
        }
        _ => Ok(given),
    }
}
