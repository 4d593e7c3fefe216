//! The command line as other programs rely on it: answers, exit codes, batches.

mod support;

use serde_json::Value;
use support::{afterglow, afterglow_with};

const CASE: &str = r#"{"id":"a1","person":{"skin_type":"II"},"treatment":{"ended":"2026-11-22T14:00:00+01:00[Europe/Berlin]","device":"pen","areas":[{"area":"face","depth_mm":1.0}]}}"#;

fn json(args: &[&str], stdin: &str) -> Value {
    let run = afterglow(args, stdin);
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn can_flips_at_the_very_second() {
    for (at, answer) in [
        ("2026-11-24T13:59:59+01:00[Europe/Berlin]", "not-yet"),
        ("2026-11-24T14:00:00+01:00[Europe/Berlin]", "yes"),
        ("2026-11-24T13:00:00Z", "yes"),
    ] {
        let can = json(&["can", "makeup", "-", "--at", at, "--format", "json"], CASE);
        assert_eq!(can["answer"], answer, "{at}");
        assert_eq!(can["opens"], "2026-11-24T14:00:00+01:00[Europe/Berlin]");
        assert_eq!(can["range_h"], serde_json::json!([12, 96]));
        assert_eq!(can["floor_h"], 24);
    }
}

#[test]
fn somebody_who_already_did_it_is_told_what_to_do() {
    let at = "2026-11-23T09:00:00+01:00[Europe/Berlin]";
    let args = ["can", "retinoids", "-", "--at", at, "--done-at", at, "--format", "json"];
    let can = json(&args, CASE);
    assert_eq!((&can["answer"], &can["was_early"]), (&Value::from("not-yet"), &Value::from(true)));
    assert!(!can["now_do"].as_array().unwrap().is_empty());
    assert!(!can["watch_for"].as_array().unwrap().is_empty());
    let moved: Vec<&str> =
        can["moves"].as_array().unwrap().iter().map(|moved| moved["activity"].as_str().unwrap()).collect();
    assert!(moved.contains(&"retinoids"), "{moved:?}");
    let late = "2026-12-23T09:00:00+01:00[Europe/Berlin]";
    let can = json(&["can", "retinoids", "-", "--at", late, "--done-at", late, "--format", "json"], CASE);
    assert_eq!(can["was_early"], false);
    assert!(can["now_do"].as_array().unwrap().is_empty() && can["moves"].as_array().unwrap().is_empty());
}

#[test]
fn no_text_leaves_out_every_sentence() {
    let at = "2026-11-23T09:00:00+01:00[Europe/Berlin]";
    for command in [vec!["plan", "-"], vec!["can", "makeup", "-"], vec!["expect", "-"]] {
        let with = afterglow(&[&command[..], &["--at", at, "--format", "json"]].concat(), CASE).stdout;
        let without =
            afterglow(&[&command[..], &["--at", at, "--format", "json", "--no-text"]].concat(), CASE).stdout;
        assert!(with.contains("\"text\":") && !without.contains("\"text\":"), "{command:?}");
    }
}

#[test]
fn a_batch_answers_every_line_in_order_and_loses_none() {
    let wrapped = format!(
        r#"{{"id":7,"note":"ignored","at":"2026-11-24T14:00:00+01:00[Europe/Berlin]","case":{CASE}}}"#
    );
    let input = [
        CASE,
        "{\"treatment\":{\"device\":\"pan\"}}",
        "",
        "nonsense",
        &wrapped,
        "{\"at\":\"now\",\"case\":{}}",
    ]
    .join("\n");
    let args = ["plan", "--jsonl", "--no-text", "--at", "2026-11-23T14:00:00+01:00[Europe/Berlin]"];
    let run = afterglow(&args, &input);
    assert_eq!(run.code, 1);
    let lines: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let numbers: Vec<u64> = lines.iter().map(|line| line["line"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [1, 2, 4, 5, 6]);
    assert!(run.stdout.lines().all(|line| line.starts_with("{\"line\":")));
    assert_eq!((&lines[0]["id"], &lines[3]["id"]), (&Value::from("a1"), &Value::from(7)));
    assert_eq!(lines[1]["errors"][0]["help"], "write `pen`");
    assert!(lines[2]["errors"].is_array() && lines[4]["errors"].is_array());
    let makeup = |line: &Value| {
        let gates = line["gates"].as_array().unwrap().clone();
        gates.into_iter().find(|gate| gate["activity"] == "makeup").unwrap()["state"].clone()
    };
    assert_eq!((makeup(&lines[0]), makeup(&lines[3])), (Value::from("closed"), Value::from("open")));
    let good = afterglow(&args, &format!("{CASE}\n{CASE}"));
    assert_eq!((good.code, good.stdout.lines().count()), (0, 2));
}

#[test]
fn exit_codes_say_what_happened() {
    assert_eq!(afterglow(&["plan", "-"], CASE).code, 0);
    assert_eq!(afterglow(&["plan", "-"], "{\"treatmnt\":{}}").code, 1);
    assert_eq!(afterglow(&["plan", "no-such-file.toml"], "").code, 1);
    assert_eq!(afterglow(&["can", "make-up", "-"], CASE).code, 2);
    assert_eq!(afterglow(&["plan"], "").code, 2);
    assert_eq!(afterglow(&["plan", "-", "--at", "tomorrow"], CASE).code, 2);
    assert_eq!(afterglow(&["can", "makeup", "-", "--done-at", "2026-11-20T00:00:00Z"], CASE).code, 1);
}

#[test]
fn the_answer_does_not_depend_on_the_environment() {
    let args = ["plan", "-", "--at", "2026-11-24T13:00:00Z", "--format", "json"];
    let here = afterglow(&args, CASE).stdout;
    for (name, value) in
        [("TZ", "Asia/Tokyo"), ("LANG", "de_DE.UTF-8"), ("TZDIR", "/nowhere"), ("LC_ALL", "C")]
    {
        assert_eq!(here, afterglow_with(&args, CASE, &[(name, value)]).stdout, "{name}={value}");
    }
}

#[test]
fn a_clinic_may_be_stricter_and_never_goes_below_the_floor() {
    let dir = std::env::temp_dir().join(format!("afterglow-clinic-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    let path = dir.join("clinic.toml");
    let overlay = |hours: u32| {
        let text = format!(
            "clinic = \"A clinic\"\n[[change]]\nrule = \"makeup\"\nopens_h = {hours}\nreason = \"our brushes\"\nwho = \"the head of the clinic\"\n"
        );
        std::fs::write(&path, text).unwrap();
        let args =
            ["can", "makeup", "-", "--at", "2026-11-24T14:00:00+01:00[Europe/Berlin]", "--format", "json"];
        afterglow(&[&args[..], &["--clinic", path.to_str().unwrap()]].concat(), CASE)
    };
    let stricter: Value = serde_json::from_str(&overlay(72).stdout).unwrap();
    assert_eq!(
        (&stricter["answer"], &stricter["protocol"]["clinic"]["name"]),
        (&Value::from("not-yet"), &Value::from("A clinic"))
    );
    assert_eq!(stricter["protocol"]["clinic"]["digest"].as_str().unwrap().len(), 64);
    let below = overlay(12);
    assert_eq!(below.code, 1);
    assert!(below.stdout.contains("below the floor of 24 hours"), "{}", below.stdout);
    assert!(overlay(200).stdout.contains("outside the sourced range"));
    std::fs::remove_dir_all(&dir).unwrap();
}

#[test]
fn errors_never_show_what_the_person_wrote() {
    let case = r#"{"person":{"name":["Zerlina Canary"],"pregnant":"canary-answer"},"check_ins":[{"note":{"x":"canary-note"}}]}"#;
    for format in ["human", "json"] {
        let run = afterglow(&["plan", "-", "--format", format], case);
        assert_eq!(run.code, 1);
        let said = format!("{}{}", run.stdout, run.stderr).to_lowercase();
        assert!(!said.contains("canary"), "{said}");
    }
}

#[test]
fn the_protocol_speaks() {
    let check = json(&["protocol", "check", "--format", "json"], "");
    assert_eq!(check["gates"], 39);
    let claims = json(&["protocol", "claims", "--format", "json"], "");
    assert!(claims.as_array().unwrap().len() >= 98);
    let conflicts = json(&["protocol", "conflicts", "--format", "json"], "");
    assert!(conflicts.as_array().unwrap().len() >= 14);
    let page = afterglow(&["protocol", "show", "makeup"], "").stdout;
    for part in ["48 h", "never below", "What the sources say", "It rests on", "skinpen-care"] {
        assert!(page.contains(part), "{part}");
    }
    let same = afterglow(&["protocol", "diff", "protocols/microneedling/1", "protocols/microneedling/1"], "");
    assert!(same.stdout.starts_with("0 changes"), "{}", same.stdout);
    for schema in ["case", "protocol", "clinic"] {
        let schema = json(&["schema", schema], "");
        assert!(schema["properties"].is_object());
    }
}

/// A folder of its own that is gone afterwards.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("afterglow-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, text: &str) -> String {
        std::fs::write(self.0.join(name), text).unwrap();
        self.path(name)
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.0.join(name)).unwrap()
    }

    /// The names of all files in it.
    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const AT: &str = "2026-11-23T09:00:00+01:00[Europe/Berlin]";

#[test]
fn a_leaflet_is_written_whole_or_not_at_all() {
    let folder = Folder::new("leaflet");
    for (args, begins) in [
        (vec![], "%PDF-1.7"),
        (vec!["--prepare"], "%PDF-1.7"),
        (vec!["--session", "--paper", "letter"], "%PDF-1.7"),
        (vec!["--html"], "<!doctype html>"),
    ] {
        let out = folder.path("plan");
        let mut all = vec!["leaflet", "-", "--at", AT, "-o", &out];
        all.extend(args);
        let run = afterglow(&all, CASE);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
        assert!(folder.read("plan").starts_with(begins.as_bytes()));
        assert_eq!(folder.names(), ["plan"]);
    }
    let kept = folder.read("plan");
    let bad = afterglow(&["leaflet", "-", "-o", &folder.path("plan")], "{\"persn\": 1}");
    assert_eq!(bad.code, 1);
    assert_eq!(folder.read("plan"), kept);
    let nowhere = afterglow(&["leaflet", "-", "-o", &folder.path("no/such/folder.pdf")], CASE);
    assert_eq!(nowhere.code, 1);
    assert!(nowhere.stderr.contains("no/such/folder.pdf"), "{}", nowhere.stderr);
    assert_eq!(folder.names(), ["plan"]);
}

#[test]
fn a_calendar_follows_the_one_before() {
    let folder = Folder::new("calendar");
    let moved = folder.write("moved.json", &CASE.replace("T14:00", "T16:00"));
    let (old, new) = (folder.path("old.ics"), folder.path("new.ics"));
    assert_eq!(afterglow(&["calendar", "-", "--at", AT, "-o", &old], CASE).code, 0);
    assert_eq!(afterglow(&["calendar", &moved, "--at", AT, "-o", &new, "--previous", &old], "").code, 0);
    let text = String::from_utf8(folder.read("new.ics")).unwrap();
    assert!(text.contains("UID:a1-gate-makeup\r\nDTSTAMP:20261123T080000Z\r\nSEQUENCE:1\r\n"));
    let broken = folder.write("broken.ics", "BEGIN:VCALENDAR\nnonsense\n");
    let run = afterglow(&["calendar", "-", "--previous", &broken], CASE);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains(":2:1: not a line of a calendar") && run.stderr.contains("2 problems"));
}

#[test]
fn a_calendar_needs_an_id_and_a_date() {
    let no_id = afterglow(&["calendar", "-"], &CASE.replace("\"id\":\"a1\",", ""));
    assert_eq!((no_id.code, no_id.stdout.as_str()), (1, ""));
    assert!(no_id.stderr.contains("`id`"), "{}", no_id.stderr);
    let no_date = afterglow(&["calendar", "-"], "{\"id\":\"a\"}");
    assert_eq!(no_date.code, 1);
    assert!(no_date.stderr.contains("`treatment.ended` or `treatment.planned`"), "{}", no_date.stderr);
}

#[test]
fn a_moved_session_shows_what_changes() {
    let folder = Folder::new("compare");
    let old = folder.write("old.json", CASE);
    let new = folder.write("new.json", &CASE.replace("T14:00", "T16:00"));
    let changes = json(&["plan", "--compare", &old, &new, "--at", AT, "--format", "json", "--no-text"], "");
    let moved = changes["moved"].as_array().unwrap();
    let makeup = moved.iter().find(|change| change["what"] == "gate:makeup").unwrap();
    assert_eq!(
        makeup,
        &serde_json::json!({
            "what": "gate:makeup",
            "was": "2026-11-24T14:00:00+01:00[Europe/Berlin]",
            "is": "2026-11-24T16:00:00+01:00[Europe/Berlin]",
            "state": "closed",
        })
    );
    assert_eq!(changes["added"], serde_json::json!([]));
    assert_eq!(changes["removed"], serde_json::json!([]));
    assert!(changes["kept"].as_array().unwrap().iter().any(|change| change["what"] == "care:care-shade"));
    let page = afterglow(&["plan", "--compare", &old, &new, "--at", AT], "").stdout;
    assert!(
        page.contains("· Every hour of your plan moves 2 hours later, also that of the session."),
        "{page}"
    );
    let other = folder.write("other.json", &CASE.replace("a1", "b2"));
    assert_eq!(afterglow(&["plan", "--compare", &old, &other], "").code, 1);
    assert_eq!(afterglow(&["plan", "--compare", &old], "").code, 2);
}
