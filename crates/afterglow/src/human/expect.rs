//! The expected bands as a page.

use afterglow_core::case::Case;
use afterglow_core::engine::Expect;
use afterglow_core::protocol::Protocol;
use afterglow_core::vocabulary::Grade;
use afterglow_wording::Wording;

use super::chart;
use super::layout::{self, Page};

pub(crate) fn page(
    expect: &Expect<'_>,
    case: &Case,
    protocol: &Protocol,
    wording: &Wording,
    why: bool,
) -> String {
    let mut page = Page::default();
    page.title(&wording.plain("section-recovery"));
    page.blank();
    chart::draw(&mut page, expect, wording);
    page.blank();
    for band in &expect.bands {
        let rule = &band.expectation.rule;
        page.row(&wording.word(band.expectation.symptom), &wording.plain(&rule.id));
        let now = expect.hours.map(|hours| band.highest_at(hours));
        if let Some(grade) = now.filter(|grade| *grade > Grade::None) {
            page.muted(&wording.graded(band.expectation.symptom, grade), "        ");
        }
        if why {
            layout::rule(&mut page, rule, wording, "        ");
        }
    }
    layout::gaps(&mut page, &expect.gaps, wording);
    layout::help_and_about(&mut page, case, protocol, wording);
    page.finish()
}
