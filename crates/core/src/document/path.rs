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

/// Whether a text looks like an id or a key of ours. Anything else may be something personal in the wrong place, and is
/// not repeated in an error.
#[must_use]
pub fn is_id_like(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !text.is_empty() && text.len() <= 40 && text.bytes().all(plain)
}

/// A text without what could steer a terminal: control characters and marks that turn the direction of writing.
#[must_use]
pub fn printable(text: &str) -> String {
    let steers = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|letter| if steers(letter) { '\u{fffd}' } else { letter }).collect()
}

impl fmt::Display for OwnedPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                OwnedStep::Key(key) => {
                    let key = if is_id_like(key) { key } else { "..." };
                    write!(f, "{}{key}", if position == 0 { "" } else { "." })?;
                }
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
