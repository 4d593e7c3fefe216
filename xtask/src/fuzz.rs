//! Files that nobody would write. The corpus begins with the files of the project, and grows with every run.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::shell::{self, Result, TaskError, cargo};

/// The fuzz targets, with the folders and the endings of the files that their corpus begins with, and the key of what
/// they read where a file has one case a line.
const TARGETS: &[(&str, &[&str], &[&str], &str)] = &[
    ("case_toml", &["cases"], &["toml"], "case"),
    ("case_json", &["cases"], &["json", "jsonl"], "case"),
    ("protocol_toml", &["protocols", "cases", "fuzz/seeds"], &["toml"], "case"),
    ("label", &["cases/agreed"], &["jsonl"], "label"),
];

/// One input may not take longer; a person would wait no longer either.
const SLOWEST_SECONDS: u32 = 10;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How long each target runs.
    #[arg(long, default_value_t = 600)]
    seconds: u32,
    /// Only this target.
    #[arg(long, value_parser = TARGETS.iter().map(|(name, ..)| *name).collect::<Vec<_>>())]
    target: Option<String>,
}

pub(crate) fn run(options: &Options) -> Result {
    shell::need_packages(shell::has_program("c++"), &["g++"])?;
    shell::need_cargo_tool("fuzz", "0.13.2")?;
    for (name, folders, endings, key) in TARGETS {
        if options.target.as_ref().is_none_or(|only| only == name) {
            let seeds = seeds(folders, endings, key)?;
            fuzz(name, &seeds, options.seconds)?;
        }
    }
    Ok(())
}

fn fuzz(target: &str, seeds: &[(String, String)], seconds: u32) -> Result {
    let home = shell::root().join("fuzz");
    let corpus = home.join("corpus").join(target);
    for (name, text) in seeds {
        write(&corpus.join(name), text)?;
    }
    let words = home.join("corpus").join(format!("{target}.dict"));
    write(&words, &dictionary(seeds.iter().map(|(_, text)| text.as_str())))?;
    eprintln!("{target}: {seconds} s from {} seeds", seeds.len());
    // The core has no unsafe code, so that a sanitizer of memory finds nothing there; without it, six times as many
    // files are read in the same time.
    let mut fuzz = cargo(&["fuzz", "run", "--sanitizer", "none", "--codegen-units", "8", target, "--"]);
    fuzz.arg(format!("-max_total_time={seconds}"));
    fuzz.arg(format!("-timeout={SLOWEST_SECONDS}"));
    fuzz.arg(format!("-dict={}", words.display()));
    fuzz.args(["-verbosity=0", "-print_funcs=0", "-print_final_stats=1"]);
    shell::run(&mut fuzz)
}

/// The files of the folders with one of the endings; of a line with an agreed case, the case.
fn seeds(folders: &[&str], endings: &[&str], key: &str) -> Result<Vec<(String, String)>> {
    let root = shell::root();
    let mut paths = Vec::new();
    for folder in folders {
        paths.extend(files(&root.join(folder))?);
    }
    let mut seeds = Vec::new();
    for path in paths {
        let Some(ending) =
            path.extension().and_then(|ending| ending.to_str()).filter(|it| endings.contains(it))
        else {
            continue;
        };
        let text = fs::read_to_string(&path).map_err(|error| TaskError::file(&path, &error))?;
        let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string().replace(['/', '\\'], "-");
        if ending == "jsonl" {
            let lines =
                text.lines().filter_map(|line| seed(serde_json::from_str::<Value>(line).ok()?.get(key)?));
            seeds.extend(lines.enumerate().map(|(line, text)| (format!("{name}-{line}"), text)));
        } else {
            seeds.push((name, text));
        }
    }
    Ok(seeds)
}

/// A case as JSON, or the text of a label as it stands.
fn seed(value: &Value) -> Option<String> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    (!value.is_null()).then_some(text)
}

/// Every file of a folder, and of the folders in it; the names of ingredients are no rules.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).map_err(|error| TaskError::file(folder, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| TaskError::file(folder, &error))?.path();
        if path.ends_with("names") {
            continue;
        }
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// Keys and ids of the seeds, for the fuzzer to put together anew.
fn dictionary<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let is_word = |word: &&str| {
        let letters = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        letters && (2..=32).contains(&word.len())
    };
    let pieces = texts.flat_map(|text| text.split(['\n', ',', ':', '=', '{', '}', '[', ']']));
    let words: BTreeSet<&str> = pieces.map(|piece| piece.trim().trim_matches('"')).filter(is_word).collect();
    words.iter().fold(String::new(), |mut list, word| {
        // Writing to a text cannot fail.
        let _ = writeln!(list, "\"{word}\"");
        list
    })
}

fn write(path: &Path, text: &str) -> Result {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| TaskError::file(folder, &error))?;
    fs::write(path, text).map_err(|error| TaskError::file(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_holds_keys_and_ids_and_no_sentences() {
        let text = "[person]\nconditions = [\"cold-sore\"]\nnote = \"it was red\"\n";
        assert_eq!(dictionary([text].into_iter()), "\"cold-sore\"\n\"conditions\"\n\"note\"\n\"person\"\n");
    }

    #[test]
    fn every_fuzz_target_is_run() {
        let folder = shell::root().join("fuzz/fuzz_targets");
        let found: BTreeSet<String> = files(&folder)
            .unwrap()
            .iter()
            .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
            .collect();
        let known: BTreeSet<String> = TARGETS.iter().map(|(name, ..)| (*name).to_owned()).collect();
        assert_eq!(found, known);
    }

    #[test]
    fn agreed_cases_are_seeds() {
        let cases = seeds(&["cases"], &["jsonl"], "case").unwrap();
        assert!(cases.len() > 100, "{}", cases.len());
        assert!(cases.iter().all(|(_, case)| case.starts_with('{')));
        let labels = seeds(&["cases"], &["jsonl"], "label").unwrap();
        assert!(labels.len() >= 60 && labels.iter().all(|(_, label)| !label.starts_with('{')));
    }
}
