//! The passphrase, of which only a hash is kept.

use std::fmt;
use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

/// What stands alone between a network and somebody's skin should be some words long. NIST SP 800-63B-4 asks for 15.
pub const MIN_PASSPHRASE_LETTERS: usize = 15;
/// Nobody types more.
pub const MAX_PASSPHRASE_LETTERS: usize = 256;

/// Memory in KiB and rounds, as OWASP's cheat sheet for storing passwords has them for argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const ROUNDS: u32 = 2;

/// Why a passphrase is not kept.
#[derive(Debug)]
pub enum PassphraseError {
    /// It has fewer letters than [`MIN_PASSPHRASE_LETTERS`].
    TooShort,
    /// It has more letters than [`MAX_PASSPHRASE_LETTERS`].
    TooLong,
    /// It cannot be hashed or written.
    Io(std::io::Error),
}

impl fmt::Display for PassphraseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort => write!(
                f,
                "a passphrase has at least {MIN_PASSPHRASE_LETTERS} letters: take four or five words"
            ),
            Self::TooLong => write!(f, "a passphrase has at most {MAX_PASSPHRASE_LETTERS} letters"),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PassphraseError {}

impl From<std::io::Error> for PassphraseError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

static HASHER: LazyLock<Option<Argon2<'static>>> = LazyLock::new(|| {
    let params = Params::new(MEMORY_KIB, ROUNDS, 1, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
});

pub(super) fn hash(passphrase: &str) -> Result<String, PassphraseError> {
    let passphrase = passphrase.trim();
    match passphrase.chars().count() {
        0..MIN_PASSPHRASE_LETTERS => return Err(PassphraseError::TooShort),
        MIN_PASSPHRASE_LETTERS..=MAX_PASSPHRASE_LETTERS => {}
        _ => return Err(PassphraseError::TooLong),
    }
    let hasher = HASHER.as_ref().ok_or_else(|| std::io::Error::other("argon2"))?;
    let hash = hasher
        .hash_password(passphrase.as_bytes())
        .map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(hash.to_string())
}

pub(super) fn is_right(hash: &str, guess: &str) -> bool {
    let guess = guess.trim();
    // A guess that could not have been kept is not worth a core.
    let can_be = guess.chars().count() <= MAX_PASSPHRASE_LETTERS;
    can_be
        && PasswordHash::new(hash.trim())
            .is_ok_and(|hash| Argon2::default().verify_password(guess.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_itself_and_nothing_else() -> Result<(), PassphraseError> {
        let kept = hash(" four quiet words here\n")?;
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(!kept.contains("quiet"));
        assert!(is_right(&kept, "four quiet words here"));
        for wrong in ["", "four quiet words", "Four quiet words here", "four quiet words here."] {
            assert!(!is_right(&kept, wrong), "{wrong}");
        }
        assert!(!is_right("no hash", "four quiet words here"));
        assert_ne!(hash("four quiet words here")?, kept, "each has a salt of its own");
        assert!(matches!(hash("too short"), Err(PassphraseError::TooShort)));
        assert!(matches!(hash(&"a".repeat(257)), Err(PassphraseError::TooLong)));
        Ok(())
    }
}
