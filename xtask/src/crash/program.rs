//! The program, as somebody starts it: built, started, asked until it answers, killed.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{FOLDER, dying, http};
use crate::shell::{self, Result, TaskError, cargo, command};

/// A debug build takes half a second to start; a busy machine and a traced program take longer.
const PATIENCE: Duration = Duration::from_secs(30);
/// So often it is asked whether it answers by now.
const STEP: Duration = Duration::from_millis(5);

/// Whether the program can read and write.
pub(super) const HEALTH: &str = "/healthz";

/// The program with a store that acknowledges too early. In a folder of its own, so that it is never taken for the other.
pub(super) fn built_unsafe() -> Result<PathBuf> {
    let target = shell::root().join(FOLDER).join("unsafe");
    let mut build = cargo(&["build", "--locked", "-p", "afterglow", "--bin", "afterglow"]);
    build.args(["--no-default-features", "--features", "afterglow-store/unsafe-normal-sync", "--target-dir"]);
    build.arg(&target);
    // It runs a few seconds: without typesetting and optimising it is built in a third of the time.
    for setting in ["debug=false", "package.\"*\".opt-level=0", "package.afterglow-core.opt-level=0"] {
        build.args(["--config", &format!("profile.dev.{setting}")]);
    }
    shell::run(&mut build)?;
    Ok(target.join("debug/afterglow"))
}

/// How `afterglow serve` is started.
pub(super) struct Start<'a> {
    pub(super) program: &'a Path,
    pub(super) database: &'a Path,
    /// What it says of itself goes to the end of this file.
    pub(super) log: &'a Path,
    /// The words before it: what traces it, if anything does.
    pub(super) under: Vec<String>,
}

impl Start<'_> {
    pub(super) fn spawn(&self) -> Result<Running> {
        let log = File::options().create(true).append(true).open(self.log);
        let log = log.map_err(|error| TaskError::file(self.log, &error))?;
        let mut serve = match self.under.split_first() {
            None => dying(self.program),
            Some((tracer, words)) => {
                let mut traced = dying(tracer);
                traced.args(words).args(["setpriv", "--pdeathsig", "KILL"]).arg(self.program);
                traced
            }
        };
        serve.args(["serve", "--listen", "127.0.0.1:0", "--database"]).arg(self.database);
        serve.env("TZ", "UTC").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        let child = serve.spawn().map_err(|error| TaskError::file(self.program, &error))?;
        Ok(Running { child, port: 0, is_traced: !self.under.is_empty() })
    }
}

/// A program that was started. It is killed when this goes.
pub(super) struct Running {
    child: Child,
    /// 0 until it says where it listens.
    pub(super) port: u16,
    is_traced: bool,
}

/// How a start ended.
pub(super) enum Started {
    /// It answered, after so long.
    Good(Duration),
    /// It ended by itself.
    Ended(ExitStatus),
}

impl Running {
    /// Waits until the program answers a page, or has ended.
    #[expect(clippy::disallowed_methods, reason = "how long a start takes is measured")]
    pub(super) fn answers(&mut self, path: &str) -> Result<Started> {
        let start = Instant::now();
        if self.port == 0 {
            self.port = self.told_port().unwrap_or(0);
        }
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.ended()? {
                return Ok(Started::Ended(status));
            }
            if self.port != 0 && http::get(self.port, path).is_ok_and(|page| page.status == 200) {
                return Ok(Started::Good(start.elapsed()));
            }
            sleep(STEP);
        }
        Err(TaskError::new(format!("the program gave no good answer within {PATIENCE:?}")))
    }

    /// Waits until it can read and write; an end is an error.
    pub(super) fn good(&mut self) -> Result<Duration> {
        match self.answers(HEALTH)? {
            Started::Good(after) => Ok(after),
            Started::Ended(status) => Err(TaskError::new(format!("the program ended at once: {status}"))),
        }
    }

    /// The port in the first line that it prints. Nothing if it ends before.
    fn told_port(&mut self) -> Option<u16> {
        let mut line = String::new();
        BufReader::new(self.child.stdout.as_mut()?).read_line(&mut line).ok()?;
        let (_, port) = line.split_once("localhost:")?;
        port.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
    }

    /// How it ended, if it has.
    pub(super) fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.child.try_wait().map_err(|error| TaskError::new(format!("the program: {error}")))
    }

    /// SIGKILL: what it was doing stays as it is.
    pub(super) fn kill(&mut self) {
        self.strike();
        let _ = self.child.wait();
    }

    /// SIGKILL, without waiting for the end.
    pub(super) fn strike(&mut self) {
        if self.is_traced {
            // Without the program its tracer ends, too; the other way round the program would live on for a moment.
            for child in children(self.child.id()) {
                shell::succeeds(command("kill").args(["-KILL", &child]));
            }
        } else {
            let _ = self.child.kill();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The processes that a process has started.
fn children(id: u32) -> Vec<String> {
    let list = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
    list.split_whitespace().map(str::to_owned).collect()
}

/// Runs a command, whose output is only shown if it fails.
pub(super) fn quietly(command: &mut Command) -> Result {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| TaskError::new(format!("{name}: {error}")))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(TaskError::new(format!("{name}: {}: {said}", output.status)))
}

/// What a log tells that it must not.
pub(super) fn panics(log: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines = text.lines().filter(|line| line.contains("panicked"));
    lines.map(|line| format!("the program panicked: {line}")).collect()
}
