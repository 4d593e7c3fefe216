//! `cel`: rules in the Common Expression Language.

use afterglow_core::protocol::Fired;
use cel::{Context, Program, Value};

use super::logic::{self, Logic};
use crate::triage::input::Input;

pub(super) struct Peer(Vec<Program>);

impl Peer {
    pub(super) fn new(rules: &[Logic]) -> Self {
        let compile =
            |rule: &Logic| Program::compile(&logic::infix(rule, " && ", " || ", "!")).expect("a rule");
        Self(rules.iter().map(compile).collect())
    }
}

impl super::Peer for Peer {
    type Value = Context<'static, 'static>;

    fn value(input: &Input) -> Self::Value {
        let mut context = Context::default();
        for (field, value) in logic::values(input) {
            let value = match value.as_i64() {
                Some(whole) => Value::Int(whole),
                None => value.as_f64().map_or(Value::Bool(value == true), Value::Float),
            };
            context.add_variable_from_value(field.name(), value);
        }
        context
    }

    fn fired(&self, context: &Self::Value) -> Fired {
        super::bits(self.0.iter().map(|rule| matches!(rule.execute(context), Ok(Value::Bool(true)))))
    }
}
