//! A sheet as a PDF: tagged (PDF/UA-1), archival (PDF/A-2a), every font embedded.
//!
//! typst sets it, from the template `templates/sheet.typ`. The sheet comes in as JSON, so that no text of a case is ever
//! read as markup.

use std::fmt;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::Sheet;

/// The fonts, regular and bold of each script (SIL Open Font License, see `fonts/OFL.txt`). A further script needs its
/// font here and nothing else.
const FONTS: [&[u8]; 6] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../fonts/NotoSansArabic-Bold.ttf"),
    include_bytes!("../fonts/NotoSansHebrew-Regular.ttf"),
    include_bytes!("../fonts/NotoSansHebrew-Bold.ttf"),
];
const TEMPLATE: &str = include_str!("../templates/sheet.typ");

/// A sheet has at most so many pages,
const MOST_PAGES: usize = 2;
/// in the largest of these sizes, in points, in which it fits. Below the last one nobody can read it: then it runs over.
const SIZES_PT: [f64; 5] = [10.0, 9.5, 9.0, 8.5, 8.0];

/// Stands for a letter that no font has: an archival file may hold no empty glyph.
const NO_LETTER: char = '\u{fffd}';

/// So many sheets later what was laid out for one is forgotten.
const REMEMBERED: usize = 8;

/// A format of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 in.
    Letter,
}

/// Where paper is cut to Letter (ISO 3166, two letters); everywhere else it is A4.
const LETTER_COUNTRIES: [&str; 15] =
    ["BZ", "CA", "CL", "CO", "CR", "DO", "GT", "HN", "MX", "NI", "PA", "PH", "PR", "SV", "US"];

impl Paper {
    /// The paper that is sold in a country.
    #[must_use]
    pub fn of_country(code: Option<&str>) -> Self {
        if code.is_some_and(|code| LETTER_COUNTRIES.contains(&code)) { Self::Letter } else { Self::A4 }
    }

    fn name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "us-letter",
        }
    }
}

/// Why a sheet could not be set: a fault of the template or of a font, never of the case.
#[derive(Debug)]
pub struct PdfError(Vec<String>);

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the sheet cannot be set: {}", self.0.join("; "))
    }
}

impl std::error::Error for PdfError {}

/// The sheet as a PDF that is dated `at`. The same sheet and instant give the same bytes.
///
/// # Errors
///
/// If the template or a font is broken.
pub fn pdf(sheet: &Sheet, paper: Paper, at: Timestamp) -> Result<Vec<u8>, PdfError> {
    let mut text = serde_json::to_value(sheet).map_err(|error| PdfError(vec![error.to_string()]))?;
    let is_changed = replace_unprintable(&mut text);
    let mut set = None;
    for size in SIZES_PT {
        let job = Job { sheet: &text, paper: paper.name(), size, has_unprintable: is_changed };
        let bytes = serde_json::to_vec(&job).map_err(|error| PdfError(vec![error.to_string()]))?;
        let document = compile(Bytes::new(bytes))?;
        let fits = document.pages().len() <= MOST_PAGES;
        set = Some(document);
        if fits {
            break;
        }
    }
    let document = set.ok_or_else(|| PdfError(vec!["no size to set it in".to_owned()]))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]);
    let standards = standards.map_err(|error| PdfError(vec![error.message().to_string()]))?;
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("Afterglow".to_owned())),
        timestamp: timestamp(at),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|faults| faults_of(&faults));
    comemo::evict(REMEMBERED);
    bytes
}

/// What the template reads.
#[derive(Serialize)]
struct Job<'a> {
    sheet: &'a Value,
    paper: &'static str,
    size: f64,
    has_unprintable: bool,
}

/// Replaces every letter that no font has. Tells whether there was one.
fn replace_unprintable(value: &mut Value) -> bool {
    match value {
        Value::String(text) => {
            let has = |letter: char| PRESS.has(letter);
            if text.chars().all(has) {
                return false;
            }
            *text = text.chars().map(|letter| if has(letter) { letter } else { NO_LETTER }).collect();
            true
        }
        Value::Array(list) => list.iter_mut().fold(false, |any, entry| replace_unprintable(entry) | any),
        Value::Object(table) => table.values_mut().fold(false, |any, entry| replace_unprintable(entry) | any),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn timestamp(at: Timestamp) -> Option<typst_pdf::Timestamp> {
    let utc = TimeZone::UTC.to_datetime(at);
    let part = |part: i8| u8::try_from(part).unwrap_or(0);
    let datetime = Datetime::from_ymd_hms(
        i32::from(utc.year()),
        part(utc.month()),
        part(utc.day()),
        part(utc.hour()),
        part(utc.minute()),
        part(utc.second()),
    );
    datetime.map(typst_pdf::Timestamp::new_utc)
}

fn faults_of(faults: &[SourceDiagnostic]) -> PdfError {
    PdfError(faults.iter().map(|fault| fault.message.to_string()).collect())
}

fn compile(job: Bytes) -> Result<PagedDocument, PdfError> {
    typst::compile::<PagedDocument>(&Desk { job }).output.map_err(|faults| faults_of(&faults))
}

/// What stays the same for every sheet.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Option<Source>,
    job: Option<FileId>,
}

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.iter().flat_map(|font| Font::iter(Bytes::new(*font))).collect();
    let file = |name: &str| {
        VirtualPath::new(name).ok().map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
    };
    Press {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: file("sheet.typ").map(|id| Source::new(id, TEMPLATE.to_owned())),
        job: file("job.json"),
    }
});

impl Press {
    fn has(&self, letter: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(letter)))
    }
}

/// One sheet on the press.
struct Desk {
    job: Bytes,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        // Both paths are constants of this file; a wrong one would show in every test.
        PRESS.template.as_ref().map_or_else(|| Source::detached("").id(), Source::id)
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let template = PRESS.template.as_ref().filter(|template| template.id() == id);
        template.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if PRESS.job == Some(id) { Ok(self.job.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
