//! Many records by one statement. What takes long is not SQLite but the way to its thread and back, so it is gone once.

use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::batch::{Failure, take_back_if_failed};
use super::change::{Change, Record, Reply};
use crate::id::Ids;
use crate::records::Recorded;

/// What goes to the database at once is in memory twice.
const MAX_BYTES: usize = 1024 * 1024;

type Joint = Vec<(Box<Record>, Reply)>;
type Others = Vec<(Change, Reply)>;

/// Takes out the records that can go together, and leaves the others.
pub(super) fn split(batch: Vec<(Change, Reply)>) -> (Joint, Others) {
    let mut joint = Vec::with_capacity(batch.len());
    let mut others = Vec::new();
    let mut bytes = 0;
    for (change, reply) in batch {
        match change {
            Change::Record(record) if can_go_together(&record) && bytes + record.bytes() <= MAX_BYTES => {
                bytes += record.bytes();
                joint.push((record, reply));
            }
            other => others.push((other, reply)),
        }
    }
    (joint, others)
}

fn can_go_together(record: &Record) -> bool {
    let is_empty = record.facts.is_empty() && record.answer.is_none();
    // Whether a fact can be replaced is asked before it is tried.
    let replaces = record.facts.iter().any(|fact| fact.replaces.is_some());
    !is_empty && !replaces
}

/// The rows travel as JSON. Their long texts travel beside it, one after the other: as JSON within JSON they would be
/// written and read twice more. A row says from which byte to which length each is.
const ALL: &str = "SAVEPOINT request;
    INSERT INTO fact (person, id, kind, body, replaces, sending, recorded)
        SELECT value ->> 0, value ->> 1, value ->> 2, CAST(substr(?3, value ->> '$[3][0]', value ->> '$[3][1]') AS TEXT),
            value ->> 4, value ->> 5, value ->> 6 FROM json_each(?1);
    INSERT INTO answer (person, id, kind, fact, judged_at, input, output, protocol, protocol_version, protocol_digest)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
            CAST(substr(?3, value ->> '$[5][0]', value ->> '$[5][1]') AS TEXT),
            CAST(substr(?3, value ->> '$[6][0]', value ->> '$[6][1]') AS TEXT),
            value ->> 7, value ->> 8, value ->> 9 FROM json_each(?2);
    RELEASE request";

/// Puts a text to the others, and says where it is. SQLite counts bytes from 1.
fn put(texts: &mut Vec<u8>, text: &str) -> Value {
    let from = texts.len() + 1;
    texts.extend_from_slice(text.as_bytes());
    json!([from, text.len()])
}

/// Makes all of them or none.
pub(super) async fn make(
    connection: &mut SqliteConnection,
    ids: &mut Ids,
    records: &[(Box<Record>, Reply)],
) -> Result<Vec<Recorded>, Failure> {
    let named: Vec<Recorded> = records.iter().map(|(record, _)| record.name(ids)).collect();
    if named.is_empty() {
        return Ok(named);
    }
    let mut texts = Vec::with_capacity(records.iter().map(|(record, _)| record.bytes()).sum());
    let (mut facts, mut answers) = (Vec::new(), Vec::new());
    for ((record, _), named) in records.iter().zip(&named) {
        facts.extend(record.fact_rows(named, |text| put(&mut texts, text)));
        let row = record.answer_row(named, |text| put(&mut texts, text));
        answers.extend(row.map(Value::from_iter));
    }
    let [facts, answers] = [facts, answers].map(|rows| Value::Array(rows).to_string());
    let query = sqlx::query(ALL).bind(facts).bind(answers).bind(texts);
    let inserted = query.execute(&mut *connection).await.map(|_| ());
    take_back_if_failed(connection, inserted).await?;
    Ok(named)
}
