//! A check-in as the fields of its form, and as it stands in a case file.

use afterglow_core::vocabulary::{Symptom, Word};
use serde_json::{Map, Value, json};

use super::asked::groups;
use crate::app::read;
use crate::forms::Form;

/// The keys that the form writes. Another key of a check-in that is corrected stays as it was.
const KEYS: [&str; 6] = ["signs", "asked_signs", "symptoms", "temperature_c", "trend", "note"];

/// The screen on which a field of the form is asked; none if it is no answer.
pub(super) fn screen_of(field: &str) -> Option<usize> {
    match field {
        "sign" | "none" => Some(1),
        "temperature_c" | "trend" | "note" => Some(3),
        _ => field.strip_prefix("symptom-").and_then(Symptom::from_id).map(|_| 2),
    }
}

/// The check-in as it stands in a case file. A group counts as asked when somebody ticked one of its signs or pressed
/// "none of these"; otherwise nobody answered it.
pub(super) fn written(form: &Form, at: &str) -> Map<String, Value> {
    let mut table = Map::new();
    table.insert("at".to_owned(), Value::from(at));
    let ticked = form.all("sign");
    let none = form.all("none");
    let mut asked: Vec<&str> = Vec::new();
    let groups = groups();
    for (id, signs) in &groups {
        let of_group: Vec<&str> = signs.iter().map(|sign| sign.id()).collect();
        if none.contains(&id.as_str()) || of_group.iter().any(|sign| ticked.contains(sign)) {
            asked.extend(of_group);
        }
    }
    if !asked.is_empty() {
        table.insert("signs".to_owned(), json!(ticked));
        table.insert("asked_signs".to_owned(), json!(asked));
    }
    let symptoms: Map<String, Value> = Symptom::ALL
        .iter()
        .filter_map(|symptom| {
            let grade = form.get(&format!("symptom-{symptom}"))?;
            Some((symptom.id().to_owned(), Value::from(grade)))
        })
        .collect();
    if !symptoms.is_empty() {
        table.insert("symptoms".to_owned(), Value::Object(symptoms));
    }
    form.put_number(&mut table, "temperature_c");
    form.put(&mut table, "trend");
    form.put(&mut table, "note");
    table
}

/// Silence is no answer, and must not be judged as one; neither is a note, which nobody reads.
pub(super) fn is_silent(check_in: &Map<String, Value>) -> bool {
    check_in.keys().all(|key| key == "at" || key == "note")
}

/// What was told with the answers of the form in the place of those before; its time stays.
pub(super) fn corrected(was: &Value, form: &Form) -> Value {
    let mut table = was.as_object().cloned().unwrap_or_default();
    table.retain(|key, _| !KEYS.contains(&key.as_str()));
    let at = was.get("at").and_then(Value::as_str).unwrap_or_default();
    table.extend(written(form, at));
    Value::Object(table)
}

/// The fields of the form that a check-in was written with.
pub(super) fn fields(check_in: &Value) -> Vec<(String, String)> {
    let Some(case) = read(&json!({ "check_ins": [check_in] })).ok() else { return Vec::new() };
    let Some(told) = case.check_ins().first() else { return Vec::new() };
    let (yes, asked) = (told.signs().yes(), told.signs().asked());
    let mut fields = Vec::new();
    let mut add = |name: &str, value: &str| fields.push((name.to_owned(), value.to_owned()));
    for (group, signs) in groups() {
        let ticked: Vec<_> = signs.iter().filter(|sign| yes.contains(**sign)).collect();
        ticked.iter().for_each(|sign| add("sign", sign.id()));
        if ticked.is_empty() && signs.iter().all(|sign| asked.contains(*sign)) {
            add("none", &group);
        }
    }
    for graded in told.symptoms() {
        add(&format!("symptom-{}", graded.symptom), graded.grade.id());
    }
    for key in ["temperature_c", "trend", "note"] {
        match check_in.get(key) {
            Some(Value::String(text)) => add(key, text),
            Some(Value::Number(number)) => add(key, &number.to_string()),
            _ => {}
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_comes_back_into_the_form_and_out_of_it() {
        let told = [
            ("none", "breathing"),
            ("sign", "vision-change"),
            ("symptom-redness", "mild"),
            ("symptom-pain", "severe"),
            ("temperature_c", "37,4"),
            ("trend", "worse"),
            ("note", "hot"),
        ];
        let form = Form::kept(told.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        let at = "2026-11-24T09:00:00+01:00[Europe/Berlin]";
        let mut body = Value::Object(written(&form, at));
        body.as_object_mut().unwrap().insert("improvement".to_owned(), json!("better"));
        let again = Form::kept(fields(&body));
        assert_eq!(corrected(&body, &again), body);
        // A number from 0 to 10, as a case file may have it, is the grade that it means.
        let fields = fields(&json!({ "at": at, "symptoms": { "pain": 8 } }));
        assert_eq!(fields, [("symptom-pain".to_owned(), "severe".to_owned())]);
    }

    #[test]
    fn every_field_has_its_screen() {
        let screens = ["none", "sign", "symptom-redness", "trend", "note", "temperature_c"].map(screen_of);
        assert_eq!(screens, [Some(1), Some(1), Some(2), Some(3), Some(3), Some(3)]);
        assert_eq!(["token", "form", "go", "symptom-x", "level"].map(screen_of), [None; 5]);
    }
}
