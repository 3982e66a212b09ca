//! A full disk: saving is the last thing to fail, it fails loudly, and nothing is lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use trucban_store::StoreError;

use crate::people::{at, create, incident_id, note, open};

/// Runs the child on a file system of 12 MiB of its own, where the system lets a test make one.
#[test]
fn the_last_room_on_the_disk_is_for_what_people_do() {
    let folder = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=12m none \"$TRUCBAN_TEST_FOLDER\" || exit 77; exec \"$@\"";
    let me = std::env::current_exe().unwrap();
    let run = Command::new("unshare")
        .args(["-Urm", "sh", "-c", script, "sh"])
        .arg(me)
        .args(["full_disk::on_a_small_disk", "--exact", "--ignored", "--nocapture"])
        .env("TRUCBAN_TEST_FOLDER", folder.path())
        .output();
    match run {
        Ok(run) if run.status.success() => {}
        Ok(run) if run.status.code() == Some(101) => {
            panic!("{}", String::from_utf8_lossy(&run.stderr));
        }
        other => {
            #[expect(clippy::print_stderr, reason = "a skipped test says so")]
            {
                eprintln!("skipped: no small file system can be mounted here: {other:?}");
            }
        }
    }
}

fn fill(folder: &Path) -> PathBuf {
    let path = folder.join("somebody-elses-file");
    let mut bytes = vec![7; 12 << 20];
    while fs::write(&path, &bytes).is_err() && bytes.len() > 1 {
        // A write that failed has filled what it could; the rest is smaller than a block.
        bytes.truncate(bytes.len() / 2);
        if fs::metadata(&path).is_ok_and(|file| file.len() > 0) {
            break;
        }
    }
    path
}

#[test]
#[ignore = "run by the_last_room_on_the_disk_is_for_what_people_do, on a small disk"]
fn on_a_small_disk() {
    let folder = PathBuf::from(std::env::var_os("TRUCBAN_TEST_FOLDER").expect("run by a test"));
    let store = open(&folder);
    store.write(&create(1, incident_id(1), "Hố ga", false), at(1)).unwrap();
    let ballast = folder.join("ballast");
    assert_eq!(fs::metadata(&ballast).unwrap().len(), 1 << 20);

    let hog = fill(&folder);
    let mut saved = 1;
    let refused = loop {
        match store.write(&note(saved + 1, incident_id(1)), at(2)) {
            Ok(ok) => {
                saved += 1;
                assert_eq!(ok.client_seq, saved);
            }
            Err(error) => break error,
        }
        assert!(saved < 2_000, "the disk never got full");
    };
    assert!(matches!(refused, StoreError::DiskFull), "{refused:?}");
    assert!(saved > 10, "the reserve held {saved} acts");
    assert!(!ballast.exists(), "the reserve was given away");
    assert_eq!(store.outbox().unwrap().len() as u64, saved, "what was refused is not there");
    drop(store);

    fs::remove_file(hog).unwrap();
    let store = open(&folder);
    assert_eq!(store.openings(), []);
    assert_eq!(store.outbox().unwrap().len() as u64, saved);
    assert!(ballast.exists(), "and comes back with the room");
    assert_eq!(store.write(&note(5_000, incident_id(1)), at(3)).unwrap().client_seq, saved + 1);
    assert_eq!(store.audit().unwrap(), []);
}
