//! What stands on a sheet, and in which order; and that whatever a person writes stays text.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation shall stop the test"
)]

mod support;

use std::collections::BTreeSet;

use afterglow_core::vocabulary::{Level, Sign, Word};
use afterglow_documents::{Body, Content, Kind, Sheet, html};
use afterglow_wording::{Wording, readability};
use support::{House, at, examples, read};

const KINDS: [Kind; 3] = [Kind::After, Kind::Before, Kind::Session];
/// Every free field of a case, with what would be a line of a calendar, a formula, a tag and markup.
const HOSTILE: &str =
    "x\r\nBEGIN:VALARM\n=cmd|'/c calc'!A0 <script>alert(1)</script> #import \"a\" $x$ *b* {{ y }}";

/// Every text of a sheet.
fn texts(sheet: &Sheet) -> Vec<String> {
    fn collect(value: &serde_json::Value, texts: &mut Vec<String>) {
        match value {
            serde_json::Value::String(text) => texts.push(text.clone()),
            serde_json::Value::Array(list) => list.iter().for_each(|entry| collect(entry, texts)),
            serde_json::Value::Object(table) => table.values().for_each(|entry| collect(entry, texts)),
            _ => {}
        }
    }
    let mut texts = Vec::new();
    collect(&serde_json::to_value(sheet).unwrap(), &mut texts);
    texts
}

fn hostile() -> afterglow_core::case::Case {
    let text = serde_json::json!({
        "id": HOSTILE,
        "person": { "name": HOSTILE },
        "contacts": { "clinic": HOSTILE, "phone": HOSTILE, "hours": HOSTILE },
        "treatment": { "ended": "2026-11-22T14:00:00+01:00[Europe/Berlin]", "setting": "clinic" },
        "check_ins": [{ "at": "2026-11-23T14:00:00+01:00[Europe/Berlin]", "signs": ["pus"], "note": HOSTILE }],
        "event": { "on": "2027-06-12", "what": HOSTILE },
        "products": [{ "name": HOSTILE, "label": HOSTILE }],
    });
    read(&text.to_string())
}

#[test]
fn every_red_flag_of_the_floor_is_on_every_sheet_under_its_level() {
    let house = House::new();
    let floor = house.protocol.triage().iter().filter(|rule| rule.is_floor);
    let floor: Vec<(Sign, Level)> =
        floor.flat_map(|rule| rule.groups[0].signs.iter().map(|sign| (sign, rule.level))).collect();
    assert!(floor.len() >= 25);
    for (file, case, now) in examples() {
        for kind in KINDS {
            let sheet = Sheet::new(kind, house.content(&case, now));
            for (sign, level) in &floor {
                // For some people a sign is graver than for others, never less grave.
                let word = house.wording.word(*sign);
                let danger = sheet.help.levels.iter().find(|danger| danger.signs.contains(&word)).unwrap();
                let shown = Level::from_id(danger.level).unwrap();
                assert!(shown >= *level, "{file} {kind:?}: {sign}");
            }
        }
    }
}

#[test]
fn the_gravest_level_stands_first_and_begins_with_breathing() {
    let house = House::new();
    let case = read("[treatment]\nended = \"2026-11-22T14:00:00+01:00[Europe/Berlin]\"\n");
    let sheet = Sheet::new(Kind::After, house.content(&case, case.ended().unwrap()));
    let levels: Vec<&str> = sheet.help.levels.iter().map(|danger| danger.level).collect();
    assert_eq!(levels, ["emergency", "same-day"]);
    assert!(sheet.help.levels[0].signs[..2].contains(&house.wording.word(Sign::BreathingTrouble)));
}

#[test]
fn the_own_number_stands_where_it_is_known() {
    let house = House::new();
    let heading = |country: &str| {
        let text = format!(
            "contacts = {{ {country} }}\n[treatment]\nended = \"2026-11-22T14:00:00+01:00[Europe/Berlin]\"\n"
        );
        let case = read(&text);
        Sheet::new(Kind::After, house.content(&case, case.ended().unwrap())).help.levels[0]
            .heading
            .text
            .clone()
    };
    assert_eq!(heading("country = \"NZ\""), "Call 111 now");
    assert_eq!(heading(""), "Call 112, 911 or your local number now");
}

#[test]
fn what_a_check_in_told_stands_before_everything() {
    let house = House::new();
    let case = hostile();
    for kind in KINDS {
        let sheet = Sheet::new(kind, house.content(&case, at("2026-11-24T14:00:00+01:00[Europe/Berlin]")));
        let alert = sheet.alert.as_ref().unwrap();
        assert!(alert.lines[0].text.contains("today, within hours"), "{:?}", alert.lines);
        let page = html::html(&sheet).unwrap();
        assert!(page.find(&alert.heading).unwrap() < page.find(&sheet.help.heading).unwrap());
    }
}

#[test]
fn every_gate_with_an_hour_is_on_the_sheet_with_it() {
    let house = House::new();
    for (file, case, now) in examples() {
        let plan = afterglow_core::engine::plan(&house.protocol, &case, now);
        let Some(zone) = plan.zone.as_ref() else { continue };
        let sheet = Sheet::new(Kind::After, house.content(&case, now));
        let lines: Vec<(String, String)> = sheet
            .sections
            .iter()
            .filter_map(|section| match &section.body {
                Body::Groups { groups } => Some(groups),
                Body::Chart { .. } => None,
            })
            .flatten()
            .flat_map(|group| &group.items)
            .map(|item| (item.when.clone(), item.text.clone()))
            .collect();
        for answer in &plan.gates {
            let Some(opens) = answer.opens.filter(|opens| *opens > now) else { continue };
            assert_eq!(answer.state, afterglow_core::engine::State::Closed, "{file}");
            let (when, name) =
                (house.wording.opening_time(opens, zone), house.wording.activity_name(answer.gate.activity));
            let is_there =
                lines.iter().any(|(hour, text)| *hour == when && text.split(" · ").any(|it| it == name));
            assert!(is_there, "{file}: {name} at {when}");
        }
    }
}

#[test]
fn whatever_a_person_writes_stays_text() {
    let house = House::new();
    let case = hostile();
    let now = at("2026-11-24T14:00:00+01:00[Europe/Berlin]");
    let labels = house.labels(&case, now);
    for kind in KINDS {
        let content = Content { labels: Some(&labels), ..house.content(&case, now) };
        let sheet = Sheet::new(kind, content);
        assert!(texts(&sheet).iter().any(|text| text.contains("<script>")), "{kind:?}: the name is there");
        assert!(texts(&sheet).iter().all(|text| !text.contains(['\r', '\n'])), "{kind:?}");
        let page = html::html(&sheet).unwrap();
        assert!(!page.contains("<script") && page.contains("&#60;script&#62;"), "{kind:?}");
        assert!(
            page.contains("=cmd|") && page.contains("BEGIN:VALARM") && page.contains("{{ y }}"),
            "{kind:?}"
        );
    }
}

#[test]
fn a_page_asks_nobody_for_anything() {
    let house = House::new();
    for (file, case, now) in examples() {
        for kind in KINDS {
            let page = html::html(&Sheet::new(kind, house.content(&case, now))).unwrap();
            for foreign in
                ["<script", "<link", "<img", "<iframe", "<form", "@import", "url(", "http:", "https:", "src="]
            {
                assert!(!page.contains(foreign), "{file} {kind:?}: {foreign}");
            }
            assert!(page.contains("Content-Security-Policy"));
        }
    }
}

#[test]
fn every_section_reads_at_grade_six_or_lower() {
    let house = House::new();
    let mut measured = 0;
    let mut hardest = (0.0, String::new());
    for (file, case, now) in examples() {
        for kind in KINDS {
            let sheet = Sheet::new(kind, house.content(&case, now));
            for section in &sheet.sections {
                let Body::Groups { groups } = &section.body else { continue };
                // Names and dates of a list are no sentences; what is measured is what is read as one.
                let lines = groups.iter().flat_map(|group| &group.items).map(|item| item.text.as_str());
                let prose: Vec<&str> = lines.filter(|line| line.ends_with(['.', '?'])).collect();
                let text =
                    section.intro.iter().map(String::as_str).chain(prose).collect::<Vec<_>>().join(" ");
                let counted = readability::count(&text);
                if counted.words < 60 {
                    continue;
                }
                measured += 1;
                if counted.grade() > hardest.0 {
                    hardest = (counted.grade(), format!("{file} {kind:?} {}: {text}", section.heading));
                }
            }
        }
    }
    assert!(measured > 100);
    assert!(hardest.0 <= 6.0, "grade {:.1}: {}", hardest.0, hardest.1);
}

#[test]
fn nothing_reassures_where_something_is_open() {
    let house = House::new();
    for (file, case, now) in examples() {
        for kind in KINDS {
            for text in texts(&Sheet::new(kind, house.content(&case, now))) {
                let words: BTreeSet<String> = readability::words(&text).collect();
                for word in ["normal", "safe", "harmless"] {
                    // What people call their own things is theirs.
                    assert!(!words.contains(word), "{file} {kind:?}: `{word}` in `{text}`");
                }
            }
        }
    }
}

#[test]
fn the_chart_says_in_words_what_it_draws() {
    let house = House::new();
    let case = read(
        "[treatment]\nended = \"2026-11-22T14:00:00+01:00[Europe/Berlin]\"\ndevice = \"pen\"\nareas = [{ area = \"face\", depth_mm = 1.0 }]\n",
    );
    let sheet = Sheet::new(Kind::After, house.content(&case, case.ended().unwrap()));
    let chart = sheet.sections.iter().find_map(|section| match &section.body {
        Body::Chart { chart } => Some(chart),
        Body::Groups { .. } => None,
    });
    let chart = chart.unwrap();
    for row in &chart.rows {
        let columns: usize = row.bars.iter().map(|bar| bar.columns).sum();
        assert_eq!(columns, chart.columns.len(), "{}", row.name);
        assert!(row.bars.iter().all(|bar| row.text.contains(&bar.name)), "{}", row.text);
        assert!(row.bars.windows(2).all(|pair| pair[0].grade != pair[1].grade));
    }
    let redness = chart.rows.iter().find(|row| row.name == "Redness").unwrap();
    let expect = afterglow_core::engine::expect(&house.protocol, &case, case.ended().unwrap());
    let band = expect.bands.iter().find(|band| band.expectation.symptom.id() == "redness").unwrap();
    assert_eq!(redness.bars[0].name, house.wording.grade(band.points[0].highest));
}

#[test]
fn another_language_needs_files_alone() {
    let house = House::new();
    let hebrew = "language-direction = rtl\nplan-title = התוכנית שלך\nleaflet-do = מה לעשות\n".to_owned();
    let wording = Wording::from_texts("he", [hebrew]).unwrap();
    let case = read("[treatment]\nended = \"2026-11-22T14:00:00+01:00[Europe/Berlin]\"\n");
    let content = Content { wording: &wording, ..house.content(&case, case.ended().unwrap()) };
    let sheet = Sheet::new(Kind::After, content);
    assert_eq!((sheet.title.as_str(), sheet.is_right_to_left), ("התוכנית שלך", true));
    let page = html::html(&sheet).unwrap();
    assert!(page.contains("<html lang=\"he\" dir=\"rtl\">"));
}

#[test]
fn the_page_of_a_person_is_as_it_was() {
    let house = House::new();
    let (_, case, now) = examples().into_iter().find(|(file, ..)| file == "face-pen.toml").unwrap();
    let labels = house.labels(&case, now);
    let content = Content { labels: Some(&labels), ..house.content(&case, now) };
    let page = html::html(&Sheet::new(Kind::After, content)).unwrap();
    let body = page.split_once("<body").unwrap().1;
    let digest: String = house.protocol.digest().chars().take(12).collect();
    insta::assert_snapshot!("face-pen", body.replace(&digest, "(digest)"));
}
