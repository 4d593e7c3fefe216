//! Facts: what a person said, or what was done, at the moment it was recorded.

use std::fmt;

use jiff::Timestamp;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::Disambiguation;
use serde_json::Value;

use crate::error::Invalid;
use crate::id::{FactId, PersonId, SendingKey};

/// The longest body of a fact, in bytes of JSON.
pub const MAX_BODY_BYTES: usize = 64 * 1024;
/// The most facts in one request.
pub const MAX_FACTS: usize = 256;
/// Reading JSON stops at 128 levels; a body that could be written and not read back would be lost.
const MAX_DEPTH: usize = 64;

/// What a fact is about: the part of the case file that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The person. The latest counts.
    Person,
    /// Whom they can call. The latest counts.
    Contacts,
    /// The treatment. The latest counts, and with it a new part of the course begins.
    Treatment,
    /// The next session being planned. The latest counts.
    Next,
    /// A day that the skin is to be ready for. The latest counts.
    Event,
    /// What a session costs. The latest counts.
    Price,
    /// How the person wants the program to be; no part of the case. The latest counts.
    Settings,
    /// What the person saw. All count.
    CheckIn,
    /// A clinician looked. All count.
    Seen,
    /// What the person did or had done. All count.
    Done,
    /// A product and its label. All count.
    Product,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Person,
        Self::Contacts,
        Self::Treatment,
        Self::Next,
        Self::Event,
        Self::Price,
        Self::Settings,
        Self::CheckIn,
        Self::Seen,
        Self::Done,
        Self::Product,
    ];

    /// Its word, as stored: `check-in`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Contacts => "contacts",
            Self::Treatment => "treatment",
            Self::Next => "next",
            Self::Event => "event",
            Self::Price => "price",
            Self::Settings => "settings",
            Self::CheckIn => "check-in",
            Self::Seen => "seen",
            Self::Done => "done",
            Self::Product => "product",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Keys of the body that hold an instant, and whether the key must be there.
    fn instants(self) -> &'static [(&'static str, bool)] {
        match self {
            Self::CheckIn | Self::Seen | Self::Done => &[("at", true)],
            Self::Treatment => &[("ended", false), ("planned", false)],
            Self::Next => &[("planned", false)],
            Self::Person | Self::Contacts | Self::Event | Self::Price | Self::Settings | Self::Product => &[],
        }
    }
}

/// A fact to be recorded.
#[derive(Clone, PartialEq)]
pub struct NewFact {
    /// What it is about.
    pub kind: Kind,
    /// The table of the case file that it stands for, as JSON with the same keys: an object of at most [`MAX_BODY_BYTES`]. `null` withdraws the fact that is replaced.
    pub body: Value,
    /// The fact whose place it takes: of the same person and kind, and not replaced so far.
    pub replaces: Option<FactId>,
    /// Where sending it again must not record it again: what tells that it is the same. A person has one fact with it at most.
    pub sending: Option<SendingKey>,
}

impl NewFact {
    /// A fact that replaces nothing.
    #[must_use]
    pub fn new(kind: Kind, body: Value) -> Self {
        Self { kind, body, replaces: None, sending: None }
    }

    /// Takes the place of `replaced`.
    #[must_use]
    pub fn correction(kind: Kind, body: Value, replaced: FactId) -> Self {
        Self { kind, body, replaces: Some(replaced), sending: None }
    }

    /// Says that `withdrawn` no longer counts.
    #[must_use]
    pub fn withdrawal(kind: Kind, withdrawn: FactId) -> Self {
        Self { kind, body: Value::Null, replaces: Some(withdrawn), sending: None }
    }

    /// The same fact, recorded once however often it is sent.
    #[must_use]
    pub fn once(self, sending: SendingKey) -> Self {
        Self { sending: Some(sending), ..self }
    }

    /// What can be said of a fact without a database: its body as text, or why it cannot be recorded.
    pub(crate) fn check(&self) -> Result<String, Invalid> {
        check(self.kind, &self.body, self.replaces.is_some())
    }
}

/// What can be said of a fact without a database: its body as text, or why it cannot be kept.
pub(crate) fn check(kind: Kind, body: &Value, is_correction: bool) -> Result<String, Invalid> {
    match body {
        Value::Null if is_correction => {}
        Value::Null => return Err(Invalid::WithdrawsNothing),
        Value::Object(_) => check_instants(kind, body)?,
        _ => return Err(Invalid::NotAnObject),
    }
    if is_deeper_than(body, MAX_DEPTH) {
        return Err(Invalid::TooLarge);
    }
    let text = body.to_string();
    if text.len() > MAX_BODY_BYTES { Err(Invalid::TooLarge) } else { Ok(text) }
}

/// The fold compares these instants; without them it could not tell one session from another.
fn check_instants(kind: Kind, body: &Value) -> Result<(), Invalid> {
    for (key, required) in kind.instants() {
        match body.get(key) {
            None if *required => return Err(Invalid::NoInstant(key)),
            None => {}
            Some(value) if instant(value).is_some() => {}
            Some(_) => return Err(Invalid::BadInstant(key)),
        }
    }
    Ok(())
}

fn is_deeper_than(value: &Value, levels: usize) -> bool {
    let Some(levels) = levels.checked_sub(1) else { return true };
    match value {
        Value::Array(entries) => entries.iter().any(|entry| is_deeper_than(entry, levels)),
        Value::Object(entries) => entries.values().any(|entry| is_deeper_than(entry, levels)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// A fact as recorded. It never changes.
#[derive(Clone, PartialEq)]
pub struct Fact {
    /// Whose it is.
    pub person: PersonId,
    /// Its own id; facts sort by it as they were recorded.
    pub id: FactId,
    /// What it is about.
    pub kind: Kind,
    /// The table of the case file, as JSON; `null` for a withdrawal.
    pub body: Value,
    /// The fact whose place it takes.
    pub replaces: Option<FactId>,
    /// What recognises it when it is sent again.
    pub sending: Option<SendingKey>,
    /// When it was recorded, as told by the caller.
    pub recorded: Timestamp,
}

// Bodies are about a person's health: they must not reach a log by way of `{:?}`.
impl fmt::Debug for NewFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewFact")
            .field("kind", &self.kind)
            .field("replaces", &self.replaces)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fact").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Where the clocks change, an hour that is missing or stands twice needs its offset: the same reading as that of the case file.
static PARSER: DateTimeParser = DateTimeParser::new().disambiguation(Disambiguation::Reject);

/// The point on the time line that an RFC 9557 text names.
pub(crate) fn instant(value: &Value) -> Option<Timestamp> {
    let text = value.as_str()?;
    let has_time = text.split('[').next().is_some_and(|moment| moment.contains(':'));
    if has_time { PARSER.parse_zoned_datetime(text).ok().map(|at| at.timestamp()) } else { None }
}
