//! The task that alone writes to the database.

use std::fs::File;

use sqlx::SqliteConnection;
use tokio::sync::{OwnedMutexGuard, mpsc, oneshot};

use super::batch::{self, MAX_BATCH};
use super::change::{Change, Reply};
use super::changes::Changes;
use super::folder::Place;
use super::import::{self, Import};
use super::{Opened, Options, backup, connect, erase, schema};
use crate::error::StoreError;
use crate::id::{Ids, PersonId};
use crate::records::{Erased, Imported};

pub(super) enum Request {
    Change {
        change: Change,
        reply: Reply,
    },
    Import {
        import: Box<Import>,
        reply: oneshot::Sender<Result<Imported, StoreError>>,
    },
    /// No copy is made as long as the guard is there: it could be finished after the erasure and hold the person.
    Erase {
        person: PersonId,
        no_copies: OwnedMutexGuard<()>,
        reply: oneshot::Sender<Result<Erased, StoreError>>,
    },
    TryWrite {
        reply: oneshot::Sender<Result<(), StoreError>>,
    },
    Close {
        reply: oneshot::Sender<Result<(), StoreError>>,
    },
}

pub(super) struct Writer {
    connection: SqliteConnection,
    place: Place,
    options: Options,
    ids: Ids,
    changes: Changes,
    /// Held until the last connection of this task is closed.
    lock: File,
}

impl Writer {
    /// Looks at the file before it is touched, then brings it up to date.
    pub(super) async fn open(
        place: Place,
        options: Options,
        changes: Changes,
        lock: File,
    ) -> Result<(Self, Opened), StoreError> {
        let explained = |error| place.explain(error);
        let mut connection = connect::writer(&place.database).await.map_err(explained)?;
        let version_before = connect::version(&mut connection).await.map_err(explained)?;
        let mut backup = None;
        if version_before > 0 && version_before < schema::VERSION {
            backup::remove_unfinished(&place.backups)?;
            let name = backup::name_before_version(&place.backups, schema::VERSION);
            backup = Some(backup::make(&place.database, &place.backups, &name).await?.path);
        }
        set_up(&mut connection, options).await.map_err(explained)?;
        schema::migrate(&mut connection, version_before, &mut |_| Ok(())).await?;
        let ids = latest_ids(&mut connection).await?;
        Ok((Self { connection, place, options, ids, changes, lock }, Opened { version_before, backup }))
    }

    /// Serves requests until the store is closed or dropped.
    pub(super) async fn run(mut self, mut requests: mpsc::Receiver<Request>) {
        let mut closing = Vec::new();
        let mut next = None;
        loop {
            let request = match next.take() {
                Some(request) => request,
                None => match requests.recv().await {
                    Some(request) => request,
                    None => break,
                },
            };
            match request {
                Request::Change { change, reply } => {
                    let batch;
                    (batch, next) = gather((change, reply), &mut requests);
                    let Self { connection, ids, changes, .. } = &mut self;
                    if batch::commit(connection, ids, changes, batch).await.is_err() {
                        self.recover().await;
                    }
                }
                Request::Import { import, reply } => {
                    let imported = import::import(&mut self.connection, &mut self.ids, *import).await;
                    if imported.is_err() {
                        self.recover().await;
                    }
                    self.changes.note();
                    let _ = reply.send(imported);
                }
                Request::Erase { person, no_copies, reply } => {
                    let erased = erase::erase(&mut self.connection, &self.place, person).await;
                    if erased.is_err() {
                        self.recover().await;
                    }
                    drop(no_copies);
                    self.changes.note();
                    let _ = reply.send(erased);
                }
                Request::TryWrite { reply } => {
                    let written = try_write(&mut self.connection).await;
                    if written.is_err() {
                        self.recover().await;
                    }
                    let _ = reply.send(written);
                }
                Request::Close { reply } => {
                    // Those that wait already are still served; the loop ends when none is left.
                    requests.close();
                    closing.push(reply);
                }
            }
        }
        let emptied = connect::checkpoint(&mut self.connection).await;
        let closed = connect::close(self.connection).await;
        // Not left to closing the file: a child process that is just being started holds it open for a moment.
        let _ = self.lock.unlock();
        let outcome = emptied.and(closed);
        for reply in closing {
            let _ = reply.send(outcome.clone());
        }
    }

    /// After an error: ends what is left of the transaction, and connects anew if the connection cannot even read.
    async fn recover(&mut self) {
        // Often there is no transaction left to end.
        let _ = connect::run(&mut self.connection, "ROLLBACK").await;
        if connect::version(&mut self.connection).await.is_ok() {
            return;
        }
        if let Ok(mut fresh) = connect::writer(&self.place.database).await
            && set_up(&mut fresh, self.options).await.is_ok()
        {
            self.connection = fresh;
        }
        // Otherwise the next request fails as well, and tries again.
    }
}

/// Takes all changes that wait, up to a limit, and what stopped the taking.
fn gather(
    first: (Change, Reply),
    requests: &mut mpsc::Receiver<Request>,
) -> (Vec<(Change, Reply)>, Option<Request>) {
    let mut batch = vec![first];
    while batch.len() < MAX_BATCH {
        match requests.try_recv() {
            Ok(Request::Change { change, reply }) => batch.push((change, reply)),
            Ok(other) => return (batch, Some(other)),
            Err(_) => break,
        }
    }
    (batch, None)
}

/// Settings of the file and of this connection that can only be made once the file is known to be ours.
async fn set_up(connection: &mut SqliteConnection, options: Options) -> Result<(), StoreError> {
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode = WAL").fetch_one(&mut *connection).await?;
    if mode != "wal" {
        // A file system without shared memory; durability would rest on another mode than the one that is tested.
        return Err(StoreError::Io { doing: "keep a log", kind: std::io::ErrorKind::Unsupported });
    }
    if let Some(bytes) = options.max_bytes {
        let page: i64 = sqlx::query_scalar("PRAGMA page_size").fetch_one(&mut *connection).await?;
        let pages = bytes / u64::try_from(page).unwrap_or(4096).max(1);
        // The number is ours, so that the statement can be put together.
        let sql = format!("PRAGMA max_page_count = {}", pages.max(1));
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(connection).await?;
    }
    Ok(())
}

/// Ids go on after the last one of each person.
async fn latest_ids(connection: &mut SqliteConnection) -> Result<Ids, StoreError> {
    let last: Vec<(Option<String>, Option<String>)> = sqlx::query_as(
        "SELECT (SELECT max(id) FROM fact WHERE fact.person = person.id),
                (SELECT max(id) FROM answer WHERE answer.person = person.id) FROM person",
    )
    .fetch_all(connection)
    .await?;
    let mut ids = Ids::default();
    for id in last.into_iter().flat_map(|(fact, answer)| [fact, answer]).flatten() {
        ids.stay_after(id.parse().map_err(|_| StoreError::Corrupt)?);
    }
    Ok(ids)
}

/// Writes the version that stands there already: a transaction with all its flushes that changes nothing.
async fn try_write(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    const { assert!(schema::VERSION == 3, "the statement below writes the version") };
    connect::run(connection, "PRAGMA user_version = 3").await
}
