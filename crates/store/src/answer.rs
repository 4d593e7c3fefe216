//! Answers as they were shown, with all that is needed to make them again.

use std::fmt;

use jiff::Timestamp;

use crate::error::Invalid;
use crate::id::{AnswerId, FactId, PersonId};

/// The longest input, and the longest output, of an answer in bytes.
pub const MAX_ANSWER_BYTES: usize = 4 * 1024 * 1024;
/// The longest id, version or digest of a protocol.
const MAX_NAME_BYTES: usize = 1024;

/// What made an answer necessary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The fact at this place, from 0, of the facts in the same request.
    New(usize),
    /// A fact recorded earlier.
    Recorded(FactId),
}

/// Which protocol an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtocolName {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its digest.
    pub digest: String,
}

/// An answer to be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// Which capability answered: `triage`, `plan`. At most 32 small letters and hyphens.
    pub kind: String,
    /// What made it necessary.
    pub cause: Option<Cause>,
    /// The instant that was judged.
    pub judged_at: Timestamp,
    /// What was asked: the case as JSON and the instant. At most [`MAX_ANSWER_BYTES`].
    pub input: String,
    /// What was answered, byte by byte. At most [`MAX_ANSWER_BYTES`].
    pub output: String,
    /// The protocol that answered.
    pub protocol: ProtocolName,
}

impl NewAnswer {
    /// What can be said of an answer without a database. `facts` is the number of facts in the same request.
    pub(crate) fn check(&self, facts: usize) -> Result<(), Invalid> {
        check(&self.kind, [&self.input, &self.output], &self.protocol)?;
        match self.cause {
            Some(Cause::New(index)) if index >= facts => Err(Invalid::NoSuchFact),
            Some(Cause::New(_) | Cause::Recorded(_)) | None => Ok(()),
        }
    }
}

/// What can be said of an answer without a database and without its cause.
pub(crate) fn check(kind: &str, texts: [&str; 2], protocol: &ProtocolName) -> Result<(), Invalid> {
    let is_word = kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if kind.is_empty() || kind.len() > 32 || !is_word {
        return Err(Invalid::BadKind);
    }
    let names = [&protocol.id, &protocol.version, &protocol.digest];
    let is_large = texts.iter().any(|text| text.len() > MAX_ANSWER_BYTES);
    if is_large || names.iter().any(|name| name.len() > MAX_NAME_BYTES) {
        return Err(Invalid::TooLarge);
    }
    Ok(())
}

/// An answer as it was kept. It never changes.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// Whose it is.
    pub person: PersonId,
    /// Its own id; answers sort by it as they were recorded.
    pub id: AnswerId,
    /// Which capability answered.
    pub kind: String,
    /// The fact that made it necessary.
    pub cause: Option<FactId>,
    /// The instant that was judged.
    pub judged_at: Timestamp,
    /// What was asked.
    pub input: String,
    /// What was answered, byte by byte.
    pub output: String,
    /// The protocol that answered.
    pub protocol: ProtocolName,
}

// Both hold a person's case: they must not reach a log by way of `{:?}`.
impl fmt::Debug for NewAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewAnswer").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}
