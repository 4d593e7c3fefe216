//! The plan, the recovery and the papers, as a person reads them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

mod person;

use afterglow_core::vocabulary::{Activity, Word};
use person::Clinic;

#[tokio::test]
async fn every_gate_opens_to_its_range_its_choice_and_its_sources() {
    let clinic = Clinic::new("gates").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let plan = jana.goes("/plan").await.text;
    for activity in Activity::ALL {
        let link = format!("/plan/{activity}\"");
        assert_eq!(plan.matches(&link).count(), 1, "{activity}");
        let why = jana.goes(&format!("/plan/{activity}")).await;
        assert_eq!(why.status, 200, "{activity}");
        assert!(why.text.contains("What we follow, and why"), "{activity}");
        assert!(
            why.text.contains("In the words of the articles") || why.text.contains("What has been tested")
        );
        assert!(why.text.len() < 40_000, "{activity}: {} bytes", why.text.len());
    }
    let makeup = jana.goes("/plan/makeup").await.text;
    assert!(makeup.contains("sources say 12 to 96 hours; never below 24"), "{makeup}");
    assert!(makeup.contains("Here advice differs") && makeup.contains("How long is make-up left off?"));
    assert!(plan.contains("Day 14"), "{plan}");
    assert_eq!(jana.goes("/plan/flying-to-the-moon").await.status, 404);
}

#[tokio::test]
async fn under_a_danger_nothing_is_ticked_as_open() {
    let clinic = Clinic::new("muted").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let gates = |text: &str| {
        let part = text.split("class=\"gates").nth(1).unwrap().split("</div>").next().unwrap();
        (part.contains("<li class=\"do\">"), part.contains("Ask before you do any of this"))
    };
    assert_eq!(gates(&jana.goes("/plan").await.text), (true, false));
    jana.sends("/check-in", &[("sign", "pus")]).await.leads_to();
    let plan = jana.goes("/plan").await.text;
    assert_eq!(gates(&plan), (false, true), "{plan}");
    // What to do about it stands before everything else.
    assert!(plan.find("id=\"alert\"").unwrap() < plan.find("id=\"part-0\"").unwrap());
    assert!(jana.goes("/recovery").await.text.contains("class=\"level "));
    assert!(jana.goes("/plan/makeup").await.text.contains("class=\"level "));
}

#[tokio::test]
async fn the_drawings_have_titles_and_the_same_numbers_as_tables() {
    let clinic = Clinic::new("drawn").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let before = jana.goes("/recovery").await.text;
    assert!(!before.contains("class=\"told\"") && !before.contains("°C"), "{before}");
    let told = [("symptom-redness", "severe"), ("symptom-pain", "mild"), ("temperature_c", "37,4")];
    jana.sends("/check-in", &told).await.leads_to();
    let page = jana.goes("/recovery").await.text;
    assert_eq!(page.matches("<tr class=\"told\">").count(), 3, "{page}");
    assert!(page.contains("<td>37.4 °C</td><td>38.0 °C</td>"), "{page}");
    assert!(page.contains("<td>severe</td>"), "{page}");
    assert_eq!(page.matches("role=\"img\"").count(), page.matches("<title id=").count());
    assert_eq!(page.matches("role=\"img\"").count(), page.matches("<desc id=").count());
}

#[tokio::test]
async fn papers_come_in_both_sizes_and_the_calendar_with_and_without_details() {
    let clinic = Clinic::new("papers").await;
    let mut jana = clinic.person();
    jana.begins().await;
    let page = jana.goes("/papers").await.text;
    let links: Vec<&str> =
        page.split("href=\"/papers/").skip(1).map(|it| it.split('"').next().unwrap()).collect();
    assert_eq!(links.len(), 11, "{links:?}");
    let mut texts = Vec::new();
    for link in &links {
        let paper = jana.goes(&format!("/papers/{link}")).await;
        assert_eq!(paper.status, 200, "{link}");
        texts.push(paper.text);
    }
    let of = |name: &str| &texts[links.iter().position(|link| *link == name).unwrap()];
    assert_ne!(of("plan-a4.pdf"), of("plan-letter.pdf"));
    assert!(!of("plan.ics").contains("SUMMARY:Care:"), "a title tells of health");
    assert!(of("plan-details.ics").contains("SUMMARY:Care:"), "details are missing");
    for wrong in ["plan-a5.pdf", "plan-a4.html", "secret.pdf", "plan"] {
        assert_eq!(jana.goes(&format!("/papers/{wrong}")).await.status, 404, "{wrong}");
    }
}
