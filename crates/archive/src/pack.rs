//! Making an archive.

use std::fmt;

use afterglow_core::case;
use afterglow_core::document::{Document, Format};
use afterglow_store::{Kept, ProtocolName, fold};
use jiff::Timestamp;
use serde::Serialize;

use crate::container;
use crate::format::{ANSWERS, CASE, ENTRIES, FACTS, MANIFEST, MOST_BYTES, Manifest, README, entry};
use crate::papers::{Rules, papers, readme};
use crate::row::{AnswerRow, FactRow};

/// Why there is no archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackError {
    /// More than an archive holds; nobody could bring it back.
    TooLarge,
    /// Something could not be written.
    Unwritable,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "more is kept than an archive holds: make a backup instead",
            Self::Unwritable => "the archive cannot be made",
        })
    }
}

impl std::error::Error for PackError {}

/// Everything that is kept of a person as one archive, made at `now`. Setting the plan on paper takes tens of milliseconds.
///
/// # Errors
///
/// If there is more than an archive holds.
pub fn pack(kept: &Kept, rules: Rules<'_>, now: Timestamp) -> Result<Vec<u8>, PackError> {
    let unwritable = |_| PackError::Unwritable;
    let json = fold(&kept.facts);
    let text = serde_json::to_string_pretty(&json).map_err(unwritable)? + "\n";
    // A case that these rules cannot read any more is taken along nevertheless, without a plan.
    let case = case::read(&Document::new(CASE, &text, Format::Json)).ok();
    let mut entries = vec![
        (CASE, text.into_bytes()),
        (FACTS, lines(kept.facts.iter().map(FactRow::from)).map_err(unwritable)?),
        (ANSWERS, lines(kept.answers.iter().map(AnswerRow::from)).map_err(unwritable)?),
    ];
    entries.extend(case.iter().flat_map(|case| papers(case, rules, now)));
    let readme = readme(case.as_ref(), rules, |name| entries.iter().any(|(known, _)| *known == name));
    entries.push((README, readme.into_bytes()));
    let protocol = ProtocolName {
        id: rules.protocol.id().to_owned(),
        version: rules.protocol.version().to_string(),
        digest: rules.protocol.digest().to_owned(),
    };
    let manifest = Manifest::new(kept, &protocol, now, &entries);
    let manifest = serde_json::to_string_pretty(&manifest).map_err(unwritable)? + "\n";
    entries.push((MANIFEST, manifest.into_bytes()));
    let is_large = |(name, bytes): &(&str, Vec<u8>)| entry(name).is_none_or(|entry| bytes.len() > entry.most);
    if entries.iter().any(is_large) {
        return Err(PackError::TooLarge);
    }
    let in_order = ENTRIES.iter().filter_map(|entry| entries.iter().find(|(name, _)| *name == entry.name));
    let packed = container::write(in_order.map(|(name, bytes)| (*name, bytes.as_slice())));
    let packed = packed.map_err(|_| PackError::Unwritable)?;
    if packed.len() > MOST_BYTES { Err(PackError::TooLarge) } else { Ok(packed) }
}

fn lines(rows: impl Iterator<Item = impl Serialize>) -> serde_json::Result<Vec<u8>> {
    let mut lines = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut lines, &row)?;
        lines.push(b'\n');
    }
    Ok(lines)
}
