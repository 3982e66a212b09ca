//! Which addresses a console contacts, it and every process that it starts.
//!
//! The console is started by `strace`, which writes down each address that is handed to the
//! system: connections, and packets sent without one. Sockets between processes of one machine
//! are not contacts. A trace that cannot be read is an error, never an empty answer.

use std::collections::BTreeSet;
use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

const CALLS: &str = "trace=connect,sendto,sendmsg,sendmmsg";

/// The trace of one console.
pub struct Contacts {
    trace: PathBuf,
}

impl Contacts {
    /// A trace that will be written beside the data folder's other files.
    pub fn of(data: &Path) -> Self {
        Self { trace: data.join("contacts.trace") }
    }

    /// The words that start a watched program: give them to [`Launch::through`].
    ///
    /// [`Launch::through`]: super::Launch::through
    pub fn watcher(&self) -> Vec<String> {
        let trace = self.trace.display().to_string();
        // As a daemon, strace stands beside the console and not above it: whoever ends the console
        // ends the console itself.
        let how = ["--daemonize", "--follow-forks", "--seccomp-bpf"];
        let words = ["strace"].into_iter().chain(how).chain(["-e", CALLS, "--output", &trace]);
        words.map(str::to_owned).collect()
    }

    /// Every address contacted so far.
    pub fn addresses(&self) -> Result<BTreeSet<SocketAddr>> {
        let trace = fs::read_to_string(&self.trace)
            .with_context(|| format!("read {}: was the console watched?", self.trace.display()))?;
        trace
            .lines()
            .filter(|line| line.contains("sa_family=AF_INET"))
            .map(|line| address(line).with_context(|| format!("no address in: {line}")))
            .collect()
    }
}

/// The address in a traced call.
fn address(line: &str) -> Option<SocketAddr> {
    let port = between(line, "htons(", ")")?.parse().ok()?;
    let host = between(line, "inet_addr(\"", "\"")
        .or_else(|| between(line, "inet_pton(AF_INET6, \"", "\""))?;
    Some(SocketAddr::new(host.parse::<IpAddr>().ok()?, port))
}

fn between<'a>(line: &'a str, before: &str, after: &str) -> Option<&'a str> {
    line.split_once(before)?.1.split_once(after).map(|(found, _)| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contacts(lines: &str) -> Result<Vec<String>> {
        let data = tempfile::tempdir()?;
        let contacts = Contacts::of(data.path());
        fs::write(&contacts.trace, lines)?;
        Ok(contacts.addresses()?.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn connections_and_lone_packets_to_either_kind_of_address_are_contacts() {
        let found = contacts(
            "7 connect(9, {sa_family=AF_UNIX, sun_path=\"/run/bus\"}, 20) = 0\n\
             7 connect(9, {sa_family=AF_INET, sin_port=htons(443), \
             sin_addr=inet_addr(\"203.0.113.9\")}, 16) = -1 EINPROGRESS\n\
             8 sendto(9, \"?\", 1, 0, {sa_family=AF_INET6, sin6_port=htons(53), \
             sin6_flowinfo=htonl(0), inet_pton(AF_INET6, \"2001:db8::1\", &sin6_addr), \
             sin6_scope_id=0}, 28) = 1\n",
        );
        assert_eq!(found.unwrap(), ["203.0.113.9:443", "[2001:db8::1]:53"]);
    }

    #[test]
    fn a_trace_that_is_not_there_or_not_understood_is_an_error() {
        assert!(Contacts::of(Path::new("/nowhere")).addresses().is_err());
        assert!(contacts("7 connect(9, {sa_family=AF_INET, 0x7ffd}, 16) = 0\n").is_err());
    }
}
