//! From the case file to a [`Case`]: every check that a case must pass, every problem with its place.

mod calendar;
mod person;
pub(crate) mod treatment;
pub(crate) mod value;

use self::value::Checker;
use super::file::{
    CaseFile, CheckInFile, ContactsFile, DoneFile, EventFile, PriceFile, ProductFile, SeenFile,
};
use super::{Answers, Case, CheckIn, Contacts, Done, Event, Graded, Price, Product, Seen};
use crate::document::{self, Document, Path, Problem, Problems};
use crate::vocabulary::{Sign, Symptom};

const ROOT: Path<'static> = Path::ROOT;

/// Reads a case.
///
/// # Errors
///
/// Every problem of the file, with line, column and what would be right. Nothing is half read.
///
/// ```
/// use afterglow_core::{case, document::Document};
///
/// let text = "[treatment]\nended = \"2026-11-22T14:00:00-05:00[America/New_York]\"\ndevice = \"pen\"\n";
/// let case = case::read(&Document::guess("case.toml", text)).unwrap();
/// assert!(case.ended().is_some());
///
/// let problems = case::read(&Document::guess("case.toml", "[treatment]\ndevice = \"pan\"\n")).unwrap_err();
/// assert_eq!(problems[0].to_string(), "case.toml:2:1: `treatment.device`: `pan` is not a device\n  help: write `pen`");
/// ```
pub fn read(document: &Document<'_>) -> Result<Case, Vec<Problem>> {
    let mut problems = Problems::default();
    let file: Option<CaseFile> = document::read(document, &mut problems);
    let case = file.map(|file| case(file, &mut Checker::new(&mut problems)));
    match case {
        Some(case) if problems.is_empty() => Ok(case),
        _ => Err(problems.located(document)),
    }
}

fn case(file: CaseFile, check: &mut Checker<'_>) -> Case {
    if file.id.as_deref().is_some_and(|id| id.trim().is_empty()) {
        check.problem(&ROOT.key("id"), "an empty id", "leave the key out, or give the case an id of its own");
    }
    calendar::check(&file, check);
    let CaseFile { id, person, contacts, treatment, next, check_ins, seen, done, products, event, price } =
        file;
    let person = person.unwrap_or_default();
    let zone = person.zone.as_ref().and_then(|zone| zone.0.as_ref().ok()).map(|zone| zone.0.clone());
    let name = person.name.clone();
    let mut facts = person::facts(person, &ROOT.key("person"), check);
    let treated = treatment::read(treatment.unwrap_or_default(), &ROOT.key("treatment"), check, &mut facts);
    let next = next.and_then(|next| treatment::next(next, &ROOT.key("next"), check, &facts));
    let before = treated.before;
    Case {
        id,
        name,
        zone: zone.or(treated.zone),
        appointment_zone: treated.appointment_zone,
        contacts: read_contacts(contacts.unwrap_or_default(), check),
        ended: treated.ended,
        planned: treated.planned,
        check_ins: each(check_ins, "check_ins", check, |entry, path, check| {
            read_check_in(entry, path, check, &before)
        }),
        seen: each(seen, "seen", check, read_seen),
        done: each(done, "done", check, read_done),
        session: treated.session,
        next,
        products: each(products, "products", check, read_product),
        event: event.and_then(|event| read_event(event, &ROOT.key("event"), check)),
        price: price.and_then(|price| read_price(price, &ROOT.key("price"), check)),
        facts,
        before,
    }
}

/// Reads every entry of a list; an entry with a problem is left out.
fn each<F, T>(
    list: Option<Vec<F>>,
    key: &str,
    check: &mut Checker<'_>,
    mut read: impl FnMut(F, &Path<'_>, &mut Checker<'_>) -> Option<T>,
) -> Vec<T> {
    let path = ROOT.key(key);
    let entries = list.unwrap_or_default().into_iter().enumerate();
    entries.filter_map(|(index, entry)| read(entry, &path.index(index), check)).collect()
}

fn read_check_in(
    file: CheckInFile,
    path: &Path<'_>,
    check: &mut Checker<'_>,
    before: &[(Symptom, crate::vocabulary::Grade)],
) -> Option<CheckIn> {
    let symptoms = check.grades(file.symptoms, &path.key("symptoms"));
    let yes = check.ids::<Sign>(file.signs.as_deref(), &path.key("signs"));
    let asked = check.ids(file.asked_signs.as_deref(), &path.key("asked_signs"));
    let areas = check.ids(file.areas.as_deref(), &path.key("where")).unwrap_or_default();
    check.temperature(file.temperature_c, &path.key("temperature_c"));
    let trend = check.id(file.trend.as_ref(), &path.key("trend"));
    let improvement = check.id(file.improvement.as_ref(), &path.key("improvement"));
    let at =
        check.required(file.at.as_ref(), path, "at").and_then(|at| check.instant(at, &path.key("at")))?;
    let graded = |(symptom, grade)| {
        let baseline = before.iter().find(|(known, _)| *known == symptom).map(|(_, grade)| *grade);
        let counts = match baseline {
            Some(baseline) if grade <= baseline => crate::vocabulary::Grade::None,
            _ => grade,
        };
        Graded { symptom, grade, counts }
    };
    Some(CheckIn {
        at: at.timestamp(),
        symptoms: symptoms.into_iter().map(graded).collect(),
        signs: Answers::new(yes, asked),
        areas,
        temperature_c: file.temperature_c,
        trend,
        improvement,
    })
}

fn read_seen(file: SeenFile, path: &Path<'_>, check: &mut Checker<'_>) -> Option<Seen> {
    let by = check.required(file.by.as_ref(), path, "by").and_then(|by| check.id(Some(by), &path.key("by")));
    let (closes_signs, closes_symptoms) = check.either(&file.closes.unwrap_or_default(), &path.key("closes"));
    let at = check.required(file.at.as_ref(), path, "at").and_then(|at| check.instant(at, &path.key("at")));
    Some(Seen { at: at?.timestamp(), by: by?, closes_signs, closes_symptoms })
}

fn read_done(file: DoneFile, path: &Path<'_>, check: &mut Checker<'_>) -> Option<Done> {
    let what = check
        .required(file.what.as_ref(), path, "what")
        .and_then(|what| check.id(Some(what), &path.key("what")));
    let at = check.required(file.at.as_ref(), path, "at").and_then(|at| check.instant(at, &path.key("at")));
    Some(Done { what: what?, at: at?.timestamp() })
}

fn read_product(file: ProductFile, path: &Path<'_>, check: &mut Checker<'_>) -> Option<Product> {
    let name = check.required(file.name.as_ref(), path, "name").cloned();
    let label = check.required(file.label.as_ref(), path, "label").cloned();
    Some(Product { name: name?, label: label? })
}

fn read_price(file: PriceFile, path: &Path<'_>, check: &mut Checker<'_>) -> Option<Price> {
    let per_session = check.required(file.per_session.as_ref(), path, "per_session").copied();
    let per_session = check.within(per_session, 0.0..=1_000_000_000.0, &path.key("per_session"), "");
    let currency = check.required(file.currency.as_ref(), path, "currency").cloned();
    let currency = check.letters(currency, 3, &path.key("currency"), "an ISO 4217 code such as `EUR`");
    Some(Price { per_session: per_session?, currency: currency? })
}

fn read_event(file: EventFile, path: &Path<'_>, check: &mut Checker<'_>) -> Option<Event> {
    let on =
        check.required(file.on.as_ref(), path, "on").and_then(|on| check.date(Some(on), &path.key("on")));
    Some(Event { on: on?, what: file.what })
}

fn read_contacts(file: ContactsFile, check: &mut Checker<'_>) -> Contacts {
    let path = ROOT.key("contacts");
    let country = check.letters(file.country, 2, &path.key("country"), "an ISO 3166 code such as `DE`");
    Contacts { clinic: file.clinic, phone: file.phone, hours: file.hours, country }
}
