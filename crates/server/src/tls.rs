//! The certificate with which other machines are answered: made once, signed by itself, known by its fingerprint.

use std::io::{Error, ErrorKind, Result};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use rcgen::{CertificateParams, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose, date_time_ymd};
use sha2::{Digest, Sha256};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ALL_VERSIONS, ServerConfig};

use crate::access::private;

/// Telephones refuse certificates that are good for more than 825 days.
const GOOD_FOR_DAYS: i32 = 800;
/// A new one is made when the old one is good for less than this.
const RENEWED_BEFORE_DAYS: i32 = 30;
/// What stands before a certificate of our own. PEM allows text there.
const MADE: &str = "Made by Afterglow for this machine on ";

/// How other machines are answered.
pub struct Tls {
    pub(crate) config: Arc<ServerConfig>,
    fingerprint: String,
}

impl Tls {
    /// Opens the certificate and key in `file`, or makes them there for `names`: addresses and names of this machine.
    /// Whoever has a certificate of their own may put it there with its key, as PEM; it is never replaced.
    ///
    /// # Errors
    ///
    /// The file cannot be read or written, or holds no certificate with its key.
    pub fn open(file: &Path, names: &[String], now: Timestamp) -> Result<Self> {
        let text = match std::fs::read_to_string(file) {
            Ok(text) if !is_spent(&text, now) => text,
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            Ok(_) | Err(_) => {
                let made = make(names, now)?;
                private::write(file, made.as_bytes())?;
                made
            }
        };
        Self::read(&text)
    }

    fn read(text: &str) -> Result<Self> {
        let chain: std::result::Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text.as_bytes()).collect();
        let chain = chain.map_err(bad)?;
        let key = PrivateKeyDer::from_pem_slice(text.as_bytes()).map_err(bad)?;
        let own = chain.first().ok_or_else(|| bad("no certificate"))?;
        let fingerprint = fingerprint(own);
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(ALL_VERSIONS)
            .map_err(bad)?
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .map_err(bad)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { config: Arc::new(config), fingerprint })
    }

    /// SHA-256 of the certificate as browsers show it: `AB:CD:...`, 32 bytes.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

fn bad(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(ErrorKind::InvalidData, error)
}

fn fingerprint(certificate: &CertificateDer<'_>) -> String {
    let bytes = Sha256::digest(certificate);
    bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
}

fn today(now: Timestamp) -> Date {
    now.to_zoned_datetime(TimeZone::UTC).date()
}

/// Whether it is one of ours that is over, or nearly.
fn is_spent(text: &str, now: Timestamp) -> bool {
    let made = text.lines().find_map(|line| line.strip_prefix(MADE)?.parse::<Date>().ok());
    let over = made.and_then(|made| made.checked_add((GOOD_FOR_DAYS - RENEWED_BEFORE_DAYS).days()).ok());
    over.is_some_and(|over| today(now) >= over)
}

fn make(names: &[String], now: Timestamp) -> Result<String> {
    let day = |date: Date| {
        date_time_ymd(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
    };
    let made = today(now);
    // Clocks of other machines may be behind.
    let from = made.checked_sub(1.day()).map_err(bad)?;
    let until = made.checked_add(GOOD_FOR_DAYS.days()).map_err(bad)?;
    let mut params = CertificateParams::new(names).map_err(bad)?;
    params.distinguished_name.push(DnType::CommonName, "Afterglow");
    params.not_before = day(from);
    params.not_after = day(until);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let key = KeyPair::generate().map_err(bad)?;
    let certificate = params.self_signed(&key).map_err(bad)?;
    Ok(format!("{MADE}{made}\n{}{}", certificate.pem(), key.serialize_pem()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap_or_else(|_| unreachable!("an instant"))
    }

    #[test]
    fn a_certificate_is_made_once_and_again_before_it_is_over() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("afterglow-tls-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let file = folder.join("tls.pem");
        let names = ["localhost".to_owned(), "192.168.1.5".to_owned()];
        let open = |now| Tls::open(&file, &names, at(now)).map(|tls| tls.fingerprint().to_owned());
        let first = open("2026-11-24T10:00:00Z")?;
        assert_eq!(first.len(), 32 * 3 - 1);
        assert_eq!(std::fs::metadata(&file)?.permissions().mode() & 0o777, 0o600);
        assert_eq!(open("2028-12-20T10:00:00Z")?, first);
        assert_ne!(open("2029-01-05T10:00:00Z")?, first);
        // Somebody's own is left alone.
        let own = std::fs::read_to_string(&file)?.replace(MADE, "");
        std::fs::write(&file, &own)?;
        open("2099-01-01T10:00:00Z")?;
        assert_eq!(std::fs::read_to_string(&file)?, own);
        std::fs::write(&file, "no certificate")?;
        assert!(open("2026-11-24T10:00:00Z").is_err());
        assert_eq!(std::fs::read_to_string(&file)?, "no certificate");
        std::fs::remove_dir_all(&folder)
    }
}
