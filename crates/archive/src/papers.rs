//! What of an archive a person can read without this program.

use afterglow_core::case::Case;
use afterglow_core::engine;
use afterglow_core::label::Dictionary;
use afterglow_core::protocol::Protocol;
use afterglow_documents::{Content, calendar};
use afterglow_wording::{Wording, args};
use jiff::Timestamp;

use crate::format::{ANSWERS, CALENDAR, CASE, FACTS, MANIFEST, PLAN};

/// The rules and the words that the plan in an archive is made from.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// The protocol.
    pub protocol: &'a Protocol,
    /// The names of ingredients.
    pub dictionary: &'a Dictionary,
    /// The language.
    pub wording: &'a Wording,
}

/// The plan as paper and as a calendar, as far as the case allows them.
pub(crate) fn papers(case: &Case, rules: Rules<'_>, now: Timestamp) -> Vec<(&'static str, Vec<u8>)> {
    let Rules { protocol, dictionary, wording } = rules;
    // Without a session there is nothing to count from, and a plan of nothing would only confuse.
    if case.ended().is_none() && case.planned().is_none() {
        return Vec::new();
    }
    let products = case.products().iter().map(|product| (product.name.as_str(), product.label.as_str()));
    let labels = engine::labels(protocol, dictionary, case, products, now);
    let content = Content { protocol, case, labels: Some(&labels), wording, now };
    let mut papers: Vec<(&'static str, Vec<u8>)> = Vec::new();
    papers.extend(pdf(content).map(|bytes| (PLAN, bytes)));
    let content = Content { labels: None, ..content };
    papers.extend(calendar::calendar(content, None, false).ok().map(|text| (CALENDAR, text.into_bytes())));
    papers
}

#[cfg(feature = "pdf")]
fn pdf(content: Content<'_>) -> Option<Vec<u8>> {
    use afterglow_documents::{Kind, Sheet, pdf};

    let paper = pdf::Paper::of_country(content.case.contacts().country());
    pdf::pdf(&Sheet::new(Kind::After, content), paper, content.now).ok()
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: Content<'_>) -> Option<Vec<u8>> {
    None
}

/// What somebody reads first who opens the archive.
pub(crate) fn readme(case: Option<&Case>, rules: Rules<'_>, has: impl Fn(&str) -> bool) -> String {
    let w = rules.wording;
    let emergency = case.map_or_else(|| w.emergency_anywhere(), |case| w.emergency(rules.protocol, case));
    let entries = [
        (CASE, "archive-case"),
        (FACTS, "archive-facts"),
        (ANSWERS, "archive-answers"),
        (PLAN, "archive-plan"),
        (CALENDAR, "archive-calendar"),
        (MANIFEST, "archive-manifest"),
    ];
    let entries = entries.iter().filter(|(name, _)| *name == MANIFEST || has(name));
    let entries =
        entries.map(|(name, key)| w.say("archive-entry", &args([("name", *name), ("text", &w.plain(key))])));
    let mut lines = vec![w.plain("archive-title"), String::new(), emergency, String::new()];
    lines.extend(["archive-what", "archive-private", "archive-back"].map(|key| w.plain(key)));
    lines.push(String::new());
    lines.extend(entries);
    lines.push(String::new());
    lines.extend(["archive-erase", "about-device", "about-review"].map(|key| w.plain(key)));
    lines.join("\n") + "\n"
}
