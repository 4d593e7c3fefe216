//! Why the store could not do what it was asked to.

use std::fmt;
use std::io::ErrorKind;

use crate::id::FactId;

/// Why the store could not do what it was asked to. No variant holds anything about a person.
///
/// Except where a variant says otherwise, nothing was kept of a request that ended with an error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreError {
    /// The database was made by a newer program; this one would not know what it leaves out.
    NewerSchema {
        /// The version of the file.
        found: u32,
        /// The highest version that this program knows.
        known: u32,
    },
    /// The SQLite in this program has known faults (below 3.51.3: a reset of the log can damage the file).
    OldSqlite {
        /// Its version.
        found: String,
    },
    /// Another program, or another [`Store`](crate::Store), has the database open.
    Locked,
    /// The file or its folder cannot be written.
    ReadOnly,
    /// No room is left on the disk.
    DiskFull,
    /// The file is damaged.
    Corrupt,
    /// The file is no SQLite database.
    NotADatabase,
    /// The file is a SQLite database of another program.
    ForeignDatabase,
    /// There is no such person here.
    NoSuchPerson,
    /// A fact cannot be recorded.
    InvalidFact {
        /// Its place in the list, from 0.
        index: usize,
        /// Why.
        why: Invalid,
    },
    /// An answer cannot be recorded.
    InvalidAnswer {
        /// Why.
        why: Invalid,
    },
    /// What was to be imported cannot be kept: every fault, so that whoever made it can mend all of them at once.
    InvalidImport {
        /// Each with its place.
        faults: Vec<Misfit>,
    },
    /// This person is here already, and something else is kept of them than what was to be imported.
    PersonExists,
    /// Something is kept of a person in whose place another was to be imported.
    PersonNotEmpty,
    /// The store was closed, or stopped before it could tell how the request ended.
    Closed,
    /// The system refused to read or write. Whether a record was kept is not known: look for it before trying again.
    Io {
        /// What was tried.
        doing: &'static str,
        /// What the system answered.
        kind: ErrorKind,
    },
    /// Anything else that SQLite can say.
    Database {
        /// Its extended result code.
        code: i32,
    },
}

/// One thing that stands against importing a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// What it is about.
    pub part: Part,
    /// Why it cannot be kept.
    pub why: Invalid,
}

/// A part of what is kept of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The person.
    Person,
    /// The fact at this place, from 0.
    Fact(usize),
    /// The answer at this place, from 0.
    Answer(usize),
}

/// Why a fact or an answer cannot be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Invalid {
    /// The body is no JSON object.
    NotAnObject,
    /// An empty body that replaces nothing.
    WithdrawsNothing,
    /// More bytes, facts or levels of nesting than the store takes.
    TooLarge,
    /// A key that must hold an instant is missing.
    NoInstant(&'static str),
    /// A key does not hold an instant with its zone (RFC 9557).
    BadInstant(&'static str),
    /// The person has no fact with the id that it names.
    NoSuchFact,
    /// It replaces a fact of another kind.
    OtherKind,
    /// The fact that it replaces has been replaced already.
    AlreadyReplaced,
    /// Another fact of the same request has the same [`sending`](crate::NewFact::sending).
    SentTwice,
    /// A fact with the same [`sending`](crate::NewFact::sending) is here already: this one.
    AlreadyRecorded(FactId),
    /// The kind is not a word of at most 32 small letters and hyphens.
    BadKind,
    /// Its id is no UUID of version 7 whose moment can be told.
    BadId,
    /// An id that another one like it has already.
    RepeatedId,
    /// Its id is not greater than that of the one before it.
    OutOfOrder,
    /// It is told to be from later than its id.
    LaterThanId,
    /// It names a fact that was not there yet.
    NotEarlier,
    /// It belongs to another person.
    OtherPerson,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NewerSchema { found, known } => {
                write!(f, "the database has version {found}, this program knows versions up to {known}")
            }
            Self::OldSqlite { found } => write!(f, "SQLite {found} is too old, 3.51.3 is needed"),
            Self::Locked => f.write_str("the database is open in another program"),
            Self::ReadOnly => f.write_str("the database or its folder cannot be written"),
            Self::DiskFull => f.write_str("the disk is full"),
            Self::Corrupt => f.write_str("the database is damaged"),
            Self::NotADatabase => f.write_str("the file is not a database"),
            Self::ForeignDatabase => f.write_str("the database belongs to another program"),
            Self::NoSuchPerson => f.write_str("no such person"),
            Self::InvalidFact { index, why } => write!(f, "fact {index} cannot be recorded: {why}"),
            Self::InvalidAnswer { why } => write!(f, "the answer cannot be recorded: {why}"),
            Self::InvalidImport { faults } => match faults.as_slice() {
                [] => f.write_str("it cannot be imported"),
                [first, ..] => write!(f, "it cannot be imported: {first}"),
            },
            Self::PersonExists => f.write_str("this person is here already, with other content"),
            Self::PersonNotEmpty => f.write_str("something is kept of the person who was to be replaced"),
            Self::Closed => f.write_str("the database is closed"),
            // Its name would say no more.
            Self::Io { doing, kind: ErrorKind::Other } => write!(f, "cannot {doing}"),
            Self::Io { doing, kind } => write!(f, "cannot {doing}: {kind}"),
            Self::Database { code } => write!(f, "the database refused with code {code}"),
        }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnObject => f.write_str("its body is not an object"),
            Self::WithdrawsNothing => f.write_str("an empty body must replace a fact"),
            Self::TooLarge => f.write_str("it is too large"),
            Self::NoInstant(key) => write!(f, "`{key}` is missing"),
            Self::BadInstant(key) => write!(f, "`{key}` is not an instant with its zone"),
            Self::NoSuchFact => f.write_str("the person has no such fact"),
            Self::OtherKind => f.write_str("it replaces a fact of another kind"),
            Self::AlreadyReplaced => f.write_str("that fact has been replaced already"),
            Self::SentTwice => f.write_str("another fact of the request has its key"),
            Self::AlreadyRecorded(_) => f.write_str("it has been recorded already"),
            Self::BadKind => f.write_str("its kind is not a short word"),
            Self::BadId => f.write_str("its id is not a UUID of version 7"),
            Self::RepeatedId => f.write_str("its id stands twice"),
            Self::OutOfOrder => f.write_str("its id is not after the one before it"),
            Self::LaterThanId => f.write_str("its time is after that of its id"),
            Self::NotEarlier => f.write_str("it names a fact that was not there yet"),
            Self::OtherPerson => f.write_str("it belongs to another person"),
        }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Part::Person => write!(f, "person: {}", self.why),
            Part::Fact(index) => write!(f, "fact {index}: {}", self.why),
            Part::Answer(index) => write!(f, "answer {index}: {}", self.why),
        }
    }
}

impl std::error::Error for StoreError {}
impl std::error::Error for Invalid {}

impl StoreError {
    /// What the system answered to `doing`, told apart where a person can act on it.
    pub(crate) fn io(doing: &'static str, error: &std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            kind => Self::Io { doing, kind },
        }
    }
}

/// The message is left behind: it can hold a path or a value.
impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) => {
                error.code().and_then(|code| code.parse().ok()).map_or(Self::Corrupt, from_code)
            }
            sqlx::Error::Io(error) => Self::io("reach the database", &error),
            sqlx::Error::PoolTimedOut => Self::Locked,
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::Closed,
            // A row that does not hold what was written.
            _ => Self::Corrupt,
        }
    }
}

/// <https://www.sqlite.org/rescode.html>; the lower eight bits are the kind of error.
fn from_code(code: i32) -> StoreError {
    match code & 0xff {
        5 | 6 => StoreError::Locked,
        8 => StoreError::ReadOnly,
        10 => StoreError::Io { doing: "read or write the database", kind: ErrorKind::Other },
        11 => StoreError::Corrupt,
        13 => StoreError::DiskFull,
        14 => StoreError::Io { doing: "open the database", kind: ErrorKind::Other },
        26 => StoreError::NotADatabase,
        _ => StoreError::Database { code },
    }
}
