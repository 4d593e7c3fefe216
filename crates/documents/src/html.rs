//! A sheet as one HTML file: no script, no foreign host, good on a phone and on paper.

use askama::Template;

use crate::sheet::{Body, Mark, Sheet};

#[derive(Template)]
#[template(path = "sheet.html")]
struct Page<'a> {
    sheet: &'a Sheet,
    print: &'static str,
}

/// In print a page of up to so many letters is set in this size, so that two pages hold it. Measured on the example
/// cases, with room to spare; a browser cannot try sizes as typst does.
const PRINT_SIZES: [(usize, &str); 3] = [(6_000, "9.4pt"), (7_000, "8.6pt"), (7_800, "8.4pt")];
const SMALLEST_PRINT: &str = "7.8pt";

/// The sheet as a page. Every text is escaped by the template.
///
/// # Errors
///
/// If the template cannot be written, which only a broken template can cause.
pub fn html(sheet: &Sheet) -> Result<String, askama::Error> {
    let letters = sheet.letters();
    let size = PRINT_SIZES.iter().find(|(most, _)| letters <= *most);
    Page { sheet, print: size.map_or(SMALLEST_PRINT, |(_, size)| size) }.render()
}

impl Mark {
    /// The name of its class in a style sheet.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Do => "do",
            Self::DoNot => "do-not",
            Self::Wait => "wait",
            Self::Ask => "ask",
            Self::Tick => "tick",
            Self::None => "none",
        }
    }
}
