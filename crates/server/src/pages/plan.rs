//! The whole plan: the sections of the sheet, on a page.

use afterglow_documents::{Kind, Section, Sheet};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use serde::Deserialize;

use super::{Frame, page};
use crate::app::App;
use crate::fault::Fault;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/plan", get(plan))
}

/// Which part: after the session, or before it.
#[derive(Deserialize)]
struct Which {
    of: Option<String>,
}

#[derive(Template)]
#[template(path = "plan.html")]
struct Plan<'a> {
    f: Frame<'a>,
    lines: Vec<String>,
    alert: Option<afterglow_documents::Alert>,
    sections: Vec<Section>,
    about: Vec<String>,
    is_before: bool,
}

async fn plan(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    Query(which): Query<Which>,
) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let now = app.now();
    let labels = app.labels(&loaded.case, now);
    let is_before = which.of.as_deref() == Some("before");
    let kind = if is_before { Kind::Before } else { Kind::After };
    let sheet = Sheet::new(kind, app.content(&loaded.case, Some(&labels), now));
    let f = Frame::new(&app, Some(&loaded.case), &token, "plan", sheet.title).sized(&loaded.facts);
    page(&Plan {
        f,
        lines: sheet.lines,
        alert: sheet.alert,
        sections: sheet.sections,
        about: sheet.about,
        is_before,
    })
}
