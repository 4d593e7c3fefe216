//! Format, lints, documentation, licences, and where crates come from.

use crate::shell::{self, Result, cargo};

pub(crate) fn run() -> Result {
    shell::run(&mut cargo(&["fmt", "--all", "--check"]))?;
    shell::run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))?;
    let mut doc = cargo(&["doc", "--workspace", "--no-deps", "--locked"]);
    shell::run(doc.env("RUSTDOCFLAGS", "-Dwarnings"))?;
    shell::need_cargo_tool("deny", "0.20.2")?;
    shell::run(&mut cargo(&["deny", "--locked", "check", "bans", "licenses", "sources"]))
}
