//! The page to try the API: what can be asked, a form with an example, and its answer as a program would get it.

use afterglow_core::vocabulary::{Activity, Word};
use afterglow_wording::args;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::value::RawValue;

use super::{EXAMPLE, EXAMPLE_AT, QUESTIONS, answered, own_keys, problem, wrong};
use crate::app::App;
use crate::fault::{Fault, Said};
use crate::forms::Form;
use crate::guard::Token;
use crate::pages::Frame;

/// So many letters of an answer are shown: a plan has more than a page should weigh.
const MOST_SHOWN: usize = 24_000;

#[derive(Template)]
#[template(path = "api.html")]
struct Page<'a> {
    f: Frame<'a>,
    /// Name, what it answers, the keys it takes beside the case.
    questions: Vec<(&'static str, String, Vec<&'static str>)>,
    activities: Vec<&'static str>,
    sent: Sent,
    answer: Option<Answer>,
}

/// What stands in the form.
struct Sent {
    question: String,
    at: String,
    activity: String,
    done_at: String,
    label: String,
    by: String,
    case: String,
}

struct Answer {
    status: u16,
    is_good: bool,
    /// The line that gives the same in a shell.
    curl: String,
    text: String,
    /// What to say if only the beginning is shown.
    rest: String,
}

/// The request that the form stands for.
#[derive(Serialize)]
struct Request<'a> {
    case: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    activity: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    done_at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
}

pub(super) async fn page(
    State(app): State<App>,
    Extension(token): Extension<Token>,
) -> Result<Response, Fault> {
    let sent = Sent {
        question: "triage".to_owned(),
        at: EXAMPLE_AT.to_owned(),
        activity: String::new(),
        done_at: String::new(),
        label: String::new(),
        by: String::new(),
        case: EXAMPLE.to_owned(),
    };
    shown(&app, &token, sent, None)
}

/// Asks what the form says, and shows the answer or the fault below it. Nothing is stored.
pub(super) async fn tried(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Fault> {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let sent = Sent {
        question: text("question"),
        at: text("at"),
        activity: text("activity"),
        done_at: text("done_at"),
        label: text("label"),
        by: text("by"),
        case: text("case"),
    };
    if !QUESTIONS.contains(&sent.question.as_str()) {
        return Err(Fault::NotFound);
    }
    let request = request(&form, &sent.case);
    let given = request.as_ref().map_or(sent.case.as_str(), String::as_str);
    let curl = curl(&headers, &sent.question, given);
    let asked = request.and_then(|request| answered(&app, &sent.question, request.as_bytes(), true));
    let (status, text) = match asked {
        Ok(text) => (StatusCode::OK, text),
        Err(fault) => {
            let response = fault.into_response();
            let status = response.status();
            let said = response.extensions().get::<Said>().ok_or(Fault::Document)?;
            let problem = serde_json::to_string_pretty(&problem(&app, said, status));
            (status, problem.map_err(|_| Fault::Document)?)
        }
    };
    let (text, rest) = shortened(&app, text);
    let answer = Answer { status: status.as_u16(), is_good: status.is_success(), curl, text, rest };
    shown(&app, &token, sent, Some(answer))
}

/// The case goes in as it was written: a key that stands twice must be told, not lost.
fn request(form: &Form, case: &str) -> Result<String, Fault> {
    let case: &RawValue = serde_json::from_str(case).map_err(|fault| {
        wrong("case", &format!("not readable as JSON, at line {}, column {}", fault.line(), fault.column()))
    })?;
    let request = Request {
        case,
        at: form.get("at"),
        activity: form.get("activity"),
        done_at: form.get("done_at"),
        label: form.get("label"),
        by: form.get("by"),
    };
    serde_json::to_string(&request).map_err(|_| Fault::Document)
}

/// The same request for a shell.
fn curl(headers: &HeaderMap, question: &str, request: &str) -> String {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let here = match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), _) => origin.to_owned(),
        (None, Some(host)) => format!("http://{host}"),
        (None, None) => "http://localhost".to_owned(),
    };
    let quoted = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
    let address = quoted(&format!("{here}/api/v1/{question}"));
    format!("curl {address} -H 'content-type: application/json' --data-binary {}", quoted(request))
}

/// Whole lines from the beginning, and what to say if there are more.
fn shortened(app: &App, text: String) -> (String, String) {
    if text.len() <= MOST_SHOWN {
        return (text, String::new());
    }
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if end + line.len() > MOST_SHOWN {
            break;
        }
        end += line.len();
    }
    let rest = app.wording().say("app-api-rest", &args([("n", text.lines().count())]));
    (text.get(..end).unwrap_or_default().to_owned(), rest)
}

fn shown(app: &App, token: &Token, sent: Sent, answer: Option<Answer>) -> Result<Response, Fault> {
    let w = app.wording();
    let questions = QUESTIONS
        .iter()
        .map(|question| (*question, w.plain(&format!("app-asks-{question}")), own_keys(question).to_vec()));
    crate::pages::page(&Page {
        f: Frame::new(app, None, token, "api", w.plain("app-api-title")),
        questions: questions.collect(),
        activities: Activity::ALL.iter().map(|activity| activity.id()).collect(),
        sent,
        answer,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_the_request_as_it_is() {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, header::HeaderValue::from_static("localhost:8124"));
        let line = curl(&headers, "plan", r#"{"name":"O'Hara $(id)"}"#);
        let end = r#"--data-binary '{"name":"O'\''Hara $(id)"}'"#;
        assert!(
            line.starts_with("curl 'http://localhost:8124/api/v1/plan' ") && line.ends_with(end),
            "{line}"
        );
    }
}
