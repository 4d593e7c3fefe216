//! Where in a file something stands: `check_ins[1].symptoms.redness`.

use std::fmt;

/// A path into a document, kept on the stack while a check walks down; nothing is allocated until there is a problem.
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    /// The document itself.
    pub const ROOT: Path<'static> = Path { parent: None, step: Step::Root };

    /// One step down, to a key of a table.
    #[must_use]
    pub fn key(&'a self, key: &'a str) -> Path<'a> {
        Path { parent: Some(self), step: Step::Key(key) }
    }

    /// One step down, to an entry of a list (counted from 0).
    #[must_use]
    pub fn index(&'a self, index: usize) -> Path<'a> {
        Path { parent: Some(self), step: Step::Index(index) }
    }

    /// The path as a value of its own.
    #[must_use]
    pub fn to_owned(&self) -> OwnedPath {
        let mut steps = Vec::new();
        let mut here = Some(self);
        while let Some(path) = here {
            match path.step {
                Step::Root => {}
                Step::Key(key) => steps.push(OwnedStep::Key(key.to_owned())),
                Step::Index(index) => steps.push(OwnedStep::Index(index)),
            }
            here = path.parent;
        }
        steps.reverse();
        OwnedPath(steps)
    }
}

/// A path into a document, from its root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnedPath(pub Vec<OwnedStep>);

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnedStep {
    /// A key of a table.
    Key(String),
    /// An entry of a list, counted from 0.
    Index(usize),
}

impl fmt::Display for OwnedPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                OwnedStep::Key(key) if position == 0 => write!(f, "{key}")?,
                OwnedStep::Key(key) => write!(f, ".{key}")?,
                OwnedStep::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_people_write_it() {
        let list = Path::ROOT.key("check_ins");
        let entry = list.index(1);
        assert_eq!(entry.key("symptoms").to_owned().to_string(), "check_ins[1].symptoms");
        assert_eq!(Path::ROOT.to_owned().to_string(), "");
    }
}
