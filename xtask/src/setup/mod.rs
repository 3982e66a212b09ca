//! Set-up of a machine: what the build, the window and its tests need, and how to get it.
//!
//! On systems with apt it installs what is missing and nothing else; everywhere else it looks for
//! the things themselves and names what is missing in that system's words. Doing it twice does
//! nothing the second time. It never changes a system it does not know.

mod host;
mod needs;
mod system;

use anyhow::{Result, bail};

use crate::steps::{Steps, say};
use host::{Host, Machine};
pub use needs::NPM;
use needs::{NEEDS, Need};
use system::System;

/// Makes the machine ready, or says exactly what it lacks.
pub fn run(steps: &mut Steps) -> Result<()> {
    steps.step("set-up", || make_ready(&mut Machine))
}

fn make_ready(host: &mut dyn Host) -> Result<()> {
    let system = System::of(host);
    let mut lacking = Vec::new();
    match system {
        System::Debian => add_debian_packages(host, &mut lacking)?,
        System::Fedora | System::Arch | System::Suse | System::OtherLinux => {
            lacking.extend(
                NEEDS
                    .iter()
                    .filter(|need| !need.probe.found(host))
                    .map(|need| need.in_words_of(system)),
            );
        }
        System::MacOs => {
            if !host.succeeds("xcode-select", &["-p"]) {
                lacking.push(
                    "a C compiler: run `xcode-select --install` (the web view is part of macOS)"
                        .to_owned(),
                );
            }
            lacking.extend(npm(host));
        }
        System::Windows => {
            if !host.succeeds("perl", &["-v"]) {
                lacking.push(
                    "Perl, which OpenSSL is configured with: install Strawberry Perl; also the \
                     Visual Studio C++ build tools and the WebView2 runtime"
                        .to_owned(),
                );
            }
            lacking.extend(npm(host));
        }
    }
    add_wasm_target(host, &mut lacking)?;
    if lacking.is_empty() {
        return Ok(());
    }
    bail!("this machine ({system}) lacks:\n  - {}", lacking.join("\n  - "));
}

fn npm(host: &dyn Host) -> Option<String> {
    (!host.has_program(NPM))
        .then(|| "npm, to bring the library that draws the map: install Node.js".to_owned())
}

fn add_debian_packages(host: &mut dyn Host, lacking: &mut Vec<String>) -> Result<()> {
    let missing = missing_packages(host)?;
    if missing.is_empty() {
        return Ok(());
    }
    say(&format!("    installing: {}", missing.join(" ")));
    let installed = host.apt(&["update", "--quiet"])
        && host.apt(&[&["install", "--yes", "--no-install-recommends"][..], &missing].concat());
    if installed {
        return Ok(());
    }
    let left = missing_packages(host)?;
    if !left.is_empty() {
        lacking.push(format!(
            "Debian packages that could not be installed: run `sudo apt-get install {}`",
            left.join(" ")
        ));
    }
    Ok(())
}

fn missing_packages(host: &mut dyn Host) -> Result<Vec<&'static str>> {
    let wanted: Vec<&'static str> = NEEDS
        .iter()
        .filter(|need| need.asks_for_packages(host))
        .flat_map(Need::debian_packages)
        .collect();
    let there = host.debian_packages(&wanted)?;
    Ok(wanted.into_iter().filter(|package| !there.contains(*package)).collect())
}

fn add_wasm_target(host: &mut dyn Host, lacking: &mut Vec<String>) -> Result<()> {
    if host.has_wasm_target()? {
        return Ok(());
    }
    say("    adding the Rust target of the page: wasm32-unknown-unknown");
    if host.succeeds("rustup", &["target", "add", "wasm32-unknown-unknown"])
        && host.has_wasm_target()?
    {
        return Ok(());
    }
    lacking.push(
        "the Rust standard library for wasm32-unknown-unknown: run `rustup target add \
         wasm32-unknown-unknown`; where that download is out of reach, see \
         docs/decisions/0006-the-page-is-built-by-xtask.md for building it from Debian's \
         rust-web-src"
            .to_owned(),
    );
    Ok(())
}

#[cfg(test)]
mod tests;
