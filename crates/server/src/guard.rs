//! What stands before and after every request: whose page it comes from, who is signed in, how often and how long it may
//! ask, what the answer lets a browser do.

mod body;
mod cookie;
mod origin;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use tokio::time::Instant;

use crate::accept::{Peer, Place};
use crate::api;
use crate::app::App;
use crate::fault::{Fault, Said};
use crate::pages;
use crate::rate::Rate;

use cookie::session;
pub(crate) use cookie::{fresh, set_session};

/// A request may take so long.
const ANSWER_TIME: Duration = Duration::from_secs(10);
/// Requests of another machine: so many at once, and then 20 in a second. This machine is its owner's.
const REQUESTS_AT_ONCE: i64 = 200;
const REQUEST_EACH_MS: i64 = 50;

/// The secret that forms of this browser carry.
#[derive(Clone)]
pub(crate) struct Token(pub(crate) String);

/// Who asks.
#[derive(Clone)]
pub(crate) struct Visitor {
    /// Whether they may see what is kept.
    pub(crate) is_known: bool,
    /// The secret of their session, where there is one.
    pub(crate) session: Option<String>,
}

/// What a browser may do with a page: nothing that the page does not bring along.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
    form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

#[derive(Clone)]
struct Guard {
    app: App,
    requests: Arc<Rate>,
    room: body::Room,
}

pub(crate) fn around(routes: Router, app: App) -> Router {
    let requests = Arc::new(Rate::new(REQUESTS_AT_ONCE, REQUEST_EACH_MS));
    let guard = Guard { app, requests, room: body::Room::new() };
    // The body is read here, whole and within its own limits.
    routes
        .layer(axum::extract::DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(guard, around_one))
}

async fn around_one(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let since = Instant::now();
    let is_api = request.uri().path().starts_with("/api/");
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let is_secure = guard.app.access().is_some();
    let back = origin::came_from(&request).filter(|_| method == Method::POST);
    let known = cookie::token(request.headers(), is_secure);
    let is_new = known.is_none();
    let mut answer = match known.or_else(fresh).map(Token) {
        Some(token) => {
            let answer = guard.answer(request, next, token.clone()).await;
            let mut answer =
                guard.with_words(answer.unwrap_or_else(IntoResponse::into_response), is_api, back);
            if is_new && !is_api {
                cookie::set_token(answer.headers_mut(), &token.0, is_secure);
            }
            answer
        }
        None => guard.with_words(Fault::Busy.into_response(), is_api, None),
    };
    headers(answer.headers_mut());
    // The route, never the address: it may hold what somebody wrote.
    let (route, status) = (route.as_deref().unwrap_or("none"), answer.status().as_u16());
    tracing::debug!(%method, route, status, ms = since.elapsed().as_millis(), "answered");
    answer
}

impl Guard {
    async fn answer(&self, mut request: Request, next: Next, token: Token) -> Result<Response, Fault> {
        if !origin::is_own(&request, self.app.access()) {
            return Err(Fault::Forbidden);
        }
        let peer = request.extensions().get::<Peer>().map(|peer| peer.0.ip().to_canonical());
        if let Some(address) = peer.filter(|address| !address.is_loopback()) {
            self.requests.take(address, self.app.instant()).map_err(Fault::TooOften)?;
        }
        let visitor = self.visitor(request.headers());
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        if !visitor.is_known && !is_for_everybody(request.uri().path(), is_read) {
            let is_page = is_read && !request.uri().path().starts_with("/api/");
            return if is_page {
                Ok(Redirect::to("/sign-in").into_response())
            } else {
                Err(Fault::SignedOut)
            };
        }
        request.extensions_mut().insert(token);
        request.extensions_mut().insert(visitor);
        let request = self.room.whole(request).await?;
        if let Some(place) = request.extensions().get::<Place>() {
            place.is_answered();
        }
        tokio::time::timeout(ANSWER_TIME, next.run(request)).await.map_err(|_| Fault::Busy)
    }

    fn visitor(&self, headers: &HeaderMap) -> Visitor {
        let session = session(headers);
        let is_known = match self.app.access() {
            // Nobody but this machine can ask.
            None => true,
            Some(access) => {
                session.as_deref().is_some_and(|secret| access.is_signed_in(secret, self.app.instant()))
            }
        };
        Visitor { is_known, session }
    }

    /// Puts the words to a fault, also to one that the router found by itself.
    fn with_words(&self, answer: Response, is_api: bool, back: Option<String>) -> Response {
        let status = answer.status();
        let said = match answer.extensions().get::<Said>() {
            Some(said) => said.clone(),
            None if is_bare(&answer) => Said::of(status),
            None => return answer,
        };
        let (kind, text) = if is_api {
            ("application/problem+json", api::problem(&self.app, &said, status).to_string())
        } else {
            ("text/html; charset=utf-8", pages::fault(&self.app, &said, back))
        };
        let retry = answer.headers().get(header::RETRY_AFTER).cloned();
        let mut answer = (status, [(header::CONTENT_TYPE, kind)], Body::from(text)).into_response();
        if let Some(retry) = retry {
            answer.headers_mut().insert(header::RETRY_AFTER, retry);
        }
        answer
    }
}

/// Whether the router refused it with a line of its own, or with nothing.
fn is_bare(answer: &Response) -> bool {
    let kind = answer.headers().get(header::CONTENT_TYPE);
    let is_plain = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    answer.status().is_client_error() && is_plain
}

/// What is there before anybody has signed in: help, and nothing that is kept. The calendar's address is a secret itself.
fn is_for_everybody(path: &str, is_read: bool) -> bool {
    let is_calendar = path.starts_with("/feed/") && path.ends_with(".ics");
    path == "/sign-in"
        || is_read && (matches!(path, "/wrong" | "/healthz") || path.starts_with("/static/") || is_calendar)
}

impl Token {
    /// Whether a form carries this secret. The time it takes tells nothing.
    pub(crate) fn is(&self, sent: &str) -> bool {
        is_same(&self.0, sent)
    }
}

/// Compares two secrets. The time it takes tells nothing but their length.
pub(crate) fn is_same(own: &str, sent: &str) -> bool {
    let same = own.bytes().zip(sent.bytes()).fold(0_u8, |differs, (own, sent)| differs | (own ^ sent));
    same == 0 && own.len() == sent.len()
}

fn headers(headers: &mut HeaderMap) {
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        // Not "no-referrer": with it a browser sends the origin of a form as "null".
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    for (name, value) in [
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_itself_and_nothing_else() {
        let token = Token("ab".repeat(32));
        assert!(token.is(&"ab".repeat(32)));
        assert!(!token.is(&"ab".repeat(31)) && !token.is("") && !token.is(&"ac".repeat(32)));
    }
}
