//! Which kind of system this is, as far as set-up has to tell them apart.

use std::fmt;

use super::host::Host;

/// A family of systems that name and install packages alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Debian, Ubuntu and their kin: dpkg and apt.
    Debian,
    /// Fedora and its kin.
    Fedora,
    /// Arch and its kin.
    Arch,
    /// openSUSE and its kin.
    Suse,
    /// A Linux that is none of these.
    OtherLinux,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
}

impl System {
    /// Reads the system off the host.
    pub fn of(host: &dyn Host) -> Self {
        match host.os() {
            "macos" => return Self::MacOs,
            "windows" => return Self::Windows,
            _ => {}
        }
        let release = host.os_release();
        let families: Vec<&str> = ["ID=", "ID_LIKE="]
            .iter()
            .filter_map(|key| release.lines().find_map(|line| line.strip_prefix(key)))
            .flat_map(|value| value.trim_matches('"').split_whitespace())
            .collect();
        let is = |names: &[&str]| families.iter().any(|family| names.contains(family));
        if is(&["debian", "ubuntu"]) {
            Self::Debian
        } else if is(&["fedora", "rhel"]) {
            Self::Fedora
        } else if is(&["arch"]) {
            Self::Arch
        } else if is(&["suse", "opensuse"]) {
            Self::Suse
        } else {
            Self::OtherLinux
        }
    }
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Debian => "Debian or a relative",
            Self::Fedora => "Fedora or a relative",
            Self::Arch => "Arch or a relative",
            Self::Suse => "openSUSE or a relative",
            Self::OtherLinux => "a Linux this tool has no package names for",
            Self::MacOs => "macOS",
            Self::Windows => "Windows",
        })
    }
}
