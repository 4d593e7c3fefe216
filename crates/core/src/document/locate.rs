//! From a path to line and column, in TOML and in JSON. Used only when there is a problem to show.

use std::ops::Range;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;
use toml::de::{DeTable, DeValue};

use super::{Document, Format, OwnedPath, OwnedStep, Place, Problems, is_id_like};

/// Finds the places of paths in one document.
pub(super) struct Locator<'d> {
    text: &'d str,
    tree: Tree<'d>,
}

enum Tree<'d> {
    Toml(toml::Spanned<DeTable<'d>>),
    Json(Option<&'d RawValue>),
}

impl<'d> Locator<'d> {
    pub(super) fn new(document: &Document<'d>) -> Self {
        let text = document.text();
        let tree = match document.format() {
            Format::Toml => Tree::Toml(DeTable::parse_recoverable(text).0),
            Format::Json => Tree::Json(serde_json::from_str(text).ok()),
        };
        Self { text, tree }
    }

    /// The place of a path, or of the nearest part of it that exists.
    pub(super) fn place(&self, path: &OwnedPath) -> Option<Place> {
        let offset = match &self.tree {
            Tree::Toml(table) => toml_offset(table, &path.0),
            Tree::Json(raw) => json_offset(self.text, (*raw)?, &path.0),
        };
        offset.map(|offset| place(self.text, offset))
    }
}

/// Line and column of a byte offset.
pub(super) fn place(text: &str, offset: usize) -> Place {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Place {
        line: before.matches('\n').count() + 1,
        column: before.get(line_start..).unwrap_or("").chars().count() + 1,
    }
}

fn toml_offset(table: &toml::Spanned<DeTable<'_>>, steps: &[OwnedStep]) -> Option<usize> {
    let (first, rest) = match steps.split_first() {
        Some((OwnedStep::Key(key), rest)) => (key, rest),
        _ => return None,
    };
    let (key, value) = table.get_ref().iter().find(|(key, _)| key.get_ref().as_ref() == first)?;
    Some(toml_value_offset(key.span(), value, rest))
}

fn toml_value_offset(at: Range<usize>, value: &toml::Spanned<DeValue<'_>>, steps: &[OwnedStep]) -> usize {
    let Some((first, rest)) = steps.split_first() else { return at.start };
    match (first, value.get_ref()) {
        (OwnedStep::Key(wanted), DeValue::Table(table)) => {
            match table.iter().find(|(key, _)| key.get_ref().as_ref() == wanted) {
                Some((key, value)) => toml_value_offset(key.span(), value, rest),
                None => value_start(&at, value.span()),
            }
        }
        (OwnedStep::Index(index), DeValue::Array(list)) => match list.get(*index) {
            Some(entry) => toml_value_offset(entry.span(), entry, rest),
            None => at.start,
        },
        _ => at.start,
    }
}

/// Where a missing key is reported: at the header of a `[[table]]`, whose span is its own.
fn value_start(at: &Range<usize>, value: Range<usize>) -> usize {
    if value.is_empty() { at.start } else { value.start }
}

fn json_offset(text: &str, raw: &RawValue, steps: &[OwnedStep]) -> Option<usize> {
    let here = (raw.get().as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let Some((first, rest)) = steps.split_first() else { return Some(here) };
    let child = match first {
        OwnedStep::Key(wanted) => serde_json::from_str::<Members<'_>>(raw.get())
            .ok()
            .and_then(|members| members.0.into_iter().rev().find(|(key, _)| key == wanted))
            .map(|(_, value)| value),
        OwnedStep::Index(index) => {
            serde_json::from_str::<Vec<&RawValue>>(raw.get()).ok().and_then(|list| list.get(*index).copied())
        }
    };
    match child {
        Some(child) => json_offset(text, child, rest),
        None => Some(here),
    }
}

/// Notes every key that stands twice in one JSON object: the later one would silently win.
pub(super) fn json_duplicates(text: &str, problems: &mut Problems) {
    if let Ok(raw) = serde_json::from_str::<&RawValue>(text) {
        walk_duplicates(raw, &OwnedPath::default(), problems);
    }
}

fn walk_duplicates(raw: &RawValue, path: &OwnedPath, problems: &mut Problems) {
    let child = |step: OwnedStep| {
        let mut steps = path.0.clone();
        steps.push(step);
        OwnedPath(steps)
    };
    if raw.get().starts_with('{') {
        let members = serde_json::from_str::<Members<'_>>(raw.get()).map_or_else(|_| Vec::new(), |m| m.0);
        let mut seen: Vec<&str> = Vec::new();
        for (key, value) in &members {
            let here = child(OwnedStep::Key(key.clone()));
            if seen.contains(&key.as_str()) {
                let message = if is_id_like(key) {
                    format!("the key `{key}` stands twice")
                } else {
                    "a key stands twice".to_owned()
                };
                problems.push_at(here.clone(), message, Some("keep one of them".to_owned()));
            }
            seen.push(key);
            walk_duplicates(value, &here, problems);
        }
    } else if raw.get().starts_with('[') {
        let list = serde_json::from_str::<Vec<&RawValue>>(raw.get()).unwrap_or_default();
        for (index, entry) in list.into_iter().enumerate() {
            walk_duplicates(entry, &child(OwnedStep::Index(index)), problems);
        }
    }
}

/// The members of a JSON object in order, duplicates kept.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a table")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}
