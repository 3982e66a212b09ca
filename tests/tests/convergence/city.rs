//! One central and four laptops, two of them of the city desk, and the steps they take.

use anyhow::{Context as _, Result, bail, ensure};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use tower::ServiceExt as _;
use trucban_domain::{
    AlertId, EntryKind, HandoverId, IncidentId, OperationBody, PhotoShows, Publication, Role,
    UnitCode, Ward, WardCode,
};
use trucban_store::ActState;
use trucban_tests::census::{
    CentralCensus, LaptopCensus, agree, digests_add_up, nothing_lost, one_effect_each,
    rows_are_replays,
};
use trucban_tests::laptop::{Laptop, note};
use trucban_tests::picture::like_a_photo;
use trucban_tests::seen;
use trucban_tests::world::{THUAN_HOA, VY_DA, World};

use crate::console::Console;
use crate::step::Step;

/// Central, four laptops, and the reports and alerts that there are so far.
pub struct City {
    world: World,
    central: Router,
    key: String,
    consoles: Vec<Console>,
    reports: Vec<IncidentId>,
    alerts: Vec<AlertId>,
    handovers: Vec<HandoverId>,
    posted: u32,
}

impl City {
    /// A city with a report in each ward, which every laptop has.
    pub async fn new() -> Result<Self> {
        let mut world = World::new(90)?;
        world.set_address(([127, 0, 0, 1], 1).into());
        let central = world.open()?;
        let key = central.make_api_key("Hue-S")?;
        let mut consoles = Vec::new();
        for (seed, role) in [
            (91, Role::WardOfficial),
            (92, Role::Inspector),
            (93, Role::CityDesk),
            (94, Role::CityDesk),
        ] {
            let enrolment = world.enrol("Lê Văn A", role, &[VY_DA, THUAN_HOA])?;
            consoles.push(Console::new(Laptop::new(enrolment, seed)?));
        }
        let central = central.router();
        let (reports, alerts, handovers) = (Vec::new(), Vec::new(), Vec::new());
        let mut city =
            Self { world, central, key, consoles, reports, alerts, handovers, posted: 0 };
        city.see()?;
        city.post(VY_DA).await?;
        city.post(THUAN_HOA).await?;
        for console in &mut city.consoles {
            console.sync(&city.central).await?;
        }
        Ok(city)
    }

    /// Lets one thing happen, and looks at whom it happened to.
    pub async fn take(&mut self, step: &Step) -> Result<()> {
        let touched = self.perform(step).await.with_context(|| format!("at {step:?}"))?;
        let Some(console) = touched.map(|at| &self.consoles[at]) else { return Ok(()) };
        look_at(console).with_context(|| format!("after {step:?}"))
    }

    async fn perform(&mut self, step: &Step) -> Result<Option<usize>> {
        let report = |report: usize| self.reports[report % self.reports.len()];
        Ok(Some(match *step {
            Step::Post { ward } => {
                self.post(if ward { VY_DA } else { THUAN_HOA }).await?;
                return Ok(None);
            }
            Step::RestartCentral => {
                self.central = self.world.open()?.router();
                return Ok(None);
            }
            Step::Create { laptop } => {
                let console = &mut self.consoles[laptop];
                match console.laptop.create(VY_DA, "Việc tại quầy") {
                    Ok((id, saved)) => {
                        console.saved.push(saved);
                        self.reports.push(id);
                    }
                    Err(error) => return Err(error.into()),
                }
                laptop
            }
            Step::Note { laptop, report: number } => {
                let id = report(number);
                let console = &mut self.consoles[laptop];
                let done = console.laptop.note(id, "Đang đến.");
                console.keep(done)?;
                laptop
            }
            Step::Attach { laptop, report: number, photo } => {
                let id = report(number);
                attach(&mut self.consoles[laptop], id, photo)?;
                laptop
            }
            Step::Work { laptop, report: number, nth } => {
                let (id, other) = (report(number), report(number + 1));
                let console = &mut self.consoles[laptop];
                let done = console.laptop.act(id, OperationBody::Transition(work(nth, other)));
                console.keep(done)?;
                laptop
            }
            Step::See => {
                self.see()?;
                return Ok(None);
            }
            Step::Judge { desk, alert } => {
                let id = self.alerts[alert % self.alerts.len()];
                let console = &mut self.consoles[desk];
                let done = console.laptop.dismiss(id);
                console.keep(done)?;
                desk
            }
            Step::HandOver { laptop, ward } => {
                let unit = UnitCode::committee_of(if ward { VY_DA } else { THUAN_HOA });
                let console = &mut self.consoles[laptop];
                let (id, saved) = console.laptop.hand_over(unit, "Còn hai việc.")?;
                console.saved.push(saved);
                self.handovers.push(id);
                laptop
            }
            Step::TakeOver { laptop, handover } => {
                let Some(last) = self.handovers.len().checked_sub(1) else { return Ok(None) };
                let id = self.handovers[handover.min(last)];
                let console = &mut self.consoles[laptop];
                let done = console.laptop.act(id, OperationBody::TakeOver);
                console.keep(done)?;
                laptop
            }
            Step::Settle { laptop, again } => {
                settle(&mut self.consoles[laptop], again)?;
                laptop
            }
            Step::Restart { laptop } => {
                self.consoles[laptop].restart().await?;
                laptop
            }
            Step::Regrant { laptop, both } => {
                let wards: &[WardCode] = if both { &[VY_DA, THUAN_HOA] } else { &[VY_DA] };
                self.world.regrant(self.consoles[laptop].laptop.enrolment.client, wards)?;
                laptop
            }
            Step::Jump { laptop, seconds } => {
                self.consoles[laptop].laptop.clock.advance_ms(seconds * 1_000);
                laptop
            }
            _ => self.exchange(step).await?,
        }))
    }

    /// Lets a laptop and central talk. Which laptop.
    async fn exchange(&mut self, step: &Step) -> Result<usize> {
        let central = &self.central;
        Ok(match *step {
            Step::Hello { laptop } => {
                self.consoles[laptop].hello(central).await?;
                laptop
            }
            Step::Push { laptop, most, lost } => {
                self.consoles[laptop].push(central, most, lost).await?;
                laptop
            }
            Step::Stray { laptop, push } => {
                self.consoles[laptop].stray(central, push).await?;
                laptop
            }
            Step::Hear { laptop, answer } => {
                self.consoles[laptop].hear(answer)?;
                laptop
            }
            Step::Pull { laptop } => {
                self.consoles[laptop].pull(central).await?;
                laptop
            }
            Step::Stage { laptop, order } => {
                self.consoles[laptop].stage(order)?;
                laptop
            }
            Step::Flip { laptop } => {
                self.consoles[laptop].flip()?;
                laptop
            }
            _ => bail!("nobody talks at {step:?}"),
        })
    }

    /// A camera sees something.
    fn see(&mut self) -> Result<()> {
        let n = self.alerts.len() as u64 + 1;
        self.alerts.push(self.world.see(VY_DA, n, "red_light", &[])?.id);
        Ok(())
    }

    /// A citizen posts a report; every second one with a photo, which others name too.
    async fn post(&mut self, ward: WardCode) -> Result<()> {
        self.posted += 1;
        let place = Ward::find(ward).context("the ward")?;
        let form = format!(
            "api_key={}&service_code=VSMT&lat={}&long={}&description=Rac+{}&phone=0905{:06}",
            self.key, place.lat, place.lon, self.posted, self.posted
        );
        let request = Request::post("/open311/v2/requests.json")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form))?;
        let reply = self.central.clone().oneshot(request).await?;
        ensure!(reply.status().is_success(), "the door answered {}", reply.status());
        let body = to_bytes(reply.into_body(), 1 << 20).await?;
        let answer: serde_json::Value = serde_json::from_slice(&body)?;
        let number = answer[0]["service_request_id"].as_str().context("a number")?;
        let report = self.world.numbered(number)?;
        self.reports.push(report);
        if self.posted.is_multiple_of(2) {
            let picture = format!("photo {}", self.posted % 6);
            let shows = PhotoShows::Reported;
            seen::photograph(&self.world.open()?, report, shows, None, picture.as_bytes())?;
        }
        Ok(())
    }

    /// Lets every laptop exchange everything, until nobody has news for anybody.
    pub async fn heal(&mut self) -> Result<()> {
        for _ in 0..2 {
            for console in &mut self.consoles {
                console.sync(&self.central).await?;
                look_at(console)?;
            }
        }
        Ok(())
    }

    /// What must hold in the end.
    pub fn judge(&self) -> Result<()> {
        let central = CentralCensus::of(&self.world.data())?;
        for scope in central.scopes.values() {
            ensure!(scope.digest == scope.summed(), "central's own digest is off");
        }
        for console in &self.consoles {
            let census = LaptopCensus::of(console.laptop.data())?;
            nothing_lost(&census, &console.saved)?;
            one_effect_each(&central, console.laptop.enrolment.client, &census)?;
            agree(&central, &census)?;
        }
        Ok(())
    }

    /// Everything that was reached, for comparing two runs.
    pub fn fingerprint(&self) -> Result<blake3::Hash> {
        let central = CentralCensus::of(&self.world.data())?;
        let mut hasher = blake3::Hasher::new();
        hasher.update(format!("{:?}", (central.records, central.given)).as_bytes());
        for console in &self.consoles {
            let census = LaptopCensus::of(console.laptop.data())?;
            hasher.update(format!("{:?}", (census.records, census.acts)).as_bytes());
        }
        Ok(hasher.finalize())
    }
}

/// What must hold of a laptop at any moment.
fn look_at(console: &Console) -> Result<()> {
    let store = console.laptop.store();
    let census = LaptopCensus::of(console.laptop.data())?;
    nothing_lost(&census, &console.saved)?;
    rows_are_replays(&census)?;
    digests_add_up(&census)?;
    let off = store.audit()?;
    ensure!(off.is_empty(), "the store finds itself wrong: {off:?}");
    // Nothing flickers: a note that was saved shows for as long as its report does.
    for act in census.acts.iter().filter(|act| !act.settled_by_person) {
        let op = trucban_domain::Operation::decode(&act.bytes)?;
        let refused = matches!(act.result, Some(trucban_domain::OpResult::Rejected { .. }));
        if !matches!(op.body, OperationBody::Append { .. })
            || refused
            || store.case(op.envelope.subject)?.is_none()
        {
            continue;
        }
        let shown = store.history(op.envelope.subject)?.into_iter().any(|(line, _)| {
            line.id.uuid() == act.op_id.uuid() && matches!(line.kind, EntryKind::Note { .. })
        });
        ensure!(shown, "note {} is saved and does not show", act.client_seq);
    }
    Ok(())
}

/// Later than the deadline of any report here.
const UNTIL: jiff::civil::Date = jiff::civil::date(2027, 3, 1);

/// A step of the workflow: accepting, or the `nth` of the others; `other` is another report.
fn work(nth: usize, other: IncidentId) -> trucban_domain::Step {
    use trucban_domain::Step::{
        Acknowledge, AskExtension, AskSender, Assign, Close, DenyExtension, GiveResult,
        GrantExtension, MarkDuplicate, Refuse, Reopen, Return, SendBack, TakeAnswer, Uphold,
    };
    let (unit, reason) = (UnitCode("hepco".to_owned()), "Của đơn vị khác".to_owned());
    let ward = UnitCode::committee_of(VY_DA);
    match nth {
        0 => Return { suggested: unit, reason },
        1 => Assign { unit, with: Vec::new() },
        2 => GiveResult { text: "Đã xong".to_owned() },
        3 => Close { publication: Publication::Public, text: "Đã xong".to_owned() },
        4 => SendBack { reason: "Chưa xong".to_owned() },
        5 => AskExtension { until: UNTIL, reason },
        6 => GrantExtension,
        7 => DenyExtension { reason },
        8 => Assign { unit: ward, with: vec![unit] },
        9 => AskSender { question: "Số nhà?".to_owned() },
        10 => TakeAnswer { answer: "Số 12".to_owned() },
        11 => Refuse { reason },
        12 => MarkDuplicate { of: other },
        13 => Reopen { reason },
        14 => Uphold { reason },
        _ => Acknowledge,
    }
}

/// The operator deals with the oldest refused act.
fn settle(console: &mut Console, again: bool) -> Result<()> {
    let entries = console.laptop.store().outbox()?;
    let refused = entries.iter().rev().find(|entry| entry.state() == ActState::Refused);
    let Some(refused) = refused.map(|entry| entry.op_id) else { return Ok(()) };
    if again {
        let done = console.laptop.resend(refused, note("Làm lại."));
        return console.keep(done);
    }
    Ok(console.laptop.discard(refused, "Không cần nữa.")?)
}

/// Attaches one of the photos to a report.
fn attach(console: &mut Console, id: IncidentId, photo: u64) -> Result<()> {
    let bytes = like_a_photo(photo, 60);
    let photo = console.laptop.keep_photo(&bytes, &like_a_photo(photo + 9, 20))?;
    let done = console.laptop.attach(id, vec![photo]);
    console.keep(done)
}
