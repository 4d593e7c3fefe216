//! What can be taken away: the sheets as PDF and HTML, the calendar.

use afterglow_documents::{Kind, Sheet, calendar, html};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};

use super::{Frame, care_card, page};
use crate::app::App;
use crate::fault::Fault;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/papers", get(papers)).route("/papers/{file}", get(paper))
}

#[derive(Template)]
#[template(path = "papers.html")]
struct Papers<'a> {
    f: Frame<'a>,
    warning: Option<care_card::Summary>,
    has_pdf: bool,
    /// Whether the calendar can have an address.
    is_reachable: bool,
}

async fn papers(State(app): State<App>, Extension(token): Extension<Token>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let f = Frame::new(&app, Some(&loaded.case), &token, "papers", app.wording().plain("app-papers-title"));
    let warning = care_card::summary(&app, &loaded.case, app.now());
    page(&Papers {
        warning,
        f: f.sized(&loaded.facts),
        has_pdf: cfg!(feature = "pdf"),
        is_reachable: app.access().is_some(),
    })
}

/// A page that brings its own style along, and nothing else.
const SHEET_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

async fn paper(State(app): State<App>, Path(file): Path<String>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let (case, now) = (&loaded.case, app.now());
    if let "plan.ics" | "plan-details.ics" = file.as_str() {
        let has_details = file == "plan-details.ics";
        let text = calendar::calendar(app.content(case, None, now), None, has_details);
        let text = text.map_err(|_| Fault::NotFound)?;
        let kind = "text/calendar; charset=utf-8";
        return Ok(
            ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, ATTACHED)], text).into_response()
        );
    }
    let (name, ending) = file.split_once('.').ok_or(Fault::NotFound)?;
    let (name, size) = match name.split_once('-').filter(|_| ending == "pdf") {
        Some((name, size)) => (name, Some(size)),
        None => (name, None),
    };
    let kind = match name {
        "plan" => Kind::After,
        "prepare" => Kind::Before,
        "session" => Kind::Session,
        _ => return Err(Fault::NotFound),
    };
    let labels = app.labels(case, now);
    let sheet = Sheet::new(kind, app.content(case, Some(&labels), now));
    match ending {
        "html" => {
            let headers = [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::CONTENT_SECURITY_POLICY, SHEET_POLICY),
            ];
            Ok((headers, html::html(&sheet)?).into_response())
        }
        "pdf" => pdf(sheet, size, case.contacts().country(), now).await,
        _ => Err(Fault::NotFound),
    }
}

const ATTACHED: &str = "attachment; filename=\"plan.ics\"";

/// On the paper that was asked for, or that of the country.
#[cfg(feature = "pdf")]
async fn pdf(
    sheet: Sheet,
    size: Option<&str>,
    country: Option<&str>,
    now: jiff::Timestamp,
) -> Result<Response, Fault> {
    use afterglow_documents::pdf::{self, Paper};

    let paper = match size {
        Some("a4") => Paper::A4,
        Some("letter") => Paper::Letter,
        Some(_) => return Err(Fault::NotFound),
        None => Paper::of_country(country),
    };
    // Setting takes tens of milliseconds: other requests must not wait for it.
    let set = move || pdf::pdf(&sheet, paper, now);
    let bytes = tokio::task::spawn_blocking(set).await.map_err(|_| Fault::Document)?;
    let bytes = bytes.map_err(|_| Fault::Document)?;
    Ok(([(header::CONTENT_TYPE, "application/pdf")], bytes).into_response())
}

#[cfg(not(feature = "pdf"))]
async fn pdf(_: Sheet, _: Option<&str>, _: Option<&str>, _: jiff::Timestamp) -> Result<Response, Fault> {
    Err(Fault::NotFound)
}
