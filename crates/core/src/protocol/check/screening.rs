//! Rules of screening: a verdict for every word of the vocabulary, waits that agree with their sources.

use std::collections::BTreeSet;

use super::library::Library;
use super::rule::{self, RuleText};
use super::{Entry, ROOT, Report, example, read_when};
use crate::case::check::value::Checker;
use crate::document::Path;
use crate::protocol::condition::Test;
use crate::protocol::file::appointment::{ScreenFile, WithinFile};
use crate::protocol::{Gate, GateKind, Screen, SourcedValue, Wait, Within};
use crate::set::Set;
use crate::vocabulary::{
    Activity, Allergy, Condition, History, Medication, Recent, RecentKind, Verdict, Word,
};

pub(super) fn read(
    entries: Vec<Entry<ScreenFile>>,
    gates: &[Gate],
    library: &Library,
    report: &mut Report<'_>,
) -> Vec<Screen> {
    let mut seen = BTreeSet::new();
    let mut screens = Vec::new();
    let mut kinds = Vec::new();
    for Entry { file, index, value } in entries {
        let name = report.name(file);
        let mut check = report.file(file);
        let list = ROOT.key("screen");
        let path = list.index(index);
        let screen = screen(value, name, gates, library, &path, &mut seen, &mut check);
        if let Some(Within::Recent { what, kinds: Some(some), .. }) = screen.as_ref().and_then(|s| s.within) {
            kinds.push((file, index, what, some));
        }
        screens.extend(screen);
    }
    every_kind_is_covered(&kinds, report);
    every_word_is_used(&screens, report);
    screens
}

fn screen(
    file: ScreenFile,
    name: &str,
    gates: &[Gate],
    library: &Library,
    path: &Path<'_>,
    seen: &mut BTreeSet<String>,
    check: &mut Checker<'_>,
) -> Option<Screen> {
    let id = super::rule_id(file.id.as_ref(), "screen-", path, seen, check);
    let verdict = check
        .required(file.verdict.as_ref(), path, "verdict")
        .and_then(|verdict| check.id(Some(verdict), &path.key("verdict")));
    if verdict == Some(Verdict::Proceed) {
        let help = "write `caution`, `ask`, `defer` or `refuse`";
        check.problem(&path.key("verdict"), "a rule that finds nothing", help);
    }
    let when = file.when.as_ref().map(|when| read_when(when, &path.key("when"), check)).unwrap_or_default();
    let counts = super::counts(&file.counts, &when, &path.key("counts"), check);
    let values = library.values(&file.values, path, check);
    let within = file.within.as_ref().and_then(|file| within(file, gates, &path.key("within"), check));
    if file.when.is_none() && file.within.is_none() {
        check.problem(path, "fires for everyone", "name whom the rule is for in `when` or `within`");
    }
    if verdict == Some(Verdict::Defer) && matches!(within, Some(Within::BeforeEvent { .. })) {
        let help = "an event cannot be waited for: write another verdict";
        check.problem(&path.key("verdict"), "a wait without an end", help);
    }
    wait_is_sourced(within, &values, &path.key("within"), check);
    if file.part.as_deref().is_some_and(|part| part != "session") {
        check.problem(&path.key("part"), "not a part", "write `session`, or leave it out");
    }
    let text = RuleText {
        id,
        claims: file.claims,
        evidence: file.evidence,
        values,
        follows: file.follows,
        must_follow: within.is_some(),
        why: file.why,
        unverified: file.unverified,
    };
    let rule = rule::read(text, library, path, check);
    let examples = example::read(&file.example, name, path, example::Kind::Screen, check);
    Some(Screen { rule, verdict: verdict?, when, counts, within, in_session: file.part.is_some(), examples })
}

fn within(file: &WithinFile, gates: &[Gate], path: &Path<'_>, check: &mut Checker<'_>) -> Option<Within> {
    let what = check.ids(file.recent.as_deref(), &path.key("recent"));
    let stopped = check.ids(file.stopped.as_deref(), &path.key("stopped"));
    let kinds = check.ids(file.kind.as_deref(), &path.key("kind"));
    if what.is_none() && (kinds.is_some() || file.anywhere) {
        check.problem(path, "`kind` or `anywhere` without `recent`", "they belong to a procedure");
    }
    let wait = wait(file, gates, path, check);
    match (what, stopped, file.before_event_days) {
        (Some(what), None, None) => {
            Some(Within::Recent { what, kinds, anywhere: file.anywhere, wait: wait? })
        }
        (None, Some(what), None) => Some(Within::Stopped { what, wait: wait? }),
        (None, None, Some(days)) => Some(Within::BeforeEvent { days }),
        _ => {
            let help = "write one of `recent`, `stopped` and `before_event_days`";
            check.problem(path, "not one thing to wait for", help);
            None
        }
    }
}

fn wait(file: &WithinFile, gates: &[Gate], path: &Path<'_>, check: &mut Checker<'_>) -> Option<Wait> {
    let gate = check.id(file.gate.as_ref(), &path.key("gate"));
    let timed = |activity: Activity| {
        gates.iter().any(|gate| gate.activity == activity && matches!(gate.kind, GateKind::Opens(_)))
    };
    if gate.is_some_and(|activity| !timed(activity)) {
        check.problem(&path.key("gate"), "this gate never opens by the clock", "name a gate with an hour");
    }
    let waits = [file.days.map(Wait::Days), file.months.map(Wait::Months), gate.map(Wait::Gate)];
    let mut given = waits.into_iter().flatten();
    let first = given.next();
    let needs = file.before_event_days.is_none();
    if needs != first.is_some() || given.next().is_some() {
        let help =
            "write one of `days`, `months` and `gate` beside `recent` or `stopped`, and none beside an event";
        check.problem(path, "not one wait", help);
    }
    if matches!(first, Some(Wait::Days(0) | Wait::Months(0))) || file.before_event_days == Some(0) {
        check.problem(path, "no time at all", "a wait is at least a day");
    }
    first
}

/// The wait lies within what the sources say, where one of them gives days.
fn wait_is_sourced(
    within: Option<Within>,
    values: &[SourcedValue],
    path: &Path<'_>,
    check: &mut Checker<'_>,
) {
    let [shortest, longest] = match within {
        Some(Within::Recent { wait, .. } | Within::Stopped { wait, .. }) => match wait {
            Wait::Days(days) => [i64::from(days); 2],
            // A civil month has 28 to 31 days.
            Wait::Months(months) => [i64::from(months) * 28, i64::from(months) * 31],
            Wait::Gate(_) => return,
        },
        Some(Within::BeforeEvent { .. }) | None => return,
    };
    let days = || values.iter().filter_map(|value| value.days);
    let (Some(low), Some(high)) = (days().map(|[low, _]| low).min(), days().map(|[_, high]| high).max())
    else {
        return;
    };
    if longest < -high || shortest > -low {
        let message = format!("outside the sourced range of {} to {} days", -high, -low);
        check.problem(path, message, "follow one of the values, or name its source");
    }
}

/// Where a procedure is split by kinds, every kind belongs to some rule: none may fall between them.
fn every_kind_is_covered(rules: &[(usize, usize, Set<Recent>, Set<RecentKind>)], report: &mut Report<'_>) {
    for (file, index, what, _) in rules {
        for word in what.iter() {
            let of_word = rules.iter().filter(|(_, _, what, _)| what.contains(word));
            let covered = of_word.fold(Set::<RecentKind>::EMPTY, |all, (_, _, _, kinds)| all.union(*kinds));
            let missing: Vec<&str> = RecentKind::ALL
                .iter()
                .filter(|kind| !covered.contains(**kind))
                .map(|kind| kind.id())
                .collect();
            if !missing.is_empty() {
                let list = ROOT.key("screen");
                let entry = list.index(*index);
                let within = entry.key("within");
                let message = format!("no rule for `{word}` of kind {}", missing.join(", "));
                report.file(*file).problem(&within.key("kind"), message, "every kind needs a rule");
            }
        }
    }
}

/// Every condition, history, medicine, allergy and recent procedure has a rule.
fn every_word_is_used(screens: &[Screen], report: &mut Report<'_>) {
    if screens.is_empty() {
        report.folder.push("no rule of screening".to_owned());
        return;
    }
    let mut used = (Set::EMPTY, Set::EMPTY, Set::EMPTY, Set::EMPTY, Set::EMPTY);
    for screen in screens {
        for test in screen.when.tests() {
            match *test {
                Test::Condition(words) => used.0 = words.union(used.0),
                Test::History(words) => used.1 = words.union(used.1),
                Test::Medication(words) => used.2 = words.union(used.2),
                Test::Allergy(words) => used.3 = words.union(used.3),
                _ => {}
            }
        }
        match screen.within {
            Some(Within::Recent { what, .. }) => used.4 = what.union(used.4),
            Some(Within::Stopped { what, .. }) => used.2 = what.union(used.2),
            Some(Within::BeforeEvent { .. }) | None => {}
        }
    }
    unused::<Condition>(used.0, report);
    unused::<History>(used.1, report);
    unused::<Medication>(used.2, report);
    unused::<Allergy>(used.3, report);
    unused::<Recent>(used.4, report);
}

fn unused<W: Word>(used: Set<W>, report: &mut Report<'_>) {
    let missing = W::ALL.iter().filter(|word| !used.contains(**word));
    let table = W::TABLE.name();
    report.folder.extend(missing.map(|word| format!("no rule of screening for `{table}:{}`", word.id())));
}
