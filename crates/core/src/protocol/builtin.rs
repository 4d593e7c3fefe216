//! The protocol that is built into the program, so that one file copied to another machine works.

use crate::document::{Document, Format};

macro_rules! built_in {
    ($($name:literal),+ $(,)?) => {
        /// The files of the built-in protocol: relative path and text. A test compares the list with the folder.
        pub const BUILTIN: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../../../protocols/microneedling/1/", $name)))),+
        ];
    };
}

built_in!(
    "aftercare.toml",
    "claims.toml",
    "conflicts.toml",
    "course.toml",
    "daily.toml",
    "evidence.toml",
    "expectations.toml",
    "ingredients.toml",
    "medicines.toml",
    "names/actives.toml",
    "names/base.toml",
    "names/bland.toml",
    "names/emulsifiers.toml",
    "names/filters.toml",
    "names/irritants.toml",
    "names/plants.toml",
    "numbers.toml",
    "preparation.toml",
    "protocol.toml",
    "references.toml",
    "screening.toml",
    "session.toml",
    "sources.toml",
    "triage.toml",
);

/// The files of the floor, which no protocol can lower.
pub const FLOOR: &[(&str, &str)] =
    &[("floor.toml", include_str!("../../../../protocols/floor/1/floor.toml"))];

/// A built-in text without its examples. In these files a line that begins with a bracket begins a table.
pub(super) fn without_examples(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut in_example = false;
    for line in text.split_inclusive('\n') {
        if line.starts_with('[') {
            in_example = line.trim_end().ends_with(".example]]");
        }
        if !in_example {
            kept.push_str(line);
        }
    }
    kept
}

pub(super) fn floor() -> Vec<Document<'static>> {
    FLOOR.iter().map(|(name, text)| Document::new(name, text, Format::Toml)).collect()
}

pub(super) fn documents() -> Vec<Document<'static>> {
    BUILTIN.iter().map(|(name, text)| Document::new(name, text, Format::Toml)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::examples;
    use crate::protocol::Protocol;

    fn forget_examples(protocol: &mut Protocol) {
        protocol.gates.iter_mut().for_each(|rule| rule.examples.clear());
        protocol.care.iter_mut().for_each(|rule| rule.examples.clear());
        protocol.expectations.iter_mut().for_each(|rule| rule.examples.clear());
        protocol.screens.iter_mut().for_each(|rule| rule.examples.clear());
        protocol.limits.iter_mut().for_each(|rule| rule.examples.clear());
        protocol.steps.iter_mut().for_each(|rule| rule.examples.clear());
        protocol.tasks.iter_mut().for_each(|rule| rule.examples.clear());
        protocol.lines.iter_mut().for_each(|rule| rule.examples.clear());
        protocol.ingredients.iter_mut().for_each(|rule| rule.examples.clear());
        protocol.triage.iter_mut().for_each(|rule| rule.examples.clear());
    }

    #[test]
    fn only_the_examples_are_left_out() {
        let in_use = Protocol::builtin().unwrap_or_else(|problems| panic!("{problems:?}"));
        let mut whole = Protocol::load(&documents()).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(examples::count(&whole) > 200);
        assert_eq!(examples::count(&in_use), 0);
        forget_examples(&mut whole);
        assert!(format!("{in_use:?}") == format!("{whole:?}"), "another protocol without its examples");
    }
}
