//! "May I ... yet?", and "I already did".

use afterglow_core::document::FromText;
use afterglow_core::engine::{self, Answer};
use afterglow_core::protocol::GateKind;
use afterglow_core::vocabulary::{Activity, Word};
use afterglow_store::{Kind, NewFact, Records};
use afterglow_wording::args;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use serde_json::json;

use super::{Frame, care_card, page, to};
use crate::app::{App, read};
use crate::fault::Fault;
use crate::forms::Form;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/may", get(list))
        .route("/may/{activity}", get(may))
        .route("/may/{activity}/did", post(did))
}

#[derive(Template)]
#[template(path = "may_list.html")]
struct List<'a> {
    f: Frame<'a>,
    warning: Option<care_card::Summary>,
    /// Id, name, answer in a word.
    activities: Vec<(String, String, String)>,
}

async fn list(State(app): State<App>, Extension(token): Extension<Token>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let (case, now, w) = (&loaded.case, app.now(), app.wording());
    let activities = Activity::ALL.iter().map(|activity| {
        let can = engine::can(app.protocol(), case, *activity, now, None);
        let answer = match (can.answer, can.gate.as_ref().and_then(|gate| gate.opens).zip(can.zone.as_ref()))
        {
            (Answer::Yes, _) => w.plain("app-may-yes"),
            (Answer::NotYet, Some((opens, zone))) => w.opening_time(opens, zone),
            (Answer::NotYet | Answer::Held, _) => w.plain("app-may-not-yet"),
            (Answer::Ask, _) => w.plain("section-ask"),
            (Answer::No, _) => w.plain("app-may-no"),
        };
        (activity.id().to_owned(), w.activity_name(*activity), answer)
    });
    let f = Frame::new(&app, Some(case), &token, "may", w.plain("app-may-title")).sized(&loaded.facts);
    page(&List { f, warning: care_card::summary(&app, case, now), activities: activities.collect() })
}

#[derive(Template)]
#[template(path = "may.html")]
struct May<'a> {
    f: Frame<'a>,
    warning: Option<care_card::Summary>,
    id: String,
    answer: String,
    answer_id: &'static str,
    text: String,
    /// What to do now that it is done, if it was too early.
    now_do: Vec<String>,
    was_early: Option<bool>,
    why: String,
    hours: Option<String>,
    sources: Vec<(String, String)>,
    unverified: bool,
}

async fn may(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    Path(activity): Path<String>,
) -> Result<Response, Fault> {
    let activity = Activity::from_text(&activity).ok_or(Fault::NotFound)?;
    let loaded = app.load().await?;
    let (case, now, w) = (&loaded.case, app.now(), app.wording());
    let done = case.done().iter().rev().find(|done| done.what == activity && done.at <= now);
    let can = engine::can(app.protocol(), case, activity, now, done.map(|done| done.at));
    let rule = app.protocol().gate(activity).ok_or(Fault::NotFound)?;
    let hours = match &rule.kind {
        GateKind::Opens(opening) => {
            let mut words = args([("hours", w.say("since-hours", &args([("n", opening.opens_h)])))]);
            words.set("low", opening.range_h[0].to_string());
            words.set("high", opening.range_h[1].to_string());
            words.set("floor", opening.floor_h.to_string());
            Some(w.say("why-hours", &words))
        }
        GateKind::Never | GateKind::Ask => None,
    };
    let sources = rule.rule.claims.iter().filter_map(|id| {
        let claim = app.protocol().claims().iter().find(|claim| claim.id == *id)?;
        Some((id.clone(), claim.says.clone()))
    });
    let evidence = rule.rule.evidence.iter().filter_map(|id| {
        let fact = app.protocol().evidence().iter().find(|fact| fact.id == *id)?;
        Some((id.clone(), fact.says.clone()))
    });
    let name = w.activity_name(activity);
    let f = Frame::new(&app, Some(case), &token, "may", name).sized(&loaded.facts);
    page(&May {
        f,
        warning: care_card::summary(&app, case, now),
        id: activity.id().to_owned(),
        answer: w.can(&can, now),
        answer_id: can.answer.id(),
        text: w.plain(&format!("gate-{activity}")),
        now_do: can
            .done
            .as_ref()
            .map(|done| done.now_do.iter().map(|id| w.plain(&format!("advice-{id}"))).collect())
            .unwrap_or_default(),
        was_early: can.done.as_ref().map(|done| done.was_early),
        why: rule.rule.why.clone(),
        hours,
        sources: sources.chain(evidence).collect(),
        unverified: rule.rule.unverified,
    })
}

async fn did(State(app): State<App>, Path(activity): Path<String>, form: Form) -> Result<Response, Fault> {
    let activity = Activity::from_text(&activity).ok_or(Fault::NotFound)?;
    let loaded = app.load().await?;
    let zone = app.zone(&loaded.case);
    // Only an empty field means now.
    let at = match form.get("at") {
        Some(_) => {
            form.instant("at", &zone).ok_or_else(|| Fault::field("at", "expected a day and a time"))?
        }
        None => app.now().to_zoned_datetime(zone).to_string(),
    };
    let body = json!({ "what": activity.id(), "at": at });
    let mut json = loaded.json.clone();
    if let Some(list) = json.as_object_mut().map(|table| table.entry("done").or_insert_with(|| json!([]))) {
        list.as_array_mut().into_iter().for_each(|list| list.push(body.clone()));
    }
    read(&json).map_err(Fault::Input)?;
    app.store().record(loaded.person, vec![NewFact::new(Kind::Done, body)], None, app.now()).await?;
    Ok(to(&format!("/may/{activity}")))
}
