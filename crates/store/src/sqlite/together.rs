//! Many records by one statement. What takes long is not SQLite but the way to its thread and back, so it is gone once.

use serde_json::Value;
use sqlx::SqliteConnection;

use super::batch::{Failure, take_back_if_failed};
use super::change::{Change, Record, Reply};
use crate::id::Ids;
use crate::records::Recorded;

/// The rows travel as one JSON text, which is in memory twice.
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

const ALL: &str = "SAVEPOINT request;
    INSERT INTO fact (person, id, kind, body, replaces, sending, recorded)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 FROM json_each(?1);
    INSERT INTO answer (person, id, kind, fact, judged_at, input, output, protocol, protocol_version, protocol_digest)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
            value ->> 8, value ->> 9 FROM json_each(?2);
    RELEASE request";

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
    let pairs = || records.iter().map(|(record, _)| record).zip(&named);
    let facts: Vec<Value> = pairs().flat_map(|(record, named)| record.fact_rows(named)).collect();
    let answers: Vec<Value> =
        pairs().filter_map(|(record, named)| record.answer_row(named)).map(Value::from_iter).collect();
    let query =
        sqlx::query(ALL).bind(Value::Array(facts).to_string()).bind(Value::Array(answers).to_string());
    let inserted = query.execute(&mut *connection).await.map(|_| ());
    take_back_if_failed(connection, inserted).await?;
    Ok(named)
}
