//! `afterglow backup`, `restore` and `erase`: what the app keeps, copied, brought back, or gone.

use std::path::Path;

use afterglow_store::{OutOfReach, Records, Store, StoreError};

use super::serve;
use crate::cli::{BackupArgs, EraseArgs, RestoreArgs};
use crate::clock;
use crate::output::{self, Failure};

pub(super) fn backup(args: &BackupArgs) -> Result<(), Failure> {
    let database = serve::database(args.database.as_deref())?;
    let made = wait(async {
        let store = open(&database).await?;
        let folder = args.to.clone().unwrap_or_else(|| store.backups_folder().to_owned());
        let made = store.backup(&folder, clock::now()).await;
        store.close().await.and(made)
    })?;
    let made = made.map_err(|error| named(&database, &error))?;
    output::page(&format!("{} ({} bytes), read back and whole\n", made.path.display(), made.bytes))
}

pub(super) fn restore(args: &RestoreArgs) -> Result<(), Failure> {
    let database = serve::database(args.database.as_deref())?;
    let restored = wait(afterglow_store::restore(&args.backup, &database, clock::now()))?;
    let restored = restored.map_err(|error| named(&args.backup, &error))?;
    let kept =
        restored.replaced.map(|path| format!("What was there before is kept in {}.\n", path.display()));
    output::page(&format!("{} is back.\n{}", database.display(), kept.unwrap_or_default()))
}

pub(super) fn erase(args: &EraseArgs) -> Result<(), Failure> {
    let database = serve::database(args.database.as_deref())?;
    if !args.sure {
        let message =
            format!("everything in `{}` would be gone for ever: say so with --sure", database.display());
        return Err(Failure::Other(message));
    }
    let said = wait(async {
        let store = open(&database).await?;
        let mut said = String::new();
        for person in store.persons().await? {
            let erased = store.erase(person.id).await?;
            said += &format!("{} facts and {} answers are gone.\n", erased.facts, erased.answers);
            for path in erased.backups_deleted.iter().chain(&erased.backups_rewritten) {
                said += &format!("Out of our backup, too: {}\n", path.display());
            }
            for path in &erased.files_left {
                said += &format!("Not reached: {}\n", path.display());
            }
            for place in &erased.out_of_reach {
                said += &format!("Out of our reach: {}\n", named_place(*place));
            }
        }
        store.close().await?;
        Ok(if said.is_empty() { "There was nobody in it.\n".to_owned() } else { said })
    })?;
    output::page(&said.map_err(|error: StoreError| named(&database, &error))?)
}

fn named_place(place: OutOfReach) -> &'static str {
    match place {
        OutOfReach::CopiesElsewhere => "copies of the file in other folders and on other machines",
        OutOfReach::Exports => "files that were taken along, calendars among them",
        OutOfReach::Paper => "printed paper",
        OutOfReach::FileSystemSnapshots => "snapshots and unused blocks of the file system",
    }
}

/// Opens a database that is there: none of these commands makes a new one.
async fn open(database: &Path) -> Result<Store, StoreError> {
    if !database.exists() {
        return Err(StoreError::Io { doing: "open the database", kind: std::io::ErrorKind::NotFound });
    }
    Store::open(database).await
}

fn named(path: &Path, error: &StoreError) -> Failure {
    Failure::Other(format!("`{}`: {error}", path.display()))
}

/// Waits for one thing, on this thread.
fn wait<T>(work: impl Future<Output = T>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(work))
}
