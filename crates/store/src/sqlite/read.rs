//! Reading rows.

use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection, SqlitePool};

use crate::answer::{Answer, ProtocolName};
use crate::error::StoreError;
use crate::fact::{Fact, Kind};
use crate::id::{AnswerId, FactId, PersonId, SendingKey};
use crate::kept::Kept;
use crate::records::Person;

pub(super) async fn try_read(pool: &SqlitePool) -> Result<(), StoreError> {
    sqlx::query("SELECT id FROM person LIMIT 1").fetch_optional(pool).await?;
    Ok(())
}

pub(super) async fn persons(pool: &SqlitePool) -> Result<Vec<Person>, StoreError> {
    let rows = sqlx::query("SELECT id, created FROM person ORDER BY id").fetch_all(pool).await?;
    rows.iter().map(|row| Ok(Person { id: parsed(row, 0)?, created: parsed(row, 1)? })).collect()
}

/// Everything of a person; within a transaction all of it is from one moment. `None` if there is no such person.
pub(super) async fn kept(
    connection: &mut SqliteConnection,
    person: PersonId,
) -> Result<Option<Kept>, StoreError> {
    let query = sqlx::query("SELECT created FROM person WHERE id = ?").bind(person.to_string());
    let Some(row) = query.fetch_optional(&mut *connection).await? else { return Ok(None) };
    Ok(Some(Kept {
        person: Person { id: person, created: parsed(&row, 0)? },
        facts: facts(connection, person).await?,
        answers: answers(connection, person).await?,
    }))
}

pub(super) async fn facts(
    connection: &mut SqliteConnection,
    person: PersonId,
) -> Result<Vec<Fact>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, kind, body, replaces, recorded, sending FROM fact WHERE person = ? ORDER BY id",
    )
    .bind(person.to_string())
    .fetch_all(&mut *connection)
    .await?;
    if rows.is_empty() {
        check_exists(connection, person).await?;
    }
    rows.iter().map(|row| fact(row, person)).collect()
}

const ANSWERS: &str =
    "SELECT id, kind, fact, judged_at, input, output, protocol, protocol_version, protocol_digest
    FROM answer WHERE person = ?1 ORDER BY id";
const ONE_ANSWER: &str =
    "SELECT id, kind, fact, judged_at, input, output, protocol, protocol_version, protocol_digest
    FROM answer WHERE person = ?1 AND id = ?2";
const LATEST_ANSWER: &str =
    "SELECT id, kind, fact, judged_at, input, output, protocol, protocol_version, protocol_digest
    FROM answer WHERE person = ?1 AND kind = ?2 ORDER BY id DESC LIMIT 1";

pub(super) async fn answers(
    connection: &mut SqliteConnection,
    person: PersonId,
) -> Result<Vec<Answer>, StoreError> {
    let rows = sqlx::query(ANSWERS).bind(person.to_string()).fetch_all(&mut *connection).await?;
    if rows.is_empty() {
        check_exists(connection, person).await?;
    }
    rows.iter().map(|row| made(row, person)).collect()
}

pub(super) async fn answer(
    pool: &SqlitePool,
    person: PersonId,
    id: AnswerId,
) -> Result<Option<Answer>, StoreError> {
    let query = sqlx::query(ONE_ANSWER).bind(person.to_string()).bind(id.to_string());
    let row = query.fetch_optional(pool).await?;
    row.map(|row| made(&row, person)).transpose()
}

pub(super) async fn latest_answer(
    pool: &SqlitePool,
    person: PersonId,
    kind: &str,
) -> Result<Option<Answer>, StoreError> {
    let query = sqlx::query(LATEST_ANSWER).bind(person.to_string()).bind(kind);
    let row = query.fetch_optional(pool).await?;
    row.map(|row| made(&row, person)).transpose()
}

async fn check_exists(connection: &mut SqliteConnection, person: PersonId) -> Result<(), StoreError> {
    let query = sqlx::query("SELECT id FROM person WHERE id = ?").bind(person.to_string());
    query.fetch_optional(connection).await?.map(|_| ()).ok_or(StoreError::NoSuchPerson)
}

fn fact(row: &SqliteRow, person: PersonId) -> Result<Fact, StoreError> {
    let body: &str = row.try_get(2)?;
    let replaces: Option<&str> = row.try_get(3)?;
    let sending: Option<&str> = row.try_get(5)?;
    Ok(Fact {
        person,
        id: parsed(row, 0)?,
        kind: Kind::from_word(row.try_get(1)?).ok_or(StoreError::Corrupt)?,
        body: serde_json::from_str(body).map_err(|_| StoreError::Corrupt)?,
        replaces: replaces.map(parse::<FactId>).transpose()?,
        sending: sending.map(parse::<SendingKey>).transpose()?,
        recorded: parsed::<Timestamp>(row, 4)?,
    })
}

fn made(row: &SqliteRow, person: PersonId) -> Result<Answer, StoreError> {
    let cause: Option<&str> = row.try_get(2)?;
    Ok(Answer {
        person,
        id: parsed(row, 0)?,
        kind: row.try_get(1)?,
        cause: cause.map(parse::<FactId>).transpose()?,
        judged_at: parsed(row, 3)?,
        input: row.try_get(4)?,
        output: row.try_get(5)?,
        protocol: ProtocolName { id: row.try_get(6)?, version: row.try_get(7)?, digest: row.try_get(8)? },
    })
}

fn parsed<T: std::str::FromStr>(row: &SqliteRow, column: usize) -> Result<T, StoreError> {
    parse(row.try_get(column)?)
}

fn parse<T: std::str::FromStr>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt)
}
