//! `revoke` and `api-key`: taking a device's permission back, and giving an application its key.

use trucban_central::CentralError;
use trucban_domain::{ClientId, fold};
use trucban_text::{Lang, central as text};

use super::failure::Failure;
use super::{Data, Desk, say};

#[derive(Debug, clap::Args)]
pub(super) struct RevokeAsk {
    #[command(flatten)]
    data: Data,
    #[arg(long, value_name = "ID", help = text::HELP_CLIENT.say(Lang::Vi))]
    client: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct ApiKeyAsk {
    #[command(flatten)]
    data: Data,
    #[arg(long, help = text::HELP_NAME.say(Lang::Vi))]
    name: String,
}

pub(super) fn revoke(desk: &Desk, ask: &RevokeAsk) -> Result<(), Failure> {
    let unknown = || Failure::Value(text::NO_SUCH_DEVICE, ask.client.clone());
    let client: ClientId = ask.client.parse().ok().ok_or_else(unknown)?;
    match desk.open(&ask.data.data)?.revoke(client) {
        Ok(()) => {}
        Err(CentralError::UnknownDevice) => return Err(unknown()),
        Err(other) => return Err(other.into()),
    }
    say(&text::REVOKED.fill(desk.lang, [&client.to_string()]));
    Ok(())
}

pub(super) fn make_api_key(desk: &Desk, ask: &ApiKeyAsk) -> Result<(), Failure> {
    let name = fold::clean(&ask.name);
    if name.is_empty() {
        return Err(Failure::Senseless(text::BAD_NAME));
    }
    let key = desk.open(&ask.data.data)?.make_api_key(&name)?;
    say(&text::API_KEY.fill(desk.lang, [&name]));
    say(&key);
    Ok(())
}
