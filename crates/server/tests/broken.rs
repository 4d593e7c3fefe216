//! What is left when nothing can be stored: warning signs, whom to call, and answers that need no store.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on has failed"
)]

mod person;

use person::{Clinic, Person};

const EMERGENCY: &str = r#"{"at":"2026-11-24T10:00:00Z[UTC]","case":{"contacts":{"country":"DE"},
    "treatment":{"ended":"2026-11-22T10:00:00Z[UTC]"},
    "check_ins":[{"at":"2026-11-24T10:00:00Z[UTC]","signs":["breathing-trouble"]}]}}"#;

async fn help_is_there(jana: &mut Person) {
    let wrong = jana.goes("/wrong").await;
    assert_eq!(wrong.status, 200);
    assert!(wrong.text.contains("112"), "{}", wrong.text);
    let answer = jana.asks("/api/v1/triage", EMERGENCY).await;
    assert_eq!(answer.status, 200);
    assert!(answer.text.contains(r#""level":"emergency""#), "{}", answer.text);
}

#[tokio::test]
async fn a_full_disk_is_said_and_help_stays() {
    // As a full disk: the file may grow no further.
    let clinic = Clinic::of_size("full", Some(200 * 1024)).await;
    let mut jana = clinic.person();
    jana.begins().await;
    let note = "a".repeat(20_000);
    let fields = [("sign", "breathing-trouble"), ("note", note.as_str())];
    let mut last = jana.sends("/check-in", &fields).await;
    for _ in 0..40 {
        if last.status != 303 {
            break;
        }
        last = jana.sends("/check-in", &fields).await;
    }
    assert_eq!(last.status, 507, "{}", last.text);
    assert!(last.text.contains("href=\"/wrong\"") && last.text.contains("112"), "{}", last.text);
    help_is_there(&mut jana).await;
    // S15: whoever tells of an emergency sees it, although it cannot be kept.
    assert!(last.text.contains("level emergency"), "the level of the check-in is not on the page");
}

/// S15: whoever tells of an emergency sees it, although it cannot be kept.
#[tokio::test]
async fn an_emergency_that_cannot_be_stored_is_still_an_emergency() {
    let clinic = Clinic::new("emergency").await;
    let mut jana = clinic.person();
    jana.begins().await;
    clinic.store.clone().close().await.unwrap();
    let told = jana.sends("/check-in", &[("sign", "breathing-trouble")]).await;
    assert_eq!(told.status, 503);
    assert!(told.text.contains("level emergency"), "the level of the check-in is not on the page");
}

#[tokio::test]
async fn a_store_that_is_gone_is_said_and_help_stays() {
    let clinic = Clinic::new("gone").await;
    let mut jana = clinic.person();
    jana.begins().await;
    help_is_there(&mut jana).await;
    clinic.store.clone().close().await.unwrap();
    for path in ["/", "/today", "/check-in", "/data", "/products", "/settings", "/healthz"] {
        let page = jana.goes(path).await;
        assert_eq!(page.status, 503, "{path}");
        assert!(path == "/healthz" || page.text.contains("href=\"/wrong\""), "{path}: {}", page.text);
    }
    assert_eq!(jana.sends("/check-in", &[("sign", "breathing-trouble")]).await.status, 503);
    help_is_there(&mut jana).await;
}
