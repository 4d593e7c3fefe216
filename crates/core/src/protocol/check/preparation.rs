//! Tasks before a session: days in order, and no medicine that somebody may have prescribed is ever stopped.

use std::collections::BTreeSet;

use super::library::Library;
use super::rule::{self, RuleText};
use super::{Entry, ROOT, Report, example, read_when, required_when};
use crate::case::check::value::Checker;
use crate::document::Path;
use crate::protocol::condition::{Test, When};
use crate::protocol::file::appointment::TaskFile;
use crate::protocol::{Gate, GateKind, Task, TaskKind};
use crate::vocabulary::{Activity, Medication};

/// Pausing these is not stopping a medicine: a cream of the retinoid class, and what is bought as food.
const MAY_PAUSE: [Medication; 2] = [Medication::TopicalRetinoid, Medication::BloodThinningSupplement];

pub(super) fn read(
    entries: Vec<Entry<TaskFile>>,
    gates: &[Gate],
    library: &Library,
    report: &mut Report<'_>,
) -> Vec<Task> {
    let mut seen = BTreeSet::new();
    let ids: BTreeSet<String> = entries.iter().filter_map(|entry| entry.value.id.clone()).collect();
    let mut tasks = Vec::new();
    for Entry { file, index, value } in entries {
        let name = report.name(file);
        let mut check = report.file(file);
        let list = ROOT.key("task");
        let path = list.index(index);
        if value
            .instead_of
            .as_ref()
            .is_some_and(|other| !ids.contains(other) || value.id.as_ref() == Some(other))
        {
            check.problem(
                &path.key("instead_of"),
                "not another task",
                "name the task that this one replaces",
            );
        }
        tasks.extend(task(value, name, gates, library, &path, &mut seen, &mut check));
    }
    tasks
}

fn task(
    file: TaskFile,
    name: &str,
    gates: &[Gate],
    library: &Library,
    path: &Path<'_>,
    seen: &mut BTreeSet<String>,
    check: &mut Checker<'_>,
) -> Option<Task> {
    let id = super::rule_id(file.id.as_ref(), "task-", path, seen, check);
    let kind = check.required(file.kind.as_ref(), path, "kind").and_then(|kind| {
        let found = TaskKind::ALL.into_iter().find(|known| known.id() == kind);
        if found.is_none() {
            let known: Vec<&str> = TaskKind::ALL.iter().map(|kind| kind.id()).collect();
            check.problem(&path.key("kind"), "not a kind of task", &format!("known: {}", known.join(", ")));
        }
        found
    });
    let [first_day, last_day] = check.required(file.days.as_ref(), path, "days").copied().unwrap_or_default();
    if last_day < first_day {
        check.problem(&path.key("days"), "the last day is before the first", "write the first day first");
    }
    let activity = check.id(file.activity.as_ref(), &path.key("activity"));
    let timed = |activity: Activity| {
        gates.iter().any(|gate| gate.activity == activity && matches!(gate.kind, GateKind::Opens(_)))
    };
    if activity.is_some_and(|activity| !timed(activity)) {
        check.problem(
            &path.key("activity"),
            "this gate never opens by the clock",
            "name a gate with an hour",
        );
    }
    let when = file.when.as_ref().map(|when| read_when(when, &path.key("when"), check)).unwrap_or_default();
    if kind.is_some_and(|kind| stops_a_medicine(kind, &when)) {
        let help = "write `ask-prescriber`: only who prescribed it may stop it";
        check.problem(&path.key("kind"), "a medicine that somebody may have prescribed", help);
    }
    let adjust = adjusts(&file, first_day, library, path, check);
    let values = library.values(&file.values, path, check);
    let days = || values.iter().filter_map(|value| value.days);
    let low = days().map(|[low, _]| low).min().unwrap_or(i64::from(first_day));
    let high = days().map(|[_, high]| high).max().unwrap_or(i64::from(last_day));
    let adjusted = file.adjust.iter().flat_map(|adjust| adjust.evidence.iter().cloned());
    let text = RuleText {
        id,
        claims: file.claims,
        evidence: file.evidence.iter().cloned().chain(adjusted).collect(),
        values,
        follows: file.follows,
        must_follow: false,
        why: file.why,
        unverified: file.unverified,
    };
    let rule = rule::read(text, library, path, check);
    let examples = example::read(&file.example, name, path, example::Kind::Task, check);
    Some(Task {
        rule,
        kind: kind?,
        first_day,
        last_day,
        range_days: [low, high],
        activity,
        when,
        instead_of: file.instead_of,
        adjust,
        examples,
    })
}

fn stops_a_medicine(kind: TaskKind, when: &When) -> bool {
    let medicines = when.tests().iter().filter_map(|test| match test {
        Test::Medication(words) => Some(*words),
        _ => None,
    });
    let stops = matches!(kind, TaskKind::Stop | TaskKind::Avoid);
    stops
        && medicines.flat_map(|words| words.iter().collect::<Vec<_>>()).any(|word| !MAY_PAUSE.contains(&word))
}

fn adjusts(
    file: &TaskFile,
    first_day: i16,
    library: &Library,
    path: &Path<'_>,
    check: &mut Checker<'_>,
) -> Vec<(When, i16)> {
    let list = path.key("adjust");
    let mut adjust = Vec::new();
    for (index, entry) in file.adjust.iter().enumerate() {
        let path = list.index(index);
        let from = check.required(entry.from_day.as_ref(), &path, "from_day").copied().unwrap_or(i16::MIN);
        if from >= first_day {
            let help = "an adjustment is only ever earlier";
            check.problem(&path.key("from_day"), "not earlier than the task's own first day", help);
        }
        check.required(entry.why.as_ref(), &path, "why");
        library.evidence_exists(&entry.evidence, &path, check);
        adjust.push((required_when(entry.when.as_ref(), &path, check), from));
    }
    adjust
}
