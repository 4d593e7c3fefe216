//! The secret address of the calendar. Only its hash is kept.

use std::io::{Error, ErrorKind, Result};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::{hash, private};
use crate::guard::{fresh, is_same};

pub(super) struct Feed {
    file: PathBuf,
    hash: Mutex<Option<String>>,
}

impl Feed {
    pub(super) fn open(file: PathBuf) -> Result<Self> {
        let hash = match std::fs::read_to_string(&file) {
            Ok(hash) => Some(hash),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        Ok(Self { file, hash: Mutex::new(hash) })
    }

    /// A new secret. The one before it no longer counts.
    pub(super) fn make(&self) -> Result<String> {
        let secret = fresh().ok_or_else(|| Error::other("no random numbers"))?;
        let made = hash(&secret);
        let mut kept = self.hash.lock().unwrap_or_else(PoisonError::into_inner);
        private::write(&self.file, made.as_bytes())?;
        *kept = Some(made);
        Ok(secret)
    }

    /// From now on there is none.
    pub(super) fn revoke(&self) -> Result<()> {
        *self.hash.lock().unwrap_or_else(PoisonError::into_inner) = None;
        private::remove(&self.file)
    }

    pub(super) fn is_made(&self) -> bool {
        self.hash.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    pub(super) fn is(&self, secret: &str) -> bool {
        let kept = self.hash.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_deref().is_some_and(|kept| is_same(kept, &hash(secret)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_counts_until_it_is_revoked() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("afterglow-feed-{}", std::process::id()));
        let file = folder.join("feed");
        let feed = Feed::open(file.clone())?;
        assert!(!feed.is_made() && !feed.is(""));
        let first = feed.make()?;
        let second = feed.make()?;
        assert!(!feed.is(&first) && feed.is(&second) && !feed.is(&hash(&second)));
        let feed = Feed::open(file.clone())?;
        assert!(feed.is(&second), "a restart changes nothing");
        assert!(!std::fs::read_to_string(&file)?.contains(&second));
        feed.revoke()?;
        assert!(!feed.is(&second) && !Feed::open(file)?.is(&second));
        std::fs::remove_dir_all(&folder)
    }
}
