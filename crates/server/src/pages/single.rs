//! Facts of which one counts: to change one is to correct the one that counts.

use afterglow_store::{Fact, Kind, NewFact, standing};
use serde_json::{Map, Value};

/// The fact that says this, if it says anything else than the one that counts: in the place of that one, or the first of
/// its kind.
pub(super) fn change(facts: &[Fact], kind: Kind, table: Map<String, Value>) -> Option<NewFact> {
    let known = standing(facts).into_iter().rev().find(|fact| fact.kind == kind);
    match known {
        None if table.is_empty() => None,
        None => Some(NewFact::new(kind, Value::Object(table))),
        Some(known) if known.body.as_object() == Some(&table) => None,
        // An empty table, too: were it withdrawn instead, what stood before it would count again.
        Some(known) => Some(NewFact::correction(kind, Value::Object(table), known.id)),
    }
}
