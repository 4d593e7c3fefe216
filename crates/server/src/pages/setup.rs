//! The guided set-up: one question, or one list, at a time. Every answer is stored at once, and every question can be
//! left open: "not sure" is no "no".

mod choices;
mod write;

use afterglow_core::document::{OwnedPath, OwnedStep, Problem};
use afterglow_core::engine;
use afterglow_store::{Kind, NewFact, Records};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use self::choices::Choice;
use super::settings::table;
use super::{Frame, page, single, to};
use crate::app::{App, Loaded, read};
use crate::fault::Fault;
use crate::forms::Form;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/setup/{step}", get(ask).post(told))
}

/// The questions in their order. The zone comes before them, where the machine does not tell it.
const STEPS: [&str; 15] = [
    "when",
    "setting",
    "device",
    "areas",
    "concerns",
    "numbing",
    "applied",
    "you",
    "skin",
    "conditions",
    "history",
    "allergies",
    "medications",
    "recent",
    "clinic",
];
const ZONE: &str = "zone";

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
    choices: Vec<Choice>,
    /// Whether several may be chosen.
    is_list: bool,
    /// A list that was asked whole and has nothing in it.
    is_none: bool,
    /// Id and word of the kinds of a recent procedure.
    kinds: Vec<(String, String)>,
    zones: Vec<String>,
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
    breastfeeding: String,
    clinic: String,
    phone: String,
    country: String,
    zone: String,
    percent: String,
    minutes: String,
    grams: String,
    area_cm2: String,
    prilocaine: String,
    under_wrap: String,
}

impl Fields {
    fn of(json: &Value, is_planned: bool) -> Self {
        let text = |path: &str| match json.pointer(path) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Bool(truth)) => truth.to_string(),
            _ => String::new(),
        };
        let at = text(if is_planned { "/treatment/planned" } else { "/treatment/ended" });
        Self {
            // What a field for date and time takes: without seconds and zone.
            at: at.get(..16).unwrap_or_default().to_owned(),
            depth: text("/treatment/areas/0/depth_mm"),
            born: text("/person/born"),
            name: text("/person/name"),
            pregnant: text("/person/pregnant"),
            breastfeeding: text("/person/breastfeeding"),
            clinic: text("/contacts/clinic"),
            phone: text("/contacts/phone"),
            country: text("/contacts/country"),
            zone: text("/person/zone"),
            percent: text("/treatment/numbing/percent"),
            minutes: text("/treatment/numbing/minutes"),
            grams: text("/treatment/numbing/grams"),
            area_cm2: text("/treatment/numbing/area_cm2"),
            prilocaine: text("/treatment/numbing/prilocaine"),
            under_wrap: text("/treatment/numbing/under_wrap"),
        }
    }
}

fn step(name: &str) -> Option<(usize, &'static str)> {
    let known = STEPS.iter().enumerate().find(|(_, step)| **step == name);
    known.map(|(index, step)| (index, *step)).or((name == ZONE).then_some((0, ZONE)))
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
    let is_planned = match which.of.as_deref() {
        Some(of) => of == "planned",
        None => loaded.case.ended().is_none() && loaded.case.planned().is_some(),
    };
    // A time means nothing without its zone.
    if step == "when" && app.known_zone(&loaded.case).is_none() {
        return Ok(to(if is_planned { "/setup/zone?of=planned" } else { "/setup/zone?of=ended" }));
    }
    let f = Frame::new(&app, Some(&loaded.case), &token, "setup", w.plain(&format!("app-setup-{step}")));
    page(&Setup {
        f: f.sized(&loaded.facts),
        step,
        number: index + 1,
        count: STEPS.len(),
        hint: w.plain(&format!("app-setup-{step}-hint")),
        is_planned,
        choices: choices::of(step, &app, &loaded.json),
        is_list: choices::is_list(step),
        is_none: choices::place(step).and_then(|path| loaded.json.pointer(path)) == Some(&json!([])),
        kinds: if step == "recent" { choices::kinds(w) } else { Vec::new() },
        zones: if step == ZONE { zones() } else { Vec::new() },
        before: index.checked_sub(1).and_then(|before| STEPS.get(before)).copied(),
        fields: Fields::of(&loaded.json, is_planned),
    })
}

/// The names of all zones that this program knows.
fn zones() -> Vec<String> {
    let mut names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    names.sort();
    names
}

async fn told(State(app): State<App>, Path(name): Path<String>, form: Form) -> Result<Response, Fault> {
    let (index, step) = step(&name).ok_or(Fault::NotFound)?;
    let _alone = app.alone().await;
    let loaded = app.load().await?;
    if step == ZONE {
        return zone(&app, &loaded, &form).await;
    }
    let mut tables = Tables::of(&loaded.json);
    let mut begins = false;
    match step {
        "when" => begins = when(&app, &loaded, &form, &mut tables)?,
        _ => write::answer(step, &form, &mut tables)?,
    }
    let (facts, json) = tables.changes(&loaded, begins);
    let mut after = app.known_zone(&loaded.case).is_some() && loaded.case.is_to_come();
    if !facts.is_empty() {
        // Check-ins of an earlier session stay stored; the case of the new one begins without them.
        let mut checked = json;
        if step == "when" {
            for key in ["check_ins", "done", "seen"] {
                checked.as_object_mut().and_then(|case| case.remove(key));
            }
        }
        after = read(&checked).map_err(Fault::Input)?.is_to_come();
        app.store().record(loaded.person, facts, None, app.now()).await?;
    }
    // Whoever is going to be treated asks first whether they can be.
    let end = if after { "/screen" } else { "/today" };
    Ok(to(&STEPS.get(index + 1).map_or(end.to_owned(), |next| format!("/setup/{next}"))))
}

/// The zone, where nobody knew it; then the question that it was needed for.
async fn zone(app: &App, loaded: &Loaded, form: &Form) -> Result<Response, Fault> {
    let name = form.get("zone").unwrap_or_default();
    if TimeZone::get(name).is_err() {
        return Err(Fault::field("zone", &app.wording().plain("app-setup-zone-unknown")));
    }
    let mut person = table(&loaded.json, "person");
    person.insert("zone".to_owned(), Value::from(name));
    if let Some(fact) = single::change(&loaded.facts, Kind::Person, person) {
        app.store().record(loaded.person, vec![fact], None, app.now()).await?;
    }
    Ok(to(if form.get("of") == Some("planned") { "/setup/when?of=planned" } else { "/setup/when?of=ended" }))
}

/// The tables of the case that the set-up writes.
struct Tables {
    person: Map<String, Value>,
    treatment: Map<String, Value>,
    contacts: Map<String, Value>,
    following: Map<String, Value>,
}

impl Tables {
    fn of(json: &Value) -> Self {
        Self {
            person: table(json, "person"),
            treatment: table(json, "treatment"),
            contacts: table(json, "contacts"),
            following: table(json, "next"),
        }
    }

    /// What has to be recorded, and the case with it. A session that begins is a new treatment; everything else corrects
    /// what was said.
    fn changes(self, loaded: &Loaded, begins: bool) -> (Vec<NewFact>, Value) {
        let mut json = loaded.json.clone();
        let mut facts = Vec::new();
        for (kind, key, table) in [
            (Kind::Person, "person", self.person),
            (Kind::Treatment, "treatment", self.treatment),
            (Kind::Contacts, "contacts", self.contacts),
            (Kind::Next, "next", self.following),
        ] {
            if let Some(case) = json.as_object_mut()
                && (!table.is_empty() || case.contains_key(key))
            {
                case.insert(key.to_owned(), Value::Object(table.clone()));
            }
            facts.extend(if begins && kind == Kind::Treatment {
                Some(NewFact::new(kind, Value::Object(table)))
            } else if kind == Kind::Next
                && !loaded.json.as_object().is_some_and(|case| case.contains_key(key))
            {
                // What stands there is a session that has come: the one after it is another.
                (!table.is_empty()).then(|| NewFact::new(kind, Value::Object(table)))
            } else {
                single::change(&loaded.facts, kind, table)
            });
        }
        (facts, json)
    }
}

/// When the session is or was. Says whether another session begins with it.
fn when(app: &App, loaded: &Loaded, form: &Form, tables: &mut Tables) -> Result<bool, Fault> {
    let zone = app
        .known_zone(&loaded.case)
        .ok_or_else(|| Fault::field("zone", &app.wording().plain("app-setup-zone-unknown")))?;
    let key = if form.get("of") == Some("planned") { "planned" } else { "ended" };
    let at = form.instant("at", &zone).ok_or_else(|| Fault::field("at", "expected a day and a time"))?;
    let is_to_come = at.parse::<jiff::ZonedDateTime>().is_ok_and(|at| at.timestamp() > app.now());
    if key == "ended" && is_to_come {
        return Err(Fault::field("at", &app.wording().plain("app-setup-to-come")));
    }
    let mut begins = false;
    let treatment = &mut tables.treatment;
    if key == "planned" && treatment.contains_key("ended") {
        // After a session, the one that is planned is the next.
        tables.following.insert(key.to_owned(), Value::from(at));
    } else {
        // A new session is a new treatment; its own questions are asked again.
        let is_another = treatment.get(key).and_then(Value::as_str).is_some_and(|was| was != at);
        // Another session takes the check-ins before it out of the case. A danger among them must not go that way:
        // somebody has to look first.
        let is_begun = super::check_in::began(app, loaded).is_some_and(|began| began.danger.is_some());
        let is_open = is_begun || engine::warning(app.protocol(), &loaded.case, app.now()).is_some();
        if key == "ended" && is_another && is_open {
            return Err(Fault::Input(vec![problem(app.wording().plain("app-setup-wait"))]));
        }
        if key == "ended" && is_another && form.get("again").is_some() {
            *treatment = super::course::another(treatment, &at);
            begins = true;
        }
        if key == "ended" {
            treatment.remove("planned");
        }
        treatment.insert(key.to_owned(), Value::from(at));
    }
    if let Some(name) = zone.iana_name() {
        tables.person.entry("zone").or_insert_with(|| Value::from(name));
    }
    Ok(begins)
}

/// A problem with the day of the session.
fn problem(message: String) -> Problem {
    let path = OwnedPath(vec![OwnedStep::Key("treatment".to_owned()), OwnedStep::Key("ended".to_owned())]);
    Problem { file: String::new(), path, place: None, message, help: None }
}
