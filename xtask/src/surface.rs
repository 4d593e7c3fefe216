//! The app from outside: what strangers, broken clients and slow ones get from a server that runs as somebody runs it.

use std::fs::{self, File};
use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde::Deserialize;

use crate::documents::make;
use crate::python::python;
use crate::shell::{self, Result, TaskError, command};

/// Where the database and the log of a run are. It goes with everything else that was built.
const FOLDER: &str = "target/surface";
const SCRIPT: &str = "xtask/surface/surface.py";
const SCHEMATHESIS: &str = "schemathesis==4.32.5";
const MALFORMED: u32 = 10_000;
const SLOW: u32 = 2_000;
/// So long requests are made from the API's description.
const DESCRIPTION_S: u32 = 60;
/// What opens the server that other machines can reach.
const PASSPHRASE: &str = "four quiet words here";
const PASSPHRASE_FILE: &str = "target/surface/passphrase";

/// How the app is looked at from outside.
#[derive(clap::Args, Default)]
pub(crate) struct Options {
    /// A tenth of the malformed requests and a third of the time for the API's description, for a test of everything.
    #[arg(long, conflicts_with = "long")]
    short: bool,
    /// Try the description of the API for ten minutes instead of one, and ten times the malformed requests.
    #[arg(long)]
    long: bool,
    /// Start this program instead of building one.
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

/// What a part of the script found.
#[derive(Deserialize)]
struct Found {
    faults: Vec<String>,
    said: String,
    /// Marks that no log may hold.
    #[serde(default)]
    planted: Vec<String>,
}

/// The run that is part of all tests.
pub(crate) fn short() -> Result {
    run(&Options { short: true, ..Options::default() })
}

pub(crate) fn run(options: &Options) -> Result {
    let python = python(&[SCHEMATHESIS])?;
    let program = match &options.program {
        Some(program) => program.clone(),
        None => make::built()?,
    };
    let mut faults = Vec::new();
    let folder = shell::root().join(FOLDER);
    fs::create_dir_all(&folder).map_err(|error| TaskError::file(&folder, &error))?;
    let passphrase = shell::root().join(PASSPHRASE_FILE);
    fs::write(&passphrase, PASSPHRASE).map_err(|error| TaskError::file(&passphrase, &error))?;
    // First the checks themselves: one that cannot fail says nothing.
    faults.extend(part(&python, "proof", 0, 0)?.faults);
    let (malformed, seconds) = match (options.short, options.long) {
        (true, _) => (MALFORMED / 10, DESCRIPTION_S / 3),
        (_, true) => (MALFORMED * 10, DESCRIPTION_S * 10),
        _ => (MALFORMED, DESCRIPTION_S),
    };
    for (name, count) in [("strangers", 1), ("canaries", 1), ("abuse", malformed), ("slow", SLOW)] {
        // Each begins with a server and a database of its own, so that one does not hide the faults of another.
        let served = Served::start(&program, name)?;
        let found = part(&python, name, served.port, count)?;
        faults.extend(found.faults);
        faults.extend(served.end(&found.planted)?);
    }
    let served = Served::start_with(&program, "network", "0.0.0.0", &["--passphrase-file", PASSPHRASE_FILE])?;
    let found = part(&python, "network", served.port, 1)?;
    faults.extend(found.faults);
    faults.extend(served.end(&[PASSPHRASE.to_owned()])?);
    let served = Served::start(&program, "description")?;
    faults.extend(description(&python, served.port, seconds)?);
    faults.extend(served.end(&[])?);
    for fault in &faults {
        eprintln!("{fault}");
    }
    println!("surface: {} faults", faults.len());
    if faults.is_empty() {
        Ok(())
    } else {
        Err(TaskError::new(format!("{} faults at the surface", faults.len())))
    }
}

/// Runs a part of the script, says what it did, and gives what it found.
fn part(python: &Path, name: &str, port: u16, count: u32) -> Result<Found> {
    let mut script = command(python);
    script.args([SCRIPT, name, &port.to_string(), &count.to_string()]);
    let output = script.output().map_err(|error| TaskError::new(format!("`{SCRIPT} {name}`: {error}")))?;
    let found = read(name, &output.stdout).map_err(|error| {
        TaskError::new(format!("{error}: {}", String::from_utf8_lossy(&output.stderr).trim()))
    })?;
    println!("{name}: {}", found.said);
    let faults = found.faults.into_iter().map(|fault| format!("{name}: {fault}")).collect();
    Ok(Found { faults, ..found })
}

fn read(name: &str, text: &[u8]) -> Result<Found> {
    serde_json::from_slice(text).map_err(|error| TaskError::new(format!("`{SCRIPT} {name}`: {error}")))
}

/// Requests made from the API's own description. A case that fits the schema may still be refused: the schema knows no
/// order of dates.
fn description(python: &Path, port: u16, seconds: u32) -> Result<Vec<String>> {
    // It leaves folders of its own where it runs.
    let mut schemathesis = command(python);
    schemathesis.current_dir(shell::root().join(FOLDER));
    schemathesis.args(["-m", "schemathesis.cli", "run"]);
    schemathesis.arg(format!("http://localhost:{port}/api/v1/openapi.json"));
    schemathesis.args(["--exclude-checks", "positive_data_acceptance", "--no-color", "--seed", "1"]);
    schemathesis.args(["--generation-database", "none", "--max-time", &seconds.to_string()]);
    let status = shell::status(&mut schemathesis)?;
    let fault = || format!("description: schemathesis ends with {status}; its report is above");
    Ok((!status.success()).then(fault).into_iter().collect())
}

/// A server with an invented person in a database of its own.
struct Served {
    child: Child,
    port: u16,
    log: PathBuf,
}

impl Served {
    fn start(program: &Path, name: &str) -> Result<Self> {
        Self::start_with(program, name, "127.0.0.1", &[])
    }

    fn start_with(program: &Path, name: &str, address: &str, more: &[&str]) -> Result<Self> {
        let folder = shell::root().join(FOLDER).join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|error| TaskError::file(&folder, &error))?;
        }
        fs::create_dir_all(&folder).map_err(|error| TaskError::file(&folder, &error))?;
        let log = folder.join("log");
        let file = File::create(&log).map_err(|error| TaskError::file(&log, &error))?;
        let port = free_port()?;
        let mut serve: Command = command(program);
        serve
            .args(["serve", "--demo", "--log", "trace", "--listen"])
            .arg(format!("{address}:{port}"))
            .args(more);
        serve.arg("--database").arg(folder.join("afterglow.db")).stdout(Stdio::null()).stderr(file);
        let child = serve.spawn().map_err(|error| TaskError::file(program, &error))?;
        let mut served = Self { child, port, log };
        served.wait()?;
        Ok(served)
    }

    fn wait(&mut self) -> Result {
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(());
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(TaskError::new(format!(
                    "the server ended at once: {status}; see {}",
                    self.log.display()
                )));
            }
            sleep(Duration::from_millis(50));
        }
        Err(TaskError::new("the server did not listen within ten seconds"))
    }

    /// Stops it, and gives what its log should not hold.
    fn end(mut self, planted: &[String]) -> Result<Vec<String>> {
        let mut faults = Vec::new();
        if let Ok(Some(status)) = self.child.try_wait() {
            faults.push(format!("the server stopped by itself: {status}"));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        let mut log = Vec::new();
        let mut file = File::open(&self.log).map_err(|error| TaskError::file(&self.log, &error))?;
        file.read_to_end(&mut log).map_err(|error| TaskError::file(&self.log, &error))?;
        faults.extend(judged(&String::from_utf8_lossy(&log), planted));
        Ok(faults)
    }
}

impl Drop for Served {
    /// Whatever stops the task, the server does not go on.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A log must tell of no panic, and of nothing that was written about a person.
fn judged(log: &str, planted: &[String]) -> Vec<String> {
    let known = [
        "Jana Vogt",
        "Hautpraxis",
        "night cream",
        "Retinol",
        "breathing-trouble",
        "acne-scars",
        "BEGIN:VALARM",
    ];
    let told = known.into_iter().chain(planted.iter().map(String::as_str));
    let told = told.filter(|word| log.contains(word)).map(|word| format!("log: holds `{word}`"));
    let panics = log.lines().filter(|line| line.contains("panicked at")).map(|line| format!("log: {line}"));
    told.chain(panics).collect()
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(|error| TaskError::new(format!("no free port: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_that_tells_of_a_person_is_found_out() {
        let planted = ["canary00x1".to_owned()];
        assert!(judged("WARN no answer status=404", &planted).is_empty());
        assert_eq!(judged("insert 'Jana Vogt'", &planted).len(), 1);
        assert_eq!(judged("GET /canary00x1", &planted).len(), 1);
        assert_eq!(judged("thread 'x' panicked at src/a.rs:1:1", &planted).len(), 1);
    }

    #[test]
    fn a_script_that_breaks_off_is_a_fault() {
        assert!(read("abuse", b"").is_err());
        assert!(read("abuse", br#"{"faults":[],"said":""}"#).is_ok());
    }

    #[test]
    fn a_program_that_ends_at_once_is_a_fault() {
        assert!(Served::start(Path::new("false"), "false").is_err());
    }
}
