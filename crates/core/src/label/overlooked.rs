//! Names that must not be overlooked: what stands on a label outside its list, in sentences, in claims, behind headings that
//! were not understood, is looked through for every ingredient that is more than plain.

use super::Dictionary;
use super::dictionary::Name;
use super::read::{Found, How, Reading, matched};
use super::split;
use crate::vocabulary::{IngredientClass, Role};

/// What says where a scent comes from ("from natural essential oils"), and is no ingredient there.
const ORIGIN: &str = "Essential Oil";

/// The names in the text that neither the reading nor the `whole` pieces hold, unless the text says that they are not in it.
pub(super) fn names(dictionary: &Dictionary, text: &str, reading: &Reading, whole: &[&str]) -> Vec<Found> {
    let rest = without_seen(&split::flat(text), reading, whole);
    let mut found = Vec::new();
    for sentence in rest.split(ends_a_sentence) {
        let words: Vec<&str> = sentence.split(is_between_words).filter(|word| !word.is_empty()).collect();
        let mut at = 0;
        while at < words.len() {
            let Some((count, name)) = dictionary.longest(&words, at) else {
                at += 1;
                continue;
            };
            let seen = words.get(at..at + count).unwrap_or_default().join(" ");
            let before = words.get(..at).unwrap_or_default();
            let after = words.get(at + count..).unwrap_or_default();
            let is_known = reading.matched.iter().any(|known| known.read_as == name.inci);
            let counts = !is_plain(name) && name.inci != ORIGIN;
            if !is_known && counts && !is_denied(before, after) {
                found.push(matched(&seen, name, How::Exact, None));
            }
            at += count;
        }
    }
    found
}

/// The text without what the reading holds, known or not.
fn without_seen(text: &str, reading: &Reading, whole: &[&str]) -> String {
    let seen = reading.matched.iter().map(|matched| matched.seen.as_str());
    let seen = seen.chain(reading.unknown.iter().map(String::as_str));
    let mut seen: Vec<&str> = seen.chain(whole.iter().copied()).collect();
    seen.sort_by_key(|seen| std::cmp::Reverse(seen.len()));
    let mut rest = text.to_owned();
    for seen in seen.into_iter().filter(|seen| !seen.is_empty()) {
        // A mark keeps apart what stood around it.
        rest = rest.replace(seen, " | ");
    }
    rest
}

fn ends_a_sentence(letter: char) -> bool {
    matches!(letter, '.' | ';' | ':' | '!' | '?' | '\n' | '|')
}

fn is_between_words(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, ',' | '(' | ')' | '*' | '"' | '\u{201c}' | '\u{201d}' | '\u{201e}')
}

/// Whether an ingredient is so plain that nothing is lost without it.
fn is_plain(name: &Name) -> bool {
    use IngredientClass::{Ceramide, Humectant, HyaluronicAcid, Occlusive, Soother};
    let plain = [Ceramide, Humectant, HyaluronicAcid, Occlusive, Soother];
    name.role != Some(Role::Medicine) && name.classes.iter().all(|class| plain.contains(&class))
}

/// Words that say that something is not in it,
const DENY: &[&str] = &["free", "no", "without", "non", "sans", "ohne", "zero", "senza", "sin"];
/// words after which it may be in it again,
const BUT: &[&str] =
    &["but", "except", "with", "plus", "contains", "containing", "mais", "avec", "aber", "sauf", "not"];
/// and words behind a name that say the same.
const DENY_AFTER: &[&str] = &["free", "alternative", "substitute", "replacement", "like"];

/// Whether the sentence says that what follows `before` is not in the product.
fn is_denied(before: &[&str], after: &[&str]) -> bool {
    let is_in = |list: &[&str], word: &str| list.contains(&word.to_lowercase().as_str());
    let last = before.iter().rev().find(|word| is_in(DENY, word) || is_in(BUT, word));
    let denies_after = match after {
        // "... free from parabens" speaks of what follows.
        [free, from, ..] if is_in(&["free"], free) && is_in(&["from", "of"], from) => false,
        [word, ..] => is_in(DENY_AFTER, word.trim_start_matches('-')),
        [] => false,
    };
    denies_after || last.is_some_and(|word| is_in(DENY, word))
}
