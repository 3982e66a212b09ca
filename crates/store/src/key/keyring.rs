//! The operating system's keyring: Secret Service, Keychain or Credential Manager.

use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};

use super::StoreKey;
use crate::error::KeyError;

/// The name under which a person finds the key in the keyring.
const SERVICE: &str = "vn.hue.trucban";

/// Puts the key away and reads it back, so that a keyring that forgets is found out at once.
pub(super) fn keep(entry: &str, key: &StoreKey) -> Result<(), KeyError> {
    let hex = key.hex();
    let entry = open(entry)?;
    entry.set_password(&hex).map_err(KeyError::Keyring)?;
    match entry.get_password().map_err(KeyError::Keyring)? {
        kept if kept == hex => Ok(()),
        _ => Err(KeyError::Other),
    }
}

/// Reads the key.
pub(super) fn read(entry: &str) -> Result<StoreKey, KeyError> {
    match open(entry)?.get_password() {
        Ok(text) => StoreKey::read(text.as_bytes()),
        Err(Error::NoEntry) => Err(KeyError::Missing),
        Err(error) => Err(KeyError::Keyring(error)),
    }
}

fn open(entry: &str) -> Result<Entry, KeyError> {
    store().and_then(|store| store.build(SERVICE, entry, None)).map_err(KeyError::Keyring)
}

#[cfg(all(unix, not(target_os = "macos")))]
fn store() -> Result<Arc<CredentialStore>, Error> {
    // Without a session bus libdbus would start one of its own, with a keyring nobody ever sees again.
    let has_bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some()
        || std::env::var_os("XDG_RUNTIME_DIR")
            .is_some_and(|folder| std::path::Path::new(&folder).join("bus").exists());
    if !has_bus {
        return Err(Error::NoDefaultStore);
    }
    let store: Arc<CredentialStore> = dbus_secret_service_keyring_store::Store::new()?;
    Ok(store)
}

#[cfg(target_os = "macos")]
fn store() -> Result<Arc<CredentialStore>, Error> {
    let store: Arc<CredentialStore> = apple_native_keyring_store::keychain::Store::new()?;
    Ok(store)
}

#[cfg(windows)]
fn store() -> Result<Arc<CredentialStore>, Error> {
    let store: Arc<CredentialStore> = windows_native_keyring_store::Store::new()?;
    Ok(store)
}
