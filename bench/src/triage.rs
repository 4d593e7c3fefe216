//! Triage: the bare rules beside other engines and beside a plain loop, and the full answer.

mod by_hand;
mod input;
#[cfg(feature = "peers")]
mod peers;

use std::hint::black_box;

use afterglow_core::case::Case;
use afterglow_core::engine;
use afterglow_core::protocol::{Fired, Protocol};
use afterglow_core::vocabulary::Level;

use self::by_hand::ByHand;
use self::input::Input;
#[cfg(feature = "peers")]
use self::peers::rows as beside_peers;
use crate::{Row, time};

const ROUNDS: usize = 400;
/// How often a round goes through the inputs: a round must be long beside the reading of the clock.
const TIMES: usize = 20;

/// The rules alone: which fire, and what level that is.
pub(crate) fn rules(protocol: &Protocol) -> Vec<Row> {
    let inputs = input::inputs();
    let mut rows = beside_peers(protocol, &inputs);
    rows.push(beside_a_loop(protocol, &inputs));
    rows
}

/// Without the feature `peers` there are none.
#[cfg(not(feature = "peers"))]
fn beside_peers(_: &Protocol, _: &[Input]) -> Vec<Row> {
    Vec::new()
}

/// What the engine does before it looks for reasons.
fn fired(protocol: &Protocol, input: &Input) -> (Fired, Level) {
    let table = protocol.table();
    let fired = table.fired(&input.seen, input.case.facts());
    (fired, table.level(&fired))
}

fn beside_a_loop(protocol: &Protocol, inputs: &[Input]) -> Row {
    let by_hand = ByHand::new(protocol);
    for input in inputs {
        let same = by_hand.fired(&input.seen, input.case.facts()) == fired(protocol, input);
        assert!(same, "both must find the same rules");
    }
    let (us, them) = time::turns(
        ROUNDS,
        || each(inputs, TIMES, |input| fired(protocol, input)),
        || each(inputs, TIMES, |input| by_hand.fired(&input.seen, input.case.facts())),
    );
    let count = (inputs.len() * TIMES) as f64;
    Row {
        work: "triage: beside a hand-written loop",
        ours: millions(count / us),
        peer: "-".to_owned(),
        limit: format!("loop {}", millions(count / them)),
        ratio: format!("{:.2}", them / us),
        bar: "at least 0.33",
    }
}

/// The answer with findings and facts as ids, as every command begins with it.
pub(crate) fn full(protocol: &Protocol, cases: &[Case]) -> Row {
    let judged: Vec<_> =
        cases.iter().filter_map(|case| Some((case, case.check_ins().last()?.at()))).collect();
    let each = time::median(ROUNDS, || {
        for (case, now) in &judged {
            black_box(engine::triage(protocol, case, *now));
        }
    }) / judged.len() as f64;
    Row {
        work: "triage: full answer",
        ours: millions(1.0 / each),
        peer: "-".to_owned(),
        limit: "-".to_owned(),
        ratio: "-".to_owned(),
        bar: "over 1 M/s",
    }
}

/// Goes through the inputs so many times.
fn each<I, T>(inputs: &[I], times: usize, evaluate: impl Fn(&I) -> T) {
    for _ in 0..times {
        for input in inputs {
            black_box(evaluate(black_box(input)));
        }
    }
}

fn millions(a_second: f64) -> String {
    let digits = if a_second < 1e6 { 3 } else { 1 };
    format!("{:.digits$} M/s", a_second / 1e6)
}
