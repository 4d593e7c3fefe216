//! What is in an archive.

use std::collections::BTreeMap;

use afterglow_store::{Kept, PersonId, ProtocolName};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::row::Protocol;
use crate::text::Text;

/// The version of what an archive looks like. One with a higher number is refused: it could hold what this program
/// would leave out.
pub const FORMAT: u32 = 1;
/// The largest archive, in bytes.
pub const MOST_BYTES: usize = 32 * MEGABYTE;

/// The most entries that are looked at: what a newer program adds must not hide that it is newer.
pub(crate) const MOST_ENTRIES: usize = 64;

const MEGABYTE: usize = 1024 * 1024;

/// A file within an archive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    /// The most bytes that it may have when it is unpacked.
    pub(crate) most: usize,
    /// Whether every archive has it.
    pub(crate) is_needed: bool,
}

pub(crate) const README: &str = "README.txt";
pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const CASE: &str = "case.json";
pub(crate) const FACTS: &str = "facts.jsonl";
pub(crate) const ANSWERS: &str = "answers.jsonl";
pub(crate) const PLAN: &str = "plan.pdf";
pub(crate) const CALENDAR: &str = "plan.ics";

/// Every file that an archive may hold, in its order.
pub(crate) const ENTRIES: [Entry; 7] = [
    Entry { name: README, most: MEGABYTE, is_needed: true },
    Entry { name: MANIFEST, most: MEGABYTE, is_needed: true },
    Entry { name: CASE, most: 16 * MEGABYTE, is_needed: true },
    Entry { name: FACTS, most: 32 * MEGABYTE, is_needed: true },
    // A person of one year has some ten megabytes: each answer holds the case that it was made from.
    Entry { name: ANSWERS, most: 128 * MEGABYTE, is_needed: true },
    Entry { name: PLAN, most: 16 * MEGABYTE, is_needed: false },
    Entry { name: CALENDAR, most: 4 * MEGABYTE, is_needed: false },
];

/// The entry of this name.
pub(crate) fn entry(name: &str) -> Option<Entry> {
    ENTRIES.into_iter().find(|entry| entry.name == name)
}

/// What an archive says of itself.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    pub(crate) format: u32,
    /// The version of the program that made it.
    pub(crate) program: String,
    /// When.
    pub(crate) exported: Text<Timestamp>,
    pub(crate) person: Person,
    /// How many there are.
    pub(crate) facts: usize,
    pub(crate) answers: usize,
    /// The rules that its plan was made by.
    pub(crate) protocol: Protocol,
    /// The digest of every other entry.
    pub(crate) sha256: BTreeMap<String, String>,
}

/// Whose archive it is.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Person {
    pub(crate) id: Text<PersonId>,
    pub(crate) created: Text<Timestamp>,
}

impl Manifest {
    pub(crate) fn new(
        kept: &Kept,
        protocol: &ProtocolName,
        exported: Timestamp,
        entries: &[(&'static str, Vec<u8>)],
    ) -> Self {
        Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            exported: Text(exported),
            person: Person { id: Text(kept.person.id), created: Text(kept.person.created) },
            facts: kept.facts.len(),
            answers: kept.answers.len(),
            protocol: Protocol::from(protocol),
            sha256: entries.iter().map(|(name, bytes)| ((*name).to_owned(), digest(bytes))).collect(),
        }
    }
}

/// The SHA-256 of an entry, in hexadecimal digits.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
