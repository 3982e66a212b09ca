//! The number plate: what the machine read, kept as it is, beside what the official reads.

use leptos::prelude::*;
use trucban_domain::{AlertGroup, AlertKind};
use trucban_text::cameras;

use super::Shown;
use crate::cameras::Cameras;
use crate::cameras::picture::sure;
use crate::language::Language;

/// The plate; nothing for alerts that concern no vehicle.
#[component]
pub fn Plate(
    /// The alert.
    detail: Shown,
) -> impl IntoView {
    let concerns_vehicle = Memo::new(move |_| {
        detail.with(|it| {
            let traffic =
                AlertKind::find(&it.row.kind).is_some_and(|kind| kind.group == AlertGroup::Traffic);
            traffic || it.row.plate.is_some()
        })
    });
    view! {
        <Show when=move || concerns_vehicle.get()>
            <PlateCard detail/>
        </Show>
    }
}

#[component]
fn PlateCard(detail: Shown) -> impl IntoView {
    let lang = Language::here();
    let verdicts = expect_context::<Cameras>().verdicts;
    let id = untrack(|| detail.with(|it| it.row.id));
    let may_judge = Memo::new(move |_| detail.with(|it| it.row.may_judge));
    let machine = Memo::new(move |_| detail.with(|it| it.row.plate.clone()));
    let read = Memo::new(move |_| verdicts.draft(id).plate_read());
    let compared = move || {
        let (machine, read) = (machine.get()?, read.get()?);
        let same = letters(&machine.text) == letters(&read);
        Some(lang.say(if same { cameras::PLATE_SAME } else { cameras::PLATE_DIFFERS }))
    };
    let text = move || {
        machine.get().map_or_else(
            || view! { <span class="meta">{lang.say(cameras::PLATE_NONE)}</span> }.into_any(),
            |plate| {
                let marked = marked(&plate.text, read.get().as_deref());
                let parts = marked.into_iter().map(|(character, differs)| {
                    if differs {
                        view! { <mark>{character.to_string()}</mark> }.into_any()
                    } else {
                        character.to_string().into_any()
                    }
                });
                view! {
                    <strong class="plate-machine num" data-testid="plate-machine">
                        {parts.collect_view()}
                    </strong>
                    <span class="meta num">
                        {lang.fill(cameras::PLATE_SURE, [&sure(lang, plate.confidence)])}
                    </span>
                }
                .into_any()
            },
        )
    };
    let lines = [
        (0_usize, cameras::PLATE_FIRST, "plate-first"),
        (1, cameras::PLATE_SECOND, "plate-second"),
    ]
    .map(|(at, hint, test)| {
        view! {
            <label class="plate-line">
                <input
                    class="field num"
                    type="text"
                    maxlength="12"
                    autocomplete="off"
                    spellcheck="false"
                    data-testid=test
                    prop:value=move || verdicts.draft(id).plate[at].clone()
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        verdicts.write(id, |draft| draft.plate[at] = typed);
                    }
                />
                <span class="meta">{move || lang.say(hint)}</span>
            </label>
        }
    });
    view! {
        <section class="plate-card card" aria-labelledby="plate-title">
            <Show when=move || may_judge.get()>
                <h3 id="plate-title">{move || lang.say(cameras::PLATE)}</h3>
            </Show>
            <div class="plate-lines" class:unseen=move || !may_judge.get()>
                {lines.into_iter().collect_view()}
            </div>
            <div class="plate-kept">
                <h3>{move || lang.say(cameras::PLATE_MACHINE)}</h3>
                {text}
                <span class="meta" role="status">{compared}</span>
            </div>
        </section>
    }
}

/// What counts of a plate: its letters and digits.
fn letters(plate: &str) -> String {
    plate.chars().filter(char::is_ascii_alphanumeric).flat_map(char::to_uppercase).collect()
}

/// The characters of the machine's reading, each with whether the official reads another one there.
fn marked(machine: &str, read: Option<&str>) -> Vec<(char, bool)> {
    let read = read.map(letters);
    let mut others = read.as_deref().map(str::chars);
    let mut differs = |character: char| {
        let Some(others) = &mut others else { return false };
        character.is_ascii_alphanumeric()
            && others.next().is_none_or(|other| other != character.to_ascii_uppercase())
    };
    machine.chars().map(|character| (character, differs(character))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differing(machine: &str, read: &str) -> String {
        let marked = marked(machine, Some(read));
        marked.into_iter().filter(|(_, differs)| *differs).map(|(character, _)| character).collect()
    }

    #[test]
    fn the_character_that_an_official_reads_otherwise_is_marked() {
        assert_eq!(differing("75-F1 128.45", "75-F1 123.45"), "8");
        assert_eq!(differing("75-F1 128.45", "75f112845"), "", "however it is divided");
        assert_eq!(differing("75A-12", "75A-1"), "2", "one that is missing");
        assert!(marked("75A-12", None).iter().all(|(_, differs)| !differs));
    }
}
