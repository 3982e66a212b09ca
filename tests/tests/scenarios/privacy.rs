//! Who sent a report is known to the city desk alone: never on the wire to a ward, never in a ward
//! laptop's files, never in a log.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};
use trucban_contract::wire::pack::Pack;
use trucban_domain::Role;
use trucban_domain::operation::ReporterGiven;
use trucban_tests::census::LaptopCensus;
use trucban_tests::chance::SeededEntropy;
use trucban_tests::laptop::Laptop;
use trucban_tests::proxy::Proxy;
use trucban_tests::world::{VY_DA, World};

/// Everything that is logged in this process, from the moment it is listened to.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn listen() -> Result<Self> {
        let log = Self::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter("debug,trucban=trace")
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::set_global_default(subscriber).context("the log is ours")?;
        Ok(log)
    }

    fn text(&self) -> String {
        readable(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A person who sent a report: nothing of this occurs anywhere else.
struct Sender {
    first: String,
    last: String,
    phone: String,
    email: String,
}

impl Sender {
    fn draw(chance: &SeededEntropy) -> Self {
        let word = || format!("Nhã{:08x}", chance.below(1 << 32));
        Self {
            first: word(),
            last: word(),
            phone: format!("0905{:06}", chance.below(1_000_000)),
            email: format!("{:08x}@hue.example", chance.below(1 << 32)),
        }
    }

    fn given(&self) -> ReporterGiven {
        ReporterGiven {
            name: format!("{} {}", self.last, self.first),
            phone: self.phone.clone(),
            email: self.email.clone(),
        }
    }

    /// What of the person is found in `text`.
    fn found_in(&self, text: &str) -> Vec<&str> {
        let parts = [&self.first, &self.last, &self.phone, &self.email];
        parts.into_iter().map(String::as_str).filter(|part| text.contains(part)).collect()
    }
}

/// What can be read in bytes: every run of them that is text, and marks for the rest.
fn readable(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Everything that a laptop received, packs unpacked.
fn received(proxy: &Proxy) -> Result<String> {
    let mut received = Vec::new();
    let mut packs = 0;
    for exchange in proxy.exchanges() {
        if exchange.call.starts_with("GET /sync/packs/") {
            let plain = zstd::bulk::decompress(&exchange.body, 64 << 20)?;
            Pack::decode(&plain)?;
            received.extend(plain);
            packs += 1;
        }
        received.extend(exchange.answered);
    }
    assert!(packs > 0, "packs were fetched");
    Ok(readable(&received))
}

/// Everything that lies in a laptop's folder, as it lies there and decrypted.
fn kept(laptop: &Laptop) -> Result<String> {
    let mut kept = LaptopCensus::of(laptop.data())?.contents;
    for file in std::fs::read_dir(laptop.data())? {
        kept.extend(std::fs::read(file?.path())?);
    }
    Ok(readable(&kept))
}

async fn behind_proxy(world: &World, name: &str, role: Role, seed: u64) -> Result<(Laptop, Proxy)> {
    let proxy = Proxy::before(world.address()?).await?;
    let mut enrolment = world.enrol(name, role, &[VY_DA])?;
    enrolment.url = proxy.url();
    Ok((Laptop::new(enrolment, seed)?, proxy))
}

#[tokio::test]
async fn who_sent_a_report_never_reaches_a_ward_s_laptop_nor_a_log() -> Result<()> {
    let log = Log::listen()?;
    let chance = SeededEntropy::new(70);
    let mut world = World::started(70).await?;
    let (counter, _counter_proxy) =
        behind_proxy(&world, "Lê Văn A", Role::WardOfficial, 700).await?;
    let mut wards = Vec::new();
    for (seed, role) in (701..).zip([Role::WardOfficial, Role::Inspector, Role::Supervisor]) {
        wards.push(behind_proxy(&world, "Trần Thị B", role, seed).await?);
    }
    let (desk, desk_proxy) = behind_proxy(&world, "Phan Văn C", Role::CityDesk, 710).await?;

    // Before the first sync: what comes in packs. After it: what comes in pulls.
    let mut senders = Vec::new();
    for round in 0..2 {
        for number in 0..3 {
            let sender = Sender::draw(&chance);
            let fields = [
                ("last_name", sender.last.as_str()),
                ("first_name", &sender.first),
                ("phone", &sender.phone),
                ("email", &sender.email),
            ];
            let text = format!("Rác ở kiệt {round}{number}.");
            let posted = world.post_with(VY_DA, &text, &fields).await?;
            senders.push(sender);
            if number == 0 {
                counter.sync_to_rest().await?;
                counter.acknowledge(posted.id)?;
                counter.note(posted.id, "Đang đến.")?;
            }
        }
        let sender = Sender::draw(&chance);
        counter.create_for(VY_DA, &format!("Báo tại quầy {round}"), Some(sender.given()))?;
        senders.push(sender);
        counter.sync_to_rest().await?;
        desk.sync_to_rest().await?;
        for (laptop, _) in &wards {
            laptop.sync_to_rest().await?;
        }
    }

    let at_desk = (received(&desk_proxy)?, kept(&desk)?);
    let log = log.text();
    assert!(log.len() > 1_000, "something is logged");
    let citizens = reqwest::get(format!("{}/open311/v2/requests.json", world.url()?)).await?;
    let public = citizens.text().await?;
    assert!(public.len() > 100, "reports are public");
    for sender in &senders {
        assert_eq!(sender.found_in(&at_desk.0).len(), 4, "the desk receives who sent it");
        assert_eq!(sender.found_in(&at_desk.1).len(), 4, "the desk keeps who sent it");
        assert_eq!(sender.found_in(&log), [""; 0], "in a log");
        assert_eq!(sender.found_in(&public), [""; 0], "in a public answer");
    }
    for (laptop, proxy) in &wards {
        let role = laptop.enrolment.operator.grant.role;
        let (received, kept) = (received(proxy)?, kept(laptop)?);
        for sender in &senders {
            assert_eq!(sender.found_in(&received), [""; 0], "on the wire to {role:?}");
            assert_eq!(sender.found_in(&kept), [""; 0], "in the files of {role:?}");
        }
    }
    Ok(())
}
