//! The app as people use it: the program itself, in a browser, with and without scripts, on a phone and on a desk.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use clap::Args;
use serde::Deserialize;

use crate::documents::tools::{self, Tools};
use crate::documents::{answer, make};
use crate::shell::{self, Result, TaskError, command};

/// Where the databases of a run are. It goes with everything else that was built.
const FOLDER: &str = "target/app";
const SCREENSHOTS: &str = "docs/screenshots";
/// A folder that everybody fetches stays small.
const MOST_BYTES: u64 = 3_000_000;

#[derive(Args, Default)]
pub(crate) struct Options {
    /// Take a picture of every page for docs/screenshots instead
    #[arg(long)]
    screenshots: bool,
    /// Only the stories whose names begin with this
    #[arg(long, conflicts_with = "screenshots")]
    story: Option<String>,
}

/// What a run looked at.
#[derive(Deserialize)]
struct Told {
    stories: usize,
    pages: usize,
    /// States of pages that were looked at for people who see, hear or move otherwise.
    states: usize,
    requests: usize,
    /// The heaviest page with all that it needs, in bytes.
    heaviest: u64,
    faults: Vec<String>,
}

#[expect(clippy::disallowed_methods, reason = "how long it took is said")]
pub(crate) fn run(options: &Options) -> Result {
    let start = Instant::now();
    let tools = tools::need()?;
    make::built()?;
    let folder = empty(FOLDER)?;
    if options.screenshots {
        return screenshots(&tools, &folder);
    }
    let story = options.story.as_deref().unwrap_or_default();
    let told: Told = answer(script("app.mjs", &tools, &folder).arg(story).stderr(Stdio::inherit()))?;
    for fault in &told.faults {
        eprintln!("{fault}");
    }
    println!(
        "app: {} stories with {} pages, {} states looked at, {} requests of others, heaviest page {} kB, {} faults, {} s",
        told.stories,
        told.pages,
        told.states,
        told.requests,
        told.heaviest.div_ceil(1000),
        told.faults.len(),
        start.elapsed().as_secs()
    );
    judged(&told, story)
}

/// A script of ours with what each of them is told: the packages, the browser, the program, a folder.
fn script(name: &str, tools: &Tools, folder: &Path) -> Command {
    let mut node = command("node");
    node.arg(shell::root().join("xtask/app").join(name));
    node.args([&tools.modules, tools.chromium, &make::program(), folder]);
    node
}

fn judged(told: &Told, story: &str) -> Result {
    if !told.faults.is_empty() {
        return Err(TaskError::new(format!("{} faults in the app", told.faults.len())));
    }
    // A run that looked at nothing finds nothing.
    if told.stories == 0 && told.requests == 0 {
        return Err(TaskError::new(format!("no story begins with `{story}`")));
    }
    Ok(())
}

fn screenshots(tools: &Tools, folder: &Path) -> Result {
    let pictures = empty(SCREENSHOTS)?;
    shell::run(script("screenshots.mjs", tools, folder).arg(&pictures))?;
    let entries = fs::read_dir(&pictures).map_err(|error| TaskError::file(&pictures, &error))?;
    let sizes = entries.filter_map(|entry| entry.ok()?.metadata().ok()).map(|about| about.len());
    let sizes: Vec<u64> = sizes.collect();
    let bytes: u64 = sizes.iter().sum();
    println!("{} pictures in {SCREENSHOTS}, {} kB", sizes.len(), bytes.div_ceil(1000));
    if sizes.is_empty() || bytes > MOST_BYTES {
        return Err(TaskError::new(format!("{SCREENSHOTS} has {bytes} bytes, at most {MOST_BYTES} may be")));
    }
    Ok(())
}

/// A folder of the project, with nothing of an earlier run in it.
fn empty(name: &str) -> Result<PathBuf> {
    let folder = shell::root().join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| TaskError::file(&folder, &error))?;
    }
    fs::create_dir_all(&folder).map_err(|error| TaskError::file(&folder, &error))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_fault_or_no_story_is_enough() {
        let told = |stories, faults: &[&str]| Told {
            stories,
            pages: 1,
            states: 1,
            requests: 0,
            heaviest: 1,
            faults: faults.iter().map(|it| (*it).to_owned()).collect(),
        };
        assert!(judged(&told(1, &[]), "").is_ok());
        assert!(judged(&told(1, &["a page is 5 px too wide"]), "").is_err());
        assert!(judged(&told(0, &[]), "no such story").is_err());
    }
}
