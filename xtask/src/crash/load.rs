//! Check-ins from many clients at once, each with a note of its own, and what the program said to each.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::http::{self, Page};

/// So many people press the button at the same time.
pub(super) const CLIENTS: usize = 8;
const GRADES: [&str; 4] = ["none", "mild", "moderate", "severe"];

/// What a check-in says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// Its first word is this check-in's alone.
    pub(super) note: String,
    pub(super) redness: &'static str,
}

/// What became of it, as far as the person was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// "It is kept", with the id of its answer.
    Acknowledged(String),
    /// "It could not be kept."
    Refused(u16),
    /// The connection broke off.
    Unknown,
}

/// A check-in that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) said: Said,
    pub(super) outcome: Outcome,
}

impl Said {
    /// Most notes are short; one in sixteen fills more than a page of the database.
    pub(super) fn new(name: &str, number: usize) -> Self {
        let rest = if number % 16 == 7 { 5_000 } else { 20 };
        let redness = GRADES.get(number % GRADES.len()).copied().unwrap_or("none");
        Self { note: format!("{name}-{number} {}", "warm since this morning, ".repeat(rest / 25)), redness }
    }

    /// The fields of its form. Browsers send a note as it was typed; the program keeps it without blanks around it.
    pub(super) fn fields(&self) -> [(&str, &str); 2] {
        [("note", &self.note), ("symptom-redness", self.redness)]
    }

    fn send(self, port: u16) -> Sent {
        let page = http::send(port, "/check-in", &self.fields());
        Sent { outcome: page.as_ref().map_or(Outcome::Unknown, Outcome::of), said: self }
    }
}

impl Outcome {
    /// What a page says of the check-in that it answers.
    pub(super) fn of(page: &Page) -> Self {
        let kept = page.location.as_deref().and_then(|to| to.strip_prefix("/result/"));
        match (page.status, kept) {
            (303, Some(answer)) => Self::Acknowledged(answer.to_owned()),
            (status, _) => Self::Refused(status),
        }
    }
}

/// Sends check-ins from all clients until `then` returns, and gives what was sent. `name` makes the notes of this load
/// its own. A client whose connection breaks off waits for the end.
pub(super) fn under_load(port: u16, name: &str, most: usize, then: impl FnOnce()) -> Vec<Sent> {
    let sent = Mutex::new(Vec::new());
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (sent, is_over) = (&sent, &is_over);
            scope.spawn(move || {
                for number in 0..most.div_ceil(CLIENTS) {
                    if is_over.load(Ordering::Relaxed) {
                        break;
                    }
                    let told = Said::new(&format!("{name}-{client}"), number).send(port);
                    let broke_off = told.outcome == Outcome::Unknown;
                    sent.lock().unwrap_or_else(PoisonError::into_inner).push(told);
                    if broke_off {
                        break;
                    }
                }
            });
        }
        then();
        is_over.store(true, Ordering::Relaxed);
    });
    sent.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// A random moment of the load.
pub(super) fn moment(most: Duration) {
    thread::sleep(Duration::from_micros(fastrand::u64(0..=u64::try_from(most.as_micros()).unwrap_or(0))));
}

/// How many were acknowledged.
pub(super) fn acknowledged(sent: &[Sent]) -> usize {
    sent.iter().filter(|it| matches!(it.outcome, Outcome::Acknowledged(_))).count()
}
