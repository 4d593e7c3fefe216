//! `afterglow label`: may I use this product yet?

use afterglow_core::case::Case;
use afterglow_core::engine;
use afterglow_wire::{LabelWire, View};

use super::wording;
use crate::cli::{Everywhere, Format, LabelArgs};
use crate::output::Failure;
use crate::{batch, clock, human, input, output};

pub(super) fn run(args: &LabelArgs, options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    let dictionary = input::dictionary(options)?;
    let wording = wording(options)?;
    let view = View { protocol: &protocol, wording: (!options.no_text).then_some(&wording) };
    let Some(path) = &args.case else {
        return batch::run(|case, at, line| {
            let now = at.or(options.at).unwrap_or_else(clock::now);
            let labels = engine::labels(&protocol, &dictionary, case, products(case), now);
            line.write(LabelWire::new(&labels, view))
        });
    };
    let case = input::case(path, options.format)?;
    let now = options.at.unwrap_or_else(clock::now);
    let given = args.label.as_deref().map(input::text).transpose()?;
    let labels = match &given {
        Some(text) => engine::labels(&protocol, &dictionary, &case, [("", text.as_str())], now),
        None => engine::labels(&protocol, &dictionary, &case, products(&case), now),
    };
    match options.format {
        Format::Json => output::json(&LabelWire::new(&labels, view)),
        Format::Human => {
            let page = human::label::page(&labels, now, &case, &protocol, &wording, options.why);
            output::page(&human::triage::warned(&page, &case, &protocol, &wording, now))
        }
    }
}

/// The products of a case: name and label.
pub(super) fn products(case: &Case) -> impl Iterator<Item = (&str, &str)> {
    case.products().iter().map(|product| (product.name.as_str(), product.label.as_str()))
}
