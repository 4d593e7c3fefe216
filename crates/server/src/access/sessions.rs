//! Who is signed in. Only a hash of each secret is kept, in a file, so that a restart signs nobody out.

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, Result};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use super::{hash, private};
use crate::guard;

/// A session ends after this, whatever happens: as long as an app is used after a treatment.
const LASTS_S: i64 = 14 * 24 * 3600;
/// So many at once; the oldest goes.
const MOST: usize = 20;

pub(super) struct Sessions {
    file: PathBuf,
    /// Hash of the secret, and the second in which it ends.
    open: Mutex<BTreeMap<String, i64>>,
}

impl Sessions {
    pub(super) fn open(file: PathBuf, now: Timestamp) -> Result<Self> {
        let mut open: BTreeMap<String, i64> = match std::fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes)?,
            Err(error) if error.kind() == ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error),
        };
        open.retain(|_, until| *until > now.as_second());
        Ok(Self { file, open: Mutex::new(open) })
    }

    pub(super) fn begin(&self, now: Timestamp) -> Result<String> {
        let secret = guard::fresh().ok_or_else(|| Error::other("no random numbers"))?;
        let until = now.as_second() + LASTS_S;
        self.change(now, |open| {
            while open.len() >= MOST {
                let oldest = open.iter().min_by_key(|(_, until)| **until).map(|(hash, _)| hash.clone());
                open.remove(&oldest.unwrap_or_default());
            }
            open.insert(hash(&secret), until);
        })?;
        Ok(secret)
    }

    pub(super) fn holds(&self, secret: &str, now: Timestamp) -> bool {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.get(&hash(secret)).is_some_and(|until| *until > now.as_second())
    }

    pub(super) fn end(&self, secret: &str, everywhere: bool, now: Timestamp) -> Result<()> {
        self.change(now, |open| {
            open.remove(&hash(secret));
            if everywhere {
                open.clear();
            }
        })
    }

    /// A change counts at once, and is then written: an end must not wait for a disk.
    fn change(&self, now: Timestamp, change: impl FnOnce(&mut BTreeMap<String, i64>)) -> Result<()> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, until| *until > now.as_second());
        change(&mut open);
        private::write(&self.file, &serde_json::to_vec(&*open)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_outlives_a_restart_and_ends() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("afterglow-sessions-{}", std::process::id()));
        let file = folder.join("sessions.json");
        let now = Timestamp::from_second(1_795_514_400).unwrap_or_default();
        let days = |n: i64| Timestamp::from_second(now.as_second() + n * 86_400).unwrap_or(now);
        let sessions = Sessions::open(file.clone(), now)?;
        let (one, two) = (sessions.begin(now)?, sessions.begin(now)?);
        assert!(!std::fs::read_to_string(&file)?.contains(&one), "the secret itself is not kept");
        let sessions = Sessions::open(file.clone(), now)?;
        assert!(
            sessions.holds(&one, days(13)) && !sessions.holds(&one, days(14)) && !sessions.holds("", now)
        );
        sessions.end(&one, false, now)?;
        assert!(!sessions.holds(&one, now) && sessions.holds(&two, now));
        for _ in 0..MOST {
            sessions.begin(days(1))?;
        }
        assert!(!sessions.holds(&two, now), "there is an end to how many");
        let last = sessions.begin(days(1))?;
        sessions.end(&last, true, now)?;
        let sessions = Sessions::open(file, now)?;
        assert!(!sessions.holds(&last, now));
        std::fs::remove_dir_all(&folder)
    }
}
