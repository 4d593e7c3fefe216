//! Running commands, and getting the tools that they need.

use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// Why a task stopped.
#[derive(Debug)]
pub(crate) struct TaskError(String);

pub(crate) type Result<T = ()> = std::result::Result<T, TaskError>;

impl TaskError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// A fault of the file system, with the path that it was about.
    pub(crate) fn file(path: &Path, error: &io::Error) -> Self {
        Self(format!("`{}`: {error}", path.display()))
    }
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The folder of the whole project. Where cargo runs the task, it says so; a binary may be older than its place.
pub(crate) fn root() -> PathBuf {
    let own = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    own.parent().unwrap_or(&own).to_owned()
}

/// A command that runs in the folder of the whole project.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this task.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments);
    cargo
}

/// Says what it runs, runs it, and stops the task if it fails.
pub(crate) fn run(command: &mut Command) -> Result {
    let status = status(command)?;
    if status.success() { Ok(()) } else { Err(TaskError::new(format!("`{}`: {status}", shown(command)))) }
}

/// Says what it runs, runs it, and leaves the judgement to the caller.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus> {
    eprintln!("$ {}", shown(command));
    command.status().map_err(|error| TaskError::new(format!("`{}`: {error}", shown(command))))
}

/// Whether a command runs and succeeds; its output is not shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Makes sure that a cargo subcommand is there. `version` is the one that is installed if it is not.
pub(crate) fn need_cargo_tool(subcommand: &str, version: &str) -> Result {
    if succeeds(&mut cargo(&[subcommand, "--version"])) {
        return Ok(());
    }
    let tool = format!("cargo-{subcommand}@{version}");
    eprintln!("cargo-{subcommand} is missing and is installed now");
    // Not optimised: it is built in half the time, and none of these tools has much to compute. It belongs to the
    // person, not to this project's target folder.
    run(cargo(&["install", "--locked", "--debug", &tool]).env_remove("CARGO_TARGET_DIR"))
}

/// Makes sure that a program is there; otherwise installs Debian packages, which only root can.
pub(crate) fn need_packages(is_there: bool, packages: &[&str]) -> Result {
    if is_there {
        return Ok(());
    }
    let list = packages.join(" ");
    if !is_root() || !succeeds(command("apt-get").arg("--version")) {
        return Err(TaskError::new(format!("missing: {list}; install them as root: apt-get install {list}")));
    }
    eprintln!("{list}: missing, and installed now");
    run(command("apt-get").arg("update"))?;
    run(command("apt-get").args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

pub(crate) fn is_root() -> bool {
    let id = command("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Whether a program can be found.
pub(crate) fn has_program(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// A command as somebody would type it.
fn shown(command: &Command) -> String {
    let set = command.get_envs().filter_map(|(name, value)| Some((name, value?)));
    let set = set.map(|(name, value)| format!("{}={}", name.to_string_lossy(), value.to_string_lossy()));
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words =
        [program].into_iter().chain(command.get_args()).map(|word| word.to_string_lossy().into_owned());
    set.chain(words).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let mut command = Command::new("/opt/toolchain/bin/cargo");
        command.args(["doc", "--no-deps"]).env("RUSTDOCFLAGS", "-Dwarnings").env_remove("CARGO_TARGET_DIR");
        assert_eq!(shown(&command), "RUSTDOCFLAGS=-Dwarnings cargo doc --no-deps");
    }

    #[test]
    fn a_failing_command_stops_the_task() {
        let error = run(&mut command("false")).err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("`false`: exit status: 1"));
    }

    #[test]
    fn a_missing_program_stops_the_task() {
        assert!(run(&mut command("no-such-program")).is_err());
        assert!(!has_program("no-such-program"));
    }
}
