//! A disk that fills up, one that becomes read-only under the program, and one that is read-only from the start.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::life::Life;
use super::load::Outcome;
use super::program::{Running, Started, quietly};
use super::{Told, empty, help, program};
use crate::shell::{self, Result, TaskError, command};

/// The full disk, and what is taken away from it at first.
const SMALL: &str = "size=6m";
const BALLAST: usize = 3 * 1024 * 1024;
/// The disk that becomes read-only.
const LARGE: u64 = 64 * 1024 * 1024;
/// When there is room again, check-ins are kept again within so long.
const HEALING: Duration = Duration::from_secs(10);
const LOAD: Duration = Duration::from_millis(300);

pub(super) fn run(program: &Path) -> Result<Told> {
    let folder = empty("disks")?;
    let mut faults = Vec::new();
    let full = full(program, &folder, &mut faults)?;
    let read_only = read_only(program, &folder, &mut faults)?;
    Ok(Told { said: format!("{full}; {read_only}"), faults })
}

/// A file system; unmounted when this goes.
struct Mounted(PathBuf);

impl Mounted {
    fn new(folder: &Path, name: &str, words: &[&str]) -> Result<Self> {
        let place = folder.join(name);
        fs::create_dir_all(&place).map_err(|error| TaskError::file(&place, &error))?;
        quietly(command("mount").args(words).arg(&place))?;
        Ok(Self(place))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // A program that was killed a moment ago may hold its files a moment longer.
        for _ in 0..200 {
            if shell::succeeds(command("umount").arg(&self.0)) {
                return;
            }
            sleep(Duration::from_millis(5));
        }
        shell::succeeds(command("umount").arg("--lazy").arg(&self.0));
    }
}

/// Fills a disk with check-ins until no more can be kept, then to the last byte; then makes room.
#[expect(clippy::disallowed_methods, reason = "how long healing takes is measured")]
fn full(program: &Path, folder: &Path, faults: &mut Vec<String>) -> Result<String> {
    let disk = Mounted::new(folder, "full", &["-t", "tmpfs", "-o", SMALL, "tmpfs"])?;
    let mut life = Life::new(disk.0.join("home/afterglow.db"), folder.join("full-said"));
    let mut running = life.start(program)?;
    running.good()?;
    life.set_up(running.port)?;
    let ballast = disk.0.join("ballast");
    fs::write(&ballast, vec![7; BALLAST]).map_err(|error| TaskError::file(&ballast, &error))?;
    while life.refused() == 0 {
        if life.load(running.port, || sleep(LOAD)) == 0 {
            break;
        }
    }
    fill(&disk.0.join("rest"))?;
    let slowest = unkept("full disk", &mut life, &mut running, faults)?;
    fs::remove_file(&ballast).map_err(|error| TaskError::file(&ballast, &error))?;
    let start = Instant::now();
    while !matches!(help::call(&mut life, running.port).0, Outcome::Acknowledged(_)) {
        if start.elapsed() > HEALING {
            faults.push("full disk: it does not heal when there is room".to_owned());
            break;
        }
        sleep(Duration::from_millis(50));
    }
    let healed = start.elapsed();
    running.kill();
    again("full disk", program, &life, faults)?;
    Ok(format!(
        "full: {} check-ins acknowledged, {} refused, the slowest of them after {} ms, healed after {} ms",
        life.acknowledged(),
        life.refused(),
        slowest.as_millis(),
        healed.as_millis()
    ))
}

/// Writes until there is no room for one byte more.
fn fill(path: &Path) -> Result {
    let mut file = File::create(path).map_err(|error| TaskError::file(path, &error))?;
    while file.write_all(&[7; 1024]).is_ok() {}
    while file.write_all(&[7]).is_ok() {}
    Ok(())
}

/// Tells of emergencies that cannot be kept: each has its page, and help stays. How long the slowest took.
fn unkept(name: &str, life: &mut Life, running: &mut Running, faults: &mut Vec<String>) -> Result<Duration> {
    let mut slowest = Duration::ZERO;
    for _ in 0..10 {
        let (outcome, took, found) = help::call(life, running.port);
        slowest = slowest.max(took);
        faults.extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
        if let Outcome::Acknowledged(_) = outcome {
            faults.push(format!("{name}: something was kept although nothing can be"));
        }
        faults.extend(help::missing(running.port).into_iter().map(|fault| format!("{name}: {fault}")));
    }
    if let Some(status) = running.ended()? {
        faults.push(format!("{name}: the program stopped: {status}"));
    }
    Ok(slowest)
}

/// Starts the program anew and looks at what it has kept.
fn again(name: &str, program: &Path, life: &Life, faults: &mut Vec<String>) -> Result {
    let mut again = life.start(program)?;
    again.good()?;
    faults.extend(life.judge()?.faults().into_iter().map(|fault| format!("{name}: {fault}")));
    faults.extend(program::panics(&life.log).into_iter().map(|fault| format!("{name}: {fault}")));
    Ok(())
}

/// A file system that gives up, as ext4 does after an error of the disk; then one that is mounted read-only.
fn read_only(program: &Path, folder: &Path, faults: &mut Vec<String>) -> Result<String> {
    let image = folder.join("image");
    let made = File::create(&image).and_then(|file| file.set_len(LARGE));
    made.map_err(|error| TaskError::file(&image, &error))?;
    let named = image.display().to_string();
    quietly(command("mkfs.ext4").args(["-q", "-F", &named]))?;
    let disk = Mounted::new(folder, "read-only", &["-o", "loop", &named])?;
    let mut life = Life::new(disk.0.join("home/afterglow.db"), folder.join("read-only-said"));
    let mut running = life.start(program)?;
    running.good()?;
    life.set_up(running.port)?;
    life.load(running.port, || sleep(LOAD));
    quietly(command("mount").args(["-o", "remount,abort"]).arg(&disk.0))?;
    let slowest = unkept("read-only", &mut life, &mut running, faults)?;
    running.kill();
    drop(disk);
    // Mounted anew it is as good as before: its journal brings back what it holds.
    let disk = Mounted::new(folder, "read-only", &["-o", "loop", &named])?;
    again("read-only", program, &life, faults)?;
    drop(disk);
    let _disk = Mounted::new(folder, "read-only", &["-o", "loop,ro", &named])?;
    let written = || fs::metadata(&image).and_then(|file| file.modified()).ok();
    let before = written();
    let mut running = life.start(program)?;
    if let Started::Ended(status) = running.answers("/wrong")? {
        return Err(TaskError::new(format!("the program ends on a folder that it cannot write: {status}")));
    }
    unkept("read-only from the start", &mut life, &mut running, faults)?;
    running.kill();
    if written() != before {
        faults.push("read-only: the disk was written to".to_owned());
    }
    Ok(format!(
        "read-only: {} check-ins acknowledged, {} refused, the slowest of them after {} ms; a start on it answers, and writes nothing",
        life.acknowledged(),
        life.refused(),
        slowest.as_millis()
    ))
}
