//! Every test. Nothing is skipped: tests and doc examples marked `ignore` run, too. What is made for people is looked at
//! with the programs of others, and what was acknowledged is looked for after crashes. `cargo xtask app` and `cargo xtask surface` look at the app; they join this when it is whole.

use crate::shell::{self, Result, cargo};
use crate::{crash, documents};

pub(crate) fn run() -> Result {
    shell::run(&mut cargo(&[
        "test",
        "--workspace",
        "--locked",
        "--no-fail-fast",
        "--",
        "--include-ignored",
    ]))?;
    documents::run()?;
    crash::short()
}
