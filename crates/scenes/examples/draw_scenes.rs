//! Writes every picture of the sample city into a folder, to be looked at.
//!
//! `cargo run --release -p trucban-scenes --example draw_scenes -- FOLDER [START OF A KEY]`

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use trucban_scenes::Scenes;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("name a folder")?);
    let wanted = arguments.next().unwrap_or_default();
    fs::create_dir_all(&folder)?;
    let scenes = Scenes::shipped()?;
    for picture in scenes.blobs().filter(|picture| picture.key.starts_with(&wanted)) {
        fs::write(folder.join(picture.key.replace('/', "-") + ".jpg"), picture.bytes)?;
    }
    Ok(())
}
