//! What was acknowledged is kept: the program is killed under load, its power is cut, its disk fails, fills up and
//! becomes read-only, and a migration is stopped in its middle.
//!
//! All of it happens in a mount namespace of its own, and everything that is started is told to die with this task: what
//! is mounted, and the loop devices below it, go when the task ends, however it ends.

mod cuts;
mod disks;
mod faults;
mod help;
mod http;
mod judge;
mod kept;
mod kills;
mod life;
mod load;
mod migration;
mod power;
mod program;
mod strace;
mod volatile;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueEnum};

use crate::documents::make;
use crate::shell::{self, Result, TaskError, command, has_program, need_packages};

/// Where the databases and logs of a run are. It goes with everything else that was built.
const FOLDER: &str = "target/crash";

/// How hard the program is tried.
#[derive(Args, Default)]
pub(crate) struct Options {
    /// The run of every test: a minute instead of half an hour.
    #[arg(long)]
    short: bool,
    /// Only this part.
    #[arg(long, value_enum)]
    part: Option<Part>,
    /// Whether this process has its mounts for itself already.
    #[arg(long, hide = true)]
    inside: bool,
}

/// One way to try the program.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// `kill -9` under load.
    Kills,
    /// Power cuts on a disk that forgets what was not flushed.
    Cuts,
    /// An older file whose migration is killed.
    Migration,
    /// System calls that fail.
    Faults,
    /// A disk that is full, and one that becomes read-only.
    Disks,
}

/// What a part did, in a line, and what it should not have seen.
struct Told {
    said: String,
    faults: Vec<String>,
}

/// The short run, for the tests.
pub(crate) fn short() -> Result {
    run(&Options { short: true, ..Options::default() })
}

pub(crate) fn run(options: &Options) -> Result {
    if !options.inside {
        return alone(options);
    }
    let program = make::built()?;
    let mut faults = Vec::new();
    for part in Part::value_variants() {
        if options.part.is_some_and(|only| only != *part) {
            continue;
        }
        faults.extend(tried(*part, &program, options.short)?);
    }
    for fault in &faults {
        eprintln!("{fault}");
    }
    println!("crash: {} faults", faults.len());
    judged(&faults)
}

fn judged(faults: &[String]) -> Result {
    if faults.is_empty() {
        Ok(())
    } else {
        Err(TaskError::new(format!("{} faults after crashes", faults.len())))
    }
}

#[expect(clippy::disallowed_methods, reason = "how long it took is said")]
fn tried(part: Part, program: &Path, short: bool) -> Result<Vec<String>> {
    let start = Instant::now();
    let (name, told) = match part {
        Part::Kills => ("kills", kills::run(program, short)?),
        Part::Cuts => ("cuts", cuts::run(program, short)?),
        Part::Migration => ("migration", migration::run(program, short)?),
        Part::Faults => ("faults", faults::run(program, short)?),
        Part::Disks => ("disks", disks::run(program)?),
    };
    println!("{name}: {}, {} faults, {} s", told.said, told.faults.len(), start.elapsed().as_secs());
    Ok(told.faults.into_iter().map(|fault| format!("{name}: {fault}")).collect())
}

/// Runs this task once more, with mounts that nobody else sees.
fn alone(options: &Options) -> Result {
    need()?;
    let own = std::env::current_exe().map_err(|error| TaskError::new(format!("this program: {error}")))?;
    let mut inside = dying("unshare");
    inside.args(["--mount", "--propagation", "private", "--"]).arg(own).args(["crash", "--inside"]);
    if options.short {
        inside.arg("--short");
    }
    if let Some(part) = options.part.and_then(|part| part.to_possible_value()) {
        inside.args(["--part", part.get_name()]);
    }
    shell::run(&mut inside)
}

/// What others bring: a disk to cut off, and a way to let a system call fail.
fn need() -> Result {
    if !shell::is_root() {
        return Err(TaskError::new("`cargo xtask crash` mounts disks of its own, which only root may do"));
    }
    let python = || has_program("nbdkit") && shell::succeeds(command("nbdkit").args(["python", "--version"]));
    need_packages(python(), &["nbdkit", "nbdkit-plugin-python"])?;
    for (program, package) in [
        ("nbdfuse", "libnbd-bin"),
        ("strace", "strace"),
        ("mkfs.ext4", "e2fsprogs"),
        ("mount", "mount"),
        ("unshare", "util-linux"),
    ] {
        need_packages(has_program(program), &[package])?;
    }
    for device in ["/dev/fuse", "/dev/loop-control"] {
        if !Path::new(device).exists() {
            return Err(TaskError::new(format!("missing: {device}, without which no disk can be made")));
        }
    }
    Ok(())
}

/// A command that is killed when this task ends.
fn dying(program: impl AsRef<std::ffi::OsStr>) -> std::process::Command {
    let mut dying = command("setpriv");
    dying.args(["--pdeathsig", "KILL"]).arg(program);
    dying
}

/// An empty folder for a part.
fn empty(name: &str) -> Result<PathBuf> {
    let folder = shell::root().join(FOLDER).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| TaskError::file(&folder, &error))?;
    }
    fs::create_dir_all(&folder).map_err(|error| TaskError::file(&folder, &error))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_fault_fails_the_task() {
        assert!(judged(&[]).is_ok());
        assert!(judged(&["kills: lost".to_owned()]).is_err());
    }
}
