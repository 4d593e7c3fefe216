//! The web app for one person, and a stateless API. Pages come from the server and work without scripts.
//!
//! A request goes through `accept` (its own loop, with `tls` where other machines may call, and limits on headers and idle
//! connections), `guard` (host, origin, how often, who is signed in by `access`, its body, headers of the answer), a
//! router, and one file of `pages` or `api`. Every page does the same three things: load the case, ask the core, show.

mod accept;
mod access;
mod api;
mod app;
mod drafts;
mod fault;
mod forms;
mod guard;
mod pages;
mod rate;
mod tls;
mod upload;

use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;

pub use access::{Access, MAX_PASSPHRASE_LETTERS, MIN_PASSPHRASE_LETTERS, PassphraseError};
pub use app::{App, Rules};
pub use tls::Tls;

/// All routes.
pub fn router(app: App) -> Router {
    let routes = pages::routes().merge(api::routes()).with_state(app.clone());
    guard::around(routes, app)
}

/// Listens at an address, with the limits that [`serve`] relies on. Must be called within a runtime.
///
/// # Errors
///
/// If the address cannot be listened on.
pub fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    accept::listen(address)
}

/// Serves until `stop` is done; then no new connection is taken, and those that are open may finish. An app that other
/// machines can reach is given an [`Access`](App::with_access) and served with `tls`.
pub async fn serve(app: App, listener: TcpListener, tls: Option<&Tls>, stop: impl Future<Output = ()>) {
    accept::run(listener, router(app), tls, stop).await;
}
