//! The accept loop. `axum::serve` waits for headers for ever; here a slow or silent client is let go.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// Headers must be there within this time, also those of the next request on an open connection.
const HEADER_TIME: Duration = Duration::from_secs(3);
/// So many connections at once; more wait in the system's queue.
const MOST_CONNECTIONS: usize = 512;
/// Headers take no more room than this.
const MOST_HEADER_BYTES: usize = 32 * 1024;
/// Open answers may take so long to finish when the program is told to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

pub(crate) async fn run(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let open = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let taken = tokio::select! {
            () = &mut stop => break,
            taken = take(&listener, &room) => taken,
        };
        let Some((stream, place)) = taken else { continue };
        let service = TowerToHyperService::new(router.clone());
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_TIME)
            .max_buf_size(MOST_HEADER_BYTES)
            .keep_alive(true)
            .serve_connection(TokioIo::new(stream), service);
        let connection = open.watch(connection);
        tokio::spawn(async move {
            // A connection that breaks off is the client's affair.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(LAST_ANSWERS, open.shutdown()).await;
}

/// The next connection, once there is room for it.
async fn take(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> Option<(tokio::net::TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    let place = Arc::clone(room).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => {
            let _ = stream.set_nodelay(true);
            Some((stream, place))
        }
        Err(_) => {
            // Out of file descriptors, most likely: give those that are open time to close.
            tokio::time::sleep(Duration::from_millis(50)).await;
            None
        }
    }
}
