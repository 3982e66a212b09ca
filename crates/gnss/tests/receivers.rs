//! Real receivers' ways: gpsd itself with a receiver that is played to it, and a serial port.
#![cfg(unix)]
#![expect(clippy::expect_used, reason = "tests fail by panicking")]

use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serialport::{SerialPort as _, TTYPort};
use trucban_domain::FixSource;
use trucban_gnss::{NotLocated, Receivers, locate};

const PATIENCE: Duration = Duration::from_secs(30);

/// A receiver that says one sentence again and again until it is dropped, and the port to read it at.
struct Played {
    port: String,
    on: Arc<AtomicBool>,
    says: Option<JoinHandle<()>>,
    _slave: TTYPort,
}

impl Played {
    fn saying(bodies: &'static [&'static str]) -> Self {
        let (mut master, slave) = TTYPort::pair().expect("a pseudo terminal");
        let port = slave.name().expect("its name");
        let on = Arc::new(AtomicBool::new(true));
        let goes_on = Arc::clone(&on);
        let says = thread::spawn(move || {
            while goes_on.load(Ordering::Relaxed) {
                for body in bodies {
                    let sum = body.bytes().fold(0_u8, |sum, byte| sum ^ byte);
                    if write!(master, "${body}*{sum:02X}\r\n").is_err() {
                        return;
                    }
                }
                // A receiver's own second, shortened; nothing waits for it.
                thread::park_timeout(Duration::from_millis(100));
            }
        });
        Self { port, on, says: Some(says), _slave: slave }
    }
}

impl Drop for Played {
    fn drop(&mut self) {
        self.on.store(false, Ordering::Relaxed);
        if let Some(says) = self.says.take() {
            says.thread().unpark();
            let _ended = says.join();
        }
    }
}

const IN_VY_DA: [&str; 2] = [
    "GPGGA,030000.00,1628.27407,N,10736.00600,E,1,08,1.1,4.2,M,-20.0,M,,",
    "GPRMC,030000.00,A,1628.27407,N,10736.00600,E,0.0,0.0,291126,,,A",
];
const BLIND: [&str; 2] =
    ["GPGGA,030000.00,,,,,0,00,,,M,,M,,", "GPRMC,030000.00,V,,,,,,,291126,,,N"];

/// A port at which nothing listens.
fn nobody() -> SocketAddr {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    free.local_addr().expect("its address")
}

#[tokio::test]
async fn a_receiver_on_a_serial_port_tells_where_it_is() {
    let receiver = Played::saying(&IN_VY_DA);
    let receivers = Receivers { gpsd: nobody(), ports: Some(vec![receiver.port.clone()]) };
    let fix = locate(&receivers, PATIENCE).await.expect("a fix");
    let at = fix.position();
    assert!((at.lat - 16.471_234).abs() < 1e-5 && (at.lon - 107.600_1).abs() < 1e-5, "{fix:?}");
    assert_eq!(fix.source, FixSource::Gps);
}

#[tokio::test]
async fn no_receiver_and_one_that_sees_no_sky_are_told_apart() {
    let none = Receivers { gpsd: nobody(), ports: Some(Vec::new()) };
    assert_eq!(locate(&none, PATIENCE).await, Err(NotLocated::NoReceiver));
    let gone = Receivers { ports: Some(vec!["/dev/khong-co".to_owned()]), ..none };
    assert_eq!(locate(&gone, PATIENCE).await, Err(NotLocated::NoReceiver));
    let blind = Played::saying(&BLIND);
    let receivers = Receivers { gpsd: nobody(), ports: Some(vec![blind.port.clone()]) };
    let soon = Duration::from_secs(2);
    assert_eq!(locate(&receivers, soon).await, Err(NotLocated::NoFix));
}

/// gpsd, which reads the played receiver.
struct Daemon {
    child: Child,
    at: SocketAddr,
}

impl Daemon {
    fn reading(port: &str) -> Self {
        let at = nobody();
        let child = Command::new("gpsd")
            .args(["-N", "-n", "-D", "0", "-S", &at.port().to_string(), port])
            .stdin(Stdio::null())
            .spawn()
            .expect("gpsd, which `cargo xtask setup` installs");
        Self { child, at }
    }

    /// Asks until the daemon listens.
    async fn locates(&self) -> Result<trucban_domain::Fix, NotLocated> {
        let receivers = Receivers { gpsd: self.at, ports: Some(Vec::new()) };
        let ask = async {
            loop {
                match locate(&receivers, PATIENCE).await {
                    Err(NotLocated::NoReceiver) => tokio::task::yield_now().await,
                    told => return told,
                }
            }
        };
        tokio::time::timeout(PATIENCE, ask).await.expect("gpsd listens in time")
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _ended = self.child.wait();
    }
}

#[tokio::test]
async fn gpsd_tells_where_its_receiver_is() {
    let receiver = Played::saying(&IN_VY_DA);
    let daemon = Daemon::reading(&receiver.port);
    let fix = daemon.locates().await.expect("a fix");
    let at = fix.position();
    assert!((at.lat - 16.471_234).abs() < 1e-4 && (at.lon - 107.600_1).abs() < 1e-4, "{fix:?}");
}
