//! `--jsonl --no-text` beside serde_json reading the same lines and writing the same bytes.

use std::hint::black_box;

use afterglow_core::case::Case;
use afterglow_core::engine;
use afterglow_core::protocol::Protocol;
use afterglow_wire::{PlanWire, ScreenWire, TriageWire, View};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::plain::{PlainCase, PlainPlan, PlainScreen, PlainTriage};
use crate::{Row, now, read, time};

/// How often each line is answered.
const ROUNDS: usize = 300;

pub(crate) fn plan(protocol: &Protocol, lines: &[String]) -> Row {
    let view = View { protocol, wording: None };
    let answer = |case: &Case, out: &mut Vec<u8>| {
        let plan = engine::plan(protocol, case, now());
        serde_json::to_writer(out, &PlanWire::new(&plan, view)).expect("memory");
    };
    row::<PlainPlan>("plan --jsonl --no-text, one line", "ratio at least 0.25", lines, answer)
}

pub(crate) fn screen(protocol: &Protocol, lines: &[String]) -> Row {
    let view = View { protocol, wording: None };
    let answer = |case: &Case, out: &mut Vec<u8>| {
        let screening = engine::screen(protocol, case, now());
        serde_json::to_writer(out, &ScreenWire::new(&screening, view)).expect("memory");
    };
    row::<PlainScreen>("screen --jsonl --no-text, one line", "ratio at least 0.4", lines, answer)
}

pub(crate) fn triage(protocol: &Protocol, lines: &[String]) -> Row {
    let view = View { protocol, wording: None };
    let answer = |case: &Case, out: &mut Vec<u8>| {
        let now = case.check_ins().last().expect("a check-in").at();
        let (answer, asked) = engine::triage_and_ask(protocol, case, now);
        serde_json::to_writer(out, &TriageWire::new(&answer, &asked, view)).expect("memory");
    };
    row::<PlainTriage>("triage --jsonl --no-text, one line", "ratio at least 0.5", lines, answer)
}

/// `P` is the answer as plain strings: read back from our own bytes, it must give the same bytes again.
fn row<P: Serialize + DeserializeOwned>(
    work: &'static str,
    bar: &'static str,
    lines: &[String],
    answer: impl Fn(&Case, &mut Vec<u8>),
) -> Row {
    let ours = |line: &str, out: &mut Vec<u8>| {
        answer(&read(line), out);
        out.push(b'\n');
    };
    let theirs = |line: &str, answer: &P, out: &mut Vec<u8>| {
        black_box(serde_json::from_str::<PlainCase>(line).expect("a case"));
        serde_json::to_writer(&mut *out, answer).expect("memory");
        out.push(b'\n');
    };
    // Line by line, turn by turn: a round must be short, or a busy machine counts more than the work.
    let (mut us, mut them) = (0.0, 0.0);
    for line in lines {
        let (mut own, mut same) = (Vec::new(), Vec::new());
        ours(line, &mut own);
        let plain: P = serde_json::from_slice(&own).expect("our own answer");
        theirs(line, &plain, &mut same);
        assert!(own == same, "both must write the same bytes");
        let (mut own_times, mut plain_times) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            own.clear();
            own_times.push(time::once(&mut || ours(line, black_box(&mut own))));
            same.clear();
            plain_times.push(time::once(&mut || theirs(line, &plain, black_box(&mut same))));
        }
        us += time::middle(own_times) / lines.len() as f64;
        them += time::middle(plain_times) / lines.len() as f64;
    }
    Row {
        work,
        ours: format!("{:.1} us", us * 1e6),
        peer: "-".to_owned(),
        limit: format!("serde_json {:.1} us", them * 1e6),
        ratio: format!("{:.2}", them / us),
        bar,
    }
}
