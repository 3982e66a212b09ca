//! Who sent a report is known to the city desk alone: never on the wire to a ward or a handling unit,
//! never in their laptops' files, in what is exported from them or found on them, never in a log.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};
use jiff::ToSpan as _;
use trucban_contract::wire::pack::Pack;
use trucban_domain::operation::ReporterGiven;
use trucban_domain::{IncidentId, OperationBody, Publication, QueueDay, Role, Step, UnitCode};
use trucban_geo::WardIndex;
use trucban_store::{ActState, QueueAsk, View};
use trucban_tests::census::LaptopCensus;
use trucban_tests::chance::SeededEntropy;
use trucban_tests::desktop::{Program, program};
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

/// Everything that a laptop received, packs unpacked, and how many packs there were.
fn received(proxy: &Proxy) -> Result<(String, usize)> {
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
    Ok((readable(&received), packs))
}

/// Everything that lies in a laptop's folder, as it lies there and decrypted.
fn kept(laptop: &Laptop) -> Result<String> {
    let mut kept = LaptopCensus::of(laptop.data())?.contents;
    for file in std::fs::read_dir(laptop.data())? {
        kept.extend(std::fs::read(file?.path())?);
    }
    Ok(readable(&kept))
}

/// What leaves a laptop by its command line, and what is found on it for the parts of a person.
async fn exported_and_found(laptop: &mut Laptop, sender: &Sender) -> Result<(String, usize)> {
    let mut found = 0;
    let wards = WardIndex::shipped()?;
    for part in [&sender.first, &sender.last, &sender.phone, &sender.email] {
        let ask = QueueAsk {
            view: View::Open,
            wards: Vec::new(),
            search: part.clone(),
            offset: 0,
            limit: 160,
            day: QueueDay::of(laptop.now()),
        };
        found += laptop.store().queue(&ask)?.rows.len();
        let grant = &laptop.enrolment.operator.grant;
        found += laptop.store().find_places(part, grant, &wards)?.found.len();
    }
    laptop.close().await;
    let mut exported = String::new();
    for words in [&["queue", "--json"][..], &["queue"], &["doctor", "--json"]] {
        let done = tokio::process::Command::new(program(Program::Ctl)?)
            .arg("--data")
            .arg(laptop.data())
            .args(words)
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("RUST_LOG", "trace")
            .output()
            .await?;
        assert!(done.status.success(), "{words:?}: {}", readable(&done.stderr));
        exported.push_str(&readable(&done.stdout));
        exported.push_str(&readable(&done.stderr));
    }
    laptop.open()?;
    Ok((exported, found))
}

/// Every step that there is, on one report: the ward returns it, the desk gives it to a unit, the
/// unit asks for time and gives results, the desk judges them.
async fn worked_through(id: IncidentId, ward: &Laptop, desk: &Laptop, unit: &Laptop) -> Result<()> {
    let hepco = UnitCode("hepco".to_owned());
    let reason = || "Cần thêm ảnh.".to_owned();
    let result = || Step::GiveResult { text: "Đã dọn sạch.".to_owned() };
    let close = || Step::Close {
        publication: Publication::WithoutName,
        text: "Đã dọn sạch.".to_owned(),
    };
    let until = ward.now().local().date().saturating_add(40.days());
    let steps = [
        (ward, Step::Return { suggested: hepco.clone(), reason: reason() }),
        (desk, Step::AskSender { question: reason() }),
        (desk, Step::TakeAnswer { answer: reason() }),
        (desk, Step::Tell { text: reason() }),
        (desk, Step::Assign { unit: hepco, with: Vec::new() }),
        (unit, Step::Acknowledge),
        (unit, Step::AskExtension { until, reason: reason() }),
        (desk, Step::DenyExtension { reason: reason() }),
        (unit, Step::AskExtension { until, reason: reason() }),
        (desk, Step::GrantExtension),
        (unit, result()),
        (desk, Step::SendBack { reason: reason() }),
        (unit, result()),
        (desk, close()),
        (desk, Step::Reopen { reason: reason() }),
        (desk, Step::Refuse { reason: reason() }),
    ];
    for (laptop, step) in steps {
        for one in [ward, desk, unit] {
            one.sync_to_rest().await?;
        }
        let act = laptop.act(id, OperationBody::Transition(step))?;
        laptop.sync_to_rest().await?;
        assert_eq!(laptop.entry(act.op_id)?.state(), ActState::Accepted);
    }
    Ok(())
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
    let unit = behind_proxy(&world, "Võ Văn H", Role::HandlingUnit, 711).await?;
    wards.push(unit);

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
            if number == 1 {
                let (unit, _) = wards.last().context("the unit")?;
                counter.sync_to_rest().await?;
                counter.acknowledge(posted.id)?;
                worked_through(posted.id, &counter, &desk, unit).await?;
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

    let at_desk = (received(&desk_proxy)?.0, kept(&desk)?);
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
    for (laptop, proxy) in &mut wards {
        let role = laptop.enrolment.operator.grant.role;
        let ((received, packs), kept) = (received(proxy)?, kept(laptop)?);
        // A unit has nothing to do before it is given something.
        assert!(packs > 0 || role == Role::HandlingUnit, "packs were fetched");
        assert!(received.contains("Rác ở kiệt 01."), "{role:?} has the report that all worked on");
        for sender in &senders {
            let (exported, found) = exported_and_found(laptop, sender).await?;
            assert!(exported.len() > 100, "something is exported");
            assert_eq!(sender.found_in(&received), [""; 0], "on the wire to {role:?}");
            assert_eq!(sender.found_in(&kept), [""; 0], "in the files of {role:?}");
            assert_eq!(sender.found_in(&exported), [""; 0], "in what {role:?} exports");
            assert_eq!(found, 0, "nothing is found for a sender by {role:?}");
        }
    }
    Ok(())
}
