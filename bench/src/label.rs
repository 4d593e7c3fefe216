//! Labels read, beside a fuzzy search that a Python program would ask: the same names, the same labels.

mod drawn;

use std::collections::BTreeMap;
use std::hint::black_box;

use afterglow_core::label::{self, Dictionary, Reading};
use serde::{Deserialize, Serialize};

use self::drawn::Label;
use crate::{Row, python, time};

/// How often each label is read.
const ROUNDS: usize = 40;

/// What the peer is given.
#[derive(Serialize)]
struct Question<'l> {
    spellings: BTreeMap<&'l str, &'l str>,
    labels: Vec<&'l [String]>,
    truth: Vec<&'l [&'l str]>,
}

/// What the peer answers.
#[derive(Deserialize)]
struct Answer {
    labels_per_second: f64,
    /// How many ingredients it read as what they are.
    right: usize,
}

/// Prints the rows, and stops if ours reads less than the peer.
pub(crate) fn print(dictionary: &Dictionary) {
    let labels = drawn::labels(dictionary);
    let ingredients = labels.iter().map(|label| label.truth.len()).sum::<usize>();
    let right: usize =
        labels.iter().map(|label| right(&label::read(dictionary, &label.text), &label.truth)).sum();
    let peer = peer(dictionary, &labels);
    let a_second = a_second(dictionary, &labels);
    let share = |right: usize| format!("{:.2} %", right as f64 / ingredients as f64 * 100.0);
    let beside = |show: &dyn Fn(&Answer) -> String| peer.as_ref().map_or_else(|| "-".to_owned(), show);
    let speed = Row {
        work: "labels of 30 ingredients",
        ours: format!("{a_second:.0} /s"),
        peer: beside(&|peer| format!("rapidfuzz {:.0} /s", peer.labels_per_second)),
        limit: "-".to_owned(),
        ratio: beside(&|peer| format!("{:.1}", a_second / peer.labels_per_second)),
        bar: "at least 50",
    };
    speed.print();
    let found = Row {
        work: "the same: ingredients read right",
        ours: share(right),
        peer: beside(&|peer| format!("rapidfuzz {}", share(peer.right))),
        limit: "-".to_owned(),
        ratio: beside(&|peer| format!("{:.3}", right as f64 / peer.right as f64)),
        bar: "none lost",
    };
    found.print();
    if let Some(peer) = peer {
        assert!(right >= peer.right, "ours reads {right} ingredients right, the peer {}", peer.right);
    }
}

/// How many ingredients are read as what they are, and as nothing else beside it.
fn right(reading: &Reading, truth: &[&str]) -> usize {
    let is_right = |name: &&&str| {
        let read = reading.matched.iter().find(|matched| matched.read_as == **name);
        read.is_some_and(|read| reading.matched.iter().filter(|other| other.seen == read.seen).count() == 1)
    };
    truth.iter().filter(is_right).count()
}

/// How many labels are read in a second: of each the median time.
fn a_second(dictionary: &Dictionary, labels: &[Label<'_>]) -> f64 {
    let mut times = vec![Vec::with_capacity(ROUNDS); labels.len()];
    for _ in 0..ROUNDS {
        for (label, times) in labels.iter().zip(&mut times) {
            times.push(time::once(&mut || label::read(dictionary, black_box(&label.text))));
        }
    }
    labels.len() as f64 / times.into_iter().map(time::middle).sum::<f64>()
}

/// The peer's answer, if there is a Python that has it.
fn peer(dictionary: &Dictionary, labels: &[Label<'_>]) -> Option<Answer> {
    let question = Question {
        spellings: dictionary.spelled().map(|(key, name)| (key, name.inci.as_str())).collect(),
        labels: labels.iter().map(|label| label.seen.as_slice()).collect(),
        truth: labels.iter().map(|label| label.truth.as_slice()).collect(),
    };
    python::answer("rapidfuzz_labels.py", "labels.json", &serde_json::to_vec(&question).expect("JSON"))
}
