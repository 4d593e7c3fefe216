//! `plan --jsonl --no-text` beside serde_json reading the same lines and writing the same bytes.

use std::hint::black_box;

use afterglow_core::engine;
use afterglow_core::protocol::Protocol;
use afterglow_wire::{PlanWire, View};

use crate::plain::{PlainCase, PlainPlan};
use crate::{Row, now, read, time};

pub(crate) fn row(protocol: &Protocol, lines: &[String]) -> Row {
    let mut ours = Vec::new();
    answer(protocol, lines, &mut ours);
    let plans: Vec<PlainPlan> =
        ours.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(parse).collect();
    let mut same = Vec::new();
    copy(lines, &plans, &mut same);
    assert!(ours == same, "both must write the same bytes");
    let rounds = 60;
    let (mut us, mut them) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        ours.clear();
        us.push(time::once(&mut || answer(protocol, lines, black_box(&mut ours))));
        same.clear();
        them.push(time::once(&mut || copy(lines, &plans, black_box(&mut same))));
    }
    us.sort_by(f64::total_cmp);
    them.sort_by(f64::total_cmp);
    let (us, them) = (us[rounds / 2] / lines.len() as f64, them[rounds / 2] / lines.len() as f64);
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
