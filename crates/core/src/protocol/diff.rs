//! What changed between two protocols, and whether advice became looser.

use super::{
    Calling, Care, Country, Expectation, Gate, GateKind, Hold, Ingredient, Latch, Late, Protocol, Says,
    Series, Task, Triage, Wait, Within,
};
use crate::vocabulary::Word;

/// One difference between two protocols.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The rule, or the part of the protocol.
    pub rule: String,
    /// What of it.
    pub aspect: String,
    /// How it was; empty: it was not there.
    pub old: String,
    /// How it is; empty: it is gone.
    pub new: String,
    /// Whether somebody is now allowed more, or less.
    pub direction: Direction,
}

/// Which way a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Something opens earlier, or more counts as ordinary.
    Looser,
    /// Something opens later, or less counts as ordinary.
    Stricter,
    /// Neither, or not a matter of order.
    Other,
}

/// One comparable part of a protocol. `order`: more is stricter; `None`: not a matter of order.
struct Part {
    rule: String,
    aspect: String,
    text: String,
    order: Option<i64>,
}

/// Every difference, in the order of the older protocol, new parts last.
#[must_use]
pub fn diff(old: &Protocol, new: &Protocol) -> Vec<Change> {
    let (old, new) = (parts(old), parts(new));
    let same = |one: &Part, other: &Part| one.rule == other.rule && one.aspect == other.aspect;
    let mut changes = Vec::new();
    for before in &old {
        match new.iter().find(|after| same(before, after)) {
            Some(after) if after.text == before.text => {}
            after => changes.push(change(Some(before), after)),
        }
    }
    let added = new.iter().filter(|after| !old.iter().any(|before| same(before, after)));
    changes.extend(added.map(|after| change(None, Some(after))));
    changes
}

fn ingredient_parts(ingredient: &Ingredient, parts: &mut Vec<Part>) {
    let id = &ingredient.rule.id;
    parts.push(match ingredient.says {
        Says::Opens { gate, from_h } => {
            let text = format!("from {from_h} h");
            part(id, &format!("opens with {gate}"), text, Some(i64::from(from_h)))
        }
        Says::Ask => part(id, "answer", "ask".to_owned(), Some(1)),
        Says::No => part(id, "answer", "no".to_owned(), Some(2)),
    });
    let classes = ingredient.classes.iter().map(Word::id);
    let words: Vec<&str> = classes.chain(ingredient.roles.iter().map(Word::id)).collect();
    let strength = ingredient.percent_over.map_or_else(String::new, |over| format!(", over {over} %"));
    let names = ingredient.names.join(", ");
    let text = format!("{} [{names}]{strength}, for {}", words.join(", "), ingredient.when);
    parts.push(part(id, "about", text, None));
}

fn promotion_parts(protocol: &Protocol, parts: &mut Vec<Part>) {
    for promotion in &protocol.promotions {
        let strength = promotion.percent_from.map_or_else(String::new, |from| format!(", from {from} %"));
        let text = format!(
            "{} as {}{strength}, beside {}",
            promotion.names.join(", "),
            promotion.class,
            promotion.beside
        );
        parts.push(part(&promotion.rule.id, "promotion", text, None));
    }
}

fn change(before: Option<&Part>, after: Option<&Part>) -> Change {
    let either = before.or(after);
    let order = |part: Option<&Part>| part.and_then(|part| part.order);
    let direction = match (order(before), order(after)) {
        (Some(old), Some(new)) if new < old => Direction::Looser,
        (Some(old), Some(new)) if new > old => Direction::Stricter,
        (Some(_), None) if after.is_none() => Direction::Looser,
        (None, Some(_)) if before.is_none() => Direction::Stricter,
        _ => Direction::Other,
    };
    Change {
        rule: either.map(|part| part.rule.clone()).unwrap_or_default(),
        aspect: either.map(|part| part.aspect.clone()).unwrap_or_default(),
        old: before.map(|part| part.text.clone()).unwrap_or_default(),
        new: after.map(|part| part.text.clone()).unwrap_or_default(),
        direction,
    }
}

fn parts(protocol: &Protocol) -> Vec<Part> {
    let timing = protocol.timing;
    let mut parts = vec![
        part("protocol", "version", protocol.version.to_string(), None),
        part("protocol", "status", protocol.status.id().to_owned(), None),
        part("timing", "answer_stands_h", timing.answer_stands_h.to_string(), None),
        part("alert", "fever_c", format!("{} C", protocol.fever_c), None),
        part(
            "timing",
            "growth_from_h",
            timing.growth_from_h.to_string(),
            Some(-i64::from(timing.growth_from_h)),
        ),
        part("timing", "session_minutes", timing.session_minutes.to_string(), None),
        part("timing", "plan_days", timing.plan_days.to_string(), None),
    ];
    for phase in &protocol.phases {
        parts.push(part(
            &phase.id,
            "phase",
            format!("from {} h", phase.from_h),
            Some(i64::from(phase.from_h)),
        ));
        for adjust in &phase.adjust {
            let hours = i64::from(adjust.from_h);
            parts.push(part(
                &phase.id,
                &format!("phase for {}", adjust.when),
                format!("from {hours} h"),
                Some(hours),
            ));
        }
    }
    protocol.gates.iter().for_each(|gate| gate_parts(gate, &mut parts));
    protocol.care.iter().for_each(|care| care_parts(care, &mut parts));
    appointment_parts(protocol, &mut parts);
    protocol.ingredients.iter().for_each(|ingredient| ingredient_parts(ingredient, &mut parts));
    promotion_parts(protocol, &mut parts);
    triage_parts(protocol, &mut parts);
    protocol.expectations.iter().for_each(|expectation| expectation_parts(expectation, &mut parts));
    for claim in &protocol.claims {
        let fate = [&claim.caution, &claim.note, &claim.rejected];
        let fate: Vec<&str> = fate.into_iter().flatten().map(String::as_str).collect();
        let text =
            format!("{} ({}, from {}) {}", claim.says, claim.topic, claim.sources.join(", "), fate.join(" "));
        parts.push(part(&claim.id, "claim", text, None));
    }
    for source in &protocol.sources {
        parts.push(part(
            &source.id,
            "source",
            format!("{}, {}, {}", source.kind, source.title, source.reference),
            None,
        ));
    }
    for rule in protocol.rules() {
        let text = format!("{}{}", rule.why, if rule.unverified { " (unverified)" } else { "" });
        parts.push(part(&rule.id, "why", text, None));
        parts.push(part(
            &rule.id,
            "rests on",
            [&rule.claims[..], &rule.evidence[..]].concat().join(", "),
            None,
        ));
    }
    for fact in &protocol.evidence {
        parts.push(part(&fact.id, "evidence", format!("{} {:?}", fact.says, fact.tags), None));
    }
    for row in &protocol.conflicts {
        parts.push(part(&row.id, "conflict", format!("{}: {}", row.choice, row.reason), None));
    }
    parts
}

fn part(rule: &str, aspect: &str, text: String, order: Option<i64>) -> Part {
    Part { rule: rule.to_owned(), aspect: aspect.to_owned(), text, order }
}

fn gate_parts(gate: &Gate, parts: &mut Vec<Part>) {
    let id = &gate.rule.id;
    match &gate.kind {
        GateKind::Opens(opening) => {
            let hours = i64::from(opening.opens_h);
            parts.push(part(id, "opens_h", format!("{hours} h"), Some(hours)));
            let floor = i64::from(opening.floor_h);
            parts.push(part(id, "floor_h", format!("{floor} h"), Some(floor)));
            for adjust in &opening.adjust {
                let hours = i64::from(adjust.opens_h);
                parts.push(part(id, &format!("for {}", adjust.when), format!("{hours} h"), Some(hours)));
            }
        }
        GateKind::Never => parts.push(part(id, "opens_h", "never".to_owned(), Some(i64::MAX))),
        GateKind::Ask => parts.push(part(id, "opens_h", "ask".to_owned(), Some(i64::MAX - 1))),
    }
    for hold in &gate.holds {
        let (subject, from) = match hold {
            Hold::Symptom(symptom, grade) => (symptom.id(), grade.id()),
            Hold::Sign(sign) => (sign.id(), "there"),
        };
        parts.push(part(id, &format!("held by {subject}"), from.to_owned(), Some(strictness(*hold))));
    }
    for ask in &gate.asks {
        parts.push(part(id, &format!("ask first: {}", ask.when), ask.why.clone(), Some(1)));
    }
    parts.push(part(id, "must_know", gate.must_know.to_string(), Some(i64::from(gate.must_know))));
    let moves: Vec<String> =
        gate.moves.iter().map(|step| format!("{} +{} h", step.activity.id(), step.not_before_h)).collect();
    parts.push(part(id, "moves", moves.join(", "), None));
    parts.push(part(id, "advice", format!("{:?}", gate.now_do), None));
    parts.push(part(id, "follows", gate.rule.follows.clone().unwrap_or_default(), None));
}

/// A hold from a lower grade on is stricter.
fn strictness(hold: Hold) -> i64 {
    match hold {
        Hold::Symptom(_, grade) => -i64::try_from(grade.index()).unwrap_or(0),
        Hold::Sign(_) => 0,
    }
}

fn care_parts(care: &Care, parts: &mut Vec<Part>) {
    let text = format!(
        "days {} to {}, after {:?}, from {:?} h, for {}, {:?}",
        care.first_day, care.last_day, care.after_gate, care.from_h, care.when, care.adjust
    );
    parts.push(part(&care.rule.id, "care", text, None));
}

/// Screening, limits, preparation and course.
fn appointment_parts(protocol: &Protocol, parts: &mut Vec<Part>) {
    for screen in &protocol.screens {
        let id = &screen.rule.id;
        let text = format!("{} if {}, {:?}", screen.verdict, screen.when, screen.counts);
        let verdict = i64::try_from(screen.verdict.index()).unwrap_or(0);
        parts.push(part(id, "verdict", text, Some(verdict)));
        if let Some(within) = screen.within {
            let (text, days) = within_part(within);
            parts.push(part(id, "within", text, days));
        }
    }
    for limit in &protocol.limits {
        let id = &limit.rule.id;
        let whom = format!("{} in {} if {}", limit.measure.name(), limit.areas, limit.when);
        parts.push(part(id, "for", whom, None));
        // Thousandths, so that limits of a tenth of a millimetre can be compared as whole numbers.
        #[expect(clippy::cast_possible_truncation, reason = "limits are at most 20,000")]
        let order = |number: f64| Some(-(number * 1000.0).round() as i64);
        match limit.bounds {
            Some(bounds) => {
                parts.push(part(id, "usual", bounds.usual.to_string(), order(bounds.usual)));
                parts.push(part(id, "most", bounds.most.to_string(), order(bounds.most)));
                parts.push(part(id, "verdicts", format!("{} {}", bounds.above, bounds.over), None));
            }
            None => parts.push(part(id, "usual", "no evidence".to_owned(), Some(0))),
        }
    }
    for task in &protocol.tasks {
        let Task { kind, first_day, last_day, when, adjust, activity, instead_of, .. } = task;
        let text = format!(
            "{} days {first_day} to {last_day} if {when}, {adjust:?}, {activity:?}, {instead_of:?}",
            kind.id()
        );
        parts.push(part(&task.rule.id, "task", text, Some(-i64::from(*first_day))));
    }
    for step in &protocol.steps {
        let text = format!("{:?} minutes, {:?}, if {}", step.minutes, step.record, step.when);
        parts.push(part(&step.rule.id, "step", text, None));
    }
    for series in &protocol.series {
        let Series { schedule, judge_after_weeks, maintenance_months, grade, .. } = series;
        let text = format!("{schedule:?}, {judge_after_weeks:?}, {maintenance_months:?}, {grade}");
        parts.push(part(&series.rule.id, "course", text, None));
    }
    for line in &protocol.lines {
        parts.push(part(&line.rule.id, "line", format!("{} if {}", line.part.id(), line.when), None));
    }
}

/// Triage, the latch, and whom to call.
fn triage_parts(protocol: &Protocol, parts: &mut Vec<Part>) {
    for triage in &protocol.triage {
        let id = &triage.rule.id;
        let order = i64::try_from(triage.level.index()).unwrap_or(0);
        parts.push(part(id, "level", triage.level.to_string(), Some(order)));
        parts.push(part(id, "from_h", format!("{} h", triage.from_h), Some(-i64::from(triage.from_h))));
        parts.push(part(id, "fires", triage.to_string(), None));
        let Triage { first, advice, watch, call, not_clinic, before_h, .. } = triage;
        let text = format!("{first:?}, {advice:?}, {watch:?}, {call:?}, {not_clinic}, {before_h:?}");
        parts.push(part(id, "advice", text, None));
    }
    if let Some(Latch { rule, own_level_h, not_below, not_below_h }) = &protocol.latch {
        let own = i64::from(*own_level_h);
        parts.push(part(&rule.id, "own level", format!("{own} h"), Some(own)));
        let hours = i64::from(*not_below_h);
        parts.push(part(&rule.id, "not below", format!("{not_below} for {hours} h"), Some(hours)));
    }
    if let Some(Late { rule, after_h, except_h, except, advice }) = &protocol.late {
        let text = format!("after {after_h} h, {except:?} after {except_h} h, {advice}");
        parts.push(part(&rule.id, "late", text, None));
    }
    let Calling { clinic_from, clinic_until, look_again_h, watch, countries } = &protocol.calling;
    let text = format!("clinic {clinic_from} to {clinic_until}, {look_again_h:?}, {watch:?}");
    parts.push(part("calling", "order", text, None));
    for Country { code, emergency, out_of_hours, crisis, .. } in countries {
        parts.push(part(code, "numbers", format!("{emergency}, {out_of_hours:?}, {crisis:?}"), None));
    }
}

/// A `within` as text, and its days: longer is stricter.
fn within_part(within: Within) -> (String, Option<i64>) {
    let days = match within {
        Within::Recent { wait, .. } | Within::Stopped { wait, .. } => match wait {
            Wait::Days(days) => Some(i64::from(days)),
            Wait::Months(months) => Some(i64::from(months) * 31),
            Wait::Gate(_) => None,
        },
        Within::BeforeEvent { days } => Some(i64::from(days)),
    };
    (format!("{within:?}"), days)
}

fn expectation_parts(expectation: &Expectation, parts: &mut Vec<Part>) {
    for course in &expectation.courses {
        let rule = format!("{}/{}", expectation.rule.id, course.name);
        // The area under the ceiling: less of it is stricter.
        let ceiling: i64 =
            (0..2200).map(|hour| i64::try_from(course.highest.at(hour * 3600).index()).unwrap_or(0)).sum();
        parts.push(part(&rule, "highest", format!("{:?}", course.highest.steps()), Some(-ceiling)));
        parts.push(part(&rule, "usual", format!("{:?}", course.usual.steps()), None));
        parts.push(part(&rule, "when", course.when.to_string(), None));
    }
}
