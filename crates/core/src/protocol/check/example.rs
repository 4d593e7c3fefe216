//! Examples: facts with their defaults, and something that must come out.

use crate::case::check::value::Checker;
use crate::case::{Answers, Facts, Graded};
use crate::document::Path;
use crate::protocol::example::{Example, ExampleCheckIn, ExampleFacts, Expects};
use crate::protocol::file::{ExampleCheckInFile, ExampleFile};
use crate::set::Set;
use crate::vocabulary::Area;

/// Which rule an example is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Gate,
    Care,
    Expectation,
}

const STATES: [&str; 4] = ["closed", "held", "open", "ask"];
const FACTS: [&str; 9] = [
    "device",
    "depth_mm",
    "setting",
    "area",
    "skin_type",
    "conditions",
    "history",
    "allergies",
    "medications",
];

pub(super) fn read(
    files: &[ExampleFile],
    document: &str,
    rule: &Path<'_>,
    kind: Kind,
    check: &mut Checker<'_>,
) -> Vec<Example> {
    let list = rule.key("example");
    if files.is_empty() {
        check.problem(
            rule,
            "a rule without an example",
            "write at least one `example` that shows what it decides",
        );
    }
    let mut examples = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let path = list.index(index);
        let facts = facts(file, &path, check);
        let check_in = file.check_in.as_ref().and_then(|file| check_in(file, &path.key("check_in"), check));
        let expects = expects(file, kind, &path, check);
        let place = (document.to_owned(), path.to_owned());
        examples.extend(expects.map(|expects| Example {
            place,
            facts: ExampleFacts(facts),
            check_in,
            expects,
        }));
    }
    examples
}

fn expects(file: &ExampleFile, kind: Kind, path: &Path<'_>, check: &mut Checker<'_>) -> Option<Expects> {
    match kind {
        Kind::Gate => {
            let at_h = check.required(file.at_h.as_ref(), path, "at_h").copied();
            let at_h = check.within(at_h, 0.0..=20_000.0, &path.key("at_h"), "hours");
            let state = check.required(file.state.as_ref(), path, "state")?;
            if !STATES.contains(&state.as_str()) {
                let help = format!("known: {}", STATES.join(", "));
                check.problem(&path.key("state"), format!("`{state}` is not a state"), &help);
            }
            Some(Expects::State(at_h?, state.clone()))
        }
        Kind::Expectation => {
            let at_h = check.required(file.at_h.as_ref(), path, "at_h").copied();
            let at_h = check.within(at_h, 0.0..=20_000.0, &path.key("at_h"), "hours");
            let highest = check.id(file.highest.as_ref(), &path.key("highest"));
            let usual = check.id(file.usual.as_ref(), &path.key("usual"));
            if file.highest.is_none() && file.usual.is_none() {
                check.problem(path, "an example that shows nothing", "give `highest` or `usual`");
            }
            Some(Expects::Grades(at_h?, highest, usual))
        }
        Kind::Care => {
            let day = check.required(file.day.as_ref(), path, "day").copied();
            let shown = check.required(file.shown.as_ref(), path, "shown").copied();
            Some(Expects::Shown(day?, shown?))
        }
    }
}

fn facts(file: &ExampleFile, path: &Path<'_>, check: &mut Checker<'_>) -> Facts {
    let unknown = |name: &str| file.unknown.iter().any(|known| known == name);
    let list = path.key("unknown");
    for (index, name) in file.unknown.iter().enumerate() {
        if !FACTS.contains(&name.as_str()) {
            let help = format!("known: {}", FACTS.join(", "));
            check.problem(&list.index(index), format!("`{name}` is not a fact of an example"), &help);
        }
    }
    let mut facts = ExampleFacts::reference();
    facts.device = check.id(file.device.as_ref(), &path.key("device")).or(facts.device);
    facts.setting = check.id(file.setting.as_ref(), &path.key("setting")).or(facts.setting);
    facts.skin_type = check.id(file.skin_type.as_ref(), &path.key("skin_type")).or(facts.skin_type);
    facts.pregnant = file.pregnant.or(facts.pregnant);
    let area = check.id(file.area.as_ref(), &path.key("area")).unwrap_or(Area::Face);
    let depth = check.within(file.depth_mm, 0.01..=10.0, &path.key("depth_mm"), "millimetres").unwrap_or(1.0);
    facts.areas = [area].into_iter().collect();
    facts.depths = vec![(area, (!unknown("depth_mm")).then_some(depth))];
    facts.conditions = Answers::new(check.ids(Some(&file.conditions), &path.key("conditions")), None);
    facts.history = Answers::new(check.ids(Some(&file.history), &path.key("history")), None);
    facts.allergies = Answers::new(check.ids(Some(&file.allergies), &path.key("allergies")), None);
    facts.taking = Answers::new(check.ids(Some(&file.medications), &path.key("medications")), None);
    forget(&mut facts, unknown);
    facts
}

/// Takes away what the example calls unknown.
fn forget(facts: &mut Facts, unknown: impl Fn(&str) -> bool) {
    if unknown("device") {
        facts.device = None;
    }
    if unknown("setting") {
        facts.setting = None;
    }
    if unknown("skin_type") {
        facts.skin_type = None;
    }
    if unknown("area") {
        facts.areas = Set::EMPTY;
    }
    if unknown("conditions") {
        facts.conditions = Answers::default();
    }
    if unknown("history") {
        facts.history = Answers::default();
    }
    if unknown("allergies") {
        facts.allergies = Answers::default();
    }
    if unknown("medications") {
        facts.taking = Answers::default();
    }
}

fn check_in(file: &ExampleCheckInFile, path: &Path<'_>, check: &mut Checker<'_>) -> Option<ExampleCheckIn> {
    let grades = check.grades(file.symptoms.clone(), &path.key("symptoms"));
    let symptoms =
        grades.into_iter().map(|(symptom, grade)| Graded { symptom, grade, counts: grade }).collect();
    let signs = Answers::new(check.ids(file.signs.as_deref(), &path.key("signs")), None);
    let at_h = check.required(file.at_h.as_ref(), path, "at_h").copied();
    Some(ExampleCheckIn { at_h: at_h?, symptoms, signs })
}
