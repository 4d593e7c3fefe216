//! What is read: labels drawn at random from a fixed seed, so that every run draws the same.

use afterglow_core::label::{Dictionary, Name};
use fastrand::Rng;

/// How many labels are drawn, and how many ingredients each has.
const LABELS: usize = 200;
const INGREDIENTS: usize = 30;
/// So many of the ingredients of a label are misspelt: a tenth.
const MISSPELT: usize = 3;
const SEED: u64 = 5;

/// Names with fewer letters are never misspelt: nobody could tell which is meant.
const FEWEST_LETTERS: usize = 5;
/// Names with so many letters may be two letters off.
const TWO_EDITS: usize = 10;

/// What a camera takes for something else, either way round.
const CONFUSED: &[(&str, &str)] = &[("l", "1"), ("O", "0"), ("o", "0"), ("m", "rn")];

/// A label.
pub(super) struct Label<'d> {
    /// As a pack has it.
    pub(super) text: String,
    /// Its ingredients, one by one.
    pub(super) seen: Vec<String>,
    /// What each of them is: no two are the same.
    pub(super) truth: Vec<&'d str>,
}

/// The labels, the same in every run.
pub(super) fn labels(dictionary: &Dictionary) -> Vec<Label<'_>> {
    let mut random = Rng::with_seed(SEED);
    (0..LABELS).map(|_| label(dictionary, &mut random)).collect()
}

fn label<'d>(dictionary: &'d Dictionary, random: &mut Rng) -> Label<'d> {
    let names: Vec<&Name> = random.choose_multiple(dictionary.names(), INGREDIENTS);
    let truth: Vec<&str> = names.into_iter().map(|name| name.inci.as_str()).collect();
    let long = (0..truth.len()).filter(|at| letters(truth[*at]).len() >= FEWEST_LETTERS);
    let misspelt = random.choose_multiple(long, MISSPELT);
    assert!(misspelt.len() == MISSPELT, "too few long names in a label");
    let mut seen: Vec<String> = truth.iter().map(|name| (*name).to_owned()).collect();
    for at in misspelt {
        seen[at] = misspell(dictionary, truth[at], random);
    }
    Label { text: seen.join(", "), seen, truth }
}

/// The name as a camera or a tired hand writes it, so that it is no spelling of any name.
fn misspell(dictionary: &Dictionary, name: &str, random: &mut Rng) -> String {
    loop {
        let written = if random.u8(..5) == 0 { confuse(name, random) } else { mistype(name, random) };
        if dictionary.exact(&written).is_none() {
            return written;
        }
    }
}

/// One thing that a camera confuses; the name itself, where there is none.
fn confuse(name: &str, random: &mut Rng) -> String {
    let both = CONFUSED.iter().flat_map(|(one, other)| [(*one, *other), (*other, *one)]);
    let places = both.flat_map(|(from, to)| name.match_indices(from).map(move |(at, _)| (at, from, to)));
    random.choice(places.collect::<Vec<_>>()).map_or_else(
        || name.to_owned(),
        |(at, from, to)| format!("{}{to}{}", &name[..at], &name[at + from.len()..]),
    )
}

/// One or two letters changed, left out, added or swapped. Numbers stay: with another number it would be another name.
fn mistype(name: &str, random: &mut Rng) -> String {
    let edits = if letters(name).len() < TWO_EDITS { 1 } else { random.usize(1..=2) };
    let mut name = name.to_owned();
    for _ in 0..edits {
        let places = letters(&name);
        let (at, letter) = places[random.usize(..places.len())];
        let end = at + letter.len_utf8();
        let next = name[end..].chars().next().filter(|next| next.is_alphabetic());
        let edited = match (random.u8(..4), next) {
            (0, Some(next)) => format!("{next}{letter}{}", &name[end + next.len_utf8()..]),
            (1, _) => name[end..].to_owned(),
            (2, _) => format!("{letter}{}{}", random.lowercase(), &name[end..]),
            _ => format!("{}{}", random.lowercase(), &name[end..]),
        };
        name.replace_range(at.., &edited);
    }
    name
}

/// The letters of a name, and where each begins.
fn letters(name: &str) -> Vec<(usize, char)> {
    name.char_indices().filter(|(_, letter)| letter.is_alphabetic()).collect()
}
