//! Gates: hours that agree with their sources, holds that can be met, adjustments that are only ever later.

use super::library::Library;
use super::rule::{self, RuleText};
use super::{Entry, ROOT, Report, cover, example, in_order, required_when, words};
use crate::case::check::value::{Checker, unknown_id};
use crate::document::Path;
use crate::protocol::file::{AdjustFile, AskFile, DoneRuleFile, GateFile, HoldFile};
use crate::protocol::{Adjust, Ask, Gate, GateKind, Hold, Move, Opening, SourcedValue, Standing};
use crate::vocabulary::{Activity, Grade, Sign, Symptom, Table, Word};

pub(super) fn read(entries: Vec<Entry<GateFile>>, library: &Library, report: &mut Report<'_>) -> Vec<Gate> {
    let mut gates = Vec::new();
    let mut places = Vec::new();
    for Entry { file, index, value } in entries {
        let name = report.name(file);
        let mut check = report.file(file);
        let list = ROOT.key("gate");
        let path = list.index(index);
        let activity = check
            .required(value.activity.as_ref(), &path, "activity")
            .and_then(|activity| check.id(Some(activity), &path.key("activity")));
        places.push((file, index, activity));
        gates.extend(activity.map(|activity| gate(value, activity, name, library, &path, &mut check)));
    }
    moves_are_timed(&gates, &places, report);
    cover(&words(&places), "gate", report);
    in_order(gates, |gate| gate.activity)
}

fn gate(
    file: GateFile,
    activity: Activity,
    name: &str,
    library: &Library,
    path: &Path<'_>,
    check: &mut Checker<'_>,
) -> Gate {
    let values = library.values(&file.values, path, check);
    let kind = kind(&file, &values, library, path, check);
    let holds = holds(&file.hold, &path.key("hold"), check);
    let asks = asks(&file.ask, &path.key("ask"), check);
    let timed = matches!(kind, GateKind::Opens(_));
    if !timed && (!holds.is_empty() || !asks.is_empty() || file.must_know) {
        check.problem(
            path,
            "conditions of a gate that has no hour",
            "leave out `hold`, `ask` and `must_know`",
        );
    }
    if file.must_know && holds.is_empty() {
        check.problem(
            &path.key("must_know"),
            "nothing that must be known",
            "name what must be gone in `hold`",
        );
    }
    let adjusted = file.adjust.iter().flat_map(|adjust| adjust.evidence.iter().cloned());
    let also_claimed = file.adjust.iter().flat_map(|adjust| adjust.claims.iter().cloned());
    let text = RuleText {
        id: activity.id().to_owned(),
        claims: file.claims.iter().cloned().chain(also_claimed).collect(),
        evidence: file.evidence.iter().cloned().chain(adjusted).collect(),
        values,
        follows: file.follows.clone(),
        must_follow: timed,
        why: file.why.clone(),
        unverified: file.unverified,
    };
    let rule = rule::read(text, library, path, check);
    let (now_do, watch_for, moves) = done(file.done.unwrap_or_default(), &path.key("done"), check);
    let examples = example::read(&file.example, name, path, example::Kind::Gate, check);
    Gate { rule, activity, kind, holds, asks, must_know: file.must_know, now_do, watch_for, moves, examples }
}

fn kind(
    file: &GateFile,
    values: &[SourcedValue],
    library: &Library,
    path: &Path<'_>,
    check: &mut Checker<'_>,
) -> GateKind {
    let untimed = match file.kind.as_deref() {
        None | Some("opens") => return GateKind::Opens(opening(file, values, library, path, check)),
        Some("never") => GateKind::Never,
        Some("ask") => GateKind::Ask,
        Some(other) => {
            let help = "write `opens`, `never` or `ask`";
            check.problem(&path.key("kind"), format!("`{other}` is not a kind of gate"), help);
            return GateKind::Ask;
        }
    };
    if file.opens_h.is_some() || file.floor_h.is_some() || !file.adjust.is_empty() {
        check.problem(
            path,
            "hours of a gate that has no hour",
            "leave out `opens_h`, `floor_h` and `adjust`",
        );
    }
    untimed
}

fn opening(
    file: &GateFile,
    values: &[SourcedValue],
    library: &Library,
    path: &Path<'_>,
    check: &mut Checker<'_>,
) -> Opening {
    let opens_h = check.required(file.opens_h.as_ref(), path, "opens_h").copied().unwrap_or(0);
    let floor_h = check.required(file.floor_h.as_ref(), path, "floor_h").copied().unwrap_or(0);
    let hours = || values.iter().filter_map(|value| value.h);
    let low = hours().map(|[low, _]| low).min();
    let high = hours().map(|[_, high]| high).max();
    let range_h = [low.unwrap_or(i64::from(opens_h)), high.unwrap_or(i64::from(opens_h))];
    if low.is_none() {
        check.problem(
            &path.key("values"),
            "no sourced hour",
            "give every source's hours, also those not followed",
        );
    } else if !(range_h[0]..=range_h[1]).contains(&i64::from(opens_h)) {
        let message = format!("outside the sourced range of {} to {} hours", range_h[0], range_h[1]);
        check.problem(&path.key("opens_h"), message, "follow one of the values, or name its source");
    }
    if low.is_some_and(|low| low < 0) {
        check.problem(
            &path.key("values"),
            "an hour before the treatment",
            "gates count from the end of the treatment",
        );
    }
    floor(file, values, opens_h, floor_h, library, path, check);
    let adjust = adjusts(&file.adjust, opens_h, path, check);
    for (index, entry) in file.adjust.iter().enumerate() {
        let list = path.key("adjust");
        library.evidence_exists(&entry.evidence, &list.index(index), check);
        library.claims_exist(&entry.claims, &list.index(index), check);
    }
    Opening { opens_h, floor_h, floor_note: file.floor_note.clone(), range_h, adjust }
}

/// The floor is the lowest value of a regulator, a label or a measurement; without one, the protocol's own.
fn floor(
    file: &GateFile,
    values: &[SourcedValue],
    opens_h: u32,
    floor_h: u32,
    library: &Library,
    path: &Path<'_>,
    check: &mut Checker<'_>,
) {
    let path = path.key("floor_h");
    if file.floor_h.is_none() || file.opens_h.is_none() {
        return;
    }
    if opens_h < floor_h {
        check.problem(
            &path,
            format!("opens at {opens_h} hours, below its floor"),
            "open later, or check the floor",
        );
        return;
    }
    let binding = values.iter().filter(|value| library.binds(&value.from));
    let lowest = binding.filter_map(|value| Some((value.h?[0], &value.from))).min();
    match lowest {
        Some((lowest, from)) if file.floor_note.is_none() && lowest != i64::from(floor_h) => {
            let help =
                format!("the lowest value of a regulator, label or measurement is {lowest} hours (`{from}`)");
            check.problem(&path, "not the floor that the sources set", &help);
        }
        Some(_) if file.floor_note.is_some() && floor_h != opens_h => {
            let help =
                format!("beside a `floor_note` the floor is the protocol's own value: write {opens_h}");
            check.problem(&path, "a floor that the note does not allow", &help);
        }
        None if floor_h != opens_h => {
            let help = format!("no regulator, label or measurement among the values: write {opens_h}");
            check.problem(&path, "a floor that no source sets", &help);
        }
        _ => {}
    }
}

fn adjusts(files: &[AdjustFile], opens_h: u32, path: &Path<'_>, check: &mut Checker<'_>) -> Vec<Adjust> {
    let list = path.key("adjust");
    let mut adjusts: Vec<Adjust> = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let path = list.index(index);
        let hour = check.required(file.opens_h.as_ref(), &path, "opens_h").copied().unwrap_or(0);
        if file.opens_h.is_some() && hour <= opens_h {
            check.problem(
                &path.key("opens_h"),
                "not later than the gate's own hour",
                "an adjustment is only ever later",
            );
        }
        if file.floor_h.is_some_and(|floor| floor > hour) {
            check.problem(
                &path.key("floor_h"),
                "above the adjustment's own hour",
                "open later, or check the floor",
            );
        }
        let why = check.required(file.why.as_ref(), &path, "why").cloned().unwrap_or_default();
        let when = required_when(file.when.as_ref(), &path, check);
        adjusts.push(Adjust {
            when,
            opens_h: hour,
            floor_h: file.floor_h,
            why,
            evidence: file.evidence.clone(),
        });
    }
    for (index, mine) in adjusts.iter().enumerate() {
        let others = adjusts.iter().enumerate().filter(|(other, _)| *other != index);
        let hidden = |(other, theirs): (usize, &Adjust)| {
            let same = theirs.when == mine.when && theirs.opens_h == mine.opens_h && other > index;
            theirs.when.covers(&mine.when) && theirs.opens_h >= mine.opens_h && !same
        };
        if others.into_iter().any(hidden) {
            let message = "never decides: another adjustment is for the same people and as late";
            check.problem(&list.index(index), message, "leave it out, or make it later");
        }
    }
    adjusts
}

fn holds(files: &[HoldFile], list: &Path<'_>, check: &mut Checker<'_>) -> Vec<Hold> {
    let mut holds: Vec<Hold> = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let path = list.index(index);
        let hold = match (&file.symptom, &file.at_least, &file.sign) {
            (Some(symptom), Some(grade), None) => {
                let symptom = check.id(Some(symptom), &path.key("symptom"));
                let grade = check.id(Some(grade), &path.key("at_least"));
                if grade == Some(Grade::None) {
                    check.problem(
                        &path.key("at_least"),
                        "always there",
                        "write `mild`, `moderate` or `severe`",
                    );
                }
                symptom.zip(grade).map(|(symptom, grade)| Hold::Symptom(symptom, grade))
            }
            (None, None, Some(sign)) => check.id(Some(sign), &path.key("sign")).map(Hold::Sign),
            _ => {
                check.problem(&path, "not a hold", "write `symptom` and `at_least`, or `sign`");
                None
            }
        };
        if let Some(hold) = hold {
            if holds.iter().any(|known| same_subject(*known, hold)) {
                check.problem(&path, "a second hold for the same", "keep the one that counts");
            }
            holds.push(hold);
        }
    }
    holds
}

fn same_subject(one: Hold, other: Hold) -> bool {
    match (one, other) {
        (Hold::Symptom(one, _), Hold::Symptom(other, _)) => one == other,
        (Hold::Sign(one), Hold::Sign(other)) => one == other,
        _ => false,
    }
}

fn asks(files: &[AskFile], list: &Path<'_>, check: &mut Checker<'_>) -> Vec<Ask> {
    let mut asks: Vec<Ask> = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let path = list.index(index);
        let why = check.required(file.why.as_ref(), &path, "why").cloned().unwrap_or_default();
        let when = required_when(file.when.as_ref(), &path, check);
        if asks.iter().any(|known| known.when.covers(&when)) {
            check.problem(&path, "never decides: an entry above is for the same people", "leave it out");
        }
        asks.push(Ask { when, why });
    }
    asks
}

fn done(
    file: DoneRuleFile,
    path: &Path<'_>,
    check: &mut Checker<'_>,
) -> (Vec<String>, Vec<Standing>, Vec<Move>) {
    let list = path.key("watch");
    let watch = file.watch.iter().enumerate();
    let watch = watch.filter_map(|(index, id)| standing(id, &list.index(index), check)).collect();
    let list = path.key("moves");
    let mut moves = Vec::new();
    for (index, entry) in file.moves.iter().enumerate() {
        let path = list.index(index);
        let activity = check
            .required(entry.activity.as_ref(), &path, "activity")
            .and_then(|activity| check.id(Some(activity), &path.key("activity")));
        let not_before_h = check.required(entry.not_before_h.as_ref(), &path, "not_before_h").copied();
        moves.extend(
            activity.zip(not_before_h).map(|(activity, not_before_h)| Move { activity, not_before_h }),
        );
    }
    (file.now, watch, moves)
}

/// `sign:pus` or `symptom:redness`.
pub(super) fn standing(id: &str, path: &Path<'_>, check: &mut Checker<'_>) -> Option<Standing> {
    let found = match id.split_once(':') {
        Some(("sign", sign)) => Sign::from_id(sign).map(Standing::Sign).ok_or((sign, Table::Sign)),
        Some(("symptom", symptom)) => {
            Symptom::from_id(symptom).map(Standing::Symptom).ok_or((symptom, Table::Symptom))
        }
        _ => {
            check.problem(path, "neither a sign nor a symptom", "write `sign:` or `symptom:` and the id");
            return None;
        }
    };
    match found {
        Ok(standing) => Some(standing),
        Err((id, table)) => {
            let (message, help) = unknown_id(id, &[table]);
            check.problem(path, message, &help);
            None
        }
    }
}

/// What was done too early can only move gates that open by the clock.
fn moves_are_timed(gates: &[Gate], places: &[(usize, usize, Option<Activity>)], report: &mut Report<'_>) {
    let timed = |activity: Activity| {
        gates.iter().any(|gate| gate.activity == activity && matches!(gate.kind, GateKind::Opens(_)))
    };
    for gate in gates {
        let place = places.iter().find(|(_, _, activity)| *activity == Some(gate.activity));
        for (position, step) in gate.moves.iter().enumerate().filter(|(_, step)| !timed(step.activity)) {
            if let Some((file, index, _)) = place {
                let list = ROOT.key("gate");
                let entry = list.index(*index);
                let done = entry.key("done");
                let moves = done.key("moves");
                let message = format!("the gate of `{}` has no hour to move", step.activity);
                report.file(*file).problem(
                    &moves.index(position),
                    message,
                    "name a gate that opens by the clock",
                );
            }
        }
    }
}
