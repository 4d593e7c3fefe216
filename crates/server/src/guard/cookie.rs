//! The two cookies: the secret of the forms, and that of a session.

use axum::http::{HeaderMap, HeaderValue, header};

const TOKEN: &str = "__Host-afterglow";
/// The same, for browsers that keep no secure cookie of an address without encryption, not even of this machine.
const PLAIN_TOKEN: &str = "afterglow";
const SESSION: &str = "__Host-afterglow-session";
/// As long as a session lasts: fourteen days.
const SESSION_S: u32 = 14 * 24 * 3600;

/// The secret that forms of this browser carry, if it has one.
pub(super) fn token(headers: &HeaderMap, is_secure: bool) -> Option<String> {
    secret(headers, TOKEN).or_else(|| if is_secure { None } else { secret(headers, PLAIN_TOKEN) })
}

pub(super) fn set_token(headers: &mut HeaderMap, token: &str, is_secure: bool) {
    add(headers, format!("{TOKEN}={token}; Path=/; Secure; HttpOnly; SameSite=Strict"));
    if !is_secure {
        add(headers, format!("{PLAIN_TOKEN}={token}; Path=/; HttpOnly; SameSite=Strict"));
    }
}

/// The secret of a session, if there is one.
pub(super) fn session(headers: &HeaderMap) -> Option<String> {
    secret(headers, SESSION)
}

/// The cookie of a session that has begun, or the end of one.
pub(crate) fn set_session(headers: &mut HeaderMap, secret: Option<&str>) {
    let (secret, age) = secret.map_or(("", 0), |secret| (secret, SESSION_S));
    // Lax, so that a link from elsewhere finds its reader signed in; forms carry a secret besides.
    add(headers, format!("{SESSION}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={age}"));
}

fn add(headers: &mut HeaderMap, cookie: String) {
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.append(header::SET_COOKIE, cookie);
    }
}

fn secret(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let secret = pairs.find(|(known, _)| *known == name)?.1;
    (secret.len() == 64 && secret.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| secret.to_owned())
}

/// A new secret: 32 random bytes, as 64 digits.
pub(crate) fn fresh() -> Option<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_without_encryption_counts_only_where_there_is_none() {
        let mut headers = HeaderMap::new();
        let plain = "ab".repeat(32);
        add(&mut headers, "x".to_owned());
        headers.insert(header::COOKIE, HeaderValue::from_str(&format!("a=b; afterglow={plain}")).unwrap());
        assert_eq!(token(&headers, false), Some(plain));
        assert_eq!(token(&headers, true), None);
        assert_eq!(session(&headers), None);
    }
}
