//! Group commit: all changes that wait go into one transaction.

use sqlx::SqliteConnection;

use super::change::{Change, Reply};
use super::connect::run;
use super::{alone, together};
use crate::error::StoreError;
use crate::id::Ids;
use crate::records::Recorded;
use crate::sqlite::changes::Changes;

/// The most changes in one transaction: enough that the disk's flush no longer decides, and few enough that nobody waits long.
pub(super) const MAX_BATCH: usize = 256;

/// A change that was not made; `spoils` if the transaction is lost with it.
pub(super) struct Failure {
    pub(super) error: StoreError,
    pub(super) spoils: bool,
}

impl Failure {
    pub(super) fn alone(error: StoreError) -> Self {
        Self { error, spoils: false }
    }
}

/// A failed read says nothing about the transaction, so it is given up.
impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self { error: error.into(), spoils: true }
    }
}

/// Makes all changes in one transaction and answers each. An error means that the connection has to be looked after; everybody
/// has been told by then.
///
/// Records that need no look at the database go in together, by one statement. Should that fail, for whatever reason, they are taken
/// back and tried one by one like all others, each within a savepoint of its own, so that one bad request spoils no other.
pub(super) async fn commit(
    connection: &mut SqliteConnection,
    ids: &mut Ids,
    changes: &Changes,
    batch: Vec<(Change, Reply)>,
) -> Result<(), StoreError> {
    let mut made: Vec<(Reply, Result<Recorded, StoreError>)> = Vec::with_capacity(batch.len());
    let mut outcome = run(connection, "BEGIN IMMEDIATE").await;
    let (mut joint, mut others) = together::split(batch);
    if outcome.is_ok() {
        match together::make(connection, ids, &joint).await {
            Ok(recorded) => {
                made.extend(joint.drain(..).map(|(_, reply)| reply).zip(recorded.into_iter().map(Ok)));
            }
            Err(Failure { spoils: false, .. }) => {}
            Err(Failure { error, spoils: true }) => outcome = Err(error),
        }
    }
    others.extend(joint.into_iter().map(|(record, reply)| (Change::Record(record), reply)));
    for (change, reply) in others {
        let result = match &outcome {
            Err(error) => Err(error.clone()),
            Ok(()) => match alone::make(connection, ids, change).await {
                Ok(recorded) => Ok(recorded),
                Err(failure) => {
                    if failure.spoils {
                        outcome = Err(failure.error.clone());
                    }
                    Err(failure.error)
                }
            },
        };
        // A refusal waits as well: that something is recorded already is true only once it is on the disk.
        made.push((reply, result));
    }
    if outcome.is_ok() {
        outcome = run(connection, "COMMIT").await;
    }
    // Whoever has been told must not find what was read before.
    changes.note();
    for (reply, result) in made {
        tell(reply, outcome.clone().and(result));
    }
    outcome
}

fn tell(reply: Reply, outcome: Result<Recorded, StoreError>) {
    // Whoever asked may have gone; what was recorded stays recorded.
    let _ = reply.send(outcome);
}

/// Goes back to the savepoint after an error. Where SQLite has given up the whole transaction, there is none to go back to.
pub(super) async fn take_back_if_failed(
    connection: &mut SqliteConnection,
    made: Result<(), sqlx::Error>,
) -> Result<(), Failure> {
    let Err(error) = made else { return Ok(()) };
    let back = run(connection, "ROLLBACK TO request; RELEASE request").await;
    Err(Failure { error: error.into(), spoils: back.is_err() })
}
