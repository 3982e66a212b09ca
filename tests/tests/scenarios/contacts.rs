//! The command-line tool speaks with central and with nobody else; whoever does is seen.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use tokio::process::Command;
use trucban_tests::desktop::{Contacts, Deadline, Program, program, until};
use trucban_tests::world::{VY_DA, World};

/// Runs a command under the eyes of the tracer; tells whom it contacted.
async fn watched(folder: &Path, command: &[OsString]) -> Result<BTreeSet<SocketAddr>> {
    let contacts = Contacts::of(folder);
    let watcher = contacts.watcher();
    let (tracer, options) = watcher.split_first().context("a tracer")?;
    let done = Command::new(tracer)
        .args(options)
        .args(command)
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        .output()
        .await
        .context("start strace: `cargo xtask setup` installs it")?;
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    ensure!(done.status.success(), "{command:?}: {said}");
    // The tracer stands beside the command and may write its last lines after its end.
    until(Deadline::seconds(10), "the tracer's last line", || async {
        let trace = std::fs::read_to_string(folder.join("contacts.trace"))?;
        Ok(trace.contains("+++ exited").then_some(()))
    })
    .await?;
    contacts.addresses()
}

fn words(words: &[&str]) -> Vec<OsString> {
    words.iter().map(OsString::from).collect()
}

#[tokio::test]
async fn a_sync_by_hand_contacts_central_alone() -> Result<()> {
    let mut world = World::started(110).await?;
    world.post(VY_DA, "Rác ở chợ Vỹ Dạ.").await?;
    let folder = tempfile::tempdir()?;
    let document = folder.path().join("enrolment.json");
    std::fs::write(&document, serde_json::to_vec(&world.enrol_official("Lê Văn A")?)?)?;
    let ctl = program(Program::Ctl)?.into_os_string();
    let data = folder.path().join("data").into_os_string();
    let order = |rest: &[OsString]| [&[ctl.clone(), "--data".into(), data.clone()], rest].concat();
    let enrolled = order(&["enrol".into(), document.into_os_string()]);
    assert_eq!(watched(folder.path(), &enrolled).await?, BTreeSet::new());
    let synced = watched(folder.path(), &order(&words(&["sync"]))).await?;
    assert_eq!(synced, BTreeSet::from([world.address()?]));
    Ok(())
}

#[tokio::test]
async fn a_planted_connection_or_packet_is_seen() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let stranger = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    for way in ["tcp", "udp"] {
        let plant = format!("(exec 3<>/dev/{way}/{}/{}) || true", stranger.ip(), stranger.port());
        let seen = watched(folder.path(), &words(&["bash", "-c", &plant])).await?;
        assert_eq!(seen, BTreeSet::from([stranger]), "{way}");
    }
    Ok(())
}
