//! Puts the answer of a step of the set-up into its table of the case. What is not answered is not there.

use serde_json::{Map, Value, json};

use super::Tables;
use super::choices::place;
use crate::fault::Fault;
use crate::forms::Form;

pub(super) fn answer(step: &str, form: &Form, tables: &mut Tables) -> Result<(), Fault> {
    let is_open = form.get("open").is_some();
    let Tables { person, treatment, contacts, .. } = tables;
    match step {
        "setting" | "device" => put(treatment, step, form.get(step).filter(|_| !is_open).map(Value::from)),
        "areas" => put(treatment, step, areas(form)?.filter(|_| !is_open)),
        // Nothing ticked is no answer: everybody has a reason.
        "concerns" => {
            let chosen = form.all("choice");
            put(treatment, step, (!is_open && !chosen.is_empty()).then(|| json!(chosen)));
        }
        "numbing" => put(treatment, step, numbing(form)?.filter(|_| !is_open)),
        "applied" => put(treatment, step, list(form, |id| Value::from(id)).filter(|_| !is_open)),
        "you" => you(form, person)?,
        "skin" => put(person, "skin_type", form.get("skin").filter(|_| !is_open).map(Value::from)),
        "conditions" | "history" | "allergies" => {
            put(person, step, list(form, |id| Value::from(id)).filter(|_| !is_open));
        }
        "medications" => put(person, step, list(form, |id| medication(form, id)).filter(|_| !is_open)),
        "recent" => put(person, step, list(form, |id| recent(form, id)).filter(|_| !is_open)),
        _ => {
            form.put(contacts, "clinic");
            form.put(contacts, "phone");
            put(contacts, "country", form.get("country").map(|code| Value::from(code.to_uppercase())));
        }
    }
    debug_assert!(place(step).is_some() || matches!(step, "you" | "clinic"));
    Ok(())
}

/// Puts a value under a key, or takes the key out: nobody answered it.
fn put(table: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    match value {
        Some(value) => table.insert(key.to_owned(), value),
        None => table.remove(key),
    };
}

/// A list counts as asked when something in it was ticked or dated, or "none of these" was pressed.
fn list(form: &Form, entry: impl Fn(&str) -> Value) -> Option<Value> {
    let mut chosen = form.all("choice");
    let dated = form.fields(|name| name.starts_with("day-"));
    let dated = dated.iter().filter_map(|(name, _)| name.strip_prefix("day-"));
    for id in dated {
        if !chosen.contains(&id) {
            chosen.push(id);
        }
    }
    let is_asked = !chosen.is_empty() || form.get("none").is_some();
    is_asked.then(|| chosen.into_iter().map(entry).collect())
}

/// A medicine: without a day it is still being taken.
fn medication(form: &Form, id: &str) -> Value {
    let mut table = Map::new();
    table.insert("class".to_owned(), Value::from(id));
    put(&mut table, "last_taken", form.get(&format!("day-{id}")).map(Value::from));
    Value::Object(table)
}

/// Something that was done to the skin.
fn recent(form: &Form, id: &str) -> Value {
    let mut table = Map::new();
    table.insert("what".to_owned(), Value::from(id));
    put(&mut table, "on", form.get(&format!("day-{id}")).map(Value::from));
    put(&mut table, "kind", form.get(&format!("kind-{id}")).map(Value::from));
    Value::Object(table)
}

fn areas(form: &Form) -> Result<Option<Value>, Fault> {
    let depth = number(form, "depth")?;
    let areas = form.all("choice").into_iter().map(|area| match &depth {
        Some(depth) => json!({ "area": area, "depth_mm": depth }),
        None => json!({ "area": area }),
    });
    let areas: Vec<Value> = areas.collect();
    Ok((!areas.is_empty()).then_some(Value::Array(areas)))
}

/// The numbing cream. How much of it says nothing while nobody knows what it was.
fn numbing(form: &Form) -> Result<Option<Value>, Fault> {
    let Some(agent) = form.get("numbing") else { return Ok(None) };
    let mut table = Map::new();
    table.insert("agent".to_owned(), Value::from(agent));
    for key in ["percent", "minutes", "grams", "area_cm2"] {
        put(&mut table, key, number(form, key)?);
    }
    for key in ["prilocaine", "under_wrap"] {
        put(&mut table, key, truth(form, key));
    }
    Ok(Some(Value::Object(table)))
}

fn you(form: &Form, person: &mut Map<String, Value>) -> Result<(), Fault> {
    form.put(person, "name");
    let born = form
        .get("born")
        .map(|born| born.parse::<u16>().map_err(|_| Fault::field("born", "expected a year, as in 1991")));
    put(person, "born", born.transpose()?.map(Value::from));
    for key in ["pregnant", "breastfeeding"] {
        put(person, key, truth(form, key));
    }
    Ok(())
}

fn truth(form: &Form, key: &str) -> Option<Value> {
    match form.get(key) {
        Some("true") => Some(Value::Bool(true)),
        Some("false") => Some(Value::Bool(false)),
        _ => None,
    }
}

fn number(form: &Form, key: &str) -> Result<Option<Value>, Fault> {
    let Some(text) = form.get(key) else { return Ok(None) };
    let number = text.replace(',', ".").parse::<f64>().ok().and_then(serde_json::Number::from_f64);
    let number = number.ok_or_else(|| Fault::field(key, "expected a number, as in 1.5"))?;
    Ok(Some(Value::Number(number)))
}
