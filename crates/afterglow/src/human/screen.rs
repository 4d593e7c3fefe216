//! "May I be treated?" as a page: the answer in its first line, then every reason.

use afterglow_core::case::Case;
use afterglow_core::document::printable;
use afterglow_core::engine::{Finding, Screening};
use afterglow_core::fact::Question;
use afterglow_core::protocol::{Part, Protocol, SourcedValue};
use afterglow_core::vocabulary::Verdict;
use afterglow_wording::{Wording, args};

use super::layout::{self, Page};

pub(crate) fn page(
    screening: &Screening<'_>,
    case: &Case,
    protocol: &Protocol,
    wording: &Wording,
    why: bool,
) -> String {
    let mut page = Page::default();
    page.title(&wording.plain("screen-title"));
    layout::person(&mut page, case, wording);
    page.line(&wording.say("screen-day", &args([("when", wording.date_long(screening.day))])));
    page.blank();
    page.title(&wording.screening(screening));
    let open = screening.gaps.iter().any(|gap| *gap != Question::NoEvidence);
    if open && screening.verdict > Verdict::Proceed {
        page.line(&wording.plain("answer-open"));
    }
    if !screening.findings.is_empty() {
        page.heading(&wording.plain("section-findings"));
        for found in &screening.findings {
            finding(&mut page, found, protocol, wording, why);
        }
    }
    for (part, key) in [(Part::HomeNever, "section-home-never"), (Part::WhoTreats, "section-who-treats")] {
        layout::lines(&mut page, &screening.lines, part, key, wording);
    }
    layout::gaps_by_table(&mut page, &screening.gaps, wording);
    layout::help_and_about(&mut page, case, protocol, wording);
    page.finish()
}

/// A finding: what it means and why, its sentence, the day on which its wait is over.
pub(super) fn finding(
    page: &mut Page,
    finding: &Finding<'_>,
    protocol: &Protocol,
    wording: &Wording,
    why: bool,
) {
    let facts: Vec<String> = finding.facts.iter().map(|fact| printable(&wording.fact(fact))).collect();
    let label = match finding.verdict {
        Verdict::Refuse if finding.is_about_the_plan => "finding-refuse-plan".to_owned(),
        verdict => format!("finding-{verdict}"),
    };
    page.subheading(&format!("{}: {}", wording.plain(&label), layout::capital(&facts.join("; "))));
    page.indented(&wording.finding(protocol, &finding.rule.id), "    ");
    if let Some(until) = finding.until {
        let when = wording.date_long(until);
        page.indented(&wording.say("finding-until", &args([("when", when)])), "    ");
    }
    if why {
        page.muted(&finding.rule.why, "        ");
        values(page, &finding.rule.values, wording);
        layout::rule(page, finding.rule, wording, "        ");
    }
}

/// Says what screening found, where it is more than a caution.
pub(super) fn pointer(page: &mut Page, screening: &Screening<'_>, wording: &Wording) {
    if let Some(first) = wording.screened_first(screening) {
        page.item("!", &first);
    }
}

/// Every value that a source gives, so that a disagreement is seen.
fn values(page: &mut Page, values: &[SourcedValue], wording: &Wording) {
    if values.len() < 2 {
        return;
    }
    let each = values.iter().map(|value| match (&value.says, value.days) {
        (Some(says), _) => format!("{} ({})", says, value.from),
        (None, Some([low, high])) => {
            let words = args([("low", (-high).to_string()), ("high", (-low).to_string())]);
            format!("{} ({})", wording.say("value-days", &words), value.from)
        }
        (None, None) => value.from.clone(),
    });
    let list = each.collect::<Vec<_>>().join("; ");
    page.muted(&wording.say("values-differ", &args([("list", list)])), "        ");
}
