//! What stands before and after every request: whose page it comes from, how long it may take, what the answer lets a
//! browser do.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::fault::{Fault, Said};
use crate::pages;

/// A request may take so long.
const ANSWER_TIME: Duration = Duration::from_secs(10);
/// Nothing that a page or a program sends is larger; a label has at most 20,000 letters.
const MOST_BODY_BYTES: usize = 1 << 20;
const COOKIE: &str = "__Host-afterglow";

/// The secret that forms of this browser carry.
#[derive(Clone)]
pub(crate) struct Token(pub(crate) String);

/// What a browser may do with a page: nothing that the page does not bring along.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
    form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

pub(crate) fn around(routes: Router, app: App) -> Router {
    routes
        .layer(axum::extract::DefaultBodyLimit::max(MOST_BODY_BYTES))
        .layer(middleware::from_fn_with_state(app, guard))
}

async fn guard(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let known = token_of(request.headers());
    let token = known.clone().or_else(fresh);
    let Some(token) = token else { return Fault::Busy.into_response() };
    let is_api = request.uri().path().starts_with("/api/");
    let answer = if is_own(&request) {
        request.extensions_mut().insert(Token(token.clone()));
        match tokio::time::timeout(ANSWER_TIME, next.run(request)).await {
            Ok(answer) => answer,
            Err(_) => Fault::Busy.into_response(),
        }
    } else {
        Fault::Forbidden.into_response()
    };
    let mut answer = with_page(&app, answer, is_api);
    headers(answer.headers_mut());
    if known.is_none() && !is_api {
        let cookie = format!("{COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Strict");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            answer.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    answer
}

/// Puts the words to a fault.
fn with_page(app: &App, answer: Response, is_api: bool) -> Response {
    let Some(said) = answer.extensions().get::<Said>().cloned() else { return answer };
    let status = answer.status();
    if is_api {
        let problem = serde_json::json!({
            "type": "about:blank",
            "title": app.wording().plain(said.key),
            "status": status.as_u16(),
            "errors": said.problems.iter().map(|it| format!("{}: {}", it.path, it.text)).collect::<Vec<_>>(),
        });
        let body = Body::from(problem.to_string());
        return (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
    }
    let page = pages::fault(app, &said);
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

/// Whether a request comes from this app's own pages, or from nobody's: another site's page may neither read nor write,
/// and a foreign name that points here is not answered.
fn is_own(request: &Request) -> bool {
    let headers = request.headers();
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(header::HOST).or(request.uri().authority().map(|it| it.as_str())) else {
        return false;
    };
    if !is_local(host) {
        return false;
    }
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let origin = text(header::ORIGIN).map(|origin| origin.split_once("://").map_or(origin, |(_, host)| host));
    matches!(site, None | Some("same-origin" | "none")) && origin.is_none_or(|origin| origin == host)
}

/// Whether a host is this machine: its loopback addresses and names.
fn is_local(host: &str) -> bool {
    let mut rest = ["localhost", "127.0.0.1", "[::1]"].into_iter().filter_map(|name| host.strip_prefix(name));
    let is_port = |rest: &str| {
        let port = rest.strip_prefix(':');
        rest.is_empty() || port.is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
    };
    rest.any(is_port)
}

fn token_of(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let token = pairs.find(|(name, _)| *name == COOKIE)?.1;
    (token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| token.to_owned())
}

fn fresh() -> Option<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

impl Token {
    /// Whether a form carries this secret. The time it takes tells nothing.
    pub(crate) fn is(&self, sent: &str) -> bool {
        let same = self.0.bytes().zip(sent.bytes()).fold(0_u8, |differs, (own, sent)| differs | (own ^ sent));
        same == 0 && self.0.len() == sent.len()
    }
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
    fn only_this_machine_is_answered() {
        for host in ["localhost", "localhost:8124", "127.0.0.1:1", "[::1]:8124", "[::1]"] {
            assert!(is_local(host), "{host}");
        }
        for host in [
            "example.org",
            "127.0.0.1.example.org",
            "localhost.example.org:80",
            "[::1].example.org",
            "localhost:1.example.org",
            "",
            "0.0.0.0",
        ] {
            assert!(!is_local(host), "{host}");
        }
    }

    #[test]
    fn a_token_is_itself_and_nothing_else() {
        let token = Token("ab".repeat(32));
        assert!(token.is(&"ab".repeat(32)));
        assert!(!token.is(&"ab".repeat(31)) && !token.is("") && !token.is(&"ac".repeat(32)));
    }
}
