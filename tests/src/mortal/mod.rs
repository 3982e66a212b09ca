//! Programs that are made to die: a console and a central, each a process of its own that does as it
//! is told on its standard input and aborts at the step that is armed.

mod process;
mod steps;

pub use process::{Death, Process};
pub use steps::{STEPS, Step, named_in_sources, within};
