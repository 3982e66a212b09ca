//! The real window, driven: a display of its own, a driver of its own, and what a person does.
//!
//! One [`Display`] holds any number of [`Window`]s, and each window has its own `WebKitWebDriver`,
//! so that one console can be killed while another goes on. Nothing here sleeps for a while and
//! hopes: every wait asks again until a deadline, and then fails with what it was waiting for.

mod contacts;
mod deadline;
mod display;
mod driver;
mod focus;
mod keyboard;
mod process;
mod programs;
mod window;

pub use contacts::Contacts;
pub use deadline::{Deadline, until};
pub use display::Display;
pub use focus::Focus;
pub use keyboard::{InputMethod, Keyboard};
pub use programs::{Program, program};
pub use window::{Launch, Window};
