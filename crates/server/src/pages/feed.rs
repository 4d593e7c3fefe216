//! The calendar by a secret address, for calendar programs: they cannot sign in.

use afterglow_documents::calendar;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};

use super::{Frame, page, to};
use crate::access::Access;
use crate::app::App;
use crate::fault::Fault;
use crate::forms::Form;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/feed", get(show).post(make))
        .route("/feed/revoke", post(revoke))
        .route("/feed/{file}", get(feed))
}

#[derive(Template)]
#[template(path = "feed.html")]
struct Feed<'a> {
    f: Frame<'a>,
    /// The address, on the one occasion that it is known.
    address: Option<String>,
    is_made: bool,
}

/// Where nobody else can come, no program of another machine can either.
fn access(app: &App) -> Result<&Access, Fault> {
    app.access().ok_or(Fault::NotFound)
}

async fn feed_page(app: &App, token: &Token, address: Option<String>) -> Result<Response, Fault> {
    let is_made = access(app)?.has_feed();
    let loaded = app.load().await?;
    let title = app.wording().plain("app-feed-title");
    let f = Frame::new(app, Some(&loaded.case), token, "papers", title).sized(&loaded.facts);
    page(&Feed { f, address, is_made })
}

async fn show(State(app): State<App>, Extension(token): Extension<Token>) -> Result<Response, Fault> {
    feed_page(&app, &token, None).await
}

async fn make(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    headers: HeaderMap,
    _: Form,
) -> Result<Response, Fault> {
    let secret = access(&app)?.make_feed().map_err(|_| Fault::Document)?;
    // A name that was checked before this was called.
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).ok_or(Fault::Forbidden)?;
    feed_page(&app, &token, Some(format!("https://{host}/feed/{secret}.ics"))).await
}

async fn revoke(State(app): State<App>, _: Form) -> Result<Response, Fault> {
    access(&app)?.revoke_feed().map_err(|_| Fault::Document)?;
    Ok(to("/feed"))
}

/// The calendar. Whoever holds the address reads it, so that its titles say nothing about health.
async fn feed(State(app): State<App>, Path(file): Path<String>) -> Result<Response, Fault> {
    let access = access(&app)?;
    let secret = file.strip_suffix(".ics").unwrap_or_default();
    if !access.is_feed(secret) {
        return Err(Fault::NotFound);
    }
    let loaded = app.load().await?;
    let content = app.content(&loaded.case, None, app.now());
    let text = calendar::calendar(content, None, false).map_err(|_| Fault::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response())
}
