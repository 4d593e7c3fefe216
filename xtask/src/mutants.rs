//! The engine changed line by line: does a test notice?

use std::fmt;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::shell::{self, Result, TaskError, cargo};

/// Where the decisions are made.
const FILES: &[&str] = &[
    "engine/gate.rs",
    "engine/plan.rs",
    "engine/care.rs",
    "engine/expect.rs",
    "engine/can.rs",
    "engine/hour.rs",
    "engine/alert.rs",
    "engine/appointment.rs",
    "engine/screening.rs",
    "engine/limits.rs",
    "engine/session.rs",
    "engine/preparation.rs",
    "engine/course.rs",
    "engine/backwards.rs",
    "engine/triage.rs",
    "engine/triage/ask.rs",
    "engine/triage/call.rs",
    "engine/triage/explain.rs",
    "engine/triage/gaps.rs",
    "engine/triage/latch.rs",
    "engine/triage/seen.rs",
    "protocol/table.rs",
];

/// The quick tests of the core. The long ones, which compare random cases, would only hide what these miss.
const TESTS: &[&str] = &[
    "--lib",
    "--test",
    "agreed",
    "--test",
    "appointment",
    "--test",
    "builtin",
    "--test",
    "clocks",
    "--test",
    "engine",
    "--test",
    "urgent",
];

/// What cargo-mutants returns when it ran to its end: all caught, some missed, some ran out of time.
const RAN: &[i32] = &[0, 2, 3];

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only a part of them: `0/4` to `3/4`.
    #[arg(long)]
    shard: Option<String>,
    /// Only the files whose path has this in it, such as `triage`.
    #[arg(long, default_value = "")]
    of: String,
    /// How many are tested side by side.
    #[arg(long, default_value_t = 1)]
    jobs: u16,
}

pub(crate) fn run(options: &Options) -> Result {
    shell::need_cargo_tool("mutants", "27.1.0")?;
    let mut mutants =
        cargo(&["mutants", "--package", "afterglow-core", "--no-times", "--profile", "mutants"]);
    for file in FILES.iter().filter(|file| file.contains(&options.of)) {
        mutants.args(["--file", &format!("crates/core/src/{file}")]);
    }
    if let Some(shard) = &options.shard {
        mutants.args(["--shard", shard]);
    }
    mutants.args(["--jobs", &options.jobs.to_string(), "--"]).args(TESTS);
    // Copies that run side by side must not share a target folder.
    let status = shell::status(mutants.env_remove("CARGO_TARGET_DIR"))?;
    if !status.code().is_some_and(|code| RAN.contains(&code)) {
        return Err(TaskError::new(format!("cargo-mutants did not run to its end: {status}")));
    }
    println!("{}", read_summary(&shell::root().join("mutants.out/outcomes.json"))?);
    Ok(())
}

/// What became of the mutants.
#[derive(Debug, Default, PartialEq, Eq)]
struct Summary {
    caught: u32,
    missed: u32,
    timeout: u32,
    unviable: u32,
    /// The ones that no test noticed.
    survivors: Vec<String>,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for survivor in &self.survivors {
            writeln!(f, "missed: {survivor}")?;
        }
        let Self { caught, missed, timeout, unviable, .. } = self;
        write!(f, "caught {caught}, missed {missed}, timeout {timeout}, unviable {unviable}")?;
        // A mutant that hangs is noticed, too; one that does not compile says nothing of the tests.
        let noticed = caught + timeout;
        match noticed + missed {
            0 => Ok(()),
            tested => write!(f, ": {:.1} % of {tested}", 100.0 * f64::from(noticed) / f64::from(tested)),
        }
    }
}

fn read_summary(path: &Path) -> Result<Summary> {
    let text = fs::read_to_string(path).map_err(|error| TaskError::file(path, &error))?;
    let report: Value = serde_json::from_str(&text)
        .map_err(|error| TaskError::new(format!("`{}`: {error}", path.display())))?;
    Ok(summary(&report))
}

fn summary(report: &Value) -> Summary {
    let mut summary = Summary::default();
    for outcome in report["outcomes"].as_array().into_iter().flatten() {
        // The baseline is no mutant.
        let Some(name) = outcome["scenario"]["Mutant"]["name"].as_str() else { continue };
        match outcome["summary"].as_str() {
            Some("CaughtMutant") => summary.caught += 1,
            Some("MissedMutant") => {
                summary.missed += 1;
                summary.survivors.push(name.to_owned());
            }
            Some("Timeout") => summary.timeout += 1,
            _ => summary.unviable += 1,
        }
    }
    summary
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_counted() {
        let mutant = |name: &str, summary: &str| serde_json::json!({ "scenario": { "Mutant": { "name": name } }, "summary": summary });
        let report = serde_json::json!({ "outcomes": [
            { "scenario": "Baseline", "summary": "Success" },
            mutant("a", "CaughtMutant"), mutant("b", "CaughtMutant"), mutant("c", "Timeout"),
            mutant("d", "MissedMutant"), mutant("e", "Unviable"),
        ] });
        let shown = summary(&report).to_string();
        assert_eq!(shown, "missed: d\ncaught 2, missed 1, timeout 1, unviable 1: 75.0 % of 4");
    }

    #[test]
    fn an_empty_report_has_no_percentage() {
        assert_eq!(summary(&Value::Null).to_string(), "caught 0, missed 0, timeout 0, unviable 0");
    }

    #[test]
    fn the_mutated_files_exist() {
        for file in FILES {
            assert!(shell::root().join("crates/core/src").join(file).is_file(), "{file}");
        }
    }
}
