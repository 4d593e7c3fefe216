//! An app that other machines can reach gives nothing away before somebody has signed in. What happens with the
//! passphrase, and on the wire, is looked at by `cargo xtask surface`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod person;

use person::Clinic;

#[tokio::test]
async fn nobody_reads_or_writes_without_the_passphrase() {
    let clinic = Clinic::reachable("reachable").await;
    let mut stranger = clinic.person().coming_from("https://localhost:8124");
    for path in [
        "/",
        "/today",
        "/check-in",
        "/data/case.json",
        "/papers/plan.html",
        "/feed",
        "/settings",
        "/no-such-page",
    ] {
        assert_eq!(stranger.goes(path).await.leads_to(), "/sign-in", "{path}");
    }
    assert_eq!(stranger.goes("/api/v1/openapi.json").await.status, 401);
    for path in [
        "/check-in",
        "/data/erase",
        "/feed",
        "/feed/revoke",
        "/feed/x.ics",
        "/settings",
        "/sign-out",
        "/wrong",
    ] {
        assert_eq!(stranger.sends(path, &[("sign", "fever"), ("sure", "yes")]).await.status, 401, "{path}");
    }
    assert_eq!(stranger.goes("/sign-in").await.status, 200);
    assert_eq!(stranger.goes("/feed/0000.ics").await.status, 404);
    let help = stranger.goes("/wrong").await;
    assert!(help.status == 200 && help.text.contains("tel:112"), "{}", help.text);
}

#[tokio::test]
async fn where_nobody_else_can_come_there_is_nothing_to_sign_in_to() {
    let clinic = Clinic::new("alone").await;
    let mut jana = clinic.person();
    assert_eq!(jana.goes("/sign-in").await.status, 404);
    assert_eq!(jana.goes("/feed").await.status, 404);
    assert_eq!(jana.goes("/start").await.status, 200);
}
