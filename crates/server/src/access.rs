//! Who may use the app where other machines can reach it: whoever knows the passphrase.

mod feed;
mod passphrase;
pub(crate) mod private;
mod sessions;

use std::io::Result;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use feed::Feed;
pub use passphrase::{MAX_PASSPHRASE_LETTERS, MIN_PASSPHRASE_LETTERS, PassphraseError};
use sessions::Sessions;

use crate::rate::Rate;

/// Hashing takes memory and a whole core; so many at once.
const HASHES_AT_ONCE: usize = 2;

/// Guesses from one address: so many at once, and one more each minute.
const GUESSES_AT_ONCE: i64 = 10;
const GUESS_EACH_MS: i64 = 60_000;
/// Guesses from all other machines together: some at once, and 100 an hour.
const ALL_AT_ONCE: i64 = 60;
const ALL_EACH_MS: i64 = 36_000;
/// Stands for all of them.
const ALL: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

/// The passphrase and everybody who is signed in with it.
#[derive(Clone)]
pub struct Access {
    hash: Arc<str>,
    sessions: Arc<Sessions>,
    feed: Arc<Feed>,
    guesses: Arc<Rate>,
    all_guesses: Arc<Rate>,
    hashing: Arc<Semaphore>,
    names: Arc<[String]>,
}

/// What became of a guess.
pub(crate) enum Guess {
    /// Right; the secret of the new session.
    Right(String),
    Wrong,
    /// Too many; it was not even looked at. Seconds until the next may be tried.
    TooMany(u64),
}

impl Access {
    /// Whether a passphrase is kept in `folder`.
    #[must_use]
    pub fn is_set(folder: &Path) -> bool {
        passphrase_file(folder).exists()
    }

    /// Whether this is the passphrase that is kept in `folder`.
    #[must_use]
    pub fn is_kept(folder: &Path, passphrase: &str) -> bool {
        std::fs::read_to_string(passphrase_file(folder))
            .is_ok_and(|hash| passphrase::is_right(&hash, passphrase))
    }

    /// Keeps a new passphrase in `folder`, as a hash; whoever was signed in is so no longer.
    ///
    /// # Errors
    ///
    /// It is too short or too long, or the folder cannot be written.
    pub fn set(folder: &Path, passphrase: &str) -> std::result::Result<(), PassphraseError> {
        let hash = passphrase::hash(passphrase)?;
        // First: whoever is signed in with the old one must not outlive it.
        private::remove(&sessions_file(folder))?;
        private::write(&passphrase_file(folder), hash.as_bytes())?;
        Ok(())
    }

    /// Takes the calendar's address away that is kept in `folder`, if there is one: whoever has it must not see the next person.
    ///
    /// # Errors
    ///
    /// The file cannot be removed.
    pub fn forget_feed(folder: &Path) -> Result<()> {
        private::remove(&feed_file(folder))
    }

    /// Opens what is kept in `folder`. `names` are the names under which this machine may be called, beside its addresses.
    ///
    /// # Errors
    ///
    /// There is no passphrase, or a file cannot be read.
    pub fn open(folder: &Path, names: Vec<String>, now: Timestamp) -> Result<Self> {
        Ok(Self {
            hash: std::fs::read_to_string(passphrase_file(folder))?.into(),
            sessions: Arc::new(Sessions::open(sessions_file(folder), now)?),
            feed: Arc::new(Feed::open(feed_file(folder))?),
            guesses: Arc::new(Rate::new(GUESSES_AT_ONCE, GUESS_EACH_MS)),
            all_guesses: Arc::new(Rate::new(ALL_AT_ONCE, ALL_EACH_MS)),
            hashing: Arc::new(Semaphore::new(HASHES_AT_ONCE)),
            names: names.into(),
        })
    }

    /// Tries a passphrase.
    pub(crate) async fn sign_in(&self, guess: &str, from: IpAddr, now: Timestamp) -> Result<Guess> {
        let from = from.to_canonical();
        let own = self.guesses.take(from, now);
        // Whoever sits at this machine is not kept out by what others do.
        let all = || if from.is_loopback() { Ok(()) } else { self.all_guesses.take(ALL, now) };
        if let Err(seconds) = own.and_then(|()| all()) {
            return Ok(Guess::TooMany(seconds));
        }
        let (hash, guess) = (Arc::clone(&self.hash), guess.to_owned());
        let is_right = {
            let _place = self.hashing.acquire().await.map_err(std::io::Error::other)?;
            tokio::task::spawn_blocking(move || passphrase::is_right(&hash, &guess)).await?
        };
        if !is_right {
            return Ok(Guess::Wrong);
        }
        // Whoever mistyped before starts anew.
        self.guesses.forget(from);
        self.sessions.begin(now).map(Guess::Right)
    }

    pub(crate) fn is_signed_in(&self, secret: &str, now: Timestamp) -> bool {
        self.sessions.holds(secret, now)
    }

    /// Ends a session, or all of them.
    pub(crate) fn sign_out(&self, secret: &str, everywhere: bool, now: Timestamp) -> Result<()> {
        self.sessions.end(secret, everywhere, now)
    }

    /// A new secret for the address of the calendar; the one before it no longer counts.
    pub(crate) fn make_feed(&self) -> Result<String> {
        self.feed.make()
    }

    /// From now on the calendar has no address.
    pub(crate) fn revoke_feed(&self) -> Result<()> {
        self.feed.revoke()
    }

    pub(crate) fn has_feed(&self) -> bool {
        self.feed.is_made()
    }

    pub(crate) fn is_feed(&self, secret: &str) -> bool {
        self.feed.is(secret)
    }

    /// Whether somebody may call this machine so. An address is no name: nobody can make theirs point here.
    pub(crate) fn is_own_name(&self, host: &str) -> bool {
        let is_address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok();
        is_address || self.names.iter().any(|name| name.eq_ignore_ascii_case(host))
    }
}

fn passphrase_file(folder: &Path) -> PathBuf {
    folder.join("passphrase")
}

fn feed_file(folder: &Path) -> PathBuf {
    folder.join("feed")
}

fn sessions_file(folder: &Path) -> PathBuf {
    folder.join("sessions.json")
}

/// What is kept of a secret.
fn hash(secret: &str) -> String {
    Sha256::digest(secret).iter().map(|byte| format!("{byte:02x}")).collect()
}
