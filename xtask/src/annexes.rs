//! A second opinion on the agreed labels: what annexes II to VI of the EU's cosmetics regulation name on them, beside the
//! classes that we read.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Stdio;

use afterglow_core::case;
use afterglow_core::document::{Document, Problem};
use afterglow_core::engine;
use afterglow_core::label::{self, Dictionary, How, Matched};
use afterglow_core::protocol::Protocol;
use afterglow_core::vocabulary::{IngredientClass as Class, Role, Word};
use serde::Deserialize;

use crate::python::python;
use crate::shell::{self, Result, TaskError, command};

const PACKAGE: &str = "on-the-list==0.1.4";
const SCRIPT: &str = "xtask/python/annexes.py";
const AGREED: &str = "cases/agreed/labels.jsonl";
/// Somebody of whom nothing is known: the classes of a product are the same for everybody.
const SOMEBODY: &str = "[treatment]\nended = \"2026-06-01T12:00:00+02:00[Europe/Berlin]\"\n";
const CAUTION: &str =
    "the annexes say what the law restricts, not what irritates: a difference is a question, not a fault";

/// A part of the annexes, with what we have for it.
struct Part {
    /// Its id in the answer of the script.
    id: &'static str,
    title: &'static str,
    classes: &'static [Class],
    roles: &'static [Role],
    /// Names of other classes that belong to it.
    names: &'static [&'static str],
}

const PARTS: &[Part] = &[
    Part {
        id: "VI",
        title: "VI, sun filters",
        classes: &[Class::ChemicalUvFilter, Class::MineralUvFilter],
        roles: &[],
        names: &[],
    },
    Part { id: "IV", title: "IV, colours", classes: &[Class::Colourant], roles: &[], names: &[] },
    Part {
        id: "V",
        title: "V, preservatives",
        classes: &[Class::SensitisingPreservative],
        roles: &[],
        names: &[],
    },
    Part {
        id: "III scents",
        title: "III, scents to be named",
        classes: &[Class::FragranceAllergen, Class::EssentialOil, Class::CoolingIrritant],
        roles: &[],
        names: &[],
    },
    Part {
        id: "III",
        title: "III, other limits",
        classes: &[
            Class::Retinoid,
            Class::Aha,
            Class::Bha,
            Class::Pha,
            Class::AzelaicAcid,
            Class::BenzoylPeroxide,
            Class::SkinLightener,
            Class::SelfTanner,
            Class::HairRemover,
        ],
        roles: &[],
        names: &[],
    },
    Part {
        id: "II",
        title: "II, banned",
        classes: &[Class::TopicalAnaesthetic, Class::TopicalAntibiotic, Class::TopicalSteroid],
        roles: &[Role::Medicine],
        names: &["Hydroquinone", "Tretinoin"],
    },
];

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Name what our dictionary lacks or sorts elsewhere, of all that the annexes name.
    #[arg(long)]
    names: bool,
}

/// What the script prints.
#[derive(Deserialize)]
struct Opinion {
    dates: Vec<String>,
    /// Every name of each part.
    names: BTreeMap<String, Vec<String>>,
    labels: Vec<Opined>,
}

#[derive(Deserialize)]
struct Opined {
    id: String,
    hits: Vec<Hit>,
}

#[derive(Deserialize)]
struct Hit {
    annex: String,
    printed: String,
    /// Its spelling in the annex.
    name: String,
}

#[derive(Deserialize)]
struct Agreed {
    id: String,
    label: String,
}

/// A label with both readings.
struct Label {
    id: String,
    hits: Vec<Hit>,
    matched: Vec<Matched>,
}

pub(crate) fn run(options: &Options) -> Result {
    let agreed = shell::root().join(AGREED);
    let text = fs::read_to_string(&agreed).map_err(|error| TaskError::file(&agreed, &error))?;
    let opinion = opinion(&python(&[PACKAGE])?)?;
    let dictionary = Dictionary::builtin().map_err(first)?;
    let labels = labels(&dictionary, &text, opinion.labels)?;
    println!("annexes of {}, {PACKAGE}", opinion.dates.join(", "));
    print!("{}", on_labels(&dictionary, &opinion.names, &labels));
    print!("{}", in_dictionary(&dictionary, &opinion.names, options.names));
    println!("\n{CAUTION}");
    Ok(())
}

fn first(problems: Vec<Problem>) -> TaskError {
    let problem = problems.into_iter().next();
    TaskError::new(problem.map_or_else(|| "unreadable".to_owned(), |problem| problem.to_string()))
}

fn opinion(python: &Path) -> Result<Opinion> {
    let output = command(python)
        .args([SCRIPT, AGREED])
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| TaskError::new(format!("{SCRIPT}: {error}")))?;
    if !output.status.success() {
        return Err(TaskError::new(format!("{SCRIPT}: {}", output.status)));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| TaskError::new(format!("{SCRIPT}: {error}")))
}

/// The agreed labels as the engine reads them, with the second opinion.
fn labels(dictionary: &Dictionary, agreed: &str, opined: Vec<Opined>) -> Result<Vec<Label>> {
    let protocol = Protocol::builtin().map_err(first)?;
    let case = case::read(&Document::guess("case", SOMEBODY)).map_err(first)?;
    let ended = case.ended().ok_or_else(|| TaskError::new("the case has no treatment"))?;
    let agreed: Vec<&str> = agreed.lines().filter(|line| !line.trim().is_empty()).collect();
    if agreed.len() != opined.len() {
        return Err(TaskError::new(format!("{} answers to {} labels", opined.len(), agreed.len())));
    }
    agreed
        .into_iter()
        .zip(opined)
        .map(|(line, opined)| {
            let agreed: Agreed =
                serde_json::from_str(line).map_err(|error| TaskError::new(format!("{error}: {line}")))?;
            if agreed.id != opined.id {
                return Err(TaskError::new(format!("the answers are out of step at {}", agreed.id)));
            }
            let products = [(agreed.id.as_str(), agreed.label.as_str())];
            let answers = engine::labels(&protocol, dictionary, &case, products, ended).products;
            let matched = answers.into_iter().flat_map(|answer| answer.reading.matched).collect();
            Ok(Label { id: agreed.id, hits: opined.hits, matched })
        })
        .collect()
}

impl Part {
    fn has(&self, matched: &Matched) -> bool {
        self.classes.iter().any(|class| matched.classes.contains(*class))
            || self.roles.iter().any(|role| matched.role == Some(*role))
            || self.names.contains(&matched.read_as.as_str())
    }
}

/// A name of the annexes as our dictionary reads it.
fn known(dictionary: &Dictionary, name: &str) -> Option<Matched> {
    let mut reading = label::read(dictionary, name);
    // Several names, or words beside the name: it was not read as one ingredient.
    let is_one = reading.unknown.is_empty() && reading.matched.len() == 1;
    reading.matched.pop().filter(|_| is_one)
}

/// What we take an ingredient for.
fn taken_for(matched: &Matched) -> String {
    let classes = matched.classes.iter().map(Word::id);
    let ids: Vec<&str> = classes.chain(matched.role.map(Word::id)).collect();
    ids.join(" + ")
}

/// Names with the labels that have them, by what there is to say of them.
type Differing = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// A part of the annexes on all labels. A name counts once on each label.
#[derive(Default)]
struct Counted {
    labels: u32,
    theirs: u32,
    ours: u32,
    both: u32,
    differing: Differing,
}

fn counted(part: &Part, dictionary: &Dictionary, annex: &BTreeSet<String>, labels: &[Label]) -> Counted {
    let mut counted = Counted::default();
    for label in labels {
        let theirs: BTreeSet<String> = label
            .hits
            .iter()
            .filter(|hit| hit.annex == part.id)
            .map(|hit| {
                read_as(dictionary, &hit.name)
                    .or_else(|| read_as(dictionary, &hit.printed))
                    .unwrap_or_else(|| hit.name.clone())
            })
            .collect();
        let ours: BTreeSet<String> =
            label.matched.iter().filter(|it| part.has(it)).map(|it| it.read_as.clone()).collect();
        counted.labels += u32::from(!theirs.is_empty() || !ours.is_empty());
        counted.theirs += count(theirs.len());
        counted.ours += count(ours.len());
        counted.both += count(theirs.intersection(&ours).count());
        for name in theirs.symmetric_difference(&ours) {
            let read = label.matched.iter().find(|it| it.read_as == *name);
            let say = match read {
                None => "only theirs, not read by us".to_owned(),
                Some(read) if !ours.contains(name) => format!("only theirs, for us {}", taken_for(read)),
                Some(_) if annex.contains(name) => {
                    "only ours, a name of the annex that they did not find".to_owned()
                }
                Some(read) => format!("only ours, no name of the annex, for us {}", taken_for(read)),
            };
            let names = counted.differing.entry(say).or_default();
            names.entry(name.clone()).or_default().push(label.id.clone());
        }
    }
    counted
}

/// The labels, or how many they are.
fn few(labels: &[String]) -> String {
    if labels.len() > 3 { format!("{} labels", labels.len()) } else { labels.join(", ") }
}

fn read_as(dictionary: &Dictionary, name: &str) -> Option<String> {
    known(dictionary, name).map(|matched| matched.read_as)
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The agreed labels: a table, and every name that only one of the two has.
fn on_labels(dictionary: &Dictionary, names: &BTreeMap<String, Vec<String>>, labels: &[Label]) -> String {
    let mut page = String::new();
    // Writing to a text cannot fail.
    let _ = writeln!(
        page,
        "\n{:<24} {:>7} {:>7} {:>7} {:>7} {:>12} {:>10}",
        "on the agreed labels", "labels", "theirs", "ours", "both", "only theirs", "only ours"
    );
    let mut differing = String::new();
    for part in PARTS {
        let annex = names.get(part.id).into_iter().flatten();
        let annex = annex.filter_map(|name| read_as(dictionary, name)).collect();
        let it = counted(part, dictionary, &annex, labels);
        let _ = writeln!(
            page,
            "{:<24} {:>7} {:>7} {:>7} {:>7} {:>12} {:>10}",
            part.title,
            it.labels,
            it.theirs,
            it.ours,
            it.both,
            it.theirs - it.both,
            it.ours - it.both
        );
        let _ = writeln!(differing, "\n{}", part.title);
        for (say, names) in it.differing {
            let names: Vec<String> =
                names.into_iter().map(|(name, labels)| format!("{name} ({})", few(&labels))).collect();
            let _ = writeln!(differing, "  {say}: {}", names.join("; "));
        }
    }
    page + &differing
}

/// All that the annexes name, against our dictionary.
fn in_dictionary(dictionary: &Dictionary, names: &BTreeMap<String, Vec<String>>, shall_name: bool) -> String {
    let mut page = String::new();
    // Writing to a text cannot fail.
    let _ = writeln!(
        page,
        "\n{:<24} {:>7} {:>10} {:>10} {:>7}",
        "in our dictionary", "names", "same class", "elsewhere", "absent"
    );
    let mut differing = String::new();
    for part in PARTS {
        let all = names.get(part.id).map(Vec::as_slice).unwrap_or_default();
        let (mut same, mut absent) = (0, 0);
        let mut lists = BTreeMap::<String, Vec<String>>::new();
        for name in all {
            let read = known(dictionary, name);
            let say = match &read {
                None => "absent".to_owned(),
                Some(read) => taken_for(read),
            };
            absent += u32::from(read.is_none());
            same += u32::from(read.as_ref().is_some_and(|read| part.has(read)));
            // What is no name of ours and yet is read may well be another ingredient.
            if let Some(read) = read.as_ref().filter(|read| read.how == How::Close) {
                let say = "read as a near spelling".to_owned();
                lists.entry(say).or_default().push(format!("{name} -> {}", read.read_as));
            }
            if let Some(read) = read.as_ref().filter(|read| read.how == How::Formed) {
                let say = format!("read by its form as {}", taken_for(read));
                lists.entry(say).or_default().push(name.clone());
            }
            if read.is_none_or(|read| !part.has(&read)) {
                lists.entry(say).or_default().push(name.clone());
            }
        }
        let elsewhere = count(all.len()) - same - absent;
        let _ = writeln!(page, "{:<24} {:>7} {same:>10} {elsewhere:>10} {absent:>7}", part.title, all.len());
        let _ = writeln!(differing, "\n{}", part.title);
        for (say, names) in lists {
            let _ = writeln!(differing, "  {say}: {}", names.join("; "));
        }
    }
    if shall_name { page + &differing } else { page }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary() -> Dictionary {
        Dictionary::builtin().unwrap_or_default()
    }

    fn label(id: &str, text: &str, theirs: &[&str]) -> Label {
        let hit =
            |name: &&str| Hit { annex: "VI".into(), printed: (*name).into(), name: name.to_uppercase() };
        Label {
            id: id.into(),
            hits: theirs.iter().map(hit).collect(),
            matched: label::read(&dictionary(), text).matched,
        }
    }

    #[test]
    fn what_only_one_side_finds_is_named_with_its_reason() {
        let labels = [
            label("a", "Aqua, Octocrylene", &["Octocrylene"]),
            label("b", "Aqua, Homosalate, Talc", &["Talc", "Norvalumide"]),
        ];
        let annex = BTreeSet::from(["Homosalate".to_owned()]);
        let it = counted(&PARTS[0], &dictionary(), &annex, &labels);
        assert_eq!((it.labels, it.theirs, it.ours, it.both), (2, 3, 2, 1));
        let said: Vec<(&str, Vec<&str>)> = it
            .differing
            .iter()
            .map(|(say, names)| (say.as_str(), names.keys().map(String::as_str).collect()))
            .collect();
        assert_eq!(
            said,
            [
                ("only ours, a name of the annex that they did not find", vec!["Homosalate"]),
                ("only theirs, for us base", vec!["Talc"]),
                ("only theirs, not read by us", vec!["NORVALUMIDE"]),
            ]
        );
    }

    #[test]
    fn a_near_spelling_in_an_annex_is_said() {
        let names = BTreeMap::from([("VI".to_owned(), vec!["OCTOCRYLANE".to_owned(), "TALC".to_owned()])]);
        let page = in_dictionary(&dictionary(), &names, true);
        assert!(page.contains("read as a near spelling: OCTOCRYLANE -> Octocrylene"), "{page}");
        assert!(page.contains("  base: TALC"), "{page}");
    }
}
