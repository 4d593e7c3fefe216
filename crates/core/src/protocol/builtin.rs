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
    "medicines.toml",
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

pub(super) fn floor() -> Vec<Document<'static>> {
    FLOOR.iter().map(|(name, text)| Document::new(name, text, Format::Toml)).collect()
}

pub(super) fn documents() -> Vec<Document<'static>> {
    BUILTIN.iter().map(|(name, text)| Document::new(name, text, Format::Toml)).collect()
}
