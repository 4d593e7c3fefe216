//! Whom to call, where the person is, how large the words are.

use afterglow_store::{Kind, NewFact, Records};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use serde_json::{Map, Value};

use super::{Frame, page, single, to};
use crate::app::{App, read};
use crate::fault::Fault;
use crate::forms::Form;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings", get(settings).post(change))
}

#[derive(Template)]
#[template(path = "settings.html")]
struct Settings<'a> {
    f: Frame<'a>,
    /// Id, name and value.
    fields: Vec<(&'static str, String, String)>,
    /// Whether somebody is signed in.
    is_reachable: bool,
}

async fn settings(State(app): State<App>, Extension(token): Extension<Token>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let text = |table: &str, key: &str| {
        let text = loaded.json.get(table).and_then(|table| table.get(key)).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    let f =
        Frame::new(&app, Some(&loaded.case), &token, "settings", app.wording().plain("app-settings-title"));
    let w = app.wording();
    let fields = [
        ("name", w.plain("app-setup-name"), text("person", "name")),
        ("clinic", w.plain("app-setup-clinic-name"), text("contacts", "clinic")),
        ("phone", w.plain("app-setup-phone"), text("contacts", "phone")),
        ("hours", w.plain("app-setup-hours"), text("contacts", "hours")),
        ("country", w.plain("app-setup-country"), text("contacts", "country")),
        ("zone", w.plain("app-setup-zone-name"), text("person", "zone")),
    ];
    page(&Settings { f: f.sized(&loaded.facts), fields: fields.into(), is_reachable: app.access().is_some() })
}

/// A table of the case as it stands, to write a new one from.
pub(super) fn table(json: &Value, key: &str) -> Map<String, Value> {
    json.get(key).and_then(Value::as_object).cloned().unwrap_or_default()
}

async fn change(State(app): State<App>, form: Form) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let mut contacts = table(&loaded.json, "contacts");
    for key in ["clinic", "phone", "hours"] {
        form.put(&mut contacts, key);
    }
    match form.get("country") {
        Some(code) => contacts.insert("country".to_owned(), Value::from(code.to_uppercase())),
        None => contacts.remove("country"),
    };
    let mut person = table(&loaded.json, "person");
    form.put(&mut person, "zone");
    form.put(&mut person, "name");
    let size = form.get("size").filter(|size| ["normal", "large", "huge"].contains(size)).unwrap_or("normal");
    let settings = Map::from_iter([("size".to_owned(), Value::from(size))]);
    let mut json = loaded.json.clone();
    if let Some(case) = json.as_object_mut() {
        case.insert("contacts".to_owned(), Value::Object(contacts.clone()));
        case.insert("person".to_owned(), Value::Object(person.clone()));
    }
    read(&json).map_err(Fault::Input)?;
    let facts: Vec<NewFact> =
        [(Kind::Contacts, contacts), (Kind::Person, person), (Kind::Settings, settings)]
            .into_iter()
            .filter_map(|(kind, table)| single::change(&loaded.facts, kind, table))
            .collect();
    if !facts.is_empty() {
        app.store().record(loaded.person, facts, None, app.now()).await?;
    }
    Ok(to("/settings"))
}
