//! How many records a second 32 tasks get acknowledged. The folder may be named: `-- /dev/shm/place`.
#![allow(clippy::disallowed_methods, reason = "it measures time")]

use std::time::Instant;

use afterglow_store::{Kind, NewFact, Records, Store};

const TASKS: usize = 32;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut arguments = std::env::args().skip(1);
    let base = arguments.next().unwrap_or_else(|| ".".to_owned());
    let each: usize = arguments.next().map_or(Ok(2_000), |text| text.parse())?;
    let folder = tempfile::tempdir_in(base)?;
    let store = Store::open(&folder.path().join("afterglow.db")).await?;
    let now = "2026-11-24T15:00:00Z".parse()?;
    let person = store.create_person(now).await?;
    let body = serde_json::json!({
        "at": "2026-11-24T09:00:00-05:00[America/New_York]",
        "symptoms": { "redness": "moderate", "pain": 3 }, "signs": [], "temperature_c": 36.8, "trend": "better",
    });
    let start = Instant::now();
    let tasks: Vec<_> = (0..TASKS)
        .map(|_| {
            let (store, body) = (store.clone(), body.clone());
            tokio::spawn(async move {
                for _ in 0..each {
                    let fact = NewFact::new(Kind::CheckIn, body.clone());
                    store.record(person, vec![fact], None, now).await?;
                }
                Ok::<(), afterglow_store::StoreError>(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    let seconds = start.elapsed().as_secs_f64();
    let records = TASKS * each;
    println!("{records} records, {TASKS} tasks, {seconds:.2} s: {:.0} a second", records as f64 / seconds);
    store.close().await?;
    Ok(())
}
