//! Programs of others that tests put to the product: what `cargo xtask test` brought from `PyPI`
//! and npm, exactly as its lock files name it.
//!
//! `cargo xtask test` names their folder in `TRUCBAN_TEST_TOOLS`; a test started by hand looks
//! where they lie in the build output. One that is not there is an error that says how to get it.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use tokio::process::Command;

/// A Python with the packages of `tests/python/requirements.txt`, and with no settings of the
/// person's. It sees the scripts of that folder.
pub fn python() -> Result<Command> {
    let mut python = Command::new(tool("python/bin/python")?);
    python
        .env("PYTHONPATH", scripts())
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONIOENCODING", "utf-8")
        .kill_on_drop(true);
    for proxy in ["http_proxy", "https_proxy", "all_proxy"] {
        python.env_remove(proxy).env_remove(proxy.to_uppercase());
    }
    Ok(python)
}

/// A script of `tests/python`.
pub fn script(name: &str) -> PathBuf {
    scripts().join(name)
}

/// axe, which finds what keeps people from using a page, as one script.
pub fn axe() -> Result<String> {
    let path = tool("npm/node_modules/axe-core/axe.min.js")?;
    std::fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))
}

fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("python")
}

fn tool(path: &str) -> Result<PathBuf> {
    let folder = match env::var_os("TRUCBAN_TEST_TOOLS") {
        Some(folder) => PathBuf::from(folder),
        None => in_the_build_output()?,
    };
    let tool = folder.join(path);
    ensure!(
        tool.is_file(),
        "{} is not there: start the tests with `cargo xtask test`, which brings it",
        tool.display()
    );
    Ok(tool)
}

fn in_the_build_output() -> Result<PathBuf> {
    let this = env::current_exe().context("the path of this program")?;
    // `TARGET/debug/deps/THIS`.
    let target = this.ancestors().nth(3).context("this program lies in no build output")?;
    Ok(target.join("test-tools"))
}
