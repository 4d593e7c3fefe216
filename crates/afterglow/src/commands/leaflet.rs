//! `afterglow leaflet`: a sheet to hand out, to print or to read on a phone.

use std::io::{self, IsTerminal};

use afterglow_documents::{Content, Kind, Sheet, html};

use super::{Products, wording};
use crate::cli::{Everywhere, LeafletArgs};
use crate::output::Failure;
use crate::{clock, input, output};

pub(super) fn run(args: &LeafletArgs, options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    let wording = wording(options)?;
    let case = input::case(&args.case, options.format)?;
    let kind = match (args.prepare, args.session) {
        (true, _) => Kind::Before,
        (_, true) => Kind::Session,
        (false, false) => Kind::After,
    };
    // Like the commands of the same names: what is before the appointment is judged for its day.
    let judged = if kind == Kind::After { None } else { case.appointment() };
    let now = options.at.or(judged).unwrap_or_else(clock::now);
    let labels = Products::new(options).labels(&protocol, &case, now)?;
    let content =
        Content { protocol: &protocol, case: &case, labels: labels.as_ref(), wording: &wording, now };
    let sheet = Sheet::new(kind, content);
    if args.html {
        let page = html::html(&sheet).map_err(|error| Failure::Other(error.to_string()))?;
        return output::file(args.output.as_deref(), page.as_bytes());
    }
    if args.output.is_none() && io::stdout().is_terminal() {
        return Err(Failure::Other("a PDF is not for the terminal: give a file with -o".to_owned()));
    }
    output::file(args.output.as_deref(), &pdf(&sheet, args, &case, now)?)
}

#[cfg(feature = "pdf")]
fn pdf(
    sheet: &Sheet,
    args: &LeafletArgs,
    case: &afterglow_core::case::Case,
    now: jiff::Timestamp,
) -> Result<Vec<u8>, Failure> {
    use afterglow_documents::pdf;

    use crate::cli::PaperArg;

    let paper = match args.paper {
        Some(PaperArg::A4) => pdf::Paper::A4,
        Some(PaperArg::Letter) => pdf::Paper::Letter,
        None => pdf::Paper::of_country(case.contacts().country()),
    };
    pdf::pdf(sheet, paper, now).map_err(|error| Failure::Other(error.to_string()))
}

#[cfg(not(feature = "pdf"))]
fn pdf(
    _: &Sheet,
    _: &LeafletArgs,
    _: &afterglow_core::case::Case,
    _: jiff::Timestamp,
) -> Result<Vec<u8>, Failure> {
    Err(Failure::Other("this program was built without `pdf`: use --html".to_owned()))
}
