//! Reading a document into its file shape; on a fault, reading on.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

use super::locate::{json_duplicates, place};
use super::{OwnedPath, OwnedStep, Problems, is_id_like};
use crate::vocabulary::nearest;

/// More faults than this are not looked for in one file: each is a new reading of it, and a person waits.
const MOST_FAULTS: usize = 100;

/// A text with its name and format.
#[derive(Clone, Copy, Debug)]
pub struct Document<'d> {
    name: &'d str,
    text: &'d str,
    format: Format,
}

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// TOML 1.0.
    Toml,
    /// JSON.
    Json,
}

impl<'d> Document<'d> {
    /// A document with the name that errors show.
    #[must_use]
    pub fn new(name: &'d str, text: &'d str, format: Format) -> Self {
        Self { name, text, format }
    }

    /// A case or protocol file: JSON if its first character is `{` or its name ends in `.json`, otherwise TOML. A byte order mark is left out.
    #[must_use]
    pub fn guess(name: &'d str, text: &'d str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let is_json = name.ends_with(".json") || text.trim_start().starts_with('{');
        let format = if is_json { Format::Json } else { Format::Toml };
        Self { name, text, format }
    }

    /// The name that errors show.
    #[must_use]
    pub fn name(&self) -> &'d str {
        self.name
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'d str {
        self.text
    }

    /// How it is written.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }
}

/// Reads a document into its file shape. With faults, they are in `problems` and the shape holds what was right;
/// nothing comes back if the text has no structure at all.
pub fn read<T: DeserializeOwned>(document: &Document<'_>, problems: &mut Problems) -> Option<T> {
    let quick = match document.format {
        Format::Toml => toml::from_str(document.text).ok(),
        Format::Json => serde_json::from_str(document.text).ok(),
    };
    match quick {
        Some(file) => Some(file),
        None => read_on(tree(document, problems)?, problems),
    }
}

/// The document as a tree, dates as text. Faults of the syntax go into `problems`.
fn tree(document: &Document<'_>, problems: &mut Problems) -> Option<Value> {
    match document.format {
        Format::Toml => {
            let (table, faults) = DeTable::parse_recoverable(document.text);
            for fault in faults {
                let at = fault.span().map(|span| place(document.text, span.start));
                problems.push_placed(at, fault.message().trim().replace('\n', ", "));
            }
            Some(toml_tree(DeValue::Table(table.into_inner())))
        }
        Format::Json => match serde_json::from_str(document.text) {
            Ok(value) => {
                json_duplicates(document.text, problems);
                Some(value)
            }
            Err(fault) => {
                let at = super::Place { line: fault.line().max(1), column: fault.column().max(1) };
                let full = fault.to_string();
                let message = full.split(" at line ").next().unwrap_or("not readable as JSON");
                problems.push_placed(Some(at), message.to_owned());
                None
            }
        },
    }
}

fn toml_tree(value: DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.into_owned()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Value::String(number.as_str().to_owned()), Value::from),
        DeValue::Float(number) => number
            .as_str()
            .parse()
            .ok()
            .and_then(serde_json::Number::from_f64)
            .map_or_else(|| Value::String(number.as_str().to_owned()), Value::Number),
        DeValue::Boolean(truth) => Value::Bool(truth),
        DeValue::Datetime(moment) => Value::String(moment.to_string()),
        DeValue::Array(list) => {
            Value::Array(list.into_iter().map(|entry| toml_tree(entry.into_inner())).collect())
        }
        DeValue::Table(table) => Value::Object(
            table
                .into_iter()
                .map(|(key, value)| (key.into_inner().into_owned(), toml_tree(value.into_inner())))
                .collect(),
        ),
    }
}

/// Reads the tree; each fault is noted, taken out of the tree, and the reading starts again.
fn read_on<T: DeserializeOwned>(mut tree: Value, problems: &mut Problems) -> Option<T> {
    let mut last = None;
    for attempt in 0..MOST_FAULTS {
        let fault = match serde_path_to_error::deserialize(&tree) {
            Ok(file) => return Some(file),
            Err(fault) => fault,
        };
        let fault = Fault::new(&fault, &tree);
        let again = last.as_ref() == Some(&fault.path);
        problems.push_unread(fault.path.clone(), fault.message, fault.help);
        if !take_out(&mut tree, &fault.path, if again { attempt } else { 0 }) {
            return None;
        }
        last = Some(fault.path);
    }
    None
}

struct Fault {
    path: OwnedPath,
    message: String,
    help: Option<String>,
}

impl Fault {
    /// Turns serde's words into ours: no Rust names, and never the value itself, which may be personal.
    fn new(error: &serde_path_to_error::Error<serde_json::Error>, tree: &Value) -> Self {
        let mut path = owned(error.path());
        let said = error.inner().to_string();
        if let Some((key, known)) = unknown_key(&said) {
            if path.last_key() != Some(key) {
                path.0.push(OwnedStep::Key(key.to_owned()));
            }
            let known: Vec<&str> =
                known.split(['`', ',']).filter(|name| !matches!(name.trim(), "" | "or")).collect();
            let help = match nearest(key, &known) {
                Some(near) => format!("write `{near}`"),
                None => format!("known here: {}", known.join(", ")),
            };
            let message =
                if is_id_like(key) { format!("unknown key `{key}`") } else { "unknown key".to_owned() };
            return Self { path, message, help: Some(help) };
        }
        let expected = said.rsplit_once("expected ").map_or("something else", |(_, expected)| expected);
        let found = node(tree, &path.0).map_or("nothing", kind);
        let message = if said.contains("missing field") {
            said.split(" at line ").next().unwrap_or(&said).replace("missing field", "missing key")
        } else {
            format!("expected {}, found {found}", plain_kind(expected))
        };
        Self { path, message, help: None }
    }
}

/// ``unknown field `colour`, expected one of `a`, `b` `` as (`colour`, "`a`, `b`").
fn unknown_key(said: &str) -> Option<(&str, &str)> {
    let rest = said.strip_prefix("unknown field `")?;
    let (key, rest) = rest.split_once('`')?;
    let known = rest.rsplit_once("expected ").map_or("", |(_, known)| known);
    Some((key, known.trim_start_matches("one of ").split(" at line ").next().unwrap_or(known)))
}

fn plain_kind(expected: &str) -> &str {
    let expected = expected.split(" at line ").next().unwrap_or(expected);
    match expected {
        "a string" | "a borrowed string" => "text in quotes",
        "a sequence" => "a list",
        "a map" => "a table",
        "a boolean" => "true or false",
        "f64" | "f32" => "a number",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number that is not negative",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        other if other.starts_with("struct ") => "a table",
        other => other,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a table",
    }
}

fn owned(path: &serde_path_to_error::Path) -> OwnedPath {
    use serde_path_to_error::Segment;
    let step = |segment: &Segment| match segment {
        Segment::Seq { index } => Some(OwnedStep::Index(*index)),
        Segment::Map { key } => Some(OwnedStep::Key(key.clone())),
        Segment::Enum { variant } => Some(OwnedStep::Key(variant.clone())),
        Segment::Unknown => None,
    };
    OwnedPath(path.iter().filter_map(step).collect())
}

fn node<'t>(tree: &'t Value, steps: &[OwnedStep]) -> Option<&'t Value> {
    steps.iter().try_fold(tree, |here, step| match step {
        OwnedStep::Key(key) => here.get(key),
        OwnedStep::Index(index) => here.get(*index),
    })
}

fn node_mut<'t>(tree: &'t mut Value, steps: &[OwnedStep]) -> Option<&'t mut Value> {
    steps.iter().try_fold(tree, |here, step| match step {
        OwnedStep::Key(key) => here.get_mut(key),
        OwnedStep::Index(index) => here.get_mut(*index),
    })
}

/// Takes the faulty value out. Keys are removed; an entry of a list must keep its place, so that later paths stay
/// right: it is replaced by an empty table, an empty text, a zero, and at last the whole list goes.
fn take_out(tree: &mut Value, path: &OwnedPath, attempt: usize) -> bool {
    let parent = path.parent();
    match path.0.last() {
        Some(OwnedStep::Key(key)) => node_mut(tree, &parent.0)
            .and_then(Value::as_object_mut)
            .and_then(|table| table.remove(key))
            .is_some(),
        Some(OwnedStep::Index(index)) => {
            let Some(entry) = node_mut(tree, &parent.0).and_then(|list| list.get_mut(*index)) else {
                return false;
            };
            let next = match entry {
                Value::Object(table) if table.is_empty() => Value::String(String::new()),
                Value::String(text) if text.is_empty() && attempt > 0 => Value::from(0),
                Value::Number(_) if attempt > 0 => return take_out(tree, &parent, 0),
                _ => Value::Object(Map::new()),
            };
            *entry = next;
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct File {
        name: Option<String>,
        size: Option<f64>,
        list: Option<Vec<String>>,
        rows: Option<Vec<Row>>,
    }

    #[derive(Deserialize, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Row {
        n: Option<u8>,
    }

    fn check(text: &str, expect: &[&str]) -> Option<File> {
        let document = Document::guess("f", text);
        let mut problems = Problems::default();
        let file = read(&document, &mut problems);
        let found: Vec<String> = problems.located(&document).iter().map(ToString::to_string).collect();
        assert_eq!(found, expect);
        file
    }

    #[test]
    fn every_fault_of_a_toml_file_is_named() {
        let file = check(
            "nam = 1\nsize = \"big\"\nlist = [\"a\", 5, \"c\", { b = 1 }]\n[[rows]]\nn = 1\n[[rows]]\nn = 900\nm = 2\n",
            &[
                "f:1:1: `nam`: unknown key `nam`\n  help: write `name`",
                "f:2:1: `size`: expected a number, found text",
                "f:3:14: `list[1]`: expected text in quotes, found a number",
                "f:3:22: `list[3]`: expected text in quotes, found a table",
                "f:7:1: `rows[1].n`: expected a whole number that is not negative, found a number",
                "f:8:1: `rows[1].m`: unknown key `m`\n  help: write `n`",
            ],
        );
        assert_eq!(file.and_then(|file| file.rows).map(|rows| rows.len()), Some(2));
    }

    #[test]
    fn a_key_that_stands_twice_in_json_is_named() {
        check(
            "{\"name\": \"a\",\n \"name\": \"b\"}",
            &["f:2:10: `name`: the key `name` stands twice\n  help: keep one of them"],
        );
    }

    #[test]
    fn a_text_without_structure_gives_one_problem() {
        assert_eq!(check("{\"name\": ", &["f:1:9: EOF while parsing a value"]), None);
    }

    #[test]
    fn a_date_may_stand_without_quotes() {
        assert_eq!(check("name = 2026-05-01", &[]).and_then(|file| file.name), Some("2026-05-01".to_owned()));
    }
}
