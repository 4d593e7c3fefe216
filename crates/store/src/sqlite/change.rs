//! Changes on their way to the database.

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::answer::{Cause, NewAnswer};
use crate::error::{Invalid, StoreError};
use crate::fact::{Kind, MAX_FACTS, NewFact};
use crate::id::{AnswerId, FactId, Ids, PersonId, SendingKey};
use crate::records::Recorded;

pub(super) enum Change {
    Person { id: PersonId, now: Timestamp },
    Record(Box<Record>),
}

/// Where the outcome of a change is waited for.
pub(super) type Reply = oneshot::Sender<Result<Recorded, StoreError>>;

/// A record that passed every check which needs no database.
pub(super) struct Record {
    pub(super) person: PersonId,
    pub(super) facts: Vec<CheckedFact>,
    pub(super) answer: Option<NewAnswer>,
    now: Timestamp,
}

pub(super) struct CheckedFact {
    pub(super) kind: Kind,
    body: String,
    pub(super) replaces: Option<FactId>,
    pub(super) sending: Option<SendingKey>,
}

impl Record {
    pub(super) fn check(
        person: PersonId,
        facts: Vec<NewFact>,
        answer: Option<NewAnswer>,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        if facts.len() > MAX_FACTS {
            return Err(StoreError::InvalidFact { index: MAX_FACTS, why: Invalid::TooLarge });
        }
        if let Some(answer) = &answer {
            answer.check(facts.len()).map_err(|why| StoreError::InvalidAnswer { why })?;
        }
        let mut checked: Vec<CheckedFact> = Vec::with_capacity(facts.len());
        for (index, fact) in facts.into_iter().enumerate() {
            let invalid = |why| StoreError::InvalidFact { index, why };
            let body = fact.check().map_err(invalid)?;
            let NewFact { kind, replaces, sending, .. } = fact;
            if replaces.is_some() && checked.iter().any(|other| other.replaces == replaces) {
                return Err(invalid(Invalid::AlreadyReplaced));
            }
            if sending.is_some() && checked.iter().any(|other| other.sending == sending) {
                return Err(invalid(Invalid::SentTwice));
            }
            checked.push(CheckedFact { kind, body, replaces, sending });
        }
        Ok(Self { person, facts: checked, answer, now })
    }

    /// Gives everything its id.
    pub(super) fn name(&self, ids: &mut Ids) -> Recorded {
        let facts = self.facts.iter().map(|_| FactId(ids.next(self.now))).collect();
        Recorded { facts, answer: self.answer.as_ref().map(|_| AnswerId(ids.next(self.now))) }
    }

    /// The rows of table `fact`, with its columns in their order. `text` says what stands for a long text.
    pub(super) fn fact_rows(
        &self,
        named: &Recorded,
        mut text: impl FnMut(&str) -> Value,
    ) -> impl Iterator<Item = Value> {
        self.facts.iter().zip(&named.facts).map(move |(fact, id)| {
            json!([
                self.person.to_string(),
                id.to_string(),
                fact.kind.word(),
                text(&fact.body),
                fact.replaces.map(|id| id.to_string()),
                fact.sending.map(|key| key.to_string()),
                self.now.to_string(),
            ])
        })
    }

    /// The row of table `answer`, with its columns in their order. `text` says what stands for a long text.
    pub(super) fn answer_row<C: From<Option<String>>>(
        &self,
        named: &Recorded,
        mut text: impl FnMut(&str) -> C,
    ) -> Option<[C; 10]> {
        let answer = self.answer.as_ref()?;
        let cause = answer.cause.and_then(|cause| match cause {
            Cause::New(index) => named.facts.get(index).copied(),
            Cause::Recorded(id) => Some(id),
        });
        Some([
            Some(self.person.to_string()).into(),
            named.answer.map(|id| id.to_string()).into(),
            Some(answer.kind.clone()).into(),
            cause.map(|id| id.to_string()).into(),
            Some(answer.judged_at.to_string()).into(),
            text(&answer.input),
            text(&answer.output),
            Some(answer.protocol.id.clone()).into(),
            Some(answer.protocol.version.clone()).into(),
            Some(answer.protocol.digest.clone()).into(),
        ])
    }

    /// How many bytes the longest parts have.
    pub(super) fn bytes(&self) -> usize {
        let facts = self.facts.iter().map(|fact| fact.body.len());
        facts.sum::<usize>()
            + self.answer.as_ref().map_or(0, |answer| answer.input.len() + answer.output.len())
    }
}
