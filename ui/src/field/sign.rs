//! The pad on which somebody signs, with a pen, a finger or a mouse. A stroke is kept when it ends.

use leptos::ev::PointerEvent;
use leptos::html;
use leptos::prelude::*;
use trucban_domain::signature::{PAD, PadPoint, SIGNER_MAX_CHARS, stroke_path};
use trucban_domain::{IncidentId, Signature};
use trucban_text::field;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::model::Field;
use crate::kit::button::Button;
use crate::kit::field::let_go_at_the_end;
use crate::language::Language;

/// Points nearer to each other than this are one.
const STEP: u16 = 3;

/// Who signs, and the pad.
#[component]
pub fn Sign(
    /// The visit to which report.
    id: IncidentId,
) -> impl IntoView {
    let lang = Language::here();
    let it: Field = expect_context();
    let pad = NodeRef::<leptos::svg::Svg>::new();
    let under_way = RwSignal::new(Vec::<PadPoint>::new());
    let kept = Memo::new(move |_| it.draft(id).signature.unwrap_or_default());
    let change = move |change: &dyn Fn(&mut Signature)| {
        it.change(id, |draft| {
            let mut signature = draft.signature.take().unwrap_or_default();
            change(&mut signature);
            let blank = signature.is_empty() && signature.by.is_empty();
            draft.signature = (!blank).then_some(signature);
        });
    };
    let draw = move |event: &PointerEvent| {
        let Some(point) = place(event) else { return };
        let room = kept.with_untracked(Signature::room);
        under_way.update(|stroke| {
            if stroke.len() < room && stroke.last().is_none_or(|last| is_apart(*last, point)) {
                stroke.push(point);
            }
        });
    };
    let begin = move |event: PointerEvent| {
        event.prevent_default();
        if let Some(pad) = pad.get_untracked() {
            // Without it a stroke ends where the pointer leaves the pad.
            let _ = pad.set_pointer_capture(event.pointer_id());
        }
        under_way.set(Vec::new());
        draw(&event);
    };
    let go_on = move |event: PointerEvent| {
        if !under_way.with_untracked(Vec::is_empty) {
            draw(&event);
        }
    };
    let end = move |_: PointerEvent| {
        let stroke = under_way.try_update(std::mem::take).unwrap_or_default();
        if !stroke.is_empty() {
            change(&|signature| signature.strokes.push(stroke.clone()));
        }
    };
    // Apart, so that a stroke under way draws nothing but itself.
    let path = move || kept.with(Signature::path);
    let stroke = move || stroke_path(&under_way.get());
    let name = NodeRef::<html::Input>::new();
    let_go_at_the_end(name);
    let by = Memo::new(move |_| kept.with(|kept| kept.by.clone()));
    Effect::new(move |_| {
        let by = by.get();
        if let Some(name) = name.get() {
            // Only what came from elsewhere is written: writing while a letter is composed would break it.
            if trucban_domain::fold::composed(&name.value()) != by {
                name.set_value(&by);
            }
        }
    });
    let empty = Memo::new(move |_| kept.with(Signature::is_empty));
    view! {
        <section class="field-sign" aria-labelledby="field-sign-title">
            <h3 id="field-sign-title">{move || lang.say(field::SIGNATURE)}</h3>
            <label class="field-findings">
                <span>{move || lang.say(field::SIGNER)}</span>
                <input
                    class="field"
                    type="text"
                    lang="vi"
                    maxlength=SIGNER_MAX_CHARS.to_string()
                    data-testid="field-signer"
                    node_ref=name
                    on:input=move |event| {
                        let by = event_target_value(&event);
                        change(&|signature| signature.by.clone_from(&by));
                    }
                />
            </label>
            <svg
                class="field-pad"
                viewBox=format!("0 0 {} {}", PAD.0, PAD.1)
                preserveAspectRatio="none"
                role="img"
                aria-label=move || lang.say(field::SIGNATURE_PAD)
                data-testid="field-pad"
                data-strokes=move || kept.with(|kept| kept.strokes.len())
                node_ref=pad
                on:pointerdown=begin
                on:pointermove=go_on
                on:pointerup=end
                on:pointercancel=end
            >
                <path d=path/>
                <path d=stroke/>
            </svg>
            <Show when=move || !empty.get()>
                <Button
                    label=lang.text(field::SIGNATURE_CLEAR)
                    on_press=move |()| change(&|signature| signature.strokes.clear())
                    attr:data-testid="field-sign-clear"
                />
            </Show>
        </section>
    }
}

/// Where on the pad the pointer is, at its edge where it is outside.
fn place(event: &PointerEvent) -> Option<PadPoint> {
    let pad: Element = event.current_target()?.dyn_into().ok()?;
    let seen = pad.get_bounding_client_rect();
    let at = |away: f64, of: f64, units: u16| {
        let share = if of > 0.0 { (away / of).clamp(0.0, 1.0) } else { 0.0 };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the units of the pad"
        )]
        let units = (share * f64::from(units)).round() as u16;
        units
    };
    Some((
        at(f64::from(event.client_x()) - seen.left(), seen.width(), PAD.0),
        at(f64::from(event.client_y()) - seen.top(), seen.height(), PAD.1),
    ))
}

const fn is_apart(one: PadPoint, other: PadPoint) -> bool {
    one.0.abs_diff(other.0) >= STEP || one.1.abs_diff(other.1) >= STEP
}
