//! Filling a template: `{{parts}}` becomes the shared drawings, then each `{{name}}`, theirs too,
//! what a variant says.

use std::collections::BTreeSet;

use crate::catalogue::Set;
use crate::error::SceneError;

const OPEN: &str = "{{";
const CLOSE: &str = "}}";
const PARTS: &str = "{{parts}}";

/// The drawing that `template` gives when its places are filled from `layers`, later ones first.
///
/// `own` are the places that only this picture's scene fills; each must be in the template.
pub(crate) fn compose(
    picture: &str,
    template: &str,
    parts: &str,
    layers: &[&Set],
    own: &[&Set],
) -> Result<String, SceneError> {
    let mut filled = String::with_capacity(template.len() + parts.len());
    let mut used = BTreeSet::new();
    let template = template.replacen(PARTS, parts, 1);
    let mut rest = template.as_str();
    while let Some((before, after)) = rest.split_once(OPEN) {
        filled.push_str(before);
        let empty = |place: &str| SceneError::Empty {
            picture: picture.to_owned(),
            place: place.chars().take(40).collect(),
        };
        let (place, after) = after.split_once(CLOSE).ok_or_else(|| empty(after))?;
        let value = layers.iter().rev().find_map(|set| set.get(place));
        filled.push_str(value.ok_or_else(|| empty(place))?);
        used.insert(place);
        rest = after;
    }
    filled.push_str(rest);
    match own.iter().flat_map(|set| set.keys()).find(|place| !used.contains(place.as_str())) {
        Some(place) => {
            Err(SceneError::Unused { picture: picture.to_owned(), place: place.clone() })
        }
        None => Ok(filled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(pairs: &[(&str, &str)]) -> Set {
        pairs.iter().map(|(place, value)| ((*place).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_frame_wins_over_its_variant() {
        let (variant, frame) = (set(&[("a", "1"), ("b", "2")]), set(&[("b", "3")]));
        let filled = compose("p", "{{parts}}<{{b}}>", "~{{a}}", &[&variant, &frame], &[]);
        assert_eq!(filled.unwrap(), "~1<3>");
    }

    #[test]
    fn a_place_without_a_value_is_refused() {
        let refused = compose("p", "<{{a}}>", "", &[], &[]).unwrap_err();
        assert!(matches!(refused, SceneError::Empty { place, .. } if place == "a"));
        let refused = compose("p", "<{{a", "", &[], &[]).unwrap_err();
        assert!(matches!(refused, SceneError::Empty { .. }));
    }

    #[test]
    fn a_value_without_a_place_is_refused() {
        let stray = set(&[("colour", "red")]);
        let refused = compose("p", "<>", "", &[&stray], &[&stray]).unwrap_err();
        assert!(matches!(refused, SceneError::Unused { place, .. } if place == "colour"));
    }
}
