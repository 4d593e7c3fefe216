//! Somebody in front of the app, and the app.

#![allow(dead_code, reason = "each test file is a crate of its own, and needs a part of it")]

use std::path::PathBuf;

use afterglow_core::label::Dictionary;
use afterglow_core::protocol::Protocol;
use afterglow_server::{Access, App, Rules, router};
use afterglow_store::{NewFact, Options, PersonId, Records, Store};
use afterglow_wording::Wording;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tower::ServiceExt;

/// The app, with a database of its own that goes when the test ends.
pub(crate) struct Clinic {
    pub(crate) store: Store,
    router: Router,
    folder: PathBuf,
}

/// It is always the same time here.
fn now() -> Timestamp {
    Timestamp::from_second(1_795_514_400).unwrap()
}

fn app(store: &Store, zone: TimeZone) -> App {
    let rules = Rules {
        protocol: Protocol::builtin().unwrap(),
        dictionary: Dictionary::builtin().unwrap(),
        wording: Wording::new("en").unwrap(),
    };
    App::new(rules, store.clone(), now, zone)
}

impl Clinic {
    pub(crate) async fn new(name: &str) -> Self {
        Self::of_size(name, None).await
    }

    /// One that other machines can reach.
    pub(crate) async fn reachable(name: &str) -> Self {
        let mut clinic = Self::new(name).await;
        let folder = clinic.folder.join("access");
        Access::set(&folder, "four quiet words here").unwrap();
        let access = Access::open(&folder, vec!["my-laptop.local".to_owned()], now()).unwrap();
        clinic.router =
            router(app(&clinic.store, TimeZone::get("Europe/Berlin").unwrap()).with_access(access));
        clinic
    }

    /// On a machine that does not tell its zone.
    pub(crate) async fn somewhere(name: &str) -> Self {
        Self::made(name, None, TimeZone::fixed(jiff::tz::offset(1))).await
    }

    pub(crate) async fn of_size(name: &str, max_bytes: Option<u64>) -> Self {
        Self::made(name, max_bytes, TimeZone::get("Europe/Berlin").unwrap()).await
    }

    async fn made(name: &str, max_bytes: Option<u64>, zone: TimeZone) -> Self {
        let folder = std::env::temp_dir().join(format!("afterglow-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let store = Store::open_with(&folder.join("afterglow.db"), Options { max_bytes }).await.unwrap();
        let router = router(app(&store, zone));
        Self { store, router, folder }
    }

    /// The one person of the app.
    pub(crate) async fn only(&self) -> PersonId {
        self.store.persons().await.unwrap().first().unwrap().id
    }

    pub(crate) async fn records(&self, person: PersonId, fact: NewFact) {
        self.store.record(person, vec![fact], None, now()).await.unwrap();
    }

    pub(crate) fn person(&self) -> Person {
        Person { router: self.router.clone(), secret: "ab".repeat(32), sent: None, origin: None }
    }
}

impl Drop for Clinic {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Somebody with a browser.
#[derive(Clone)]
pub(crate) struct Person {
    router: Router,
    secret: String,
    /// What forms carry instead of the browser's own secret.
    sent: Option<String>,
    origin: Option<String>,
}

/// What comes back.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
    location: Option<String>,
}

impl Page {
    /// Where it leads; it must lead somewhere.
    pub(crate) fn leads_to(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.text);
        self.location.as_deref().unwrap()
    }
}

impl Person {
    pub(crate) fn secret(&self) -> &str {
        &self.secret
    }

    pub(crate) fn with_secret(&self, sent: &str) -> Self {
        Self { sent: Some(sent.to_owned()), ..self.clone() }
    }

    pub(crate) fn without_secret(&self) -> Self {
        self.with_secret("")
    }

    pub(crate) fn coming_from(&self, origin: &str) -> Self {
        Self { origin: Some(origin.to_owned()), ..self.clone() }
    }

    /// A session two days ago.
    pub(crate) async fn begins(&mut self) {
        let fields = [("of", "ended"), ("at", "2026-11-22T10:00")];
        assert_eq!(self.sends("/setup/when", &fields).await.leads_to(), "/setup/setting");
        let fields = [("clinic", "Praxis am Kanal"), ("country", "DE")];
        assert_eq!(self.sends("/setup/clinic", &fields).await.leads_to(), "/today");
    }

    pub(crate) async fn goes(&mut self, path: &str) -> Page {
        self.request("GET", path, "", String::new()).await
    }

    pub(crate) async fn sends(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let token = self.sent.clone().unwrap_or_else(|| self.secret.clone());
        let token = [("token", token.as_str())];
        let pairs = token.iter().chain(fields).map(|(name, value)| format!("{name}={}", encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.request("POST", path, "application/x-www-form-urlencoded", body).await
    }

    pub(crate) async fn asks(&mut self, path: &str, json: &str) -> Page {
        self.request("POST", path, "application/json", json.to_owned()).await
    }

    /// Sends a file as a browser does.
    pub(crate) async fn uploads(&mut self, path: &str, file: &[u8]) -> Page {
        let token = self.sent.clone().unwrap_or_else(|| self.secret.clone());
        let mut body =
            format!("--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n--b\r\n")
                .into_bytes();
        body.extend_from_slice(b"Content-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\n");
        body.extend_from_slice(b"Content-Type: application/zip\r\n\r\n");
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--b--\r\n");
        self.request("POST", path, "multipart/form-data; boundary=b", body).await
    }

    pub(crate) async fn posts(&mut self, path: &str, kind: &str, body: String) -> Page {
        self.request("POST", path, kind, body).await
    }

    async fn request(&mut self, method: &str, path: &str, kind: &str, body: impl Into<Body>) -> Page {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost:8124")
            .header(header::COOKIE, format!("__Host-afterglow={}", self.secret))
            .header(header::CONTENT_TYPE, kind);
        let request = match &self.origin {
            Some(origin) => request.header(header::ORIGIN, origin),
            None => request.header(header::ORIGIN, "http://localhost:8124"),
        };
        let answer = self.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
        let status = answer.status().as_u16();
        let location = answer.headers().get(header::LOCATION).map(|it| it.to_str().unwrap().to_owned());
        let bytes = axum::body::to_bytes(answer.into_body(), 1 << 24).await.unwrap();
        Page { status, text: String::from_utf8_lossy(&bytes).into_owned(), bytes: bytes.to_vec(), location }
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}
