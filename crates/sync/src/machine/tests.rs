//! What the machine does, one rule a test, and what it never does, for any order of events.

use proptest::prelude::*;

use super::*;

fn scope(text: &str) -> Scope {
    text.parse().expect("a scope")
}

fn greeted(missing: &[&str], pending: bool) -> Event {
    Event::Greeted { head: 5, missing: missing.iter().map(|s| scope(s)).collect(), pending }
}

fn pulled(head: u64) -> Event {
    Event::Pulled { head, mismatched: Vec::new(), differs: false }
}

fn mismatched(scope: &Scope) -> Event {
    Event::Pulled { head: 6, mismatched: vec![scope.clone()], differs: false }
}

/// A pull after which the scopes differ and nobody knows which.
fn differing(head: u64) -> Event {
    Event::Pulled { head, mismatched: Vec::new(), differs: true }
}

/// A machine that is online and at rest at head 5.
fn at_rest() -> Machine {
    let mut machine = Machine::new();
    machine.on(Event::Started);
    machine.on(greeted(&[], false));
    machine.on(pulled(5));
    machine.on(Event::PicturesFetched { more: false });
    assert!(machine.is_at_rest());
    machine
}

#[test]
fn the_open_work_comes_first_then_changes_then_the_past() {
    let mut machine = Machine::new();
    assert_eq!(machine.on(Event::Started), [Effect::SayHello]);
    let open = "w19777.incidents.open";
    let past = "w19777.incidents.2026-10";
    let effects = machine.on(greeted(&[open, past], false));
    assert_eq!(
        effects,
        [Effect::PollLater, Effect::Listen { attempt: 0 }, Effect::FetchSnapshot(scope(open))]
    );
    assert_eq!(machine.on(Event::Loaded(vec![scope(open)])), [Effect::Pull]);
    assert_eq!(machine.on(pulled(5)), [Effect::FetchMonths(vec![scope(past)])]);
    assert_eq!(machine.on(Event::Loaded(vec![scope(past)])), [Effect::Pull]);
    assert_eq!(machine.on(pulled(5)), [Effect::FetchPictures], "pictures after every row");
    assert!(machine.has_all_rows() && !machine.is_at_rest());
    assert_eq!(machine.on(Event::PicturesFetched { more: true }), [Effect::FetchPictures]);
    assert_eq!(machine.on(Event::PicturesFetched { more: false }), []);
    assert!(machine.is_at_rest());
}

#[test]
fn closed_months_come_many_at_once_and_changes_are_asked_for_when_there_are_any() {
    let mut machine = Machine::new();
    machine.on(Event::Started);
    let months: Vec<Scope> = (1..=300)
        .map(|month| {
            scope(&format!("w19777.incidents.{}-{:02}", 2020 + month / 12, month % 12 + 1))
        })
        .collect();
    let missing = [vec![scope("w19777.land.standing")], months.clone()].concat();
    machine.on(Event::Greeted { head: 5, missing, pending: false });
    machine.on(pulled(5));
    let land = Event::Loaded(vec![scope("w19777.land.standing")]);
    let first = months[..MONTHS_AT_ONCE].to_vec();
    assert_eq!(machine.on(land), [Effect::FetchMonths(first.clone())]);
    let rest = months[MONTHS_AT_ONCE..].to_vec();
    assert_eq!(machine.on(Event::Loaded(first)), [Effect::FetchMonths(rest.clone())]);
    machine.on(Event::Poked(6));
    assert_eq!(machine.on(Event::Loaded(rest)), [Effect::Pull]);
    assert_eq!(machine.on(pulled(6)), [Effect::FetchPictures]);
    machine.on(Event::PicturesFetched { more: false });
    assert!(machine.is_at_rest());
}

#[test]
fn rows_do_not_wait_for_a_picture_that_is_on_its_way() {
    let mut machine = at_rest();
    assert_eq!(machine.on(Event::PicturesAsked), [Effect::FetchPictures]);
    assert_eq!(machine.on(Event::Poked(6)), [Effect::Pull]);
    assert_eq!(machine.on(Event::Saved), [Effect::Push]);
    assert_eq!(machine.on(Event::PicturesFetched { more: true }), [], "rows are on their way");
    machine.on(Event::Pushed { more: false });
    assert_eq!(machine.on(pulled(6)), [Effect::Pull], "the act's effect first");
    assert_eq!(machine.on(pulled(6)), [Effect::FetchPictures]);
}

#[test]
fn photos_go_a_piece_at_a_time_after_every_act_and_every_row() {
    let mut machine = at_rest();
    assert_eq!(machine.on(Event::PhotosWait), [Effect::SendPhotos]);
    assert_eq!(machine.on(Event::Saved), [Effect::Push], "an act does not wait for a photo");
    let sent = Event::PhotosSent { advanced: true, more: true };
    assert_eq!(machine.on(sent.clone()), [], "and the next piece waits for the act");
    assert_eq!(machine.on(Event::Pushed { more: false }), [Effect::Pull]);
    assert_eq!(machine.on(pulled(6)), [Effect::SendPhotos, Effect::FetchPictures]);
    assert_eq!(machine.on(Event::Poked(7)), [Effect::Pull]);
    assert_eq!(machine.on(sent), []);
    assert!(!machine.is_at_rest());
    assert_eq!(machine.on(pulled(7)), [Effect::SendPhotos]);
    machine.on(Event::PicturesFetched { more: false });
    assert!(machine.is_busy() && machine.has_all_rows());
    let last = Event::PhotosSent { advanced: true, more: false };
    assert_eq!(machine.on(last), [Effect::Pull], "what central shows of them now");
    machine.on(pulled(8));
    machine.on(Event::PicturesFetched { more: false });
    machine.on(Event::PicturesFetched { more: false });
    assert!(machine.is_at_rest());
}

#[test]
fn a_photo_that_gets_nowhere_gets_longer_pauses_and_one_that_gets_on_does_not() {
    let mut machine = at_rest();
    machine.on(Event::PhotosWait);
    for failures in 1..4 {
        let effects = machine.on(Event::Failed(Task::Photos, Remedy::Wait));
        assert!(effects.contains(&Effect::RetryAfter { failures }), "{effects:?}");
        machine.on(Event::RetryDue);
        machine.on(greeted(&[], false));
        assert!(machine.on(pulled(5)).contains(&Effect::SendPhotos));
        machine.on(Event::PicturesFetched { more: false });
    }
    machine.on(Event::PhotosSent { advanced: true, more: true });
    let effects = machine.on(Event::Failed(Task::Photos, Remedy::Wait));
    assert!(effects.contains(&Effect::RetryAfter { failures: 1 }), "{effects:?}");
}

#[test]
fn an_act_is_sent_at_once_when_central_answers() {
    assert_eq!(at_rest().on(Event::Saved), [Effect::Push]);
}

#[test]
fn acts_saved_while_offline_are_sent_after_the_next_hello() {
    let mut machine = at_rest();
    machine.on(Event::Poked(6));
    machine.on(Event::Failed(Task::Download, Remedy::Wait));
    assert_eq!(machine.on(Event::Saved), []);
    assert_eq!(machine.on(Event::RetryDue), [Effect::SayHello]);
    let effects = machine.on(greeted(&[], true));
    assert!(effects.contains(&Effect::Push) && effects.contains(&Effect::Pull));
}

#[test]
fn a_download_does_not_wait_for_an_upload() {
    let mut machine = at_rest();
    machine.on(Event::Saved);
    assert_eq!(machine.on(Event::Poked(6)), [Effect::Pull]);
}

#[test]
fn after_an_answer_the_effects_are_fetched() {
    let mut machine = at_rest();
    machine.on(Event::Saved);
    assert_eq!(machine.on(Event::Pushed { more: false }), [Effect::Pull]);
}

#[test]
fn pauses_grow_with_failures_in_a_row_and_end_with_an_answer() {
    let mut machine = Machine::new();
    for failures in 1..4 {
        machine.on(if failures == 1 { Event::Started } else { Event::RetryDue });
        let effects = machine.on(Event::Failed(Task::Hello, Remedy::Wait));
        assert_eq!(effects, [Effect::RetryAfter { failures }]);
    }
    machine.on(Event::Asked);
    machine.on(greeted(&[], false));
    machine.on(Event::Failed(Task::Download, Remedy::Wait));
    machine.on(Event::RetryDue);
    let effects = machine.on(Event::Failed(Task::Hello, Remedy::Wait));
    assert_eq!(effects, [Effect::RetryAfter { failures: 2 }]);
}

#[test]
fn an_upload_that_always_fails_gets_longer_pauses_while_downloads_work() {
    let mut machine = at_rest();
    for failures in 1..5 {
        machine.on(Event::Saved);
        let effects = machine.on(Event::Failed(Task::Upload, Remedy::Wait));
        assert_eq!(effects.last(), Some(&Effect::RetryAfter { failures }));
        machine.on(Event::RetryDue);
        machine.on(greeted(&[], true));
        machine.on(pulled(5));
        assert!(!machine.is_at_rest(), "the upload is under way again");
    }
    machine.on(Event::Pushed { more: false });
    machine.on(pulled(5));
    assert!(machine.has_all_rows());
    machine.on(Event::Saved);
    let effects = machine.on(Event::Failed(Task::Upload, Remedy::Wait));
    assert_eq!(effects.last(), Some(&Effect::RetryAfter { failures: 1 }));
}

#[test]
fn a_person_who_asks_is_served_at_once_even_between_retries() {
    let mut machine = Machine::new();
    machine.on(Event::Started);
    machine.on(Event::Failed(Task::Hello, Remedy::Wait));
    assert_eq!(machine.on(Event::Asked), [Effect::SayHello]);
}

#[test]
fn a_scope_that_differs_is_fetched_again_but_not_for_ever() {
    let mut machine = at_rest();
    let open = scope("w19777.incidents.open");
    machine.on(Event::Poked(6));
    for _ in 0..MISMATCHES_MAX {
        let effects = machine.on(mismatched(&open));
        assert_eq!(effects, [Effect::FetchSnapshot(open.clone())]);
        assert_eq!(machine.on(Event::Loaded(vec![open.clone()])), [Effect::Pull]);
    }
    machine.on(mismatched(&open));
    assert!(!machine.is_up(), "it pauses instead of spinning");
}

#[test]
fn scopes_that_differ_together_are_compared_one_by_one_and_the_wrong_one_is_fetched_again() {
    let mut machine = at_rest();
    let open = scope("w19777.incidents.open");
    machine.on(Event::Poked(6));
    for _ in 0..MISMATCHES_MAX {
        assert_eq!(machine.on(differing(6)), [Effect::Compare]);
        assert!(!machine.has_all_rows());
        assert_eq!(machine.on(mismatched(&open)), [Effect::FetchSnapshot(open.clone())]);
        assert_eq!(machine.on(Event::Loaded(vec![open.clone()])), [Effect::Pull]);
    }
    assert_eq!(machine.on(differing(6)), [Effect::Compare]);
    machine.on(mismatched(&open));
    assert!(!machine.is_up(), "it pauses instead of spinning");
}

#[test]
fn scopes_that_agree_one_by_one_are_at_rest_whatever_was_said_of_them_together() {
    let mut machine = at_rest();
    machine.on(Event::Poked(6));
    assert_eq!(machine.on(differing(6)), [Effect::Compare]);
    assert_eq!(machine.on(pulled(6)), [Effect::FetchPictures]);
    assert!(machine.has_all_rows());
}

#[test]
fn another_set_of_scopes_is_greeted_and_what_is_new_is_fetched() {
    let mut machine = at_rest();
    machine.on(Event::Poked(6));
    assert_eq!(machine.on(Event::Failed(Task::Download, Remedy::Greet)), [Effect::SayHello]);
    let month = "w19777.incidents.2026-11";
    let greeted = Event::Greeted { head: 6, missing: vec![scope(month)], pending: false };
    assert_eq!(machine.on(greeted), [Effect::Pull], "what is held does not wait for the past");
    assert_eq!(machine.on(pulled(6)), [Effect::FetchMonths(vec![scope(month)])]);
    assert_eq!(machine.on(Event::Loaded(vec![scope(month)])), [Effect::Pull]);
    machine.on(pulled(6));
    assert!(machine.is_up() && machine.has_all_rows());
}

#[test]
fn another_life_of_central_is_greeted_anew_once_and_then_with_pauses() {
    let mut machine = at_rest();
    machine.on(Event::Poked(6));
    assert_eq!(machine.on(Event::Failed(Task::Download, Remedy::Greet)), [Effect::SayHello]);
    machine.on(greeted(&[], false));
    let effects = machine.on(Event::Failed(Task::Download, Remedy::Greet));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::RetryAfter { .. })));
}

fn event() -> impl Strategy<Value = Event> {
    let remedy = prop_oneof![Just(Remedy::Wait), Just(Remedy::Greet)];
    let task = prop_oneof![
        Just(Task::Hello),
        Just(Task::Upload),
        Just(Task::Download),
        Just(Task::Photos)
    ];
    prop_oneof![
        Just(Event::Saved),
        Just(Event::Asked),
        Just(Event::RetryDue),
        Just(Event::PollDue),
        (0..9_u64).prop_map(Event::Poked),
        Just(Event::LiveLost),
        (0..9_u64, any::<bool>(), any::<bool>()).prop_map(|(head, missing, pending)| {
            let missing = if missing { begun() } else { Vec::new() };
            Event::Greeted { head, missing, pending }
        }),
        (0..3_usize).prop_map(|at| Event::Loaded(vec![begun()[at].clone()])),
        (0..9_u64).prop_map(pulled),
        (0..9_u64).prop_map(differing),
        any::<bool>().prop_map(|more| Event::Pushed { more }),
        Just(Event::PhotosWait),
        (any::<bool>(), any::<bool>())
            .prop_map(|(advanced, more)| Event::PhotosSent { advanced, more }),
        Just(Event::PicturesAsked),
        any::<bool>().prop_map(|more| Event::PicturesFetched { more }),
        (task, remedy).prop_map(|(task, remedy)| Event::Failed(task, remedy)),
    ]
}

/// What a new laptop does not hold yet.
fn begun() -> Vec<Scope> {
    ["w1.incidents.open", "w1.land.standing", "w1.incidents.2026-10"].map(scope).to_vec()
}

/// Whether an effect takes the lane of downloads.
fn downloads(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Pull | Effect::Compare | Effect::FetchSnapshot(_) | Effect::FetchMonths(_)
    )
}

/// Whether `event` is the answer to something under way, or needs none.
fn fits(event: &Event, hello: bool, upload: bool, download: Option<&Effect>) -> bool {
    match event {
        Event::Greeted { .. } | Event::Failed(Task::Hello, _) => hello,
        Event::Pushed { .. } | Event::Failed(Task::Upload, _) => upload,
        Event::Pulled { differs, .. } => match download {
            Some(Effect::Pull) => true,
            Some(Effect::Compare) => !differs,
            _ => false,
        },
        Event::Loaded(scopes) => match download {
            Some(Effect::FetchSnapshot(asked)) => scopes == std::slice::from_ref(asked),
            Some(Effect::FetchMonths(asked)) => scopes == asked,
            _ => false,
        },
        Event::Failed(Task::Download, _) => download.is_some(),
        _ => true,
    }
}

proptest! {
    #[test]
    fn each_lane_has_one_thing_under_way_and_a_machine_that_is_down_will_try_again(
        events in prop::collection::vec(event(), 0..200)
    ) {
        let mut machine = Machine::new();
        let (mut hello, mut upload, mut download) = (false, false, None);
        let (mut photos, mut pictures) = (false, false);
        let mut retry_armed = false;
        for event in std::iter::once(Event::Started).chain(events) {
            if !fits(&event, hello, upload, download.as_ref()) {
                continue;
            }
            match &event {
                Event::PhotosSent { .. } | Event::Failed(Task::Photos, _) if !photos => continue,
                Event::PhotosSent { .. } | Event::Failed(Task::Photos, _) => photos = false,
                Event::PicturesFetched { .. } if !pictures => continue,
                Event::PicturesFetched { .. } => pictures = false,
                Event::Greeted { .. } | Event::Failed(Task::Hello, _) => hello = false,
                Event::Pushed { .. } | Event::Failed(Task::Upload, _) => upload = false,
                Event::Pulled { .. } | Event::Loaded(_) | Event::Failed(Task::Download, _) =>
                    download = None,
                Event::RetryDue => retry_armed = false,
                _ => {}
            }
            for effect in machine.on(event) {
                match effect {
                    Effect::SayHello => { prop_assert!(!hello); hello = true; }
                    Effect::Push => { prop_assert!(!upload); upload = true; }
                    effect if downloads(&effect) => {
                        prop_assert!(download.is_none());
                        download = Some(effect);
                    }
                    Effect::FetchPictures => {
                        prop_assert!(!pictures && !upload && download.is_none());
                        pictures = true;
                    }
                    Effect::SendPhotos => {
                        prop_assert!(!photos && !upload && download.is_none());
                        photos = true;
                    }
                    Effect::RetryAfter { .. } => retry_armed = true,
                    _ => {}
                }
            }
            prop_assert!(
                machine.is_up() || hello || upload || download.is_some() || retry_armed,
                "a machine that is down waits for something"
            );
        }
    }

    #[test]
    fn whatever_happened_before_a_healthy_link_brings_it_to_rest(
        events in prop::collection::vec(event(), 0..60)
    ) {
        let mut machine = Machine::new();
        let mut under_way: Vec<Effect> = machine.on(Event::Started);
        for event in events {
            let hello = under_way.contains(&Effect::SayHello);
            let upload = under_way.contains(&Effect::Push);
            let download = under_way.iter().find(|effect| downloads(effect)).cloned();
            if !fits(&event, hello, upload, download.as_ref()) { continue; }
            let sending = under_way.contains(&Effect::SendPhotos);
            match &event {
                Event::PhotosSent { .. } | Event::Failed(Task::Photos, _) if !sending => continue,
                Event::PhotosSent { .. } | Event::Failed(Task::Photos, _) =>
                    under_way.retain(|e| *e != Effect::SendPhotos),
                Event::PicturesFetched { .. } if !under_way.contains(&Effect::FetchPictures) => continue,
                Event::PicturesFetched { .. } => under_way.retain(|e| *e != Effect::FetchPictures),
                Event::Greeted { .. } | Event::Failed(Task::Hello, _) => under_way.retain(|e| *e != Effect::SayHello),
                Event::Pushed { .. } | Event::Failed(Task::Upload, _) => under_way.retain(|e| *e != Effect::Push),
                Event::Pulled { .. } | Event::Loaded(_) | Event::Failed(Task::Download, _) =>
                    under_way.retain(|effect| !downloads(effect)),
                _ => {}
            }
            under_way.extend(machine.on(event));
        }
        under_way.extend(machine.on(Event::Asked));
        for _ in 0..40 {
            let Some(effect) = (!under_way.is_empty()).then(|| under_way.remove(0)) else { break };
            let answer = match effect {
                Effect::SayHello => Event::Greeted { head: 9, missing: Vec::new(), pending: false },
                Effect::Push => Event::Pushed { more: false },
                Effect::Pull | Effect::Compare => pulled(9),
                Effect::FetchSnapshot(scope) => Event::Loaded(vec![scope]),
                Effect::FetchMonths(scopes) => Event::Loaded(scopes),
                Effect::SendPhotos => Event::PhotosSent { advanced: true, more: false },
                Effect::FetchPictures => Event::PicturesFetched { more: false },
                Effect::RetryAfter { .. } => Event::RetryDue,
                Effect::Listen { .. } | Effect::StopListening | Effect::PollLater => continue,
            };
            under_way.extend(machine.on(answer));
        }
        prop_assert!(machine.is_at_rest(), "{machine:?}");
    }
}
