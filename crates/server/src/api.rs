//! The stateless API: a case in, an answer out, nothing stored. The answers are those of the command line.

mod openapi;

use afterglow_core::case::{self, Case, DateText, Instant};
use afterglow_core::document::{self, Document, Format, FromText, Problem};
use afterglow_core::engine;
use afterglow_core::vocabulary::{Activity, Word};
use afterglow_wire::{
    AskWire, CanWire, CourseWire, ExpectWire, LabelWire, PlanWire, PrepareWire, ScreenWire, SessionWire,
    TriageWire, View,
};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::app::App;
use crate::fault::Fault;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/{question}", post(answer))
        .route("/api/v1/openapi.json", get(openapi::document))
}

/// The largest request.
const MOST_BYTES: usize = 1 << 20;

/// What was asked, beside the case.
struct Asked {
    case: Case,
    at: Option<Timestamp>,
    value: Value,
}

async fn answer(State(app): State<App>, Path(question): Path<String>, body: Body) -> Result<Response, Fault> {
    if !openapi::QUESTIONS.contains(&question.as_str()) {
        return Err(Fault::NotFound);
    }
    let bytes = axum::body::to_bytes(body, MOST_BYTES).await.map_err(|_| Fault::TooLarge)?;
    let asked = read(&bytes)?;
    let now = app.now();
    let view = View { protocol: app.protocol(), wording: Some(app.wording()) };
    let case = &asked.case;
    let last = case.check_ins().last().map(|last| last.at());
    let appointment = case.next().map(|next| next.planned).or(case.planned()).or(case.ended());
    match question.as_str() {
        "screen" => {
            let at = asked.at.or(appointment).unwrap_or(now);
            json(&ScreenWire::new(&engine::screen(app.protocol(), case, at), view))
        }
        "prepare" => {
            let at = asked.at.or(appointment).unwrap_or(now);
            let preparation = engine::prepare(app.protocol(), case, at);
            let labels = app.labels(case, at);
            json(&PrepareWire::new(&preparation, view).with_products(&preparation, &labels, view))
        }
        "session" => {
            let at = asked.at.or(appointment).unwrap_or(now);
            json(&SessionWire::new(&engine::session(app.protocol(), case, at), view))
        }
        "plan" => {
            let at = asked.at.unwrap_or(now);
            let plan = engine::plan(app.protocol(), case, at);
            let labels = app.labels(case, at);
            json(&PlanWire::new(&plan, view).with_products(&plan, &labels, view))
        }
        "can" => {
            let activity = asked
                .text("activity")
                .and_then(Activity::from_id)
                .ok_or_else(|| wrong("activity", "expected one of the activities"))?;
            let done = asked.instant("done_at")?;
            let can = engine::can(app.protocol(), case, activity, asked.at.unwrap_or(now), done);
            json(&CanWire::new(&can, view))
        }
        "triage" => {
            let (answer, questions) =
                engine::triage_and_ask(app.protocol(), case, asked.at.or(last).unwrap_or(now));
            json(&TriageWire::new(&answer, &questions, view))
        }
        "ask" => {
            let questions = engine::ask(app.protocol(), case, asked.at.or(last).unwrap_or(now));
            json(&AskWire::new(&questions, view))
        }
        "expect" => {
            json(&ExpectWire::new(&engine::expect(app.protocol(), case, asked.at.unwrap_or(now)), view))
        }
        "label" => {
            let at = asked.at.unwrap_or(now);
            let labels = match asked.text("label") {
                Some(label) => {
                    engine::labels(app.protocol(), &app.rules().dictionary, case, [("label", label)], at)
                }
                None => app.labels(case, at),
            };
            json(&LabelWire::new(&labels, view))
        }
        "course" => {
            let by = match asked.text("by") {
                Some(text) => {
                    Some(DateText::from_text(text).ok_or_else(|| wrong("by", "expected a date"))?.0)
                }
                None => case.event().map(|event| event.on),
            };
            json(&CourseWire::new(
                &engine::course(app.protocol(), case, asked.at.unwrap_or(now), by),
                case,
                view,
            ))
        }
        _ => Err(Fault::NotFound),
    }
}

impl Asked {
    fn text(&self, key: &str) -> Option<&str> {
        self.value.get(key).and_then(Value::as_str)
    }

    fn instant(&self, key: &str) -> Result<Option<Timestamp>, Fault> {
        instant(&self.value, key)
    }
}

fn instant(value: &Value, key: &str) -> Result<Option<Timestamp>, Fault> {
    match value.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => match Instant::from_text(text) {
            Some(zoned) => Ok(Some(zoned.timestamp())),
            None => Err(wrong(key, "expected an instant with its zone")),
        },
        Some(_) => Err(wrong(key, "expected an instant with its zone")),
    }
}

/// Reads `{"case": {...}, "at": "...", ...}`. Keys that a question does not know are refused, so that a misspelt one does
/// not silently do nothing.
fn read(bytes: &[u8]) -> Result<Asked, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| wrong("", "not UTF-8 text"))?;
    let value: Value = serde_json::from_str(text).map_err(|_| wrong("", "not readable as JSON"))?;
    let table = value.as_object().ok_or_else(|| wrong("", "expected an object with the key `case`"))?;
    let known = ["case", "at", "activity", "done_at", "label", "by"];
    if let Some(key) = table.keys().find(|key| !known.contains(&key.as_str())) {
        return Err(wrong(if document::is_id_like(key) { key } else { "..." }, "unknown key"));
    }
    let own = table.get("case").ok_or_else(|| wrong("case", "missing key"))?.to_string();
    let case = case::read(&Document::new("case", &own, Format::Json)).map_err(Fault::Input)?;
    let at = instant(&value, "at")?;
    Ok(Asked { case, at, value })
}

fn wrong(key: &str, message: &str) -> Fault {
    let path = document::OwnedPath(vec![document::OwnedStep::Key(key.to_owned())]);
    Fault::Input(vec![Problem {
        file: String::new(),
        path,
        place: None,
        message: message.to_owned(),
        help: None,
    }])
}

fn json<T: Serialize>(answer: &T) -> Result<Response, Fault> {
    let text = serde_json::to_string(answer).map_err(|_| Fault::Document)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}
