//! The person's own data: all of it to take along, to bring back, and all of it gone.

use afterglow_archive::{Rules, bring_in, pack, unpack};
use afterglow_core::document::{Problem, printable};
use afterglow_store::{Records, StoreError};
use afterglow_wording::args;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use serde::Deserialize;

use super::{FaultPage, Frame, iso, page, to};
use crate::app::App;
use crate::fault::Fault;
use crate::forms::Form;
use crate::guard::Token;
use crate::upload::Upload;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/data", get(data))
        .route("/data/case.json", get(case))
        .route("/data/archive", get(archive))
        .route("/data/import", post(import))
        .route("/data/erase", post(erase))
}

#[derive(Template)]
#[template(path = "data.html")]
struct Data<'a> {
    f: Frame<'a>,
    facts: usize,
    answers: usize,
    /// Whether what stands here has just come out of an archive.
    is_brought: bool,
}

impl Data<'_> {
    /// Whether there is room for somebody who comes from another computer: two people are never mixed.
    fn is_empty(&self) -> bool {
        self.facts == 0 && self.answers == 0
    }
}

#[derive(Deserialize)]
struct Asked {
    brought: Option<String>,
}

async fn data(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let facts = loaded.facts.len();
    let answers = app.store().answers(loaded.person).await?.len();
    let f = Frame::new(&app, Some(&loaded.case), &token, "data", app.wording().plain("app-data-title"));
    let is_brought = asked.brought.is_some() && facts > 0;
    page(&Data { f: f.sized(&loaded.facts), facts, answers, is_brought })
}

/// Everything in one file, which another computer brings back.
async fn archive(State(app): State<App>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let kept = app.store().kept(loaded.person).await?;
    let now = app.now();
    let day = iso(now.to_zoned_datetime(app.zone(&loaded.case)).date());
    // Setting the plan on paper takes tens of milliseconds: other requests must not wait for it.
    let packed = tokio::task::spawn_blocking(move || {
        let rules = app.rules();
        let rules =
            Rules { protocol: &rules.protocol, dictionary: &rules.dictionary, wording: &rules.wording };
        pack(&kept, rules, now)
    });
    let bytes = packed.await.map_err(|_| Fault::Document)?.map_err(|_| Fault::Document)?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"afterglow-{day}.zip\"")),
    ];
    Ok((headers, bytes).into_response())
}

/// Brings back what an archive holds, if nothing was told here yet.
async fn import(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    Upload(bytes): Upload,
) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let unpacked = tokio::task::spawn_blocking(move || unpack(&bytes)).await.map_err(|_| Fault::Document)?;
    let (status, key, problems) = match unpacked {
        Err(problems) => (StatusCode::UNPROCESSABLE_ENTITY, "app-import-bad", problems),
        Ok(unpacked) => match bring_in(app.store(), unpacked.kept).await {
            Ok(_) => return Ok(to("/data?brought=yes")),
            Err(StoreError::PersonNotEmpty | StoreError::PersonExists) => {
                (StatusCode::CONFLICT, "app-import-full", Vec::new())
            }
            Err(error) => return Err(error.into()),
        },
    };
    let w = app.wording();
    let f = Frame::new(&app, Some(&loaded.case), &token, "data", w.plain("app-import-title"));
    let problems = problems.iter().map(|problem| fault(&f, problem)).collect();
    let back = Some("/data".to_owned());
    let answer = page(&FaultPage { f: f.sized(&loaded.facts), text: w.plain(key), problems, back })?;
    Ok((status, answer).into_response())
}

/// "facts.jsonl, line 3: ...", in the words of those who made the archive.
fn fault(f: &Frame<'_>, problem: &Problem) -> String {
    let mut words = args([("file", printable(&problem.file))]);
    let place = match problem.place {
        _ if problem.file.is_empty() => f.w.plain("app-import-whole"),
        None => printable(&problem.file),
        Some(place) => {
            words.set("line", place.line);
            f.w.say("app-import-line", &words)
        }
    };
    let path = if problem.path.0.is_empty() { String::new() } else { format!("{}: ", problem.path) };
    let help = problem.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    format!("{place}: {path}{}{help}", printable(&problem.message))
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
    // Without a look at what is kept: what cannot be read can be erased, too.
    let person = app.person().await?;
    app.drafts().clear();
    let erased = app.store().erase(person).await?;
    // Whoever has the calendar's address must not see the next person's.
    if let Some(access) = app.access() {
        access.revoke_feed().map_err(|_| Fault::Document)?;
    }
    let w = app.wording();
    let mut left: Vec<String> = erased.files_left.iter().map(|path| path.display().to_string()).collect();
    left.extend(["app-erased-archives", "app-erased-copies"].map(|key| w.plain(key)));
    let f = Frame::new(&app, None, &token, "data", w.plain("app-erased-title"));
    page(&ErasedPage { f, left })
}
