//! The person's own check-ins: what each gave, and how to correct it or take it back. Nothing of it ever talks a danger
//! down.

use afterglow_core::case::Case;
use afterglow_core::engine;
use afterglow_core::vocabulary::{Level, Word};
use afterglow_store::{Answer, Fact, FactId, Kind, NewFact, Records, fold, standing};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use jiff::{Timestamp, ZonedDateTime};
use serde_json::Value;

use super::{Frame, page, to};
use crate::app::{App, Loaded, read};
use crate::fault::Fault;
use crate::forms::Form;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/check-ins", get(list)).route("/check-ins/{fact}/withdraw", post(withdraw))
}

#[derive(Template)]
#[template(path = "check_ins.html")]
struct List<'a> {
    f: Frame<'a>,
    check_ins: Vec<Entry>,
}

struct Entry {
    fact: String,
    when: String,
    level: String,
    /// Where its answer stands.
    answer: Option<String>,
    /// Whether it is of this session.
    is_of_case: bool,
    may_be_withdrawn: bool,
}

/// When it was made.
pub(super) fn instant(check_in: &Fact) -> Option<Timestamp> {
    let at: ZonedDateTime = check_in.body.get("at")?.as_str()?.parse().ok()?;
    Some(at.timestamp())
}

/// A check-in that counts, of the session that the case tells of.
pub(super) fn of_case(loaded: &Loaded, id: FactId) -> Option<&Fact> {
    let fact =
        standing(&loaded.facts).into_iter().find(|fact| fact.id == id && fact.kind == Kind::CheckIn)?;
    is_of_case(loaded, fact).then_some(fact)
}

fn is_of_case(loaded: &Loaded, fact: &Fact) -> bool {
    loaded.case.ended().is_none_or(|ended| instant(fact) >= Some(ended))
}

/// The case file, had a fact another body; with `null` it has none.
pub(super) fn folded_with(loaded: &Loaded, id: FactId, body: &Value) -> Value {
    let mut facts = loaded.facts.clone();
    facts.iter_mut().filter(|fact| fact.id == id).for_each(|fact| fact.body = body.clone());
    fold(&facts)
}

/// Whether the case after a change says less of a danger than before it. That a check-in was grave is known from the answer
/// that was given to it or to what it corrects; as long as anything of it stands, it cannot be made milder.
pub(super) fn would_hide(
    app: &App,
    loaded: &Loaded,
    stored: &[Answer],
    changed: FactId,
    after: &Case,
    now: Timestamp,
) -> bool {
    let level = |case: &Case| engine::warning(app.protocol(), case, now).and_then(|it| it.answer.level);
    let before = level(&loaded.case);
    let own = chain(&loaded.facts, changed).into_iter().filter_map(|id| level_of(stored, id)).max();
    own.max(before) >= Some(Level::SameDay) && level(after) < before
}

/// The level that was answered to a fact.
fn level_of(stored: &[Answer], fact: FactId) -> Option<Level> {
    let answer = stored.iter().rev().find(|answer| answer.cause == Some(fact))?;
    let output: Value = serde_json::from_str(&answer.output).ok()?;
    output.get("level").and_then(Value::as_str).and_then(Level::from_id)
}

/// A fact and all that it corrects.
fn chain(facts: &[Fact], last: FactId) -> Vec<FactId> {
    let mut chain = vec![last];
    // Facts are in the order of their ids, and replace only what was before them.
    for fact in facts.iter().rev() {
        if chain.last() == Some(&fact.id) {
            chain.extend(fact.replaces);
        }
    }
    chain
}

async fn list(State(app): State<App>, Extension(token): Extension<Token>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let stored = app.store().answers(loaded.person).await?;
    let (now, w) = (app.now(), app.wording());
    let zone = app.zone(&loaded.case);
    let check_ins = standing(&loaded.facts).into_iter().rev().filter(|fact| fact.kind == Kind::CheckIn);
    let check_ins = check_ins.filter_map(|fact| {
        let answer = stored.iter().rev().find(|answer| answer.cause == Some(fact.id));
        let level = level_of(&stored, fact.id);
        let is_of_case = is_of_case(&loaded, fact);
        Some(Entry {
            fact: fact.id.to_string(),
            when: w.date_time(instant(fact)?, &zone),
            level: level.map(|level| w.plain(&format!("level-title-{level}"))).unwrap_or_default(),
            answer: answer.map(|answer| answer.id.to_string()),
            is_of_case,
            may_be_withdrawn: is_of_case && may_be_withdrawn(&app, &loaded, &stored, fact.id, now),
        })
    });
    let title = w.plain("app-check-ins-title");
    let f = Frame::new(&app, Some(&loaded.case), &token, "recovery", title).sized(&loaded.facts);
    page(&List { f, check_ins: check_ins.collect() })
}

fn may_be_withdrawn(app: &App, loaded: &Loaded, stored: &[Answer], fact: FactId, now: Timestamp) -> bool {
    let after = read(&folded_with(loaded, fact, &Value::Null));
    after.is_ok_and(|after| !would_hide(app, loaded, stored, fact, &after, now))
}

async fn withdraw(State(app): State<App>, Path(fact): Path<String>, form: Form) -> Result<Response, Fault> {
    let _alone = app.alone().await;
    let loaded = app.load().await?;
    let fact = fact.parse().ok().and_then(|id| of_case(&loaded, id)).ok_or(Fault::NotFound)?;
    // Only a mistake is taken back: what has passed was there all the same.
    if form.get("mistake") != Some("yes") {
        return Ok(to("/check-ins"));
    }
    let stored = app.store().answers(loaded.person).await?;
    let now = app.now();
    if !may_be_withdrawn(&app, &loaded, &stored, fact.id, now) {
        return Err(Fault::field("check-in", &app.wording().plain("app-check-in-stays")));
    }
    app.store().record(loaded.person, vec![NewFact::withdrawal(Kind::CheckIn, fact.id)], None, now).await?;
    Ok(to("/check-ins"))
}
