//! Load: many at once, each as soon as it was answered; or at fixed moments, whatever has been answered.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use super::http::Connection;

/// Sends to each connection its requests, the next as soon as the last was answered. How long all took, in seconds.
pub(super) async fn closed(
    connections: &mut Vec<Connection>,
    requests: Vec<Vec<Vec<u8>>>,
    status: u16,
) -> f64 {
    assert_eq!(connections.len(), requests.len(), "requests for every connection");
    let start = now();
    let mut running = JoinSet::new();
    for (mut connection, requests) in connections.drain(..).zip(requests) {
        running.spawn(async move {
            for request in requests {
                let answer = connection.ask(&request).await;
                assert_eq!(answer.status, status, "the server must do what it is measured at");
            }
            connection
        });
    }
    while let Some(connection) = running.join_next().await {
        connections.push(connection.expect("a connection"));
    }
    start.elapsed().as_secs_f64()
}

/// Sends a request so many times a second, and tells how long each answer took after the moment at which it was due: what
/// has to wait because the server is slow counts as slow.
pub(super) async fn open(
    port: u16,
    request: &Arc<[u8]>,
    a_second: u32,
    lasting: Duration,
    connections: u32,
) -> Vec<f64> {
    let start = now() + Duration::from_millis(50);
    let step = Duration::from_secs(1) / a_second;
    let count = u32::try_from(lasting.as_nanos() / step.as_nanos()).expect("a number of requests");
    let mut running = JoinSet::new();
    for first in 0..connections {
        let request = Arc::clone(request);
        let mut connection = Connection::open(port).await;
        running.spawn(async move {
            let mut times = Vec::new();
            for turn in (first..count).step_by(connections as usize) {
                let due = start + step * turn;
                tokio::time::sleep_until(due.into()).await;
                let answer = connection.ask(&request).await;
                times.push(due.elapsed().as_secs_f64());
                assert!(answer.status == 200 && answer.length > 1000, "a page, not status {}", answer.status);
            }
            times
        });
    }
    let mut times = Vec::new();
    while let Some(some) = running.join_next().await {
        times.extend(some.expect("answers"));
    }
    times
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
pub(super) fn now() -> Instant {
    Instant::now()
}
