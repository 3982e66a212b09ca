//! A disk without room: saving is the last thing to fail, fails loudly, and works again when there
//! is room.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use trucban_store::StoreError;
use trucban_sync::{Link, Trouble};
use trucban_tests::census::{
    CentralCensus, LaptopCensus, agree, nothing_lost, one_effect_each, rows_are_replays,
};
use trucban_tests::laptop::Laptop;
use trucban_tests::world::{VY_DA, World};
use trucban_text::{Lang, error, sentence};

/// A disk of its own, small, in memory. It goes with the value.
struct SmallDisk {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl SmallDisk {
    /// A disk of so many bytes; `None` where this process may not mount one.
    fn mount(bytes: u64) -> Result<Option<Self>> {
        let folder = tempfile::tempdir()?;
        let size = format!("size={bytes}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(folder.path())
            .status()
            .is_ok_and(|status| status.success());
        let path = folder.path().to_owned();
        Ok(mounted.then_some(Self { path, _folder: folder }))
    }

    /// Takes all room that is left, and tells where.
    fn fill(&self) -> Result<PathBuf> {
        let path = self.path.join("filler");
        let mut filler = fs::File::create(&path)?;
        for size in [65_536, 4_096, 1] {
            while filler.write_all(&vec![7; size]).is_ok() {}
        }
        Ok(path)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg(&self.path).status());
    }
}

#[tokio::test]
async fn on_a_full_disk_acts_are_saved_while_the_reserve_lasts_and_never_half() -> Result<()> {
    let Some(disk) = SmallDisk::mount(24 << 20)? else {
        say_skipped();
        return Ok(());
    };
    let mut world = World::started(80).await?;
    let report = world.post(VY_DA, "Ngập ở Lâm Hoằng.").await?;
    let data: &Path = &disk.path.join("data");
    let mut laptop = Laptop::at(data, world.enrol_official("Lê Văn A")?, 80)?;
    laptop.sync_to_rest().await?;
    let filler = disk.fill()?;

    let text = "Nước đã rút còn nửa bánh xe. ".repeat(60);
    let mut saved = Vec::new();
    let failure = loop {
        match laptop.note(report.id, &text) {
            Ok(act) => saved.push(act),
            Err(error) => break error,
        }
        assert!(saved.len() < 20_000, "the disk is never full");
    };
    assert!(matches!(failure, StoreError::DiskFull), "{failure:?}");
    assert_eq!(sentence(Lang::Vi, "error.disk_full", &[]), error::DISK_FULL.say(Lang::Vi));
    assert!(saved.len() >= 10, "the reserve saved only {}", saved.len());
    for act in &saved {
        assert!(!laptop.entry(act.op_id)?.bytes.is_empty());
    }
    let facts = laptop.store().sync_facts()?;
    assert_eq!(facts.last_seq, saved.len() as u64, "the act that failed left nothing behind");
    assert!(laptop.store().incident(report.id)?.is_some(), "the screen can still be read");

    for number in 0..200 {
        let text = format!("Rác ở kiệt {number}: {}", "chưa ai đến gom, ".repeat(100));
        world.post(VY_DA, &text).await?;
    }
    let state = laptop.sync().await?;
    let Link::Offline { trouble, .. } = state.link else { panic!("{:?}", state.link) };
    assert_eq!(trouble, Some(Trouble::DiskFull));
    let central = CentralCensus::of(&world.data())?;
    for act in &saved {
        assert_eq!(central.given_to(act.op_id).len(), 1, "what is saved is sent all the same");
    }

    fs::remove_file(&filler).context("make room")?;
    laptop.reopen().await?;
    let census = LaptopCensus::of(laptop.data())?;
    nothing_lost(&census, &saved)?;
    rows_are_replays(&census)?;
    saved.push(laptop.note(report.id, "Có chỗ trở lại.")?);
    laptop.sync_to_rest().await?;
    let census = LaptopCensus::of(laptop.data())?;
    let central = CentralCensus::of(&world.data())?;
    nothing_lost(&census, &saved)?;
    one_effect_each(&central, laptop.enrolment.client, &census)?;
    agree(&central, &census)?;
    laptop.close().await;
    Ok(())
}

#[expect(clippy::print_stderr, reason = "whoever reads the tests' output must know")]
fn say_skipped() {
    eprintln!("SKIPPED: mounting a small disk needs root; run this test as root");
}
