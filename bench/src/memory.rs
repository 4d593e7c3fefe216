//! Memory: of the program itself over a long batch, where it must not grow with the number of lines, and of the names.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::Row;

const FEW: usize = 10_000;
const MANY: usize = 1_000_000;

pub(crate) fn batch(lines: &[String]) -> Row {
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
    let peak = kib(&child.id().to_string(), "VmHWM:");
    drop(input);
    child.wait().expect("an end");
    peak / 1024.0
}

/// The names, with what is left over from reading them.
pub(crate) fn dictionary(grown_mb: f64) -> Row {
    Row {
        work: "dictionary in memory",
        ours: format!("{grown_mb:.1} MB"),
        peer: "-".to_owned(),
        limit: "-".to_owned(),
        ratio: "-".to_owned(),
        bar: "under 20 MB",
    }
}

/// What is made, and by how many MB the resident memory of this process has grown with it.
pub(crate) fn growth_mb<T>(make: impl FnOnce() -> T) -> (T, f64) {
    let before = resident_mb("self");
    let made = make();
    (made, resident_mb("self") - before)
}

/// Resident memory of a process in MB.
pub(crate) fn resident_mb(process: &str) -> f64 {
    kib(process, "VmRSS:") * 1024.0 / 1e6
}

/// A line of the status of a process. Linux only.
fn kib(process: &str, line: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("Linux");
    let value = status.lines().find_map(|text| text.strip_prefix(line)).expect("a line of the status");
    value.trim().trim_end_matches(" kB").parse().expect("a number")
}
