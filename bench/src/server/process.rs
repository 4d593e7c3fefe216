//! Servers as programs of their own: ours, and peers.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde::Deserialize;

/// In memory, so that the disk does not decide.
const MEMORY: &str = "/dev/shm";

/// A folder in memory. It goes with whoever made it.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let folder = Path::new(MEMORY).join(format!("afterglow-bench-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder in memory");
        Self(folder)
    }

    pub(super) fn database(&self) -> PathBuf {
        self.0.join("afterglow.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A server that runs until this goes.
pub(super) struct Server {
    pub(super) name: &'static str,
    pub(super) port: u16,
    child: Child,
    _folder: Folder,
}

/// What a peer says when it listens.
#[derive(Deserialize)]
struct Opened {
    port: u16,
    journal_mode: String,
    synchronous: i64,
}

impl Server {
    /// The program, as it is shipped, on the database of a folder.
    pub(super) fn ours(folder: Folder) -> Self {
        let mut program = Command::new(beside("afterglow"));
        program.args(["serve", "--listen", "127.0.0.1:0", "--database"]).arg(folder.database());
        let (child, said) = start(program.env("TZ", "Europe/Berlin"));
        let port = said.rsplit(':').next().and_then(|rest| rest.trim_end().strip_suffix('/'));
        let port = port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("no address: {said}"));
        Self { name: "ours", port, child, _folder: folder }
    }

    /// A peer, which must keep what it is told as we do: a log, flushed before every answer.
    pub(super) fn peer(name: &'static str, mut command: Command) -> Self {
        let folder = Folder::new(name);
        let (child, said) = start(command.arg(folder.database()));
        let opened: Opened = serde_json::from_str(&said).unwrap_or_else(|_| panic!("{name}: {said}"));
        assert_eq!((opened.journal_mode.as_str(), opened.synchronous), ("wal", 2), "{name}: WAL, FULL");
        Self { name, port: opened.port, child, _folder: folder }
    }

    /// Resident memory in MB. Linux only.
    pub(super) fn resident_mb(&self) -> f64 {
        crate::memory::resident_mb(&self.child.id().to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program that was built beside this one.
pub(super) fn beside(name: &str) -> PathBuf {
    let program = std::env::current_exe().expect("a path").with_file_name(name);
    assert!(program.exists(), "`{name}` is not built: cargo xtask bench does it");
    program
}

/// Starts a program, and waits for its first line.
fn start(command: &mut Command) -> (Child, String) {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("a server");
    let mut said = String::new();
    let mut output = BufReader::new(child.stdout.take().expect("its output"));
    output.read_line(&mut said).expect("a line");
    // What it says later is read by nobody; a closed pipe would be its end.
    std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
    (child, said)
}
