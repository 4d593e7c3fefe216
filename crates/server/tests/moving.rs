//! From one computer to another, by the pages alone.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod person;

use afterglow_store::Records;
use person::{Clinic, Person};

/// Everything that a clinic's store holds.
async fn kept(clinic: &Clinic) -> Vec<afterglow_store::Kept> {
    let mut all = Vec::new();
    for person in clinic.store.persons().await.unwrap() {
        all.push(clinic.store.kept(person.id).await.unwrap());
    }
    all
}

async fn tells(jana: &mut Person) {
    jana.begins().await;
    jana.sends("/setup/you", &[("name", "Quillonzebra")]).await.leads_to();
    jana.sends("/products", &[("name", "cream"), ("label", "Aqua, Retinol")]).await.leads_to();
    let told = [("sign", "breathing-trouble"), ("temperature_c", "37,2"), ("note", "Zanzibarnote")];
    jana.sends("/check-in", &told).await.leads_to();
}

#[tokio::test]
async fn what_was_fetched_and_erased_comes_back() {
    let clinic = Clinic::new("moving").await;
    let mut jana = clinic.person();
    assert!(jana.goes("/start").await.text.contains("/data#bring"));
    tells(&mut jana).await;
    assert!(!jana.goes("/start").await.text.contains("/data#bring"));
    let full = jana.goes("/data").await;
    assert!(!full.text.contains("type=\"file\"") && full.text.contains("href=\"#erase\""), "{}", full.text);
    let [before, today, case] = [
        jana.goes("/data/archive").await.bytes,
        jana.goes("/today").await.bytes,
        jana.goes("/data/case.json").await.bytes,
    ];
    let was = kept(&clinic).await;
    let erased = jana.sends("/data/erase", &[("sure", "yes")]).await;
    assert!(erased.text.contains("Files that you took along"), "{}", erased.text);

    let empty = jana.goes("/data").await;
    assert!(empty.text.contains("action=\"/data/import\""), "{}", empty.text);
    let brought = jana.uploads("/data/import", &before).await;
    assert_eq!(brought.leads_to(), "/data?brought=yes");
    assert!(jana.goes("/data?brought=yes").await.text.contains("It is all here now"));
    assert_eq!(kept(&clinic).await, was, "and nobody else is there");
    assert_eq!(jana.goes("/data/case.json").await.bytes, case);
    assert_eq!(jana.goes("/today").await.bytes, today);
    // The clock stands still here, so that the archive is the same, too.
    assert!(jana.goes("/data/archive").await.bytes == before);
    // What is told next counts as later.
    jana.sends("/check-in", &[("sign", "hives")]).await.leads_to();
    assert_eq!(jana.goes("/data/case.json").await.text.matches("asked_signs").count(), 2);
}

#[tokio::test]
async fn two_people_are_never_mixed() {
    let [clinic, other] = [Clinic::new("mixed-one").await, Clinic::new("mixed-other").await];
    let (mut jana, mut ivana) = (clinic.person(), other.person());
    tells(&mut jana).await;
    ivana.begins().await;
    let before = kept(&other).await;
    let archive = jana.goes("/data/archive").await.bytes;
    let refused = ivana.uploads("/data/import", &archive).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("erase what is here first"), "{}", refused.text);
    assert!(!refused.text.contains("Quillonzebra"));
    assert_eq!(kept(&other).await, before);
    // Nor is an older state of the same person taken.
    jana.sends("/check-in", &[("sign", "hives")]).await.leads_to();
    let before = kept(&clinic).await;
    assert_eq!(jana.uploads("/data/import", &archive).await.status, 409);
    assert_eq!(kept(&clinic).await, before);
}

#[tokio::test]
async fn a_bad_file_is_told_with_every_fault_and_changes_nothing() {
    let [clinic, other] = [Clinic::new("bad-from").await, Clinic::new("bad-to").await];
    let (mut jana, mut ivana) = (clinic.person(), other.person());
    tells(&mut jana).await;
    let archive = jana.goes("/data/archive").await.bytes;
    ivana.goes("/start").await;
    let before = kept(&other).await;
    let mut flipped = archive.clone();
    // In the first and in the last entry, each of which is told.
    let list = archive.windows(4).position(|some| some == b"PK\x01\x02").unwrap();
    flipped[60] ^= 1;
    flipped[list - 20] ^= 1;
    for (bytes, faults) in [
        (b"".as_slice(), vec!["The whole file: not an archive"]),
        (b"a picture of a cat, which is nice, and no archive at all", vec!["The whole file: not an archive"]),
        (&archive[..archive.len() / 2], vec!["The whole file: not an archive"]),
        (&flipped, vec!["README.txt: is damaged", "plan.ics: is damaged"]),
    ] {
        let refused = ivana.uploads("/data/import", bytes).await;
        assert_eq!(refused.status, 422);
        for fault in faults {
            assert!(refused.text.contains(fault), "{fault}: {}", refused.text);
        }
        assert!(refused.text.contains("Nothing was changed") && refused.text.contains("/wrong"));
        assert_eq!(kept(&other).await, before);
    }
    assert_eq!(ivana.uploads("/data/import", &archive).await.status, 303);
}

#[tokio::test]
async fn an_upload_counts_only_with_the_secret_of_its_browser() {
    let [clinic, other] = [Clinic::new("upload-from").await, Clinic::new("upload-to").await];
    let (mut jana, mut ivana) = (clinic.person(), other.person());
    tells(&mut jana).await;
    let archive = jana.goes("/data/archive").await.bytes;
    for mut stranger in [
        ivana.without_secret(),
        ivana.with_secret(&"cd".repeat(32)),
        ivana.coming_from("https://evil.example"),
        ivana.coming_from("null"),
    ] {
        assert_eq!(stranger.uploads("/data/import", &archive).await.status, 403);
    }
    let secret = ivana.secret().to_owned();
    let field = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    for body in [
        // The secret after the file, no secret, no file, one field too many, and an end that never comes.
        field("file", "x") + &field("token", &secret) + "--b--\r\n",
        field("file", "x") + "--b--\r\n",
        field("token", &secret) + "--b--\r\n",
        field("token", &secret) + &field("file", "x") + &field("person", "x") + "--b--\r\n",
        field("token", &secret) + &field("file", "x"),
        String::new(),
    ] {
        assert_eq!(ivana.posts("/data/import", "multipart/form-data; boundary=b", body).await.status, 403);
    }
    let form = format!("token={secret}&file=x");
    assert_eq!(ivana.posts("/data/import", "application/x-www-form-urlencoded", form).await.status, 403);
    assert!(kept(&other).await.iter().all(|kept| kept.facts.is_empty()));
    assert_eq!(ivana.uploads("/data/import", &archive).await.status, 303);
}

#[tokio::test]
async fn only_an_upload_may_be_large() {
    let clinic = Clinic::new("large").await;
    let mut jana = clinic.person();
    // Larger than any form, and within what an archive may have: read to its end, and then refused as what it is.
    assert_eq!(jana.uploads("/data/import", &vec![b'a'; 3 << 20]).await.status, 422);
    assert_eq!(jana.uploads("/data/import", &vec![b'a'; (32 << 20) + (1 << 17)]).await.status, 413);
    let long = format!("token={}&note={}", jana.secret(), "a".repeat(3 << 20));
    assert_eq!(jana.posts("/check-in", "application/x-www-form-urlencoded", long).await.status, 413);
}
