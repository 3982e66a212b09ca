//! Central's certificate and the authority behind it, made for one test.

use std::path::{Path, PathBuf};

use anyhow::Result;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};

/// A certificate for some names, with its key and the authority that signed it.
pub struct Identity {
    authority: String,
    chain: String,
    key: String,
}

impl Identity {
    /// A certificate for `name`, from an authority that nobody has heard of before.
    pub fn for_name(name: &str) -> Result<Self> {
        let mut authority = CertificateParams::new(Vec::new())?;
        authority.distinguished_name.push(DnType::CommonName, "Trực Ban test authority");
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let authority_key = KeyPair::generate()?;
        let authority_pem = authority.self_signed(&authority_key)?.pem();
        let issuer = Issuer::new(authority, authority_key);
        let key = KeyPair::generate()?;
        let chain = CertificateParams::new(vec![name.to_owned()])?.signed_by(&key, &issuer)?.pem();
        Ok(Self { authority: authority_pem, chain, key: key.serialize_pem() })
    }

    /// The authority's certificate, PEM.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Writes chain and key as central reads them.
    pub(super) fn write(&self, folder: &Path) -> Result<(PathBuf, PathBuf)> {
        let (chain, key) = (folder.join("central.pem"), folder.join("central.key"));
        std::fs::write(&chain, &self.chain)?;
        std::fs::write(&key, &self.key)?;
        Ok((chain, key))
    }
}
