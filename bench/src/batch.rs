//! `plan --jsonl --no-text` beside serde_json reading the same lines and writing the same bytes.

use std::hint::black_box;

use afterglow_core::engine;
use afterglow_core::protocol::Protocol;
use afterglow_wire::{PlanWire, View};

use crate::plain::{PlainCase, PlainPlan};
use crate::{Row, now, read, time};

/// How often each line is answered.
const ROUNDS: usize = 300;

pub(crate) fn row(protocol: &Protocol, lines: &[String]) -> Row {
    let mut ours = Vec::new();
    answer(protocol, lines, &mut ours);
    let plans: Vec<PlainPlan> =
        ours.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(parse).collect();
    let mut same = Vec::new();
    copy(lines, &plans, &mut same);
    assert!(ours == same, "both must write the same bytes");
    // Line by line, turn by turn: a round must be short, or a busy machine counts more than the work.
    let (mut us, mut them) = (0.0, 0.0);
    for (line, plan) in lines.iter().zip(&plans) {
        let (line, plan) = (std::slice::from_ref(line), std::slice::from_ref(plan));
        let (mut own, mut plain) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.clear();
            own.push(time::once(&mut || answer(protocol, line, black_box(&mut ours))));
            same.clear();
            plain.push(time::once(&mut || copy(line, plan, black_box(&mut same))));
        }
        own.sort_by(f64::total_cmp);
        plain.sort_by(f64::total_cmp);
        us += own[ROUNDS / 2] / lines.len() as f64;
        them += plain[ROUNDS / 2] / lines.len() as f64;
    }
    Row {
        work: "plan --jsonl --no-text, one line",
        ours: format!("{:.1} us", us * 1e6),
        peer: "-".to_owned(),
        limit: format!("serde_json {:.1} us", them * 1e6),
        ratio: format!("{:.2}", them / us),
        bar: "ratio at least 0.25",
    }
}

fn parse(line: &[u8]) -> PlainPlan {
    serde_json::from_slice(line).expect("our own answer")
}

fn answer(protocol: &Protocol, lines: &[String], out: &mut Vec<u8>) {
    let view = View { protocol, wording: None };
    for line in lines {
        let case = read(line);
        let plan = engine::plan(protocol, &case, now());
        serde_json::to_writer(&mut *out, &PlanWire::new(&plan, view)).expect("memory");
        out.push(b'\n');
    }
}

fn copy(lines: &[String], plans: &[PlainPlan], out: &mut Vec<u8>) {
    for (line, plan) in lines.iter().zip(plans) {
        black_box(serde_json::from_str::<PlainCase>(line).expect("a case"));
        serde_json::to_writer(&mut *out, plan).expect("memory");
        out.push(b'\n');
    }
}
