//! Documents to take away, beside what a Python program would make them with.

use std::hint::black_box;
use std::path::{Path, PathBuf};

use afterglow_core::case::Case;
use afterglow_core::engine;
use afterglow_core::label::Dictionary;
use afterglow_core::protocol::Protocol;
use afterglow_documents::html::html;
use afterglow_documents::pdf::{Paper, pdf};
use afterglow_documents::{Content, Kind, Sheet, calendar};
use afterglow_wording::Wording;
use jiff::{SignedDuration, ZonedDateTime};
use serde::{Deserialize, Serialize};

use crate::{Row, folder, now, python, read, time};

/// The person whom the documents are for.
const CASE: &str = "face-pen.toml";
/// So many sheets are set before one is timed: typst then has all in its memory that it keeps.
const WARM_UP: usize = 10;
const SHEETS: usize = 31;
/// The peer sets fewer: it needs longer, and has no such memory.
const PEER_SHEETS: usize = 12;
const CALENDARS: usize = 2_000;

/// The fonts of our sheets; the peer gets the same.
const FONTS: [&str; 2] = ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"];

/// What `weasyprint_sheets.py` is given: the same sheets as HTML.
#[derive(Serialize)]
struct Pages {
    fonts: Vec<PathBuf>,
    pages: Vec<String>,
}

/// What `weasyprint_sheets.py` answers.
#[derive(Deserialize)]
struct Paged {
    /// Of a sheet.
    seconds: f64,
}

/// What `icalendar_build.py` answers.
#[derive(Deserialize)]
struct Built {
    /// Of a calendar.
    seconds: f64,
    text: String,
}

/// From the case to the bytes of the PDF; the peer begins with the finished HTML.
pub(crate) fn leaflet(protocol: &Protocol, dictionary: &Dictionary) -> Row {
    let wording = Wording::new("en").expect("English");
    // typst keeps what it has set, and would answer the same sheet from its memory: a treatment that ended a minute
    // later gives another sheet. What is the same on both is kept, as in a program that sets one sheet after the other.
    let cases: Vec<Case> = (0..).map(ended_later).take(WARM_UP + SHEETS).collect();
    let sheet = |case: &Case| {
        let products = case.products().iter().map(|it| (it.name.as_str(), it.label.as_str()));
        let labels = engine::labels(protocol, dictionary, case, products, now());
        let labels = Some(&labels);
        Sheet::new(Kind::After, Content { protocol, case, labels, wording: &wording, now: now() })
    };
    let mut pages: Vec<String> = cases.iter().map(|case| html(&sheet(case)).expect("a page")).collect();
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/documents/fonts");
    let fonts = FONTS.iter().map(|font| fonts.join(font)).collect();
    assert!(pages.windows(2).all(|two| two[0] != two[1]), "every sheet must be another one");
    pages.truncate(PEER_SHEETS);
    let question = serde_json::to_vec(&Pages { fonts, pages }).expect("JSON");
    let peer: Option<Paged> = python::answer("weasyprint_sheets.py", "sheets.json", &question);
    let times = cases
        .iter()
        .map(|case| time::once(&mut || pdf(&sheet(black_box(case)), Paper::A4, now()).expect("a PDF")));
    let ours = time::middle(times.skip(WARM_UP).collect());
    let milliseconds = |seconds: f64| format!("{:.1} ms", seconds * 1e3);
    let beside =
        |show: &dyn Fn(f64) -> String| peer.as_ref().map_or_else(|| "-".to_owned(), |it| show(it.seconds));
    Row {
        work: "leaflet as PDF, tagged",
        ours: milliseconds(ours),
        peer: beside(&|peer| format!("WeasyPrint {}", milliseconds(peer))),
        limit: "-".to_owned(),
        ratio: beside(&|peer| format!("{:.1}", peer / ours)),
        bar: "at least 5",
    }
}

/// The case, treated so many minutes later.
fn ended_later(minutes: i64) -> Case {
    let mut case = case();
    let ended = case["treatment"]["ended"].as_str().expect("when it ended");
    let ended: ZonedDateTime = ended.parse().expect("an instant in its zone");
    let later = ended.checked_add(SignedDuration::from_mins(minutes)).expect("an instant");
    case["treatment"]["ended"] = toml::Value::String(later.to_string());
    read(&serde_json::to_string(&case).expect("JSON"))
}

fn case() -> toml::Table {
    let text = std::fs::read_to_string(folder().join(CASE)).expect("a case");
    text.parse().expect("TOML")
}

/// From the case to the text, the plan included; the peer begins with finished events, and builds and writes them.
pub(crate) fn calendar(protocol: &Protocol) -> Row {
    let wording = Wording::new("en").expect("English");
    let case = ended_later(0);
    let content = Content { protocol, case: &case, labels: None, wording: &wording, now: now() };
    let make = || calendar::calendar(black_box(content), None, false).expect("a calendar");
    let text = make();
    let peer: Option<Built> = python::answer("icalendar_build.py", "calendar.ics", text.as_bytes());
    if let Some(peer) = &peer {
        assert!(lines(&peer.text) == lines(&text), "both must write the same calendar");
    }
    let ours = time::median(CALENDARS, make);
    let microseconds = |seconds: f64| format!("{:.1} us", seconds * 1e6);
    let beside =
        |show: &dyn Fn(f64) -> String| peer.as_ref().map_or_else(|| "-".to_owned(), |it| show(it.seconds));
    Row {
        work: "calendar, the plan included",
        ours: microseconds(ours),
        peer: beside(&|peer| format!("icalendar {}", microseconds(peer))),
        limit: "-".to_owned(),
        ratio: beside(&|peer| format!("{:.1}", peer / ours)),
        bar: "at least 40",
    }
}

/// The lines of a calendar, unfolded.
fn lines(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").lines().map(str::to_owned).collect()
}
