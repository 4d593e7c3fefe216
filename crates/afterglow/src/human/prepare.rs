//! What to do before a session, as a page: by the day on which each thing begins.

use afterglow_core::case::Case;
use afterglow_core::document::printable;
use afterglow_core::engine::{self, DatedTask, Labels, Preparation, Screening};
use afterglow_core::protocol::Protocol;
use afterglow_wording::{Wording, args};

use super::layout::{self, Page};
use super::screen;

pub(crate) fn page(
    preparation: &Preparation<'_>,
    labels: Option<&Labels<'_>>,
    screening: &Screening<'_>,
    case: &Case,
    protocol: &Protocol,
    wording: &Wording,
    why: bool,
) -> String {
    let mut page = Page::default();
    page.title(&wording.plain("prepare-title"));
    layout::person(&mut page, case, wording);
    match preparation.day {
        Some(day) => page.line(&wording.say("prepare-day", &args([("when", wording.date_long(day))]))),
        None => page.line(&wording.plain("prepare-undated")),
    }
    screen::pointer(&mut page, screening, wording);
    page.blank();
    tasks(&mut page, &preparation.tasks, labels, protocol, wording, why);
    layout::gaps_by_table(&mut page, &preparation.gaps, wording);
    layout::help_and_about(&mut page, case, protocol, wording);
    page.finish()
}

/// The tasks; those of the same days stand together.
pub(super) fn tasks(
    page: &mut Page,
    tasks: &[DatedTask<'_>],
    labels: Option<&Labels<'_>>,
    protocol: &Protocol,
    wording: &Wording,
    why: bool,
) {
    let mut before = None;
    for dated in tasks {
        let days = (dated.from, dated.until);
        if before != Some(days) {
            if let (Some(from), Some(until)) = days {
                page.subheading(&wording.days(from, until));
            }
            before = Some(days);
        }
        page.item(mark(dated), &wording.plain(&dated.task.rule.id));
        for product in labels.into_iter().flat_map(|labels| &labels.products) {
            let names =
                dated.task.activity.map(|activity| engine::waiting_for(protocol, &product.reading, activity));
            let names = names.unwrap_or_default();
            if !names.is_empty() {
                let words = args([("product", printable(&product.name)), ("names", names.join(", "))]);
                page.muted(&wording.say("prepare-product", &words), "        ");
            }
        }
        if why {
            page.muted(&dated.task.rule.why, "        ");
            layout::rule(page, &dated.task.rule, wording, "        ");
        }
    }
}

/// A mark that is read without colour: do, do not, ask, bring.
fn mark(dated: &DatedTask<'_>) -> &'static str {
    use afterglow_core::protocol::TaskKind;
    match dated.task.kind {
        TaskKind::Stop | TaskKind::Avoid => "✗",
        TaskKind::Start => "✓",
        TaskKind::AskPrescriber => "?",
        TaskKind::Bring => "+",
    }
}
