//! Writing to standard output, and what to do when something went wrong.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use afterglow_core::document::{OwnedPath, Problem, printable};
use afterglow_wire::Errors;
use serde::Serialize;

use crate::cli::Format;

/// Why a command gave no answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input has problems: all of them, and how they are to be shown.
    Problems(Vec<Problem>, Format),
    /// A line of a batch had problems; they are already written beside the answers.
    SomeLines,
    /// Something that is not the input's fault, such as a file that is not there.
    Other(String),
}

impl Failure {
    /// Says what went wrong. Answers that were not wanted any more (a closed pipe) are no failure.
    pub(crate) fn report(self, format: Format) -> ExitCode {
        match self {
            Self::Other(message) if format == Format::Json => {
                let path = OwnedPath::default();
                let problem = Problem { file: String::new(), path, place: None, message, help: None };
                let _ = json(&Errors::new(&[problem]));
            }
            Self::Problems(problems, Format::Json) => {
                let _ = json(&Errors::new(&problems));
            }
            Self::Problems(problems, Format::Human) => {
                let mut out = anstream::stderr().lock();
                for problem in &problems {
                    let _ = writeln!(out, "{problem}");
                }
                let count = problems.len();
                let _ = writeln!(
                    out,
                    "\n{count} {}; nothing was read",
                    if count == 1 { "problem" } else { "problems" }
                );
            }
            Self::SomeLines => {}
            Self::Other(message) => {
                let _ = writeln!(anstream::stderr().lock(), "afterglow: {}", printable(&message));
            }
        }
        ExitCode::from(1)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Other(error.to_string())
    }
}

/// Writes a page for people. A reader that went away is no failure.
pub(crate) fn page(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    ignore_closed_pipe(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Writes a document into a file, or to standard output. The file is there whole or not at all: what was there before
/// stays until the new one is complete.
pub(crate) fn file(path: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else {
        let mut out = io::stdout().lock();
        return ignore_closed_pipe(out.write_all(bytes).and_then(|()| out.flush()));
    };
    let fault = |error: io::Error| Failure::Other(format!("`{}`: {error}", path.display()));
    // What is no plain file, such as a pipe, cannot be replaced.
    if path.exists() && !path.is_file() {
        return fs::write(path, bytes).map_err(fault);
    }
    let name = path.file_name().ok_or_else(|| fault(io::ErrorKind::InvalidInput.into()))?;
    let mut draft = name.to_owned();
    draft.push(format!(".{}.part", std::process::id()));
    let draft = path.with_file_name(draft);
    let written = fs::write(&draft, bytes).and_then(|()| fs::rename(&draft, path));
    if written.is_err() {
        let _ = fs::remove_file(&draft);
    }
    written.map_err(fault)
}

/// Writes a file that its owner alone can read: whole or not at all, and over another only if that is wanted.
pub(crate) fn private(path: &Path, bytes: &[u8], may_replace: bool) -> Result<(), Failure> {
    let fault = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Failure::Other(format!("`{}` is there already: write over it with --replace", path.display()))
        }
        _ => Failure::Other(format!("`{}`: {error}", path.display())),
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // It has mode 0600, and goes if it does not get its name.
    let mut draft = tempfile::Builder::new().prefix(".afterglow-").tempfile_in(folder).map_err(fault)?;
    draft.write_all(bytes).and_then(|()| draft.as_file().sync_all()).map_err(fault)?;
    let named = if may_replace { draft.persist(path) } else { draft.persist_noclobber(path) };
    named.map(|_| ()).map_err(|error| fault(error.error))
}

/// Writes an answer for programs, on one line.
pub(crate) fn json<T: Serialize>(answer: &T) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = serde_json::to_writer(&mut out, answer).map_err(io::Error::from);
    ignore_closed_pipe(written.and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush()))
}

pub(crate) fn ignore_closed_pipe(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
