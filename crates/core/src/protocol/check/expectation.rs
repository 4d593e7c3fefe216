//! Expectations: steps that rise in time, a usual grade never above the highest, courses that can be reached.

use super::library::Library;
use super::rule::{self, RuleText};
use super::{Entry, ROOT, Report, cover, example, in_order, read_when, words};
use crate::case::check::value::Checker;
use crate::document::{Entries, Path, Text};
use crate::protocol::file::{CourseFile, ExpectationFile, HourText};
use crate::protocol::{Course, Expectation, Steps};
use crate::vocabulary::{Grade, Word};

pub(super) fn read(
    entries: Vec<Entry<ExpectationFile>>,
    library: &Library,
    report: &mut Report<'_>,
) -> Vec<Expectation> {
    let mut expectations = Vec::new();
    let mut places = Vec::new();
    for Entry { file, index, value } in entries {
        let name = report.name(file);
        let mut check = report.file(file);
        let list = ROOT.key("expectation");
        let path = list.index(index);
        let symptom = check
            .required(value.symptom.as_ref(), &path, "symptom")
            .and_then(|symptom| check.id(Some(symptom), &path.key("symptom")));
        places.push((file, index, symptom));
        let courses = courses(&value.course, &path, &mut check);
        let text = RuleText {
            id: format!("expect-{}", symptom.map_or("", Word::id)),
            claims: value.claims,
            evidence: value.evidence,
            values: Vec::new(),
            follows: value.follows,
            must_follow: false,
            why: value.why,
            unverified: value.unverified,
        };
        let rule = rule::read(text, library, &path, &mut check);
        let examples = example::read(&value.example, name, &path, example::Kind::Expectation, &mut check);
        expectations.extend(symptom.map(|symptom| Expectation { rule, symptom, courses, examples }));
    }
    cover(&words(&places), "expectation", report);
    in_order(expectations, |expectation| expectation.symptom)
}

fn courses(files: &[CourseFile], path: &Path<'_>, check: &mut Checker<'_>) -> Vec<Course> {
    let list = path.key("course");
    let mut courses: Vec<Course> = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let path = list.index(index);
        let is_last = index + 1 == files.len();
        if file.when.is_none() != is_last {
            let message = if is_last {
                "the last course is not for everyone else"
            } else {
                "hides every course after it"
            };
            check.problem(&path, message, "only the last course has no `when`");
        }
        let when =
            file.when.as_ref().map(|when| read_when(when, &path.key("when"), check)).unwrap_or_default();
        if courses.iter().any(|before| !before.when.tests().is_empty() && before.when.covers(&when)) {
            check.problem(&path, "can never be reached", "a course above is for the same people");
        }
        let name = check.required(file.name.as_ref(), &path, "name").cloned().unwrap_or_default();
        let usual = steps(file.usual.as_ref(), &path, "usual", check);
        let highest = steps(file.highest.as_ref(), &path, "highest", check);
        for (hour, _) in usual.0.iter().chain(&highest.0) {
            let seconds = i64::from(*hour) * 3600;
            if usual.at(seconds) > highest.at(seconds) {
                let message = format!("from hour {hour} the usual grade is above the highest");
                check.problem(&path.key("usual"), message, "the highest is at least the usual grade");
            }
        }
        let ceiling = highest.ceiling();
        courses.push(Course { name, when, usual, highest, ceiling });
    }
    if courses.is_empty() {
        check.problem(&list, "no course", "write at least one `[[expectation.course]]`");
    }
    courses
}

fn steps(
    file: Option<&Entries<HourText, Text<Grade>>>,
    path: &Path<'_>,
    key: &str,
    check: &mut Checker<'_>,
) -> Steps {
    let entries = check.required(file, path, key).map(|entries| entries.0.as_slice()).unwrap_or_default();
    let path = path.key(key);
    let mut steps: Vec<(u32, Grade)> = Vec::new();
    for (hour, grade) in entries {
        let name = match &hour.0 {
            Ok(HourText(hour)) => hour.to_string(),
            Err(written) => written.clone(),
        };
        let here = path.key(&name);
        let grade = check.id(Some(grade), &here);
        match (&hour.0, grade) {
            (Ok(HourText(hour)), Some(grade)) => steps.push((*hour, grade)),
            (Err(_), _) => check.problem(&here, "not an hour", "write whole hours after the treatment"),
            _ => {}
        }
    }
    steps.sort_by_key(|(hour, _)| *hour);
    if !check.has_below(&path) && steps.first().is_none_or(|(hour, _)| *hour != 0) {
        check.problem(&path, "does not begin at hour 0", "say what holds from the beginning");
    }
    let pairs = steps.iter().zip(steps.iter().skip(1));
    for ((_, before), (hour, grade)) in pairs {
        if before == grade {
            let message = format!("the step at hour {hour} changes nothing");
            check.problem(&path.key(&hour.to_string()), message, "leave it out");
        }
    }
    Steps(steps)
}
