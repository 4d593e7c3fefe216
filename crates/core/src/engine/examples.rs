//! Runs the examples that stand beside the rules of a protocol.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use std::collections::BTreeSet;

use super::{appointment, care, expect, gate, hour, label, limits, preparation, screening, triage};
use crate::case::{Case, CheckIn, Contacts, Course, Event, Facts, Numbing};
use crate::document::{Document, OwnedPath, OwnedStep, Problem, Problems};
use crate::fact::Measure;
use crate::label::Dictionary;
use crate::protocol::example::{Example, ExampleCheckIn, Expects};
use crate::protocol::{
    Care, EXAMPLE_DAY, Expectation, Gate, Limit, Protocol, Screen, Task, Ternary, Triage, When,
};
use crate::vocabulary::{Anaesthetic, Trend};

/// Every example that does not come out, with its place. `documents` are the files the protocol was loaded from.
#[must_use]
pub fn failures(protocol: &Protocol, documents: &[Document<'_>]) -> Vec<Problem> {
    let gates = protocol.gates().iter().flat_map(|rule| {
        rule.examples.iter().filter_map(|example| Some((example, gate_fails(protocol, rule, example)?)))
    });
    let care = protocol.care().iter().flat_map(|rule| {
        rule.examples.iter().filter_map(|example| Some((example, care_fails(protocol, rule, example)?)))
    });
    let expectations = protocol.expectations().iter().flat_map(|rule| {
        rule.examples.iter().filter_map(|example| Some((example, expectation_fails(rule, example)?)))
    });
    let (dictionary, mut problems) = match Dictionary::load(documents, None) {
        Ok(dictionary) => (dictionary, Vec::new()),
        Err(problems) => (Dictionary::default(), problems),
    };
    let labels = protocol.ingredients().iter().flat_map(|rule| {
        let fails = |example| Some((example, label_fails(protocol, &dictionary, example)?));
        rule.examples.iter().filter_map(fails)
    });
    let failed = gates.chain(care).chain(expectations).chain(appointment_failures(protocol)).chain(labels);
    let failed: Vec<(&Example, String)> = failed.collect();
    problems.extend(unknown_names(protocol, &dictionary));
    for document in documents {
        let mut here = Problems::default();
        for (example, message) in failed.iter().filter(|(example, _)| example.place.0 == document.name()) {
            let help = "correct the example, or the rule";
            here.push_at(example.place.1.clone(), message.clone(), Some(help.to_owned()));
        }
        problems.extend(here.located(document));
    }
    problems
}

/// The examples of screening, limits, tasks, steps and lines that do not come out.
fn appointment_failures(protocol: &Protocol) -> impl Iterator<Item = (&Example, String)> {
    let screens = protocol.screens().iter().flat_map(|rule| {
        rule.examples.iter().filter_map(|example| Some((example, screen_fails(protocol, rule, example)?)))
    });
    let limits = protocol.limits().iter().flat_map(|rule| {
        rule.examples.iter().filter_map(|example| Some((example, limit_fails(protocol, rule, example)?)))
    });
    let tasks = protocol.tasks().iter().flat_map(|rule| {
        rule.examples.iter().filter_map(|example| Some((example, task_fails(protocol, rule, example)?)))
    });
    let steps = protocol.steps().iter().flat_map(|rule| {
        rule.examples.iter().filter_map(|example| Some((example, line_fails(&rule.when, example)?)))
    });
    let lines = protocol.lines().iter().flat_map(|rule| {
        rule.examples.iter().filter_map(|example| Some((example, line_fails(&rule.when, example)?)))
    });
    let triage = protocol.triage().iter().filter(|rule| !rule.is_floor).flat_map(|rule| {
        rule.examples.iter().filter_map(|example| Some((example, triage_fails(protocol, rule, example)?)))
    });
    screens.chain(limits).chain(tasks).chain(steps).chain(lines).chain(triage)
}

/// The examples of the floor that do not come out: beside another protocol what is ordinary may differ.
#[must_use]
pub fn floor_failures(protocol: &Protocol) -> Vec<Problem> {
    let floor = protocol.triage().iter().filter(|rule| rule.is_floor);
    let failed = floor.flat_map(|rule| {
        let fails = rule.examples.iter().filter_map(|example| triage_fails(protocol, rule, example));
        fails.map(|message| Problem {
            file: "floor".to_owned(),
            path: OwnedPath(vec![OwnedStep::Key(rule.rule.id.clone())]),
            place: None,
            message,
            help: None,
        })
    });
    failed.collect()
}

fn triage_fails(protocol: &Protocol, rule: &Triage, example: &Example) -> Option<String> {
    let Expects::Triage(at_h, wanted) = &example.expects else { return None };
    let case = case(example)?;
    let answer = triage::triage(protocol, &case, at_hour(case.ended()?, *at_h));
    let fired = answer.findings.iter().any(|finding| finding.rule.id == rule.rule.id);
    (fired != *wanted).then(|| format!("fires at hour {at_h}: {fired}, not {wanted}"))
}

fn label_fails(protocol: &Protocol, dictionary: &Dictionary, example: &Example) -> Option<String> {
    let Expects::Label(at_h, text, wanted) = &example.expects else { return None };
    let case = case(example)?;
    let now = at_hour(case.ended()?, *at_h);
    let labels = label::labels(protocol, dictionary, &case, [("", text.as_str())], now);
    let found = labels.products.first()?;
    let unknown = found.reading.unknown.join(", ");
    let unknown = if unknown.is_empty() { unknown } else { format!("; not recognised: {unknown}") };
    (found.answer.id() != wanted)
        .then(|| format!("the answer at hour {at_h} is `{}`, not `{wanted}`{unknown}", found.answer.id()))
}

/// Names that a rule about ingredients gives and the dictionary does not know: the rule would never fire.
fn unknown_names(protocol: &Protocol, dictionary: &Dictionary) -> Vec<Problem> {
    let named = protocol
        .ingredients()
        .iter()
        .flat_map(|rule| rule.names.iter().map(move |name| (&rule.rule.id, name)));
    let promoted = protocol.promotions().iter();
    let promoted = promoted.flat_map(|rule| rule.names.iter().map(move |name| (&rule.rule.id, name)));
    let unknown = named
        .chain(promoted)
        .filter(|(_, name)| dictionary.exact(name).is_none_or(|known| known.inci != **name));
    let problem = |(rule, name): (&String, &String)| Problem {
        file: "names".to_owned(),
        path: OwnedPath(vec![OwnedStep::Key(rule.clone())]),
        place: None,
        message: format!("`{name}` is no EU INCI name of the dictionary"),
        help: Some("write it as it stands in `names/`, or add it there".to_owned()),
    };
    unknown.map(problem).collect()
}

/// How many examples a protocol has.
#[must_use]
pub fn count(protocol: &Protocol) -> usize {
    let gates = protocol.gates().iter().map(|rule| rule.examples.len());
    let care = protocol.care().iter().map(|rule| rule.examples.len());
    let expectations = protocol.expectations().iter().map(|rule| rule.examples.len());
    let screens = protocol.screens().iter().map(|rule| rule.examples.len());
    let limits = protocol.limits().iter().map(|rule| rule.examples.len());
    let tasks = protocol.tasks().iter().map(|rule| rule.examples.len());
    let steps = protocol.steps().iter().map(|rule| rule.examples.len());
    let lines = protocol.lines().iter().map(|rule| rule.examples.len());
    let before = screens.chain(limits).chain(tasks).chain(steps);
    let triage = protocol.triage().iter().map(|rule| rule.examples.len());
    let labels = protocol.ingredients().iter().map(|rule| rule.examples.len());
    gates.chain(care).chain(expectations).chain(before).chain(lines).chain(labels).chain(triage).sum()
}

fn screen_fails(protocol: &Protocol, rule: &Screen, example: &Example) -> Option<String> {
    let Expects::Fires(wanted, wait_days) = &example.expects else { return None };
    let case = case(example)?;
    let appointment = appointment::of(&case, case.ended()?);
    let fired = screening::fired(protocol, rule, &appointment, &mut BTreeSet::new());
    if fired.is_some() != *wanted {
        return Some(format!("fires: {}, not {wanted}", fired.is_some()));
    }
    let until = fired.and_then(|finding| finding.until);
    let found = until.map(|until| until.duration_since(appointment.day).as_hours() / 24);
    let wanted = wait_days.filter(|wanted| found != Some(*wanted))?;
    Some(match found {
        Some(found) => format!("the wait is over after {found} days, not {wanted}"),
        None => format!("there is no date, not one after {wanted} days"),
    })
}

fn limit_fails(protocol: &Protocol, rule: &Limit, example: &Example) -> Option<String> {
    let Expects::Limit(value, wanted) = &example.expects else { return None };
    let mut facts = example.facts.0.clone();
    put(&mut facts, rule.measure, *value);
    let answers = limits::judge(protocol, &facts, &mut BTreeSet::new());
    let found = answers.iter().find(|answer| answer.measure == rule.measure);
    let Some(found) = found else { return Some("no limit is asked".to_owned()) };
    if found.limit.rule.id != rule.rule.id {
        return Some(format!("`{}` decides here", found.limit.rule.id));
    }
    let verdict = found.verdict.id();
    (verdict != wanted).then(|| format!("{value} is `{verdict}`, not `{wanted}`"))
}

/// The number that an example of a limit judges.
fn put(facts: &mut Facts, measure: Measure, value: f64) {
    // Where the example names no cream, it is plain lidocaine.
    let plain = Numbing { agent: Anaesthetic::Lidocaine, prilocaine: Some(false), ..Numbing::none() };
    let numbing = facts.numbing.filter(|numbing| numbing.agent != Anaesthetic::None).unwrap_or(plain);
    let numbing = match measure {
        Measure::Depth => {
            facts.depths.iter_mut().for_each(|(_, depth)| *depth = Some(value));
            return;
        }
        Measure::Percent => Numbing { percent: Some(value), ..numbing },
        Measure::Minutes => Numbing { minutes: Some(value), ..numbing },
        Measure::AreaCm2 => Numbing { area_cm2: Some(value), ..numbing },
        Measure::Grams => Numbing { grams: Some(value), ..numbing },
    };
    facts.numbing = Some(numbing);
}

fn task_fails(protocol: &Protocol, rule: &Task, example: &Example) -> Option<String> {
    let Expects::Shown(Some(day), wanted) = &example.expects else { return None };
    let case = case(example)?;
    let preparation = preparation::prepare(protocol, &case, case.ended()?);
    let date = EXAMPLE_DAY.saturating_add(jiff::Span::new().days(*day));
    let shown = preparation.tasks.iter().any(|dated| {
        let within = dated.from.zip(dated.until).is_some_and(|(from, until)| (from..=until).contains(&date));
        dated.task.rule.id == rule.rule.id && within
    });
    (shown != *wanted).then(|| format!("shown on day {day}: {shown}, not {wanted}"))
}

fn line_fails(when: &When, example: &Example) -> Option<String> {
    let Expects::Shown(None, wanted) = &example.expects else { return None };
    let shown = when.holds(&example.facts.0) != Ternary::No;
    (shown != *wanted).then(|| format!("shown: {shown}, not {wanted}"))
}

fn gate_fails(protocol: &Protocol, rule: &Gate, example: &Example) -> Option<String> {
    let Expects::State(at_h, state) = &example.expects else { return None };
    let case = case(example)?;
    let found = gate::answer(protocol, rule, &case, at_hour(case.ended()?, *at_h)).state.id();
    (found != state).then(|| format!("the gate is `{found}` at hour {at_h}, not `{state}`"))
}

fn expectation_fails(rule: &Expectation, example: &Example) -> Option<String> {
    let Expects::Grades(at_h, wanted_highest, wanted_usual) = &example.expects else { return None };
    let (usual, highest) = expect::grades(rule, &example.facts.0, seconds(*at_h));
    if let Some(wanted) = wanted_highest.filter(|wanted| *wanted != highest) {
        return Some(format!("the highest grade is `{highest}` at hour {at_h}, not `{wanted}`"));
    }
    let wanted = wanted_usual.filter(|wanted| *wanted != usual)?;
    Some(format!("the usual grade is `{usual}` at hour {at_h}, not `{wanted}`"))
}

fn care_fails(protocol: &Protocol, rule: &Care, example: &Example) -> Option<String> {
    let Expects::Shown(Some(day), wanted) = &example.expects else { return None };
    let day = u16::try_from(*day).ok()?;
    let case = case(example)?;
    let zone = case.zone()?;
    let date = hour::days_later(hour::date(case.ended()?, zone), day);
    let (start, end) = (hour::start_of(date, zone)?, hour::start_of(hour::days_later(date, 1), zone)?);
    let gates: Vec<_> =
        protocol.gates().iter().map(|gate| gate::answer(protocol, gate, &case, start)).collect();
    let lines = care::spans(protocol, &case, &gates);
    let shown = lines
        .iter()
        .filter_map(|span| span.on(day, start, end))
        .any(|line| line.care.rule.id == rule.rule.id);
    (shown != *wanted).then(|| format!("shown on day {day}: {shown}, not {wanted}"))
}

/// An example's person, treated at noon on a day without a change of clocks.
fn case(example: &Example) -> Option<Case> {
    let ended = EXAMPLE_DAY.at(12, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).ok()?.timestamp();
    Some(Case {
        id: None,
        name: None,
        zone: Some(TimeZone::UTC),
        appointment_zone: Some(TimeZone::UTC),
        contacts: Contacts::default(),
        facts: example.facts.0.clone(),
        ended: Some(ended),
        planned: None,
        check_ins: example.check_ins.iter().map(|check_in| seen(check_in, ended)).collect(),
        before: Vec::new(),
        seen: Vec::new(),
        done: Vec::new(),
        session: Course::default(),
        next: None,
        products: Vec::new(),
        event: example.event.map(|on| Event { on, what: None }),
        price: None,
    })
}

fn seen(example: &ExampleCheckIn, ended: Timestamp) -> CheckIn {
    CheckIn {
        at: at_hour(ended, example.at_h),
        symptoms: example.symptoms.clone(),
        signs: example.signs,
        areas: example.places,
        temperature_c: example.temperature_c,
        trend: example.worse.then_some(Trend::Worse),
        improvement: None,
    }
}

fn at_hour(zero: Timestamp, hours: f64) -> Timestamp {
    zero.saturating_add(SignedDuration::from_secs(seconds(hours))).unwrap_or(zero)
}

/// Whole seconds; 47.99 hours lie before the 48th.
#[expect(clippy::cast_possible_truncation, reason = "the loader keeps example hours between 0 and 20,000")]
fn seconds(hours: f64) -> i64 {
    (hours * 3600.0).round() as i64
}
