//! What a person cannot wait out is told in words, and nothing that was saved is touched by it.

use std::net::SocketAddr;

use anyhow::Result;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use trucban_contract::wire::Enrolment;
use trucban_store::Saved;
use trucban_sync::{Link, Trouble};
use trucban_tests::census::{LaptopCensus, nothing_lost};
use trucban_tests::laptop::Laptop;
use trucban_tests::proxy::{Fault, Proxy};
use trucban_tests::world::{Identity, VY_DA, World};
use trucban_text::{Entry, Lang, sentence, trouble};

/// The key of the sentence that says what is wrong; what to do about it is `…_do`.
const fn key(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NotCentral => "not_central",
        Trouble::NoSuchHost => "no_such_host",
        Trouble::WrongName => "wrong_name",
        Trouble::Untrusted => "untrusted",
        Trouble::UnknownToken => "unknown_token",
        Trouble::RevokedToken => "revoked_token",
        Trouble::Forked => "forked",
        Trouble::Protocol => "protocol",
        Trouble::Garbled => "garbled",
        Trouble::CentralBroken => "central_broken",
        Trouble::DiskFull => "disk_full",
    }
}

/// The catalogue says, in Vietnamese, what is wrong and what is safe and to do.
fn is_said(trouble: Trouble) {
    let words = |name: &str| -> Option<&Entry> {
        trouble::ALL.iter().find(|text| text.name.eq_ignore_ascii_case(name))
    };
    for name in [key(trouble).to_owned(), format!("{}_do", key(trouble))] {
        let text = words(&name).unwrap_or_else(|| panic!("no text for {name}"));
        assert_eq!(sentence(Lang::Vi, &format!("trouble.{name}"), &[]), text.vi);
        assert!(text.vi.ends_with('.'), "{name}: {}", text.vi);
        assert!(!text.vi.is_ascii(), "{name} is in Vietnamese: {}", text.vi);
    }
}

/// Syncs, finds `expected`, and finds what was saved before still in the outbox.
async fn meets(laptop: &Laptop, expected: Option<Trouble>, saved: &[Saved]) -> Result<()> {
    let state = laptop.sync().await?;
    let Link::Offline { trouble, .. } = state.link else { panic!("{:?}", state.link) };
    assert_eq!(trouble, expected);
    if let Some(trouble) = trouble {
        is_said(trouble);
    }
    let census = LaptopCensus::of(laptop.data())?;
    nothing_lost(&census, saved)?;
    assert!(census.acts.iter().all(|act| act.result.is_none()), "nothing was answered");
    Ok(())
}

/// A laptop that has one act to send.
fn busy(enrolment: Enrolment, seed: u64) -> Result<(Laptop, Vec<Saved>)> {
    let laptop = Laptop::new(enrolment, seed)?;
    let (_, saved) = laptop.create(VY_DA, "Nước yếu từ sáng")?;
    Ok((laptop, vec![saved]))
}

#[tokio::test]
async fn an_unreachable_central_at_the_first_start_is_only_being_offline() -> Result<()> {
    let mut world = World::started(30).await?;
    let (laptop, saved) = busy(world.enrol_official("Lê Văn A")?, 300)?;
    world.stop().await?;
    meets(&laptop, None, &saved).await?;
    world.start().await?;
    laptop.sync_to_rest().await
}

#[tokio::test]
async fn something_else_at_the_address_is_named() -> Result<()> {
    let world = World::started(31).await?;
    let proxy = Proxy::before(world.address()?).await?;
    let mut enrolment = world.enrol_official("Lê Văn A")?;
    enrolment.url = proxy.url();
    let (laptop, saved) = busy(enrolment, 310)?;
    for status in [200, 302, 404] {
        proxy.will("/sync/hello", Fault::Page(status));
        meets(&laptop, Some(Trouble::NotCentral), &saved).await?;
    }
    proxy.will("/sync/hello", Fault::Page(502));
    meets(&laptop, Some(Trouble::CentralBroken), &saved).await?;
    laptop.sync_to_rest().await
}

#[tokio::test]
async fn a_name_that_does_not_exist_is_named() -> Result<()> {
    let world = World::started(32).await?;
    let mut enrolment = world.enrol_official("Lê Văn A")?;
    enrolment.url = "https://trung-tam.invalid".to_owned();
    let (laptop, saved) = busy(enrolment, 320)?;
    meets(&laptop, Some(Trouble::NoSuchHost), &saved).await
}

#[tokio::test]
async fn a_certificate_for_another_name_or_of_another_authority_is_named() -> Result<()> {
    let world = World::started_as(33, Identity::for_name("localhost")?).await?;
    let good = world.enrol_official("Lê Văn A")?;
    let (laptop, saved) = busy(good.clone(), 330)?;
    let mut wrong_name = good.clone();
    wrong_name.url = format!("https://127.0.0.1:{}", world.address()?.port());
    let mut untrusted = good.clone();
    untrusted.ca_pem = Some(Identity::for_name("localhost")?.authority().to_owned());
    let mut laptop = laptop;
    for (enrolment, trouble) in [(wrong_name, Trouble::WrongName), (untrusted, Trouble::Untrusted)]
    {
        laptop.enrolment = enrolment;
        meets(&laptop, Some(trouble), &saved).await?;
    }
    laptop.enrolment = good;
    laptop.sync_to_rest().await
}

#[tokio::test]
async fn a_port_that_speaks_something_else_is_not_central() -> Result<()> {
    let world = World::started_as(34, Identity::for_name("localhost")?).await?;
    let mut enrolment = world.enrol_official("Lê Văn A")?;
    let port = speaks_first(b"SSH-2.0-OpenSSH_9.6\r\n").await?.port();
    enrolment.url = format!("https://localhost:{port}");
    let (laptop, saved) = busy(enrolment, 340)?;
    meets(&laptop, Some(Trouble::NotCentral), &saved).await
}

/// Something that says `greeting` to whoever connects.
async fn speaks_first(greeting: &'static [u8]) -> Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            drop(stream.write_all(greeting).await);
            drop(stream.shutdown().await);
        }
    });
    Ok(address)
}

#[tokio::test]
async fn a_token_that_central_never_gave_or_took_back_is_named() -> Result<()> {
    let world = World::started(35).await?;
    let good = world.enrol_official("Lê Văn A")?;
    let (mut laptop, saved) = busy(good.clone(), 350)?;
    laptop.enrolment.token = "tb_0123456789abcdef".to_owned();
    meets(&laptop, Some(Trouble::UnknownToken), &saved).await?;
    laptop.enrolment = good;
    world.revoke(laptop.enrolment.client)?;
    meets(&laptop, Some(Trouble::RevokedToken), &saved).await
}

#[tokio::test]
async fn garbled_answers_are_asked_for_again() -> Result<()> {
    let world = World::started(36).await?;
    let proxy = Proxy::before(world.address()?).await?;
    let mut enrolment = world.enrol_official("Lê Văn A")?;
    enrolment.url = proxy.url();
    let (laptop, saved) = busy(enrolment, 360)?;
    for fault in [Fault::Garble, Fault::EndBody(7), Fault::EndBody(0)] {
        proxy.will("/sync/hello", fault);
        meets(&laptop, Some(Trouble::Garbled), &saved).await?;
    }
    laptop.sync_to_rest().await
}

#[tokio::test]
async fn a_pack_whose_bytes_flipped_on_the_way_is_fetched_again() -> Result<()> {
    let mut world = World::started(37).await?;
    for number in 0..30 {
        world.post(VY_DA, &format!("Đèn hỏng ở trụ {number}.")).await?;
    }
    let proxy = Proxy::before(world.address()?).await?;
    let mut enrolment = world.enrol_official("Lê Văn A")?;
    enrolment.url = proxy.url();
    let (laptop, saved) = busy(enrolment, 370)?;
    proxy.will("/sync/packs/", Fault::FlipBit(5));
    let state = laptop.sync().await?;
    let Link::Offline { trouble, .. } = state.link else { panic!("{:?}", state.link) };
    assert_eq!(trouble, Some(Trouble::Garbled));
    nothing_lost(&LaptopCensus::of(laptop.data())?, &saved)?;
    assert_eq!(laptop.store().view_counts()?.new, 1, "nothing of the broken pack is shown");
    laptop.sync_to_rest().await?;
    assert_eq!(laptop.store().view_counts()?.new, 31);
    Ok(())
}

#[tokio::test]
async fn a_folder_that_was_copied_to_another_machine_is_told_so_and_keeps_its_acts() -> Result<()> {
    let world = World::started(38).await?;
    let enrolment = world.enrol_official("Lê Văn A")?;
    let (first, _) = busy(enrolment.clone(), 380)?;
    first.sync_to_rest().await?;
    // The other machine has the enrolment and an outbox of its own.
    let (second, saved) = busy(enrolment, 381)?;
    meets(&second, Some(Trouble::Forked), &saved).await
}

#[tokio::test]
async fn two_copies_of_one_outbox_are_found_out_as_soon_as_they_differ() -> Result<()> {
    let world = World::started(39).await?;
    let enrolment = world.enrol_official("Lê Văn A")?;
    let (mut first, _) = busy(enrolment.clone(), 390)?;
    first.sync_to_rest().await?;
    first.close().await;
    let copy = Laptop::copied(&first, 391)?;
    first.open()?;
    let (_, in_first) = first.create(VY_DA, "Việc của máy thứ nhất")?;
    let (_, in_copy) = copy.create(VY_DA, "Việc của máy thứ hai")?;
    assert_eq!(in_first.client_seq, in_copy.client_seq, "one number, two acts");
    first.sync_to_rest().await?;
    let state = copy.sync().await?;
    let Link::Offline { trouble, .. } = state.link else { panic!("{:?}", state.link) };
    assert_eq!(trouble, Some(Trouble::Forked));
    is_said(Trouble::Forked);
    let census = LaptopCensus::of(copy.data())?;
    nothing_lost(&census, &[in_copy])?;
    let act = census.acts.last().unwrap();
    assert_eq!(act.result, None, "the copy's act was not taken for the other's");
    Ok(())
}
