//! The description of the API: OpenAPI 3.1, with the case file's own schema.

use afterglow_core::case::CaseFile;
use afterglow_core::vocabulary::{Activity, Word};
use axum::http::header;
use axum::response::IntoResponse;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// The questions, each with an answer of its own.
pub(super) const QUESTIONS: [&str; 10] =
    ["screen", "prepare", "session", "plan", "can", "triage", "ask", "expect", "label", "course"];

pub(super) async fn document() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], described().to_string())
}

fn described() -> Value {
    let settings =
        SchemaSettings::draft2020_12().with(|it| it.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    let case = generator.subschema_for::<CaseFile>();
    let mut schemas = generator.take_definitions(true);
    schemas.insert(
        "Problem".to_owned(),
        json!({
            "type": "object",
            "required": ["type", "title", "status", "errors"],
            "properties": {
                "type": { "type": "string" },
                "title": { "type": "string" },
                "status": { "type": "integer" },
                "errors": { "type": "array", "items": { "type": "string" } }
            }
        }),
    );
    let problem = |what: &str| {
        json!({
            "description": what,
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
        })
    };
    let mut paths = serde_json::Map::new();
    for question in QUESTIONS {
        let mut properties = serde_json::Map::new();
        properties.insert("case".to_owned(), json!(case));
        let instant =
            json!({ "type": ["string", "null"], "description": "An instant with its zone (RFC 9557)." });
        properties.insert("at".to_owned(), instant.clone());
        let mut required = vec!["case"];
        match question {
            "can" => {
                let ids: Vec<&str> = Activity::ALL.iter().map(|activity| activity.id()).collect();
                properties.insert("activity".to_owned(), json!({ "enum": ids }));
                properties.insert("done_at".to_owned(), instant);
                required.push("activity");
            }
            "label" => {
                properties.insert("label".to_owned(), json!({ "type": "string" }));
            }
            "course" => {
                properties.insert("by".to_owned(), json!({ "type": "string", "format": "date" }));
            }
            _ => {}
        }
        let operation = json!({
            "operationId": question,
            "summary": format!("A case in, the answer of `afterglow {question}` out; nothing is stored."),
            "requestBody": { "required": true, "content": { "application/json": { "schema": {
                "type": "object", "required": required, "properties": properties, "additionalProperties": false
            } } } },
            "responses": {
                "200": { "description": "The answer.", "content": { "application/json": { "schema": {
                    "type": "object", "required": ["protocol"]
                } } } },
                "403": problem("The request comes from another site."),
                "413": problem("The request is too large."),
                "422": problem("Every fault of the request."),
                "503": problem("It took too long.")
            }
        });
        paths.insert(format!("/api/v1/{question}"), json!({ "post": operation }));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Afterglow",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Not approved or registered as a medical device. No clinician has reviewed its rules."
        },
        "paths": paths,
        "components": { "schemas": schemas }
    })
}
