//! Speed, side by side with what peers reach.

use crate::shell::{self, Result, cargo};

pub(crate) fn run() -> Result {
    // As it is shipped: the program and the benchmark beside it.
    shell::run(&mut cargo(&["build", "--profile", "dist", "--locked", "--package", "afterglow"]))?;
    let bench = ["--package", "afterglow-bench", "--features", "peers"];
    shell::run(cargo(&["run", "--profile", "dist", "--locked"]).args(bench))
}
