//! One database from its first start on, through all its crashes.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::{Timestamp, ToSpan};

use super::judge::{self, Judged};
use super::load::{self, Outcome, Sent};
use super::program::{Running, Start};
use super::{http, kept};
use crate::shell::{Result, TaskError};

/// Every answer keeps the case that it answers, so that a file grows with the square of its check-ins.
const MOST: usize = 250;

/// A database, and all that its person was told.
pub(super) struct Life {
    pub(super) database: PathBuf,
    pub(super) log: PathBuf,
    pub(super) sent: Vec<Sent>,
    is_set_up: bool,
    loads: usize,
}

impl Life {
    pub(super) fn new(database: PathBuf, log: PathBuf) -> Self {
        Self { database, log, sent: Vec::new(), is_set_up: false, loads: 0 }
    }

    /// Whether it is time for another one.
    pub(super) fn is_long(&self) -> bool {
        self.sent.len() > MOST
    }

    pub(super) fn start(&self, program: &Path) -> Result<Running> {
        self.start_under(program, Vec::new())
    }

    pub(super) fn start_under(&self, program: &Path, under: Vec<String>) -> Result<Running> {
        Start { program, database: &self.database, log: &self.log, under }.spawn()
    }

    /// Tells the program of a session two days ago, unless it was told and said so. How many forms it acknowledged.
    pub(super) fn set_up(&mut self, port: u16) -> Result<usize> {
        if self.is_set_up {
            return Ok(0);
        }
        tell(port, "/setup/when", &[("of", "ended"), ("at", &ended())], "/setup/setting")?;
        tell(port, "/setup/clinic", &[("clinic", "Praxis am Kanal"), ("country", "DE")], "/today")?;
        self.is_set_up = true;
        Ok(2)
    }

    /// Sends check-ins until `then` returns; how many were acknowledged.
    pub(super) fn load(&mut self, port: u16, then: impl FnOnce()) -> usize {
        self.loads += 1;
        let sent = load::under_load(port, &format!("l{}", self.loads), MOST, then);
        let acknowledged = load::acknowledged(&sent);
        self.sent.extend(sent);
        acknowledged
    }

    /// Holds what was said against what is kept.
    pub(super) fn judge(&self) -> Result<Judged> {
        let kept = kept::read(&self.database)?;
        let mut judged = judge::judge(&self.sent, &kept);
        for kind in ["treatment", "contacts"] {
            if self.is_set_up && !kept.facts.iter().any(|fact| fact.kind == kind) {
                judged.lost.push(format!("the set-up's {kind}: acknowledged and lost"));
            }
        }
        Ok(judged)
    }

    /// The check-ins that the program said it has kept.
    pub(super) fn acknowledged(&self) -> usize {
        load::acknowledged(&self.sent)
    }

    /// The check-ins that the program said it could not keep.
    pub(super) fn refused(&self) -> usize {
        self.sent.iter().filter(|it| matches!(it.outcome, Outcome::Refused(_))).count()
    }
}

/// Sends a form of the set-up, which leads on to the next page.
fn tell(port: u16, path: &str, fields: &[(&str, &str)], to: &str) -> Result {
    let page = http::send(port, path, fields).map_err(|error| TaskError::new(format!("{path}: {error}")))?;
    if page.status == 303 && page.location.as_deref() == Some(to) {
        Ok(())
    } else {
        Err(TaskError::new(format!("{path}: status {}: {}", page.status, page.body)))
    }
}

/// Two days ago, as a field of a form holds it. The program runs in UTC.
#[expect(clippy::disallowed_methods, reason = "the program that is tried lives in the present")]
fn ended() -> String {
    let ended = Timestamp::now() - 48.hours();
    ended.strftime("%Y-%m-%dT%H:%M").to_string()
}

/// The middle one of some times, and the one that 99 of 100 do not pass.
pub(super) fn median_and_p99(times: &mut [Duration]) -> (Duration, Duration) {
    times.sort_unstable();
    let at = |percent: usize| times.get((times.len() * percent / 100).min(times.len().saturating_sub(1)));
    (at(50).copied().unwrap_or_default(), at(99).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_the_slowest() {
        let mut times: Vec<Duration> = (1..=200).rev().map(Duration::from_millis).collect();
        let expected = (Duration::from_millis(101), Duration::from_millis(199));
        assert_eq!(median_and_p99(&mut times), expected);
        assert_eq!(median_and_p99(&mut []), Default::default());
    }
}
