//! All that is kept of one person, in one piece: what leaves for another database, and what must hold of it to be kept there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::Timestamp;
use uuid::Uuid;

use crate::answer::{self, Answer};
use crate::error::{Invalid, Misfit, Part};
use crate::fact::{self, Fact, Kind};
use crate::id::{FactId, SendingKey, moment};
use crate::records::Person;

/// The most facts of a person who comes from another database: many times what somebody tells in a year. Every page reads all
/// of them.
pub const MAX_KEPT_FACTS: usize = 5000;

/// Everything that is kept of a person.
#[derive(Clone, PartialEq)]
pub struct Kept {
    /// The person.
    pub person: Person,
    /// Every fact as recorded, in the order of the ids.
    pub facts: Vec<Fact>,
    /// Every answer as recorded, in the order of the ids.
    pub answers: Vec<Answer>,
}

// It is about a person's health: it must not reach a log by way of `{:?}`.
impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept")
            .field("person", &self.person.id)
            .field("facts", &self.facts.len())
            .field("answers", &self.answers.len())
            .finish()
    }
}

impl Kept {
    /// Every fault of it, in its order: what recording would have refused, and what it would never have made. Nothing if it
    /// can be imported.
    #[must_use]
    pub fn misfits(&self) -> Vec<Misfit> {
        let mut found = Misfits::default();
        found.id(Part::Person, self.person.id.0, None, Some(self.person.created));
        if self.facts.len() > MAX_KEPT_FACTS {
            found.add(Part::Person, Invalid::TooLarge);
            return found.0;
        }
        self.look_at_facts(&mut found);
        self.look_at_answers(&mut found);
        found.0
    }

    fn look_at_facts(&self, found: &mut Misfits) {
        let kinds: BTreeMap<FactId, Kind> = self.facts.iter().map(|fact| (fact.id, fact.kind)).collect();
        let mut ids = Order::default();
        let mut replaced: BTreeSet<FactId> = BTreeSet::new();
        let mut sent: BTreeSet<SendingKey> = BTreeSet::new();
        for (index, fact) in self.facts.iter().enumerate() {
            let part = Part::Fact(index);
            found.id(part, fact.id.0, ids.judge(fact.id.0), Some(fact.recorded));
            if fact.person != self.person.id {
                found.add(part, Invalid::OtherPerson);
            }
            if let Err(why) = fact::check(fact.kind, &fact.body, fact.replaces.is_some()) {
                found.add(part, why);
            }
            if fact.sending.is_some_and(|sending| !sent.insert(sending)) {
                found.add(part, Invalid::SentTwice);
            }
            let Some(earlier) = fact.replaces else { continue };
            match kinds.get(&earlier) {
                None => found.add(part, Invalid::NoSuchFact),
                Some(_) if earlier >= fact.id => found.add(part, Invalid::NotEarlier),
                Some(kind) if *kind != fact.kind => found.add(part, Invalid::OtherKind),
                Some(_) if !replaced.insert(earlier) => found.add(part, Invalid::AlreadyReplaced),
                Some(_) => {}
            }
        }
    }

    fn look_at_answers(&self, found: &mut Misfits) {
        let facts: BTreeSet<FactId> = self.facts.iter().map(|fact| fact.id).collect();
        let mut ids = Order::default();
        for (index, answer) in self.answers.iter().enumerate() {
            let part = Part::Answer(index);
            found.id(part, answer.id.0, ids.judge(answer.id.0), None);
            if answer.person != self.person.id {
                found.add(part, Invalid::OtherPerson);
            }
            if let Err(why) = answer::check(&answer.kind, [&answer.input, &answer.output], &answer.protocol) {
                found.add(part, why);
            }
            match answer.cause {
                Some(cause) if !facts.contains(&cause) => found.add(part, Invalid::NoSuchFact),
                Some(cause) if cause.0 >= answer.id.0 => found.add(part, Invalid::NotEarlier),
                Some(_) | None => {}
            }
        }
    }
}

#[derive(Default)]
struct Misfits(Vec<Misfit>);

impl Misfits {
    fn add(&mut self, part: Part, why: Invalid) {
        self.0.push(Misfit { part, why });
    }

    /// An id is never from before what it names was told: the clock may go back, ids do not.
    fn id(&mut self, part: Part, id: Uuid, order: Option<Invalid>, told: Option<Timestamp>) {
        if let Some(why) = order {
            self.add(part, why);
        }
        match (moment(id), told) {
            (None, _) => self.add(part, Invalid::BadId),
            (Some(at), Some(told)) if told.as_millisecond() > at.as_millisecond() => {
                self.add(part, Invalid::LaterThanId);
            }
            (Some(_), _) => {}
        }
    }
}

/// Ids that must ascend.
#[derive(Default)]
struct Order {
    seen: BTreeSet<Uuid>,
    last: Uuid,
}

impl Order {
    fn judge(&mut self, id: Uuid) -> Option<Invalid> {
        let why = if !self.seen.insert(id) {
            Some(Invalid::RepeatedId)
        } else if id < self.last {
            Some(Invalid::OutOfOrder)
        } else {
            None
        };
        self.last = id;
        why
    }
}
