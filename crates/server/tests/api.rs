//! The API as a program meets it, and the page on which a person tries it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod person;

use std::path::Path;

use afterglow_core::case;
use afterglow_core::document::{Document, Format};
use person::{Clinic, Person};
use serde_json::{Value, json};

const QUESTIONS: [&str; 10] =
    ["screen", "prepare", "session", "plan", "can", "triage", "ask", "expect", "label", "course"];

async fn described(person: &mut Person) -> Value {
    serde_json::from_str(&person.goes("/api/v1/openapi.json").await.text).unwrap()
}

/// A schema of the description that stands on its own.
fn alone(description: &Value, schema: &Value) -> jsonschema::Validator {
    let mut whole = schema.clone();
    whole["components"] = description["components"].clone();
    jsonschema::validator_for(&whole).unwrap()
}

/// Every example case, as JSON.
fn cases() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let cases = files.filter_map(|path| {
        let name = path.file_name()?.to_str()?.to_owned();
        let text = std::fs::read_to_string(&path).ok()?;
        let value: Value = match path.extension()?.to_str()? {
            "json" => serde_json::from_str(&text).unwrap(),
            "toml" if name != "index.toml" => toml::from_str(&text).unwrap(),
            _ => return None,
        };
        Some((name, value))
    });
    let cases: Vec<_> = cases.collect();
    assert!(cases.len() > 40, "{} cases", cases.len());
    cases
}

#[tokio::test]
async fn every_answer_to_every_example_is_as_described() {
    let clinic = Clinic::new("described").await;
    let mut program = clinic.person();
    let description = described(&mut program).await;
    for question in QUESTIONS {
        let operation = &description["paths"][format!("/api/v1/{question}")]["post"];
        let content = |it: &Value| it["content"]["application/json"].clone();
        let answer = alone(&description, &content(&operation["responses"]["200"])["schema"]);
        let asked = content(&operation["requestBody"]);
        let request = alone(&description, &asked["schema"]);
        let example = &asked["examples"]["two-days-after"]["value"];
        assert!(request.is_valid(example), "{question}: {example}");
        let examples = cases().into_iter().map(|(name, case)| {
            let mut asked = json!({ "case": case, "at": "2026-11-24T12:00:00+01:00[Europe/Berlin]" });
            if question == "can" {
                asked["activity"] = json!("retinoids");
                asked["done_at"] = json!("2026-11-24T10:00:00+01:00[Europe/Berlin]");
            }
            (name, asked)
        });
        for (name, asked) in examples.chain([("the example".to_owned(), example.clone())]) {
            let text = asked.to_string();
            let page = program.asks(&format!("/api/v1/{question}"), &text).await;
            assert_eq!(page.status, 200, "{question} of {name}: {}", page.text);
            let given: Value = serde_json::from_str(&page.text).unwrap();
            let faults: Vec<String> =
                answer.iter_errors(&given).map(|it| format!("{}: {it}", it.instance_path())).collect();
            assert!(faults.is_empty(), "{question} of {name}: {faults:?}");
        }
        // A schema that takes anything describes nothing.
        assert!(!answer.is_valid(&json!({})) && !answer.is_valid(&json!({ "protocol": {} })), "{question}");
    }
}

#[tokio::test]
async fn a_danger_stands_beside_whatever_else_is_asked() {
    let clinic = Clinic::new("beside").await;
    let mut program = clinic.person();
    let case = json!({
        "treatment": { "ended": "2026-11-22T10:00:00+01:00[Europe/Berlin]", "concerns": ["scars"] },
        "check_ins": [{ "at": "2026-11-24T09:00:00+01:00[Europe/Berlin]", "signs": ["breathing-trouble"] }]
    });
    for question in ["screen", "prepare", "session", "course"] {
        let path = format!("/api/v1/{question}");
        let answer = program.asks(&path, &json!({ "case": case }).to_string()).await.text;
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let warning = &answer["warning"];
        assert_eq!(warning["level"], json!("emergency"), "{question}: {answer}");
        assert_eq!(warning["told"], json!(["sign:breathing-trouble"]), "{question}");
        assert_eq!(warning["call"][0]["who"], json!("emergency"), "{question}");
        // Where nothing was told there is nothing.
        let mut quiet = case.clone();
        quiet["check_ins"] = json!([]);
        let answer = program.asks(&path, &json!({ "case": quiet }).to_string()).await.text;
        assert!(!answer.contains("\"warning\""), "{question}: {answer}");
    }
}

#[tokio::test]
async fn the_page_answers_as_the_api_does() {
    let clinic = Clinic::new("try").await;
    let mut jana = clinic.person();
    assert_eq!(jana.goes("/api/v1/").await.leads_to(), "/api");
    let page = jana.goes("/api").await;
    assert_eq!(page.status, 200);
    for question in QUESTIONS {
        assert!(page.text.contains(&format!("value=\"{question}\"")), "{question}");
    }
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/json-case.json"));
    let text = text.unwrap();
    assert!(case::read(&Document::new("case", &text, Format::Json)).is_ok());
    let at = "2026-11-24T12:00:00+05:45[Asia/Kathmandu]";
    for question in QUESTIONS {
        let mut fields = vec![("question", question), ("case", text.as_str()), ("at", at)];
        // In the order in which it is written: the answer goes through it in that order.
        let mut asked = format!("{{\"case\":{text},\"at\":\"{at}\"");
        if question == "can" {
            fields.push(("activity", "makeup"));
            asked.push_str(",\"activity\":\"makeup\"");
        }
        asked.push('}');
        let tried = jana.sends("/api", &fields).await;
        assert_eq!(tried.status, 200, "{question}");
        let api = jana.asks(&format!("/api/v1/{question}"), &asked).await;
        let api: Value = serde_json::from_str(&api.text).unwrap();
        let shown = unescaped(tried.text.split("<pre class=\"json\"><code>").nth(1).unwrap());
        let shown = shown.split("</code>").next().unwrap().to_owned();
        let whole = serde_json::from_str::<Value>(&shown).ok();
        match whole {
            Some(whole) => assert_eq!(whole, api, "{question}"),
            // Only the beginning of what is very long.
            None => {
                assert!(tried.text.contains("This is the start of") && shown.len() > 20_000, "{question}")
            }
        }
        assert!(tried.text.len() < 60 * 1024, "{question}: {} bytes", tried.text.len());
        assert!(unescaped(&tried.text).contains(&format!("curl 'http://localhost:8124/api/v1/{question}'")));
    }
    // Nothing of it is stored.
    assert!(!jana.goes("/data/case.json").await.text.contains("Gurung"));
}

#[tokio::test]
async fn the_page_shows_a_fault_as_the_api_gives_it() {
    let clinic = Clinic::new("try-faults").await;
    let mut jana = clinic.person();
    let tries = async |person: &mut Person, fields: &[(&str, &str)]| {
        let page = person.sends("/api", fields).await;
        assert_eq!(page.status, 200, "{}", page.text);
        unescaped(&page.text)
    };
    let twice =
        r#"{"check_ins":[{"at":"2026-11-23T10:00:00+01:00[Europe/Berlin]","signs":["pus"],"signs":[]}]}"#;
    let page = tries(&mut jana, &[("question", "triage"), ("case", twice)]).await;
    assert!(page.contains("\"status\": 422") && page.contains("stands twice"), "{page}");
    let page = tries(&mut jana, &[("question", "triage"), ("case", "{")]).await;
    assert!(page.contains("\"status\": 422") && page.contains("not readable as JSON"), "{page}");
    let page = tries(&mut jana, &[("question", "plan"), ("case", "{}"), ("by", "2027-01-01")]).await;
    assert!(page.contains("by: this question does not know it"), "{page}");
    let page = tries(&mut jana, &[("question", "can"), ("case", "{}")]).await;
    assert!(page.contains("activity: expected one of the activities"), "{page}");
    // What was written stands in the form again, and is no markup.
    let raw = jana.sends("/api", &[("question", "plan"), ("case", "</textarea><b>'x")]).await.text;
    assert!(!raw.contains("</textarea><b>") && raw.contains("&#60;b&#62;"), "{raw}");
    assert_eq!(jana.sends("/api", &[("question", "nothing"), ("case", "{}")]).await.status, 404);
    assert_eq!(
        jana.without_secret().sends("/api", &[("question", "plan"), ("case", "{}")]).await.status,
        403
    );
}

fn unescaped(html: &str) -> String {
    let pairs = [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
    pairs.iter().fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}
