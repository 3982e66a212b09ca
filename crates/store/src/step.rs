//! Named steps at which a test can stop the process. Nothing of them is left in a build without the
//! feature `failpoints`.

/// Stops the process here when a test has armed the step of this name.
macro_rules! step {
    ($name:literal) => {
        fail::fail_point!($name, |_| std::process::abort())
    };
}

pub(crate) use step;
