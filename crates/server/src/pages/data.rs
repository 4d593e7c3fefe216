//! The person's own data: all of it to take along, and all of it gone.

use afterglow_store::Records;
use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};

use super::{Frame, page, to};
use crate::app::App;
use crate::fault::Fault;
use crate::forms::Form;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/data", get(data))
        .route("/data/case.json", get(case))
        .route("/data/erase", post(erase))
}

#[derive(Template)]
#[template(path = "data.html")]
struct Data<'a> {
    f: Frame<'a>,
    facts: usize,
    answers: usize,
}

async fn data(State(app): State<App>, Extension(token): Extension<Token>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let answers = app.store().answers(loaded.person).await?.len();
    let f = Frame::new(&app, Some(&loaded.case), &token, "data", app.wording().plain("app-data-title"));
    page(&Data { f: f.sized(&loaded.facts), facts: loaded.facts.len(), answers })
}

/// The case as a file that every command of the program reads.
async fn case(State(app): State<App>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let text = serde_json::to_string_pretty(&loaded.json).map_err(|_| Fault::Document)?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"afterglow-case.json\""),
    ];
    Ok((headers, text).into_response())
}

#[derive(Template)]
#[template(path = "erased.html")]
struct ErasedPage<'a> {
    f: Frame<'a>,
    left: Vec<String>,
}

async fn erase(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    form: Form,
) -> Result<Response, Fault> {
    // Pressing the button is not enough: the box beside it must be ticked.
    if form.get("sure") != Some("yes") {
        return Ok(to("/data"));
    }
    let loaded = app.load().await?;
    let erased = app.store().erase(loaded.person).await?;
    let w = app.wording();
    let mut left: Vec<String> = erased.files_left.iter().map(|path| path.display().to_string()).collect();
    left.push(w.plain("app-erased-copies"));
    let f = Frame::new(&app, None, &token, "data", w.plain("app-erased-title"));
    page(&ErasedPage { f, left })
}
