//! What is wrong with a file, where, and what would be right.

use std::fmt;

use super::locate::Locator;
use super::{Document, OwnedPath, OwnedStep, Path, printable};

/// More problems than this are counted, not told: nobody reads them, and finding each one's place takes time.
const MOST_PROBLEMS: usize = 200;

/// One fault of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The name of the file, as it was given.
    pub file: String,
    /// Where in the document.
    pub path: OwnedPath,
    /// Line and column, where they could be found.
    pub place: Option<Place>,
    /// What is wrong: lower case, no full stop, no personal data.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

/// A place in a text, counted from 1; columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", printable(&self.file))?;
        if let Some(place) = self.place {
            write!(f, ":{}:{}", place.line, place.column)?;
        }
        write!(f, ": ")?;
        if !self.path.0.is_empty() {
            write!(f, "`{}`: ", self.path)?;
        }
        write!(f, "{}", printable(&self.message))?;
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

/// Every problem found so far in one document.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    found: Vec<Problem>,
    /// Values that could not be read at all: what the checks say below them would be noise.
    unread: Vec<OwnedPath>,
    /// Problems beyond the most that are told.
    more: usize,
}

impl Problems {
    /// Notes a problem. A second one at the very same place is dropped: the first one caused it.
    pub fn push(&mut self, path: &Path<'_>, message: impl Into<String>, help: impl Into<Option<String>>) {
        self.push_at(path.to_owned(), message.into(), help.into());
    }

    /// Notes a value that could not be read.
    pub(crate) fn push_unread(&mut self, path: OwnedPath, message: String, help: Option<String>) {
        self.push_at(path.clone(), message, help);
        self.unread.push(path);
    }

    pub(crate) fn push_at(&mut self, path: OwnedPath, message: String, help: Option<String>) {
        if self.found.len() >= MOST_PROBLEMS {
            self.more += 1;
            return;
        }
        let below_unread =
            self.unread.iter().any(|unread| path.0.len() > unread.0.len() && path.0.starts_with(&unread.0));
        let repeated = !path.0.is_empty() && self.found.iter().any(|problem| problem.path == path);
        if !below_unread && !repeated {
            self.found.push(Problem { file: String::new(), path, place: None, message, help });
        }
    }

    pub(crate) fn push_placed(&mut self, place: Option<Place>, message: String) {
        self.found.push(Problem {
            file: String::new(),
            path: OwnedPath::default(),
            place,
            message,
            help: None,
        });
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether something at this path or below it is wrong already.
    #[must_use]
    pub fn has_below(&self, path: &Path<'_>) -> bool {
        let path = path.to_owned();
        self.found.iter().any(|problem| problem.path.0.starts_with(&path.0))
    }

    /// Every problem with file, line and column, in the order of the text.
    #[must_use]
    pub fn located(self, document: &Document<'_>) -> Vec<Problem> {
        if self.found.is_empty() {
            return Vec::new();
        }
        let locator = Locator::new(document);
        let broken: Vec<usize> = self.found.iter().filter_map(|problem| Some(problem.place?.line)).collect();
        let mut found = self.found;
        for problem in &mut found {
            problem.file = document.name().to_owned();
            if problem.place.is_none() {
                problem.place = locator.place(&problem.path);
            }
        }
        // A line whose syntax is broken was read by guessing; only the break itself is told.
        let guessed = |problem: &Problem| {
            !problem.path.0.is_empty() && problem.place.is_some_and(|place| broken.contains(&place.line))
        };
        found.retain(|problem| !guessed(problem));
        found.sort_by_key(|problem| problem.place);
        if self.more > 0 {
            found.push(Problem {
                file: document.name().to_owned(),
                path: OwnedPath::default(),
                place: None,
                message: format!("{} more problems", self.more),
                help: Some("mend these first".to_owned()),
            });
        }
        found
    }
}

impl OwnedPath {
    pub(super) fn parent(&self) -> OwnedPath {
        let mut steps = self.0.clone();
        steps.pop();
        OwnedPath(steps)
    }

    pub(super) fn last_key(&self) -> Option<&str> {
        match self.0.last() {
            Some(OwnedStep::Key(key)) => Some(key),
            Some(OwnedStep::Index(_)) | None => None,
        }
    }
}
