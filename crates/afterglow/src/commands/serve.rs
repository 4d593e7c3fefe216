//! `afterglow serve`: the app for one person, in the browser of their own computer.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use afterglow_server::{App, Rules};
use afterglow_store::{Kind, NewFact, Records, Store, StoreError};
use afterglow_wording::args as words;
use jiff::ToSpan;
use serde_json::{Value, json};
use tokio::signal::unix::{SignalKind, signal};

use super::reach::Reach;
use super::wording;
use crate::cli::{Everywhere, ServeArgs};
use crate::output::Failure;
use crate::{clock, input, output};

pub(super) fn run(args: &ServeArgs, options: &Everywhere) -> Result<(), Failure> {
    if options.at.is_some() {
        return Err(Failure::Other("the app lives in the present: `serve` takes no --at".to_owned()));
    }
    let rules = Rules {
        protocol: input::protocol(options)?,
        dictionary: input::dictionary(options)?,
        wording: wording(options)?,
    };
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false).with_max_level(args.log).init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(args, rules))
}

async fn serve(args: &ServeArgs, rules: Rules) -> Result<(), Failure> {
    let database = match (&args.database, args.demo) {
        (Some(path), _) => path.clone(),
        (None, true) => demo_folder()?.join("afterglow.db"),
        (None, false) => database(None)?,
    };
    let is_local = args.listen.ip().is_loopback();
    more_files();
    let store = open(&database).await.map_err(|error| stored(&database, &error))?;
    // Only now: a program that has the database open goes on with the passphrase that it began with.
    let reach = if is_local { None } else { Some(Reach::open(args, &database, &rules.wording)?) };
    if args.demo {
        let persons = store.persons().await.map_err(|error| stored(&database, &error))?;
        if !persons.is_empty() {
            return Err(Failure::Other(rules.wording.plain("serve-demo-somebody")));
        }
        demo(&store).await.map_err(|error| stored(&database, &error))?;
    }
    let listener = afterglow_server::listen(args.listen)
        .map_err(|error| Failure::Other(format!("`{}`: {error}", args.listen)))?;
    let address = listener.local_addr()?;
    let mut said = match &reach {
        Some(reach) => reach.said(address, &rules.wording),
        None => vec![rules.wording.say("serve-open", &words([("address", shown(address))]))],
    };
    said.push(rules.wording.say("serve-kept", &words([("file", database.display().to_string())])));
    output::page(&(said.join("\n") + "\n"))?;
    let app = App::new(rules, store.clone(), clock::now, clock::zone());
    let (app, tls) = match reach {
        Some(Reach { access, tls, .. }) => (app.with_access(access), Some(tls)),
        None => (app, None),
    };
    tracing::info!(%address, "open");
    afterglow_server::serve(app, listener, tls.as_ref(), stop()).await;
    tracing::info!("closed");
    match store.close().await {
        // It was never open, and that was said.
        Err(StoreError::ReadOnly | StoreError::DiskFull) => Ok(()),
        closed => closed.map_err(|error| stored(&database, &error)),
    }
}

/// Opens what is kept. Where the disk is full or may not be written, the app opens all the same: nothing can be kept, and what
/// a warning sign means is still said.
async fn open(database: &Path) -> Result<Store, StoreError> {
    match Store::open(database).await {
        Err(why @ (StoreError::ReadOnly | StoreError::DiskFull)) => {
            tracing::error!(%why, "nothing can be kept");
            Store::unavailable(database, why)
        }
        opened => opened,
    }
}

/// Where a browser finds it.
fn shown(address: SocketAddr) -> String {
    match address.ip() {
        IpAddr::V4(_) => format!("http://localhost:{}/", address.port()),
        IpAddr::V6(ip) => format!("http://[{ip}]:{}/", address.port()),
    }
}

/// Every connection is a file: as many as the system lets us have.
fn more_files() {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile);
    let raised = rustix::process::Rlimit { current: limit.maximum, maximum: limit.maximum };
    if rustix::process::setrlimit(rustix::process::Resource::Nofile, raised).is_err() {
        // Fewer can come at once then, and the oldest are let go.
        tracing::warn!("the number of open files stays as it is");
    }
}

fn stored(database: &Path, error: &dyn std::fmt::Display) -> Failure {
    Failure::Other(format!("`{}`: {error}", database.display()))
}

/// The file that was named, else `$XDG_DATA_HOME/afterglow/afterglow.db`, or the same below the home folder.
pub(super) fn database(named: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(named) = named {
        return Ok(named.to_owned());
    }
    let data = std::env::var_os("XDG_DATA_HOME").filter(|path| !path.is_empty()).map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share"));
    let data = data.or_else(home);
    data.map(|data| data.join("afterglow/afterglow.db"))
        .ok_or_else(|| Failure::Other("no home folder is known: name a file with --database".to_owned()))
}

/// A folder of its own for an invented person, so that nothing of theirs gets into somebody's own file.
fn demo_folder() -> Result<PathBuf, Failure> {
    let folder = std::env::temp_dir().join(format!("afterglow-demo-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// An invented person on day 3.
async fn demo(store: &Store) -> Result<(), StoreError> {
    let now = clock::now();
    let zone = clock::zone();
    let today = now.to_zoned_datetime(zone.clone()).date();
    let at = |days_ago: i64, hour: i8| -> String {
        let then = today.saturating_sub(days_ago.days()).at(hour, 0, 0, 0).to_zoned_datetime(zone.clone());
        then.unwrap_or_else(|_| now.to_zoned_datetime(zone.clone())).to_string()
    };
    let person = store.create_person(now).await?;
    let fact = |kind: Kind, body: Value| NewFact::new(kind, body);
    let facts = vec![
        fact(
            Kind::Person,
            json!({
                "name": "Jana Vogt (invented)", "born": 1991, "skin_type": "III", "pregnant": false,
                "conditions": [], "history": [], "allergies": [], "medications": []
            }),
        ),
        fact(Kind::Contacts, json!({ "clinic": "Hautpraxis am Kanal (invented)", "country": "DE" })),
        fact(
            Kind::Treatment,
            json!({
                "ended": at(3, 15), "setting": "clinic", "device": "pen",
                "areas": [{ "area": "face", "depth_mm": 1.0 }], "concerns": ["acne-scars"]
            }),
        ),
        fact(
            Kind::CheckIn,
            json!({
                "at": at(3, 21), "signs": [], "symptoms": { "redness": "moderate", "warmth": "mild", "pain": "mild" }
            }),
        ),
        fact(
            Kind::CheckIn,
            json!({
                "at": at(1, 20), "signs": [], "symptoms": { "redness": "none", "peeling": "mild", "weeping": "none" }
            }),
        ),
        fact(Kind::Product, json!({ "name": "night cream", "label": "Aqua, Glycerin, Retinol, Parfum" })),
    ];
    store.record(person, facts, None, now).await?;
    Ok(())
}

/// Ctrl-C, or the signal that asks a program to end.
async fn stop() {
    let Ok(mut end) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = end.recv() => {}
    }
}
