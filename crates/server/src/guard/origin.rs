//! Whose page a request comes from: another site's page may neither read nor write, and a foreign name that points here
//! is not answered.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};

use crate::access::Access;

/// Whether a request comes from this app's own pages, or from nobody's.
pub(super) fn is_own(request: &Request, access: Option<&Access>) -> bool {
    let headers = request.headers();
    let authority = request.uri().authority().map(|it| it.as_str());
    let Some(host) = text(headers, header::HOST.as_str()).or(authority) else { return false };
    let Some(name) = name(host) else { return false };
    if !(is_local(name) || access.is_some_and(|access| access.is_own_name(name))) {
        return false;
    }
    let site = text(headers, "sec-fetch-site");
    let is_own_site = matches!(site, None | Some("same-origin" | "none"));
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        // Another site may lead here, and may not load anything from here.
        let is_led = text(headers, "sec-fetch-mode").is_none_or(|mode| mode == "navigate");
        return is_own_site || is_led;
    }
    let scheme = if access.is_some() { "https" } else { "http" };
    let own =
        |origin: &str| origin.strip_prefix(scheme).and_then(|rest| rest.strip_prefix("://")) == Some(host);
    is_own_site && text(headers, header::ORIGIN.as_str()).is_none_or(own)
}

/// The page of this app that a request was sent from: path and query. The policy for referrers lets no other site's address
/// be told whole.
pub(super) fn came_from(request: &Request) -> Option<String> {
    let host = text(request.headers(), header::HOST.as_str())?;
    let page = text(request.headers(), header::REFERER.as_str())?;
    let page = page.strip_prefix("http://").or_else(|| page.strip_prefix("https://"))?.strip_prefix(host)?;
    page.starts_with('/').then(|| page.to_owned())
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The name in a host, without its port.
fn name(host: &str) -> Option<&str> {
    let end = host.rfind(']').map_or(0, |bracket| bracket + 1);
    let (name, port) = match host.get(end..)?.find(':') {
        Some(colon) => host.split_at_checked(end + colon)?,
        None => (host, ""),
    };
    port.bytes().skip(1).all(|byte| byte.is_ascii_digit()).then_some(name)
}

/// Whether a name is this machine's for itself.
fn is_local(name: &str) -> bool {
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    name == "localhost" || name != "::1" && address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_answered() {
        let is_local = |host: &str| name(host).is_some_and(is_local);
        for host in ["localhost", "localhost:8124", "127.0.0.1:1", "127.0.0.2:8124", "[::1]:8124", "[::1]"] {
            assert!(is_local(host), "{host}");
        }
        for host in [
            "example.org",
            "127.0.0.1.example.org",
            "localhost.example.org:80",
            "[::1].example.org",
            "localhost:1.example.org",
            "localhost:1:2",
            "",
            "0.0.0.0",
            "::1",
        ] {
            assert!(!is_local(host), "{host}");
        }
    }
}
