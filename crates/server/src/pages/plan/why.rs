//! Why a gate opens when it does: its hours, the range of the sources, what was chosen and why, and what each source
//! says. What the sources say is the protocol's own English.

use afterglow_core::document::{FromText, printable};
use afterglow_core::engine::{self, GateAnswer};
use afterglow_core::protocol::{Gate, GateKind, Protocol, SourcedValue};
use afterglow_core::vocabulary::{Activity, Word};
use afterglow_wording::{Wording, args};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;

use super::super::{Frame, care_card, page};
use crate::app::App;
use crate::fault::Fault;
use crate::guard::Token;

/// What a gate opens to, on the page of the plan.
pub(super) struct Reasons {
    /// What it says, its hours and range, what moved it: a sentence each.
    lines: Vec<String>,
    /// Whom it follows, and whether that rests on memory alone.
    choice: Vec<String>,
    /// Why that was chosen.
    why: String,
    /// What each source says: the value and the source.
    values: Vec<(String, String)>,
}

impl Reasons {
    pub(super) fn short(protocol: &Protocol, w: &Wording, answer: &GateAnswer<'_>) -> Self {
        let moved = (!answer.moved_by.is_empty()).then(|| {
            let facts: Vec<String> = answer.moved_by.iter().map(|fact| printable(&w.fact(fact))).collect();
            w.say("moved-why", &args([("facts", facts.join("; "))]))
        });
        Self::of(protocol, w, answer.gate, moved)
    }

    fn of(protocol: &Protocol, w: &Wording, gate: &Gate, moved: Option<String>) -> Self {
        let mut lines = vec![w.plain(&format!("gate-{}", gate.activity))];
        lines.extend(moved);
        let hours = |h: i64| w.say("since-hours", &args([("n", h)]));
        if let GateKind::Opens(opening) = &gate.kind {
            let mut words = args([("hours", hours(i64::from(opening.opens_h)))]);
            words.set("low", opening.range_h[0].to_string());
            words.set("high", opening.range_h[1].to_string());
            words.set("floor", opening.floor_h.to_string());
            lines.push(w.say("why-hours", &words));
        }
        let changes = protocol.clinic().map(|clinic| clinic.changes.as_slice()).unwrap_or_default();
        if let Some(change) = changes.iter().find(|change| change.rule == gate.rule.id) {
            let mut words = args([("was", hours(i64::from(change.was_h)))]);
            words.set("reason", printable(&change.reason));
            words.set("who", printable(&change.who));
            lines.push(w.say("why-clinic", &words));
        }
        let follows = gate.rule.follows.as_ref().map(|it| format!("\u{201c}{}\u{201d}", title(protocol, it)));
        let follows = follows.map(|follows| w.say("why-follows", &args([("follows", follows)])));
        let mut choice: Vec<String> = follows.into_iter().collect();
        choice.extend(gate.rule.unverified.then(|| w.plain("why-unverified")));
        let values = gate.rule.values.iter().map(|value| (said(w, value), title(protocol, &value.from)));
        Self { lines, choice, why: gate.rule.why.clone(), values: values.collect() }
    }

    pub(super) fn lines(&self) -> &[String] {
        &self.lines
    }

    pub(super) fn choice(&self) -> &[String] {
        &self.choice
    }

    pub(super) fn why(&self) -> &str {
        &self.why
    }

    /// Sources that say the same stand together.
    pub(super) fn values(&self) -> Vec<(String, String)> {
        let mut same: Vec<(String, Vec<&str>)> = Vec::new();
        for (value, source) in &self.values {
            match same.iter_mut().find(|(known, _)| known == value) {
                Some((_, sources)) => sources.push(source),
                None => same.push((value.clone(), vec![source])),
            }
        }
        same.into_iter().map(|(value, sources)| (value, sources.join("; "))).collect()
    }
}

/// "24 to 48 hours", or its words.
fn said(w: &Wording, value: &SourcedValue) -> String {
    let hours = |h: i64| w.say("since-hours", &args([("n", h)]));
    match (&value.says, value.h, value.days) {
        (Some(says), ..) => says.clone(),
        (None, Some([low, high]), _) if low == high => hours(low),
        (None, Some([low, high]), _) => {
            w.say("range", &args([("low", low.to_string()), ("high", hours(high))]))
        }
        (None, None, Some([low, high])) => {
            w.say("app-why-days", &args([("low", low.to_string()), ("high", high.to_string())]))
        }
        (None, None, None) => String::new(),
    }
}

/// What a source is called: its title, the articles of a claim, or the id of a fact.
fn title(protocol: &Protocol, id: &str) -> String {
    let source =
        |id: &str| protocol.sources().iter().find(|source| source.id == id).map(|it| it.title.clone());
    let claim = protocol.claims().iter().find(|claim| claim.id == id);
    match (source(id), claim) {
        (Some(title), _) => title,
        (None, Some(claim)) => {
            let titles: Vec<String> =
                claim.sources.iter().map(|id| source(id).unwrap_or_else(|| id.clone())).collect();
            titles.join(", ")
        }
        (None, None) => id.to_owned(),
    }
}

#[derive(Template)]
#[template(path = "plan_why.html")]
struct Why<'a> {
    f: Frame<'a>,
    warning: Option<care_card::Summary>,
    id: &'static str,
    rule: String,
    reasons: Reasons,
    /// Id, words, and whose they are or how good they are.
    claims: Vec<(String, String, String)>,
    evidence: Vec<(String, String, String)>,
    conflicts: Vec<Conflict>,
}

/// Where published advice disagrees.
struct Conflict {
    question: String,
    values: Vec<(String, String)>,
    choice: String,
    reason: String,
}

/// All that a gate rests on, in the words of its sources.
pub(super) async fn why(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    Path(activity): Path<String>,
) -> Result<Response, Fault> {
    let activity = Activity::from_text(&activity).ok_or(Fault::NotFound)?;
    let loaded = app.load().await?;
    let (protocol, w, case, now) = (app.protocol(), app.wording(), &loaded.case, app.now());
    let gate = protocol.gate(activity).ok_or(Fault::NotFound)?;
    let plan = engine::plan(protocol, case, now);
    let answer = plan.gates.iter().find(|answer| answer.gate.activity == activity);
    let reasons = match answer {
        Some(answer) => Reasons::short(protocol, w, answer),
        None => Reasons::of(protocol, w, gate, None),
    };
    let claims = gate.rule.claims.iter().filter_map(|id| {
        let claim = protocol.claims().iter().find(|claim| claim.id == *id)?;
        Some((id.clone(), claim.says.clone(), title(protocol, id)))
    });
    let evidence = gate.rule.evidence.iter().filter_map(|id| {
        let fact = protocol.evidence().iter().find(|fact| fact.id == *id)?;
        Some((id.clone(), fact.says.clone(), fact.tags.join(", ")))
    });
    let conflicts = protocol.conflicts().iter().filter(|row| row.rule.as_ref() == Some(&gate.rule.id));
    let conflicts = conflicts.map(|row| Conflict {
        question: row.question.clone(),
        values: row.values.iter().map(|value| (said(w, value), title(protocol, &value.from))).collect(),
        choice: row.choice.clone(),
        reason: row.reason.clone(),
    });
    let f = Frame::new(&app, Some(case), &token, "plan", w.activity_name(activity)).sized(&loaded.facts);
    page(&Why {
        f,
        warning: care_card::summary(&app, case, now),
        id: activity.id(),
        rule: w.say("why-rule", &args([("rule", gate.rule.id.clone())])),
        reasons,
        claims: claims.collect(),
        evidence: evidence.collect(),
        conflicts: conflicts.collect(),
    })
}
