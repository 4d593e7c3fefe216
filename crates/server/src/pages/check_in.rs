//! The check-in: warning signs in groups, what is likely at this hour, and a word more. One screen after the other, each
//! with all that was answered before it; stored before it is answered, and once however often it is sent.

mod answers;
mod asked;

use std::collections::BTreeMap;

use afterglow_core::case::Case;
use afterglow_core::engine;
use afterglow_core::vocabulary::{Grade, Level, Symptom, Trend, Word};
use afterglow_store::{Cause, FactId, Invalid, Kind, NewAnswer, NewFact, PersonId, ProtocolName, Records};
use afterglow_store::{SendingKey, StoreError};
use afterglow_wire::{TriageWire, View};
use afterglow_wording::args;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use self::answers::{corrected, fields, is_silent, screen_of, written};
use self::asked::{draft_h, groups, likely};
use super::care_card::Summary;
use super::{Frame, care_card, check_ins, page, to};
use crate::app::{App, Loaded, read, read_text};
use crate::drafts::{self, Draft, Owner};
use crate::fault::Fault;
use crate::forms::Form;
use crate::guard::Token;

pub(super) use self::asked::gap_h;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/check-in", get(ask).post(answer)).route("/check-in/anew", post(anew))
}

/// Warning signs; how the skin is; the rest.
const SCREENS: usize = 3;

#[derive(Deserialize)]
struct Which {
    form: Option<String>,
    step: Option<String>,
    correct: Option<String>,
}

#[derive(Template)]
#[template(path = "check_in.html")]
struct CheckIn<'a> {
    f: Frame<'a>,
    /// Counted from 1.
    screen: usize,
    screens: usize,
    form: String,
    begun: String,
    corrects: String,
    /// What was answered on the other screens.
    carried: Vec<(String, String)>,
    danger: Option<Summary>,
    notes: Vec<String>,
    kept: String,
    groups: Vec<Group>,
    symptoms: Vec<Asked>,
    /// Id, word, and whether it is chosen.
    trends: Vec<(String, String, bool)>,
    temperature: String,
    note: String,
}

struct Group {
    id: String,
    title: String,
    /// Id, word, and whether it is ticked.
    signs: Vec<(String, String, bool)>,
    is_none: bool,
}

/// A symptom with its answers: id of the grade, what it looks or feels like, and whether it is chosen.
struct Asked {
    id: String,
    name: String,
    grades: Vec<(String, String, bool)>,
}

#[derive(Template)]
#[template(path = "check_in_offer.html")]
struct Offer<'a> {
    f: Frame<'a>,
    began: Began,
}

/// A check-in that was begun, for the top of other pages.
pub(super) struct Began {
    pub(super) form: String,
    pub(super) text: String,
    /// What was ticked in it that cannot wait until it is sent.
    pub(super) danger: Option<Summary>,
}

/// The check-in that this person began about this session, if it is still about now.
pub(super) fn began(app: &App, loaded: &Loaded) -> Option<Began> {
    let now = app.now();
    let draft = app.drafts().latest(owner(loaded), now, draft_h())?;
    let time = app.wording().time(draft.begun, &app.zone(&loaded.case));
    Some(Began {
        form: draft.form.to_string(),
        text: app.wording().say("app-draft-began", &args([("time", time)])),
        danger: danger(app, loaded, &draft, now),
    })
}

fn owner(loaded: &Loaded) -> Owner {
    Owner { person: loaded.person, session: loaded.case.ended() }
}

async fn ask(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    Query(which): Query<Which>,
) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let now = app.now();
    if loaded.case.ended().is_none() {
        // Check-ins begin after the session.
        return Ok(to(if loaded.case.planned().is_some() { "/today" } else { "/setup/when?of=ended" }));
    }
    let begin = |corrects, answers| Draft {
        form: SendingKey::random(),
        owner: owner(&loaded),
        begun: now,
        stale: None,
        corrects,
        answers,
    };
    let draft = match (which.correct, which.form) {
        (Some(fact), _) => {
            let fact =
                fact.parse().ok().and_then(|id| check_ins::of_case(&loaded, id)).ok_or(Fault::NotFound)?;
            begin(Some(fact.id), fields(&fact.body))
        }
        (None, Some(form)) => {
            let form = form.parse().ok();
            let kept = form.and_then(|form| app.drafts().of_form(form, owner(&loaded), now, draft_h()));
            let Some(kept) = kept else { return Ok(to("/check-in")) };
            kept
        }
        (None, None) => match began(&app, &loaded) {
            Some(began) => {
                let title = app.wording().plain("app-check-in-title");
                let f = Frame::new(&app, Some(&loaded.case), &token, "check-in", title);
                return page(&Offer { f: f.sized(&loaded.facts), began });
            }
            None => begin(None, Vec::new()),
        },
    };
    let screen = which.step.and_then(|step| step.parse().ok()).unwrap_or(1);
    page(&show(&app, &token, &loaded, &draft, screen, now))
}

fn show<'a>(
    app: &'a App,
    token: &Token,
    loaded: &Loaded,
    draft: &Draft,
    screen: usize,
    now: Timestamp,
) -> CheckIn<'a> {
    let (case, w) = (&loaded.case, app.wording());
    let screen = screen.clamp(1, SCREENS);
    let form = Form::kept(draft.answers.clone());
    let (ticked, none) = (form.all("sign"), form.all("none"));
    let groups = groups().into_iter().map(|(id, signs)| Group {
        title: w.plain(&format!("app-group-{id}")),
        signs: signs
            .iter()
            .map(|sign| (sign.id().to_owned(), w.word(*sign), ticked.contains(&sign.id())))
            .collect(),
        is_none: none.contains(&id.as_str()),
        id,
    });
    let likely = likely(app, case);
    let chosen = |symptom: Symptom| form.get(&format!("symptom-{symptom}"));
    let asked = Symptom::ALL.iter().filter(|it| likely.contains(it) || chosen(**it).is_some());
    let asked = asked.map(|symptom| Asked {
        id: symptom.id().to_owned(),
        name: w.word(*symptom),
        grades: Grade::ALL
            .iter()
            .map(|grade| {
                let is_chosen = chosen(*symptom) == Some(grade.id());
                (grade.id().to_owned(), w.graded(*symptom, *grade), is_chosen)
            })
            .collect(),
    });
    let trend =
        |trend: &Trend| (trend.id().to_owned(), w.word(*trend), form.get("trend") == Some(trend.id()));
    let carried = draft.answers.iter().filter(|(name, _)| screen_of(name) != Some(screen));
    let zone = app.zone(case);
    let mut notes = Vec::new();
    if let Some(begun) = draft.stale {
        notes.push(w.say("app-draft-stale", &args([("when", w.date_time(begun, &zone))])));
    }
    if let Some(fact) = draft.corrects.and_then(|id| check_ins::of_case(loaded, id)) {
        let when = w.date_time(check_ins::instant(fact).unwrap_or(now), &zone);
        notes.push(w.say("app-correct-hint", &args([("when", when)])));
    }
    let f = Frame::new(app, Some(case), token, "check-in", w.plain("app-check-in-title"));
    CheckIn {
        f: f.sized(&loaded.facts),
        screen,
        screens: SCREENS,
        form: draft.form.to_string(),
        begun: draft.begun.to_string(),
        corrects: draft.corrects.map(|id| id.to_string()).unwrap_or_default(),
        carried: carried.cloned().collect(),
        danger: danger(app, loaded, draft, now),
        notes,
        kept: w.say("app-draft-kept", &args([("hours", w.say("span-hours", &args([("n", draft_h())])))])),
        groups: groups.collect(),
        symptoms: asked.collect(),
        trends: Trend::ALL.iter().map(trend).collect(),
        temperature: form.get("temperature_c").unwrap_or_default().to_owned(),
        note: form.get("note").unwrap_or_default().to_owned(),
    }
}

/// What was ticked that cannot wait until the check-in is sent.
fn danger(app: &App, loaded: &Loaded, draft: &Draft, now: Timestamp) -> Option<Summary> {
    let form = Form::kept(draft.answers.clone());
    let check_in = written(&form, &now.to_zoned_datetime(app.zone(&loaded.case)).to_string());
    if is_silent(&check_in) {
        return None;
    }
    let case = read_text(&with(&loaded.json, &Value::Object(check_in)).ok()?).ok()?;
    let level = engine::triage(app.protocol(), &case, now).level;
    if level < Some(Level::SameDay) { None } else { care_card::summary(app, &case, now) }
}

/// A part of a case, as it is or with one more check-in.
#[derive(Serialize)]
#[serde(untagged)]
enum Part<'a> {
    AsIs(&'a Value),
    CheckIns(Vec<&'a Value>),
}

/// The case with one more check-in, as JSON.
fn with(case: &Value, check_in: &Value) -> serde_json::Result<String> {
    let parts = case.as_object().into_iter().flatten();
    let mut parts: BTreeMap<&str, Part<'_>> =
        parts.map(|(key, part)| (key.as_str(), Part::AsIs(part))).collect();
    let told = case.get("check_ins").and_then(Value::as_array).into_iter().flatten();
    parts.insert("check_ins", Part::CheckIns(told.chain([check_in]).collect()));
    serde_json::to_string(&parts)
}

/// What a form holds, as a draft.
fn draft(form: &Form, loaded: &Loaded, now: Timestamp) -> Draft {
    let begun = form.get("begun").and_then(|begun| begun.parse().ok()).filter(|begun| *begun <= now);
    Draft {
        form: form_id(form).unwrap_or_else(SendingKey::random),
        owner: owner(loaded),
        begun: begun.unwrap_or(now),
        stale: None,
        corrects: form.get("corrects").and_then(|id| id.parse().ok()),
        answers: form.fields(|name| screen_of(name).is_some()),
    }
}

fn form_id(form: &Form) -> Option<SendingKey> {
    form.get("form").and_then(|id| id.parse().ok())
}

async fn answer(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    form: Form,
) -> Result<Response, Fault> {
    let now = app.now();
    let step = form.get("step").and_then(|step| step.parse::<usize>().ok()).unwrap_or(1);
    let step = match form.get("go") {
        Some("keep") => Some(None),
        Some("next") => Some(Some(step.saturating_add(1))),
        Some("back") => Some(Some(step.saturating_sub(1))),
        _ => None,
    };
    let _alone = if form.get("corrects").is_some() { Some(app.alone().await) } else { None };
    match (app.load().await, step) {
        // A copy on the side: nobody waits for an answer.
        (Ok(loaded), Some(None)) => {
            let draft = draft(&form, &loaded, now);
            if !drafts::is_too_old(draft.begun, now, draft_h()) {
                app.drafts().keep_copy(draft);
            }
            Ok(StatusCode::NO_CONTENT.into_response())
        }
        (Ok(loaded), step) => turned(&app, &token, &form, &loaded, step.flatten(), now).await,
        (Err(fault), Some(None)) => Err(fault),
        // Without the store nothing is known but what the form says: it is judged alone.
        (Err(fault), _) => {
            let alone = written(&form, &now.to_zoned_datetime(TimeZone::UTC).to_string());
            not_silent(&app, &alone)?;
            let case = read(&json!({ "check_ins": [alone] })).map_err(Fault::Input)?;
            unkept(&app, &token, &case, now, fault)
        }
    }
}

/// To another screen, or off.
async fn turned(
    app: &App,
    token: &Token,
    form: &Form,
    loaded: &Loaded,
    next: Option<usize>,
    now: Timestamp,
) -> Result<Response, Fault> {
    let mut draft = draft(form, loaded, now);
    let is_too_old = drafts::is_too_old(draft.begun, now, draft_h());
    // What was true then may be no longer: it is looked at again, from the first screen on.
    if is_too_old {
        draft.stale = Some(draft.begun);
        draft.begun = now;
    }
    if let Some(next) = if is_too_old { Some(1) } else { next } {
        let form = app.drafts().keep(draft);
        return Ok(to(&format!("/check-in?form={form}&step={}", next.clamp(1, SCREENS))));
    }
    // Until it is stored, it is one that was begun: a fault in it loses nothing.
    if form_id(form).is_some() {
        app.drafts().keep_copy(draft.clone());
    }
    let shown = told(app, token, form, loaded, now).await?;
    if shown.status().is_redirection() {
        app.drafts().end(draft.form);
    }
    Ok(shown)
}

fn not_silent(app: &App, check_in: &Map<String, Value>) -> Result<(), Fault> {
    if is_silent(check_in) {
        return Err(Fault::field("check-in", &app.wording().plain("app-check-in-empty")));
    }
    Ok(())
}

/// A check-in that was sent: judged, stored with its answer, shown.
async fn told(
    app: &App,
    token: &Token,
    form: &Form,
    loaded: &Loaded,
    now: Timestamp,
) -> Result<Response, Fault> {
    let zone = app.zone(&loaded.case);
    let check_in = written(form, &now.to_zoned_datetime(zone).to_string());
    not_silent(app, &check_in)?;
    let key = form_id(form).map(|id| key(id, &check_in));
    if let Some(fact) = key.and_then(|key| loaded.facts.iter().find(|fact| fact.sending == Some(key))) {
        return answered(app, loaded.person, fact.id).await;
    }
    let corrects: Option<FactId> = form.get("corrects").and_then(|id| id.parse().ok());
    let (fact, input) = match corrects {
        None => {
            let body = Value::Object(check_in);
            let input = with(&loaded.json, &body).map_err(|_| Fault::Document)?;
            (NewFact::new(Kind::CheckIn, body), input)
        }
        Some(corrects) => {
            let changed = Fault::Store(StoreError::InvalidFact { index: 0, why: Invalid::AlreadyReplaced });
            let was = check_ins::of_case(loaded, corrects).ok_or(changed)?;
            let body = corrected(&was.body, form);
            let input = check_ins::folded_with(loaded, was.id, &body).to_string();
            (NewFact::correction(Kind::CheckIn, body, was.id), input)
        }
    };
    // Judged before it is stored: what cannot be read is said, and nothing of it is kept.
    let case = read_text(&input).map_err(Fault::Input)?;
    if let Some(was) = fact.replaces {
        let stored = app.store().answers(loaded.person).await?;
        if check_ins::would_hide(app, loaded, &stored, was, &case, now) {
            return Err(Fault::field("check-in", &app.wording().plain("app-check-in-stays")));
        }
    }
    let new = triage(app, &case, input, now)?;
    let fact = match key {
        Some(key) => fact.once(key),
        None => fact,
    };
    match app.store().record(loaded.person, vec![fact], Some(new), now).await {
        Ok(recorded) => {
            let id = recorded.answer.ok_or(Fault::Document)?;
            Ok(to(&format!("/result/{id}")))
        }
        Err(StoreError::InvalidFact { why: Invalid::AlreadyRecorded(fact), .. }) => {
            answered(app, loaded.person, fact).await
        }
        // What it means is shown all the same, with the status of the fault.
        Err(error) => unkept(app, token, &case, now, Fault::Store(error)),
    }
}

/// The same answers in the same form are the same sending; with others, the form tells of something else, which must not
/// be lost.
fn key(form: SendingKey, check_in: &Map<String, Value>) -> SendingKey {
    let mut answers = check_in.clone();
    answers.remove("at");
    let mut hash = Sha256::new();
    hash.update(form.to_string());
    hash.update(Value::Object(answers).to_string());
    let bits = hash.finalize().iter().take(16).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    SendingKey::from_bits(bits)
}

/// The answer of triage to a case, to be kept.
fn triage(app: &App, case: &Case, input: String, now: Timestamp) -> Result<NewAnswer, Fault> {
    let protocol = app.protocol();
    let (answer, asked) = engine::triage_and_ask(protocol, case, now);
    let view = View { protocol, wording: None };
    let output =
        serde_json::to_string(&TriageWire::new(&answer, &asked, view)).map_err(|_| Fault::Document)?;
    Ok(NewAnswer {
        kind: "triage".to_owned(),
        cause: Some(Cause::New(0)),
        judged_at: now,
        input,
        output,
        protocol: ProtocolName {
            id: protocol.id().to_owned(),
            version: protocol.version().to_string(),
            digest: protocol.digest().to_owned(),
        },
    })
}

/// To what was answered when it was sent before.
async fn answered(app: &App, person: PersonId, fact: FactId) -> Result<Response, Fault> {
    let answers = app.store().answers(person).await?;
    let answer = answers.iter().rev().find(|answer| answer.cause == Some(fact)).ok_or(Fault::NotFound)?;
    Ok(to(&format!("/result/{}", answer.id)))
}

/// The care card of a check-in that could not be stored, and says so.
fn unkept(app: &App, token: &Token, case: &Case, now: Timestamp, fault: Fault) -> Result<Response, Fault> {
    let mut response = care_card::unkept(app, token, case, now)?;
    *response.status_mut() = fault.status();
    Ok(response)
}

/// What was begun is not wanted any more.
async fn anew(State(app): State<App>, form: Form) -> Response {
    if let Some(form) = form_id(&form) {
        app.drafts().end(form);
    }
    to("/check-in")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_answers_in_the_same_form_are_another_sending() {
        let form = SendingKey::from_bits(1);
        let table = |at: &str, sign: &str| json!({ "at": at, "signs": [sign] }).as_object().cloned().unwrap();
        let first = key(form, &table("2026-11-24T20:00:00Z", "pus"));
        assert_eq!(first, key(form, &table("2026-11-24T20:01:00Z", "pus")));
        assert_ne!(first, key(form, &table("2026-11-24T20:00:00Z", "blisters")));
        assert_ne!(first, key(SendingKey::from_bits(2), &table("2026-11-24T20:00:00Z", "pus")));
    }
}
