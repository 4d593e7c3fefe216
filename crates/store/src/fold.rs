//! From facts to the case file.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::fact::{Fact, Kind, instant};
use crate::id::FactId;

/// The facts of one person that count: neither replaced nor withdrawn.
///
/// They stand in the order in which they were recorded; a correction takes the place of what it replaces, so that correcting
/// an earlier session does not make it the latest. The order of `facts` does not matter.
#[must_use]
pub fn standing(facts: &[Fact]) -> Vec<&Fact> {
    let by_id: BTreeMap<FactId, &Fact> = facts.iter().map(|fact| (fact.id, fact)).collect();
    let replaced: BTreeSet<FactId> = facts.iter().filter_map(|fact| fact.replaces).collect();
    let mut standing: Vec<(FactId, &Fact)> = by_id
        .values()
        .filter(|fact| !replaced.contains(&fact.id) && !fact.body.is_null())
        .map(|fact| (place(fact, &by_id), *fact))
        .collect();
    standing.sort_by_key(|(place, _)| *place);
    standing.into_iter().map(|(_, fact)| fact).collect()
}

/// The id of the first fact in a chain of corrections.
fn place(fact: &Fact, by_id: &BTreeMap<FactId, &Fact>) -> FactId {
    let mut place = fact.id;
    let mut replaces = fact.replaces;
    // What is replaced was recorded earlier, so that ids only fall: a loop cannot go on for ever.
    while let Some(earlier) = replaces.filter(|earlier| *earlier < place) {
        place = earlier;
        replaces = by_id.get(&earlier).and_then(|fact| fact.replaces);
    }
    place
}

/// The case file of one person, as JSON with the keys of the case file; an empty object if there are no facts.
///
/// Of the kinds that stand once, the latest fact counts. Check-ins, `seen` and `done` are put in time order. Those before the
/// end of the latest treatment belong to an earlier session and are left out, as the case file tells of one session; compared
/// are points on the time line, whatever zones they are written in. While the latest treatment has no `ended`, nothing is left
/// out: a plan must not make a warning sign disappear. `next` is left out once the latest treatment is not before it: that session has come.
///
/// `settings` are no part of the case. All facts must be of one person.
#[must_use]
pub fn fold(facts: &[Fact]) -> Value {
    let standing = standing(facts);
    let mut case = Map::new();
    if let Some(fact) = facts.first() {
        case.insert("id".to_owned(), Value::String(fact.person.to_string()));
    }
    let treatment = latest(&standing, Kind::Treatment);
    let ended = treatment.and_then(|fact| moment(fact, "ended"));
    let start = ended.or_else(|| treatment.and_then(|fact| moment(fact, "planned")));
    for (key, kind) in SINGLE {
        let fact = latest(&standing, kind).filter(|fact| {
            kind != Kind::Next
                || start.is_none()
                || moment(fact, "planned").is_none_or(|next| Some(next) > start)
        });
        if let Some(fact) = fact {
            case.insert(key.to_owned(), fact.body.clone());
        }
    }
    for (key, kind) in TIMED {
        let mut entries: Vec<(Option<Timestamp>, &Fact)> = standing
            .iter()
            .filter(|fact| fact.kind == kind)
            .map(|fact| (moment(fact, "at"), *fact))
            .filter(|(at, _)| at.is_none() || ended.is_none() || *at >= ended)
            .collect();
        entries.sort_by_key(|(at, _)| *at);
        insert(&mut case, key, entries.into_iter().map(|(_, fact)| fact));
    }
    insert(&mut case, "products", standing.iter().copied().filter(|fact| fact.kind == Kind::Product));
    Value::Object(case)
}

const SINGLE: [(&str, Kind); 6] = [
    ("person", Kind::Person),
    ("contacts", Kind::Contacts),
    ("treatment", Kind::Treatment),
    ("next", Kind::Next),
    ("event", Kind::Event),
    ("price", Kind::Price),
];

const TIMED: [(&str, Kind); 3] = [("check_ins", Kind::CheckIn), ("seen", Kind::Seen), ("done", Kind::Done)];

fn latest<'f>(standing: &[&'f Fact], kind: Kind) -> Option<&'f Fact> {
    standing.iter().rev().copied().find(|fact| fact.kind == kind)
}

fn moment(fact: &Fact, key: &str) -> Option<Timestamp> {
    fact.body.get(key).and_then(instant)
}

fn insert<'f>(case: &mut Map<String, Value>, key: &str, facts: impl Iterator<Item = &'f Fact>) {
    let bodies: Vec<Value> = facts.map(|fact| fact.body.clone()).collect();
    // A list that is left out was not told of; an empty one would say that there was nothing.
    if !bodies.is_empty() {
        case.insert(key.to_owned(), Value::Array(bodies));
    }
}
