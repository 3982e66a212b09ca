//! What is wrong with typed coordinates, in words.

use leptos::prelude::*;
use trucban_contract::ipc::CoordinateFinding;
use trucban_text::{Text, search};

use crate::kit::icon::Icon;
use crate::language::Language;

/// The finding; the row below it puts it right where that can be done.
#[component]
pub fn FindingNote(
    /// What was found.
    finding: CoordinateFinding,
) -> impl IntoView {
    let lang = Language::here();
    let words = move || match finding {
        CoordinateFinding::Swapped { .. } => lang.say(search::SWAPPED).to_owned(),
        CoordinateFinding::OtherZone { meridian_minutes, swapped, .. } => {
            let zone = meridian(meridian_minutes);
            let mut said =
                lang.fill(search::OTHER_ZONE, [&zone, lang.say(province(meridian_minutes))]);
            if swapped {
                said.push(' ');
                said.push_str(lang.say(search::OTHER_ZONE_SWAPPED));
            }
            said
        }
        CoordinateFinding::OutsideCity => lang.say(search::OUTSIDE).to_owned(),
    };
    view! {
        <div class="search-finding" role="alert" data-testid="search-finding">
            {Icon::Triangle.view()}
            <p>{words}</p>
        </div>
    }
}

/// `107°45′`
fn meridian(minutes: u32) -> String {
    format!("{}°{:02}′", minutes / 60, minutes % 60)
}

/// Whose papers use a zone of the grid.
const fn province(meridian_minutes: u32) -> Text<0> {
    match meridian_minutes {
        6_465 => search::ZONE_DA_NANG,
        6_375 => search::ZONE_QUANG_TRI,
        _ => search::ZONE_OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_neighbour_s_zone_is_named_with_the_province_that_uses_it() {
        assert_eq!(meridian(6_465), "107°45′");
        assert_eq!(meridian(6_420), "107°00′");
        assert_eq!(province(6_465), search::ZONE_DA_NANG);
        assert_eq!(province(6_375), search::ZONE_QUANG_TRI);
    }
}
