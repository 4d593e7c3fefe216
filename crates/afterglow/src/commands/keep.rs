//! `afterglow backup`, `restore` and `erase`: what the app keeps, copied, brought back, or gone.

use std::path::Path;

use afterglow_server::Access;
use afterglow_store::{OutOfReach, Records, Store, StoreError};
use afterglow_wording::{Args, args};

use super::{reach, serve, wording};
use crate::cli::{BackupArgs, EraseArgs, Everywhere, RestoreArgs};
use crate::clock;
use crate::output::{self, Failure};

pub(super) fn backup(given: &BackupArgs, options: &Everywhere) -> Result<(), Failure> {
    let wording = wording(options)?;
    let database = serve::database(given.database.as_deref())?;
    let made = wait(async {
        let store = open(&database).await?;
        let folder = given.to.clone().unwrap_or_else(|| store.backups_folder().to_owned());
        let made = store.backup(&folder, clock::now()).await;
        store.close().await.and(made)
    })?;
    let made = made.map_err(|error| named(&database, &error))?;
    let mut words = args_of("file", &made.path);
    words.set("bytes", made.bytes);
    output::page(&(wording.say("keep-backup", &words) + "\n"))
}

pub(super) fn restore(given: &RestoreArgs, options: &Everywhere) -> Result<(), Failure> {
    let wording = wording(options)?;
    let database = serve::database(given.database.as_deref())?;
    let restored = wait(afterglow_store::restore(&given.backup, &database, clock::now()))?;
    let restored = restored.map_err(|error| named(&given.backup, &error))?;
    let mut lines = vec![wording.say("keep-restored", &args_of("file", &database))];
    lines.extend(restored.replaced.map(|path| wording.say("keep-replaced", &args_of("file", &path))));
    output::page(&(lines.join("\n") + "\n"))
}

pub(super) fn erase(given: &EraseArgs, options: &Everywhere) -> Result<(), Failure> {
    let wording = wording(options)?;
    let database = serve::database(given.database.as_deref())?;
    if !given.sure {
        let message =
            format!("everything in `{}` would be gone for ever: say so with --sure", database.display());
        return Err(Failure::Other(message));
    }
    let said = wait(async {
        let store = open(&database).await?;
        let mut said: Vec<String> = Vec::new();
        for person in store.persons().await? {
            let erased = store.erase(person.id).await?;
            let mut words = args([("facts", erased.facts)]);
            words.set("answers", erased.answers);
            said.push(wording.say("keep-erased", &words));
            let backups = erased.backups_deleted.iter().chain(&erased.backups_rewritten);
            said.extend(backups.map(|path| wording.say("keep-erased-backup", &args_of("file", path))));
            said.extend(
                erased.files_left.iter().map(|path| wording.say("keep-left", &args_of("file", path))),
            );
            said.extend(erased.out_of_reach.iter().map(|place| wording.plain(key(*place))));
        }
        let calendar = reach::folder(&database);
        Access::forget_feed(&calendar).map_err(|error| StoreError::Io {
            doing: "take the calendar's address away",
            kind: error.kind(),
        })?;
        store.close().await?;
        if said.is_empty() {
            said.push(wording.plain("keep-nobody"));
        }
        Ok(said.join("\n") + "\n")
    })?;
    output::page(&said.map_err(|error: StoreError| named(&database, &error))?)
}

pub(super) fn args_of<'a>(name: &'a str, path: &Path) -> Args<'a> {
    args([(name, path.display().to_string())])
}

/// What to say of a place that erasing does not reach.
fn key(place: OutOfReach) -> &'static str {
    match place {
        OutOfReach::CopiesElsewhere => "keep-out-copies",
        OutOfReach::Exports => "keep-out-exports",
        OutOfReach::Paper => "keep-out-paper",
        OutOfReach::FileSystemSnapshots => "keep-out-snapshots",
    }
}

/// Opens a database that is there: none of these commands makes a new one.
pub(super) async fn open(database: &Path) -> Result<Store, StoreError> {
    if !database.exists() {
        return Err(StoreError::Io { doing: "open the database", kind: std::io::ErrorKind::NotFound });
    }
    Store::open(database).await
}

pub(super) fn named(path: &Path, error: &StoreError) -> Failure {
    Failure::Other(format!("`{}`: {error}", path.display()))
}

/// Waits for one thing, on this thread.
pub(super) fn wait<T>(work: impl Future<Output = T>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(work))
}
