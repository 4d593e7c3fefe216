//! What must be there whatever has happened to the disk.

use std::time::{Duration, Instant};

use super::http;
use super::life::Life;
use super::load::{Outcome, Said, Sent};

/// A person who cannot be helped by the disk is not kept waiting by it.
const PATIENCE: Duration = Duration::from_secs(1);
const EMERGENCY: &str = r#"{"at":"2026-11-24T10:00:00Z[UTC]","case":{"contacts":{"country":"DE"},
    "treatment":{"ended":"2026-11-22T10:00:00Z[UTC]"},
    "check_ins":[{"at":"2026-11-24T10:00:00Z[UTC]","signs":["breathing-trouble"]}]}}"#;

/// Why help is not there: the page for whoever feels that something is wrong, and the answers that need no store.
pub(super) fn missing(port: u16) -> Vec<String> {
    let wrong = http::get(port, "/wrong").map(|page| (page.status, page.body.contains("112")));
    let triage = http::send_json(port, "/api/v1/triage", EMERGENCY);
    let triage = triage.map(|page| (page.status, page.body.contains(r#""level":"emergency""#)));
    [("/wrong", wrong), ("/api/v1/triage", triage)]
        .into_iter()
        .filter(|(_, answer)| !matches!(answer, Ok((200, true))))
        .map(|(path, answer)| format!("{path}: {answer:?}"))
        .collect()
}

/// Sends a check-in that tells of an emergency. What became of it, how long that took, and why the page is not what
/// somebody in danger needs.
#[expect(clippy::disallowed_methods, reason = "how long a person waits is measured")]
pub(super) fn call(life: &mut Life, port: u16) -> (Outcome, Duration, Vec<String>) {
    let said = Said::new("call", life.sent.len());
    let mut fields = said.fields().to_vec();
    fields.push(("sign", "breathing-trouble"));
    let start = Instant::now();
    let page = http::send(port, "/check-in", &fields);
    let took = start.elapsed();
    let outcome = page.as_ref().map_or(Outcome::Unknown, Outcome::of);
    let mut faults = Vec::new();
    if !matches!(outcome, Outcome::Acknowledged(_)) {
        faults = page.map_or_else(|error| vec![error.to_string()], |page| unclear(page.status, &page.body));
    }
    if took > PATIENCE {
        faults.push(format!("an answer took {} ms", took.as_millis()));
    }
    life.sent.push(Sent { said, outcome: outcome.clone() });
    (outcome, took, faults)
}

/// What is not right with the page of an emergency that could not be kept.
fn unclear(status: u16, body: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !matches!(status, 503 | 507) {
        faults.push(format!("status {status} for what could not be kept"));
    }
    for word in ["level emergency", "112", "href=\"/wrong\""] {
        if !body.contains(word) {
            faults.push(format!("the page of an emergency that could not be kept lacks `{word}`"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_help_is_noticed() {
        let good = r#"<a href="/wrong">..</a><section class="level emergency">Call 112 now"#;
        assert_eq!(unclear(507, good), Vec::<String>::new());
        assert_eq!(unclear(500, good).len(), 1);
        assert_eq!(unclear(503, "The disk is full.").len(), 3);
    }
}
