//! Speed, side by side with what limits it, in one table: `cargo xtask bench`.
//!
//! Everything runs in one process on one core, the measured work and its limit turn by turn, so that a machine that
//! slows down slows both. Medians of many rounds. A peer in another language runs by itself, just before or after ours.

mod batch;
mod documents;
mod label;
mod memory;
mod plain;
mod python;
mod server;
mod time;
mod triage;

use std::hint::black_box;
use std::path::{Path, PathBuf};

use afterglow_core::case::{self, Case};
use afterglow_core::document::{Document, Format, Problem};
use afterglow_core::engine;
use afterglow_core::label::Dictionary;
use afterglow_core::protocol::{BUILTIN, Protocol};
use jiff::Timestamp;

/// One row of the table.
struct Row {
    work: &'static str,
    ours: String,
    peer: String,
    limit: String,
    ratio: String,
    bar: &'static str,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |name: &str| arguments.iter().any(|it| it == name);
    if has("--server") {
        head();
        server::rows(has("--long")).into_iter().for_each(Row::print);
        return;
    }
    // First of all: memory that other work has given back would be used again, and would not count.
    let (dictionary, grown_mb) = memory::growth_mb(Dictionary::builtin);
    let dictionary = dictionary.unwrap_or_else(|problems| panic!("{}", problems[0]));
    let protocol = Protocol::builtin().unwrap_or_else(|problems| panic!("{}", problems[0]));
    let lines = lines();
    let seen = [check_ins(&lines), vignettes()].concat();
    let cases: Vec<Case> = seen.iter().map(|line| read(line)).collect();
    head();
    let (names, rules): (Vec<_>, Vec<_>) = BUILTIN.iter().partition(|(name, _)| name.starts_with("names/"));
    load("protocol read, checked, compiled", "under 10 ms", &rules, Protocol::builtin).print();
    load("the same with its examples", "-", &rules, || Protocol::load(&built_in())).print();
    load("dictionary of names, read and indexed", "-", &names, Dictionary::builtin).print();
    memory::dictionary(grown_mb).print();
    plan(&protocol, &lines).print();
    screen(&protocol).print();
    triage::rules(&protocol).into_iter().for_each(Row::print);
    triage::full(&protocol, &cases).print();
    batch::plan(&protocol, &lines).print();
    batch::screen(&protocol, &lines).print();
    batch::triage(&protocol, &seen).print();
    memory::batch(&lines).print();
    label::print(&dictionary);
    documents::leaflet(&protocol, &dictionary).print();
    documents::calendar(&protocol).print();
    server::rows(has("--long")).into_iter().for_each(Row::print);
}

fn head() {
    println!("{:<44} {:>16} {:>22} {:>24} {:>8}  bar", "work", "ours", "peer", "limit", "ratio");
}

impl Row {
    fn print(self) {
        let Self { work, ours, peer, limit, ratio, bar } = self;
        println!("{work:<44} {ours:>16} {peer:>22} {limit:>24} {ratio:>8}  {bar}");
    }
}

/// Where the example cases are.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases")
}

/// The example cases, each as one line of JSON.
fn lines() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("the folder of cases");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let cases = files.iter().filter(|path| {
        path.extension().is_some_and(|kind| kind == "toml")
            && path.file_name().is_some_and(|name| name != "index.toml")
    });
    let line = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).expect("a case");
        let table: toml::Table = text.parse().expect("TOML");
        serde_json::to_string(&table).expect("JSON")
    };
    cases.map(line).collect()
}

/// Those of the lines that hold a check-in.
fn check_ins(lines: &[String]) -> Vec<String> {
    lines.iter().filter(|line| !read(line).check_ins().is_empty()).cloned().collect()
}

/// The agreed cases of triage, each as one line of JSON.
fn vignettes() -> Vec<String> {
    let text = std::fs::read_to_string(folder().join("agreed/vignettes.jsonl")).expect("the agreed cases");
    let case = |line: &str| {
        let vignette: serde_json::Value = serde_json::from_str(line).expect("JSON");
        vignette["case"].to_string()
    };
    text.lines().map(case).collect()
}

/// The files of the built-in protocol.
fn built_in() -> Vec<Document<'static>> {
    BUILTIN.iter().map(|(name, text)| Document::new(name, text, Format::Toml)).collect()
}

fn load<T>(
    work: &'static str,
    bar: &'static str,
    files: &[(&str, &str)],
    load: impl Fn() -> Result<T, Vec<Problem>>,
) -> Row {
    let load = time::median(40, || black_box(load()));
    let parse = time::median(40, || {
        for (_, text) in files {
            black_box(text.parse::<toml::Table>().expect("TOML"));
        }
    });
    Row {
        work,
        ours: format!("{:.2} ms", load * 1e3),
        peer: "-".to_owned(),
        limit: format!("toml parse {:.2} ms", parse * 1e3),
        ratio: format!("{:.2}", parse / load),
        bar,
    }
}

fn plan(protocol: &Protocol, lines: &[String]) -> Row {
    let cases: Vec<Case> = lines.iter().map(|line| read(line)).collect();
    let now: Timestamp = now();
    let each = time::median(400, || {
        for case in &cases {
            black_box(engine::plan(protocol, case, now));
        }
    }) / cases.len() as f64;
    Row {
        work: "full plan: every gate, 15 days",
        ours: format!("{:.1} us", each * 1e6),
        peer: "-".to_owned(),
        limit: "-".to_owned(),
        ratio: "-".to_owned(),
        bar: "under 30 us",
    }
}

/// Somebody about whom everything was asked, with something to find in every list.
const FULL: &str = r#"{"person":{"born":1988,"skin_type":"V","pregnant":false,"breastfeeding":false,
    "conditions":["eczema","diabetes"],"history":["cold-sores","pih"],"allergies":["nickel"],
    "medications":[{"class":"isotretinoin","last_taken":"2026-09-01"},{"class":"low-dose-aspirin"}],
    "recent":[{"what":"chemical-peel","on":"2026-11-10","kind":"medium","area":"face"}]},
    "treatment":{"planned":"2026-12-01T10:00:00+01:00[Europe/Berlin]","setting":"clinic","device":"pen",
    "areas":[{"area":"cheeks","depth_mm":1.5},{"area":"forehead","depth_mm":0.5}],"concerns":["acne-scars"],
    "numbing":{"agent":"lidocaine","prilocaine":false,"percent":4.0,"minutes":30,"under_wrap":false,"area_cm2":300,"grams":20},
    "applied":["hyaluronic-acid"]}}"#;

fn screen(protocol: &Protocol) -> Row {
    let case = read(FULL);
    let each = time::median(2_000, || black_box(engine::screen(protocol, black_box(&case), now())));
    Row {
        work: "screening of a full case",
        ours: format!("{:.2} us", each * 1e6),
        peer: "-".to_owned(),
        limit: "-".to_owned(),
        ratio: "-".to_owned(),
        bar: "under 3 us",
    }
}

fn read(line: &str) -> Case {
    case::read(&Document::new("line", line, Format::Json))
        .unwrap_or_else(|problems| panic!("{}", problems[0]))
}

/// The instant that every case is judged at.
fn now() -> Timestamp {
    Timestamp::from_second(1_795_600_000).expect("November 2026")
}
