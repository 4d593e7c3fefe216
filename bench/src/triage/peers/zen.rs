//! `zen-engine`: a decision with one node that holds an expression for every rule.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use afterglow_core::protocol::Fired;
use serde_json::{Map, Value, json};
use zen_engine::model::GraphContent;
use zen_engine::{Decision, Variable};

use super::logic::{self, Logic};
use crate::triage::input::Input;

pub(super) struct Peer {
    decision: Decision,
    /// The names that the answers stand under.
    names: Vec<String>,
}

impl Peer {
    pub(super) fn new(rules: &[Logic]) -> Self {
        let names: Vec<String> = (0..rules.len()).map(|number| format!("r{number}")).collect();
        let expressions: Vec<Value> = names
            .iter()
            .zip(rules)
            .map(|(name, rule)| {
                json!({ "id": name, "key": name, "value": logic::infix(rule, " and ", " or ", "not ") })
            })
            .collect();
        let content = json!({
            "nodes": [
                { "id": "in", "name": "in", "type": "inputNode", "content": {} },
                {
                    "id": "rules",
                    "name": "rules",
                    "type": "expressionNode",
                    "content": { "expressions": expressions },
                },
                { "id": "out", "name": "out", "type": "outputNode", "content": {} },
            ],
            "edges": [
                { "id": "first", "sourceId": "in", "targetId": "rules" },
                { "id": "last", "sourceId": "rules", "targetId": "out" },
            ],
        });
        let content: GraphContent = serde_json::from_value(content).expect("a decision");
        let mut decision = Decision::from(content);
        decision.compile();
        Self { decision, names }
    }
}

impl super::Peer for Peer {
    type Value = Variable;

    fn value(input: &Input) -> Variable {
        let values = logic::values(input);
        let values: Map<String, Value> =
            values.into_iter().map(|(field, value)| (field.name(), value)).collect();
        Value::Object(values).into()
    }

    fn fired(&self, value: &Variable) -> Fired {
        let answer = ready(self.decision.evaluate(value.clone())).expect("an answer").result;
        let answer = answer.as_object().expect("an object");
        let answer = answer.borrow();
        let fires = |name: &String| answer.get_str(name).and_then(Variable::as_bool) == Some(true);
        super::bits(self.names.iter().map(fires))
    }
}

/// The answer of work that waits for nothing.
fn ready<T>(work: impl Future<Output = T>) -> T {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("an expression waits for nothing"),
    }
}
