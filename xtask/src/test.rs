//! Every test. Nothing is skipped: tests and doc examples marked `ignore` run, too.

use crate::shell::{self, Result, cargo};

pub(crate) fn run() -> Result {
    shell::run(&mut cargo(&["test", "--workspace", "--locked", "--no-fail-fast", "--", "--include-ignored"]))
}
