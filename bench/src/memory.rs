//! The memory of the program itself over a long batch: it must not grow with the number of lines.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::Row;

const FEW: usize = 10_000;
const MANY: usize = 1_000_000;

pub(crate) fn row(lines: &[String]) -> Row {
    let (few, many) = (peak_mib(lines, FEW), peak_mib(lines, MANY));
    Row {
        work: "memory of plan --jsonl, 1,000,000 lines",
        ours: format!("{many:.1} MiB"),
        peer: "-".to_owned(),
        limit: format!("10,000 lines {few:.1} MiB"),
        ratio: format!("{:.2}", few / many),
        bar: "flat",
    }
}

/// Peak resident memory in MiB while so many lines are answered. Linux only: read from /proc before the end of the input.
fn peak_mib(lines: &[String], count: usize) -> f64 {
    let program = std::env::current_exe().expect("a path").with_file_name("afterglow");
    assert!(program.exists(), "build it first: cargo build --release");
    let mut child = Command::new(program)
        .args(["plan", "--jsonl", "--no-text", "--at", "2026-11-24T12:00:00Z"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program");
    let mut input = std::io::BufWriter::new(child.stdin.take().expect("its input"));
    for line in lines.iter().cycle().take(count) {
        input.write_all(line.as_bytes()).and_then(|()| input.write_all(b"\n")).expect("a line");
    }
    input.flush().expect("the last line");
    let status =
        std::fs::read_to_string(PathBuf::from(format!("/proc/{}/status", child.id()))).expect("Linux");
    drop(input);
    child.wait().expect("an end");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    let kib: f64 = peak.trim().trim_end_matches(" kB").parse().expect("a number");
    kib / 1024.0
}
