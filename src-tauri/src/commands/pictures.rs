//! The pictures that a case names, as the window learns of them. Has no commands of its own.

use trucban_contract::ipc::{CommandError, Picture};
use trucban_store::PictureHash;

use crate::console::Open;
use crate::failure::from_store;

/// The pictures of these names, in their order, and which of them are here.
pub(super) fn pictures(open: &Open, names: &[&str]) -> Result<Vec<Picture>, CommandError> {
    let hashes: Vec<_> = names.iter().map(|name| PictureHash::parse(name)).collect();
    let here = open.store.pictures_here(&hashes).map_err(|error| from_store(&error))?;
    let picture = |(name, here): (&&str, bool)| Picture { hash: (*name).to_owned(), here };
    Ok(names.iter().zip(here).map(picture).collect())
}

/// Fetches those that are missing before all others: what somebody looks at is worth more than what
/// nobody asked for.
pub(super) fn look_at(open: &Open, pictures: &[Picture]) {
    let missing = pictures.iter().filter(|picture| !picture.here);
    open.show_pictures(missing.filter_map(|it| PictureHash::parse(&it.hash)).collect());
}
