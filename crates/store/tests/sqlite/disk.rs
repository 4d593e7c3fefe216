//! Filling a database until it takes no more.

use std::collections::BTreeSet;

use afterglow_store::{Records, Store, StoreError};

use crate::contract::{now, product};

/// Records from several tasks until the disk is full, and checks that what was acknowledged is there, and nothing else.
pub(crate) async fn fill(store: &Store) {
    let person = store.create_person(now()).await.unwrap();
    let tasks: Vec<_> = (0..8)
        .map(|task| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut kept = Vec::new();
                for n in 0..100_000 {
                    let new = vec![product(&format!("{task} {n} {}", "x".repeat(2_000)))];
                    match store.record(person, new, None, now()).await {
                        Ok(recorded) => kept.extend(recorded.facts),
                        Err(full) => {
                            assert_eq!(full, StoreError::DiskFull);
                            return kept;
                        }
                    }
                }
                panic!("it never became full");
            })
        })
        .collect();
    let mut acknowledged = BTreeSet::new();
    for task in tasks {
        acknowledged.extend(task.await.unwrap());
    }
    let facts: BTreeSet<_> = store.facts(person).await.unwrap().into_iter().map(|fact| fact.id).collect();
    assert!(!facts.is_empty());
    assert_eq!(facts, acknowledged);
    // A reader is not disturbed.
    assert_eq!(store.health().await.read, Ok(()));
}
