//! Keeping a person who comes from another database.

use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::alone::FOREIGN_KEY;
use super::{connect, read};
use crate::answer::Answer;
use crate::error::StoreError;
use crate::fact::Fact;
use crate::id::{Ids, PersonId};
use crate::kept::Kept;
use crate::records::Imported;

/// Rows travel as one JSON text, which is in memory twice: not many more bytes than this at a time.
const MAX_BYTES: usize = 1024 * 1024;

/// A person who passed every check that needs no database.
pub(super) struct Import {
    kept: Kept,
    instead_of: Vec<PersonId>,
}

impl Import {
    pub(super) fn check(kept: Kept, instead_of: Vec<PersonId>) -> Result<Self, StoreError> {
        let faults = kept.misfits();
        if faults.is_empty() {
            Ok(Self { kept, instead_of })
        } else {
            Err(StoreError::InvalidImport { faults })
        }
    }
}

/// All of it in one transaction, which the caller takes back after an error.
pub(super) async fn import(
    connection: &mut SqliteConnection,
    ids: &mut Ids,
    import: Import,
) -> Result<Imported, StoreError> {
    let Import { kept, instead_of } = import;
    connect::run(connection, "BEGIN IMMEDIATE").await?;
    for person in instead_of {
        remove_empty(connection, person).await?;
    }
    let imported = match read::kept(connection, kept.person.id).await? {
        Some(known) if known == kept => Imported::AlreadyHere,
        Some(_) => return Err(StoreError::PersonExists),
        None => {
            insert(connection, &kept).await?;
            Imported::New
        }
    };
    connect::run(connection, "COMMIT").await?;
    // What comes next must also sort after what was told elsewhere, where the clock may have been ahead.
    let facts = kept.facts.last().map(|fact| fact.id.0);
    let answers = kept.answers.last().map(|answer| answer.id.0);
    facts.into_iter().chain(answers).for_each(|id| ids.stay_after(id));
    Ok(imported)
}

/// The references to a person keep one of whom something is kept.
async fn remove_empty(connection: &mut SqliteConnection, person: PersonId) -> Result<(), StoreError> {
    let query = sqlx::query("DELETE FROM person WHERE id = ?").bind(person.to_string());
    match query.execute(connection).await.map_err(StoreError::from) {
        Ok(done) if done.rows_affected() == 0 => Err(StoreError::NoSuchPerson),
        Ok(_) => Ok(()),
        Err(StoreError::Database { code: FOREIGN_KEY }) => Err(StoreError::PersonNotEmpty),
        Err(error) => Err(error),
    }
}

const FACTS: &str = "INSERT INTO fact (person, id, kind, body, replaces, sending, recorded)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 FROM json_each(?1)";
const ANSWERS: &str = "INSERT INTO answer
        (person, id, kind, fact, judged_at, input, output, protocol, protocol_version, protocol_digest)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
        value ->> 8, value ->> 9 FROM json_each(?1)";

async fn insert(connection: &mut SqliteConnection, kept: &Kept) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO person (id, created) VALUES (?1, ?2)")
        .bind(kept.person.id.to_string())
        .bind(kept.person.created.to_string())
        .execute(&mut *connection)
        .await?;
    // In the order of the ids, so that whatever is named is there already.
    insert_rows(connection, FACTS, kept.facts.iter().map(fact_row)).await?;
    insert_rows(connection, ANSWERS, kept.answers.iter().map(answer_row)).await
}

async fn insert_rows(
    connection: &mut SqliteConnection,
    sql: &'static str,
    rows: impl Iterator<Item = Value>,
) -> Result<(), StoreError> {
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let mut some = String::from("[");
        while let Some(row) = rows.next_if(|_| some.len() < MAX_BYTES) {
            if some.len() > 1 {
                some.push(',');
            }
            some.push_str(&row.to_string());
        }
        some.push(']');
        sqlx::query(sql).bind(some).execute(&mut *connection).await?;
    }
    Ok(())
}

fn fact_row(fact: &Fact) -> Value {
    json!([
        fact.person.to_string(),
        fact.id.to_string(),
        fact.kind.word(),
        fact.body.to_string(),
        fact.replaces.map(|id| id.to_string()),
        fact.sending.map(|key| key.to_string()),
        fact.recorded.to_string(),
    ])
}

fn answer_row(answer: &Answer) -> Value {
    json!([
        answer.person.to_string(),
        answer.id.to_string(),
        answer.kind,
        answer.cause.map(|id| id.to_string()),
        answer.judged_at.to_string(),
        answer.input,
        answer.output,
        answer.protocol.id,
        answer.protocol.version,
        answer.protocol.digest,
    ])
}
