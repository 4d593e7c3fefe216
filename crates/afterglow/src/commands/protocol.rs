//! `afterglow protocol`: the rules themselves.

use std::path::Path;

use afterglow_core::engine::examples;
use afterglow_core::protocol::{self, Direction, GateKind, Protocol};
use serde::Serialize;

use crate::cli::{Everywhere, Format, ProtocolCommand};
use crate::output::Failure;
use crate::{human, input, output};

pub(super) fn run(command: &ProtocolCommand, options: &Everywhere) -> Result<(), Failure> {
    match command {
        ProtocolCommand::Check { dir } => check(dir.as_deref().or(options.protocol.as_deref()), options),
        ProtocolCommand::Show { rule: None } => {
            output::page(&human::protocol::list(&input::protocol(options)?))
        }
        ProtocolCommand::Show { rule: Some(rule) } => {
            let protocol = input::protocol(options)?;
            let page = human::protocol::show(&protocol, rule);
            output::page(&page.ok_or_else(|| unknown_rule(&protocol, rule))?)
        }
        ProtocolCommand::Claims => claims(options),
        ProtocolCommand::Conflicts => conflicts(options),
        ProtocolCommand::Diff { old, new } => {
            let (old, new) = (input::folder(old, options.format)?, input::folder(new, options.format)?);
            diff(&old, &new, options)
        }
    }
}

fn unknown_rule(protocol: &Protocol, rule: &str) -> Failure {
    let claims = protocol.claims().iter().map(|claim| claim.id.as_str());
    let known: Vec<&str> = protocol.rules().map(|rule| rule.id.as_str()).chain(claims).collect();
    let near = afterglow_core::vocabulary::nearest(rule, &known);
    let help = near
        .map_or_else(|| "`afterglow protocol show` lists them".to_owned(), |near| format!("write `{near}`"));
    Failure::Other(format!("no rule, claim or fact `{rule}`: {help}"))
}

#[derive(Serialize)]
struct Checked<'a> {
    id: &'a str,
    version: u32,
    status: &'a str,
    digest: &'a str,
    screens: usize,
    limits: usize,
    steps: usize,
    tasks: usize,
    series: usize,
    lines: usize,
    triage: usize,
    floor: usize,
    floor_digest: &'a str,
    gates: usize,
    timed_gates: usize,
    care: usize,
    expectations: usize,
    sources: usize,
    evidence: usize,
    claims: usize,
    conflicts: usize,
    examples: usize,
    unverified: Vec<&'a str>,
    words: Vec<WordWire<'a>>,
}

/// A word of the vocabulary and the rules that name it.
#[derive(Serialize)]
struct WordWire<'a> {
    word: String,
    rules: Vec<&'a str>,
}

fn check(dir: Option<&Path>, options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::checked(dir, options.format)?;
    let timed = protocol.gates().iter().filter(|gate| matches!(gate.kind, GateKind::Opens(_)));
    let checked = Checked {
        id: protocol.id(),
        version: protocol.version(),
        status: protocol.status().id(),
        digest: protocol.digest(),
        screens: protocol.screens().len(),
        limits: protocol.limits().len(),
        steps: protocol.steps().len(),
        tasks: protocol.tasks().len(),
        series: protocol.series().len(),
        lines: protocol.lines().len(),
        triage: protocol.triage().iter().filter(|triage| !triage.is_floor).count(),
        floor: protocol.triage().iter().filter(|triage| triage.is_floor).count(),
        floor_digest: protocol.floor_digest(),
        gates: protocol.gates().len(),
        timed_gates: timed.count(),
        care: protocol.care().len(),
        expectations: protocol.expectations().len(),
        sources: protocol.sources().len(),
        evidence: protocol.evidence().len(),
        claims: protocol.claims().len(),
        conflicts: protocol.conflicts().len(),
        examples: examples::count(&protocol),
        unverified: protocol.rules().filter(|rule| rule.unverified).map(|rule| rule.id.as_str()).collect(),
        words: protocol::usage(&protocol)
            .into_iter()
            .map(|word| WordWire { word: format!("{}:{}", word.table.name(), word.id), rules: word.rules })
            .collect(),
    };
    match options.format {
        Format::Json => output::json(&checked),
        Format::Human => output::page(&checked_page(&checked)),
    }
}

fn checked_page(checked: &Checked<'_>) -> String {
    let Checked { id, version, status, digest, examples, .. } = checked;
    let wrapped = |text: &str| human::layout::wrapped(text, "  ");
    let mut page = format!("{id} {version} ({status}), digest {digest}\n\n");
    page += &wrapped(&format!(
        "{} rules of screening, {} limits, {} steps, {} tasks, {} courses, {} lines of advice",
        checked.screens, checked.limits, checked.steps, checked.tasks, checked.series, checked.lines
    ));
    page += &wrapped(&format!(
        "{} gates ({} of them with an hour), {} lines of daily care, {} expectations",
        checked.gates, checked.timed_gates, checked.care, checked.expectations
    ));
    page += &wrapped(&format!(
        "{} sources, {} facts of the evidence, {} claims, {} rows of disagreement",
        checked.sources, checked.evidence, checked.claims, checked.conflicts
    ));
    page += &wrapped(&format!(
        "{} rules of triage, and the {} of the floor, digest {}",
        checked.triage, checked.floor, checked.floor_digest
    ));
    page += &wrapped(&format!("{examples} examples, all as they should be"));
    page += "\nWords and the rules that name them:\n";
    for word in &checked.words {
        let rules = if word.rules.is_empty() { "no rule names it".to_owned() } else { word.rules.join(", ") };
        page += &wrapped(&format!("{}: {rules}", word.word));
    }
    page += &format!(
        "\nUnverified rules, resting on memory or our own proposal alone ({}):\n",
        checked.unverified.len()
    );
    page += &wrapped(&checked.unverified.join(", "));
    page
}

#[derive(Serialize)]
struct ClaimWire<'a> {
    id: &'a str,
    says: &'a str,
    sources: &'a [String],
    against: &'a [String],
    cited_by: &'a [String],
    note: Option<&'a str>,
    rejected: Option<&'a str>,
}

fn claims(options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    match options.format {
        Format::Human => output::page(&human::protocol::claims(&protocol)),
        Format::Json => {
            let wire: Vec<ClaimWire<'_>> = protocol
                .claims()
                .iter()
                .map(|claim| ClaimWire {
                    id: &claim.id,
                    says: &claim.says,
                    sources: &claim.sources,
                    against: &claim.against,
                    cited_by: &claim.cited_by,
                    note: claim.note.as_deref(),
                    rejected: claim.rejected.as_deref(),
                })
                .collect();
            output::json(&wire)
        }
    }
}

#[derive(Serialize)]
struct ConflictWire<'a> {
    id: &'a str,
    question: &'a str,
    rule: Option<&'a str>,
    values: Vec<ValueWire<'a>>,
    choice: &'a str,
    reason: &'a str,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct ValueWire<'a> {
    from: &'a str,
    h: Option<[i64; 2]>,
    days: Option<[i64; 2]>,
    says: Option<&'a str>,
}

fn conflicts(options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    match options.format {
        Format::Human => output::page(&human::protocol::conflicts(&protocol)),
        Format::Json => {
            let wire: Vec<ConflictWire<'_>> = protocol
                .conflicts()
                .iter()
                .map(|row| ConflictWire {
                    id: &row.id,
                    question: &row.question,
                    rule: row.rule.as_deref(),
                    values: row
                        .values
                        .iter()
                        .map(|value| ValueWire {
                            from: &value.from,
                            h: value.h,
                            days: value.days,
                            says: value.says.as_deref(),
                        })
                        .collect(),
                    choice: &row.choice,
                    reason: &row.reason,
                    note: row.note.as_deref(),
                })
                .collect();
            output::json(&wire)
        }
    }
}

#[derive(Serialize)]
struct ChangeWire {
    rule: String,
    aspect: String,
    old: String,
    new: String,
    direction: &'static str,
}

fn diff(old: &Protocol, new: &Protocol, options: &Everywhere) -> Result<(), Failure> {
    let changes = protocol::diff(old, new);
    match options.format {
        Format::Human => output::page(&human::protocol::diff(&changes)),
        Format::Json => {
            let wire: Vec<ChangeWire> = changes
                .into_iter()
                .map(|change| ChangeWire {
                    rule: change.rule,
                    aspect: change.aspect,
                    old: change.old,
                    new: change.new,
                    direction: match change.direction {
                        Direction::Looser => "looser",
                        Direction::Stricter => "stricter",
                        Direction::Other => "other",
                    },
                })
                .collect();
            output::json(&wire)
        }
    }
}
