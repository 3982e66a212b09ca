//! Files that a disk has damaged, a disk that is full, a folder of a newer version: what people did
//! stays, and they are told.

use std::fs;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use trucban_store::{ActState, Opening, StoreError};
use trucban_tests::census::{
    CentralCensus, LaptopCensus, agree, nothing_lost, one_effect_each, rows_are_replays,
};
use trucban_tests::laptop::Laptop;
use trucban_tests::world::{VY_DA, World};
use trucban_text::{Lang, error, sentence, sync};

/// A laptop that holds some reports and has acts that nobody has heard of yet.
async fn worked_offline(seed: u64) -> Result<(World, Laptop, Vec<trucban_store::Saved>)> {
    let mut world = World::started(seed).await?;
    let mut reports = Vec::new();
    for number in 0..10 {
        reports.push(world.post(VY_DA, &format!("Đèn hỏng ở trụ {number}.")).await?.id);
    }
    let laptop = Laptop::new(world.enrol_official("Lê Văn A")?, seed)?;
    laptop.sync_to_rest().await?;
    let mut saved = Vec::new();
    for report in &reports[..5] {
        saved.push(laptop.acknowledge(*report)?);
        saved.push(laptop.note(*report, "Đã báo đội chiếu sáng.")?);
    }
    saved.push(laptop.create(VY_DA, "Trụ điện nghiêng")?.1);
    Ok((world, laptop, saved))
}

fn judge(world: &World, laptop: &Laptop, saved: &[trucban_store::Saved]) -> Result<()> {
    let central = CentralCensus::of(&world.data())?;
    let census = LaptopCensus::of(laptop.data())?;
    nothing_lost(&census, saved)?;
    one_effect_each(&central, laptop.enrolment.client, &census)?;
    agree(&central, &census)?;
    assert_eq!(laptop.store().audit()?, []);
    Ok(())
}

/// The catalogue has a Vietnamese sentence for a notice about the folder.
fn is_said(notice: &str) {
    let said = sync::ALL.iter().find(|text| text.name.eq_ignore_ascii_case(notice));
    assert!(said.is_some_and(|text| !text.vi.is_ascii()), "no text for {notice}");
}

/// Spoils a stretch of a file.
fn spoil(path: &Path, offset: u64, length: usize) -> Result<()> {
    let file = fs::OpenOptions::new().write(true).open(path)?;
    file.write_all_at(&vec![0xa5; length], offset).context("spoil the file")
}

#[tokio::test]
async fn a_damaged_cache_is_made_anew_and_filled_again_and_the_outbox_is_whole() -> Result<()> {
    let (world, mut laptop, saved) = worked_offline(50).await?;
    for (place, at_once) in [(0, true), (1, false), (2, false)] {
        laptop.close().await;
        let cache = laptop.data().join("cache.db");
        let third = fs::metadata(&cache)?.len() / 3;
        spoil(&cache, third * place, usize::try_from(third)?)?;
        laptop.open()?;
        if laptop.store().openings().is_empty() {
            assert!(!at_once, "a damaged first page is seen when the folder is opened");
            let met = laptop.store().audit();
            assert!(met.is_err(), "whoever reads all rows meets the damage: {met:?}");
            for act in &saved {
                assert!(!laptop.entry(act.op_id)?.bytes.is_empty(), "the outbox is whole");
            }
            laptop.reopen().await?;
        }
        assert_eq!(laptop.store().openings(), [Opening::CacheRebuilt]);
        is_said("cache_rebuilt");
        let census = LaptopCensus::of(laptop.data())?;
        nothing_lost(&census, &saved)?;
        rows_are_replays(&census)?;
        laptop.sync_to_rest().await?;
        judge(&world, &laptop, &saved)?;
    }
    Ok(())
}

#[tokio::test]
async fn a_damaged_outbox_page_costs_at_most_what_lay_on_it_and_the_rest_is_kept_and_exported()
-> Result<()> {
    let (world, mut laptop, saved) = worked_offline(51).await?;
    laptop.close().await;
    let outbox = laptop.data().join("outbox.db");
    let pages = fs::metadata(&outbox)?.len() / 4_096;
    assert!(pages > 4, "{pages} pages");
    spoil(&outbox, (pages - 2) * 4_096 + 100, 64)?;
    laptop.open()?;
    let (read, lost) = match laptop.store().openings().as_slice() {
        [Opening::OutboxRescued { read, lost, file }] => {
            let exported = fs::read_to_string(file)?.lines().count();
            assert_eq!(u32::try_from(exported)?, read + lost, "each act has its line");
            (*read, *lost)
        }
        other => panic!("{other:?}"),
    };
    is_said("outbox_rescued");
    is_said("outbox_rescued_do");
    assert_eq!(u32::try_from(saved.len())?, read + lost);
    assert!(read > 0, "what lies on other pages is read");
    let census = LaptopCensus::of(laptop.data())?;
    let survivors: Vec<_> = saved
        .iter()
        .copied()
        .filter(|saved| census.acts.iter().any(|act| act.op_id == saved.op_id))
        .collect();
    assert_eq!(u32::try_from(survivors.len())?, read);
    nothing_lost(&census, &survivors)?;
    rows_are_replays(&census)?;
    laptop.sync_to_rest().await?;
    for act in &survivors {
        assert_eq!(laptop.entry(act.op_id)?.state(), ActState::Accepted);
    }
    agree(&CentralCensus::of(&world.data())?, &LaptopCensus::of(laptop.data())?)?;
    let next = laptop.create(VY_DA, "Việc sau tai nạn")?.1;
    assert_eq!(next.client_seq, saved.len() as u64 + 1, "no number is given twice");
    laptop.sync_to_rest().await?;
    assert_eq!(laptop.entry(next.op_id)?.state(), ActState::Accepted);
    Ok(())
}

#[tokio::test]
async fn a_folder_of_a_newer_version_is_left_as_it_is_and_said_so() -> Result<()> {
    let (world, mut laptop, saved) = worked_offline(52).await?;
    laptop.close().await;
    let outbox = laptop.data().join("outbox.db");
    let key = fs::read_to_string(laptop.data().join("store.key"))?;
    let db = rusqlite::Connection::open(&outbox)?;
    db.pragma_update(None, "key", format!("x'{}'", key.trim()))?;
    let form = |version: i64| -> Result<()> {
        db.pragma_update(None, "user_version", version)?;
        db.execute("UPDATE schema_floor SET floor = ?1", [version])?;
        db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    };
    let own: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    form(99)?;
    let before = fs::read(&outbox)?;
    let refused = laptop.open();
    assert!(matches!(refused, Err(StoreError::TooNew { found: 99, .. })), "{refused:?}");
    assert_eq!(fs::read(&outbox)?, before, "not a byte was touched");
    assert_eq!(sentence(Lang::Vi, "error.store_too_new", &[]), error::STORE_TOO_NEW.say(Lang::Vi));
    form(own)?;
    drop(db);
    laptop.open()?;
    laptop.sync_to_rest().await?;
    judge(&world, &laptop, &saved)
}

#[tokio::test]
async fn a_folder_that_somebody_else_has_open_or_whose_key_is_gone_is_said_so() -> Result<()> {
    let (world, mut laptop, saved) = worked_offline(53).await?;
    let second = Laptop::at(laptop.data(), laptop.enrolment.clone(), 530);
    let refused = second.err().context("the folder is taken")?;
    assert!(matches!(refused.downcast_ref(), Some(StoreError::Locked(_))), "{refused:?}");
    assert_eq!(sentence(Lang::Vi, "error.locked", &[]), error::LOCKED.say(Lang::Vi));
    laptop.close().await;
    let key = laptop.data().join("store.key");
    let aside = laptop.data().join("store.key.aside");
    fs::rename(&key, &aside)?;
    let refused = laptop.open();
    assert!(matches!(refused, Err(StoreError::Key(_))), "{refused:?}");
    let said = sentence(Lang::Vi, "error.key_unavailable", &[]);
    assert_eq!(said, error::KEY_UNAVAILABLE.say(Lang::Vi));
    assert!(!key.exists(), "a new key would make the files unreadable for good");
    fs::rename(&aside, &key)?;
    laptop.open()?;
    laptop.sync_to_rest().await?;
    judge(&world, &laptop, &saved)
}
