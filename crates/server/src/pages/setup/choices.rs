//! What can be chosen in a step of the set-up, and what is chosen.

use afterglow_core::vocabulary::{
    Allergy, Anaesthetic, Applied, Area, Concern, Condition, Device, History, IngredientClass, Medication,
    Recent, RecentKind, Setting, SkinType, Word,
};
use afterglow_wording::Wording;
use serde_json::Value;

use crate::app::App;

/// An answer that can be chosen.
pub(super) struct Choice {
    pub(super) id: String,
    pub(super) word: String,
    pub(super) is_chosen: bool,
    /// The day that goes with it: when it was, or when it was last taken.
    pub(super) day: String,
    /// Whether it comes in kinds that matter.
    pub(super) has_kinds: bool,
    /// Which kind of it, if that was said.
    pub(super) kind: String,
}

/// Whether several may be chosen.
pub(super) fn is_list(step: &str) -> bool {
    matches!(
        step,
        "areas" | "concerns" | "applied" | "conditions" | "history" | "allergies" | "medications" | "recent"
    )
}

/// Where an answer stands in the case.
pub(super) fn place(step: &str) -> Option<&'static str> {
    Some(match step {
        "setting" => "/treatment/setting",
        "device" => "/treatment/device",
        "areas" => "/treatment/areas",
        "concerns" => "/treatment/concerns",
        "numbing" => "/treatment/numbing/agent",
        "applied" => "/treatment/applied",
        "skin" => "/person/skin_type",
        "conditions" => "/person/conditions",
        "history" => "/person/history",
        "allergies" => "/person/allergies",
        "medications" => "/person/medications",
        "recent" => "/person/recent",
        _ => return None,
    })
}

pub(super) fn of(step: &str, app: &App, json: &Value) -> Vec<Choice> {
    let chosen = place(step).and_then(|path| json.pointer(path));
    let w = app.wording();
    match step {
        "setting" => words::<Setting>(w, chosen),
        "device" => words::<Device>(w, chosen),
        "areas" => words::<Area>(w, chosen),
        "concerns" => words::<Concern>(w, chosen),
        "numbing" => words::<Anaesthetic>(w, chosen),
        "applied" => {
            let mut all = words::<Applied>(w, chosen);
            all.extend(words::<IngredientClass>(w, chosen));
            all
        }
        "skin" => words::<SkinType>(w, chosen),
        "conditions" => words::<Condition>(w, chosen),
        "history" => words::<History>(w, chosen),
        "allergies" => words::<Allergy>(w, chosen),
        "medications" => words::<Medication>(w, chosen),
        "recent" => words::<Recent>(w, chosen),
        _ => Vec::new(),
    }
}

fn words<W: Word>(w: &Wording, chosen: Option<&Value>) -> Vec<Choice> {
    let entry = |id: &str| match chosen {
        Some(Value::String(text)) => chosen.filter(|_| text == id),
        Some(Value::Array(list)) => list.iter().find(|entry| own(entry) == Some(id)),
        _ => None,
    };
    let choice = |word: &W| {
        let entry = entry(word.id());
        let text = |key: &str| {
            let text = entry.and_then(|entry| entry.get(key)).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        let day = ["on", "last_taken"].map(text).concat();
        Choice {
            id: word.id().to_owned(),
            word: w.word(*word),
            is_chosen: entry.is_some(),
            day,
            has_kinds: matches!(word.tagged(), "recent:chemical-peel" | "recent:laser"),
            kind: text("kind"),
        }
    };
    W::ALL.iter().map(choice).collect()
}

/// The id of an entry of a list.
fn own(entry: &Value) -> Option<&str> {
    let keys = ["area", "class", "what"];
    keys.into_iter().find_map(|key| entry.get(key)).unwrap_or(entry).as_str()
}

/// Id and word of the kinds of a recent procedure.
pub(super) fn kinds(w: &Wording) -> Vec<(String, String)> {
    RecentKind::ALL.iter().map(|kind| (kind.id().to_owned(), w.word(*kind))).collect()
}
