//! The same rules, given to general engines. Rules are compiled and inputs converted beforehand; what is measured is the
//! set of rules that fire.

mod cel;
mod datalogic;
mod logic;
mod zen;

use afterglow_core::protocol::{Fired, Protocol};

use self::logic::Logic;
use super::input::Input;
use super::{TIMES, each, fired, millions};
use crate::{Row, time};

/// A round of a peer is long: fewer are enough.
const ROUNDS: usize = 60;

/// An engine with the rules compiled.
trait Peer {
    /// An input in the engine's own type of value.
    type Value;

    fn value(input: &Input) -> Self::Value;

    /// The rules that fire.
    fn fired(&self, value: &Self::Value) -> Fired;
}

pub(crate) fn rows(protocol: &Protocol, inputs: &[Input]) -> Vec<Row> {
    let rules: Vec<Logic> = protocol.triage().iter().map(logic::rule).collect();
    let engine = datalogic_rs::Engine::new();
    vec![
        row("datalogic-rs", "at least 40", &datalogic::Peer::new(&engine, &rules), protocol, inputs),
        row("cel", "-", &cel::Peer::new(&rules), protocol, inputs),
        row("zen-engine", "-", &zen::Peer::new(&rules), protocol, inputs),
    ]
}

fn row<P: Peer>(
    name: &'static str,
    bar: &'static str,
    peer: &P,
    protocol: &Protocol,
    inputs: &[Input],
) -> Row {
    let values: Vec<P::Value> = inputs.iter().map(P::value).collect();
    for (number, (input, value)) in inputs.iter().zip(&values).enumerate() {
        let (ours, _) = fired(protocol, input);
        assert!(ours == peer.fired(value), "{name} must find the same rules for input {number}");
    }
    let (us, them) = time::turns(
        ROUNDS,
        || each(inputs, TIMES, |input| fired(protocol, input)),
        || each(&values, 1, |value| peer.fired(value)),
    );
    let us = us / TIMES as f64;
    Row {
        work: "triage: level and fired set",
        ours: millions(inputs.len() as f64 / us),
        peer: format!("{name} {}", millions(inputs.len() as f64 / them)),
        limit: "-".to_owned(),
        ratio: format!("{:.0}", them / us),
        bar,
    }
}

/// One bit for every rule, from the answer of each.
fn bits(answers: impl Iterator<Item = bool>) -> Fired {
    let mut fired = Fired::default();
    for (number, _) in answers.enumerate().filter(|(_, fires)| *fires) {
        fired[number / 64] |= 1 << (number % 64);
    }
    fired
}
