//! What a person tells on the page of the course. Each form changes one table of the case: what stands already is
//! corrected, so that going back and forth leaves one fact that counts.

use afterglow_core::case::{Case, Instant};
use afterglow_core::document::FromText;
use afterglow_core::engine;
use afterglow_core::vocabulary::{Concern, Improvement, Word};
use afterglow_store::{Fact, Kind, NewFact, Records, standing};
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::super::settings::table;
use super::super::to;
use crate::app::{App, Loaded, read};
use crate::fault::Fault;
use crate::forms::Form;

/// One form of the page was sent.
pub(super) async fn told(
    State(app): State<App>,
    Path(what): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let facts = match what.as_str() {
        "improvement" => improved(&app, &loaded, &form)?,
        "booking" => change(&loaded, Kind::Next, "next", booking(&app, &loaded, &form)?)?,
        "event" => change(&loaded, Kind::Event, "event", event(&form))?,
        "price" => change(&loaded, Kind::Price, "price", price(&form))?,
        "concerns" | "sessions" => {
            let mut treatment = table(&loaded.json, "treatment");
            if what == "concerns" {
                concerns(&mut treatment, &form)
            } else {
                sessions(&mut treatment, &form)?
            }
            change(&loaded, Kind::Treatment, "treatment", Some(treatment))?
        }
        _ => return Err(Fault::NotFound),
    };
    if !facts.is_empty() {
        app.store().record(loaded.person, facts, None, app.now()).await?;
    }
    Ok(to(&format!("/course#{what}")))
}

/// The facts that make `key` of the case be `table`; without one it is taken back. The whole case is checked first.
fn change(
    loaded: &Loaded,
    kind: Kind,
    key: &str,
    table: Option<Map<String, Value>>,
) -> Result<Vec<NewFact>, Fault> {
    let stands: Vec<&Fact> = standing(&loaded.facts).into_iter().filter(|fact| fact.kind == kind).collect();
    let Some(table) = table.map(Value::Object) else {
        // Taken back one by one, the one before would count again.
        return Ok(stands.into_iter().map(|fact| NewFact::withdrawal(kind, fact.id)).collect());
    };
    let mut json = loaded.json.clone();
    if let Some(case) = json.as_object_mut() {
        case.insert(key.to_owned(), table.clone());
    }
    read(&json).map_err(Fault::Input)?;
    Ok(match stands.last() {
        Some(fact) if fact.body == table => Vec::new(),
        Some(fact) => vec![NewFact::correction(kind, table, fact.id)],
        None => vec![NewFact::new(kind, table)],
    })
}

/// The next session; what was said of its device and depths stays.
fn booking(app: &App, loaded: &Loaded, form: &Form) -> Result<Option<Map<String, Value>>, Fault> {
    if form.get("open").is_some() || form.get("at").is_none() {
        return Ok(None);
    }
    let at = form.instant("at", &app.zone(&loaded.case));
    let at = at.ok_or_else(|| Fault::field("at", "expected a day and a time"))?;
    let mut next = table(&loaded.json, "next");
    next.insert("planned".to_owned(), Value::from(at));
    Ok(Some(next))
}

fn event(form: &Form) -> Option<Map<String, Value>> {
    let mut event = Map::new();
    form.put(&mut event, "on");
    form.put(&mut event, "what");
    (form.get("open").is_none() && !event.is_empty()).then_some(event)
}

fn price(form: &Form) -> Option<Map<String, Value>> {
    let mut price = Map::new();
    form.put_number(&mut price, "per_session");
    if let Some(code) = form.get("currency") {
        price.insert("currency".to_owned(), Value::from(code.to_uppercase()));
    }
    // A currency without a number says nothing.
    (form.get("open").is_none() && price.contains_key("per_session")).then_some(price)
}

fn concerns(treatment: &mut Map<String, Value>, form: &Form) {
    let chosen: Vec<&str> =
        form.all("choice").into_iter().filter(|id| Concern::from_id(id).is_some()).collect();
    if chosen.is_empty() || form.get("open").is_some() {
        treatment.remove("concerns");
    } else {
        treatment.insert("concerns".to_owned(), json!(chosen));
    }
}

fn sessions(treatment: &mut Map<String, Value>, form: &Form) -> Result<(), Fault> {
    let mut session = Map::new();
    for key in ["number", "of"] {
        if let Some(text) = form.get(key) {
            let number = text.parse::<u16>().map_err(|_| Fault::field(key, "expected a number, as in 3"))?;
            session.insert(key.to_owned(), Value::from(number));
        }
    }
    let mut previous = form.all("previous");
    previous.sort_unstable();
    previous.dedup();
    if !previous.is_empty() {
        session.insert("previous".to_owned(), json!(previous));
    }
    if session.is_empty() {
        treatment.remove("session");
    } else {
        treatment.insert("session".to_owned(), Value::Object(session));
    }
    Ok(())
}

/// A week that asks how the result is, until the next one asks.
pub(super) struct Due {
    pub(super) week: u16,
    from: Date,
    until: Option<Date>,
    /// What was answered.
    pub(super) answer: Option<Improvement>,
}

/// The week that asks now; nothing before the first.
pub(super) fn due(app: &App, case: &Case, now: Timestamp) -> Option<Due> {
    let today = app.zone(case).to_datetime(now).date();
    let course = engine::course(app.protocol(), case, now, None);
    let index = course.improvement.iter().rposition(|week| week.date <= today)?;
    let week = course.improvement.get(index)?;
    let until = course.improvement.get(index + 1).map(|next| next.date);
    Some(Due { week: week.week, from: week.date, until, answer: week.answer })
}

/// How it is, compared with before the first session. It is part of a check-in: one that says nothing else, or the one
/// that said it already.
fn improved(app: &App, loaded: &Loaded, form: &Form) -> Result<Vec<NewFact>, Fault> {
    let now = app.now();
    let due = due(app, &loaded.case, now).ok_or(Fault::NotFound)?;
    let zone = app.zone(&loaded.case);
    let answer = match form.get("improvement").filter(|_| form.get("open").is_none()) {
        Some(id) => Some(
            Improvement::from_id(id)
                .ok_or_else(|| Fault::field("improvement", "expected one of the answers"))?,
        ),
        None => None,
    };
    let is_of_week = |fact: &&Fact| {
        let at = fact.body.get("at").and_then(Value::as_str).and_then(Instant::from_text);
        let day = at.map(|at| zone.to_datetime(at.timestamp()).date());
        let is_in = day.is_some_and(|day| day >= due.from && due.until.is_none_or(|until| day < until));
        fact.kind == Kind::CheckIn && fact.body.get("improvement").is_some() && is_in
    };
    let told: Vec<&Fact> = standing(&loaded.facts).into_iter().filter(is_of_week).collect();
    if told.is_empty() {
        let at = now.to_zoned_datetime(zone.clone()).to_string();
        let new = answer.map(|it| NewFact::new(Kind::CheckIn, json!({ "at": at, "improvement": it.id() })));
        return Ok(new.into_iter().collect());
    }
    // The first of a week counts; all of them say the same from now on.
    let changed = told.into_iter().filter_map(|fact| {
        let mut body = fact.body.as_object()?.clone();
        match answer {
            Some(answer) => body.insert("improvement".to_owned(), Value::from(answer.id())),
            None => body.remove("improvement"),
        };
        if body.keys().all(|key| key == "at") {
            return Some(NewFact::withdrawal(Kind::CheckIn, fact.id));
        }
        let body = Value::Object(body);
        (fact.body != body).then(|| NewFact::correction(Kind::CheckIn, body, fact.id))
    });
    Ok(changed.collect())
}

/// The treatment that a session at `at` begins with: the sessions before it, and what all of them are for.
pub(in crate::pages) fn another(before: &Map<String, Value>, at: &str) -> Map<String, Value> {
    let mut treatment = Map::new();
    if let Some(concerns) = before.get("concerns") {
        treatment.insert("concerns".to_owned(), concerns.clone());
    }
    let was = before.get("session").and_then(Value::as_object).cloned().unwrap_or_default();
    let mut session = Map::new();
    let count = |key| was.get(key).and_then(Value::as_u64);
    let number = count("number").map(|number| number + 1);
    // One more than were planned: nobody knows how many there will be.
    let of = count("of").filter(|of| number.is_none_or(|number| number <= *of));
    for (key, count) in [("number", number), ("of", of)] {
        session.extend(count.map(|count| (key.to_owned(), Value::from(count))));
    }
    let mut previous = was.get("previous").and_then(Value::as_array).cloned().unwrap_or_default();
    // An instant begins with its day.
    let day = before.get("ended").and_then(Value::as_str).and_then(|ended| ended.get(..10));
    previous.extend(day.filter(|day| at.get(..10).is_some_and(|new| *day < new)).map(Value::from));
    if !previous.is_empty() {
        session.insert("previous".to_owned(), Value::Array(previous));
    }
    if !session.is_empty() {
        treatment.insert("session".to_owned(), Value::Object(session));
    }
    treatment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_session_knows_the_ones_before_it() {
        let begins = |before: &Value, at: &str| {
            let before = before.as_object().cloned().unwrap_or_default();
            Value::Object(another(&before, at))
        };
        let first = json!({ "ended": "2026-10-01T10:00:00+02:00[Europe/Berlin]", "device": "pen", "concerns": ["scars"],
            "session": { "number": 1, "of": 2 } });
        let session = json!({ "number": 2, "of": 2, "previous": ["2026-10-01"] });
        let mut second = begins(&first, "2026-11-01T10:00:00+01:00[Europe/Berlin]");
        assert_eq!(second, json!({ "concerns": ["scars"], "session": session }));
        // More than were planned, and on the same day.
        second["ended"] = json!("2026-11-01T10:00:00+01:00[Europe/Berlin]");
        let session = json!({ "number": 3, "previous": ["2026-10-01"] });
        assert_eq!(begins(&second, "2026-11-01T18:00:00+01:00[Europe/Berlin]")["session"], session);
        assert_eq!(begins(&json!({}), "2026-11-01T18:00:00+01:00[Europe/Berlin]"), json!({}));
    }
}
