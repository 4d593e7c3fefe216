//! The description of the API: OpenAPI 3.1, with the schemas of the case file and of every answer.

use afterglow_core::case::CaseFile;
use afterglow_core::vocabulary::{Activity, Word};
use afterglow_wire::{
    AskWire, CanWire, CourseWire, ExpectWire, LabelWire, PlanWire, PrepareWire, ScreenWire, SessionWire,
    TriageWire,
};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};

use super::{EXAMPLE, EXAMPLE_AT, QUESTIONS};
use crate::app::App;

pub(super) async fn document(State(app): State<App>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], described(&app).to_string())
}

/// Where schemas stand that are referred to.
const PLACE: &str = "/components/schemas";

fn described(app: &App) -> Value {
    let at_place = |settings: SchemaSettings| settings.with(|it| it.definitions_path = PLACE.into());
    let mut asked = at_place(SchemaSettings::draft2020_12()).into_generator();
    // What is left out of an answer where there is nothing to say is not required of it.
    let mut given = at_place(SchemaSettings::draft2020_12().for_serialize()).into_generator();
    let case = asked.subschema_for::<CaseFile>();
    let case = json!(case);
    let paths: Map<String, Value> = QUESTIONS
        .iter()
        .map(|question| {
            let operation = operation(app, question, &case, answer(question, &mut given));
            (format!("/api/v1/{question}"), json!({ "post": operation }))
        })
        .collect();
    let mut schemas = asked.take_definitions(true);
    schemas.extend(given.take_definitions(true));
    schemas.insert("Problem".to_owned(), problem_schema());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Afterglow",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "A case in, an answer out; nothing is stored.",
            "description": "Not approved or registered as a medical device. No clinician has reviewed its rules.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" }
        },
        "servers": [{ "url": "/", "description": "The program that gave this description." }],
        "tags": TAGS.map(|(name, description, _)| json!({ "name": name, "description": description })),
        "paths": paths,
        "components": { "schemas": schemas }
    })
}

/// The parts of the path, each with its questions.
const TAGS: [(&str, &str, &[&str]); 4] = [
    ("before", "May I be treated, and how do I prepare?", &["screen", "prepare", "session"]),
    ("after", "What do I do, what may I, what is ordinary?", &["plan", "can", "expect", "label"]),
    ("check-in", "How urgent is it, and what should be asked next?", &["triage", "ask"]),
    ("course", "How many sessions, when the next one, did it work?", &["course"]),
];

/// The schema of an answer.
fn answer(question: &str, generator: &mut SchemaGenerator) -> Value {
    json!(match question {
        "screen" => generator.subschema_for::<ScreenWire<'_>>(),
        "prepare" => generator.subschema_for::<PrepareWire<'_>>(),
        "session" => generator.subschema_for::<SessionWire<'_>>(),
        "plan" => generator.subschema_for::<PlanWire<'_>>(),
        "can" => generator.subschema_for::<CanWire<'_>>(),
        "triage" => generator.subschema_for::<TriageWire<'_>>(),
        "ask" => generator.subschema_for::<AskWire<'_>>(),
        "expect" => generator.subschema_for::<ExpectWire<'_>>(),
        "label" => generator.subschema_for::<LabelWire<'_>>(),
        _ => generator.subschema_for::<CourseWire<'_>>(),
    })
}

fn operation(app: &App, question: &str, case: &Value, answer: Value) -> Value {
    let instant = json!({ "type": ["string", "null"], "description": "An instant with its zone (RFC 9557); left out: now." });
    let mut properties = Map::new();
    properties.insert("case".to_owned(), case.clone());
    properties.insert("at".to_owned(), instant.clone());
    let mut required = vec!["case"];
    let example: Value = serde_json::from_str(EXAMPLE).unwrap_or_default();
    let mut example = json!({ "case": example, "at": EXAMPLE_AT });
    match question {
        "can" => {
            let ids: Vec<&str> = Activity::ALL.iter().map(|activity| activity.id()).collect();
            properties.insert("activity".to_owned(), json!({ "enum": ids }));
            properties.insert("done_at".to_owned(), instant);
            required.push("activity");
            example["activity"] = json!(Activity::Makeup.id());
        }
        "label" => {
            let about = "Left out: the products of the case.";
            properties
                .insert("label".to_owned(), json!({ "type": ["string", "null"], "description": about }));
            example["label"] = json!("Aqua, Glycerin, Retinol, Parfum");
        }
        "course" => {
            let about = "A day to count back from; left out: the event of the case.";
            properties.insert(
                "by".to_owned(),
                json!({ "type": ["string", "null"], "format": "date", "description": about }),
            );
            example["by"] = json!("2027-06-12");
        }
        _ => {}
    }
    let tag = TAGS.iter().find(|(_, _, questions)| questions.contains(&question)).map(|(name, ..)| *name);
    json!({
        "operationId": question,
        "tags": tag.into_iter().collect::<Vec<_>>(),
        "summary": app.wording().plain(&format!("app-asks-{question}")),
        "description": format!("The answer of `afterglow {question}`."),
        "requestBody": { "required": true, "content": { "application/json": {
            "schema": {
                "type": "object", "required": required, "properties": properties, "additionalProperties": false
            },
            "examples": { "two-days-after": { "summary": "Two days after a session", "value": example } }
        } } },
        "responses": {
            "200": {
                "description": "The answer. Fields may be added, never renamed.",
                "content": { "application/json": { "schema": answer } }
            },
            "403": problem("The request comes from another site."),
            "413": problem("The request is too large."),
            "422": problem("Every fault of the request."),
            "503": problem("It took too long.")
        }
    })
}

fn problem(what: &str) -> Value {
    json!({
        "description": what,
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
    })
}

fn problem_schema() -> Value {
    json!({
        "type": "object",
        "description": "A fault, as RFC 9457 has it.",
        "required": ["type", "title", "status", "errors"],
        "properties": {
            "type": { "type": "string" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "errors": { "type": "array", "items": { "type": "string" }, "description": "Every fault, with its place." }
        }
    })
}
