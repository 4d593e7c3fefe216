//! One case a line in, one answer a line out. Memory stays flat; a bad line loses no other line.

use std::io::{self, BufRead, Write};

use afterglow_core::case::{self, Case};
use afterglow_core::document::{Document, Format, OwnedPath, Place, Problem};
use afterglow_wire::{Errors, Line};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::cli;
use crate::output::{Failure, ignore_closed_pipe};

/// A line that wraps a case; its other keys are ignored.
#[derive(Deserialize)]
struct Wrapper<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    case: Option<&'a RawValue>,
    #[serde(borrow)]
    at: Option<&'a RawValue>,
}

/// A line that is a case: its id.
#[derive(Deserialize)]
struct Identified<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
}

/// Answers every line of standard input. `answer` writes the answer for a case and the line's own instant, if it has
/// one.
pub(crate) fn run(
    mut answer: impl FnMut(&Case, Option<Timestamp>, &mut LineWriter<'_>) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut input = io::BufReader::with_capacity(1 << 16, io::stdin().lock());
    let mut output = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let (mut bytes, mut answered) = (Vec::new(), Vec::new());
    let mut number = 0;
    let mut all_good = true;
    loop {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        number += 1;
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let line = if number == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes) } else { &bytes };
        answered.clear();
        all_good &= one(line, number, &mut answered, &mut answer)?;
        if let Err(error) = output.write_all(&answered) {
            return ignore_closed_pipe(Err(error));
        }
    }
    ignore_closed_pipe(output.flush())?;
    if all_good { Ok(()) } else { Err(Failure::SomeLines) }
}

/// Writes the answer to one line.
pub(crate) struct LineWriter<'o> {
    number: u64,
    id: Option<&'o RawValue>,
    /// The whole line: many small pieces are put together in memory.
    output: &'o mut Vec<u8>,
}

impl LineWriter<'_> {
    /// Writes an answer with the line's number and id.
    pub(crate) fn write<T: Serialize>(&mut self, answer: T) -> io::Result<()> {
        serde_json::to_writer(&mut *self.output, &Line { line: self.number, id: self.id, answer })?;
        self.output.push(b'\n');
        Ok(())
    }
}

/// Answers one line; whether it was a good one.
fn one(
    bytes: &[u8],
    number: u64,
    output: &mut Vec<u8>,
    answer: &mut impl FnMut(&Case, Option<Timestamp>, &mut LineWriter<'_>) -> io::Result<()>,
) -> io::Result<bool> {
    let Ok(line) = std::str::from_utf8(bytes) else {
        let mut writer = LineWriter { number, id: None, output };
        writer.write(Errors::new(&[problem(OwnedPath::default(), "not UTF-8 text", "")]))?;
        return Ok(false);
    };
    let (id, text, at) = open(line);
    let mut writer = LineWriter { number, id, output };
    let case = case::read(&Document::new("line", text, Format::Json));
    let at =
        at.map(|at| cli::instant(&serde_json::from_str::<String>(at.get()).unwrap_or_default())).transpose();
    match (case, at) {
        (Ok(case), Ok(at)) => answer(&case, at, &mut writer).map(|()| true),
        (case, at) => {
            let mut problems = case.err().unwrap_or_default();
            for found in &mut problems {
                found.place = found.place.map(|place| Place { line: 1, ..place });
            }
            problems.extend(at.err().map(|help| {
                let path = OwnedPath(vec![afterglow_core::document::OwnedStep::Key("at".to_owned())]);
                problem(path, "not an instant", &help)
            }));
            writer.write(Errors::new(&problems)).map(|()| false)
        }
    }
}

fn problem(path: OwnedPath, message: &str, help: &str) -> Problem {
    let help = (!help.is_empty()).then(|| help.to_owned());
    Problem { file: "line".to_owned(), path, place: None, message: message.to_owned(), help }
}

/// The id, the text of the case and the instant of a line: a wrapper, or a case itself.
fn open(line: &str) -> (Option<&RawValue>, &str, Option<&RawValue>) {
    // Only a line with a key `case` can be a wrapper; looking for it first saves reading every case twice.
    if line.contains("\"case\"")
        && let Ok(Wrapper { id, case: Some(case), at }) = serde_json::from_str(line)
    {
        return (id, case.get(), at);
    }
    let id = if line.contains("\"id\"") {
        serde_json::from_str(line).ok().and_then(|found: Identified<'_>| found.id)
    } else {
        None
    };
    (id, line, None)
}
