//! Where this machine is, asked of a satellite receiver: of gpsd where it runs, and otherwise of a receiver
//! on a serial port that speaks NMEA 0183.
//!
//! It is asked when a person presses a button, and at no other time: nothing listens in between, nothing
//! is kept, and no way of a person is drawn. It reaches nothing but this machine. What fails is told as
//! [`NotLocated`]; a point can always be set by hand.

mod best;
mod gpsd;
mod ports;
mod serial;

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use trucban_domain::Fix;

/// Where receivers may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receivers {
    /// Where gpsd listens.
    pub gpsd: SocketAddr,
    /// The serial ports to read; `None` for those of receivers that the system knows as such.
    pub ports: Option<Vec<String>>,
}

impl Default for Receivers {
    /// gpsd on this machine at its registered port, and what is plugged in.
    fn default() -> Self {
        Self { gpsd: SocketAddr::from((Ipv4Addr::LOCALHOST, 2947)), ports: None }
    }
}

/// Why nobody can tell where this machine is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotLocated {
    /// No receiver is there, or none that answers.
    NoReceiver,
    /// A receiver is there and sees too few satellites.
    NoFix,
}

/// Asks where this machine is, for at most `patience` each receiver. One that sees the sky and was on before
/// takes a second, one that was switched on now half a minute and more: a person asks again. The fix says how exact it is.
///
/// # Errors
/// [`NotLocated`].
pub async fn locate(receivers: &Receivers, patience: Duration) -> Result<Fix, NotLocated> {
    match gpsd::locate(receivers.gpsd, patience).await {
        Ok(fix) => return Ok(fix),
        Err(NotLocated::NoFix) => return Err(NotLocated::NoFix),
        Err(NotLocated::NoReceiver) => {}
    }
    let ports = receivers.ports.clone().unwrap_or_else(ports::of_receivers);
    let mut outcome = Err(NotLocated::NoReceiver);
    for port in ports {
        match serial::locate(port, patience).await {
            Ok(fix) => return Ok(fix),
            Err(NotLocated::NoFix) => outcome = Err(NotLocated::NoFix),
            Err(NotLocated::NoReceiver) => {}
        }
    }
    outcome
}
