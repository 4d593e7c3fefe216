//! Facts and answers as lines of JSON.

use afterglow_store::{Answer, AnswerId, Fact, FactId, Kind, PersonId, ProtocolName, SendingKey};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::text::{Once, Text};

/// A fact as one line of `facts.jsonl`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactRow {
    person: Text<PersonId>,
    id: Text<FactId>,
    kind: Text<Kind>,
    replaces: Option<Text<FactId>>,
    sending: Option<Text<SendingKey>>,
    recorded: Text<Timestamp>,
    body: Once,
}

/// An answer as one line of `answers.jsonl`. What was asked and what was answered are texts within it, so that not a byte of
/// them changes.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerRow {
    person: Text<PersonId>,
    id: Text<AnswerId>,
    kind: String,
    cause: Option<Text<FactId>>,
    judged_at: Text<Timestamp>,
    protocol: Protocol,
    input: String,
    output: String,
}

/// The name of a protocol.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Protocol {
    id: String,
    version: String,
    digest: String,
}

impl From<&Fact> for FactRow {
    fn from(fact: &Fact) -> Self {
        Self {
            person: Text(fact.person),
            id: Text(fact.id),
            kind: Text(fact.kind),
            replaces: fact.replaces.map(Text),
            sending: fact.sending.map(Text),
            recorded: Text(fact.recorded),
            body: Once(fact.body.clone()),
        }
    }
}

impl From<FactRow> for Fact {
    fn from(row: FactRow) -> Self {
        Self {
            person: row.person.0,
            id: row.id.0,
            kind: row.kind.0,
            body: row.body.0,
            replaces: row.replaces.map(|id| id.0),
            sending: row.sending.map(|key| key.0),
            recorded: row.recorded.0,
        }
    }
}

impl From<&Answer> for AnswerRow {
    fn from(answer: &Answer) -> Self {
        Self {
            person: Text(answer.person),
            id: Text(answer.id),
            kind: answer.kind.clone(),
            cause: answer.cause.map(Text),
            judged_at: Text(answer.judged_at),
            protocol: Protocol::from(&answer.protocol),
            input: answer.input.clone(),
            output: answer.output.clone(),
        }
    }
}

impl From<AnswerRow> for Answer {
    fn from(row: AnswerRow) -> Self {
        Self {
            person: row.person.0,
            id: row.id.0,
            kind: row.kind,
            cause: row.cause.map(|id| id.0),
            judged_at: row.judged_at.0,
            input: row.input,
            output: row.output,
            protocol: ProtocolName {
                id: row.protocol.id,
                version: row.protocol.version,
                digest: row.protocol.digest,
            },
        }
    }
}

impl From<&ProtocolName> for Protocol {
    fn from(name: &ProtocolName) -> Self {
        Self { id: name.id.clone(), version: name.version.clone(), digest: name.digest.clone() }
    }
}
