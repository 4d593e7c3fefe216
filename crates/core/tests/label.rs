//! "May I use this product?": the agreed labels, and what must hold for every label.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation shall stop the test"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use afterglow_core::case::{self, Case};
use afterglow_core::document::{Document, Format};
use afterglow_core::engine::{self, LabelVerdict};
use afterglow_core::label::{self, Dictionary, How};
use afterglow_core::protocol::{BUILTIN, Direction, Protocol, diff};
use afterglow_core::vocabulary::{IngredientClass, Word};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

fn protocol() -> &'static Protocol {
    static PROTOCOL: OnceLock<Protocol> = OnceLock::new();
    PROTOCOL.get_or_init(|| Protocol::builtin().unwrap())
}

fn dictionary() -> &'static Dictionary {
    static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();
    DICTIONARY.get_or_init(|| Dictionary::builtin().unwrap_or_else(|problems| panic!("{}", problems[0])))
}

/// Somebody treated in a clinic with a pen at 1.0 mm in the face; nothing else is known.
fn person(more: &Value) -> Case {
    let mut case = json!({
        "person": { "skin_type": "II" },
        "treatment": {
            "ended": "2026-06-01T12:00:00+02:00[Europe/Berlin]",
            "setting": "clinic",
            "device": "pen",
            "areas": [{ "area": "face", "depth_mm": 1.0 }],
        },
    });
    for (table, keys) in more.as_object().into_iter().flatten() {
        for (key, value) in keys.as_object().unwrap() {
            case[table][key] = value.clone();
        }
    }
    let text = case.to_string();
    case::read(&Document::new("case", &text, Format::Json))
        .unwrap_or_else(|problems| panic!("{}", problems[0]))
}

fn at(case: &Case, hours: i64) -> Timestamp {
    case.ended().unwrap() + SignedDuration::from_hours(hours)
}

fn answer(case: &Case, text: &str, hours: i64) -> engine::LabelAnswer<'static> {
    let labels = engine::labels(protocol(), dictionary(), case, [("", text)], at(case, hours));
    labels.products.into_iter().next().unwrap()
}

fn agreed() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/agreed/labels.jsonl");
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn words(value: &Value) -> BTreeSet<String> {
    value.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

/// The hours at which the agreed labels are judged, with the key of the agreed answer.
const JUDGED: [(i64, &str); 2] = [(12, "may_use_at_12h"), (336, "may_use_at_14d")];

/// "No" is met by "not yet": the file does not tell them apart.
fn agrees(found: LabelVerdict, agreed: &str) -> bool {
    found.id() == agreed || (agreed == "no" && found == LabelVerdict::NotYet)
}

#[test]
fn the_agreed_labels_are_read_and_answered_as_agreed() {
    let case = person(&json!({}));
    let labels = agreed();
    assert!(labels.len() >= 60);
    let (mut same, mut more, mut fewer, mut differing) = (0, 0, 0, 0);
    let mut wrong: [Vec<String>; 2] = [vec![], vec![]];
    for label in &labels {
        let text = label["label"].as_str().unwrap();
        let found = answer(&case, text, 12);
        let classes: BTreeSet<String> = found.classes.iter().map(|class| class.id().to_owned()).collect();
        let meant = words(&label["classes"]);
        same += classes.intersection(&meant).count();
        more += classes.difference(&meant).count();
        fewer += meant.difference(&classes).count();
        // Culprits of the classes that the file names; ours names those of milder classes, too.
        for (class, names) in label["culprits"].as_object().unwrap() {
            let class = IngredientClass::from_id(class).unwrap();
            let ours: BTreeSet<String> = found.culprits.get(&class).into_iter().flatten().cloned().collect();
            differing += usize::from(ours != words(names));
        }
        let unknown: BTreeSet<String> = found.reading.unknown.iter().cloned().collect();
        assert_eq!(unknown, words(&label["unknown"]), "{}", label["id"]);
        for ((hours, key), wrong) in JUDGED.iter().zip(&mut wrong) {
            let found = answer(&case, text, *hours).answer;
            let meant = label[key].as_str().unwrap();
            assert!(found != LabelVerdict::Yes || meant == "yes", "{}: yes for {meant}", label["id"]);
            if !agrees(found, meant) {
                wrong.push(format!("{} after {hours} h: {}, not {meant}", label["id"], found.id()));
            }
        }
    }
    let share =
        |of: usize| f64::from(u32::try_from(same).unwrap()) / f64::from(u32::try_from(same + of).unwrap());
    assert!(differing <= 3, "{differing} lists of culprits differ");
    assert!(share(more) >= 0.97, "precision {}", share(more));
    assert!(share(fewer) >= 0.97, "recall {}", share(fewer));
    for wrong in wrong {
        assert!(wrong.len() * 30 <= labels.len(), "{wrong:#?}");
    }
}

#[test]
fn one_more_ingredient_never_makes_an_answer_looser() {
    let people =
        [person(&json!({})), person(&json!({ "person": { "pregnant": true, "allergies": ["lidocaine"] } }))];
    let mut random = Random(7);
    let names = dictionary().names();
    for case in &people {
        for _ in 0..1_500 {
            let count = 1 + random.below(6);
            let mut list: Vec<&str> =
                (0..count).map(|_| names[random.below(names.len())].inci.as_str()).collect();
            let hours = [2, 12, 30, 60, 100, 200, 400, 1_000][random.below(8)];
            let before = answer(case, &list.join(", "), hours).answer;
            let place = random.below(list.len() + 1);
            list.insert(place, names[random.below(names.len())].inci.as_str());
            let after = answer(case, &list.join(", "), hours).answer;
            assert!(after >= before, "{list:?} after {hours} h: {} after {}", after.id(), before.id());
        }
    }
}

#[test]
fn case_separators_and_language_do_not_change_an_answer() {
    let case = person(&json!({}));
    for label in agreed() {
        let text = label["label"].as_str().unwrap();
        let read = label::read(dictionary(), text);
        let names: Vec<&str> = read.matched.iter().map(|matched| matched.read_as.as_str()).collect();
        if names.len() < 3
            || !read.unknown.is_empty()
            || read.matched.iter().any(|it| it.percent.is_some() || it.how == How::Formed)
        {
            continue;
        }
        let plain = answer(&case, &names.join(", "), 12);
        for other in [
            names.join(", ").to_uppercase(),
            names.join(", ").to_lowercase(),
            names.join("; "),
            names.join(" • "),
            names.join("\n"),
            format!("Ingrédients : {}.", names.join(", ")),
            format!("INCI: {}", names.join(",")),
            names.join(",\n"),
        ] {
            let found = answer(&case, &other, 12);
            assert_eq!((found.answer, found.classes), (plain.answer, plain.classes), "{other}");
        }
    }
    for (one, other) in [
        ("Aqua, Parfum", "Water, Fragrance"),
        ("Aqua, Glycerin", "Eau, Glycérine"),
        ("Aqua, Alcohol Denat.", "Eau, Alcool dénaturé"),
        ("Aqua, Butyl Methoxydibenzoylmethane", "Water, Avobenzone"),
    ] {
        assert_eq!(answer(&case, one, 12).classes, answer(&case, other, 12).classes, "{other}");
    }
}

/// A class that waits longer than plain products do: silence about it would be wrong.
fn is_caution(class: IngredientClass) -> bool {
    use IngredientClass::{Ceramide, Humectant, HyaluronicAcid, Occlusive, Soother};
    ![Ceramide, Humectant, HyaluronicAcid, Occlusive, Soother].contains(&class)
}

#[test]
fn one_edit_to_a_caution_name_never_turns_it_into_silence() {
    let case = person(&json!({}));
    let mut random = Random(11);
    let letters: Vec<char> = ('a'..='z').collect();
    let mut tried = 0;
    for name in dictionary().names().iter().filter(|name| name.classes.iter().any(is_caution)) {
        for _ in 0..3 {
            let mut edited: Vec<char> = name.inci.chars().collect();
            let place = random.below(edited.len());
            match random.below(4) {
                0 => edited[place] = letters[random.below(26)],
                1 => edited.insert(place, letters[random.below(26)]),
                2 if edited.len() > 3 => drop(edited.remove(place)),
                _ if place > 0 => edited.swap(place - 1, place),
                _ => {}
            }
            let edited: String = edited.into_iter().collect();
            if dictionary().exact(&edited).is_some() {
                continue;
            }
            tried += 1;
            let found = answer(&case, &format!("Aqua, {edited}, Glycerin"), 1);
            let still = found.classes.iter().any(|class| name.classes.contains(class));
            assert!(
                still || found.answer > LabelVerdict::Yes,
                "{} as {edited}: {:?}",
                name.inci,
                found.reading
            );
            // Much later a yes needs the name to be known.
            let late = answer(&case, &format!("Aqua, {edited}, Glycerin"), 3_000);
            assert!(
                still
                    || !late.reading.unknown.is_empty()
                    || late.answer > LabelVerdict::Yes
                    || late.classes.iter().any(is_caution),
                "{} as {edited}: {:?}",
                name.inci,
                late.reading
            );
        }
    }
    assert!(tried > 2_000, "{tried}");
}

#[test]
fn a_name_inside_another_is_not_read() {
    let case = person(&json!({}));
    for (text, unlike) in [
        ("Aqua, Methylparaben", IngredientClass::SensitisingPreservative),
        ("Aqua, Cetearyl Alcohol", IngredientClass::DryingAlcohol),
        ("Aqua, Lactobacillus Ferment", IngredientClass::Aha),
        ("Aqua, Ethylhexyl Salicylate", IngredientClass::Bha),
        ("Aqua, Sodium Lactate", IngredientClass::Aha),
        ("Aqua, Polyhydroxystearic Acid", IngredientClass::Pha),
        ("Aqua, Menthyl Anthranilate", IngredientClass::CoolingIrritant),
        ("Aqua, Bakuchiol", IngredientClass::Retinoid),
    ] {
        let found = answer(&case, text, 12);
        assert!(!found.classes.contains(unlike), "{text}");
        assert!(found.reading.unknown.is_empty(), "{text}: {:?}", found.reading.unknown);
    }
}

/// Wherever it stands on the pack, whatever stands around it.
#[test]
fn a_strong_name_is_not_overlooked() {
    let case = person(&json!({}));
    for text in [
        "Water (Aqua) Glycerin Retinol",
        "Aqua (Water) Retinol, Glycerin",
        "Panthenol 5% Retinol 2%, Water",
        "Aqua, Glycerin, Retinol. Contains: Phenoxyethanol.",
        "Retinol 1% cream. Also contains: white soft paraffin, purified water",
        "Part A: Aqua, Retinol. Part B: Ingredients: Aqua, Glycerin, Carbomer",
        "Retinol Serum 1%. Ingredients: Aqua, Glycerin, Carbomer",
        "Drug Facts Active ingredient Retinol 1%. Purpose Acne treatment. Inactive ingredients water, glycerin",
        "Ingredients: Aqua, Glycerin, Retinol\nAvoid contact with eyes",
        "Aqua, Glycerin, Retinol*. *Ingredients from organic farming",
        "This product contains Retinol, Glycerin, Aqua",
        "Warning: Retinol may irritate. Aqua, Glycerin",
        "Aqua, Glycerin, may contain traces of Retinol",
        "Phospholipids (liposomal Retinol), Aqua",
        "Aqua, Glycerin, Carbomer. Free from parabens but with Retinol",
        "Aqua, Glycerin, Carbomer. Free from everything except Retinol",
        "Aqua, Glycerin, Retinol free from parabens",
        "Aqua, Re\u{200b}tinol, Glycerin",
        "Aqua, (a (b (c (Retinol) d) e) f)",
    ] {
        let found = answer(&case, text, 12);
        assert!(found.classes.contains(IngredientClass::Retinoid), "{text}: {:?}", found.reading);
        assert_eq!(found.answer, LabelVerdict::NotYet, "{text}");
    }
    for text in [
        "Nature's retinol alternative. Ingredients: Aqua, Glycerin",
        "Alcohol free, without retinol. Ingredients: Aqua, Glycerin",
    ] {
        assert_eq!(answer(&case, text, 12).answer, LabelVerdict::Yes, "{text}");
    }
}

#[test]
fn what_is_not_recognised_is_listed_and_asks() {
    let case = person(&json!({}));
    for (text, unknown, is_list) in [
        ("Aqua, Norvalumide, Glycerin", vec!["Norvalumide"], true),
        ("Aqua, BHA", vec!["BHA"], true),
        ("Fooblarin (Aqua), Glycerin", vec!["Fooblarin"], true),
        ("Aqua 50% Fooblar 20%, Glycerin", vec!["Fooblar"], true),
        ("Aqua, Borago Magnifica Seed Oil", vec!["Borago Magnifica Seed Oil"], true),
        ("Aqua, Polyquaternium-999", vec!["Polyquaternium-999"], true),
        ("Aqua, CI 99999", vec!["CI 99999"], true),
        ("", vec![], false),
        ("...", vec![], false),
        (
            "The best cream of the world, for you and your skin",
            vec!["The best cream of the world", "for you and your skin"],
            false,
        ),
    ] {
        let found = answer(&case, text, 3_000);
        assert_eq!(found.reading.unknown, unknown, "{text}");
        assert_eq!(found.reading.is_list, is_list, "{text}");
        assert_eq!(found.answer, LabelVerdict::Ask, "{text}");
    }
}

#[test]
fn a_label_of_a_megabyte_is_answered() {
    let case = person(&json!({}));
    for text in
        ["Aqua, ".repeat(170_000), "(".repeat(1_000_000), "a".repeat(1_000_000), "%".repeat(1_000_000)]
    {
        assert_eq!(answer(&case, &text, 3_000).answer, LabelVerdict::Ask);
    }
}

#[test]
fn the_person_counts() {
    for (more, text, hours, expect) in [
        (json!({}), "Aqua, Retinol", 400, LabelVerdict::Yes),
        (json!({ "person": { "pregnant": true } }), "Aqua, Retinol", 400, LabelVerdict::Ask),
        (json!({ "person": { "pregnant": true } }), "Aqua, Tretinoin", 400, LabelVerdict::No),
        (json!({ "person": { "breastfeeding": true } }), "Aqua, Retinol", 400, LabelVerdict::Ask),
        (json!({ "person": { "pregnant": true } }), "Aqua, Salicylic Acid (2%)", 400, LabelVerdict::Yes),
        (json!({ "person": { "pregnant": true } }), "Aqua, Salicylic Acid 10%", 400, LabelVerdict::Ask),
        (json!({ "person": { "allergies": ["lidocaine"] } }), "Aqua, Lidocaine 4%", 3_000, LabelVerdict::No),
        (json!({}), "Aqua, Lidocaine 4%", 3_000, LabelVerdict::Ask),
        (json!({ "treatment": { "device": "rf" } }), "Aqua, Retinol", 130, LabelVerdict::NotYet),
        (json!({}), "Aqua, Retinol", 130, LabelVerdict::Yes),
        (json!({}), "Aqua, Citric Acid", 12, LabelVerdict::Yes),
        (json!({}), "Aqua, Citric Acid 10%", 12, LabelVerdict::NotYet),
        (json!({}), "Aqua, Glycolic Acid, Lactic Acid, Citric Acid", 12, LabelVerdict::NotYet),
    ] {
        let case = person(&more);
        let found = answer(&case, text, hours);
        assert_eq!(found.answer, expect, "{more} {text}: {:?}", found.findings);
        assert!(found.answer == LabelVerdict::Yes || !found.findings.is_empty(), "{text}");
    }
}

#[test]
fn a_clinic_may_add_names_and_not_change_them() {
    let documents: Vec<Document<'_>> =
        BUILTIN.iter().map(|(name, text)| Document::new(name, text, Format::Toml)).collect();
    let with = |names: &str| {
        let overlay = format!("clinic = \"by the park\"\n{names}");
        Dictionary::load(&documents, Some(&Document::new("clinic.toml", &overlay, Format::Toml)))
    };
    let added = with("[names.retinoid]\n\"Norvalumide\" = [\"Norva-3\"]\n").unwrap();
    assert!(added.exact("norva 3").unwrap().classes.contains(IngredientClass::Retinoid));
    let refused =
        with("[names.base]\n\"Retinol\" = []\n[names.humectants]\n\"Water two\" = [\"Aqua\"]\n").unwrap_err();
    let said: Vec<&str> = refused.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(said, ["a name with a class and a role", "not a class or role of ingredients"]);
    let refused = with("[names.base]\n\"Water two\" = [\"Aqua\"]\n").unwrap_err();
    assert_eq!(refused[0].message, "`Aqua` is a spelling of another name, too");
    assert!(refused[0].place.is_some());
}

#[test]
fn a_rule_about_ingredients_that_changes_is_told() {
    let load = |from: &str, to: &str| {
        let text = |(name, text): &(&'static str, &'static str)| {
            let is_there = *name != "ingredients.toml" || text.contains(from);
            assert!(is_there, "`{from}` is not there");
            (*name, if *name == "ingredients.toml" { text.replacen(from, to, 1) } else { (*text).to_owned() })
        };
        let files: Vec<(&str, String)> = BUILTIN.iter().map(text).collect();
        let documents: Vec<Document<'_>> =
            files.iter().map(|(name, text)| Document::new(name, text, Format::Toml)).collect();
        Protocol::load(&documents).unwrap_or_else(|problems| panic!("{}", problems[0]))
    };
    let milder = load("answer = \"no\"\n", "answer = \"ask\"\n");
    let changes = diff(protocol(), &milder);
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!((changes[0].old.as_str(), changes[0].new.as_str()), ("no", "ask"));
    assert_eq!(changes[0].direction, Direction::Looser);
}

#[test]
fn the_dictionary_is_as_large_as_it_says() {
    let names = dictionary().names();
    let (classed, plain): (Vec<_>, Vec<_>) = names.iter().partition(|name| !name.classes.is_empty());
    assert!(classed.len() >= 1_200, "{}", classed.len());
    assert!(plain.len() >= 2_500, "{}", plain.len());
    assert!(plain.iter().all(|name| name.role.is_some()));
}

/// Small and the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }
}
