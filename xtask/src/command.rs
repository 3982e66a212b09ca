//! Running other programs: output goes to the terminal, failure names the command line.

use std::io::ErrorKind;
use std::process::{Command, Output};

use anyhow::{Context as _, Result, anyhow, bail};

/// Runs a program with the terminal as its own; anything but success is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status =
        command.status().with_context(|| format!("could not start `{}`", line(command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", line(command));
    }
    Ok(())
}

/// Runs a program and returns what it wrote to standard output.
pub fn read(command: &mut Command) -> Result<String> {
    let output = output(command)?;
    if !output.status.success() {
        bail!(
            "`{}` ended with {}: {}",
            line(command),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` did not write UTF-8", line(command)))
}

/// Whether a program could be started and ended well; a program that is not there is a plain no.
pub fn succeeds(command: &mut Command) -> Result<bool> {
    match command.output() {
        Ok(output) => Ok(output.status.success()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(anyhow!(error).context(format!("could not start `{}`", line(command)))),
    }
}

fn output(command: &mut Command) -> Result<Output> {
    command.output().with_context(|| format!("could not start `{}`", line(command)))
}

/// The command line as a person would type it.
pub fn line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
