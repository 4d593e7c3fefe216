//! *Today*, made anew from the database each time it is opened.

use std::sync::Arc;
use std::time::Duration;

use super::http::{Connection, get};
use super::process::Server;
use super::{Spread, load, load_average, people};
use crate::{Row, time};

const A_SECOND: u32 = 200;
const CONNECTIONS: u32 = 16;
const PEOPLE: usize = 10_000;
/// Turn by turn, one and many.
const ROUNDS: usize = 15;
const EACH: usize = 100;

/// How long it takes at a fixed rate, and what the program has in memory afterwards.
pub(super) async fn under_load(lasting: Duration, is_long: bool) -> [Row; 2] {
    let server = Server::ours(people::file("load", 1).await);
    let request: Arc<[u8]> = get("/today").into();
    let mut times = load::open(server.port, &request, A_SECOND, lasting, CONNECTIONS).await;
    times.sort_by(f64::total_cmp);
    let milliseconds = |part: usize| times[times.len() * part / 1000] * 1e3;
    let resident = server.resident_mb();
    println!(
        "  Today, {} requests: p50 {:.2} ms, p99 {:.2} ms, p99.9 {:.2} ms; load average {}",
        times.len(),
        milliseconds(500),
        milliseconds(990),
        milliseconds(999),
        load_average()
    );
    [
        Row {
            work: "Today from the database, p99 at 200 a second",
            ours: format!("{:.2} ms", milliseconds(990)),
            peer: "-".to_owned(),
            limit: "-".to_owned(),
            ratio: "-".to_owned(),
            bar: "under 5 ms",
        },
        Row {
            work: if is_long {
                "memory after 10 minutes of it"
            } else {
                "memory after 60 s of it (--long: 10 minutes)"
            },
            ours: format!("{resident:.1} MB"),
            peer: "-".to_owned(),
            limit: "-".to_owned(),
            ratio: "-".to_owned(),
            bar: "under 60 MB",
        },
    ]
}

/// The same page of the first of many people in a file, beside that of somebody alone.
pub(super) async fn of_many_people() -> Row {
    let alone = Server::ours(people::file("alone", 1).await);
    let many = Server::ours(people::file("many", PEOPLE).await);
    let request: Arc<[u8]> = get("/today").into();
    let mut rounds = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        rounds.0.push(each_us(&alone, &request).await);
        rounds.1.push(each_us(&many, &request).await);
    }
    let ratio = time::middle(rounds.0.iter().zip(&rounds.1).map(|(alone, many)| alone / many).collect());
    let (alone, many) = (Spread::of(rounds.0), Spread::of(rounds.1));
    println!("  Today, us: one person {alone}, {PEOPLE} people {many}; load average {}", load_average());
    Row {
        work: "Today, 10,000 people with 20 check-ins each",
        ours: format!("{:.0} us", many.middle),
        peer: "-".to_owned(),
        limit: format!("one person {:.0} us", alone.middle),
        ratio: format!("{ratio:.2}"),
        bar: "at least 0.95",
    }
}

/// The median of some requests, one after the other.
async fn each_us(server: &Server, request: &Arc<[u8]>) -> f64 {
    let mut connection = Connection::open(server.port).await;
    connection.ask(request).await;
    let mut times = Vec::with_capacity(EACH);
    for _ in 0..EACH {
        let start = load::now();
        let answer = connection.ask(request).await;
        times.push(start.elapsed().as_secs_f64() * 1e6);
        assert_eq!(answer.status, 200, "a page");
    }
    time::middle(times)
}
