//! A sheet as one HTML file: no script, no foreign host, good on a phone and on paper.

use askama::Template;

use crate::sheet::{Body, Mark, Sheet};

#[derive(Template)]
#[template(path = "sheet.html")]
struct Page<'a> {
    sheet: &'a Sheet,
}

/// The sheet as a page. Every text is escaped by the template.
///
/// # Errors
///
/// If the template cannot be written, which only a broken template can cause.
pub fn html(sheet: &Sheet) -> Result<String, askama::Error> {
    Page { sheet }.render()
}

impl Mark {
    fn class(self) -> &'static str {
        match self {
            Self::Do => "do",
            Self::DoNot => "do-not",
            Self::Ask => "ask",
            Self::Tick => "tick",
            Self::None => "none",
        }
    }
}
