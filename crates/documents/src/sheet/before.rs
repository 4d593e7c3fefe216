//! The sheet for before the appointment: what to stop, start, leave, ask and bring, by day.

use afterglow_core::document::printable;
use afterglow_core::engine::{self, DatedTask};
use afterglow_core::protocol::TaskKind;
use afterglow_wording::args;

use super::{Content, Group, Item, Mark, Section, gaps, section};

pub(super) fn sections(content: Content<'_>) -> (String, Vec<String>, Vec<Section>) {
    let Content { protocol, case, wording, now, .. } = content;
    let preparation = engine::prepare(protocol, case, now);
    let screening = engine::screen(protocol, case, now);
    let day = match preparation.day {
        Some(day) => wording.say("prepare-day", &args([("when", wording.date_long(day))])),
        None => wording.plain("prepare-undated"),
    };
    let lines = [Some(day), wording.screened_first(&screening)].into_iter().flatten().collect();
    let same_days =
        |one: &DatedTask<'_>, other: &DatedTask<'_>| (one.from, one.until) == (other.from, other.until);
    let groups = preparation.tasks.chunk_by(same_days).map(|tasks| {
        let lead = match tasks.first().and_then(|task| task.from.zip(task.until)) {
            Some((from, until)) if from == until => wording.date(from),
            Some((from, until)) => {
                let words = args([("from", wording.date(from)), ("until", wording.date(until))]);
                wording.say("prepare-days", &words)
            }
            None => String::new(),
        };
        Group::new(lead, tasks.iter().map(|task| item(task, content)).collect())
    });
    let sections = [section(wording.plain("leaflet-do"), groups.collect()), gaps(&preparation.gaps, wording)];
    (wording.plain("prepare-title"), lines, sections.into_iter().flatten().collect())
}

fn item(dated: &DatedTask<'_>, content: Content<'_>) -> Item {
    let Content { protocol, labels, wording, .. } = content;
    let mark = match dated.task.kind {
        TaskKind::Stop | TaskKind::Avoid => Mark::DoNot,
        TaskKind::Start => Mark::Do,
        TaskKind::AskPrescriber => Mark::Ask,
        TaskKind::Bring => Mark::Tick,
    };
    let products = labels.into_iter().flat_map(|labels| &labels.products).filter_map(|product| {
        let names = engine::waiting_for(protocol, &product.reading, dated.task.activity?);
        let words = args([("product", printable(&product.name)), ("names", names.join(", "))]);
        (!names.is_empty()).then(|| wording.say("prepare-product", &words))
    });
    let mut item = Item::new(mark, wording.plain(&dated.task.rule.id));
    item.notes = products.collect();
    item
}
