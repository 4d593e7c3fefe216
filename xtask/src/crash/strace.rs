//! System calls counted, stopped at, and made to fail, by strace. Nothing in the program knows of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{Result, TaskError};

/// What is done to the files of a database.
pub(super) const CALLS: [&str; 12] = [
    "chmod",
    "fcntl",
    "fdatasync",
    "fsync",
    "ftruncate",
    "mkdir",
    "openat",
    "pread64",
    "pwrite64",
    "rename",
    "unlink",
    "write",
];

/// One system call on one file, by its number among those of its thread, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) path: PathBuf,
    pub(super) call: String,
    pub(super) number: usize,
}

impl Point {
    /// The words for strace that do something there.
    pub(super) fn inject(&self, what: &str, log: &Path) -> Vec<String> {
        let inject = format!("inject={}:{what}", self.call);
        let mut words = traced(&self.path, &[&self.call], log);
        words.extend(["-e".to_owned(), inject]);
        words
    }

    /// The program is killed there.
    pub(super) fn killed(&self, log: &Path) -> Vec<String> {
        self.inject(&format!("signal=SIGKILL:when={}", self.number), log)
    }
}

/// The words for strace that write down what is done to a file.
pub(super) fn traced(path: &Path, calls: &[&str], log: &Path) -> Vec<String> {
    // Without `--seccomp-bpf`, which is faster and lets no signal through.
    let words = ["strace", "-f", "-o"].map(str::to_owned);
    let (log, path) = (log.display().to_string(), path.display().to_string());
    let trace = format!("trace={}", calls.join(","));
    words.into_iter().chain([log, "-P".to_owned(), path, "-e".to_owned(), trace]).collect()
}

/// Every point of a trace. A number counts within a thread, so that the thread with most of a call says how many there are.
pub(super) fn points(path: &Path, log: &Path) -> Result<Vec<Point>> {
    let counts = counts(&read(log)?);
    let of_call = |(call, count): (String, usize)| {
        let path = path.to_owned();
        (1..=count).map(move |number| Point { path: path.clone(), call: call.clone(), number })
    };
    Ok(counts.into_iter().flat_map(of_call).collect())
}

/// How many calls were made to fail.
pub(super) fn injected(log: &Path) -> Result<usize> {
    Ok(read(log)?.lines().filter(|line| line.contains("(INJECTED)")).count())
}

fn read(log: &Path) -> Result<String> {
    let bytes = fs::read(log).map_err(|error| TaskError::file(log, &error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// How many calls of each name the thread made that made most of them.
fn counts(trace: &str) -> BTreeMap<String, usize> {
    let mut threads: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for line in trace.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let Some((call, _)) = rest.trim_start().split_once('(') else { continue };
        if CALLS.contains(&call) {
            *threads.entry((call.to_owned(), thread)).or_default() += 1;
        }
    }
    let mut counts = BTreeMap::new();
    for ((call, _), count) in threads {
        let most: &mut usize = counts.entry(call).or_default();
        *most = count.max(*most);
    }
    counts
}

/// So many of a list, evenly spread; all if there are not more.
pub(super) fn spread<T: Clone>(all: &[T], most: usize) -> Vec<T> {
    let count = most.min(all.len());
    (0..count).filter_map(|number| all.get(number * all.len() / count)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_counted_by_thread() {
        let trace = "7 openat(AT_FDCWD, \"a\", O_RDWR) = 3\n8 pwrite64(3, \"(\", 1, 0) = 1\n8 pwrite64(3, \"\", 1, 0 \
            <unfinished ...>\n7 pwrite64(3, \"\", 1, 0) = 1\n8 <... pwrite64 resumed>) = 1\n8 +++ killed by SIGKILL +++\n";
        let expected = [("openat".to_owned(), 1), ("pwrite64".to_owned(), 2)];
        assert_eq!(counts(trace), BTreeMap::from(expected));
    }

    #[test]
    fn a_few_are_spread_over_all() {
        assert_eq!(spread(&[0, 1, 2, 3, 4, 5], 3), [0, 2, 4]);
        assert_eq!(spread(&[0, 1], 3), [0, 1]);
        assert!(spread::<u8>(&[], 3).is_empty());
    }
}
