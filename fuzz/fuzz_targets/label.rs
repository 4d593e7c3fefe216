//! Texts as labels: nothing may panic, and what is not recognised never leads to "yes".
#![no_main]

use std::sync::LazyLock;

use afterglow_core::engine::{self, LabelVerdict};
use afterglow_core::label::Dictionary;
use afterglow_fuzz::{BUILTIN, somebody};
use libfuzzer_sys::fuzz_target;

static DICTIONARY: LazyLock<Dictionary> =
    LazyLock::new(|| Dictionary::builtin().unwrap_or_else(|problems| panic!("{problems:?}")));

fuzz_target!(|text: &str| {
    let case = somebody();
    let Some(ended) = case.ended() else { return };
    let labels = engine::labels(
        &BUILTIN,
        &DICTIONARY,
        case,
        [("", text)],
        ended + jiff::SignedDuration::from_hours(3_000),
    );
    for product in &labels.products {
        let is_understood = product.reading.is_list && product.reading.unknown.is_empty();
        assert!(is_understood || product.answer != LabelVerdict::Yes);
    }
});
