//! `afterglow calendar`: the plan as a file that calendars read.

use std::path::Path;

use afterglow_documents::Content;
use afterglow_documents::calendar::{self, Previous};

use super::wording;
use crate::cli::{CalendarArgs, Everywhere, Format};
use crate::output::Failure;
use crate::{clock, input, output};

pub(super) fn run(args: &CalendarArgs, options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    let wording = wording(options)?;
    let case = input::case(&args.case, options.format)?;
    let previous = args.previous.as_deref().map(|path| previous(path, options.format)).transpose()?;
    let now = options.at.unwrap_or_else(clock::now);
    let content = Content { protocol: &protocol, case: &case, labels: None, wording: &wording, now };
    let calendar = calendar::calendar(content, previous.as_ref(), args.details)
        .map_err(|error| Failure::Other(error.to_string()))?;
    output::file(args.output.as_deref(), calendar.as_bytes())
}

fn previous(path: &Path, format: Format) -> Result<Previous, Failure> {
    let text = input::text(path)?;
    Previous::read(&path.display().to_string(), &text).map_err(|problems| Failure::Problems(problems, format))
}
