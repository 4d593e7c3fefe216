//! The rules as pages for a clinician: a handbook page for each, the claims, the ledger of disagreements, a diff.
//! These pages are the protocol's own English; the sentences for patients stand in the wording.

use std::fmt::Write;

use afterglow_core::protocol::{
    Care, Change, Claim, Direction, Evidence, Expectation, Gate, GateKind, Hold, Opening, Protocol, Rule,
    SourcedValue, Steps,
};
use afterglow_core::vocabulary::Word;

use super::layout::Page;

mod appointment;
mod triage;

/// Every rule on a line.
pub(crate) fn list(protocol: &Protocol) -> String {
    let mut page = Page::default();
    page.title(&format!("{} {} ({})", protocol.title(), protocol.version(), protocol.status().id()));
    appointment::list(&mut page, protocol);
    page.heading("Gates");
    for gate in protocol.gates() {
        page.row(&gate.rule.id, &short(gate));
    }
    page.heading("Daily care");
    for care in protocol.care() {
        page.row(&care.rule.id, &format!("days {} to {}", care.first_day, care.last_day));
    }
    page.heading("Expectations");
    for expectation in protocol.expectations() {
        let names: Vec<&str> = expectation.courses.iter().map(|course| course.name.as_str()).collect();
        page.row(&expectation.rule.id, &names.join(", "));
    }
    triage::list(&mut page, protocol);
    page.finish()
}

fn short(gate: &Gate) -> String {
    match &gate.kind {
        GateKind::Opens(opening) => {
            let [low, high] = opening.range_h;
            format!("{} (sources {} to {})", hours(i64::from(opening.opens_h)), hours(low), hours(high))
        }
        GateKind::Never => "never".to_owned(),
        GateKind::Ask => "ask".to_owned(),
    }
}

/// One rule, claim or fact as a page; `None` if there is none of that name.
pub(crate) fn show(protocol: &Protocol, name: &str) -> Option<String> {
    let mut page = Page::default();
    let expectation =
        protocol.expectations().iter().find(|rule| rule.rule.id == name || rule.symptom.id() == name);
    if let Some(gate) = protocol.gates().iter().find(|gate| gate.rule.id == name) {
        show_gate(&mut page, protocol, gate);
    } else if let Some(care) = protocol.care().iter().find(|care| care.rule.id == name) {
        show_care(&mut page, protocol, care);
    } else if let Some(expectation) = expectation {
        show_expectation(&mut page, protocol, expectation);
    } else if appointment::show(&mut page, protocol, name) || triage::show(&mut page, protocol, name) {
    } else if let Some(claim) = protocol.claims().iter().find(|claim| claim.id == name) {
        show_claim(&mut page, protocol, claim);
    } else {
        let fact = protocol.evidence().iter().find(|fact| fact.id == name)?;
        show_fact(&mut page, protocol, fact);
    }
    Some(page.finish())
}

fn show_gate(page: &mut Page, protocol: &Protocol, gate: &Gate) {
    page.title(&format!("{}: {}", gate.rule.id, short(gate)));
    page.blank();
    page.line(&gate.rule.why);
    if let GateKind::Opens(opening) = &gate.kind {
        page.heading("When");
        when(page, opening);
    }
    if !gate.holds.is_empty() {
        page.heading("Whatever the clock says, not while there is");
        for hold in &gate.holds {
            page.item("-", &held(*hold));
        }
        let unknown = if gate.must_know {
            "If nobody answered these, the gate says: check in first."
        } else {
            "If nobody answered these, the gate opens by the clock and names them as conditions."
        };
        page.indented(unknown, "  ");
    }
    if !gate.asks.is_empty() {
        page.heading("These people ask first");
        for ask in &gate.asks {
            page.item("-", &format!("{}: {}", ask.when, ask.why));
        }
    }
    values(page, protocol, &gate.rule.values);
    if !gate.now_do.is_empty() || !gate.watch_for.is_empty() {
        page.heading("Already done too early");
        page.row("do", &gate.now_do.join(", "));
        for step in &gate.moves {
            page.row(
                "moves",
                &format!("{}: {} after it", step.activity, hours(i64::from(step.not_before_h))),
            );
        }
    }
    sources(page, protocol, &gate.rule);
}

fn when(page: &mut Page, opening: &Opening) {
    page.row("everybody", &hours(i64::from(opening.opens_h)));
    for adjust in &opening.adjust {
        let text = format!("{}. {}", hours(i64::from(adjust.opens_h)), adjust.why);
        page.row(&adjust.when.to_string(), &text);
    }
    page.row("never below", &hours(i64::from(opening.floor_h)));
    if let Some(note) = &opening.floor_note {
        page.indented(note, "    ");
    }
}

fn values(page: &mut Page, protocol: &Protocol, values: &[SourcedValue]) {
    if values.is_empty() {
        return;
    }
    page.heading("What the sources say");
    let mut sorted: Vec<&SourcedValue> = values.iter().collect();
    sorted.sort_by_key(|value| in_hours(value));
    for value in sorted {
        page.row(&value_text(value), &origin(protocol, &value.from));
    }
}

/// A value's span in hours, to sort and compare by; what says nothing in numbers comes last.
fn in_hours(value: &SourcedValue) -> [i64; 2] {
    let days = value.days.map(|[low, high]| [low * 24, high * 24]);
    value.h.or(days).unwrap_or([i64::MAX, i64::MAX])
}

fn value_text(value: &SourcedValue) -> String {
    match (value.h, &value.says) {
        (_, Some(says)) => says.clone(),
        (None, None) if value.days.is_some() => value.days.map(days).unwrap_or_default(),
        (Some([low, high]), None) if low == high => hours(low),
        (Some([low, high]), None) => format!("{} to {}", hours(low), hours(high)),
        (None, None) => String::new(),
    }
}

/// Where a value comes from: a claim with its articles, a source, or a fact of the evidence.
fn origin(protocol: &Protocol, from: &str) -> String {
    if let Some(source) = protocol.sources().iter().find(|source| source.id == from) {
        let mark = source.mark.as_ref().map(|mark| format!("{mark}, ")).unwrap_or_default();
        return format!("{} ({mark}{}) [{from}]", source.title, source.kind);
    }
    if let Some(claim) = protocol.claims().iter().find(|claim| claim.id == from) {
        let marks: Vec<String> = claim
            .sources
            .iter()
            .map(|id| {
                let source = protocol.sources().iter().find(|source| source.id == *id);
                source.and_then(|source| source.mark.clone()).unwrap_or_else(|| id.clone())
            })
            .collect();
        let rejected = if claim.rejected.is_some() { ", rejected" } else { "" };
        return format!("{} ({}{rejected}) [{from}]", claim.says, marks.join(", "));
    }
    match protocol.evidence().iter().find(|fact| fact.id == from) {
        Some(fact) => format!("{} ({}) [{from}]", first_sentence(&fact.says), fact.tags.join(", ")),
        None => from.to_owned(),
    }
}

fn first_sentence(text: &str) -> &str {
    text.split_inclusive(". ").next().unwrap_or(text).trim_end()
}

fn show_care(page: &mut Page, protocol: &Protocol, care: &Care) {
    page.title(&format!("{}: days {} to {}", care.rule.id, care.first_day, care.last_day));
    page.blank();
    page.line(&care.rule.why);
    page.heading("When");
    if let Some(activity) = care.after_gate {
        page.item("-", &format!("not before the gate of `{activity}` opens"));
    }
    if !care.when.tests().is_empty() {
        page.item("-", &format!("for: {}", care.when));
    }
    for (when, last_day) in &care.adjust {
        page.item("-", &format!("to day {last_day} for: {}", when));
    }
    sources(page, protocol, &care.rule);
}

fn show_expectation(page: &mut Page, protocol: &Protocol, expectation: &Expectation) {
    page.title(&format!("{}: usual and highest still-ordinary grade", expectation.rule.id));
    page.blank();
    page.line(&expectation.rule.why);
    for course in &expectation.courses {
        let who =
            if course.when.tests().is_empty() { "everyone else".to_owned() } else { course.when.to_string() };
        page.heading(&format!("Course `{}`: {who}", course.name));
        page.row("usual", &steps(&course.usual));
        page.row("highest", &steps(&course.highest));
    }
    sources(page, protocol, &expectation.rule);
}

fn steps(steps: &Steps) -> String {
    let each = steps.steps().iter().map(|(hour, grade)| match hour {
        0 => format!("{grade} at first"),
        _ => format!("{grade} from {}", hours(i64::from(*hour))),
    });
    each.collect::<Vec<_>>().join(", ")
}

fn show_claim(page: &mut Page, protocol: &Protocol, claim: &Claim) {
    page.title(&format!("claim {}", claim.id));
    page.blank();
    page.line(&claim.says);
    if let Some(caution) = &claim.caution {
        page.heading("Caution");
        page.indented(caution, "  ");
    }
    page.heading("What became of it");
    page.indented(&fate(claim), "  ");
    for other in &claim.against {
        page.item("-", &format!("disagrees with {}", origin(protocol, other)));
    }
    page.heading("Sources");
    source_lines(page, protocol, &claim.sources);
}

fn show_fact(page: &mut Page, protocol: &Protocol, fact: &Evidence) {
    page.title(&format!("{} ({})", fact.id, fact.tags.join(", ")));
    page.blank();
    page.line(&fact.says);
    let cites = protocol.rules().filter(|rule| rule.evidence.contains(&fact.id));
    let rules: Vec<&str> = cites.map(|rule| rule.id.as_str()).collect();
    page.heading("Rules that rest on it");
    page.indented(if rules.is_empty() { "none yet".to_owned() } else { rules.join(", ") }.as_str(), "  ");
    page.heading("Sources");
    source_lines(page, protocol, &fact.sources);
}

fn source_lines(page: &mut Page, protocol: &Protocol, ids: &[String]) {
    for source in protocol.sources().iter().filter(|source| ids.contains(&source.id)) {
        page.item("-", &format!("{}. {} ({}) [{}]", source.title, source.reference, source.kind, source.id));
    }
}

/// What a rule follows and everything it rests on.
fn sources(page: &mut Page, protocol: &Protocol, rule: &Rule) {
    page.heading("It rests on");
    if let Some(follows) = &rule.follows {
        page.row("follows", &origin(protocol, follows));
    }
    for id in &rule.evidence {
        if let Some(fact) = protocol.evidence().iter().find(|fact| fact.id == *id) {
            page.row(&format!("{id} ({})", fact.tags.join(", ")), &fact.says);
        }
    }
    for id in &rule.claims {
        if let Some(claim) = protocol.claims().iter().find(|claim| claim.id == *id) {
            page.item("-", &format!("{} [{id}]", claim.says));
        }
    }
    if rule.unverified {
        page.blank();
        page.line("Unverified: it rests on memory or on our own proposal alone.");
    }
}

fn fate(claim: &Claim) -> String {
    if let Some(reason) = &claim.rejected {
        return format!("rejected: {reason}");
    }
    let cited = (!claim.cited_by.is_empty()).then(|| format!("cited by {}", claim.cited_by.join(", ")));
    let note = claim.note.as_ref().map(|note| format!("note: {note}"));
    cited.into_iter().chain(note).collect::<Vec<_>>().join("; ")
}

/// What became of every claim.
pub(crate) fn claims(protocol: &Protocol) -> String {
    let mut page = Page::default();
    let rejected = protocol.claims().iter().filter(|claim| claim.rejected.is_some()).count();
    let cited = protocol.claims().iter().filter(|claim| !claim.cited_by.is_empty()).count();
    let total = protocol.claims().len();
    page.title(&format!(
        "{total} claims: {cited} cited by rules, {rejected} rejected, {} noted",
        total.saturating_sub(cited + rejected)
    ));
    let mut topic = "";
    let mut sorted: Vec<&Claim> = protocol.claims().iter().collect();
    sorted.sort_by_key(|claim| &claim.topic);
    for claim in sorted {
        if claim.topic != topic {
            topic = &claim.topic;
            page.heading(topic);
        }
        page.subheading(&claim.id);
        page.indented(&claim.says, "    ");
        page.indented(&format!("→ {}", fate(claim)), "    ");
    }
    page.finish()
}

/// The ledger of disagreeing sources.
pub(crate) fn conflicts(protocol: &Protocol) -> String {
    let mut page = Page::default();
    page.title(&format!("{} questions on which published advice disagrees", protocol.conflicts().len()));
    for row in protocol.conflicts() {
        page.heading(&row.question);
        let mut sorted: Vec<&SourcedValue> = row.values.iter().collect();
        sorted.sort_by_key(|value| in_hours(value));
        for value in &sorted {
            page.row(&value_text(value), &origin(protocol, &value.from));
        }
        if let Some(spread) = spread(&sorted) {
            page.row("spread", &spread);
        }
        page.row("we follow", &row.choice);
        page.row("because", &row.reason);
        if let Some(rule) = &row.rule {
            page.row("rule", rule);
        }
        if let Some(note) = &row.note {
            page.row("note", note);
        }
    }
    page.finish()
}

/// "8-fold, 10 sources", where hours can be compared.
fn spread(values: &[&SourcedValue]) -> Option<String> {
    let hours: Vec<i64> = values
        .iter()
        .flat_map(|value| in_hours(value))
        .filter(|h| *h < i64::MAX && *h != 0)
        .map(i64::abs)
        .collect();
    let (low, high) = (*hours.iter().min()?, *hours.iter().max()?);
    let fold = (high + low / 2) / low.max(1);
    (fold > 1).then(|| format!("{fold}-fold, {} values", values.len()))
}

/// What changed between two protocols.
pub(crate) fn diff(changes: &[Change]) -> String {
    let mut page = Page::default();
    let looser = changes.iter().filter(|change| change.direction == Direction::Looser).count();
    page.title(&format!("{} changes, {looser} of them looser", changes.len()));
    for change in changes {
        let mark = match change.direction {
            Direction::Looser => "LOOSER   ",
            Direction::Stricter => "stricter ",
            Direction::Other => "         ",
        };
        page.item(mark, &format!("{} {}", change.rule, change.aspect));
        if !change.old.is_empty() {
            page.indented(&format!("- {}", change.old), "        ");
        }
        if !change.new.is_empty() {
            page.indented(&format!("+ {}", change.new), "        ");
        }
    }
    page.finish()
}

/// "48 h", from three days on with the days beside it.
/// "3 to 5 days before".
fn days([low, high]: [i64; 2]) -> String {
    match (low, high) {
        (low, high) if high <= 0 && low == high => format!("{} days before", -low),
        (low, high) if high <= 0 => format!("{} to {} days before", -high, -low),
        (low, high) => format!("day {low} to day {high}"),
    }
}

fn hours(hours: i64) -> String {
    let mut text = format!("{hours} h");
    if hours.abs() >= 72 && hours % 24 == 0 {
        let _ = write!(text, " ({} days)", hours / 24);
    }
    text
}

fn held(hold: Hold) -> String {
    match hold {
        Hold::Symptom(symptom, grade) => format!("{symptom}, {grade} or more"),
        Hold::Sign(sign) => sign.id().to_owned(),
    }
}
