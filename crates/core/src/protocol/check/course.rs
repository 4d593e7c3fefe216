//! Sessions and results for every concern, and lines of advice.

use std::collections::BTreeSet;

use super::library::Library;
use super::rule::{self, RuleText};
use super::{Entry, ROOT, Report, cover, example, in_order, read_when, words};
use crate::case::check::value::Checker;
use crate::document::Path;
use crate::protocol::file::appointment::{LineFile, SeriesFile};
use crate::protocol::{Line, Part, Schedule, Series};
use crate::vocabulary::Word;

const GRADES: [&str; 4] = ["strong", "some", "weak", "none"];

pub(super) fn series(
    entries: Vec<Entry<SeriesFile>>,
    library: &Library,
    report: &mut Report<'_>,
) -> Vec<Series> {
    let mut series = Vec::new();
    let mut places = Vec::new();
    for Entry { file, index, value } in entries {
        let mut check = report.file(file);
        let list = ROOT.key("concern");
        let path = list.index(index);
        let concern = check
            .required(value.concern.as_ref(), &path, "concern")
            .and_then(|concern| check.id(Some(concern), &path.key("concern")));
        places.push((file, index, concern));
        let schedule = schedule(&value, &path, &mut check);
        let grade = check.required(value.grade.as_ref(), &path, "grade").cloned().unwrap_or_default();
        if !grade.is_empty() && !GRADES.contains(&grade.as_str()) {
            let help = format!("known: {}", GRADES.join(", "));
            check.problem(&path.key("grade"), format!("`{grade}` is not known"), &help);
        }
        for (key, range) in
            [("judge_after_weeks", value.judge_after_weeks), ("maintenance_months", value.maintenance_months)]
        {
            in_order_of_size(range, &path.key(key), &mut check);
        }
        let values = library.values(&value.values, &path, &mut check);
        let text = RuleText {
            id: format!("course-{}", concern.map_or("", Word::id)),
            claims: value.claims,
            evidence: value.evidence,
            values,
            follows: value.follows,
            must_follow: false,
            why: value.why,
            unverified: value.unverified,
        };
        let rule = rule::read(text, library, &path, &mut check);
        let (judge_after_weeks, maintenance_months) = (value.judge_after_weeks, value.maintenance_months);
        series.extend(concern.map(|concern| Series {
            rule,
            concern,
            schedule,
            judge_after_weeks,
            maintenance_months,
            grade,
        }));
    }
    cover(&words(&places), "concern", report);
    in_order(series, |series| series.concern)
}

fn schedule(file: &SeriesFile, path: &Path<'_>, check: &mut Checker<'_>) -> Option<Schedule> {
    in_order_of_size(file.sessions, &path.key("sessions"), check);
    in_order_of_size(file.weeks_apart, &path.key("weeks_apart"), check);
    if file.sessions.is_some() != file.weeks_apart.is_some() {
        let help = "write both `sessions` and `weeks_apart`, or neither";
        check.problem(path, "half a schedule", help);
    }
    Some(Schedule { sessions: file.sessions?, weeks_apart: file.weeks_apart? })
}

fn in_order_of_size(range: Option<[u16; 2]>, path: &Path<'_>, check: &mut Checker<'_>) {
    if range.is_some_and(|[low, high]| high < low || low == 0) {
        check.problem(path, "not a range", "write the lower number first, from 1");
    }
}

pub(super) fn lines(entries: Vec<Entry<LineFile>>, library: &Library, report: &mut Report<'_>) -> Vec<Line> {
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    for Entry { file, index, value } in entries {
        let name = report.name(file);
        let mut check = report.file(file);
        let list = ROOT.key("line");
        let path = list.index(index);
        let id = super::rule_id(value.id.as_ref(), "line-", &path, &mut seen, &mut check);
        let part = check.required(value.part.as_ref(), &path, "part");
        let known = part.and_then(|part| Part::ALL.into_iter().find(|known| known.id() == part));
        if part.is_some() && known.is_none() {
            let all: Vec<&str> = Part::ALL.iter().map(|part| part.id()).collect();
            check.problem(&path.key("part"), "not a part", &format!("known: {}", all.join(", ")));
        }
        let when = value.when.as_ref().map(|when| read_when(when, &path.key("when"), &mut check));
        let values = library.values(&value.values, &path, &mut check);
        let text = RuleText {
            id,
            claims: value.claims,
            evidence: value.evidence,
            values,
            follows: value.follows,
            must_follow: false,
            why: value.why,
            unverified: value.unverified,
        };
        let rule = rule::read(text, library, &path, &mut check);
        let examples = example::read(&value.example, name, &path, example::Kind::Shown, &mut check);
        lines.extend(known.map(|part| Line { rule, part, when: when.unwrap_or_default(), examples }));
    }
    lines
}
