//! SQLite: one file, one connection that writes, a few that read.

mod alone;
mod backup;
mod batch;
mod change;
mod changes;
mod connect;
mod erase;
mod folder;
mod import;
mod read;
mod restore;
mod schema;
mod together;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use sqlx::SqlitePool;
use tokio::sync::{Mutex, mpsc, oneshot};

pub use self::backup::Backup;
pub use self::restore::{Restored, restore};

use self::change::{Change, Record};
use self::changes::Changes;
use self::folder::Place;
use self::import::Import;
use self::writer::{Request, Writer};
use crate::answer::{Answer, NewAnswer};
use crate::error::StoreError;
use crate::fact::{Fact, NewFact};
use crate::id::{AnswerId, Ids, PersonId};
use crate::kept::Kept;
use crate::records::{Erased, Health, Imported, Person, Recorded, Records};

/// How many requests may wait for the writer before the next one has to wait to wait.
const QUEUE: usize = 1024;

/// The records in one SQLite file. Clones share it.
///
/// At most one `Store` has a file open, in whatever program: the file beside it that ends in `.lock` is locked while it does. The
/// tokio runtime in which it was opened needs its timer, and must go on until it is [closed](Self::close), or all clones are dropped.
#[derive(Clone, Debug)]
pub struct Store {
    /// The ways to the database, or why there are none.
    lines: Result<Lines, StoreError>,
    place: Place,
    opened: Opened,
    changes: Changes,
    /// Whoever makes a copy holds it, and so does an erasure.
    copies: Arc<Mutex<()>>,
}

#[derive(Clone, Debug)]
struct Lines {
    writer: mpsc::Sender<Request>,
    readers: SqlitePool,
}

/// What there is to choose when a store is opened.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// How large the file may become, in bytes. A request that needs more ends with [`StoreError::DiskFull`].
    pub max_bytes: Option<u64>,
}

/// What opening did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The version that the file had before; 0 if it is new.
    pub version_before: u32,
    /// The copy that was made of an older file before it was brought up to date.
    pub backup: Option<PathBuf>,
}

impl Store {
    /// Opens the database, or makes a new one: the file with mode 0600, its folder with 0700.
    ///
    /// An older file is first copied to the folder of [backups](Self::backups_folder) and then brought up to date; see [`opened`](Self::opened).
    ///
    /// # Errors
    ///
    /// [`Locked`](StoreError::Locked), [`NewerSchema`](StoreError::NewerSchema), [`OldSqlite`](StoreError::OldSqlite),
    /// [`NotADatabase`](StoreError::NotADatabase), [`ForeignDatabase`](StoreError::ForeignDatabase),
    /// [`Corrupt`](StoreError::Corrupt), [`ReadOnly`](StoreError::ReadOnly), [`DiskFull`](StoreError::DiskFull) or
    /// [`Io`](StoreError::Io). The file is then as it was.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, Options::default()).await
    }

    /// Opens the database with options.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub async fn open_with(path: &Path, options: Options) -> Result<Self, StoreError> {
        let place = Place::new(path)?;
        let lock = place.prepare()?;
        let changes = Changes::default();
        let (writer, opened) = Writer::open(place.clone(), options, changes.clone(), lock).await?;
        let readers = connect::readers(&place.database).await?;
        let (sender, receiver) = mpsc::channel(QUEUE);
        tokio::spawn(writer.run(receiver));
        let lines = Ok(Lines { writer: sender, readers });
        Ok(Self { lines, place, opened, changes, copies: Arc::default() })
    }

    /// The store of a database that could not be opened: every request ends with `why`. For a program that answers what it can
    /// without it. Nothing is touched.
    ///
    /// # Errors
    ///
    /// There can be no database at this path.
    pub fn unavailable(path: &Path, why: StoreError) -> Result<Self, StoreError> {
        let opened = Opened { version_before: 0, backup: None };
        let (changes, copies) = (Changes::default(), Arc::default());
        Ok(Self { lines: Err(why), place: Place::new(path)?, opened, changes, copies })
    }

    fn lines(&self) -> Result<&Lines, StoreError> {
        self.lines.as_ref().map_err(Clone::clone)
    }

    /// What opening did.
    #[must_use]
    pub fn opened(&self) -> &Opened {
        &self.opened
    }

    /// How often something may have changed since the store was opened. As long as it is the same number as before a read, that
    /// read would give the same again: nothing was acknowledged since. Closing counts, because nothing can be read then.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.changes.count()
    }

    /// The folder in which the program keeps its own backups: `backups` beside the database. [`erase`](Records::erase) reaches them there.
    #[must_use]
    pub fn backups_folder(&self) -> &Path {
        &self.place.backups
    }

    /// Writes a copy of the database, as it is at one moment, into a folder, and verifies it. Others can record meanwhile, but not erase.
    ///
    /// # Errors
    ///
    /// The folder cannot be written, or the copy is not whole; no file is left then.
    pub async fn backup(&self, to_folder: &Path, now: Timestamp) -> Result<Backup, StoreError> {
        if self.lines()?.writer.is_closed() {
            return Err(StoreError::Closed);
        }
        let _copying = self.copies.lock().await;
        backup::make(&self.place.database, to_folder, &backup::name(now)).await
    }

    /// Takes no new requests, answers those that wait, brings everything into the one file and unlocks it.
    ///
    /// # Errors
    ///
    /// [`Closed`](StoreError::Closed) if it was closed before; otherwise what SQLite said. Nothing acknowledged is lost in either case.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.lines()?.readers.close().await;
        self.changes.note();
        self.ask(|reply| Request::Close { reply }).await?
    }

    /// Sends a request to the writer and waits for what it says.
    async fn ask<T>(&self, request: impl FnOnce(oneshot::Sender<T>) -> Request) -> Result<T, StoreError> {
        let (reply, answer) = oneshot::channel();
        self.lines()?.writer.send(request(reply)).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)
    }
}

impl Records for Store {
    async fn create_person(&self, now: Timestamp) -> Result<PersonId, StoreError> {
        let id = PersonId(Ids::default().next(now));
        self.ask(|reply| Request::Change { change: Change::Person { id, now }, reply }).await??;
        Ok(id)
    }

    async fn persons(&self) -> Result<Vec<Person>, StoreError> {
        read::persons(&self.lines()?.readers).await
    }

    async fn record(
        &self,
        person: PersonId,
        facts: Vec<NewFact>,
        answer: Option<NewAnswer>,
        now: Timestamp,
    ) -> Result<Recorded, StoreError> {
        let record = Record::check(person, facts, answer, now)?;
        let change = Change::Record(Box::new(record));
        self.ask(|reply| Request::Change { change, reply }).await?
    }

    async fn facts(&self, person: PersonId) -> Result<Vec<Fact>, StoreError> {
        read::facts(&mut *self.lines()?.readers.acquire().await?, person).await
    }

    async fn answers(&self, person: PersonId) -> Result<Vec<Answer>, StoreError> {
        read::answers(&mut *self.lines()?.readers.acquire().await?, person).await
    }

    async fn answer(&self, person: PersonId, id: AnswerId) -> Result<Option<Answer>, StoreError> {
        read::answer(&self.lines()?.readers, person, id).await
    }

    async fn latest_answer(&self, person: PersonId, kind: &str) -> Result<Option<Answer>, StoreError> {
        read::latest_answer(&self.lines()?.readers, person, kind).await
    }

    async fn kept(&self, person: PersonId) -> Result<Kept, StoreError> {
        let mut moment = self.lines()?.readers.begin().await?;
        read::kept(&mut moment, person).await?.ok_or(StoreError::NoSuchPerson)
    }

    async fn import(&self, kept: Kept, instead_of: Vec<PersonId>) -> Result<Imported, StoreError> {
        let import = Box::new(Import::check(kept, instead_of)?);
        self.ask(|reply| Request::Import { import, reply }).await?
    }

    async fn erase(&self, person: PersonId) -> Result<Erased, StoreError> {
        let no_copies = Arc::clone(&self.copies).lock_owned().await;
        self.ask(|reply| Request::Erase { person, no_copies, reply }).await?
    }

    async fn health(&self) -> Health {
        let write = self.ask(|reply| Request::TryWrite { reply }).await.and_then(|written| written);
        let read = match self.lines() {
            Ok(lines) => read::try_read(&lines.readers).await,
            Err(why) => Err(why),
        };
        Health { read, write }
    }
}
