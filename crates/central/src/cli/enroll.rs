//! `enroll`: adds a device and writes the document that its console reads.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use trucban_central::EnrollAsk;
use trucban_contract::wire::Enrolment;
use trucban_domain::{Action, Reach, Role, UnitCode, Ward, WardCode, fold};
use trucban_text::{Lang, central as text};

use super::failure::Failure;
use super::{Data, Desk, say};

#[derive(Debug, clap::Args)]
pub(super) struct Ask {
    #[command(flatten)]
    data: Data,
    #[arg(long, help = text::HELP_URL.say(Lang::Vi))]
    url: String,
    #[arg(long, value_name = "FILE", help = text::HELP_CA.say(Lang::Vi))]
    ca: Option<PathBuf>,
    #[arg(long, value_name = "NAME", help = text::HELP_OPERATOR.say(Lang::Vi))]
    operator: String,
    #[arg(long, help = text::HELP_ROLE.say(Lang::Vi))]
    role: String,
    #[arg(long, value_name = "CODE", help = text::HELP_WARD.say(Lang::Vi))]
    ward: Vec<u32>,
    #[arg(long, value_name = "CODE", help = text::HELP_UNIT.say(Lang::Vi))]
    unit: Vec<String>,
    #[arg(long, value_name = "FILE", help = text::HELP_OUT.say(Lang::Vi))]
    out: PathBuf,
}

pub(super) fn run(desk: &Desk, ask: Ask) -> Result<(), Failure> {
    let Ask { data, url, ca, operator, role, ward, unit, out } = ask;
    let operator_name = fold::clean(&operator);
    if operator_name.is_empty() {
        return Err(Failure::Senseless(text::BAD_NAME));
    }
    let role = Role::parse(&role).ok_or(Failure::Value(text::BAD_ROLE, role))?;
    let wards = ward.into_iter().map(known_ward).collect::<Result<Vec<_>, _>>()?;
    let units = unit.into_iter().map(sound_unit).collect::<Result<Vec<_>, _>>()?;
    match role.reach(Action::Read) {
        Reach::OwnWards if wards.is_empty() => return Err(Failure::Senseless(text::NEEDS_WARD)),
        Reach::OwnUnits if units.is_empty() => return Err(Failure::Senseless(text::NEEDS_UNIT)),
        _ => {}
    }
    if out.exists() {
        return Err(Failure::FileExists(out));
    }
    let ca_pem = ca
        .map(|path| std::fs::read_to_string(&path).map_err(|cause| Failure::File(path, cause)))
        .transpose()?;
    let central = desk.open(&data.data)?;
    let ask = EnrollAsk { url, ca_pem, operator_name, role, wards, units };
    let enrolment = central.enroll(ask)?;
    if let Err(failure) = write(&out, &enrolment) {
        // Nobody has the token, so nobody must be able to use it.
        central.revoke(enrolment.client)?;
        return Err(failure);
    }
    let told = [enrolment.operator.name.as_str(), &out.display().to_string()];
    say(&text::ENROLLED.fill(desk.lang, told));
    Ok(())
}

fn known_ward(code: u32) -> Result<WardCode, Failure> {
    let code = WardCode(code);
    let known = Ward::find(code).map(|ward| ward.code);
    known.ok_or_else(|| Failure::Value(text::BAD_WARD, code.to_string()))
}

fn sound_unit(code: String) -> Result<UnitCode, Failure> {
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if code.is_empty() || !code.chars().all(sound) {
        return Err(Failure::Value(text::BAD_UNIT, code));
    }
    Ok(UnitCode(code))
}

/// Writes the document so that nobody but its owner can read it, and never over another.
fn write(out: &Path, enrolment: &Enrolment) -> Result<(), Failure> {
    let failed = |cause: std::io::Error| match cause.kind() {
        ErrorKind::AlreadyExists => Failure::FileExists(out.to_owned()),
        _ => Failure::File(out.to_owned(), cause),
    };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let document = serde_json::to_vec_pretty(enrolment).map_err(|cause| failed(cause.into()))?;
    let mut file = options.open(out).map_err(failed)?;
    file.write_all(&document).and_then(|()| file.sync_all()).map_err(failed)
}
