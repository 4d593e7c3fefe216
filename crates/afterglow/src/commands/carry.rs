//! `afterglow export` and `import`: all that the app keeps, in one file, from one computer to another.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use afterglow_archive::{MOST_BYTES, Rules, bring_in, pack, unpack};
use afterglow_store::{Imported, Kept, Kind, Person, Records, Store, StoreError};
use afterglow_wording::{Wording, args};
use jiff::Timestamp;

use super::keep::{args_of, named, open, wait};
use super::{serve, wording};
use crate::cli::{Everywhere, ExportArgs, ImportArgs};
use crate::output::{self, Failure};
use crate::{clock, input};

pub(super) fn export(given: &ExportArgs, options: &Everywhere) -> Result<(), Failure> {
    let (protocol, dictionary) = (input::protocol(options)?, input::dictionary(options)?);
    let wording = wording(options)?;
    let database = serve::database(given.database.as_deref())?;
    let kept = wait(async {
        let store = open(&database).await?;
        let kept = the_one(&store).await;
        store.close().await.and(kept)
    })?;
    let kept = kept.map_err(|error| named(&database, &error))?;
    let Some(kept) = kept else {
        let message = format!(
            "`{}`: there is not one person in it whose data could be taken along",
            database.display()
        );
        return Err(Failure::Other(message));
    };
    let now = options.at.unwrap_or_else(clock::now);
    let rules = Rules { protocol: &protocol, dictionary: &dictionary, wording: &wording };
    let packed = pack(&kept, rules, now).map_err(|error| Failure::Other(error.to_string()))?;
    output::private(&given.output, &packed, given.replace)?;
    let mut words = args_of("file", &given.output);
    words.set("bytes", packed.len());
    let mut said = vec![wording.say("keep-exported", &words)];
    said.extend(counts(&kept, now, &wording));
    said.push(wording.plain("archive-private"));
    output::page(&(said.join("\n") + "\n"))
}

pub(super) fn import(given: &ImportArgs, options: &Everywhere) -> Result<(), Failure> {
    let wording = wording(options)?;
    let database = serve::database(given.database.as_deref())?;
    let archive = &given.archive;
    let bytes = read(archive).map_err(|error| Failure::Other(format!("`{}`: {error}", archive.display())))?;
    let unpacked = unpack(&bytes).map_err(|mut problems| {
        for problem in problems.iter_mut().filter(|problem| problem.file.is_empty()) {
            problem.file = archive.display().to_string();
        }
        Failure::Problems(problems, options.format)
    })?;
    let said = counts(&unpacked.kept, unpacked.exported, &wording);
    let imported = wait(async {
        let store = Store::open(&database).await?;
        let imported = bring_in(&store, unpacked.kept).await;
        store.close().await.and(imported)
    })?;
    let key = match imported {
        Ok(Imported::New) => "keep-imported",
        Ok(Imported::AlreadyHere) => "keep-already-here",
        Err(StoreError::PersonNotEmpty | StoreError::PersonExists) => {
            let message = format!(
                "`{}`: something else is kept in it, and nobody's data may be mixed with it: erase it first, or \
                 name another file with --database",
                database.display()
            );
            return Err(Failure::Other(message));
        }
        Err(error) => return Err(named(&database, &error)),
    };
    let mut lines = vec![wording.say(key, &args_of("file", &database))];
    lines.extend(said);
    output::page(&(lines.join("\n") + "\n"))
}

/// The one of whom something is kept.
async fn the_one(store: &Store) -> Result<Option<Kept>, StoreError> {
    let mut found: Option<Kept> = None;
    for Person { id, .. } in store.persons().await? {
        let kept = store.kept(id).await?;
        if kept.facts.is_empty() && kept.answers.is_empty() {
            continue;
        }
        if found.replace(kept).is_some() {
            return Ok(None);
        }
    }
    Ok(found)
}

/// A file that is larger than any archive is not read to its end.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What is in an archive, in numbers.
fn counts(kept: &Kept, exported: Timestamp, wording: &Wording) -> Vec<String> {
    let mut words = args([("facts", kept.facts.len())]);
    words.set("answers", kept.answers.len());
    words.set("when", exported.to_string());
    let mut lines = vec![wording.say("keep-counts", &words)];
    for kind in Kind::ALL {
        let count = kept.facts.iter().filter(|fact| fact.kind == kind).count();
        if count > 0 {
            let mut words = args([("name", wording.plain(&format!("keep-kind-{}", kind.word())))]);
            words.set("n", count);
            lines.push(format!("  {}", wording.say("keep-kind", &words)));
        }
    }
    lines
}
