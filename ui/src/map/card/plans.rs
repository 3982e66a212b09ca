//! Plans: which zones cross the lot, and the decisions that they come from.

use leptos::prelude::*;
use trucban_contract::ipc::{PlanLine, ZoneCard, ZonePart};
use trucban_domain::PlanStatus;
use trucban_text::{Lang, Text, format, map, names};

use crate::kit::chip::{Chip, Tone};
use crate::kit::icon::Icon;

/// `[2]`: the place of a plan in the list of decisions, counted from one.
pub fn source(lang: Lang, plan: usize) -> String {
    map::SOURCE.fill(lang, [&(plan + 1).to_string()])
}

/// The zones that cross the lot, or hold the point.
pub fn shares(card: &ZoneCard, lang: Lang) -> impl IntoView + use<> {
    if card.shares.is_empty() {
        return view! { <p class="meta">{map::SHARES_NONE.say(lang)}</p> }.into_any();
    }
    let of_lot = card.lot.is_some();
    let title = if of_lot { map::SHARES } else { map::SHARES_POINT };
    let heads = of_lot.then(|| {
        view! {
            <th scope="col">{map::SHARE_AREA.say(lang)}</th>
            <th scope="col">{map::SHARE_PERCENT.say(lang)}</th>
        }
    });
    let rows = card.shares.iter().map(|part| {
        let cells = of_lot.then(|| {
            let [area, percent] = share_words(lang, part);
            view! {
                <td class="num">{area}</td>
                <td class="num strong">{percent}</td>
            }
        });
        view! {
            <tr>
                <th scope="row">
                    {part_words(lang, part)} " "
                    <span class="map-source num">{source(lang, part.plan)}</span>
                </th>
                {cells}
            </tr>
        }
    });
    view! {
        <table class="map-table card" data-testid="map-shares">
            <thead>
                <tr>
                    <th scope="col">{title.say(lang)}</th>
                    {heads}
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn part_words(lang: Lang, part: &ZonePart) -> String {
    let kind = names::zone(lang, &part.kind);
    if part.name.is_empty() { kind } else { format!("{kind}, {}", part.name) }
}

/// The common area and its percent; a share that rounds to nothing is still more than nothing.
fn share_words(lang: Lang, part: &ZonePart) -> [String; 2] {
    let missing = || map::NO_VALUE.say(lang).to_owned();
    let area = part.area_m2.map_or_else(missing, |area| format::decimal(lang, area, 1));
    let percent = part.percent.map_or_else(missing, |percent| {
        let shown = format::decimal(lang, percent.max(0.1), 1);
        let shown = map::PERCENT.fill(lang, [&shown]);
        if percent < 0.05 { format!("< {shown}") } else { shown }
    });
    [area, percent]
}

/// The decisions, numbered as everything above names them.
pub fn plans(card: &ZoneCard, lang: Lang) -> impl IntoView + use<> {
    let lines = card.plans.iter().enumerate().map(|(at, plan)| {
        let (tone, icon, word) = status(plan.status);
        view! {
            <li>
                <span class="num">{source(lang, at)}</span>
                <div>
                    <p>{plan.name.clone()}</p>
                    <p class="meta num">{plan_words(lang, plan)}</p>
                </div>
                <Chip tone icon words=word.say(lang)/>
            </li>
        }
    });
    let lines = lines.collect_view();
    (!card.plans.is_empty()).then(|| {
        view! {
            <section class="map-plans">
                <h3 class="unseen">{map::PLANS.say(lang)}</h3>
                <ol>{lines}</ol>
            </section>
        }
    })
}

/// `108/QĐ-TTg, 12/02/2021 · 1:2.000 · dữ liệu 12/10/2026`
fn plan_words(lang: Lang, plan: &PlanLine) -> String {
    let decided = plan.decided_on.map(|day| format::date(lang, day));
    let decision = match (plan.decision.as_str(), decided) {
        ("", None) => String::new(),
        ("", Some(day)) => day,
        (number, None) => number.to_owned(),
        (number, Some(day)) => map::DECIDED.fill(lang, [number, &day]),
    };
    let scale = map::PLAN_SCALE.fill(lang, [&format::count(lang, plan.scale.into())]);
    let data = map::DATA_OF.fill(lang, [&format::date(lang, plan.data_on)]);
    let parts = [decision, scale, data];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

const fn status(status: PlanStatus) -> (Tone, Icon, Text<0>) {
    match status {
        PlanStatus::InForce => (Tone::Ok, Icon::CheckCircle, map::IN_FORCE),
        PlanStatus::Pending => (Tone::Warn, Icon::Clock, map::PENDING),
        PlanStatus::Superseded => (Tone::Neutral, Icon::XCircle, map::SUPERSEDED),
    }
}

#[cfg(test)]
mod tests {
    use trucban_domain::{PlanId, Timestamp, ZoneKind};

    use super::*;

    fn part(area_m2: f64, percent: f64) -> ZonePart {
        ZonePart {
            kind: ZoneKind::RoadReserve,
            name: String::new(),
            plan: 0,
            area_m2: Some(area_m2),
            percent: Some(percent),
        }
    }

    #[test]
    fn a_share_has_one_decimal_and_is_never_shown_as_nothing() {
        assert_eq!(share_words(Lang::Vi, &part(352.94, 100.0)), ["352,9", "100,0%"]);
        assert_eq!(share_words(Lang::En, &part(21.4, 6.06)), ["21.4", "6.1%"]);
        assert_eq!(share_words(Lang::Vi, &part(0.6, 0.01))[1], "< 0,1%");
        let bare = ZonePart { area_m2: None, percent: None, ..part(0.0, 0.0) };
        assert_eq!(share_words(Lang::Vi, &bare)[0], "không có dữ liệu");
    }

    #[test]
    fn a_plan_names_its_decision_its_scale_and_the_day_of_its_data() {
        let day = Timestamp::parse_iso("2026-10-12T00:00:00+07:00").unwrap();
        let plan = PlanLine {
            id: PlanId::from_slice(&[1; 16]).unwrap(),
            name: "QHPK Kinh thành".to_owned(),
            decision: "108/QĐ-TTg".to_owned(),
            decided_on: None,
            status: PlanStatus::InForce,
            scale: 2_000,
            data_on: day,
        };
        assert_eq!(plan_words(Lang::Vi, &plan), "108/QĐ-TTg · 1:2.000 · dữ liệu 12/10/2026");
        let unnamed = PlanLine { decision: String::new(), ..plan };
        assert_eq!(plan_words(Lang::Vi, &unnamed), "1:2.000 · dữ liệu 12/10/2026");
    }
}
