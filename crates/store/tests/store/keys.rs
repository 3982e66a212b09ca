//! The key: where it lies, that it is found again, that it is never replaced.

use std::fs;
use std::path::Path;
use std::process::Command;

use trucban_store::{Access, KeyError, KeyPlace, KeyPreference, OpenStore, Store, StoreError};

use crate::people::{Counted, at, create, incident_id, open, try_open};

fn open_preferring_keyring(folder: &Path) -> Result<Store, StoreError> {
    Store::open(OpenStore {
        folder,
        key: KeyPreference::KeyringThenFile,
        build: "0.1.0",
        entropy: Counted::from(11),
        access: Access::Owner,
    })
}

#[test]
#[cfg(unix)]
fn a_key_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let store = open(&data);
    assert_eq!(store.key_place(), KeyPlace::File);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data.join("store.key")), 0o600);
    assert_eq!(mode(&data), 0o700);
}

#[test]
fn a_missing_or_foreign_key_is_told_apart_from_damage_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.write(&create(1, incident_id(1), "Hố ga", false), at(1)).unwrap();
    drop(store);
    let path = folder.path().join("store.key");
    let key = fs::read(&path).unwrap();
    let failure = || match try_open(folder.path(), Access::Owner).err().unwrap() {
        StoreError::Key(error) => error,
        other => panic!("{other:?}"),
    };
    fs::remove_file(&path).unwrap();
    assert!(matches!(failure(), KeyError::Missing));
    fs::write(&path, "0".repeat(64)).unwrap();
    assert!(matches!(failure(), KeyError::Other));
    fs::write(&path, "nonsense").unwrap();
    assert!(matches!(failure(), KeyError::Garbled));
    let record = folder.path().join("store.place");
    let kept = fs::read(&record).unwrap();
    fs::remove_file(&record).unwrap();
    assert!(matches!(failure(), KeyError::Missing), "no key is made beside files that have one");

    fs::write(&record, kept).unwrap();
    fs::write(&path, key).unwrap();
    let store = open(folder.path());
    assert_eq!((store.openings(), store.outbox().unwrap().len()), (vec![], 1));
}

/// Runs one ignored test of this binary under `wrapper`, on `folder`.
fn rerun(wrapper: &[&str], test: &str, folder: &Path) -> std::process::Output {
    let me = std::env::current_exe().unwrap();
    let (program, args) = wrapper.split_first().unwrap();
    Command::new(program)
        .args(args)
        .arg(me)
        .args([test, "--exact", "--ignored", "--nocapture"])
        .env("TRUCBAN_TEST_FOLDER", folder)
        .output()
        .unwrap()
}

fn installed(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    })
}

fn child_folder() -> std::path::PathBuf {
    std::env::var_os("TRUCBAN_TEST_FOLDER").expect("run by another test").into()
}

#[test]
fn a_key_in_the_keyring_is_found_again_there() {
    if let Some(missing) =
        ["dbus-run-session", "gnome-keyring-daemon"].into_iter().find(|name| !installed(name))
    {
        #[expect(clippy::print_stderr, reason = "a skipped test says so")]
        {
            eprintln!("skipped: {missing} is not installed");
        }
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let home = tempfile::tempdir().unwrap();
    let script = format!(
        "export HOME={home} XDG_DATA_HOME={home} XDG_RUNTIME_DIR={home};
         printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;
         exec \"$@\"",
        home = home.path().display()
    );
    let wrapper = ["dbus-run-session", "--", "sh", "-c", &script, "sh"];
    let run = rerun(&wrapper, "keys::with_a_keyring", folder.path());
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
#[ignore = "run by a_key_in_the_keyring_is_found_again_there, under a keyring"]
fn with_a_keyring() {
    let folder = child_folder();
    let store = open_preferring_keyring(&folder).unwrap();
    assert_eq!(store.key_place(), KeyPlace::Keyring);
    store.write(&create(1, incident_id(1), "Hố ga", false), at(1)).unwrap();
    drop(store);
    assert!(!folder.join("store.key").exists(), "the key lies in one place only");
    // Whatever is preferred later, the key is looked for where it was put.
    let store = open(&folder);
    assert_eq!((store.key_place(), store.outbox().unwrap().len()), (KeyPlace::Keyring, 1));
}

#[test]
fn without_a_keyring_the_key_goes_into_a_file_and_stays_there() {
    if !installed("env") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let wrapper = ["env", "-u", "DBUS_SESSION_BUS_ADDRESS", "-u", "XDG_RUNTIME_DIR"];
    let run = rerun(&wrapper, "keys::without_a_keyring", folder.path());
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
#[ignore = "run by without_a_keyring_the_key_goes_into_a_file_and_stays_there"]
fn without_a_keyring() {
    let folder = child_folder();
    for _ in 0..2 {
        let store = open_preferring_keyring(&folder).unwrap();
        assert_eq!(store.key_place(), KeyPlace::File);
    }
}
