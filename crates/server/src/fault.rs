//! What can go wrong with a request, answered in one place: a page for people, problem+json for programs. Never a
//! person's data, and always when to get help.

use afterglow_core::document::{OwnedPath, OwnedStep, Problem};
use afterglow_store::{Invalid, StoreError};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Fault {
    /// There is nothing at this address.
    NotFound,
    /// Nothing here answers this method.
    WrongMethod,
    /// What was sent cannot be read; every fault of it.
    Input(Vec<Problem>),
    /// The request is not one that a page of this app sends.
    Forbidden,
    /// Nobody is signed in.
    SignedOut,
    /// What was sent is too large.
    TooLarge,
    /// What was sent did not come to its end.
    Broken,
    /// What was sent came too slowly.
    Slow,
    /// It was asked too often; in so many seconds again.
    TooOften(u64),
    /// It took too long.
    Busy,
    /// It could not be stored or read.
    Store(StoreError),
    /// A page or document could not be made.
    Document,
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<askama::Error> for Fault {
    fn from(_: askama::Error) -> Self {
        Self::Document
    }
}

impl Fault {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Store(StoreError::InvalidFact { why, .. } | StoreError::InvalidAnswer { why }) => match why
            {
                Invalid::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
                Invalid::AlreadyReplaced => StatusCode::CONFLICT,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            },
            Self::Input(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Broken => StatusCode::BAD_REQUEST,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Store(StoreError::DiskFull | StoreError::ReadOnly) => StatusCode::INSUFFICIENT_STORAGE,
            Self::Busy | Self::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Document => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A field of a form that cannot be read.
    pub(crate) fn field(name: &str, message: &str) -> Self {
        let path = OwnedPath(vec![OwnedStep::Key(name.to_owned())]);
        let problem =
            Problem { file: String::new(), path, place: None, message: message.to_owned(), help: None };
        Self::Input(vec![problem])
    }

    /// The key of what to say about it.
    fn key(&self) -> &'static str {
        match self {
            Self::NotFound | Self::WrongMethod => "app-fault-not-found",
            Self::Store(StoreError::InvalidFact { why: Invalid::AlreadyReplaced, .. }) => "app-fault-changed",
            Self::Store(StoreError::InvalidFact { .. } | StoreError::InvalidAnswer { .. }) => {
                "app-fault-too-large"
            }
            Self::Input(_) => "app-fault-input",
            Self::Forbidden => "app-fault-forbidden",
            Self::SignedOut => "app-fault-signed-out",
            Self::TooLarge => "app-fault-too-large",
            Self::Broken => "app-fault-broken",
            Self::Slow => "app-fault-slow",
            Self::TooOften(_) => "app-fault-too-often",
            Self::Busy => "app-fault-busy",
            Self::Store(StoreError::DiskFull) => "app-fault-disk-full",
            Self::Store(StoreError::ReadOnly) => "app-fault-read-only",
            Self::Store(_) | Self::Document => "app-fault-own",
        }
    }
}

impl Said {
    /// What to say of a status that the router gave by itself.
    pub(crate) fn of(status: StatusCode) -> Self {
        let key = match status.as_u16() {
            400 | 404 | 405 => "app-fault-not-found",
            400..500 => "app-fault-forbidden",
            _ => "app-fault-own",
        };
        Self { key, problems: Vec::new() }
    }
}

/// Carries a fault to where the words are: the guard makes the page of it.
#[derive(Clone)]
pub(crate) struct Said {
    pub(crate) key: &'static str,
    pub(crate) problems: Vec<Wrong>,
}

/// One thing that is wrong with what was sent.
#[derive(Clone)]
pub(crate) struct Wrong {
    /// Where, as programs name it.
    pub(crate) path: String,
    /// The last key of that place, which has a word of its own where it is a question.
    pub(crate) key: String,
    /// What is wrong, and what would be right.
    pub(crate) text: String,
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        tracing::warn!(status = self.status().as_u16(), fault = self.key(), "no answer");
        let problems = match &self {
            // Without the name of a file: there is none.
            Self::Input(problems) => problems.iter().map(wrong).collect(),
            _ => Vec::new(),
        };
        let mut response = (self.status(), Html(String::new())).into_response();
        response.headers_mut().remove(header::CONTENT_LENGTH);
        if let Self::TooOften(seconds) = self {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(Said { key: self.key(), problems });
        response
    }
}

fn wrong(problem: &Problem) -> Wrong {
    let help = problem.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    let path = problem.path.to_string();
    let key = path.rsplit('.').next().unwrap_or_default().to_owned();
    Wrong { path, key, text: format!("{}{help}", problem.message) }
}
