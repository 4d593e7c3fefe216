//! The sheet for before the appointment: what to stop, start, leave, ask and bring, by day.

use afterglow_core::document::printable;
use afterglow_core::engine::{self, DatedTask};
use afterglow_core::protocol::TaskKind;
use afterglow_wording::args;

use super::{Content, Group, Item, Mark, Section, gaps, section};

pub(super) fn sections(content: Content<'_>) -> (String, Vec<String>, Vec<Section>) {
    let Content { protocol, case, wording, now, .. } = content;
    let preparation = engine::prepare(protocol, case, now);
    let planned = case.next().map(|next| (next.planned, Some(&next.zone)));
    let planned = planned.or(case.planned().map(|planned| (planned, case.appointment_zone())));
    let when = planned.and_then(|(at, zone)| Some(wording.date_time_long(at, zone?)));
    let when = when.or(preparation.day.map(|day| wording.date_long(day)));
    let day = match when {
        Some(when) => wording.say("prepare-day", &args([("when", when)])),
        None => wording.plain("prepare-undated"),
    };
    let same_days =
        |one: &DatedTask<'_>, other: &DatedTask<'_>| (one.from, one.until) == (other.from, other.until);
    let groups = preparation.tasks.chunk_by(same_days).map(|tasks| {
        let lead = match tasks.first().and_then(|task| task.from.zip(task.until)) {
            Some((from, until)) => wording.days(from, until),
            None => String::new(),
        };
        Group::new(lead, tasks.iter().map(|task| item(task, content)).collect())
    });
    let sections = [section(wording.plain("leaflet-do"), groups.collect()), gaps(&preparation.gaps, wording)];
    (wording.plain("prepare-title"), vec![day], sections.into_iter().flatten().collect())
}

fn item(dated: &DatedTask<'_>, content: Content<'_>) -> Item {
    let Content { protocol, labels, wording, .. } = content;
    // A list to tick off. Most sentences already say what to leave, so that a cross before them would say it twice.
    let mark = match dated.task.kind {
        TaskKind::Stop | TaskKind::Avoid | TaskKind::Start | TaskKind::Bring => Mark::Tick,
        TaskKind::AskPrescriber => Mark::Ask,
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
