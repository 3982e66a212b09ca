//! Named steps at which the fault tests let the process die. Nothing in a shipped build.

/// Lets the process abort here when the fault tests ask for it.
macro_rules! step {
    ($name:literal) => {
        fail::fail_point!($name, |_| std::process::abort())
    };
}

pub(crate) use step;
