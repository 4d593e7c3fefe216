//! Speed, side by side with what peers reach.

use crate::python::python;
use crate::shell::{self, Result, cargo};

/// The peer of reading labels.
const RAPIDFUZZ: &str = "rapidfuzz==3.14.6";

pub(crate) fn run() -> Result {
    // As it is shipped: the program and the benchmark beside it.
    shell::run(&mut cargo(&["build", "--profile", "dist", "--locked", "--package", "afterglow"]))?;
    let bench = ["--package", "afterglow-bench", "--features", "peers"];
    let mut measure = cargo(&["run", "--profile", "dist", "--locked"]);
    shell::run(measure.args(bench).env("AFTERGLOW_PYTHON", python(&[RAPIDFUZZ])?))
}
