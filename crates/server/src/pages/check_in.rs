//! The check-in: warning signs in groups, what is likely at this hour, and a word more. Stored before it is answered.

use std::sync::LazyLock;

use afterglow_core::case::Case;
use afterglow_core::engine;
use afterglow_core::vocabulary::{Grade, Sign, Symptom, Trend, Word};
use afterglow_store::{Cause, Kind, NewAnswer, NewFact, ProtocolName, Records};
use afterglow_wire::{TriageWire, View};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Frame, care_card, page, to};
use crate::app::{App, read};
use crate::fault::Fault;
use crate::forms::Form;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/check-in", get(ask).post(told))
}

/// How a check-in asks: `protocols/check-in.toml`.
#[derive(Deserialize)]
struct File {
    always: Vec<String>,
    gap_h: i64,
    group: Vec<GroupFile>,
}

#[derive(Deserialize)]
struct GroupFile {
    id: String,
    signs: Vec<String>,
}

/// The file that is built in. Nothing but a broken file makes it empty, which a test would show.
static FILE: LazyLock<Option<File>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../../protocols/check-in.toml")).ok());

fn groups() -> Vec<(String, Vec<Sign>)> {
    let groups = FILE.iter().flat_map(|file| &file.group);
    groups.map(|it| (it.id.clone(), it.signs.iter().filter_map(|id| Sign::from_id(id)).collect())).collect()
}

/// The symptoms that are asked at every hour.
fn always() -> Vec<Symptom> {
    FILE.iter().flat_map(|file| &file.always).filter_map(|id| Symptom::from_id(id)).collect()
}

/// So many hours without an answer are a gap in the drawing of the recovery.
pub(super) fn gap_h() -> i64 {
    FILE.as_ref().map_or(0, |file| file.gap_h)
}

#[derive(Template)]
#[template(path = "check_in.html")]
struct CheckIn<'a> {
    f: Frame<'a>,
    groups: Vec<Group>,
    symptoms: Vec<Asked>,
    trends: Vec<(String, String)>,
}

struct Group {
    id: String,
    title: String,
    signs: Vec<(String, String)>,
}

/// A symptom with its answers: id of the grade, and what it looks or feels like.
struct Asked {
    id: String,
    name: String,
    grades: Vec<(String, String)>,
}

async fn ask(State(app): State<App>, Extension(token): Extension<Token>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    if loaded.case.ended().is_none() {
        return Ok(to("/setup/when?of=ended"));
    }
    let w = app.wording();
    let groups = groups().into_iter().map(|(id, signs)| Group {
        title: w.plain(&format!("app-group-{id}")),
        signs: signs.iter().map(|sign| (sign.id().to_owned(), w.word(*sign))).collect(),
        id,
    });
    let asked = likely(&app, &loaded.case).into_iter().map(|symptom| Asked {
        id: symptom.id().to_owned(),
        name: w.word(symptom),
        grades: Grade::ALL.iter().map(|grade| (grade.id().to_owned(), w.graded(symptom, *grade))).collect(),
    });
    let f = Frame::new(&app, Some(&loaded.case), &token, "check-in", w.plain("app-check-in-title"));
    page(&CheckIn {
        f: f.sized(&loaded.facts),
        groups: groups.collect(),
        symptoms: asked.collect(),
        trends: Trend::ALL.iter().map(|trend| (trend.id().to_owned(), w.word(*trend))).collect(),
    })
}

/// What may be there at this hour, and what the last check-in told: the rest is asked only if somebody wants to say it.
fn likely(app: &App, case: &Case) -> Vec<Symptom> {
    let expect = engine::expect(app.protocol(), case, app.now());
    let hours = expect.hours.unwrap_or(0).max(0);
    let told = case.check_ins().last();
    let always = always();
    let is_likely = |symptom: Symptom| {
        let band = expect.bands.iter().find(|band| band.expectation.symptom == symptom);
        let is_told = told.and_then(|told| told.symptom(symptom)).is_some();
        is_told || always.contains(&symptom) || band.is_some_and(|band| band.highest_at(hours) > Grade::None)
    };
    Symptom::ALL.iter().copied().filter(|symptom| is_likely(*symptom)).collect()
}

async fn told(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    form: Form,
) -> Result<Response, Fault> {
    let now = app.now();
    // Silence is no answer, and must not be judged as one.
    if written(&form, "").keys().all(|key| key == "at" || key == "note") {
        return Err(Fault::field("check-in", &app.wording().plain("app-check-in-empty")));
    }
    let loaded = match app.load().await {
        Ok(loaded) => loaded,
        // Without the store nothing is known but what the form says: it is judged alone.
        Err(fault) => {
            let alone = written(&form, &now.to_zoned_datetime(TimeZone::UTC).to_string());
            let case = read(&json!({ "check_ins": [alone] })).map_err(Fault::Input)?;
            return unkept(&app, &token, &case, now, fault);
        }
    };
    let zone = app.zone(&loaded.case);
    let check_in = Value::Object(written(&form, &now.to_zoned_datetime(zone).to_string()));
    let mut json = loaded.json.clone();
    if let Some(table) = json.as_object_mut() {
        let list = table.entry("check_ins").or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut() {
            list.push(check_in.clone());
        }
    }
    // Judged before it is stored: what cannot be read is said, and nothing of it is kept.
    let case = read(&json).map_err(Fault::Input)?;
    let (answer, asked) = engine::triage_and_ask(app.protocol(), &case, now);
    let view = View { protocol: app.protocol(), wording: None };
    let output =
        serde_json::to_string(&TriageWire::new(&answer, &asked, view)).map_err(|_| Fault::Document)?;
    let protocol = app.protocol();
    let new = NewAnswer {
        kind: "triage".to_owned(),
        cause: Some(Cause::New(0)),
        judged_at: now,
        input: json.to_string(),
        output,
        protocol: ProtocolName {
            id: protocol.id().to_owned(),
            version: protocol.version().to_string(),
            digest: protocol.digest().to_owned(),
        },
    };
    let fact = NewFact::new(Kind::CheckIn, check_in);
    match app.store().record(loaded.person, vec![fact], Some(new), now).await {
        Ok(recorded) => {
            let id = recorded.answer.ok_or(Fault::Document)?;
            Ok(to(&format!("/result/{id}")))
        }
        // What it means is shown all the same, with the status of the fault.
        Err(error) => unkept(&app, &token, &case, now, Fault::Store(error)),
    }
}

/// The care card of a check-in that could not be stored, and says so.
fn unkept(app: &App, token: &Token, case: &Case, now: Timestamp, fault: Fault) -> Result<Response, Fault> {
    let mut response = care_card::unkept(app, token, case, now)?;
    *response.status_mut() = fault.status();
    Ok(response)
}

/// The check-in as it stands in a case file. A group counts as asked when somebody ticked one of its signs or pressed
/// "none of these"; otherwise nobody answered it.
fn written(form: &Form, at: &str) -> Map<String, Value> {
    let mut table = Map::new();
    table.insert("at".to_owned(), Value::from(at));
    let ticked = form.all("sign");
    let none = form.all("none");
    let mut asked: Vec<&str> = Vec::new();
    let groups = groups();
    for (id, signs) in &groups {
        let of_group: Vec<&str> = signs.iter().map(|sign| sign.id()).collect();
        if none.contains(&id.as_str()) || of_group.iter().any(|sign| ticked.contains(sign)) {
            asked.extend(of_group);
        }
    }
    if !asked.is_empty() {
        table.insert("signs".to_owned(), json!(ticked));
        table.insert("asked_signs".to_owned(), json!(asked));
    }
    let symptoms: Map<String, Value> = Symptom::ALL
        .iter()
        .filter_map(|symptom| {
            let grade = form.get(&format!("symptom-{symptom}"))?;
            Some((symptom.id().to_owned(), Value::from(grade)))
        })
        .collect();
    if !symptoms.is_empty() {
        table.insert("symptoms".to_owned(), Value::Object(symptoms));
    }
    form.put_number(&mut table, "temperature_c");
    form.put(&mut table, "trend");
    form.put(&mut table, "note");
    table
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use afterglow_core::protocol::Protocol;

    use super::*;

    #[test]
    fn every_red_flag_is_asked_for_once() {
        let protocol = Protocol::builtin().unwrap_or_else(|_| unreachable!("the built-in protocol"));
        let asked: Vec<Sign> = groups().into_iter().flat_map(|(_, signs)| signs).collect();
        let once: BTreeSet<Sign> = asked.iter().copied().collect();
        assert_eq!(asked.len(), once.len());
        assert_eq!(always().len(), 5);
        assert!(gap_h() > 0);
        for (sign, _) in protocol.red_flags() {
            assert!(once.contains(sign), "{sign}");
        }
        // What is not asked in a group: "getting worse" is the trend.
        let rest: Vec<&Sign> = Sign::ALL.iter().filter(|sign| !once.contains(sign)).collect();
        assert_eq!(rest, [&Sign::Worsening]);
    }
}
