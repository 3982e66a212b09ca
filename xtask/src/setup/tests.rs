//! Set-up on machines that this one is not.

use std::collections::BTreeSet;

use super::*;

/// A machine that is played: what it has, and what was done to it.
#[derive(Default)]
struct Played {
    os: &'static str,
    os_release: &'static str,
    programs: BTreeSet<&'static str>,
    libraries: BTreeSet<&'static str>,
    files: BTreeSet<String>,
    packages: BTreeSet<String>,
    wasm_target: bool,
    apt_works: bool,
    apt_calls: Vec<String>,
}

impl Host for Played {
    fn os(&self) -> &'static str {
        self.os
    }

    fn os_release(&self) -> String {
        self.os_release.to_owned()
    }

    fn has_program(&self, name: &str) -> bool {
        self.programs.contains(name)
    }

    fn succeeds(&self, program: &str, args: &[&str]) -> bool {
        match (program, args) {
            ("pkg-config", ["--exists", library]) => self.libraries.contains(library),
            _ => self.programs.contains(program),
        }
    }

    fn has_file(&self, below: &str) -> bool {
        self.files.contains(below)
    }

    fn debian_packages(&self, names: &[&str]) -> Result<BTreeSet<String>> {
        Ok(names
            .iter()
            .map(|name| (*name).to_owned())
            .filter(|name| self.packages.contains(name))
            .collect())
    }

    fn apt(&mut self, args: &[&str]) -> bool {
        self.apt_calls.push(args.join(" "));
        if self.apt_works && args[0] == "install" {
            self.packages.extend(args[1..].iter().map(|name| (*name).to_owned()));
        }
        self.apt_works
    }

    fn has_wasm_target(&self) -> Result<bool> {
        Ok(self.wasm_target)
    }
}

fn debian() -> Played {
    Played {
        os: "linux",
        os_release: "PRETTY_NAME=\"Debian\"\nID=debian\n",
        packages: NEEDS.iter().flat_map(Need::debian_packages).map(str::to_owned).collect(),
        wasm_target: true,
        apt_works: true,
        ..Played::default()
    }
}

#[test]
fn a_machine_that_has_everything_is_left_alone() {
    let mut host = debian();
    make_ready(&mut host).unwrap();
    assert!(host.apt_calls.is_empty(), "{:?}", host.apt_calls);
}

#[test]
fn on_debian_exactly_the_missing_packages_are_installed() {
    let mut host = debian();
    host.packages.remove("xvfb");
    host.packages.remove("strace");
    make_ready(&mut host).unwrap();
    assert_eq!(
        host.apt_calls,
        ["update --quiet", "install --yes --no-install-recommends xvfb strace"]
    );
    make_ready(&mut host).unwrap();
    assert_eq!(host.apt_calls.len(), 2, "the second time does nothing");
}

#[test]
fn an_npm_that_did_not_come_from_debian_is_left_in_place() {
    let mut host = debian();
    host.packages.remove("npm");
    host.programs.insert(NPM);
    make_ready(&mut host).unwrap();
    assert!(host.apt_calls.is_empty(), "{:?}", host.apt_calls);
    host.programs.remove(NPM);
    make_ready(&mut host).unwrap();
    assert!(host.apt_calls.iter().any(|call| call.ends_with(" npm")), "{:?}", host.apt_calls);
}

#[test]
fn where_apt_may_not_install_the_command_is_named() {
    let mut host = debian();
    host.packages.remove("webkit2gtk-driver");
    host.apt_works = false;
    let said = make_ready(&mut host).unwrap_err().to_string();
    assert!(said.contains("sudo apt-get install webkit2gtk-driver"), "{said}");
}

#[test]
fn a_relative_of_debian_is_treated_as_debian() {
    let mut host = debian();
    host.os_release = "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";
    assert_eq!(System::of(&host), System::Debian);
    make_ready(&mut host).unwrap();
}

#[test]
fn fedora_hears_its_own_package_names_and_nothing_is_installed() {
    let mut host = Played {
        os: "linux",
        os_release: "ID=fedora\nVERSION_ID=44\n",
        programs: BTreeSet::from(["cc", "make", "perl", "pkg-config", "strace"]),
        wasm_target: true,
        ..Played::default()
    };
    let said = make_ready(&mut host).unwrap_err().to_string();
    assert!(said.contains("sudo dnf install webkit2gtk4.1-devel"), "{said}");
    assert!(
        said.contains("`WebKitWebDriver`") && said.contains("webkit2gtk-driver"),
        "a need without a known name says what to look for: {said}"
    );
    assert!(!said.contains("`perl`"), "what is there is not named: {said}");
    assert!(host.apt_calls.is_empty());
}

#[test]
fn a_linux_without_known_names_still_says_what_it_lacks() {
    let mut host = Played {
        os: "linux",
        os_release: "ID=nixos\n",
        programs: NEEDS
            .iter()
            .filter_map(|need| match need.probe {
                needs::Probe::Program(name) => Some(name),
                _ => None,
            })
            .collect(),
        files: NEEDS.iter().filter_map(|need| need.probe.file()).collect(),
        wasm_target: true,
        ..Played::default()
    };
    let said = make_ready(&mut host).unwrap_err().to_string();
    assert!(said.contains("the library `webkit2gtk-4.1`"), "{said}");
    host.libraries.extend(["webkit2gtk-4.1", "geos"]);
    make_ready(&mut host).unwrap();
}

#[test]
fn macos_needs_only_its_compiler_and_npm() {
    let mut host = Played { os: "macos", wasm_target: true, ..Played::default() };
    let said = make_ready(&mut host).unwrap_err().to_string();
    assert!(said.contains("xcode-select --install"), "{said}");
    assert!(said.contains("install Node.js"), "{said}");
    host.programs.extend(["xcode-select", NPM]);
    make_ready(&mut host).unwrap();
}

#[test]
fn windows_hears_of_perl_and_the_build_tools() {
    let mut host = Played { os: "windows", wasm_target: true, ..Played::default() };
    let said = make_ready(&mut host).unwrap_err().to_string();
    assert!(said.contains("Strawberry Perl"), "{said}");
}

#[test]
fn a_wasm_target_that_cannot_be_had_is_named_with_the_way_around() {
    let mut host = debian();
    host.wasm_target = false;
    let said = make_ready(&mut host).unwrap_err().to_string();
    assert!(said.contains("rustup target add wasm32-unknown-unknown"), "{said}");
    assert!(said.contains("docs/decisions/0006"), "{said}");
}
