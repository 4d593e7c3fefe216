//! Examples: facts with their defaults, and something that must come out.

use jiff::Span;
use jiff::civil::{Date, date};

use crate::case::check::treatment;
use crate::case::check::value::Checker;
use crate::case::{Answers, Facts, Graded, Medication, RecentEvent};
use crate::document::Path;
use crate::protocol::example::{Example, ExampleCheckIn, ExampleFacts, Expects};
use crate::protocol::file::{ExampleCheckInFile, ExampleFile};
use crate::set::Set;
use crate::vocabulary::{Area, Table};

/// Which rule an example is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Gate,
    Care,
    Expectation,
    Screen,
    Limit,
    Task,
    /// Steps and lines: shown or not, whatever the day.
    Shown,
    Label,
    Triage,
}

const STATES: [&str; 4] = ["closed", "held", "open", "ask"];
const LIMITS: [&str; 3] = ["within", "ask", "over"];
const ANSWERS: [&str; 4] = ["yes", "not-yet", "ask", "no"];
const FACTS: [&str; 16] = [
    "device",
    "depth_mm",
    "setting",
    "area",
    "skin_type",
    "pregnant",
    "breastfeeding",
    "age",
    "conditions",
    "history",
    "allergies",
    "medications",
    "recent",
    "concerns",
    "numbing",
    "applied",
];

/// The day of the treatment, or of the appointment, in every example.
pub(crate) const DAY: Date = date(2026, 6, 1);

pub(super) fn read(
    files: &[ExampleFile],
    document: &str,
    rule: &Path<'_>,
    kind: Kind,
    check: &mut Checker<'_>,
) -> Vec<Example> {
    let list = rule.key("example");
    let mut examples = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let path = list.index(index);
        let facts = facts(file, &path, check);
        let check_ins = check_ins(file, kind, &path, check);
        let expects = expects(file, kind, &path, check);
        let place = (document.to_owned(), path.to_owned());
        let event = file.event_in_days.map(days_after);
        examples.extend(expects.map(|expects| Example {
            place,
            facts: ExampleFacts(facts),
            event,
            check_ins,
            expects,
        }));
    }
    examples
}

/// So many days after the day of the examples; negative before it.
fn days_after(days: i32) -> Date {
    DAY.saturating_add(Span::new().days(days.clamp(-200_000, 200_000)))
}

fn expects(file: &ExampleFile, kind: Kind, path: &Path<'_>, check: &mut Checker<'_>) -> Option<Expects> {
    match kind {
        Kind::Gate => {
            let at_h = hour(file, path, check);
            let state = one_of(file.state.as_ref(), "state", &STATES, path, check);
            Some(Expects::State(at_h?, state?))
        }
        Kind::Expectation => {
            let at_h = hour(file, path, check);
            let highest = check.id(file.highest.as_ref(), &path.key("highest"));
            let usual = check.id(file.usual.as_ref(), &path.key("usual"));
            if file.highest.is_none() && file.usual.is_none() {
                check.problem(path, "an example that shows nothing", "give `highest` or `usual`");
            }
            Some(Expects::Grades(at_h?, highest, usual))
        }
        Kind::Care | Kind::Task => {
            let day = check.required(file.day.as_ref(), path, "day").copied();
            if kind == Kind::Care && day.is_some_and(|day| !(0..=i32::from(u16::MAX)).contains(&day)) {
                check.problem(
                    &path.key("day"),
                    "a day without daily care",
                    "count from 0, the day of treatment",
                );
            }
            let shown = check.required(file.shown.as_ref(), path, "shown").copied();
            Some(Expects::Shown(Some(day?), shown?))
        }
        Kind::Shown => {
            let shown = check.required(file.shown.as_ref(), path, "shown").copied();
            Some(Expects::Shown(None, shown?))
        }
        Kind::Screen => {
            let fires = check.required(file.fires.as_ref(), path, "fires").copied();
            Some(Expects::Fires(fires?, file.wait_days))
        }
        Kind::Triage => {
            let at_h = hour(file, path, check);
            let fires = check.required(file.fires.as_ref(), path, "fires").copied();
            check.required(file.check_in.as_ref(), path, "check_in");
            Some(Expects::Triage(at_h?, fires?))
        }
        Kind::Label => {
            let at_h = hour(file, path, check);
            let label = check.required(file.label.as_ref(), path, "label").cloned();
            let answer = one_of(file.answer.as_ref(), "answer", &ANSWERS, path, check);
            Some(Expects::Label(at_h?, label?, answer?))
        }
        Kind::Limit => {
            let value = check.required(file.value.as_ref(), path, "value").copied();
            let verdict = one_of(file.verdict.as_ref(), "verdict", &LIMITS, path, check);
            Some(Expects::Limit(value?, verdict?))
        }
    }
}

fn hour(file: &ExampleFile, path: &Path<'_>, check: &mut Checker<'_>) -> Option<f64> {
    let at_h = check.required(file.at_h.as_ref(), path, "at_h").copied();
    check.within(at_h, 0.0..=20_000.0, &path.key("at_h"), "hours")
}

fn one_of(
    text: Option<&String>,
    key: &str,
    known: &[&str],
    path: &Path<'_>,
    check: &mut Checker<'_>,
) -> Option<String> {
    let text = check.required(text, path, key)?;
    if !known.contains(&text.as_str()) {
        let help = format!("known: {}", known.join(", "));
        check.problem(&path.key(key), format!("`{text}` is not a {key}"), &help);
    }
    Some(text.clone())
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
    person(file, &mut facts, path, check);
    treated(file, &mut facts, path, check);
    let area = check.id(file.area.as_ref(), &path.key("area")).unwrap_or(Area::Face);
    let depth = check.within(file.depth_mm, 0.01..=10.0, &path.key("depth_mm"), "millimetres").unwrap_or(1.0);
    facts.areas = [area].into_iter().collect();
    facts.depths = vec![(area, (!unknown("depth_mm")).then_some(depth))];
    forget(&mut facts, unknown);
    facts
}

fn person(file: &ExampleFile, facts: &mut Facts, path: &Path<'_>, check: &mut Checker<'_>) {
    facts.skin_type = check.id(file.skin_type.as_ref(), &path.key("skin_type")).or(facts.skin_type);
    facts.pregnant = file.pregnant.or(facts.pregnant);
    facts.breastfeeding = file.breastfeeding.or(facts.breastfeeding);
    facts.age = file.age.or(facts.age);
    facts.conditions = Answers::new(check.ids(Some(&file.conditions), &path.key("conditions")), None);
    facts.history = Answers::new(check.ids(Some(&file.history), &path.key("history")), None);
    facts.allergies = Answers::new(check.ids(Some(&file.allergies), &path.key("allergies")), None);
    let taking = check.ids(Some(&file.medications), &path.key("medications")).unwrap_or_default();
    facts.taking = Answers::new(Some(taking), None);
    facts.medications = taking.iter().map(|class| Medication { class, last_taken: None }).collect();
    let list = path.key("stopped");
    for (index, entry) in file.stopped.iter().enumerate() {
        let path = list.index(index);
        let class = check.required(entry.class.as_ref(), &path, "class");
        let class = class.and_then(|class| check.id(Some(class), &path.key("class")));
        let days = check.required(entry.days_before.as_ref(), &path, "days_before").copied();
        let taken = class
            .zip(days)
            .map(|(class, days)| Medication { class, last_taken: Some(days_after(-i32::from(days))) });
        facts.medications.extend(taken);
    }
    let list = path.key("recent");
    for (index, entry) in file.recent.iter().enumerate() {
        let path = list.index(index);
        let what = check.required(entry.what.as_ref(), &path, "what");
        let what = what.and_then(|what| check.id(Some(what), &path.key("what")));
        let days = check.required(entry.days_before.as_ref(), &path, "days_before").copied();
        let kind = check.id(entry.kind.as_ref(), &path.key("kind"));
        let area = check.id(entry.area.as_ref(), &path.key("area"));
        let on = days.map(|days| days_after(-i32::from(days)));
        facts.recent.extend(what.map(|what| RecentEvent { what, on, kind, area }));
    }
}

fn treated(file: &ExampleFile, facts: &mut Facts, path: &Path<'_>, check: &mut Checker<'_>) {
    facts.device = check.id(file.device.as_ref(), &path.key("device")).or(facts.device);
    facts.setting = check.id(file.setting.as_ref(), &path.key("setting")).or(facts.setting);
    facts.concerns = check.ids(file.concerns.as_deref(), &path.key("concerns")).unwrap_or(facts.concerns);
    if let Some(numbing) = &file.numbing {
        facts.numbing = treatment::numbing(numbing, path, check);
    }
    if let Some(applied) = &file.applied {
        check.one_of(applied, &[Table::IngredientClass, Table::Applied], &path.key("applied"));
        (facts.applied_classes, facts.applied_also) = treatment::applied(applied);
    }
}

/// Takes away what the example calls unknown.
fn forget(facts: &mut Facts, unknown: impl Fn(&str) -> bool) {
    let nobody_told = Facts::default();
    let forget = |name: &str, facts: &mut Facts| match name {
        "device" => facts.device = None,
        "setting" => facts.setting = None,
        "skin_type" => facts.skin_type = None,
        "pregnant" => facts.pregnant = None,
        "breastfeeding" => facts.breastfeeding = None,
        "age" => facts.age = None,
        "area" => facts.areas = Set::EMPTY,
        "conditions" => facts.conditions = nobody_told.conditions,
        "history" => facts.history = nobody_told.history,
        "allergies" => facts.allergies = nobody_told.allergies,
        "medications" => facts.taking = nobody_told.taking,
        "recent" => facts.asked_recent = nobody_told.asked_recent,
        "concerns" => facts.concerns = nobody_told.concerns,
        "numbing" => facts.numbing = None,
        "applied" => {
            facts.applied_classes = nobody_told.applied_classes;
            facts.applied_also = nobody_told.applied_also;
        }
        _ => {}
    };
    for name in FACTS.into_iter().filter(|name| unknown(name)) {
        forget(name, facts);
    }
}

/// The check-ins of an example in time order. In triage the last one is judged, at the example's own hour.
fn check_ins(
    file: &ExampleFile,
    kind: Kind,
    path: &Path<'_>,
    check: &mut Checker<'_>,
) -> Vec<ExampleCheckIn> {
    let list = path.key("earlier");
    let earlier = file.earlier.iter().enumerate();
    let mut check_ins: Vec<ExampleCheckIn> =
        earlier.filter_map(|(index, file)| check_in(file, None, &list.index(index), check)).collect();
    let own = file.at_h.filter(|_| kind == Kind::Triage);
    let last = file.check_in.as_ref();
    check_ins.extend(last.and_then(|file| check_in(file, own, &path.key("check_in"), check)));
    check_ins
}

fn check_in(
    file: &ExampleCheckInFile,
    own_h: Option<f64>,
    path: &Path<'_>,
    check: &mut Checker<'_>,
) -> Option<ExampleCheckIn> {
    let grades = check.grades(file.symptoms.clone(), &path.key("symptoms"));
    let symptoms =
        grades.into_iter().map(|(symptom, grade)| Graded { symptom, grade, counts: grade }).collect();
    let signs = Answers::new(check.ids(file.signs.as_deref(), &path.key("signs")), None);
    check.temperature(file.temperature_c, &path.key("temperature_c"));
    let places = check.ids(file.places.as_deref(), &path.key("where")).unwrap_or_default();
    let at_h = check.required(file.at_h.or(own_h).as_ref(), path, "at_h").copied();
    let (temperature_c, worse) = (file.temperature_c, file.worse);
    Some(ExampleCheckIn { at_h: at_h?, symptoms, signs, temperature_c, worse, places })
}
