//! Every example case as a leaflet on paper and on screen and as a calendar, looked at with the programs of others: what
//! a printer, a phone, a screen reader and a calendar make of a file is not for us to say.

mod calendars;
pub(crate) mod make;
mod pages;
mod paper;
pub(crate) mod tools;
mod warning;

use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use self::make::Made;
use self::tools::Tools;
use self::warning::Warning;
use crate::shell::{Result, TaskError};

/// Where the documents are made. It goes with everything else that was built.
const FOLDER: &str = "target/documents";

#[expect(clippy::disallowed_methods, reason = "how long it took is said")]
pub(crate) fn run() -> Result {
    let start = Instant::now();
    let tools = tools::need()?;
    let made = make::all()?;
    let mut faults = made.faults.clone();
    let looked = look(&tools, &made, &mut faults);
    for fault in &faults {
        eprintln!("{fault}");
    }
    // Whatever stops the rest, the faults that were found are said first.
    println!("documents: {}, {} faults, {} s", looked?, faults.len(), start.elapsed().as_secs());
    judged(&faults)
}

/// Looks at all that was made, and says how much it was.
fn look(tools: &Tools, made: &Made, faults: &mut Vec<String>) -> Result<String> {
    let warning = Warning::read()?;
    let paper = paper::look(&made.papers, &warning)?;
    faults.extend(paper.faults);
    let pages = pages::look(tools, &made.pages, &warning)?;
    faults.extend(pages.faults);
    let calendars = calendars::look(tools, &made.calendars)?;
    faults.extend(calendars.faults);
    Ok(format!(
        "{} PDFs with {} pages, {} HTML files ({} pages when printed), {} calendars with {} gates compared, {} refused \
         for want of an id or a date",
        made.papers.len(),
        paper.pages,
        made.pages.len(),
        pages.printed,
        made.calendars.len(),
        calendars.gates,
        made.refused
    ))
}

fn judged(faults: &[String]) -> Result {
    if faults.is_empty() {
        Ok(())
    } else {
        Err(TaskError::new(format!("{} faults in documents", faults.len())))
    }
}

/// What was found in a file, each with the file's name.
fn named(file: &Path, faults: impl IntoIterator<Item = String>) -> Vec<String> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    faults.into_iter().map(|fault| format!("{name}: {fault}")).collect()
}

/// Does the same with each, as many at a time as there are processors. The answers are in the order of the things.
fn each<T: Sync, A: Send>(things: &[T], work: impl Fn(&T) -> A + Sync) -> Vec<A> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(thing) = things.get(place) else { break done };
            done.push((place, work(thing)));
        }
    };
    let mut done: Vec<(usize, A)> = thread::scope(|scope| {
        let count = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..count).map(|_| scope.spawn(worker)).collect();
        let joined =
            workers.into_iter().map(|it| it.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.flatten().collect()
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, answer)| answer).collect()
}

/// What a program prints and how it ends.
fn output(command: &mut Command) -> Result<Output> {
    command
        .output()
        .map_err(|error| TaskError::new(format!("{}: {error}", command.get_program().to_string_lossy())))
}

/// What a program prints, if it succeeds.
fn printed(command: &mut Command) -> Result<String> {
    let output = output(command)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let program = command.get_program().to_string_lossy().into_owned();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(TaskError::new(format!("{program}: {}: {}", output.status, said.trim())))
}

/// The answer of a script of ours: one JSON text.
pub(crate) fn answer<T: serde::de::DeserializeOwned>(command: &mut Command) -> Result<T> {
    let text = printed(command)?;
    let program = command.get_program().to_string_lossy().into_owned();
    serde_json::from_str(&text).map_err(|error| TaskError::new(format!("{program}: {error}: {text}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::command;

    #[test]
    fn answers_are_in_the_order_of_the_things() {
        let things: Vec<usize> = (0..1000).collect();
        assert_eq!(each(&things, |it| it * 2), (0..2000).step_by(2).collect::<Vec<_>>());
    }

    #[test]
    fn one_fault_is_enough() {
        assert!(judged(&[]).is_ok());
        assert!(judged(&named(Path::new("a/b.pdf"), ["has no tags".to_owned()])).is_err());
    }

    #[test]
    fn a_failing_program_is_an_error() {
        assert!(printed(&mut command("false")).is_err());
        assert!(answer::<Vec<String>>(command("echo").arg("words")).is_err());
    }
}
