//! The web app for one person, and a stateless API. Pages come from the server and work without scripts.
//!
//! A request goes through `accept` (its own loop, with limits on headers, bodies and idle connections), `guard` (host,
//! origin, forms that belong to this page, headers of the answer), a router, and one file of `pages` or `api`. Every
//! page does the same three things: load the case, ask the core, show.

mod accept;
mod api;
mod app;
mod fault;
mod forms;
mod guard;
mod pages;

use std::net::SocketAddr;

use axum::Router;

pub use app::{App, Rules};

/// All routes.
pub fn router(app: App) -> Router {
    let routes = pages::routes().merge(api::routes()).with_state(app.clone());
    guard::around(routes, app)
}

/// Serves until `stop` is done; then no new connection is taken, and those that are open may finish.
///
/// # Errors
///
/// If the address cannot be listened on.
pub async fn serve(
    app: App,
    listener: tokio::net::TcpListener,
    stop: impl Future<Output = ()>,
) -> std::io::Result<SocketAddr> {
    let address = listener.local_addr()?;
    accept::run(listener, router(app), stop).await;
    Ok(address)
}
