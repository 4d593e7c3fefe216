//! What any database must do that keeps the facts of a person.

use std::future::Future;
use std::path::PathBuf;

use jiff::Timestamp;

use crate::answer::{Answer, NewAnswer};
use crate::error::StoreError;
use crate::fact::{Fact, NewFact};
use crate::id::{AnswerId, FactId, PersonId};
use crate::kept::Kept;

/// Somebody whose facts are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// When they were first recorded.
    pub created: Timestamp,
}

/// The ids that a record was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Those of the facts, in the order of the request.
    pub facts: Vec<FactId>,
    /// That of the answer, if there was one.
    pub answer: Option<AnswerId>,
}

/// What an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// The person is here now.
    New,
    /// The very same is kept of this person already.
    AlreadyHere,
}

/// What an erasure took away, and what it cannot reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// How many facts.
    pub facts: u64,
    /// How many answers.
    pub answers: u64,
    /// Backups that were written anew without the person.
    pub backups_rewritten: Vec<PathBuf>,
    /// Backups that were deleted: they held nobody else, or could not be read.
    pub backups_deleted: Vec<PathBuf>,
    /// Files in the folder of the backups that the program did not make, and left alone.
    pub files_left: Vec<PathBuf>,
    /// Where the person's facts may still be. Somebody has to look there.
    pub out_of_reach: Vec<OutOfReach>,
}

/// A place that the program cannot erase from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfReach {
    /// Copies of the database or its backups in other folders and on other machines.
    CopiesElsewhere,
    /// Files that were exported.
    Exports,
    /// Printed paper.
    Paper,
    /// Snapshots, journals and unused blocks of the file system.
    FileSystemSnapshots,
}

impl OutOfReach {
    /// Every such place.
    pub const ALL: [Self; 4] = [Self::CopiesElsewhere, Self::Exports, Self::Paper, Self::FileSystemSnapshots];
}

/// Whether the database can be read and written at this moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Whether a row can be read.
    pub read: Result<(), StoreError>,
    /// Whether a change reaches the disk. The change that tries it changes no content.
    pub write: Result<(), StoreError>,
}

impl Health {
    /// Both work.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.read.is_ok() && self.write.is_ok()
    }
}

/// What any database must do that keeps the facts of a person: the tests in `tests/contract/` are written against this trait.
///
/// A method that changes something returns only after the change is on the disk. Dropping its future does not take the change back.
pub trait Records: Send + Sync {
    /// A new person without facts.
    ///
    /// # Errors
    ///
    /// The database cannot be written.
    fn create_person(&self, now: Timestamp) -> impl Future<Output = Result<PersonId, StoreError>> + Send;

    /// Everybody, as they were created.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    fn persons(&self) -> impl Future<Output = Result<Vec<Person>, StoreError>> + Send;

    /// Records facts, and the answer that they led to: all of them or none.
    ///
    /// # Errors
    ///
    /// [`NoSuchPerson`](StoreError::NoSuchPerson), [`InvalidFact`](StoreError::InvalidFact),
    /// [`InvalidAnswer`](StoreError::InvalidAnswer), or the database cannot be written.
    fn record(
        &self,
        person: PersonId,
        facts: Vec<NewFact>,
        answer: Option<NewAnswer>,
        now: Timestamp,
    ) -> impl Future<Output = Result<Recorded, StoreError>> + Send;

    /// Every fact of a person as recorded, the replaced and the withdrawn ones as well.
    ///
    /// # Errors
    ///
    /// [`NoSuchPerson`](StoreError::NoSuchPerson), or the database cannot be read.
    fn facts(&self, person: PersonId) -> impl Future<Output = Result<Vec<Fact>, StoreError>> + Send;

    /// Every answer that a person was given, as recorded.
    ///
    /// # Errors
    ///
    /// [`NoSuchPerson`](StoreError::NoSuchPerson), or the database cannot be read.
    fn answers(&self, person: PersonId) -> impl Future<Output = Result<Vec<Answer>, StoreError>> + Send;

    /// One answer; `None` if this person has no such answer.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    fn answer(
        &self,
        person: PersonId,
        id: AnswerId,
    ) -> impl Future<Output = Result<Option<Answer>, StoreError>> + Send;

    /// The last answer of a kind; `None` if there is none.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    fn latest_answer(
        &self,
        person: PersonId,
        kind: &str,
    ) -> impl Future<Output = Result<Option<Answer>, StoreError>> + Send;

    /// Everything that is kept of a person, as it was at one moment.
    ///
    /// # Errors
    ///
    /// [`NoSuchPerson`](StoreError::NoSuchPerson), or the database cannot be read.
    fn kept(&self, person: PersonId) -> impl Future<Output = Result<Kept, StoreError>> + Send;

    /// Keeps everything of a person who comes from another database, under the same ids, or nothing. What is recorded
    /// later sorts after it. `instead_of` are people of whom nothing is kept; they are gone then.
    ///
    /// # Errors
    ///
    /// [`InvalidImport`](StoreError::InvalidImport), [`PersonExists`](StoreError::PersonExists) if something else is
    /// kept of this person, [`PersonNotEmpty`](StoreError::PersonNotEmpty) or
    /// [`NoSuchPerson`](StoreError::NoSuchPerson) for somebody in `instead_of`, or the database cannot be written.
    fn import(
        &self,
        kept: Kept,
        instead_of: Vec<PersonId>,
    ) -> impl Future<Output = Result<Imported, StoreError>> + Send;

    /// Removes everything about a person from the database and from the backups that the program made. This cannot be undone.
    ///
    /// # Errors
    ///
    /// [`NoSuchPerson`](StoreError::NoSuchPerson), or a file cannot be written. Part of it may have happened then: ask again.
    fn erase(&self, person: PersonId) -> impl Future<Output = Result<Erased, StoreError>> + Send;

    /// Whether the database can be read and written at this moment.
    fn health(&self) -> impl Future<Output = Health> + Send;
}
