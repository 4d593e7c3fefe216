//! The least that a durable check-in needs: a bare axum server with one thread that writes to SQLite and takes everybody
//! who waits into one transaction. It reads nothing, judges nothing and shows nothing: the body is a row, and the answer
//! leaves after the commit. What it reaches is the limit of this design.
//!
//! Asked with the path of a new database, it says on one line of JSON where it listens and how durable it is.

#![allow(clippy::expect_used, reason = "a peer that cannot go on stops the benchmark")]

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::routing::post;
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

/// The most rows in one transaction, as in ours.
const MAX_BATCH: usize = 256;

struct Row {
    body: Bytes,
    stored: oneshot::Sender<i64>,
}

fn main() {
    let path = std::env::args().nth(1).expect("the path of a new database");
    let connection = Connection::open(path).expect("a database");
    let mode: String =
        connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).expect("a log");
    connection.execute_batch("PRAGMA synchronous = FULL").expect("durability");
    let synchronous: i64 =
        connection.query_row("PRAGMA synchronous", [], |row| row.get(0)).expect("a number");
    connection
        .execute_batch("CREATE TABLE check_in (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
        .expect("a table");
    let (sender, rows) = mpsc::channel(1024);
    std::thread::spawn(move || write(&connection, rows));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        println!(r#"{{"port":{port},"journal_mode":"{mode}","synchronous":{synchronous}}}"#);
        let router = Router::new().route("/check-in", post(told)).with_state(sender);
        axum::serve(
            axum::serve::ListenerExt::tap_io(listener, |stream| {
                let _ = stream.set_nodelay(true);
            }),
            router,
        )
        .await
        .expect("a server");
    });
}

async fn told(
    State(writer): State<mpsc::Sender<Row>>,
    body: Bytes,
) -> (StatusCode, [(HeaderName, String); 1]) {
    let (stored, answer) = oneshot::channel();
    writer.send(Row { body, stored }).await.expect("a writer");
    let id = answer.await.expect("a row");
    (StatusCode::SEE_OTHER, [(header::LOCATION, format!("/result/{id}"))])
}

/// One transaction after the other, each with all rows that wait.
fn write(connection: &Connection, mut rows: mpsc::Receiver<Row>) {
    let mut insert = connection.prepare("INSERT INTO check_in (body) VALUES (?1)").expect("a statement");
    let mut begin = connection.prepare("BEGIN IMMEDIATE").expect("a statement");
    let mut commit = connection.prepare("COMMIT").expect("a statement");
    let mut batch = Vec::with_capacity(MAX_BATCH);
    while rows.blocking_recv_many(&mut batch, MAX_BATCH) > 0 {
        begin.execute([]).expect("a transaction");
        let mut made = Vec::with_capacity(batch.len());
        for row in batch.drain(..) {
            insert.execute([&row.body[..]]).expect("a row");
            made.push((row.stored, connection.last_insert_rowid()));
        }
        commit.execute([]).expect("a commit");
        for (stored, id) in made {
            let _ = stored.send(id);
        }
    }
}
