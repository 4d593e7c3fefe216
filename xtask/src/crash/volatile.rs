//! A disk whose power can be cut: nbdkit keeps it, nbdfuse shows it as a file, a loop device makes a block device of that,
//! and ext4 lies on it. A flush goes all the way down; what was not flushed when the power goes is lost, or half of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use fastrand::Rng;

use super::dying;
use super::power::{self, Death, Fate};
use super::program::quietly;
use crate::shell::{self, Result, TaskError, command};

const BYTES: u64 = 64 * 1024 * 1024;
const SERVER: &str = "xtask/crash/volatile.py";

/// A disk, with or without power.
pub(super) struct Disk {
    folder: PathBuf,
    /// What runs while there is power: the disk itself first.
    running: Vec<Child>,
}

impl Disk {
    /// An empty disk without power. Its files are in `folder`.
    pub(super) fn new(folder: &Path) -> Result<Self> {
        let disk = Self { folder: folder.to_owned(), running: Vec::new() };
        for name in ["fuse", "mounted"] {
            let path = folder.join(name);
            fs::create_dir_all(&path).map_err(|error| TaskError::file(&path, &error))?;
        }
        let image = disk.image();
        let made = fs::File::create(&image).and_then(|file| file.set_len(BYTES));
        made.map_err(|error| TaskError::file(&image, &error))?;
        quietly(command("mkfs.ext4").args(["-q", "-F", "-E", "nodiscard"]).arg(&image))?;
        Ok(disk)
    }

    fn image(&self) -> PathBuf {
        self.folder.join("image")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// Where its files are while there is power.
    pub(super) fn mounted(&self) -> PathBuf {
        self.folder.join("mounted")
    }

    /// Gives it power and mounts it; ext4 brings back what its journal holds.
    pub(super) fn power_on(&mut self) -> Result {
        // Names of sockets are short: it is named from its own folder.
        let _ = fs::remove_file(self.folder.join("socket"));
        let mut nbdkit = dying("nbdkit");
        nbdkit.args(["--foreground", "--unix", "socket", "python"]);
        nbdkit.arg(shell::root().join(SERVER)).args(["image=image", "log=log"]);
        self.running.push(self.spawn(nbdkit)?);
        self.wait_for("socket", Path::exists)?;
        self.show()?;
        quietly(command("mount").args(["-o", "loop"]).arg(self.folder.join("fuse/disk")).arg(self.mounted()))
    }

    /// Shows the disk as a file. The socket is there a moment before nbdkit listens on it, so that this may take more than one
    /// try.
    fn show(&mut self) -> Result {
        let log = self.folder.join("nbdfuse-said");
        for _ in 0..20 {
            let mut nbdfuse = dying("nbdfuse");
            let said = fs::File::create(&log).map_err(|error| TaskError::file(&log, &error))?;
            // It aborts, and says so, when the disk is gone.
            nbdfuse.args(["fuse/disk", "--unix", "socket"]).stderr(said);
            let mut nbdfuse = self.spawn(nbdfuse)?;
            let is_there = || fs::metadata(self.folder.join("fuse/disk")).is_ok_and(|it| it.len() == BYTES);
            for _ in 0..2000 {
                if is_there() || !matches!(nbdfuse.try_wait(), Ok(None)) {
                    break;
                }
                sleep(Duration::from_millis(5));
            }
            if is_there() {
                self.running.push(nbdfuse);
                return Ok(());
            }
            let _ = nbdfuse.kill();
            let _ = nbdfuse.wait();
        }
        let said = fs::read_to_string(&log).unwrap_or_default();
        Err(TaskError::new(format!("the disk did not come up: {}", said.trim())))
    }

    fn spawn(&self, mut program: Command) -> Result<Child> {
        let spawned = program.current_dir(&self.folder).stdin(Stdio::null()).spawn();
        spawned.map_err(|error| TaskError::new(format!("the disk: {error}")))
    }

    fn wait_for(&self, name: &str, is_there: impl Fn(&Path) -> bool) -> Result {
        let path = self.folder.join(name);
        for _ in 0..2000 {
            if is_there(&path) {
                return Ok(());
            }
            sleep(Duration::from_millis(5));
        }
        Err(TaskError::new(format!("the disk did not come up: no `{}`", path.display())))
    }

    /// Waits a moment for something that is on its way to the disk and not flushed.
    pub(super) fn wait_for_writes(&self) {
        let is_waiting = || fs::metadata(self.log()).is_ok_and(|log| log.len() > 0);
        for _ in 0..20_000 {
            if is_waiting() {
                break;
            }
        }
    }

    /// The moment of the cut: nothing is flushed from here on.
    pub(super) fn strike(&mut self) {
        if let Some(nbdkit) = self.running.first_mut() {
            let _ = nbdkit.kill();
        }
    }

    /// After the power is gone. Some of what was not flushed reaches the disk, as `death` says.
    pub(super) fn cut(&mut self, death: Death, rng: &mut Rng) -> Result<Fate> {
        self.let_go();
        let read = |path: PathBuf| fs::read(&path).map_err(|error| TaskError::file(&path, &error));
        let mut image = read(self.image())?;
        let fate = power::cut(&mut image, &power::read(&read(self.log())?), death, rng);
        fs::write(self.image(), image).map_err(|error| TaskError::file(&self.image(), &error))?;
        Ok(fate)
    }

    /// First the disk, then those who still want something of it.
    fn let_go(&mut self) {
        let mut running = std::mem::take(&mut self.running).into_iter();
        let Some(mut nbdkit) = running.next() else { return };
        let _ = nbdkit.kill();
        let _ = nbdkit.wait();
        for name in ["mounted", "fuse"] {
            // A program that was killed a moment ago may hold its files a moment longer.
            let done = (0..200).any(|_| {
                let done = shell::succeeds(command("umount").arg(self.folder.join(name)));
                if !done {
                    sleep(Duration::from_millis(5));
                }
                done
            });
            if !done {
                shell::succeeds(command("umount").arg("--lazy").arg(self.folder.join(name)));
            }
        }
        for mut nbdfuse in running {
            let _ = nbdfuse.kill();
            let _ = nbdfuse.wait();
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.let_go();
    }
}
