//! Durable check-ins: ours is judged, answered and stored with its answer; the others store what they were sent.

use std::path::Path;
use std::process::Command;

use afterglow_store::SendingKey;
use jiff::SignedDuration;

use super::http::{Connection, post};
use super::process::{Folder, Server, beside};
use super::{Spread, load, load_average, people};
use crate::{Row, time};

const CONNECTIONS: usize = 32;
/// Of each connection, before the person begins anew: 64 check-ins are as many as somebody makes in two weeks.
const EACH: usize = 2;
const ROUNDS: usize = 7;
/// Of load, for each server in each round.
const SECONDS: f64 = 1.0;

/// What the form of the page sends from somebody who has answered everything, after its own id.
const ANSWERS: &str = "step=3&corrects=&none=breathing&none=eyes&none=ill&none=skin&symptom-redness=moderate&symptom-warmth=mild\
    &symptom-swelling=mild&symptom-pain=mild&symptom-weeping=none&symptom-dryness=none&symptom-itching=none\
    &symptom-darkening=none&trend=better&temperature_c=36.8&note=";

/// One server and what it reached in each round.
struct Measured {
    server: Server,
    rates: Vec<f64>,
}

pub(super) async fn rows() -> Vec<Row> {
    let servers = [Some(Server::ours(Folder::new("ours"))), Some(writer()), fastapi(), express()];
    let mut measured: Vec<Measured> =
        servers.into_iter().flatten().map(|server| Measured { server, rates: Vec::new() }).collect();
    // The first round is not counted.
    for round in 0..=ROUNDS {
        for it in &mut measured {
            let rate = rate(&it.server).await;
            if round > 0 {
                it.rates.push(rate);
            }
        }
    }
    let load = load_average();
    let ratio = |peer: &Measured| {
        let rounds = measured[0].rates.iter().zip(&peer.rates);
        format!("{:.2}", time::middle(rounds.map(|(ours, theirs)| ours / theirs).collect()))
    };
    let spread = |it: &Measured| Spread::of(it.rates.clone());
    for it in &measured {
        println!("  check-ins a second, {}: {}; load average {load}", it.server.name, spread(it));
    }
    let ours = format!("{:.0}/s", spread(&measured[0]).middle);
    let rows = measured[1..].iter().map(|it| {
        let theirs = format!("{} {:.0}/s", it.server.name, spread(it).middle);
        let is_limit = it.server.name == WRITER;
        Row {
            work: "durable check-ins, 32 connections",
            ours: ours.clone(),
            peer: if is_limit { "-".to_owned() } else { theirs.clone() },
            limit: if is_limit { theirs } else { "-".to_owned() },
            ratio: ratio(it),
            bar: if is_limit { "at least 0.8" } else { "at least 5" },
        }
    });
    rows.collect()
}

const WRITER: &str = "bare writer";

fn writer() -> Server {
    Server::peer(WRITER, Command::new(beside("axum_sqlite")))
}

fn fastapi() -> Option<Server> {
    let mut command = Command::new(std::env::var_os("AFTERGLOW_PYTHON")?);
    command.arg(peers().join("fastapi_sqlite.py"));
    Some(Server::peer("FastAPI", command))
}

fn express() -> Option<Server> {
    let modules = std::env::var_os("AFTERGLOW_NODE_MODULES")?;
    let mut command = Command::new("node");
    command.env("NODE_ENV", "production").arg(peers().join("express_sqlite.mjs")).arg(modules);
    Some(Server::peer("Express", command))
}

fn peers() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers")
}

/// Check-ins a second: bursts of a person's two weeks, all connections at once, until there was enough load. What lies
/// between two bursts is not counted.
async fn rate(server: &Server) -> f64 {
    let mut connections = Vec::with_capacity(CONNECTIONS);
    for _ in 0..CONNECTIONS {
        connections.push(Connection::open(server.port).await);
    }
    let (mut count, mut seconds) = (0, 0.0);
    while seconds < SECONDS {
        if server.name == "ours" {
            begin(&mut connections[0]).await;
        }
        let requests = (0..CONNECTIONS).map(|_| (0..EACH).map(|_| check_in()).collect()).collect();
        seconds += load::closed(&mut connections, requests, 303).await;
        count += CONNECTIONS * EACH;
    }
    count as f64 / seconds
}

/// A form of its own: the same one sent twice would be one check-in.
fn check_in() -> Vec<u8> {
    let (form, begun) = (SendingKey::random(), people::now().timestamp());
    post("/check-in", &format!("form={form}&begun={begun}&{ANSWERS}"))
}

/// A person who was treated yesterday and has told nothing since; whoever was there before is erased.
async fn begin(connection: &mut Connection) {
    let yesterday = people::now()
        .checked_sub(SignedDuration::from_hours(24))
        .expect("an instant")
        .strftime("%Y-%m-%dT%H:%M")
        .to_string();
    let erased = connection.ask(&post("/data/erase", "sure=yes")).await;
    assert_eq!(erased.status, 200, "erased");
    for (path, fields) in [
        ("/setup/when", format!("of=ended&at={yesterday}")),
        ("/setup/setting", "setting=clinic".to_owned()),
        ("/setup/device", "device=pen".to_owned()),
        ("/setup/areas", "choice=face&depth=1.0".to_owned()),
        ("/setup/clinic", "clinic=Praxis&country=DE".to_owned()),
    ] {
        assert_eq!(connection.ask(&post(path, &fields)).await.status, 303, "{path}");
    }
}
