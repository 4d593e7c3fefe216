//! "May I use this product?" as a page: for each product its answer, what it waits for, and what was not recognised.

use afterglow_core::case::Case;
use afterglow_core::document::printable;
use afterglow_core::engine::{LabelAnswer, LabelVerdict, Labels};
use afterglow_core::label::How;
use afterglow_core::protocol::Protocol;
use afterglow_wording::{Wording, args};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::layout::{self, Page};

pub(crate) fn page(
    labels: &Labels<'_>,
    now: Timestamp,
    case: &Case,
    protocol: &Protocol,
    wording: &Wording,
    why: bool,
) -> String {
    let mut page = Page::default();
    page.blank();
    if labels.products.is_empty() {
        page.line(&wording.plain("label-no-products"));
    }
    for (number, answer) in labels.products.iter().enumerate() {
        if number > 0 {
            page.blank();
        }
        product(&mut page, answer, now, labels.zone.as_ref(), wording, why);
    }
    layout::gaps(&mut page, &labels.gaps, wording);
    layout::help_and_about(&mut page, case, protocol, wording);
    page.finish()
}

fn product(
    page: &mut Page,
    answer: &LabelAnswer<'_>,
    now: Timestamp,
    zone: Option<&TimeZone>,
    wording: &Wording,
    why: bool,
) {
    let sentence = wording.product(answer, Some(now), zone);
    if answer.name.is_empty() {
        page.title(&sentence);
    } else {
        page.title(&format!("{}: {sentence}", printable(&answer.name)));
    }
    if !answer.findings.is_empty() {
        page.subheading(&wording.plain("label-section-culprits"));
    }
    for finding in &answer.findings {
        page.item(
            "·",
            &format!("{}: {}", printable(&finding.seen.join(", ")), wording.plain(&finding.rule.id)),
        );
        if why {
            layout::rule(page, finding.rule, wording, "        ");
        }
    }
    if answer.findings.is_empty() && answer.reading.unknown.is_empty() && answer.reading.is_list {
        page.line(&wording.plain("label-nothing-named"));
    }
    if !answer.reading.unknown.is_empty() {
        page.subheading(&wording.plain("label-section-unknown"));
        page.item("?", &printable(&answer.reading.unknown.join("; ")));
        if answer.answer == LabelVerdict::NotYet {
            page.muted(&wording.plain("label-unknown-later"), "    ");
        }
    }
    let close: Vec<String> = answer
        .reading
        .matched
        .iter()
        .filter(|matched| matched.how == How::Close)
        .map(|matched| {
            wording.say(
                "label-read-as",
                &args([("seen", printable(&matched.seen)), ("name", matched.read_as.clone())]),
            )
        })
        .collect();
    if !close.is_empty() {
        page.subheading(&wording.plain("label-section-matched"));
        close.iter().for_each(|line| page.item("~", line));
    }
}
