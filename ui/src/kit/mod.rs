//! The widgets that every screen is made of. They know neither the shell nor a screen.

pub mod button;
pub mod chip;
pub mod dialog;
pub mod field;
pub mod icon;
pub mod keycap;
pub mod message;
pub mod picture;
pub mod progress;
pub mod stamp;
pub mod thing;
pub mod toast;
pub mod windowed;
