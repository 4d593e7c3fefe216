//! Signing in and out, where other machines can reach the app.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};

use super::{Frame, page, to};
use crate::accept::Peer;
use crate::access::{Access, Guess};
use crate::app::App;
use crate::fault::Fault;
use crate::forms::Form;
use crate::guard::{Token, Visitor, set_session};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/sign-in", get(ask).post(told)).route("/sign-out", post(out))
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn<'a> {
    f: Frame<'a>,
    is_wrong: bool,
}

/// There is nothing to sign in to where nobody else can come.
fn access(app: &App) -> Result<&Access, Fault> {
    app.access().ok_or(Fault::NotFound)
}

fn form(app: &App, token: &Token, is_wrong: bool) -> Result<Response, Fault> {
    let f = Frame::new(app, None, token, "sign-in", app.wording().plain("app-sign-in-title"));
    page(&SignIn { f, is_wrong })
}

async fn ask(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Fault> {
    access(&app)?;
    if visitor.is_known { Ok(to("/")) } else { form(&app, &token, false) }
}

async fn told(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    request: Request,
) -> Result<Response, Fault> {
    use axum::extract::FromRequest;

    let access = access(&app)?;
    let peer = request.extensions().get::<Peer>().copied().ok_or(Fault::Forbidden)?;
    let fields = Form::from_request(request, &()).await?;
    let guess = fields.get("passphrase").unwrap_or_default();
    match access.sign_in(guess, peer.0.ip(), app.instant()).await.map_err(|_| Fault::Document)? {
        Guess::Right(secret) => {
            tracing::info!("signed in");
            let mut answer = to("/");
            set_session(answer.headers_mut(), Some(&secret));
            Ok(answer)
        }
        Guess::Wrong => {
            tracing::warn!("a wrong passphrase");
            Ok((StatusCode::UNAUTHORIZED, form(&app, &token, true)?).into_response())
        }
        Guess::TooMany(seconds) => Err(Fault::TooOften(seconds)),
    }
}

/// Ends this session, or all of them.
async fn out(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    form: Form,
) -> Result<Response, Fault> {
    let everywhere = form.get("everywhere").is_some();
    let secret = visitor.session.unwrap_or_default();
    access(&app)?.sign_out(&secret, everywhere, app.instant()).map_err(|_| Fault::Document)?;
    let mut answer = to("/sign-in");
    set_session(answer.headers_mut(), None);
    Ok(answer)
}
