//! The seal on a photo: XChaCha20-Poly1305 with a nonce of its own before it.

use chacha20poly1305::aead::Aead as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};

/// Bytes of a key.
pub(crate) const KEY_BYTES: usize = 32;
/// Bytes of a nonce, which stand before what is sealed.
const NONCE_BYTES: usize = 24;
/// Bytes that a seal adds.
pub(crate) const SEAL_BYTES: usize = NONCE_BYTES + 16;

/// What opens and seals.
#[derive(Clone)]
pub(crate) struct Seal(XChaCha20Poly1305);

impl Seal {
    pub(crate) fn of(key: [u8; KEY_BYTES]) -> Self {
        Self(XChaCha20Poly1305::new(&key.into()))
    }

    /// What was sealed with the key; `None` for anything else.
    pub(crate) fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE_BYTES>()?;
        self.0.decrypt(&(*nonce).into(), rest).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_changed_or_sealed_with_another_key_does_not_open() {
        let (seal, other) = (Seal::of([7; KEY_BYTES]), Seal::of([8; KEY_BYTES]));
        let nonce = [3_u8; NONCE_BYTES];
        let mut sealed = nonce.to_vec();
        sealed.extend(seal.0.encrypt(&nonce.into(), b"a photo".as_slice()).unwrap());
        assert_eq!(sealed.len(), 7 + SEAL_BYTES);
        assert_eq!(seal.open(&sealed).as_deref(), Some(b"a photo".as_slice()));
        assert_eq!(other.open(&sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(seal.open(&changed), None, "byte {at}");
        }
        assert_eq!(seal.open(&sealed[..20]), None);
    }
}
