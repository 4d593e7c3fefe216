//! Speed, side by side with what peers reach.

use crate::shell::{self, Result, cargo};

pub(crate) fn run() -> Result {
    // As it is shipped: the program and the benchmark beside it.
    shell::run(&mut cargo(&["build", "--profile", "dist", "--locked", "--package", "afterglow"]))?;
    shell::run(&mut cargo(&["run", "--profile", "dist", "--locked", "--package", "afterglow-bench"]))
}
