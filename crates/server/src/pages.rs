//! The pages: each loads the case, asks the core, and shows. One file each; a form that changes something has the page
//! it belongs to as its answer.

mod care_card;
mod check_in;
mod check_ins;
mod course;
mod data;
mod feed;
mod may;
mod papers;
mod plan;
mod products;
mod recovery;
mod screen;
mod settings;
mod setup;
mod sign_in;
mod single;
mod start;
mod stored;
mod today;

use afterglow_core::case::Case;
use afterglow_core::document::printable;
use afterglow_wording::Wording;
use askama::Template;
use axum::Router;
use axum::http::header;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use jiff::civil::Date;

use crate::app::App;
use crate::fault::{Fault, Said};
use crate::guard::Token;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(start::routes())
        .merge(setup::routes())
        .merge(today::routes())
        .merge(check_in::routes())
        .merge(check_ins::routes())
        .merge(care_card::routes())
        .merge(may::routes())
        .merge(products::routes())
        .merge(recovery::routes())
        .merge(plan::routes())
        .merge(screen::routes())
        .merge(course::routes())
        .merge(papers::routes())
        .merge(data::routes())
        .merge(settings::routes())
        .merge(sign_in::routes())
        .merge(feed::routes())
        .route("/static/app.css", get(|| file("text/css; charset=utf-8", include_str!("../static/app.css"))))
        .route(
            "/static/app.js",
            get(|| file("text/javascript; charset=utf-8", include_str!("../static/app.js"))),
        )
        .route("/healthz", get(healthz))
        .method_not_allowed_fallback(|| async { Fault::WrongMethod })
        .fallback(|| async { Fault::NotFound })
}

async fn file(kind: &'static str, text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], text)
}

async fn healthz(axum::extract::State(app): axum::extract::State<App>) -> Response {
    use afterglow_store::Records;
    use axum::http::StatusCode;

    let is_good = app.store().health().await.is_good();
    let (status, text) =
        if is_good { (StatusCode::OK, "good\n") } else { (StatusCode::SERVICE_UNAVAILABLE, "not good\n") };
    (status, text).into_response()
}

/// What every page has around its own part.
pub(crate) struct Frame<'a> {
    pub(crate) w: &'a Wording,
    /// The heading, and the title of the window.
    pub(crate) title: String,
    /// The part of the app that it belongs to.
    pub(crate) here: &'static str,
    /// The secret for its forms.
    pub(crate) token: String,
    /// When to call for help at once.
    pub(crate) emergency: String,
    /// The size of its text: `normal`, `large` or `huge`.
    pub(crate) size: String,
}

impl<'a> Frame<'a> {
    pub(crate) fn new(
        app: &'a App,
        case: Option<&Case>,
        token: &Token,
        here: &'static str,
        title: impl Into<String>,
    ) -> Self {
        let wording = app.wording();
        let emergency = match case {
            Some(case) => wording.emergency(app.protocol(), case),
            None => wording.emergency_anywhere(),
        };
        Self {
            w: wording,
            title: title.into(),
            here,
            token: token.0.clone(),
            emergency: printable(&emergency),
            size: "normal".to_owned(),
        }
    }

    pub(crate) fn sized(mut self, facts: &[afterglow_store::Fact]) -> Self {
        let settings = afterglow_store::standing(facts)
            .into_iter()
            .rev()
            .find(|fact| fact.kind == afterglow_store::Kind::Settings);
        let size = settings.and_then(|fact| fact.body.get("size")).and_then(|size| size.as_str());
        if let Some(size) = size.filter(|size| matches!(*size, "large" | "huge")) {
            size.clone_into(&mut self.size);
        }
        self
    }

    /// A word of a family of keys.
    pub(crate) fn word(&self, family: &str, id: &str) -> String {
        self.w.plain(&format!("{family}{id}"))
    }

    pub(crate) fn direction(&self) -> &'static str {
        if self.w.is_right_to_left() { "rtl" } else { "ltr" }
    }
}

/// A page, or the fault of its template.
pub(crate) fn page(template: &impl Template) -> Result<Response, Fault> {
    Ok(Html(template.render()?).into_response())
}

/// To another page after something was stored: going back does not store it again.
pub(crate) fn to(path: &str) -> Response {
    Redirect::to(path).into_response()
}

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage<'a> {
    f: Frame<'a>,
    text: String,
    problems: Vec<String>,
    /// The page that it was sent from.
    back: Option<String>,
}

/// The page of a fault. It needs nothing that is stored: help stands on it whatever is broken.
pub(crate) fn fault(app: &App, said: &Said, back: Option<String>) -> String {
    let f = Frame::new(app, None, &Token(String::new()), "", app.wording().plain("app-fault-title"));
    let text = app.wording().plain(said.key);
    // A place in a file is no word of a person; what a question is called is.
    let problems = said.problems.iter().map(|it| {
        let key = format!("gap-{}", it.key);
        if f.w.has(&key) { format!("{}: {}", f.w.plain(&key), it.text) } else { it.text.clone() }
    });
    let problems = problems.collect();
    let page = FaultPage { f, text: text.clone(), problems, back };
    page.render().unwrap_or(text)
}

/// A date for a field of a form.
pub(crate) fn iso(date: Date) -> String {
    date.to_string()
}
