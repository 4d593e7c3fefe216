//! The stateless API: a case in, an answer out, nothing stored. The answers are those of the command line.

mod openapi;
mod page;

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
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::app::App;
use crate::fault::{Fault, Said};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/{question}", post(answer))
        .route("/api/v1/openapi.json", get(openapi::document))
        .route("/api/v1/", get(|| async { Redirect::to("/api") }))
        .route("/api", get(page::page).post(page::tried))
        .method_not_allowed_fallback(|| async { Fault::WrongMethod })
}

/// The questions, each with an answer of its own.
const QUESTIONS: [&str; 10] =
    ["screen", "prepare", "session", "plan", "can", "triage", "ask", "expect", "label", "course"];

/// A case that the page and the description show.
const EXAMPLE: &str = include_str!("../../../cases/json-case.json");
/// An instant for it.
const EXAMPLE_AT: &str = "2026-11-24T12:00:00+05:45[Asia/Kathmandu]";

/// A request as it is written. The case stays as text: read by way of a table, a key that stands twice would silently
/// lose one of its values, and with it a warning sign.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request<'a> {
    #[serde(borrow)]
    case: &'a RawValue,
    at: Option<String>,
    activity: Option<String>,
    done_at: Option<String>,
    label: Option<String>,
    by: Option<String>,
}

/// What was asked, beside the case.
struct Asked {
    case: Case,
    at: Option<Timestamp>,
    activity: Option<String>,
    done_at: Option<Timestamp>,
    label: Option<String>,
    by: Option<String>,
}

async fn answer(State(app): State<App>, Path(question): Path<String>, body: Body) -> Result<Response, Fault> {
    if !QUESTIONS.contains(&question.as_str()) {
        return Err(Fault::NotFound);
    }
    let bytes = axum::body::to_bytes(body, usize::MAX).await.map_err(|_| Fault::Broken)?;
    let text = answered(&app, &question, &bytes, false)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// The answer as JSON, on one line or on many.
fn answered(app: &App, question: &str, bytes: &[u8], is_pretty: bool) -> Result<String, Fault> {
    let asked = read(question, bytes)?;
    let json = Written { is_pretty };
    let now = app.now();
    let view = View { protocol: app.protocol(), wording: Some(app.wording()) };
    let case = &asked.case;
    let last = case.check_ins().last().map(|last| last.at());
    let appointment = case.appointment();
    let warning = |at| engine::warning(app.protocol(), case, at);
    match question {
        "screen" => {
            let at = asked.at.or(appointment).unwrap_or(now);
            let (screening, warning) = (engine::screen(app.protocol(), case, at), warning(at));
            json.text(&ScreenWire::new(&screening, view).with_warning(warning.as_ref(), view))
        }
        "prepare" => {
            let at = asked.at.or(appointment).unwrap_or(now);
            let preparation = engine::prepare(app.protocol(), case, at);
            let (labels, warning) = (app.labels(case, at), warning(at));
            let wire = PrepareWire::new(&preparation, view).with_warning(warning.as_ref(), view);
            json.text(&wire.with_products(&preparation, &labels, view))
        }
        "session" => {
            let at = asked.at.or(appointment).unwrap_or(now);
            let (session, warning) = (engine::session(app.protocol(), case, at), warning(at));
            json.text(&SessionWire::new(&session, view).with_warning(warning.as_ref(), view))
        }
        "plan" => {
            let at = asked.at.unwrap_or(now);
            let plan = engine::plan(app.protocol(), case, at);
            let labels = app.labels(case, at);
            json.text(&PlanWire::new(&plan, view).with_products(&plan, &labels, view))
        }
        "can" => {
            let activity = asked
                .activity
                .as_deref()
                .and_then(Activity::from_id)
                .ok_or_else(|| wrong("activity", "expected one of the activities"))?;
            let at = asked.at.unwrap_or(now);
            let can = engine::can(app.protocol(), case, activity, at, asked.done_at);
            json.text(&CanWire::new(&can, view))
        }
        "triage" => {
            let (answer, questions) =
                engine::triage_and_ask(app.protocol(), case, asked.at.or(last).unwrap_or(now));
            json.text(&TriageWire::new(&answer, &questions, view))
        }
        "ask" => {
            let questions = engine::ask(app.protocol(), case, asked.at.or(last).unwrap_or(now));
            json.text(&AskWire::new(&questions, view))
        }
        "expect" => {
            json.text(&ExpectWire::new(&engine::expect(app.protocol(), case, asked.at.unwrap_or(now)), view))
        }
        "label" => {
            let at = asked.at.unwrap_or(now);
            let labels = match asked.label.as_deref() {
                Some(label) => {
                    engine::labels(app.protocol(), &app.rules().dictionary, case, [("label", label)], at)
                }
                None => app.labels(case, at),
            };
            json.text(&LabelWire::new(&labels, view))
        }
        "course" => {
            let by = match asked.by.as_deref() {
                Some(text) => {
                    Some(DateText::from_text(text).ok_or_else(|| wrong("by", "expected a date"))?.0)
                }
                None => case.event().map(|event| event.on),
            };
            let at = asked.at.unwrap_or(now);
            let (course, warning) = (engine::course(app.protocol(), case, at, by), warning(at));
            json.text(&CourseWire::new(&course, case, view).with_warning(warning.as_ref(), view))
        }
        _ => Err(Fault::NotFound),
    }
}

fn instant(text: Option<&str>, key: &str) -> Result<Option<Timestamp>, Fault> {
    let Some(text) = text else { return Ok(None) };
    match Instant::from_text(text) {
        Some(zoned) => Ok(Some(zoned.timestamp())),
        None => Err(wrong(key, "expected an instant with its zone")),
    }
}

/// The keys that a question knows beside `case` and `at`.
fn own_keys(question: &str) -> &'static [&'static str] {
    match question {
        "can" => &["activity", "done_at"],
        "label" => &["label"],
        "course" => &["by"],
        _ => &[],
    }
}

/// Reads `{"case": {...}, "at": "...", ...}`. Keys that a question does not know are refused, so that a misspelt one does
/// not silently do nothing.
fn read(question: &str, bytes: &[u8]) -> Result<Asked, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| wrong("request", "not UTF-8 text"))?;
    let request: Request<'_> = serde_json::from_str(text).map_err(|fault| {
        let kind = if fault.is_data() {
            "expected `case`, and beside it only the keys of this question, as text"
        } else {
            "not readable as JSON"
        };
        wrong("request", &format!("{kind}, at line {}, column {}", fault.line(), fault.column()))
    })?;
    let given = [
        ("activity", request.activity.is_some()),
        ("done_at", request.done_at.is_some()),
        ("label", request.label.is_some()),
        ("by", request.by.is_some()),
    ];
    let own = own_keys(question);
    if let Some((key, _)) = given.iter().find(|(key, is_there)| *is_there && !own.contains(key)) {
        return Err(wrong(key, "this question does not know it"));
    }
    let case = case::read(&Document::new("case", request.case.get(), Format::Json)).map_err(Fault::Input)?;
    Ok(Asked {
        case,
        at: instant(request.at.as_deref(), "at")?,
        activity: request.activity,
        done_at: instant(request.done_at.as_deref(), "done_at")?,
        label: request.label,
        by: request.by,
    })
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

/// How an answer is written.
struct Written {
    is_pretty: bool,
}

impl Written {
    fn text<T: Serialize>(&self, answer: &T) -> Result<String, Fault> {
        let text =
            if self.is_pretty { serde_json::to_string_pretty(answer) } else { serde_json::to_string(answer) };
        text.map_err(|_| Fault::Document)
    }
}

/// A fault for a program, as RFC 9457 has it.
pub(crate) fn problem(app: &App, said: &Said, status: StatusCode) -> serde_json::Value {
    serde_json::json!({
        "type": "about:blank",
        "title": app.wording().plain(said.key),
        "status": status.as_u16(),
        "errors": said.problems.iter().map(|it| format!("{}: {}", it.path, it.text)).collect::<Vec<_>>(),
    })
}
