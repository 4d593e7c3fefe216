//! Sheets as PDFs. That others read them well is looked at by `cargo xtask documents`.
#![cfg(feature = "pdf")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation shall stop the test"
)]

mod support;

use afterglow_documents::pdf::{self, Paper};
use afterglow_documents::{Content, Kind, Sheet};
use afterglow_wording::Wording;
use support::{House, examples, read};

fn has(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

fn pages(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let at = text.find("/Type/Pages").or_else(|| text.find("/Type /Pages")).unwrap();
    let count = text[at..].split("/Count ").nth(1).unwrap();
    count.split(|letter: char| !letter.is_ascii_digit()).next().unwrap().parse().unwrap()
}

#[test]
fn every_example_fits_on_two_pages_of_either_paper() {
    let house = House::new();
    for (file, case, now) in examples() {
        for paper in [Paper::A4, Paper::Letter] {
            let bytes = pdf::pdf(&Sheet::new(Kind::After, house.content(&case, now)), paper, now).unwrap();
            assert!((1..=2).contains(&pages(&bytes)), "{file} {paper:?}");
        }
    }
}

#[test]
fn a_sheet_says_that_it_is_accessible_and_archival() {
    let house = House::new();
    let (_, case, now) = examples().remove(0);
    let sheet = Sheet::new(Kind::After, house.content(&case, now));
    let bytes = pdf::pdf(&sheet, Paper::A4, now).unwrap();
    for mark in ["pdfuaid:part>1<", "pdfaid:part>2<", "pdfaid:conformance>A<", "/StructTreeRoot", "/Lang"] {
        assert!(has(&bytes, mark), "{mark}");
    }
    assert_eq!(bytes, pdf::pdf(&sheet, Paper::A4, now).unwrap(), "the same bytes each time");
}

#[test]
fn a_letter_that_no_font_has_does_not_stop_the_sheet() {
    let house = House::new();
    let text = "person = { name = \"李娜 😀 Ünal\" }\n[treatment]\nended = \"2026-11-22T14:00:00+01:00[Europe/Berlin]\"\n";
    let case = read(text);
    let now = case.ended().unwrap();
    for kind in [Kind::After, Kind::Before, Kind::Session] {
        let sheet = Sheet::new(kind, house.content(&case, now));
        assert!(pages(&pdf::pdf(&sheet, Paper::Letter, now).unwrap()) <= 2);
    }
}

#[test]
fn a_language_from_right_to_left_is_set_from_its_files_alone() {
    let house = House::new();
    // Not a translation: every message of the example in letters that are written from right to left.
    let words = "language-direction = rtl\nplan-title = تقرير بعد العلاج\nleaflet-danger = اطلب المساعدة\nleaflet-do = ماذا تفعل\n";
    let wording = Wording::from_texts("ar", [words.to_owned()]).unwrap();
    let (_, case, now) = examples().remove(0);
    let content = Content { wording: &wording, ..house.content(&case, now) };
    let bytes = pdf::pdf(&Sheet::new(Kind::After, content), Paper::A4, now).unwrap();
    assert!(has(&bytes, "NotoSansArabic"));
}

#[test]
fn paper_is_that_of_the_country() {
    assert_eq!(Paper::of_country(Some("US")), Paper::Letter);
    assert_eq!(Paper::of_country(Some("DE")), Paper::A4);
    assert_eq!(Paper::of_country(None), Paper::A4);
}
