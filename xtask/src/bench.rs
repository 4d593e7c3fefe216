//! Speed, side by side with what peers reach.

use crate::shell::{self, Result, cargo};

pub(crate) fn run() -> Result {
    shell::run(&mut cargo(&["run", "--release", "--locked", "--package", "afterglow-bench"]))
}
