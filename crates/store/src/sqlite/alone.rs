//! One change within a savepoint, and exactly why it cannot be made.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::SqliteConnection;

use super::batch::{Failure, take_back_if_failed};
use super::change::{Change, Record};
use crate::error::{Invalid, StoreError};
use crate::fact::Kind;
use crate::id::{FactId, Ids, PersonId, SendingKey};
use crate::records::Recorded;

pub(super) async fn make(
    connection: &mut SqliteConnection,
    ids: &mut Ids,
    change: Change,
) -> Result<Recorded, Failure> {
    match change {
        Change::Person { id, now } => make_person(connection, id, now).await,
        Change::Record(record) => make_record(connection, ids, &record).await,
    }
}

const PERSON: &str = "SAVEPOINT request;
    INSERT INTO person (id, created) VALUES (?1, ?2);
    RELEASE request";

async fn make_person(
    connection: &mut SqliteConnection,
    id: PersonId,
    now: Timestamp,
) -> Result<Recorded, Failure> {
    let query = sqlx::query(PERSON).bind(id.to_string()).bind(now.to_string());
    let inserted = query.execute(&mut *connection).await.map(|_| ());
    take_back_if_failed(connection, inserted).await?;
    Ok(Recorded { facts: Vec::new(), answer: None })
}

const FACTS: &str = "SAVEPOINT request;
    INSERT INTO fact (person, id, kind, body, replaces, sending, recorded)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 FROM json_each(?1);
    RELEASE request";
const FACTS_AND_ANSWER: &str = "SAVEPOINT request;
    INSERT INTO fact (person, id, kind, body, replaces, sending, recorded)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 FROM json_each(?1);
    INSERT INTO answer (person, id, kind, fact, judged_at, input, output, protocol, protocol_version, protocol_digest)
        VALUES (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11);
    RELEASE request";

async fn make_record(
    connection: &mut SqliteConnection,
    ids: &mut Ids,
    record: &Record,
) -> Result<Recorded, Failure> {
    check_against_database(connection, record).await?;
    let named = record.name(ids);
    let facts = Value::Array(record.fact_rows(&named, |text| Value::from(text)).collect()).to_string();
    let query = match record.answer_row(&named, |text| Some(text.to_owned())) {
        None => sqlx::query(FACTS).bind(facts),
        Some(columns) => {
            let query = sqlx::query(FACTS_AND_ANSWER).bind(facts);
            columns.into_iter().fold(query, |query, column| query.bind(column))
        }
    };
    let inserted = query.execute(&mut *connection).await.map(|_| ());
    match take_back_if_failed(connection, inserted).await {
        Ok(()) => Ok(named),
        Err(Failure { error: StoreError::Database { code: FOREIGN_KEY }, spoils: false }) => {
            // What a fact replaces is known to exist, so that two reasons are left.
            let is_known = is_person(connection, record.person).await?;
            let error = StoreError::InvalidAnswer { why: Invalid::NoSuchFact };
            Err(Failure::alone(if is_known { error } else { StoreError::NoSuchPerson }))
        }
        Err(failure) => Err(failure),
    }
}

/// The extended result code `SQLITE_CONSTRAINT_FOREIGNKEY`.
pub(super) const FOREIGN_KEY: i32 = 787;

async fn check_against_database(connection: &mut SqliteConnection, record: &Record) -> Result<(), Failure> {
    for (index, fact) in record.facts.iter().enumerate() {
        // Looked at first: what is sent again may well replace what it has replaced already.
        if let Some(sending) = fact.sending
            && let Some(recorded) = sent(connection, record.person, sending).await?
        {
            let why = Invalid::AlreadyRecorded(recorded);
            return Err(Failure::alone(StoreError::InvalidFact { index, why }));
        }
        let Some(replaces) = fact.replaces else { continue };
        if let Some(why) = check_replaced(connection, record.person, fact.kind, replaces).await? {
            let is_known = why != Invalid::NoSuchFact || is_person(connection, record.person).await?;
            let error = StoreError::InvalidFact { index, why };
            return Err(Failure::alone(if is_known { error } else { StoreError::NoSuchPerson }));
        }
    }
    let is_empty = record.facts.is_empty() && record.answer.is_none();
    if is_empty && !is_person(connection, record.person).await? {
        return Err(Failure::alone(StoreError::NoSuchPerson));
    }
    Ok(())
}

/// The fact that was recorded with this key.
async fn sent(
    connection: &mut SqliteConnection,
    person: PersonId,
    sending: SendingKey,
) -> Result<Option<FactId>, Failure> {
    let query = sqlx::query_scalar("SELECT id FROM fact WHERE person = ?1 AND sending = ?2");
    let found: Option<String> =
        query.bind(person.to_string()).bind(sending.to_string()).fetch_optional(connection).await?;
    found.map(|id| id.parse().map_err(|_| Failure { error: StoreError::Corrupt, spoils: true })).transpose()
}

async fn check_replaced(
    connection: &mut SqliteConnection,
    person: PersonId,
    kind: Kind,
    replaces: FactId,
) -> Result<Option<Invalid>, sqlx::Error> {
    let query = sqlx::query_as(
        "SELECT kind, EXISTS (SELECT 1 FROM fact AS later WHERE later.person = ?1 AND later.replaces = ?2)
            FROM fact WHERE person = ?1 AND id = ?2",
    );
    let found: Option<(String, bool)> =
        query.bind(person.to_string()).bind(replaces.to_string()).fetch_optional(connection).await?;
    Ok(match found {
        None => Some(Invalid::NoSuchFact),
        Some((found, _)) if found != kind.word() => Some(Invalid::OtherKind),
        Some((_, true)) => Some(Invalid::AlreadyReplaced),
        Some((_, false)) => None,
    })
}

async fn is_person(connection: &mut SqliteConnection, person: PersonId) -> Result<bool, sqlx::Error> {
    let query = sqlx::query("SELECT id FROM person WHERE id = ?").bind(person.to_string());
    Ok(query.fetch_optional(connection).await?.is_some())
}
