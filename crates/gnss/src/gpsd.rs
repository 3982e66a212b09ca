//! gpsd's JSON protocol (`gpsd_json(5)`): a watch is begun, and reports of time, position and velocity come.

use std::net::SocketAddr;
use std::time::Duration;

use serde::Deserialize;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};
use trucban_domain::{Fix, FixSource};

use crate::NotLocated;
use crate::best::Best;

/// On this machine a connection is there at once, or there is no gpsd.
const CONNECTS: Duration = Duration::from_secs(1);
const WATCH: &[u8] = b"?WATCH={\"enable\":true,\"json\":true};\n";
/// The longest line that is read: gpsd's own limit is 10,240 bytes.
const LINE_MAX: usize = 16 * 1024;
/// A receiver that does not tell how exact it is.
const UNKNOWN_M: f64 = 50.0;
/// The least `mode` of a report that has a place.
const TWO_DIMENSIONS: u8 = 2;

/// What gpsd says, as far as it is of use here.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(tag = "class")]
enum Said {
    #[serde(rename = "DEVICES")]
    Devices { devices: Vec<serde::de::IgnoredAny> },
    #[serde(rename = "TPV")]
    Position(Position),
    #[serde(other)]
    Else,
}

/// A report of time, position and velocity. Degrees of WGS 84, metres.
#[derive(Debug, PartialEq, Deserialize)]
struct Position {
    #[serde(default)]
    mode: u8,
    lat: Option<f64>,
    lon: Option<f64>,
    /// Estimated horizontal error, and its parts where only those are told.
    eph: Option<f64>,
    epx: Option<f64>,
    epy: Option<f64>,
}

impl Position {
    fn fix(&self) -> Option<Fix> {
        let (lat, lon) = self.lat.zip(self.lon).filter(|_| self.mode >= TWO_DIMENSIONS)?;
        let parts = self.epx.zip(self.epy).map(|(east, north)| east.hypot(north));
        let metres = self.eph.or(parts).unwrap_or(UNKNOWN_M);
        Fix::at(lat, lon, whole_metres(metres), FixSource::Gps)
    }
}

/// A radius in whole metres, at least one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between one metre and a million"
)]
pub(crate) fn whole_metres(metres: f64) -> u32 {
    metres.ceil().clamp(1.0, 1e6) as u32
}

/// Asks gpsd.
pub(crate) async fn locate(at: SocketAddr, patience: Duration) -> Result<Fix, NotLocated> {
    let connected = timeout(CONNECTS, TcpStream::connect(at)).await;
    let Ok(Ok(mut stream)) = connected else { return Err(NotLocated::NoReceiver) };
    if stream.write_all(WATCH).await.is_err() {
        return Err(NotLocated::NoReceiver);
    }
    let mut best = Best::default();
    let listened = timeout(patience, listen(stream, &mut best)).await;
    match listened {
        Ok(outcome) => outcome,
        Err(_too_long) => best.so_far().ok_or(NotLocated::NoFix),
    }
}

async fn listen(stream: TcpStream, best: &mut Best) -> Result<Fix, NotLocated> {
    let mut lines = BufReader::with_capacity(LINE_MAX, stream);
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = lines.read_until(b'\n', &mut line).await.unwrap_or(0);
        if read == 0 || line.len() > LINE_MAX {
            return best.so_far().ok_or(NotLocated::NoReceiver);
        }
        match serde_json::from_slice(&line) {
            Ok(Said::Devices { devices }) if devices.is_empty() => {
                return Err(NotLocated::NoReceiver);
            }
            Ok(Said::Position(position)) => {
                let taken = position.fix().and_then(|fix| best.take(fix, Instant::now()));
                if let Some(fix) = taken {
                    return Ok(fix);
                }
            }
            Ok(_) => {}
            Err(error) => tracing::debug!(%error, "a line of gpsd is no JSON"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> Said {
        serde_json::from_str(line).unwrap()
    }

    #[test]
    fn a_report_with_a_place_is_a_fix_as_exact_as_it_says() {
        let Said::Position(it) = said(
            r#"{"class":"TPV","device":"/dev/ttyACM0","mode":3,"time":"2026-11-29T03:00:00.000Z",
                "lat":16.4712345,"lon":107.6001,"alt":4.2,"epx":3.1,"epy":4.2,"eph":6.3}"#,
        ) else {
            panic!("a position")
        };
        assert_eq!(it.fix(), Fix::at(16.471_234_5, 107.600_1, 7, FixSource::Gps));
        let parts = Position { eph: None, ..it };
        assert_eq!(parts.fix().map(|fix| fix.accuracy_m), Some(6), "the parts together");
        let silent = Position { epx: None, ..parts };
        assert_eq!(silent.fix().map(|fix| fix.accuracy_m), Some(50));
        assert_eq!(Position { mode: 1, ..silent }.fix(), None, "no fix, whatever stands there");
    }

    #[test]
    fn what_is_of_no_use_here_is_passed_over() {
        assert_eq!(said(r#"{"class":"SKY","satellites":[]}"#), Said::Else);
        assert_eq!(said(r#"{"class":"VERSION","release":"3.22"}"#), Said::Else);
        assert!(matches!(said(r#"{"class":"DEVICES","devices":[]}"#), Said::Devices { .. }));
    }
}
