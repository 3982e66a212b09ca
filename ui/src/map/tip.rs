//! The label beside the pointer: what the thing under it is, from what its tile holds. Nothing is asked
//! of the shell, and nothing is said here that the list of what is in view does not say.

use leptos::html;
use leptos::prelude::*;

use super::bridge::Over;
use super::model::CityMap;
use super::named::said;
use super::seen::What;
use crate::language::Language;

/// How far from the pointer the label stands, pixels.
const AWAY_PX: f64 = 16.0;

/// The label; `canvas` is what the pointer moves over.
#[component]
pub fn Tip(canvas: NodeRef<html::Div>) -> impl IntoView {
    let (lang, city) = (Language::here(), CityMap::here());
    let what =
        Memo::new(move |_| city.over.with(|over| over.as_ref().map(|over| over.what.clone())));
    let place = move || {
        let size = canvas.get_untracked();
        let size = size.map_or((0, 0), |canvas| (canvas.client_width(), canvas.client_height()));
        city.over.with(|over| over.as_ref().map(|over| beside(over, size)))
    };
    move || {
        what.get().map(|what: What| {
            let (title, detail) = said(lang.get(), &what);
            let said_more = !detail.is_empty();
            view! {
                <div
                    class="map-tip"
                    data-testid="map-tip"
                    aria-hidden="true"
                    style:transform=move || place().unwrap_or_default()
                >
                    <strong class="num">{title}</strong>
                    <Show when=move || said_more>
                        <span>{detail.clone()}</span>
                    </Show>
                </div>
            }
        })
    }
}

/// Moves the label beside the pointer, to the side on which there is more room.
fn beside(over: &Over, (width, height): (i32, i32)) -> String {
    let (to_left, above) = (over.x > f64::from(width) / 2.0, over.y > f64::from(height) / 2.0);
    let along = |at: f64, back: bool| if back { at - AWAY_PX } else { at + AWAY_PX };
    let own = |back: bool| if back { "-100%" } else { "0" };
    let (x, y) = (along(over.x, to_left), along(over.y, above));
    format!("translate({x:.0}px, {y:.0}px) translate({}, {})", own(to_left), own(above))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_stands_on_the_side_with_more_room() {
        let over = |x, y| Over { what: What::Zone("ODT".to_owned()), x, y };
        let at = |x, y| beside(&over(x, y), (800, 600));
        assert_eq!(at(100.0, 100.0), "translate(116px, 116px) translate(0, 0)");
        assert_eq!(at(700.0, 500.0), "translate(684px, 484px) translate(-100%, -100%)");
    }
}
