//! Names a set of scopes in a few bytes: which scopes they are, and what rows they hold. A laptop of the
//! city desk carries thousands of scopes; central knows from its grant which, so a name is enough.
//!
//! Both are hashes: two sets of the same name are the same set.

use serde::{Deserialize, Serialize};

use crate::scope::Scope;

/// Which scopes a set has, in whatever order they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ScopeSetName(#[serde(with = "serde_bytes")] [u8; 32]);

impl ScopeSetName {
    /// The name of the set of these scopes.
    pub fn of<'s>(scopes: impl IntoIterator<Item = &'s Scope>) -> Self {
        let parts = scopes.into_iter().map(|scope| (scope.to_string(), [])).collect();
        Self(hash("trucban 2026 scope set name", parts))
    }
}

/// What rows each scope of a set holds: made of the digests of the scopes, so that a row which lies in
/// the wrong one shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ScopeSetDigest(#[serde(with = "serde_bytes")] [u8; 32]);

impl ScopeSetDigest {
    /// The digest of these scopes, each with the sum modulo 2^128 of its rows' shares.
    pub fn of<'s>(scopes: impl IntoIterator<Item = (&'s Scope, u128)>) -> Self {
        let part = |(scope, sum): (&Scope, u128)| (scope.to_string(), sum.to_le_bytes());
        let parts = scopes.into_iter().map(part).collect();
        Self(hash("trucban 2026 scope set digest", parts))
    }
}

/// Hashes the parts in the order of the bytes of their names, each name behind its length in bytes (four
/// bytes, little endian).
fn hash<const N: usize>(context: &str, mut parts: Vec<(String, [u8; N])>) -> [u8; 32] {
    parts.sort_unstable();
    parts.dedup();
    let mut hasher = blake3::Hasher::new_derive_key(context);
    for (name, rest) in parts {
        hasher.update(&u32::try_from(name.len()).unwrap_or(u32::MAX).to_le_bytes());
        hasher.update(name.as_bytes());
        hasher.update(&rest);
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scopes() -> [Scope; 3] {
        ["w19777.incidents.open", "w19777.incidents.2026-10", "uhepco.incidents.open"]
            .map(|text| text.parse().expect("a scope"))
    }

    #[test]
    fn a_set_has_one_name_in_whatever_order_it_is_told() {
        let [a, b, c] = scopes();
        let name = ScopeSetName::of([&a, &b, &c]);
        assert_eq!(name, ScopeSetName::of([&c, &a, &b]));
        assert_eq!(name, ScopeSetName::of([&c, &a, &b, &a]), "a set has each scope once");
    }

    #[test]
    fn a_scope_more_or_less_makes_another_name() {
        let [a, b, c] = scopes();
        let name = ScopeSetName::of([&a, &b]);
        for other in [vec![], vec![&a], vec![&b], vec![&a, &c], vec![&a, &b, &c]] {
            assert_ne!(name, ScopeSetName::of(other.iter().copied()), "{other:?}");
        }
    }

    #[test]
    fn rows_that_lie_in_another_scope_make_another_digest_though_the_sum_is_the_same() {
        let [a, b, _] = scopes();
        let digest = ScopeSetDigest::of([(&a, 5), (&b, 0)]);
        assert_eq!(digest, ScopeSetDigest::of([(&b, 0), (&a, 5)]));
        for other in [[(&a, 0), (&b, 5)], [(&a, 5), (&b, 1)], [(&a, 4), (&b, 1)]] {
            assert_ne!(digest, ScopeSetDigest::of(other), "{other:?}");
        }
    }
}
