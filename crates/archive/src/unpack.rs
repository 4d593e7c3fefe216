//! Reading an archive that comes from anywhere.

use std::collections::{BTreeMap, BTreeSet};

use afterglow_core::case;
use afterglow_core::document::{self, Document, Format, OwnedStep, Place, Problem, Problems};
use afterglow_store::{Answer, Fact, Kept, MAX_BODY_BYTES, Misfit, Part, Person, fold};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::container::{self, problem};
use crate::format::{ANSWERS, CASE, FACTS, FORMAT, MANIFEST, Manifest, digest};
use crate::row::{AnswerRow, FactRow};

/// Nobody reads more faults than this of one entry.
const MOST_FAULTS: usize = 100;
/// What stands in a line beside the body of a fact.
const ROOM_BESIDE_BODY: usize = 1024;

/// What an archive holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Unpacked {
    /// Everything that was kept of a person. It can be imported, and its case can be read.
    pub kept: Kept,
    /// When the archive was made.
    pub exported: Timestamp,
}

/// Reads an archive: whole, or every fault with its place. The `file` of a fault is the entry, or empty where it is about the
/// whole archive.
///
/// # Errors
///
/// Every fault. An entry that is damaged is not looked into, and rows are judged together only once each can be read.
pub fn unpack(bytes: &[u8]) -> Result<Unpacked, Vec<Problem>> {
    let contents = container::read(bytes);
    let mut problems = contents.problems;
    let mut entries = contents.entries;
    let manifest = match entries.remove(MANIFEST) {
        Some(text) => manifest(&text, &mut problems)?,
        None => None,
    };
    let Some(manifest) = manifest else { return Err(problems) };
    compare_digests(&manifest, &mut entries, &mut problems);
    let facts = rows::<FactRow, Fact>(FACTS, &entries, MAX_BODY_BYTES + ROOM_BESIDE_BODY, &mut problems);
    let answers = rows::<AnswerRow, Answer>(ANSWERS, &entries, usize::MAX, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    for (name, told, found) in
        [(FACTS, manifest.facts, facts.len()), (ANSWERS, manifest.answers, answers.len())]
    {
        if told != found {
            problems.push(problem(name, format!("has {found} lines, and {told} by the manifest")));
        }
    }
    let person = Person { id: manifest.person.id.0, created: manifest.person.created.0 };
    let kept = Kept { person, facts, answers };
    problems.extend(kept.misfits().into_iter().take(MOST_FAULTS).map(located));
    if problems.is_empty() {
        check_case(&kept)?;
        return Ok(Unpacked { kept, exported: manifest.exported.0 });
    }
    Err(problems)
}

/// What the archive says of itself; nothing, and the faults, if that cannot be read.
///
/// # Errors
///
/// That the archive is too new, and that alone: whatever else looks wrong may be right in it.
fn manifest(bytes: &[u8], problems: &mut Vec<Problem>) -> Result<Option<Manifest>, Vec<Problem>> {
    let Some(text) = text(MANIFEST, bytes, problems) else { return Ok(None) };
    let format = serde_json::from_str::<Value>(text).ok();
    let format = format.and_then(|manifest| manifest.get("format")?.as_u64());
    if let Some(found) = format.filter(|found| *found > u64::from(FORMAT)) {
        let message =
            format!("the archive has format {found}, and this program reads formats up to {FORMAT}");
        let help = Some("bring it in with the program that made it, or a newer one".to_owned());
        return Err(vec![Problem { help, ..problem(MANIFEST, message) }]);
    }
    let document = Document::new(MANIFEST, text, Format::Json);
    let mut found = Problems::default();
    let manifest: Option<Manifest> = document::read(&document, &mut found);
    let found = without_echoes(found.located(&document));
    let is_whole = found.is_empty();
    problems.extend(found);
    let Some(manifest) = manifest.filter(|_| is_whole) else { return Ok(None) };
    if manifest.format != FORMAT {
        problems.push(problem(MANIFEST, format!("there is no format {}", manifest.format)));
    }
    Ok(Some(manifest))
}

/// Takes out what is not what it was when the archive was made.
fn compare_digests(
    manifest: &Manifest,
    entries: &mut BTreeMap<&'static str, Vec<u8>>,
    problems: &mut Vec<Problem>,
) {
    entries.retain(|name, bytes| {
        let message = match manifest.sha256.get(*name) {
            Some(told) if *told == digest(bytes) => return true,
            Some(_) => "is not what it was when the archive was made: its digest is another",
            None => "has no digest in the manifest",
        };
        problems.push(problem(name, message));
        false
    });
    let told: BTreeSet<&str> = problems.iter().map(|problem| problem.file.as_str()).collect();
    let is_there = |name: &str| told.contains(name) || entries.contains_key(name);
    let missing = manifest.sha256.keys().filter(|name| !is_there(name)).count();
    // One fault for all of them: there may be any number.
    if missing > 0 {
        problems.push(problem(MANIFEST, "a digest of an entry that is not there"));
    }
}

/// The rows of an entry, each from a line of its own; the place of a fault is the line.
fn rows<R: DeserializeOwned, T: From<R>>(
    name: &str,
    entries: &BTreeMap<&'static str, Vec<u8>>,
    most: usize,
    problems: &mut Vec<Problem>,
) -> Vec<T> {
    let mut rows = Vec::new();
    let Some(text) = entries.get(name).and_then(|bytes| text(name, bytes, problems)) else { return rows };
    let mut faults = 0;
    for (index, line) in text.lines().enumerate() {
        let found = match row::<R>(name, line, most) {
            Ok(row) => {
                rows.push(T::from(row));
                continue;
            }
            Err(found) => found,
        };
        faults += found.len();
        problems.extend(found.into_iter().map(|fault| at_line(fault, index)));
        if faults >= MOST_FAULTS {
            problems.push(at_line(problem(name, "more faults are not looked for"), index));
            break;
        }
    }
    rows
}

fn row<R: DeserializeOwned>(name: &str, line: &str, most: usize) -> Result<R, Vec<Problem>> {
    if line.len() > most {
        return Err(vec![problem(name, "the line is too long")]);
    }
    let document = Document::new(name, line, Format::Json);
    let mut found = Problems::default();
    let row = document::read(&document, &mut found);
    match row {
        Some(row) if found.is_empty() => Ok(row),
        Some(_) | None => {
            let found = without_echoes(found.located(&document));
            Err(if found.is_empty() { vec![problem(name, "the line cannot be read")] } else { found })
        }
    }
}

/// A value that cannot be read is taken out, and is then missing, too: that is one fault.
fn without_echoes(problems: Vec<Problem>) -> Vec<Problem> {
    let is_echo = |problem: &Problem| {
        let missing = problem.message.strip_prefix("missing key `").and_then(|rest| rest.strip_suffix('`'));
        missing.is_some_and(|key| {
            let mut path = problem.path.clone();
            path.0.push(OwnedStep::Key(key.to_owned()));
            problems.iter().any(|other| other.path == path)
        })
    };
    problems.iter().filter(|problem| !is_echo(problem)).cloned().collect()
}

fn at_line(fault: Problem, index: usize) -> Problem {
    let column = fault.place.map_or(1, |place| place.column);
    Problem { place: Some(Place { line: index + 1, column }), ..fault }
}

/// Each row is a line, so that its place in the list is its line.
fn located(misfit: Misfit) -> Problem {
    match misfit.part {
        Part::Person => problem(MANIFEST, format!("the person: {}", misfit.why)),
        Part::Fact(index) => at_line(problem(FACTS, misfit.why.to_string()), index),
        Part::Answer(index) => at_line(problem(ANSWERS, misfit.why.to_string()), index),
    }
}

/// Facts can be sound one by one and make a case that no page can show; then it is better not to let them in.
fn check_case(kept: &Kept) -> Result<(), Vec<Problem>> {
    let text = format!("{:#}", fold(&kept.facts));
    case::read(&Document::new(CASE, &text, Format::Json)).map(|_| ())
}

fn text<'b>(name: &str, bytes: &'b [u8], problems: &mut Vec<Problem>) -> Option<&'b str> {
    let text = std::str::from_utf8(bytes).ok();
    if text.is_none() {
        problems.push(problem(name, "is not UTF-8"));
    }
    text
}
