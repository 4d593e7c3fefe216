//! A file of the first version is opened by today's program, which is killed at one system call after the other.

use std::fs;
use std::path::{Path, PathBuf};

use super::kept::{self, wait};
use super::program::{self, Start};
use super::strace::{self, CALLS, Point};
use super::{Told, empty, http};
use crate::shell::{Result, TaskError};

/// How the first version made its file.
const OLD: &str = include_str!("../../crash/version-1.sql");
/// The full run stops at every point that there is, and these are the fewest that will do.
const POINTS: usize = 100;
const POINTS_SHORT: usize = 30;

/// All that a file holds, to be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct File {
    version: i64,
    schema: Vec<String>,
    persons: Vec<(String, String)>,
    facts: Vec<(String, String, String, Option<String>, String)>,
    damage: Vec<String>,
}

/// The files that a kill may leave: those of before, and those of after.
struct Ends {
    old: File,
    new: File,
    /// The name of the copy that is made of the old file.
    backup: String,
}

pub(super) fn run(program: &Path, short: bool) -> Result<Told> {
    let folder = empty("migration")?;
    let folder = folder.canonicalize().map_err(|error| TaskError::file(&folder, &error))?;
    make_old(&folder.join("old"))?;
    let tried = Tried { program, folder };
    let ends = tried.ends()?;
    let points = tried.points(&ends)?;
    let mut faults = Vec::new();
    if points.len() < POINTS {
        faults.push(format!("only {} points to stop at, where {POINTS} are wanted", points.len()));
    }
    let points = if short { strace::spread(&points, POINTS_SHORT) } else { points };
    let mut versions = Vec::new();
    let mut backups = 0;
    for point in &points {
        let (version, has_backup, found) = tried.killed(point, &ends)?;
        versions.push(version);
        backups += usize::from(has_backup);
        let place = point.path.file_name().unwrap_or_default().to_string_lossy();
        let named = |fault| format!("{} {} of {place}: {fault}", point.call, point.number);
        faults.extend(found.into_iter().map(named));
    }
    let count = |version| versions.iter().filter(|it| **it == version).count();
    let (old, new) = (count(ends.old.version), count(ends.new.version));
    // Few calls come after the last commit, so that a short run may have none of them.
    if old == 0 || (new == 0 && !short) {
        faults.push("every kill left the same version: they came at the wrong time".to_owned());
    }
    let said = format!(
        "{} kills while version {} became {}: {old} left the old, {new} the new; {backups} left a whole backup, the \
         others none",
        points.len(),
        ends.old.version,
        ends.new.version
    );
    Ok(Told { said, faults })
}

/// The database and its log, as a program leaves them that is switched off: most of it in the log.
fn make_old(folder: &Path) -> Result {
    let making = folder.join("making");
    fs::create_dir_all(&making).map_err(|error| TaskError::file(&making, &error))?;
    let database = making.join("afterglow.db");
    fs::write(&database, "").map_err(|error| TaskError::file(&database, &error))?;
    wait(async {
        let mut connection = kept::open(&database).await?;
        sqlx::query("PRAGMA journal_mode = WAL").execute(&mut connection).await?;
        sqlx::raw_sql(OLD).execute(&mut connection).await?;
        // Closing it would bring the log into the file.
        Ok(copy(&making, folder))
    })??;
    fs::remove_dir_all(&making).map_err(|error| TaskError::file(&making, &error))
}

/// A database with its log into another folder.
fn copy(from: &Path, to: &Path) -> Result {
    for name in ["afterglow.db", "afterglow.db-wal"] {
        let (from, to) = (from.join(name), to.join(name));
        if from.exists() {
            fs::copy(&from, &to).map_err(|error| TaskError::file(&from, &error))?;
        }
    }
    Ok(())
}

/// What a file holds. It is read from a copy, so that the file stays as it is.
fn look(home: &Path, name: &str, aside: &Path) -> Result<File> {
    let _ = fs::remove_dir_all(aside);
    fs::create_dir_all(aside).map_err(|error| TaskError::file(aside, &error))?;
    for suffix in ["", "-wal"] {
        let from = home.join(format!("{name}{suffix}"));
        if from.exists() {
            let to = aside.join(format!("file{suffix}"));
            fs::copy(&from, &to).map_err(|error| TaskError::file(&from, &error))?;
        }
    }
    wait(async {
        let mut connection = kept::open(&aside.join("file")).await?;
        let damage = kept::damage(&mut connection).await?;
        let version = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut connection).await?;
        let schema =
            sqlx::query_scalar("SELECT name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY name");
        let schema = schema.fetch_all(&mut connection).await?;
        let persons = sqlx::query_as("SELECT id, created FROM person ORDER BY id");
        let persons = persons.fetch_all(&mut connection).await?;
        let facts = sqlx::query_as("SELECT id, kind, body, replaces, recorded FROM fact ORDER BY person, id");
        let facts = facts.fetch_all(&mut connection).await?;
        Ok(File { version, schema, persons, facts, damage })
    })
}

/// Files of a folder whose names end so.
fn names(folder: &Path, end: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(end)).collect()
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

    fn start(&self, under: Vec<String>) -> Result<program::Running> {
        let (database, log) = (self.home().join("afterglow.db"), self.folder.join("said"));
        Start { program: self.program, database: &database, log: &log, under }.spawn()
    }

    /// A fresh copy of the old file in the home of the program.
    fn renew(&self) -> Result {
        let home = self.home();
        let _ = fs::remove_dir_all(&home);
        fs::create_dir_all(&home).map_err(|error| TaskError::file(&home, &error))?;
        copy(&self.folder.join("old"), &home)
    }

    fn look(&self, home: &Path, name: &str) -> Result<File> {
        look(home, name, &self.folder.join("aside"))
    }

    /// What a start that nobody disturbs makes of the old file.
    fn ends(&self) -> Result<Ends> {
        self.renew()?;
        let old = self.look(&self.home(), "afterglow.db")?;
        let mut running = self.start(Vec::new())?;
        running.good()?;
        running.kill();
        let new = self.look(&self.home(), "afterglow.db")?;
        let backups = names(&self.home().join("backups"), ".db");
        let [backup] = backups.as_slice() else {
            return Err(TaskError::new(format!("{} backups were made where one should be", backups.len())));
        };
        let is_moved =
            old.version == 1 && new.version > 1 && new.facts == old.facts && old.facts.len() == 101;
        if !is_moved || !old.damage.is_empty() {
            return Err(TaskError::new("an undisturbed migration does not keep what the file held"));
        }
        Ok(Ends { old, new, backup: backup.clone() })
    }

    /// Every system call with which the program touches a file of the database between its start and its first good answer.
    fn points(&self, ends: &Ends) -> Result<Vec<Point>> {
        let home = self.home();
        let backups = home.join("backups");
        let files = ["", "-wal", "-shm"].map(|suffix| home.join(format!("afterglow.db{suffix}")));
        let copies = ["", ".unfinished"].map(|suffix| backups.join(format!("{}{suffix}", ends.backup)));
        let mut points = Vec::new();
        for path in files.into_iter().chain(copies).chain([home.clone(), backups]) {
            self.renew()?;
            let log = self.folder.join("trace");
            let mut running = self.start(strace::traced(&path, &CALLS, &log))?;
            running.good()?;
            running.kill();
            points.extend(strace::points(&path, &log)?);
        }
        Ok(points)
    }

    /// Kills the program there, looks, and lets it start again. The version that was left, whether there is a backup, and
    /// what is wrong.
    fn killed(&self, point: &Point, ends: &Ends) -> Result<(i64, bool, Vec<String>)> {
        self.renew()?;
        let mut running = self.start(point.killed(&self.folder.join("trace")))?;
        // A point that comes late can lie behind the first answer; then the kill comes from here.
        running.answers(program::HEALTH)?;
        running.kill();
        let left = self.look(&self.home(), "afterglow.db")?;
        let mut faults = unlike(&left, ends);
        let backups = names(&self.home().join("backups"), ".db");
        for name in &backups {
            let backup = self.look(&self.home().join("backups"), name)?;
            if backup != ends.old {
                faults.push(format!("the backup `{name}` is not what the file was"));
            }
        }
        if left.version > ends.old.version && backups.is_empty() {
            faults.push("the file was changed without a backup".to_owned());
        }
        let mut again = self.start(Vec::new())?;
        again.good()?;
        if http::get(again.port, "/today").map(|page| page.status).ok() != Some(200) {
            faults.push("no page of today after it".to_owned());
        }
        again.kill();
        if self.look(&self.home(), "afterglow.db")? != ends.new {
            faults.push("the next start does not end with the new version".to_owned());
        }
        let rests = names(&self.home().join("backups"), ".unfinished");
        faults.extend(rests.into_iter().map(|name| format!("`{name}` is left")));
        Ok((left.version, !backups.is_empty(), faults))
    }
}

/// Why a file is neither the old nor the new one. Versions between them are whole files, too.
fn unlike(left: &File, ends: &Ends) -> Vec<String> {
    let mut faults = left.damage.clone();
    if left.persons != ends.old.persons || left.facts != ends.old.facts {
        faults.push("the file does not hold what it held".to_owned());
    }
    let is_whole = match left.version {
        version if version == ends.old.version => left.schema == ends.old.schema,
        version if version == ends.new.version => left.schema == ends.new.schema,
        version => (ends.old.version..ends.new.version).contains(&version),
    };
    if !is_whole {
        faults.push(format!("version {} with the tables of another", left.version));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(version: i64, tables: &[&str]) -> File {
        let persons = vec![("a".to_owned(), "now".to_owned())];
        File { version, schema: tables.iter().map(ToString::to_string).collect(), persons, ..File::default() }
    }

    #[test]
    fn only_the_old_and_the_new_are_whole() {
        let (old, new) = (file(1, &["fact"]), file(2, &["answer", "fact"]));
        let ends = Ends { old: old.clone(), new: new.clone(), backup: String::new() };
        for whole in [&old, &new] {
            assert_eq!(unlike(whole, &ends), Vec::<String>::new());
        }
        for between in [file(1, &["answer", "fact"]), file(2, &["fact"]), file(0, &[]), file(3, &["fact"])] {
            assert_eq!(unlike(&between, &ends).len(), 1, "{between:?}");
        }
        let empty = File { persons: Vec::new(), ..new.clone() };
        assert_eq!(unlike(&empty, &ends), ["the file does not hold what it held"]);
        let damaged = File { damage: vec!["torn".to_owned()], ..new };
        assert_eq!(unlike(&damaged, &ends), ["torn"]);
    }

    #[test]
    fn the_first_version_has_what_it_says() {
        let folder = std::env::temp_dir().join(format!("afterglow-migration-{}", std::process::id()));
        make_old(&folder).unwrap();
        let old = look(&folder, "afterglow.db", &folder.join("aside")).unwrap();
        let wal = fs::metadata(folder.join("afterglow.db-wal")).unwrap().len();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!((old.version, old.facts.len(), old.damage.len()), (1, 101, 0));
        assert!(wal > 50_000, "most of it is in the log: {wal}");
    }
}
