//! The guided set-up: one question, or one list, at a time. Every answer is stored at once, and every question can be
//! left open: "not sure" is no "no".

use afterglow_core::document::{OwnedPath, OwnedStep, Problem};
use afterglow_core::engine;
use afterglow_core::vocabulary::{
    Allergy, Area, Concern, Condition, Device, History, Medication, Setting, SkinType, Word,
};
use afterglow_store::{Kind, NewFact, Records};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::settings::table;
use super::{Frame, page, to};
use crate::app::{App, read};
use crate::fault::Fault;
use crate::forms::Form;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/setup/{step}", get(ask).post(told))
}

/// The questions in their order.
const STEPS: [&str; 11] = [
    "when",
    "setting",
    "device",
    "areas",
    "you",
    "skin",
    "conditions",
    "history",
    "allergies",
    "medications",
    "clinic",
];

#[derive(Deserialize)]
struct Which {
    of: Option<String>,
}

#[derive(Template)]
#[template(path = "setup.html")]
struct Setup<'a> {
    f: Frame<'a>,
    step: &'static str,
    number: usize,
    count: usize,
    hint: String,
    /// Whether the session is still to come.
    is_planned: bool,
    /// Id, word, and whether it is chosen.
    choices: Vec<(String, String, bool)>,
    /// Whether several may be chosen.
    is_list: bool,
    /// A list that was asked whole and has nothing in it.
    is_none: bool,
    before: Option<&'static str>,
    fields: Fields,
}

impl Setup<'_> {
    fn is(&self, step: &str) -> bool {
        self.step == step
    }
}

/// What fields of text hold.
#[derive(Default)]
struct Fields {
    at: String,
    depth: String,
    born: String,
    name: String,
    pregnant: String,
    clinic: String,
    phone: String,
    country: String,
}

fn step(name: &str) -> Option<(usize, &'static str)> {
    STEPS.iter().enumerate().find(|(_, step)| **step == name).map(|(index, step)| (index, *step))
}

async fn ask(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    Path(name): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, Fault> {
    let (index, step) = step(&name).ok_or(Fault::NotFound)?;
    let loaded = app.load().await?;
    let w = app.wording();
    let text = |table: &str, key: &str| match loaded.json.get(table).and_then(|table| table.get(key)) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(truth)) => truth.to_string(),
        _ => String::new(),
    };
    let is_planned = match which.of.as_deref() {
        Some(of) => of == "planned",
        None => loaded.case.ended().is_none() && loaded.case.planned().is_some(),
    };
    let at = text("treatment", if is_planned { "planned" } else { "ended" });
    let depth = loaded.json.pointer("/treatment/areas/0/depth_mm").map(Value::to_string);
    let fields = Fields {
        // What a field for date and time takes: without seconds and zone.
        at: at.get(..16).unwrap_or_default().to_owned(),
        depth: depth.unwrap_or_default(),
        born: text("person", "born"),
        name: text("person", "name"),
        pregnant: text("person", "pregnant"),
        clinic: text("contacts", "clinic"),
        phone: text("contacts", "phone"),
        country: text("contacts", "country"),
    };
    let f = Frame::new(&app, Some(&loaded.case), &token, "setup", w.plain(&format!("app-setup-{step}")));
    page(&Setup {
        f: f.sized(&loaded.facts),
        step,
        number: index + 1,
        count: STEPS.len(),
        hint: w.plain(&format!("app-setup-{step}-hint")),
        is_planned,
        choices: choices(step, &app, &loaded.json),
        is_list: matches!(step, "areas" | "conditions" | "history" | "allergies" | "medications"),
        is_none: place(step).and_then(|path| loaded.json.pointer(path)) == Some(&json!([])),
        before: index.checked_sub(1).and_then(|before| STEPS.get(before)).copied(),
        fields,
    })
}

/// Where an answer stands in the case.
fn place(step: &str) -> Option<&'static str> {
    Some(match step {
        "setting" => "/treatment/setting",
        "device" => "/treatment/device",
        "areas" => "/treatment/areas",
        "skin" => "/person/skin_type",
        "conditions" => "/person/conditions",
        "history" => "/person/history",
        "allergies" => "/person/allergies",
        "medications" => "/person/medications",
        _ => return None,
    })
}

fn choices(step: &str, app: &App, json: &Value) -> Vec<(String, String, bool)> {
    fn of<W: Word>(app: &App, chosen: Option<&Value>) -> Vec<(String, String, bool)> {
        let is_chosen = |id: &str| match chosen {
            Some(Value::String(text)) => text == id,
            Some(Value::Array(list)) => list.iter().any(|entry| {
                let own = entry.get("area").or(entry.get("class")).unwrap_or(entry);
                own.as_str() == Some(id)
            }),
            _ => false,
        };
        W::ALL
            .iter()
            .map(|word| (word.id().to_owned(), app.wording().word(*word), is_chosen(word.id())))
            .collect()
    }
    let chosen = place(step).and_then(|path| json.pointer(path));
    match step {
        "setting" => of::<Setting>(app, chosen),
        "device" => of::<Device>(app, chosen),
        "areas" => of::<Area>(app, chosen),
        "skin" => of::<SkinType>(app, chosen),
        "conditions" => of::<Condition>(app, chosen),
        "history" => of::<History>(app, chosen),
        "allergies" => of::<Allergy>(app, chosen),
        "medications" => of::<Medication>(app, chosen),
        "when" => of::<Concern>(app, json.pointer("/treatment/concerns")),
        _ => Vec::new(),
    }
}

async fn told(State(app): State<App>, Path(name): Path<String>, form: Form) -> Result<Response, Fault> {
    let (index, step) = step(&name).ok_or(Fault::NotFound)?;
    let loaded = app.load().await?;
    let next = STEPS.get(index + 1).map_or("/today".to_owned(), |next| format!("/setup/{next}"));
    let mut person = table(&loaded.json, "person");
    let mut treatment = table(&loaded.json, "treatment");
    let mut contacts = table(&loaded.json, "contacts");
    let mut following = table(&loaded.json, "next");
    let zone = app.zone(&loaded.case);
    let is_open = form.get("open").is_some();
    match step {
        "when" => {
            let key = if form.get("of") == Some("planned") { "planned" } else { "ended" };
            match form.instant("at", &zone) {
                // After a session, the one that is planned is the next.
                Some(at) if key == "planned" && treatment.contains_key("ended") => {
                    following.insert(key.to_owned(), Value::from(at));
                }
                Some(at) => {
                    // A new session is a new treatment; its own questions are asked again.
                    let is_another = treatment.get(key).and_then(Value::as_str).is_some_and(|was| was != at);
                    // Another session takes the check-ins before it out of the case. A danger among them must not go
                    // that way: somebody has to look first.
                    let is_open = engine::warning(app.protocol(), &loaded.case, app.now()).is_some();
                    if key == "ended" && is_another && is_open {
                        return Err(Fault::Input(vec![problem(app.wording().plain("app-setup-wait"))]));
                    }
                    if key == "ended" && is_another && form.get("again").is_some() {
                        treatment = Map::new();
                    }
                    if key == "ended" {
                        treatment.remove("planned");
                    }
                    treatment.insert(key.to_owned(), Value::from(at));
                }
                None => return Err(Fault::field("at", "expected a day and a time")),
            }
            person.entry("zone").or_insert_with(|| zone.iana_name().map_or(Value::Null, Value::from));
            if person.get("zone") == Some(&Value::Null) {
                person.remove("zone");
            }
        }
        "setting" => form.put(&mut treatment, "setting"),
        "device" => form.put(&mut treatment, "device"),
        "areas" => {
            let depth = match form.get("depth").map(|text| text.replace(',', ".").parse::<f64>()) {
                None => None,
                Some(Ok(depth)) if depth.is_finite() => Some(depth),
                Some(_) => return Err(Fault::field("depth", "expected a number, as in 1.5")),
            };
            let areas = form.all("choice").into_iter().map(|area| match depth {
                Some(depth) => json!({ "area": area, "depth_mm": depth }),
                None => json!({ "area": area }),
            });
            let areas: Vec<Value> = areas.collect();
            if is_open || areas.is_empty() {
                treatment.remove("areas");
            } else {
                treatment.insert("areas".to_owned(), Value::Array(areas));
            }
        }
        "you" => {
            form.put(&mut person, "name");
            match form.get("born").map(|born| born.parse::<u16>().map_err(|_| born)) {
                Some(Ok(year)) => person.insert("born".to_owned(), Value::from(year)),
                Some(Err(_)) => return Err(Fault::field("born", "expected a year, as in 1991")),
                None => person.remove("born"),
            };
            match form.get("pregnant") {
                Some("true") => person.insert("pregnant".to_owned(), Value::Bool(true)),
                Some("false") => person.insert("pregnant".to_owned(), Value::Bool(false)),
                _ => person.remove("pregnant"),
            };
        }
        "skin" => match form.get("skin") {
            Some(skin) if !is_open => {
                person.insert("skin_type".to_owned(), Value::from(skin));
            }
            _ => {
                person.remove("skin_type");
            }
        },
        "conditions" | "history" | "allergies" | "medications" => {
            let chosen = form.all("choice");
            let entries: Vec<Value> = chosen
                .iter()
                .map(|id| if step == "medications" { json!({ "class": id }) } else { Value::from(*id) })
                .collect();
            // A list counts as asked when something in it was ticked, or "none of these" was pressed.
            if entries.is_empty() && form.get("none").is_none() || is_open {
                person.remove(step);
            } else {
                person.insert(step.to_owned(), Value::Array(entries));
            }
        }
        _ => {
            form.put(&mut contacts, "clinic");
            form.put(&mut contacts, "phone");
            match form.get("country") {
                Some(code) => contacts.insert("country".to_owned(), Value::from(code.to_uppercase())),
                None => contacts.remove("country"),
            };
        }
    }
    let mut json = loaded.json.clone();
    let mut facts = Vec::new();
    for (kind, key, table) in [
        (Kind::Person, "person", person),
        (Kind::Treatment, "treatment", treatment),
        (Kind::Contacts, "contacts", contacts),
        (Kind::Next, "next", following),
    ] {
        let table = Value::Object(table);
        let was = loaded.json.get(key).cloned().unwrap_or_else(|| json!({}));
        if was != table {
            if let Some(case) = json.as_object_mut() {
                case.insert(key.to_owned(), table.clone());
            }
            facts.push(NewFact::new(kind, table));
        }
    }
    if !facts.is_empty() {
        // Check-ins of an earlier session stay stored; the case of the new one begins without them.
        let mut checked = json.clone();
        if step == "when" {
            for key in ["check_ins", "done", "seen"] {
                checked.as_object_mut().and_then(|case| case.remove(key));
            }
        }
        read(&checked).map_err(Fault::Input)?;
        app.store().record(loaded.person, facts, None, app.now()).await?;
    }
    Ok(to(&next))
}

/// A problem with the day of the session.
fn problem(message: String) -> Problem {
    let path = OwnedPath(vec![OwnedStep::Key("treatment".to_owned()), OwnedStep::Key("ended".to_owned())]);
    Problem { file: String::new(), path, place: None, message, help: None }
}
