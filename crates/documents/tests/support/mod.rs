//! Cases for the tests of documents.
#![allow(dead_code, reason = "not every test needs all of it")]

use std::fs;
use std::path::Path;

use afterglow_core::case::{self, Case};
use afterglow_core::document::{Document, Format, FromText};
use afterglow_core::engine::{self, Labels};
use afterglow_core::label::Dictionary;
use afterglow_core::protocol::{BUILTIN, Protocol};
use afterglow_documents::Content;
use afterglow_wording::Wording;
use jiff::Timestamp;

/// The example cases: file name, case, and the instant that its outcome is shown for.
pub(crate) fn examples() -> Vec<(String, Case, Timestamp)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let index: toml::Table = fs::read_to_string(root.join("index.toml")).unwrap().parse().unwrap();
    let entries = index["case"].as_array().unwrap();
    let example = |entry: &toml::Value| {
        let file = entry["file"].as_str().unwrap().to_owned();
        let text = fs::read_to_string(root.join(&file)).unwrap();
        let at = case::Instant::from_text(entry["at"].as_str().unwrap()).unwrap().timestamp();
        let case = read(&text);
        (file, case, at)
    };
    entries.iter().map(example).collect()
}

pub(crate) fn read(text: &str) -> Case {
    case::read(&Document::guess("case", text)).unwrap_or_else(|problems| panic!("{}\n{text}", problems[0]))
}

pub(crate) fn at(text: &str) -> Timestamp {
    case::Instant::from_text(text).unwrap().timestamp()
}

/// What every document needs beside the case.
pub(crate) struct House {
    pub(crate) protocol: Protocol,
    pub(crate) wording: Wording,
    dictionary: Dictionary,
}

impl House {
    pub(crate) fn new() -> Self {
        let documents: Vec<Document<'_>> =
            BUILTIN.iter().map(|(name, text)| Document::new(name, text, Format::Toml)).collect();
        Self {
            protocol: Protocol::builtin().unwrap(),
            wording: Wording::new("en").unwrap(),
            dictionary: Dictionary::load(&documents, None).unwrap(),
        }
    }

    pub(crate) fn content<'a>(&'a self, case: &'a Case, now: Timestamp) -> Content<'a> {
        Content { protocol: &self.protocol, case, labels: None, wording: &self.wording, now }
    }

    /// The answers for the products of a case.
    pub(crate) fn labels(&self, case: &Case, now: Timestamp) -> Labels<'_> {
        let products = case.products().iter().map(|product| (product.name.as_str(), product.label.as_str()));
        engine::labels(&self.protocol, &self.dictionary, case, products, now)
    }
}
