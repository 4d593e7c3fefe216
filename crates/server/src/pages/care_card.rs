//! What a check-in means: a care card by level, with first steps, reasons, what to watch for, whom to call, and who
//! reads it.

use afterglow_core::case::Case;
use afterglow_core::document::printable;
use afterglow_core::engine::{self, TriageAnswer};
use afterglow_core::fact::{Fact, Question};
use afterglow_core::protocol::Who;
use afterglow_core::vocabulary::{Level, SeenBy, Setting, Word};
use afterglow_documents::Line;
use afterglow_store::{AnswerId, Kind, NewFact, Records};
use afterglow_wire::{TriageWire, View};
use afterglow_wording::args;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use jiff::Timestamp;

use super::stored::Told;
use super::{Frame, page, to};
use crate::app::{App, read};
use crate::fault::Fault;
use crate::forms::Form;
use crate::guard::{Token, Visitor};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/result/{answer}", get(result))
        .route("/wrong", get(wrong))
        .route("/seen", post(seen))
}

/// The first lines of a care card, for the top of other pages.
pub(super) struct Summary {
    pub(super) level: &'static str,
    pub(super) title: String,
    pub(super) what: String,
    pub(super) told: Vec<String>,
    pub(super) call: Option<Line>,
    /// What a clinician who looked has looked at, as ids.
    pub(super) closes: Vec<&'static str>,
}

/// What the last check-in gives, if that is more than self-care.
pub(super) fn summary(app: &App, case: &Case, now: Timestamp) -> Option<Summary> {
    let warning = engine::warning(app.protocol(), case, now)?;
    let level = warning.answer.level?;
    let w = app.wording();
    Some(Summary {
        level: level.id(),
        title: heading(&warning.answer, app, case),
        what: w.level_do(&warning.answer),
        told: warning.facts.iter().map(|fact| printable(&w.fact(fact))).collect(),
        call: calls(&warning.answer, app, case).into_iter().next(),
        closes: closes(&warning.facts),
    })
}

/// The signs and symptoms among facts.
fn closes(facts: &[Fact]) -> Vec<&'static str> {
    let closes = facts.iter().filter_map(|fact| match fact {
        Fact::Sign(sign) => Some(sign.id()),
        Fact::Symptom(symptom, _) | Fact::Returned(symptom, _) | Fact::Risen(symptom, _) => {
            Some(symptom.id())
        }
        _ => None,
    });
    closes.collect()
}

/// A clinician has looked at what was told: it is closed, and everything else stays open.
async fn seen(State(app): State<App>, form: Form) -> Result<Response, Fault> {
    let _alone = app.alone().await;
    let loaded = app.load().await?;
    let now = app.now();
    let by = form.get("by").and_then(SeenBy::from_id);
    let warning = engine::warning(app.protocol(), &loaded.case, now);
    let (Some(by), Some(warning)) = (by, warning) else { return Ok(to("/today")) };
    let closes = closes(&warning.facts);
    // Nobody has looked at what came after the page was shown.
    if form.all("closes") != closes {
        return Ok(to("/today"));
    }
    let zone = app.zone(&loaded.case);
    let body =
        serde_json::json!({ "at": now.to_zoned_datetime(zone).to_string(), "by": by.id(), "closes": closes });
    app.store().record(loaded.person, vec![NewFact::new(Kind::Seen, body)], None, now).await?;
    Ok(to("/today"))
}

/// The action as a heading: "Call 112 now".
fn heading(answer: &TriageAnswer<'_>, app: &App, case: &Case) -> String {
    let w = app.wording();
    let at_home = case.facts().setting() == Some(Setting::Home) || answer.is_not_for_clinic;
    match answer.level {
        Some(Level::Emergency) => {
            let number = answer.calls.first().and_then(|call| call.number.as_ref());
            let number = number.map_or_else(|| w.plain("call-unknown-country"), |it| printable(it.text()));
            w.say("leaflet-emergency", &args([("number", number)]))
        }
        Some(Level::SameDay) if at_home => w.plain("leaflet-same-day-home"),
        Some(Level::SameDay) => w.plain("leaflet-same-day"),
        Some(Level::ContactClinic) if at_home => w.plain("app-level-contact-home"),
        Some(Level::ContactClinic) => w.plain("app-level-contact"),
        Some(Level::SelfCare) if has_open_signs(answer) => w.plain("app-level-open"),
        Some(Level::SelfCare) => w.plain("app-level-self-care"),
        None => w.plain("level-none"),
    }
}

/// Whether a warning sign was left without an answer: then nothing is said that could calm.
fn has_open_signs(answer: &TriageAnswer<'_>) -> bool {
    answer.gaps.iter().any(|gap| matches!(gap, Question::Sign(_)))
}

#[derive(Template)]
#[template(path = "result.html")]
struct Result_<'a> {
    f: Frame<'a>,
    level: &'static str,
    what: String,
    steps: Vec<String>,
    calls: Vec<Line>,
    notes: Vec<String>,
    why: Vec<(String, String)>,
    seen: Vec<String>,
    watch: Vec<String>,
    gaps: Vec<String>,
    /// Whether a warning sign was left open, and nothing told asks for more.
    is_open: bool,
    again: String,
    judged: String,
    /// Which protocol gave it, if that is not the one of today.
    by: String,
    protocol: String,
}

/// Whom to call, each with a number to press. Where nobody knows the country, the two numbers that work in most.
fn calls(answer: &TriageAnswer<'_>, app: &App, case: &Case) -> Vec<Line> {
    let zone = app.zone(case);
    let mut calls = Vec::new();
    for call in &answer.calls {
        let number = call.number.as_ref().map(|number| number.text()).unwrap_or_default();
        let line = Line::call(printable(&app.wording().call(call, Some(&zone))), number);
        let is_unknown = line.tel.is_none() && call.who == Who::Emergency;
        calls.push(line);
        if is_unknown {
            calls.extend(ANYWHERE.map(|number| Line::call(number, number)));
        }
    }
    calls
}

/// The emergency numbers that work in most countries, from mobile telephones above all.
const ANYWHERE: [&str; 2] = ["112", "911"];

async fn result(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let id: AnswerId = id.parse().map_err(|_| Fault::NotFound)?;
    let stored = app.store().answer(loaded.person, id).await?.ok_or(Fault::NotFound)?;
    if stored.kind != "triage" {
        return Err(Fault::NotFound);
    }
    // The case as it was; the one of today if this program can no longer read it.
    let input = serde_json::from_str(&stored.input).ok().and_then(|input| read(&input).ok());
    let case = input.as_ref().unwrap_or(&loaded.case);
    let today = input.as_ref().map(|case| engine::triage_and_ask(app.protocol(), case, stored.judged_at));
    let framed = |answer: &TriageAnswer<'_>| {
        Frame::new(&app, Some(case), &token, "check-in", heading(answer, &app, case)).sized(&loaded.facts)
    };
    if let Some((answer, asked)) = &today {
        let view = View { protocol: app.protocol(), wording: None };
        let again = serde_json::to_string(&TriageWire::new(answer, asked, view));
        if again.is_ok_and(|again| again == stored.output) {
            return page(&card(framed(answer), &app, case, answer));
        }
    }
    // Another protocol, or another program, gave it: what was shown then stands, unless today it would be graver.
    let told = Told::read(&stored).ok_or(Fault::Document)?;
    let today = today.map(|(answer, _)| answer);
    let then = told.answer(&stored, app.protocol(), input.as_ref(), today.as_ref());
    let w = app.wording();
    let mut by = args([("when", w.date_time(stored.judged_at, &app.zone(case)))]);
    by.set("protocol", printable(&stored.protocol.id));
    by.set("version", printable(&stored.protocol.version));
    let by = w.say("app-answered-by", &by);
    match today.filter(|today| today.level > then.level) {
        Some(today) => {
            let mut card = card(framed(&today), &app, case, &today);
            card.notes.insert(0, w.plain("app-answered-graver"));
            let then =
                then.level.map_or_else(|| w.plain("level-none"), |it| w.plain(&format!("level-title-{it}")));
            card.by = w.say("app-answered-then", &args([("by", by), ("level", then)]));
            page(&card)
        }
        None => {
            let mut card = card(framed(&then), &app, case, &then);
            card.by = by;
            page(&card)
        }
    }
}

/// The card of a check-in that could not be stored.
pub(super) fn unkept(app: &App, token: &Token, case: &Case, now: Timestamp) -> Result<Response, Fault> {
    let answer = engine::triage(app.protocol(), case, now);
    let f = Frame::new(app, Some(case), token, "check-in", heading(&answer, app, case));
    let mut card = card(f, app, case, &answer);
    card.notes.insert(0, app.wording().plain("app-not-kept"));
    page(&card)
}

fn card<'a>(f: Frame<'a>, app: &'a App, case: &Case, answer: &TriageAnswer<'_>) -> Result_<'a> {
    let w = app.wording();
    let zone = app.zone(case);
    let at_home = case.facts().setting() == Some(Setting::Home);
    let mut notes = Vec::new();
    if answer.is_not_for_clinic && !at_home {
        notes.push(w.plain("not-your-clinic"));
    }
    if answer.level == Some(Level::SameDay) {
        notes.push(w.plain("same-day-closed"));
    }
    if answer.level < Some(Level::SameDay) {
        notes.push(w.plain(if at_home { "worse-means-call-home" } else { "worse-means-call-clinic" }));
    }
    notes.push(w.plain("app-nobody-reads"));
    let why = answer.findings.iter().map(|found| {
        let facts: Vec<String> = found.facts.iter().map(|fact| printable(&w.fact(fact))).collect();
        (facts.join("; "), w.plain(&found.rule.id))
    });
    let seen = answer.expected.iter().map(|expected| {
        let mut words = args([("symptom", w.word(expected.symptom)), ("grade", w.grade(expected.observed))]);
        words.set("verdict", w.plain(&format!("seen-{}", expected.verdict())));
        w.say("app-seen", &words)
    });
    let is_open = answer.level == Some(Level::SelfCare) && has_open_signs(answer);
    let mut judged = args([("when", w.date_time(answer.judged_at, &zone))]);
    judged.set(
        "hours",
        answer.hours.map(|hours| w.say("since-hours", &args([("n", hours)]))).unwrap_or_default(),
    );
    Result_ {
        level: if is_open { "none" } else { answer.level.map_or("none", |level| level.id()) },
        what: if is_open { w.plain("app-level-open-do") } else { w.level_do(answer) },
        is_open,
        steps: answer
            .first_steps
            .iter()
            .chain(&answer.advice)
            .map(|id| format!("advice-{id}"))
            .filter(|key| w.has(key))
            .map(|key| w.plain(&key))
            .collect(),
        calls: calls(answer, app, case),
        notes,
        why: why.collect(),
        seen: seen.collect(),
        watch: answer.watch_for.iter().map(|standing| w.standing(*standing)).collect(),
        gaps: answer.gaps.iter().map(|gap| w.question(*gap)).collect(),
        again: answer
            .look_again
            .map(|at| w.say("look-again", &args([("when", w.date_time(at, &zone))])))
            .unwrap_or_default(),
        judged: w.say("judged-at", &judged),
        by: String::new(),
        protocol: w.about(app.protocol()).join(" "),
        f,
    }
}

#[derive(Template)]
#[template(path = "wrong.html")]
struct Wrong<'a> {
    f: Frame<'a>,
    levels: Vec<afterglow_documents::Danger>,
    lines: Vec<Line>,
}

/// "Something feels wrong": the warning signs and whom to call, at once; then the check-in.
async fn wrong(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Fault> {
    // Whatever is wrong with what is stored, and whoever asks, this page is there.
    let known = if visitor.is_known { app.load().await.ok() } else { None };
    let nothing = read(&serde_json::json!({})).map_err(Fault::Input)?;
    let (case, facts) = match &known {
        Some(loaded) => (&loaded.case, loaded.facts.as_slice()),
        None => (&nothing, &[][..]),
    };
    let help = afterglow_documents::help(app.content(case, None, app.now()));
    let f = Frame::new(&app, Some(case), &token, "wrong", help.heading).sized(facts);
    page(&Wrong { f, levels: help.levels, lines: help.lines })
}
