//! The first page: what brings somebody here.

use askama::Template;
use axum::Extension;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::{Frame, page, to};
use crate::app::App;
use crate::fault::Fault;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/", get(home)).route("/start", get(start))
}

async fn home(State(app): State<App>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let is_known = loaded.case.ended().is_some() || loaded.case.planned().is_some();
    Ok(to(if is_known { "/today" } else { "/start" }))
}

#[derive(Template)]
#[template(path = "start.html")]
struct Start<'a> {
    f: Frame<'a>,
    /// Whether nothing was told yet, so that there is room for what comes from another computer.
    is_new: bool,
}

async fn start(State(app): State<App>, Extension(token): Extension<Token>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let title = app.wording().plain("app-start-title");
    let f = Frame::new(&app, Some(&loaded.case), &token, "start", title).sized(&loaded.facts);
    page(&Start { f, is_new: loaded.facts.is_empty() })
}
