//! Every test. Nothing is skipped: tests and doc examples marked `ignore` run, too. What is made for people is looked at
//! with the programs of others, what was acknowledged is looked for after crashes, and the app is used in a browser and attacked
//! from outside.

use crate::shell::{self, Result, cargo};
use crate::{app, crash, documents, surface};

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
    crash::short()?;
    app::run(&app::Options::default())?;
    surface::short()
}
