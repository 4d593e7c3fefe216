//! `datalogic-rs`: rules as JSONLogic.

use std::cell::RefCell;

use afterglow_core::protocol::Fired;
use datalogic_rs::{Engine, Logic as Compiled, ParsedData, Session};
use serde_json::{Value, json};

use super::logic::{self, Field, Logic};
use crate::triage::input::Input;

pub(super) struct Peer<'e> {
    /// Its memory is used again, as its documentation advises.
    session: RefCell<Session<'e>>,
    /// Every rule, in one list: it answers faster than one after the other.
    rules: Compiled,
}

impl<'e> Peer<'e> {
    pub(super) fn new(engine: &'e Engine, rules: &[Logic]) -> Self {
        let rules: Vec<Value> = rules.iter().map(json_logic).collect();
        let rules = engine.compile(&json!(rules).to_string()).expect("the rules");
        Self { session: RefCell::new(engine.session()), rules }
    }
}

impl super::Peer for Peer<'_> {
    type Value = ParsedData;

    /// Words in lists of those that are there: it finds them faster than as names of values.
    fn value(input: &Input) -> ParsedData {
        let mut data = json!({});
        for (Field(group, name), value) in logic::values(input) {
            match value {
                Value::Bool(is_there) => {
                    let words = &mut data[group];
                    if words.is_null() {
                        *words = json!([]);
                    }
                    words.as_array_mut().expect("words").extend(is_there.then(|| json!(name)));
                }
                nought if nought.as_f64() == Some(0.0) => {}
                number => data[group][name] = number,
            }
        }
        ParsedData::from_json(&data.to_string()).expect("JSON")
    }

    fn fired(&self, value: &ParsedData) -> Fired {
        let mut session = self.session.borrow_mut();
        session.reset();
        let answers = session.eval_borrowed(&self.rules, value).expect("an answer");
        super::bits(answers.members().map(|answer| answer.as_bool().unwrap_or(false)))
    }
}

fn json_logic(logic: &Logic) -> Value {
    let is = |Field(group, name): &Field| json!({ "in": [name, { "var": group }] });
    let list = |list: &[Logic]| list.iter().map(json_logic).collect::<Vec<Value>>();
    match logic {
        Logic::All(all) => json!({ "and": list(all) }),
        Logic::Any(any) => json!({ "or": list(any) }),
        Logic::Is(field) => is(field),
        Logic::IsNot(field) => json!({ "!": [is(field)] }),
        Logic::AtLeast(Field(group, name), least) => {
            json!({ ">=": [{ "var": format!("{group}.{name}") }, least] })
        }
    }
}
