//! What every database must do that keeps records. Written against [`Records`] alone; a backend adds a [`Home`] and
//! names it in `contract_suite!`.

pub(crate) mod answers;
pub(crate) mod erasing;
pub(crate) mod facts;
pub(crate) mod folding;
pub(crate) mod importing;
pub(crate) mod together;

use std::future::Future;

use afterglow_store::{Kind, NewAnswer, NewFact, PersonId, ProtocolName, Records};
use jiff::Timestamp;
use serde_json::{Value, json};

/// A place for records that can be opened again after it was closed.
pub(crate) trait Home: Send + Sync {
    /// What is opened.
    type Records: Records + Clone + 'static;

    /// A place with nothing in it.
    fn new() -> Self;

    /// Opens it.
    fn open(&self) -> impl Future<Output = Self::Records> + Send;

    /// Closes it.
    fn close(&self, records: Self::Records) -> impl Future<Output = ()> + Send;
}

/// One test for each sentence of the contract.
#[macro_export]
macro_rules! contract_suite {
    ($home:ty) => {
        $crate::contract_suite!($home, facts:
            facts_come_back_as_recorded, a_correction_leaves_what_it_replaces, a_fact_is_replaced_at_most_once,
            what_is_replaced_must_be_of_the_same_kind_and_person, two_facts_of_a_request_cannot_replace_the_same,
            a_clock_that_goes_back_does_not_change_the_order, what_is_sent_twice_is_recorded_once, what_cannot_be_a_fact_is_refused,
            nobody_has_no_facts, people_come_back_as_created, facts_outlive_closing);
        $crate::contract_suite!($home, answers:
            an_answer_comes_back_byte_by_byte, the_latest_answer_is_that_of_its_kind,
            an_answer_names_the_fact_that_caused_it, what_cannot_be_an_answer_is_refused,
            answers_of_others_are_not_found);
        $crate::contract_suite!($home, folding:
            a_case_is_made_of_all_kinds, a_second_session_begins_anew, a_plan_hides_no_check_in,
            correcting_an_earlier_session_keeps_the_later_one, sessions_are_compared_as_instants);
        $crate::contract_suite!($home, together:
            any_text_comes_back, a_bad_fact_leaves_nothing, a_bad_answer_leaves_nothing, many_at_once_are_all_kept,
            one_bad_request_spoils_no_other, of_many_corrections_one_wins, of_many_sendings_one_is_recorded);
        $crate::contract_suite!($home, importing:
            what_is_imported_is_the_same, the_same_person_may_come_twice_and_another_may_not,
            what_is_recorded_after_an_import_sorts_after_it, who_holds_nothing_gives_way_to_an_import,
            what_cannot_be_kept_is_refused_with_its_place, much_can_be_imported, what_is_kept_is_from_one_moment,
            an_imported_person_can_be_erased_and_come_back);
        $crate::contract_suite!($home, erasing:
            the_erased_are_gone_and_others_stay, nobody_cannot_be_erased, records_are_healthy);
    };
    ($home:ty, $module:ident: $($name:ident),*) => {
        mod $module {
            use super::*;

            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    let home = <$home as $crate::contract::Home>::new();
                    $crate::contract::$module::$name(&home).await;
                }
            )*
        }
    };
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn now() -> Timestamp {
    at("2026-11-24T15:00:00.123456789Z")
}

pub(crate) fn treatment(ended: &str) -> NewFact {
    NewFact::new(
        Kind::Treatment,
        json!({ "ended": ended, "device": "pen", "areas": [{ "area": "face", "depth_mm": 1.5 }] }),
    )
}

pub(crate) fn check_in(at: &str, note: &str) -> NewFact {
    NewFact::new(
        Kind::CheckIn,
        json!({ "at": at, "symptoms": { "redness": "mild" }, "signs": [], "temperature_c": 36.7, "note": note }),
    )
}

pub(crate) fn product(name: &str) -> NewFact {
    NewFact::new(Kind::Product, json!({ "name": name, "label": "Aqua, Glycerin, Retinol, Parfum" }))
}

pub(crate) fn answer(kind: &str, output: &str) -> NewAnswer {
    NewAnswer {
        kind: kind.to_owned(),
        cause: None,
        judged_at: at("2026-11-24T14:00:00Z"),
        input: json!({ "case": {}, "at": "2026-11-24T14:00:00Z" }).to_string(),
        output: output.to_owned(),
        protocol: ProtocolName {
            id: "microneedling".to_owned(),
            version: "1".to_owned(),
            digest: "0f".repeat(32),
        },
    }
}

/// The case of a person, which the core must accept.
pub(crate) async fn case(records: &impl Records, person: PersonId) -> Value {
    let case = afterglow_store::fold(&records.facts(person).await.unwrap());
    let text = case.to_string();
    let document = afterglow_core::document::Document::guess("case.json", &text);
    if let Err(problems) = afterglow_core::case::read(&document) {
        panic!("{text}\n{problems:?}");
    }
    case
}
