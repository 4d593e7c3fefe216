//! What stands in the file, read by SQLite alone and not by the store that is being judged.

use std::path::Path;

use afterglow_core::case;
use afterglow_core::document::{Document, Format};
use afterglow_core::engine;
use afterglow_core::protocol::Protocol;
use afterglow_wire::{TriageWire, View};
use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use crate::shell::{Result, TaskError};

/// So many of the last answers are made again and compared byte by byte.
const REMADE: i64 = 4;

/// A fact as it stands there.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) body: Value,
}

/// An answer as it stands there.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) id: String,
    pub(super) fact: Option<String>,
    /// The last check-in of the case that it answers.
    pub(super) last: Value,
}

/// All that matters of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    pub(super) facts: Vec<Fact>,
    pub(super) answers: Vec<Answer>,
    /// What is damaged.
    pub(super) damage: Vec<String>,
}

/// Runs something that waits for SQLite.
pub(super) fn wait<T>(work: impl Future<Output = std::result::Result<T, sqlx::Error>>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.map_err(|error| TaskError::new(format!("the runtime: {error}")))?;
    runtime.block_on(work).map_err(|error| TaskError::new(format!("SQLite: {error}")))
}

/// Opens a file as any SQLite shell would.
pub(super) async fn open(database: &Path) -> std::result::Result<SqliteConnection, sqlx::Error> {
    SqliteConnectOptions::new().filename(database).disable_statement_logging().connect().await
}

/// Reads a file, which the program may have open.
pub(super) fn read(database: &Path) -> Result<Kept> {
    wait(async {
        let mut connection = open(database).await?;
        // One moment for all that is read.
        let mut moment = connection.begin().await?;
        let mut kept = Kept { damage: damage(&mut moment).await?, ..Kept::default() };
        let facts: Vec<(String, String, String)> =
            sqlx::query_as("SELECT id, kind, body FROM fact ORDER BY id").fetch_all(&mut *moment).await?;
        for (id, kind, body) in facts {
            let body = serde_json::from_str(&body).unwrap_or_default();
            kept.facts.push(Fact { id, kind, body });
        }
        let answers: Vec<(String, Option<String>, String)> = sqlx::query_as(
            "SELECT id, fact, coalesce(input ->> '$.check_ins[#-1]', 'null') FROM answer ORDER BY id",
        )
        .fetch_all(&mut *moment)
        .await?;
        for (id, fact, last) in answers {
            kept.answers.push(Answer { id, fact, last: serde_json::from_str(&last).unwrap_or_default() });
        }
        let last: Vec<(String, String, String, String)> =
            sqlx::query_as("SELECT id, judged_at, input, output FROM answer ORDER BY id DESC LIMIT ?")
                .bind(REMADE)
                .fetch_all(&mut *moment)
                .await?;
        let changed = last.iter().filter(|(_, at, input, output)| remade(at, input).as_ref() != Some(output));
        kept.damage.extend(changed.map(|(id, ..)| format!("answer {id} is not what it was")));
        moment.rollback().await?;
        connection.close().await?;
        Ok(kept)
    })
}

/// What SQLite itself finds wrong with a file.
pub(super) async fn damage(
    connection: &mut SqliteConnection,
) -> std::result::Result<Vec<String>, sqlx::Error> {
    let mut damage: Vec<String> =
        sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut *connection).await?;
    damage.retain(|line| line != "ok");
    let dangling = sqlx::query("PRAGMA foreign_key_check").fetch_all(connection).await?;
    damage.extend((!dangling.is_empty()).then(|| format!("{} rows point to nothing", dangling.len())));
    Ok(damage)
}

/// The answer of today's program to what was asked then: the same bytes.
fn remade(judged_at: &str, input: &str) -> Option<String> {
    // Every part of the run asks the same rules.
    static PROTOCOL: std::sync::LazyLock<Option<Protocol>> =
        std::sync::LazyLock::new(|| Protocol::builtin().ok());
    let protocol = PROTOCOL.as_ref()?;
    let case = case::read(&Document::new("case", input, Format::Json)).ok()?;
    let (answer, asked) = engine::triage_and_ask(protocol, &case, judged_at.parse().ok()?);
    let view = View { protocol, wording: None };
    serde_json::to_string(&TriageWire::new(&answer, &asked, view)).ok()
}
