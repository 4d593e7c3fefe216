//! System calls on the files of the database that fail, once or from then on, while check-ins come in.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::life::Life;
use super::load::Outcome;
use super::program::{self, Started};
use super::strace::{self, Point};
use super::{Told, empty, help};
use crate::shell::{Result, TaskError};

/// Those that a disk can refuse.
const CALLS: [&str; 6] = ["fdatasync", "fsync", "ftruncate", "openat", "pread64", "pwrite64"];
const ERRORS: [&str; 2] = ["EIO", "ENOSPC"];
const POINTS: usize = 200;
const POINTS_SHORT: usize = 24;
/// So long check-ins come in.
const LOAD: Duration = Duration::from_millis(250);

/// What all points did together.
#[derive(Default)]
struct Seen {
    /// Points at which a call did fail.
    hit: usize,
    /// Starts that ended in an error.
    ended: usize,
    acknowledged: usize,
    refused: usize,
}

pub(super) fn run(program: &Path, short: bool) -> Result<Told> {
    let folder = empty("faults")?;
    let folder = folder.canonicalize().map_err(|error| TaskError::file(&folder, &error))?;
    let tried = Tried { program, folder };
    let points = tried.points()?;
    let points = strace::spread(&points, if short { POINTS_SHORT } else { POINTS });
    let mut seen = Seen::default();
    let mut faults = Vec::new();
    for (number, point) in points.iter().enumerate() {
        let error = ERRORS.get(number % 2).copied().unwrap_or_default();
        let stays = number / 2 % 2 == 1;
        let found = tried.failed(point, error, stays, &mut seen)?;
        let place = point.path.file_name().unwrap_or_default().to_string_lossy();
        let when = if stays { "from then on" } else { "once" };
        let named = |fault| format!("{error} {when}, {} {} of {place}: {fault}", point.call, point.number);
        faults.extend(found.into_iter().map(named));
    }
    // On a busy machine fewer check-ins come in, and some points are not reached.
    if seen.hit < points.len() / 4 || seen.refused == 0 {
        faults.push("too few calls failed to prove anything".to_owned());
    }
    let said = format!(
        "{} points, at {} a call failed; {} starts ended in an error, {} check-ins acknowledged, {} refused, none \
         acknowledged that was not kept",
        points.len(),
        seen.hit,
        seen.ended,
        seen.acknowledged,
        seen.refused
    );
    Ok(Told { said, faults })
}

/// The program, and the folder in which it is tried.
struct Tried<'a> {
    program: &'a Path,
    folder: PathBuf,
}

impl Tried<'_> {
    fn home(&self) -> PathBuf {
        self.folder.join("home")
    }

    fn trace(&self) -> PathBuf {
        self.folder.join("trace")
    }

    /// A new person, told of a session, in a new database.
    fn born(&self) -> Result<Life> {
        let _ = fs::remove_dir_all(self.home());
        let mut life = Life::new(self.home().join("afterglow.db"), self.folder.join("said"));
        let mut running = life.start(self.program)?;
        running.good()?;
        life.set_up(running.port)?;
        Ok(life)
    }

    /// What the program does with each file while it starts and takes check-ins.
    fn points(&self) -> Result<Vec<Point>> {
        let database = self.home().join("afterglow.db");
        let mut points = Vec::new();
        for suffix in ["", "-wal", "-shm"] {
            let path = PathBuf::from(format!("{}{suffix}", database.display()));
            let mut life = self.born()?;
            let mut running = life.start_under(self.program, strace::traced(&path, &CALLS, &self.trace()))?;
            running.good()?;
            life.load(running.port, || sleep(LOAD));
            running.kill();
            points.extend(strace::points(&path, &self.trace())?);
        }
        Ok(points)
    }

    /// Lets a call fail, and looks at what the program says and keeps.
    fn failed(&self, point: &Point, error: &str, stays: bool, seen: &mut Seen) -> Result<Vec<String>> {
        let mut life = self.born()?;
        let when = if stays { "+" } else { "" };
        let what = format!("error={error}:when={}{when}", point.number);
        let mut running = life.start_under(self.program, point.inject(&what, &self.trace()))?;
        let mut faults = Vec::new();
        match running.answers("/wrong")? {
            Started::Ended(status) if status.code().is_some() => seen.ended += 1,
            Started::Ended(status) => faults.push(format!("the program died: {status}")),
            Started::Good(_) => {
                life.load(running.port, || sleep(LOAD));
                faults.extend(help::missing(running.port));
                let fails_for_good = stays && is_commit(point) && strace::injected(&self.trace())? > 0;
                let (outcome, _, _) = help::call(&mut life, running.port);
                if fails_for_good && matches!(outcome, Outcome::Acknowledged(_)) {
                    faults.push("acknowledged, although the disk never has it".to_owned());
                }
                if let Some(status) = running.ended()? {
                    faults.push(format!("the program stopped: {status}"));
                }
            }
        }
        running.kill();
        seen.hit += usize::from(strace::injected(&self.trace())? > 0);
        seen.acknowledged += life.acknowledged();
        seen.refused += life.refused();
        let mut again = life.start(self.program)?;
        again.good()?;
        faults.extend(life.judge()?.faults());
        faults.extend(program::panics(&life.log));
        Ok(faults)
    }
}

/// Whether nothing can be kept without this call.
fn is_commit(point: &Point) -> bool {
    let is_log = point.path.to_string_lossy().ends_with("-wal");
    is_log && matches!(point.call.as_str(), "fdatasync" | "fsync" | "pwrite64")
}
