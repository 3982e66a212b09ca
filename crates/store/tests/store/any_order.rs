//! For any order of acts, answers, pages and restarts: the rows are what replaying every act over
//! central's rows gives, and in the end what central has.

use proptest::prelude::*;
use trucban_domain::{Actor, OpResult, Operation, OperationId, Record, Timestamp};
use trucban_store::{ActState, Store, Viewer};

use crate::attach::{attach, keep, named};
use crate::central::{Central, scope, ward_open};
use crate::people::{
    ACCEPT, accept, act, actor, alert, alert_id, at, create, hand_over, handover_id, incident_id,
    judge, note, open, take_over,
};

/// More hand-overs than these tests make.
const MANY: u32 = 50;

#[derive(Debug, Clone)]
enum Step {
    Create(u64),
    Accept(u64),
    Note(u64),
    Attach(u64),
    OtherAccepts(u64),
    OtherNotes(u64),
    OtherAttaches(u64),
    OtherCreates(u64),
    Closes(u64),
    Deletes(u64),
    ChangesUnit(u64),
    Sees(u64),
    Judge(u64),
    OtherJudges(u64),
    HandOver(u64),
    TakeOver(u64),
    OtherHandsOver(u64),
    OtherTakesOver(u64),
    Push { answer_lost: bool },
    Answer,
    Pull { page: usize, turned: bool, twice: bool },
    PullWithoutFlip,
    Discard,
    Resend,
    Snapshot,
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    let report = 1..6_u64;
    prop_oneof![
        report.clone().prop_map(Step::Create),
        report.clone().prop_map(Step::Accept),
        report.clone().prop_map(Step::Note),
        report.clone().prop_map(Step::Attach),
        report.clone().prop_map(Step::OtherAccepts),
        report.clone().prop_map(Step::OtherNotes),
        report.clone().prop_map(Step::OtherAttaches),
        report.clone().prop_map(Step::OtherCreates),
        report.clone().prop_map(Step::Closes),
        report.clone().prop_map(Step::Deletes),
        report.clone().prop_map(Step::ChangesUnit),
        report.clone().prop_map(Step::Sees),
        report.clone().prop_map(Step::Judge),
        report.clone().prop_map(Step::OtherJudges),
        report.clone().prop_map(Step::HandOver),
        report.clone().prop_map(Step::TakeOver),
        report.clone().prop_map(Step::OtherHandsOver),
        report.prop_map(Step::OtherTakesOver),
        any::<bool>().prop_map(|answer_lost| Step::Push { answer_lost }),
        Just(Step::Answer),
        (1..4_usize, any::<bool>(), any::<bool>()).prop_map(|(page, turned, twice)| Step::Pull {
            page,
            turned,
            twice
        }),
        Just(Step::PullWithoutFlip),
        Just(Step::Discard),
        Just(Step::Resend),
        Just(Step::Snapshot),
        Just(Step::Restart),
    ]
}

struct World {
    folder: tempfile::TempDir,
    store: Option<Store>,
    central: Central,
    answers: Vec<(u64, OpResult, Timestamp)>,
    acts: u64,
}

impl World {
    fn new() -> Self {
        // In memory where the system has such a folder: the order is tried here, not the disk.
        let memory = std::path::Path::new("/dev/shm");
        let folder = if memory.is_dir() {
            tempfile::tempdir_in(memory).unwrap()
        } else {
            tempfile::tempdir().unwrap()
        };
        let store = open(folder.path());
        let Actor { user, unit, .. } = actor("Trần Thị B");
        store.set_viewer(&Viewer { user, unit }).unwrap();
        let mut central = Central::default();
        central.apply(&create(900, incident_id(1), "Hố ga hỏng", false)).unwrap();
        central.greet(&store, &scopes());
        Self { folder, store: Some(store), central, answers: Vec::new(), acts: 0 }
    }

    fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    fn next(&mut self) -> u64 {
        self.acts += 1;
        self.acts
    }

    /// The act by which one of so many photos is attached to report `n`.
    fn attaching(&mut self, n: u64, photos: u64) -> Operation {
        let (hash, _) = keep(self.store(), u8::try_from(n % photos).unwrap(), 40);
        let photo = named(self.store(), hash);
        attach(self.next(), incident_id(n), vec![photo])
    }

    fn attach(&mut self, n: u64) {
        let op = self.attaching(n, 3);
        let _refused = self.store().write(&op, at(1));
    }

    fn other_attaches(&mut self, n: u64) {
        let op = self.attaching(n, 2);
        let _refused = self.central.apply(&op);
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Create(n) => {
                let op = create(self.next(), incident_id(*n), "Cây đổ", *n == 2);
                let _refused = self.store().write(&op, at(1));
            }
            Step::Accept(n) => {
                let op = accept(self.next(), incident_id(*n));
                let _refused = self.store().write(&op, at(1));
            }
            Step::Note(n) => {
                let op = note(self.next(), incident_id(*n));
                let _refused = self.store().write(&op, at(1));
            }
            Step::Attach(n) => self.attach(*n),
            Step::OtherAttaches(n) => self.other_attaches(*n),
            Step::OtherAccepts(n) => {
                let op = act(self.next(), Some("Nguyễn Văn A"), incident_id(*n), ACCEPT);
                let _refused = self.central.apply(&op);
            }
            Step::OtherNotes(n) => {
                let op = note(self.next(), incident_id(*n));
                let _refused = self.central.apply(&op);
            }
            Step::OtherCreates(n) => {
                let op = create(self.next(), incident_id(*n), "Ngập nước", *n == 3);
                let _refused = self.central.apply(&op);
            }
            Step::Closes(n) => self.central.close(incident_id(*n), at(9)),
            Step::Deletes(n) => self.central.delete(incident_id(*n)),
            Step::ChangesUnit(n) => self.central.change(incident_id(*n), |incident| {
                incident.handling[0].unit = trucban_domain::UnitCode("hepco".to_owned());
            }),
            Step::Sees(n) => {
                if !self.central.knows(alert_id(*n).into()) {
                    self.central.see(alert(*n));
                }
            }
            Step::Judge(n) => {
                let op = judge(self.next(), "Trần Thị B", alert_id(*n));
                let _refused = self.store().write(&op, at(1));
            }
            Step::OtherJudges(n) => {
                let op = judge(self.next(), "Nguyễn Văn A", alert_id(*n));
                let _refused = self.central.apply(&op);
            }
            Step::Push { answer_lost } => {
                let answers = self.central.push(self.store.as_ref().unwrap());
                if let (Some(first), Some(last)) = (answers.first(), answers.last()) {
                    self.store().mark_sent(first.0, last.0, at(2)).unwrap();
                }
                if !answer_lost {
                    self.answers.extend(answers);
                }
            }
            Step::Answer => self.store().record_results(&self.answers).unwrap(),
            Step::Pull { page, turned, twice } => {
                let mut pull = self.central.pull(self.store());
                if *turned {
                    pull.rows.reverse();
                    pull.gone.reverse();
                }
                let store = self.store();
                store.stage(&[], &pull.gone).unwrap();
                for rows in pull.rows.chunks(*page) {
                    store.stage(rows, &[]).unwrap();
                    if *twice {
                        store.stage(rows, &pull.gone).unwrap();
                    }
                }
                assert_eq!(store.flip(&pull.end).unwrap().mismatched, []);
            }
            Step::PullWithoutFlip => {
                let pull = self.central.pull(self.store());
                self.store().stage(&pull.rows, &pull.gone).unwrap();
            }
            Step::Discard => {
                if let Some(refused) = self.refused() {
                    self.store().discard(refused, "nhầm", at(3)).unwrap();
                }
            }
            Step::Resend => {
                if let Some(refused) = self.refused() {
                    let entry = self.store().operation(refused).unwrap().unwrap();
                    let mut op = Operation::decode(&entry.bytes).unwrap();
                    op.envelope.op_id = crate::people::op_id(self.next());
                    let _refused = self.store().resend(refused, &op, at(4));
                }
            }
            Step::Snapshot => self.central.snapshot(self.store(), &ward_open()),
            Step::Restart => {
                let before = self.everything();
                drop(self.store.take());
                self.store = Some(open(self.folder.path()));
                assert_eq!(self.store().openings(), []);
                assert_eq!(self.everything(), before, "a restart changes nothing");
            }
            _ => self.shift(step),
        }
    }

    /// Somebody hands a shift over or takes it.
    fn shift(&mut self, step: &Step) {
        match step {
            Step::HandOver(n) => {
                let op = hand_over(self.next(), "Trần Thị B", handover_id(*n));
                let _refused = self.store().write(&op, at(1));
            }
            Step::TakeOver(n) => {
                let op = take_over(self.next(), "Trần Thị B", handover_id(*n));
                let _refused = self.store().write(&op, at(1));
            }
            Step::OtherHandsOver(n) => {
                let op = hand_over(self.next(), "Nguyễn Văn A", handover_id(*n));
                let _refused = self.central.apply(&op);
            }
            Step::OtherTakesOver(n) => {
                let op = take_over(self.next(), "Nguyễn Văn A", handover_id(*n));
                let _refused = self.central.apply(&op);
            }
            _ => panic!("{step:?} is no hand-over"),
        }
    }

    fn refused(&self) -> Option<OperationId> {
        let entries = self.store().outbox().unwrap();
        entries.iter().find(|e| e.state() == ActState::Refused).map(|entry| entry.op_id)
    }

    /// All that a person sees.
    fn everything(&self) -> String {
        use std::fmt::Write as _;
        let store = self.store();
        let mut seen = format!("{:?}{:?}", store.view_counts().unwrap(), store.outbox().unwrap());
        write!(seen, "{:?}", store.handovers(MANY).unwrap()).unwrap();
        for n in 1..6 {
            let id = incident_id(n);
            write!(
                seen,
                "{:?}{:?}{:?}",
                store.incident(id).unwrap(),
                store.history(id).unwrap(),
                store.reporter(id).unwrap()
            )
            .unwrap();
            let alert = alert_id(n);
            write!(seen, "{:?}{:?}", store.alert(alert).unwrap(), store.history(alert).unwrap())
                .unwrap();
        }
        seen
    }

    fn settle(&mut self) {
        loop {
            let answers = self.central.push(self.store.as_ref().unwrap());
            if answers.is_empty() {
                break;
            }
            self.store().record_results(&answers).unwrap();
        }
        self.store().drop_staged().unwrap();
        self.take(&Step::Pull { page: 3, turned: false, twice: false });
        let shown = self.central.shows(&scopes());
        for n in 1..6 {
            let id = incident_id(n);
            let mine = self.store().incident(id).unwrap();
            let theirs = shown.get(&id.uuid()).map(|record| match record {
                Record::Incident(incident) => (**incident).clone(),
                other => panic!("{other:?}"),
            });
            assert_eq!(mine, theirs, "in the end the laptop shows what central has");
            let mine = self.store().alert(alert_id(n)).unwrap().map(|line| line.alert);
            let theirs = shown.get(&alert_id(n).uuid()).map(|record| match record {
                Record::Alert(alert) => (**alert).clone(),
                other => panic!("{other:?}"),
            });
            assert_eq!(mine, theirs, "and the verdict that central took first");
        }
        let mut mine: Vec<_> =
            self.store().handovers(MANY).unwrap().into_iter().map(|(it, _)| it).collect();
        mine.sort_by_key(|it| it.id);
        let theirs: Vec<_> = shown
            .into_values()
            .filter_map(|record| match record {
                Record::Handover(handover) => Some(*handover),
                _ => None,
            })
            .collect();
        assert_eq!(mine, theirs, "and who took a shift over first");
    }
}

fn scopes() -> [trucban_domain::Scope; 7] {
    [
        ward_open(),
        scope("uubnd-19777.incidents.open"),
        scope("w19777.incidents.2026-11"),
        scope("w19777.alerts.open"),
        scope("w19777.alerts.2026-11"),
        scope("uubnd-19777.handovers.open"),
        scope("uubnd-19777.handovers.2026-11"),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_delivery_gives_one_state(steps in prop::collection::vec(step(), 1..40)) {
        let mut world = World::new();
        for step in &steps {
            world.take(step);
            assert_eq!(world.store().audit().unwrap(), [], "after {step:?}");
        }
        world.settle();
        assert_eq!(world.store().audit().unwrap(), []);
    }
}
