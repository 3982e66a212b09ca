//! A receiver on a serial port that speaks NMEA 0183: its GGA sentences tell the place, how it is known
//! and how well the satellites stand.

use std::io::{BufRead as _, BufReader, ErrorKind, Read};
use std::time::Duration;

use nmea::sentences::FixType;
use nmea::{Nmea, SentenceType};
use tokio::time::Instant;
use trucban_domain::{Fix, FixSource};

use crate::NotLocated;
use crate::best::Best;
use crate::gpsd::whole_metres;

/// NMEA 0183 itself, u-blox, and faster ones. What is on USB takes any.
const BAUDS: [u32; 4] = [9_600, 4_800, 38_400, 115_200];
/// A receiver says something every second.
const SAYS_WITHIN: Duration = Duration::from_secs(3);
/// How long one reading waits.
const READS: Duration = Duration::from_millis(250);
/// A line of NMEA has 82 characters; what is longer is noise of a wrong speed.
const LINE_MAX: usize = 256;
/// The error of a range to a satellite, metres: times the dilution it is the error of the place (the
/// usual figure for a receiver of one frequency in the open, with 95 %).
const RANGE_ERROR_M: f64 = 7.0;
/// Where the dilution is not told.
const UNKNOWN_DILUTION: f32 = 5.0;

/// Reads a port.
pub(crate) async fn locate(port: String, patience: Duration) -> Result<Fix, NotLocated> {
    let reading = tokio::task::spawn_blocking(move || read(&port, patience));
    reading.await.unwrap_or(Err(NotLocated::NoReceiver))
}

fn read(name: &str, patience: Duration) -> Result<Fix, NotLocated> {
    let end = Instant::now() + patience;
    for baud in BAUDS {
        let opened = serialport::new(name, baud).timeout(READS).open();
        let port = match opened {
            Ok(port) => port,
            Err(error) => {
                tracing::info!(%error, name, "a receiver's port cannot be opened");
                return Err(NotLocated::NoReceiver);
            }
        };
        match listen(port, Instant::now() + SAYS_WITHIN, end) {
            Heard::Fix(fix) => return Ok(fix),
            Heard::NoFix => return Err(NotLocated::NoFix),
            Heard::Nothing => {}
        }
        if Instant::now() >= end {
            break;
        }
    }
    Err(NotLocated::NoReceiver)
}

#[derive(Debug, PartialEq, Eq)]
enum Heard {
    Fix(Fix),
    NoFix,
    Nothing,
}

/// Listens until a fix is good, or `end`; until `silent` where nothing of NMEA comes.
fn listen(port: impl Read, silent: Instant, end: Instant) -> Heard {
    let mut lines = BufReader::new(port);
    let (mut line, mut best, mut speaks) = (Vec::new(), Best::default(), false);
    loop {
        let now = Instant::now();
        if now >= end || (!speaks && now >= silent) {
            break;
        }
        match (&mut lines).take(LINE_MAX as u64).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) if !line.ends_with(b"\n") && line.len() < LINE_MAX => continue,
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::TimedOut => continue,
            Err(error) => {
                tracing::info!(%error, "a receiver's port can no longer be read");
                break;
            }
        }
        let told = sentence(&line);
        speaks |= told != Told::Noise;
        if let Told::Place(fix) = told
            && let Some(fix) = best.take(fix, Instant::now())
        {
            return Heard::Fix(fix);
        }
        line.clear();
    }
    match best.so_far() {
        Some(fix) => Heard::Fix(fix),
        None if speaks => Heard::NoFix,
        None => Heard::Nothing,
    }
}

/// What a line tells.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    /// A place.
    Place(Fix),
    /// It is NMEA, and tells no place.
    NoPlace,
    /// It is none.
    Noise,
}

fn sentence(line: &[u8]) -> Told {
    let Ok(text) = std::str::from_utf8(line) else { return Told::Noise };
    let mut heard = Nmea::default();
    let kind = match heard.parse(text.trim()) {
        Ok(kind) => kind,
        // Its sum is right; it is only of no use here.
        Err(nmea::Error::Unsupported(_) | nmea::Error::DisabledSentence) => return Told::NoPlace,
        Err(_) => return Told::Noise,
    };
    let known = heard.fix_type.is_some_and(|it| it != FixType::Invalid);
    let place = heard.latitude.zip(heard.longitude);
    let place = place.filter(|_| kind == SentenceType::GGA && known);
    let fix = place.and_then(|(lat, lon)| {
        let dilution = f64::from(heard.hdop.unwrap_or(UNKNOWN_DILUTION));
        Fix::at(lat, lon, whole_metres(dilution * RANGE_ERROR_M), FixSource::Gps)
    });
    fix.map_or(Told::NoPlace, Told::Place)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// A sentence with its sum.
    fn summed(body: &str) -> String {
        let sum = body.bytes().fold(0_u8, |sum, byte| sum ^ byte);
        format!("${body}*{sum:02X}\r\n")
    }

    fn gga(quality: u8, hdop: &str) -> String {
        summed(&format!(
            "GPGGA,030000.00,1628.27407,N,10736.00600,E,{quality},08,{hdop},4.2,M,,M,,"
        ))
    }

    fn hear(said: String) -> Heard {
        let later = Instant::now() + Duration::from_mins(1);
        listen(Cursor::new(said.into_bytes()), later, later)
    }

    #[test]
    fn a_gga_sentence_tells_the_place_and_how_exactly_it_is_known() {
        let Heard::Fix(fix) = hear(gga(1, "1.1")) else { panic!("a fix") };
        let at = fix.position();
        assert!(
            (at.lat - 16.471_234_5).abs() < 1e-6 && (at.lon - 107.600_1).abs() < 1e-6,
            "{fix:?}"
        );
        assert_eq!((fix.accuracy_m, fix.source), (8, FixSource::Gps));
    }

    #[test]
    fn a_receiver_without_satellites_is_told_from_none_and_from_noise() {
        let rmc = summed("GPRMC,030000.00,V,,,,,,,291126,,,N");
        assert_eq!(
            hear(format!("{rmc}{}", summed("GPGGA,030000.00,,,,,0,00,,,M,,M,,"))),
            Heard::NoFix
        );
        assert_eq!(hear(String::new()), Heard::Nothing);
        assert_eq!(hear("\u{fffd}x$$GP\r\nAT+OK\r\n".to_owned()), Heard::Nothing);
        let damaged = gga(1, "1.1").replace("1628", "1629");
        assert_eq!(hear(damaged), Heard::Nothing, "its sum is wrong");
    }

    #[test]
    fn the_best_of_what_came_is_told_where_the_port_falls_silent() {
        let Heard::Fix(fix) = hear(format!("{}{}", gga(1, "9.0"), gga(1, "4.0"))) else {
            panic!("a fix")
        };
        assert_eq!(fix.accuracy_m, 28);
    }
}
