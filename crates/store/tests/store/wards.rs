//! The queue of some wards, against the queue of all of them.

use proptest::prelude::*;
use trucban_domain::{OperationBody, QueueDay, WardCode};
use trucban_store::{QueueAsk, View, Viewer};

use crate::central::{Central, scope};
use crate::people::{accept, act, actor, at, incident_id, open, report};

const WARDS: [WardCode; 3] = [WardCode(19_753), WardCode(19_777), WardCode(19_774)];
const VIEWS: [View; 10] = [
    View::Open,
    View::Mine,
    View::Unit,
    View::Unassigned,
    View::Overdue,
    View::Today,
    View::New,
    View::Acknowledged,
    View::Contested,
    View::Closed,
];

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    New,
    Immediate,
    Accepted,
    Closed,
}

fn reported() -> impl Strategy<Value = (WardCode, Fate, i64)> {
    let fate = prop::sample::select(vec![Fate::New, Fate::Immediate, Fate::Accepted, Fate::Closed]);
    (prop::sample::select(WARDS.to_vec()), fate, -25..1_i64)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn the_queue_of_some_wards_is_that_of_all_without_the_others_and_so_are_its_numbers(
        reports in prop::collection::vec(reported(), 0..40),
        chosen in prop::sample::subsequence(WARDS.to_vec(), 1..=3),
        search in prop::sample::select(vec!["", "kiet 12"]),
        page in (0..12_u32, 1..12_u32),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        let viewer = actor("Trần Thị B");
        store.set_viewer(&Viewer { user: viewer.user, unit: viewer.unit }).unwrap();
        let mut central = Central::default();
        for (n, (ward, fate, days)) in (1..).zip(&reports) {
            let mut new = report("Hố ga hỏng", *fate == Fate::Immediate);
            new.ward = *ward;
            let body = OperationBody::Create(Box::new(new));
            let mut created = act(n, None, incident_id(n), body);
            created.envelope.made_at = at(days * 24 * 60);
            central.apply(&created).unwrap();
            match fate {
                Fate::Accepted => {
                    central.apply(&accept(500 + n, incident_id(n))).unwrap();
                }
                Fate::Closed => central.close(incident_id(n), at(9)),
                Fate::New | Fate::Immediate => {}
            }
        }
        let scopes: Vec<_> = WARDS
            .iter()
            .flat_map(|ward| ["open", "2026-11"].map(|part| format!("w{ward}.incidents.{part}")))
            .map(|text| scope(&text))
            .collect();
        central.greet(&store, &scopes);
        let day = QueueDay::of(at(0));
        let ask = |view, wards: &[WardCode], offset, limit| QueueAsk {
            view,
            wards: wards.to_vec(),
            search: search.to_owned(),
            offset,
            limit,
            day,
        };
        let ids = |ask: &QueueAsk| -> Vec<_> {
            let rows = store.queue(ask).unwrap().rows;
            rows.into_iter().map(|row| (row.incident.ward, row.incident.id)).collect()
        };
        let counts = store.view_counts_on(day, None, &chosen).unwrap();
        for view in VIEWS {
            let mut all = ids(&ask(view, &[], 0, 100));
            all.retain(|(ward, _)| chosen.contains(ward));
            prop_assert_eq!(&ids(&ask(view, &chosen, 0, 100)), &all, "{:?}", view);
            let (offset, limit) = page;
            let of_page: Vec<_> =
                all.iter().copied().skip(offset as usize).take(limit as usize).collect();
            prop_assert_eq!(ids(&ask(view, &chosen, offset, limit)), of_page, "{:?}", view);
            if search.is_empty() || view == View::Open {
                prop_assert_eq!(counts.of(view) as usize, all.len(), "{:?}", view);
            }
        }
        for line in store.ward_lines(day, &chosen).unwrap() {
            let own = store.view_counts_on(day, None, &[line.ward]).unwrap();
            let told = [line.open, line.overdue, line.today, line.unassigned];
            let views = [View::Open, View::Overdue, View::Today, View::Unassigned];
            prop_assert_eq!(told, views.map(|view| own.of(view)));
        }
    }
}
