//! What is needed, what for, how to see that it is there, and what systems call it.
//!
//! Only Debian's names are installed by this tool; the others are advice, and a need whose name on
//! a system is not known says what to look for instead.

use super::host::Host;
use super::system::System;

/// How to see, on any Linux, that something is there.
pub enum Probe {
    /// A program on the path.
    Program(&'static str),
    /// A library that pkg-config knows.
    Library(&'static str),
    /// A plugin of `GStreamer`, by its file's name.
    SoundPlugin(&'static str),
    /// What lets windows of GTK 3 be typed into through an input method, by its file's name.
    InputModule(&'static str),
    /// An input method, by the file in the shared data by which others know of it.
    InputMethod(&'static str),
}

impl Probe {
    /// Whether the host has it.
    pub fn found(&self, host: &dyn Host) -> bool {
        match self {
            Self::Program(name) => host.has_program(name),
            Self::Library(name) => host.succeeds("pkg-config", &["--exists", name]),
            Self::SoundPlugin(_) | Self::InputModule(_) | Self::InputMethod(_) => {
                self.file().is_some_and(|file| host.has_file(&file))
            }
        }
    }

    /// The file that shows it, below a folder of libraries or of shared data.
    pub fn file(&self) -> Option<String> {
        match self {
            Self::Program(_) | Self::Library(_) => None,
            Self::SoundPlugin(file) => Some(format!("gstreamer-1.0/{file}")),
            Self::InputModule(file) => Some(format!("gtk-3.0/3.0.0/immodules/{file}")),
            Self::InputMethod(file) => Some((*file).to_owned()),
        }
    }

    fn describe(&self) -> String {
        match self {
            Self::Program(name) => format!("the program `{name}`"),
            Self::Library(name) => format!("the library `{name}` with its headers"),
            Self::SoundPlugin(file) => format!("the GStreamer plugin `{file}`"),
            Self::InputModule(file) => format!("the GTK 3 input module `{file}`"),
            Self::InputMethod(file) => format!("the input method that `{file}` tells of"),
        }
    }
}

/// One thing the machine must have.
pub struct Need {
    /// What it is for, as the message says it.
    pub purpose: &'static str,
    /// How to see that it is there.
    pub probe: Probe,
    /// Whether people often have it from elsewhere than their system, so that a program on the path
    /// is as good as the package.
    often_from_elsewhere: bool,
    debian: &'static [&'static str],
    fedora: Option<&'static str>,
    arch: Option<&'static str>,
    suse: Option<&'static str>,
}

impl Need {
    /// Whether its Debian packages are what this host must have.
    pub fn asks_for_packages(&self, host: &dyn Host) -> bool {
        !(self.often_from_elsewhere && self.probe.found(host))
    }

    /// The Debian packages that bring it.
    pub fn debian_packages(&self) -> impl Iterator<Item = &'static str> {
        self.debian.iter().copied()
    }

    /// What is missing and how to get it, for a system without apt.
    pub fn in_words_of(&self, system: System) -> String {
        let install = match system {
            System::Fedora => self.fedora.map(|name| format!("sudo dnf install {name}")),
            System::Arch => self.arch.map(|name| format!("sudo pacman -S {name}")),
            System::Suse => self.suse.map(|name| format!("sudo zypper install {name}")),
            System::Debian | System::OtherLinux | System::MacOs | System::Windows => None,
        };
        let how = install.map_or_else(
            || format!("find the package that brings it (on Debian: {})", self.debian.join(" ")),
            |command| format!("`{command}`"),
        );
        format!("{}, {}: {how}", self.probe.describe(), self.purpose)
    }
}

/// Node's package manager.
pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// All of it.
pub const NEEDS: [Need; 24] = [
    Need {
        purpose: "to compile SQLCipher and OpenSSL",
        probe: Probe::Program("cc"),
        often_from_elsewhere: false,
        debian: &["gcc", "libc6-dev"],
        fedora: Some("gcc"),
        arch: Some("base-devel"),
        suse: Some("gcc"),
    },
    Need {
        purpose: "to compile OpenSSL",
        probe: Probe::Program("make"),
        often_from_elsewhere: false,
        debian: &["make"],
        fedora: Some("make"),
        arch: Some("base-devel"),
        suse: Some("make"),
    },
    Need {
        purpose: "to configure OpenSSL",
        probe: Probe::Program("perl"),
        often_from_elsewhere: false,
        debian: &["perl"],
        fedora: Some("perl"),
        arch: Some("perl"),
        suse: Some("perl"),
    },
    Need {
        purpose: "to find the window's libraries",
        probe: Probe::Program("pkg-config"),
        often_from_elsewhere: false,
        debian: &["pkg-config"],
        fedora: Some("pkgconf-pkg-config"),
        arch: Some("pkgconf"),
        suse: Some("pkg-config"),
    },
    Need {
        purpose: "to draw the window",
        probe: Probe::Library("webkit2gtk-4.1"),
        often_from_elsewhere: false,
        debian: &["libwebkit2gtk-4.1-dev"],
        fedora: Some("webkit2gtk4.1-devel"),
        arch: Some("webkit2gtk-4.1"),
        suse: Some("webkit2gtk3-devel"),
    },
    Need {
        purpose: "to sound an urgent report",
        probe: Probe::SoundPlugin("libgstautodetect.so"),
        often_from_elsewhere: false,
        debian: &["gstreamer1.0-plugins-good"],
        fedora: Some("gstreamer1-plugins-good"),
        arch: Some("gst-plugins-good"),
        suse: Some("gstreamer-plugins-good"),
    },
    Need {
        purpose: "to decode the sound of an urgent report",
        probe: Probe::SoundPlugin("libgstplayback.so"),
        often_from_elsewhere: false,
        debian: &["gstreamer1.0-plugins-base"],
        fedora: Some("gstreamer1-plugins-base"),
        arch: Some("gst-plugins-base"),
        suse: Some("gstreamer-plugins-base"),
    },
    Need {
        purpose: "to bring the library that draws the map",
        probe: Probe::Program(NPM),
        often_from_elsewhere: true,
        debian: &["npm"],
        fedora: Some("nodejs-npm"),
        arch: Some("npm"),
        suse: Some("npm-default"),
    },
    Need {
        purpose: "to run, in the tests, what others wrote to try interfaces",
        probe: Probe::Program("python3"),
        often_from_elsewhere: false,
        debian: &["python3-venv"],
        fedora: Some("python3"),
        arch: Some("python"),
        suse: Some("python3"),
    },
    Need {
        purpose: "a display for the driven window",
        probe: Probe::Program("Xvfb"),
        often_from_elsewhere: false,
        debian: &["xvfb"],
        fedora: Some("xorg-x11-server-Xvfb"),
        arch: Some("xorg-server-xvfb"),
        suse: Some("xorg-x11-server-Xvfb"),
    },
    Need {
        purpose: "to drive the window in the tests",
        probe: Probe::Program("WebKitWebDriver"),
        often_from_elsewhere: false,
        debian: &["webkit2gtk-driver"],
        fedora: None,
        arch: None,
        suse: None,
    },
    Need {
        purpose: "to watch, in the tests, which addresses the console contacts",
        probe: Probe::Program("strace"),
        often_from_elsewhere: false,
        debian: &["strace"],
        fedora: Some("strace"),
        arch: Some("strace"),
        suse: Some("strace"),
    },
    Need {
        purpose: "to ask a satellite receiver, in the tests, by way of gpsd",
        probe: Probe::Program("gpsd"),
        often_from_elsewhere: false,
        debian: &["gpsd"],
        fedora: Some("gpsd"),
        arch: Some("gpsd"),
        suse: Some("gpsd"),
    },
    Need {
        purpose: "a session bus for the tests of the key ring",
        probe: Probe::Program("dbus-run-session"),
        often_from_elsewhere: false,
        debian: &["dbus"],
        fedora: Some("dbus-daemon"),
        arch: Some("dbus"),
        suse: Some("dbus-1-daemon"),
    },
    Need {
        purpose: "the key ring of the tests",
        probe: Probe::Program("gnome-keyring-daemon"),
        often_from_elsewhere: false,
        debian: &["gnome-keyring"],
        fedora: Some("gnome-keyring"),
        arch: Some("gnome-keyring"),
        suse: Some("gnome-keyring"),
    },
    Need {
        purpose: "to compare with GEOS in the tests",
        probe: Probe::Library("geos"),
        often_from_elsewhere: false,
        debian: &["libgeos-dev"],
        fedora: Some("geos-devel"),
        arch: Some("geos"),
        suse: Some("geos-devel"),
    },
    Need {
        purpose: "to give the windows of the tests the focus",
        probe: Probe::Program("openbox"),
        often_from_elsewhere: false,
        debian: &["openbox"],
        fedora: Some("openbox"),
        arch: Some("openbox"),
        suse: Some("openbox"),
    },
    Need {
        purpose: "to strike keys in the tests",
        probe: Probe::Program("xdotool"),
        often_from_elsewhere: false,
        debian: &["xdotool"],
        fedora: Some("xdotool"),
        arch: Some("xdotool"),
        suse: Some("xdotool"),
    },
    Need {
        purpose: "to type Vietnamese in the tests",
        probe: Probe::Program("ibus-daemon"),
        often_from_elsewhere: false,
        debian: &["ibus"],
        fedora: Some("ibus"),
        arch: Some("ibus"),
        suse: Some("ibus"),
    },
    Need {
        purpose: "to type Telex through IBus in the tests",
        probe: Probe::InputMethod("ibus/component/unikey.xml"),
        often_from_elsewhere: false,
        debian: &["ibus-unikey"],
        fedora: Some("ibus-unikey"),
        arch: Some("ibus-unikey"),
        suse: Some("ibus-unikey"),
    },
    Need {
        purpose: "to type into the window through IBus in the tests",
        probe: Probe::InputModule("im-ibus.so"),
        often_from_elsewhere: false,
        debian: &["ibus-gtk3"],
        fedora: Some("ibus-gtk3"),
        arch: Some("ibus"),
        suse: Some("ibus-gtk3"),
    },
    Need {
        purpose: "to type Vietnamese in the tests the other way",
        probe: Probe::Program("fcitx5"),
        often_from_elsewhere: false,
        debian: &["fcitx5"],
        fedora: Some("fcitx5"),
        arch: Some("fcitx5"),
        suse: Some("fcitx5"),
    },
    Need {
        purpose: "to type Telex through Fcitx 5 in the tests",
        probe: Probe::InputMethod("fcitx5/addon/unikey.conf"),
        often_from_elsewhere: false,
        debian: &["fcitx5-unikey"],
        fedora: Some("fcitx5-unikey"),
        arch: Some("fcitx5-unikey"),
        suse: Some("fcitx5-unikey"),
    },
    Need {
        purpose: "to type into the window through Fcitx 5 in the tests",
        probe: Probe::InputModule("im-fcitx5.so"),
        often_from_elsewhere: false,
        debian: &["fcitx5-frontend-gtk3"],
        fedora: Some("fcitx5-gtk3"),
        arch: Some("fcitx5-gtk"),
        suse: Some("fcitx5-gtk3"),
    },
];
