//! A label read: every piece of it as a name of the dictionary, or as something unknown.

use super::Dictionary;
use super::dictionary::Name;
use super::grammar;
use super::key::key;
use super::overlooked;
use super::split::{self, Piece, Place};
use crate::set::Set;
use crate::vocabulary::{IngredientClass, Role};

/// What a label says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// What was recognised, in the order of the label, each once.
    pub matched: Vec<Matched>,
    /// What was not, as it stands on the label.
    pub unknown: Vec<String>,
    /// Whether it looks like a list of ingredients at all.
    pub is_list: bool,
}

/// Something on a label that was recognised.
#[derive(Clone, Debug, PartialEq)]
pub struct Matched {
    /// As it stands on the label.
    pub seen: String,
    /// The EU INCI name that it was read as.
    pub read_as: String,
    /// How.
    pub how: How,
    /// Its classes.
    pub classes: Set<IngredientClass>,
    /// Its role, where it has no class.
    pub role: Option<Role>,
    /// Its strength in per cent, if the label states it.
    pub percent: Option<f64>,
}

/// How something was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It is a name of the dictionary.
    Exact,
    /// It is one or two letters from a name, or what a camera makes of one.
    Close,
    /// It is built from known parts.
    Formed,
}

impl How {
    /// The id that answers use.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Close => "close",
            Self::Formed => "formed",
        }
    }
}

/// Reads a label. Nothing in it is guessed: what is not recognised is listed.
///
/// ```
/// use afterglow_core::label::{self, Dictionary};
///
/// let dictionary = Dictionary::builtin().unwrap();
/// let reading = label::read(&dictionary, "Ingredients: Aqua, Retino1, Norvalumide");
/// assert_eq!(reading.matched[1].read_as, "Retinol");
/// assert_eq!(reading.unknown, ["Norvalumide"]);
/// ```
#[must_use]
pub fn read(dictionary: &Dictionary, text: &str) -> Reading {
    if text.len() > split::MOST_BYTES {
        return Reading::default();
    }
    let pieces = split::pieces(text);
    let mut answers: Vec<(Place, Answer)> =
        pieces.iter().map(|piece| (piece.place, resolve(dictionary, piece))).collect();
    without_claims(&mut answers);
    without_prose(&mut answers);
    let recognised = answers.iter().filter(|(_, answer)| matches!(answer, Answer::Known(_))).count();
    let is_list = recognised > 0 && recognised * 3 >= answers.len();
    let mut reading = Reading { is_list, ..Reading::default() };
    for (_, answer) in answers {
        match answer {
            Answer::Known(matched) => matched.into_iter().for_each(|matched| reading.add(matched)),
            Answer::Unknown(seen) => reading.add(Found::Unknown(seen)),
        }
    }
    // With brackets in the middle, what people call it is part of the name.
    let is_inside = |piece: &Piece| !piece.inner.is_empty() && !piece.inner_is_last;
    let whole = |piece: &&Piece| is_inside(piece) && exact(dictionary, piece).is_some();
    let whole: Vec<&str> = pieces.iter().filter(whole).map(|piece| piece.raw.as_str()).collect();
    for found in overlooked::names(dictionary, text, &reading, &whole) {
        reading.add(found);
    }
    reading
}

/// What became of a piece.
enum Answer {
    /// Names, and what stood between them and was none.
    Known(Vec<Found>),
    Unknown(String),
}

/// A name, or something unknown beside one.
pub(super) enum Found {
    Name(Matched),
    Unknown(String),
}

impl Reading {
    fn add(&mut self, found: Found) {
        match found {
            Found::Name(new) => match self.matched.iter_mut().find(|known| known.read_as == new.read_as) {
                Some(known) => known.percent = known.percent.or(new.percent),
                None => self.matched.push(new),
            },
            Found::Unknown(seen) if !self.unknown.contains(&seen) => self.unknown.push(seen),
            Found::Unknown(_) => {}
        }
    }
}

/// What stands before the heading of a list is a claim, unless it is a list itself. What stands behind a strength and says
/// what it is for is no name.
fn without_claims(answers: &mut Vec<(Place, Answer)>) {
    let before = answers
        .iter()
        .filter(|(place, answer)| *place == Place::BeforeTheList && matches!(answer, Answer::Known(_)));
    let is_list = before.count() >= 2;
    answers.retain(|(place, answer)| match (place, answer) {
        (Place::BeforeTheList, _) => is_list,
        (Place::AfterAStrength, Answer::Unknown(seen)) => !is_purpose(seen) && !is_prose(seen),
        _ => true,
    });
}

/// Sentences before the first name and after the last are no ingredients.
fn without_prose(answers: &mut Vec<(Place, Answer)>) {
    let is_known = |(_, answer): &(Place, Answer)| matches!(answer, Answer::Known(_));
    let (Some(first), Some(last)) = (answers.iter().position(is_known), answers.iter().rposition(is_known))
    else {
        return;
    };
    let mut at = 0;
    answers.retain(|(_, answer)| {
        let inside = (first..=last).contains(&at);
        at += 1;
        inside || !matches!(answer, Answer::Unknown(seen) if is_prose(seen))
    });
}

/// Words that say what something is for.
const PURPOSES: &[&str] = &[
    "sunscreen",
    "acne",
    "treatment",
    "medication",
    "skin",
    "protectant",
    "antifungal",
    "antiseptic",
    "local",
    "topical",
    "anesthetic",
    "anaesthetic",
    "external",
    "analgesic",
    "antiperspirant",
    "anti-itch",
    "antidandruff",
    "exfoliant",
    "purpose",
    "purposes",
    "drug",
    "and",
    "nano",
    "usp",
    "bp",
    "min",
    "max",
    "w",
    "m",
    "v",
    "cream",
    "gel",
    "lotion",
    "ointment",
    "solution",
    "of",
];

fn is_purpose(text: &str) -> bool {
    text.split([' ', '/', ':'])
        .all(|word| word.is_empty() || PURPOSES.contains(&word.to_lowercase().as_str()))
}

/// Words that stand in sentences and in no name.
const LINKS: &[&str] = &[
    "in",
    "on",
    "by",
    "for",
    "not",
    "keep",
    "away",
    "from",
    "store",
    "avoid",
    "the",
    "your",
    "of",
    "with",
    "is",
    "are",
    "we",
    "may",
    "this",
    "pour",
    "ne",
    "pas",
    "le",
    "la",
    "dans",
    "sur",
    "apply",
    "daily",
    "use",
    "only",
    "made",
    "tested",
    "particles",
    "reach",
];

fn is_prose(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.len() >= 3 && words.iter().any(|word| LINKS.contains(&word.as_str()))
}

pub(super) fn matched(seen: &str, name: &Name, how: How, percent: Option<f64>) -> Found {
    Found::Name(Matched {
        seen: seen.to_owned(),
        read_as: name.inci.clone(),
        how,
        classes: name.classes,
        role: name.role,
        percent,
    })
}

/// A piece as names: exactly, then closely, then as several names without a separator, then by its form; and the names in
/// its brackets.
fn resolve(dictionary: &Dictionary, piece: &Piece) -> Answer {
    let inner = named_in_brackets(dictionary, piece);
    if let Some(mut found) = exact(dictionary, piece) {
        // In the middle of a name stands what people call it, unless that says more than the name does.
        let classes = |found: &Found| match found {
            Found::Name(matched) => matched.classes,
            Found::Unknown(_) => Set::EMPTY,
        };
        let known = found.iter().fold(Set::EMPTY, |all, found| all.union(classes(found)));
        let is_new = |inner: &Found| !classes(inner).difference(known).is_empty();
        let is_last = piece.inner_is_last || piece.outer.is_empty();
        found.extend(inner.into_iter().filter(|inner| is_last || is_new(inner)));
        return Answer::Known(found);
    }
    if piece.outer.is_empty() && !piece.inner.is_empty() {
        let all = piece.inner.iter().flat_map(|inner| match resolve(dictionary, inner) {
            Answer::Known(found) => found,
            Answer::Unknown(seen) => vec![Found::Unknown(seen)],
        });
        return Answer::Known(all.collect());
    }
    let outer = without_qualities(dictionary, piece).map(|found| vec![found]);
    // An abbreviation is explained by what stands in brackets behind it.
    let is_short = key(&piece.outer).len() <= MOST_OF_AN_ABBREVIATION;
    let outer =
        outer.or_else(|| if is_short && !piece.inner.is_empty() { None } else { inexact(dictionary, piece) });
    let inner = if inner.is_empty() {
        piece.inner.iter().filter_map(|inner| close(dictionary, inner)).flatten().collect()
    } else {
        inner
    };
    match outer {
        Some(outer) => Answer::Known(outer.into_iter().chain(inner).collect()),
        None if inner.is_empty() => Answer::Unknown(piece.outer.clone()),
        None if is_short => Answer::Known(inner),
        None => Answer::Known(std::iter::once(Found::Unknown(piece.outer.clone())).chain(inner).collect()),
    }
}

/// `DHA`, `AHA`, `Vit E`.
const MOST_OF_AN_ABBREVIATION: usize = 5;

/// The outer part of a piece that is no exact name.
fn inexact(dictionary: &Dictionary, piece: &Piece) -> Option<Vec<Found>> {
    if let Some(found) = close(dictionary, piece) {
        return Some(found);
    }
    let several = several(dictionary, &piece.outer, piece.percent);
    if !several.is_empty() {
        return Some(several);
    }
    let formed =
        [&piece.outer, &piece.joined].into_iter().find_map(|text| grammar::formed(dictionary, text))?;
    Some(vec![Found::Name(Matched {
        seen: piece.outer.clone(),
        read_as: piece.outer.clone(),
        how: How::Formed,
        classes: formed.classes,
        role: formed.role,
        percent: piece.percent,
    })])
}

/// The piece, or every part of it between slashes, is a name.
fn exact(dictionary: &Dictionary, piece: &Piece) -> Option<Vec<Found>> {
    let percent = piece.percent;
    for text in [&piece.outer, &piece.joined] {
        if let Some(name) = dictionary.by_key(&key(text)) {
            return Some(vec![matched(&piece.outer, name, How::Exact, percent)]);
        }
    }
    by_slashes(&piece.outer, |part| {
        dictionary.by_key(&key(part)).map(|name| matched(part, name, How::Exact, percent))
    })
}

/// Every part between slashes as a name: the same in several languages, or several.
fn by_slashes(text: &str, name: impl Fn(&str) -> Option<Found>) -> Option<Vec<Found>> {
    if !text.contains('/') {
        return None;
    }
    text.split('/').map(str::trim).filter(|part| !part.is_empty()).map(name).collect()
}

/// What stands in brackets and is a name of its own.
fn named_in_brackets(dictionary: &Dictionary, piece: &Piece) -> Vec<Found> {
    piece.inner.iter().filter_map(|inner| exact(dictionary, inner)).flatten().collect()
}

/// Words that say how good an ingredient is, and not which.
const QUALITIES: &[&str] = &[
    "usp",
    "bp",
    "nf",
    "ep",
    "phar",
    "medical",
    "medicinal",
    "grade",
    "cosmetic",
    "pharmaceutical",
    "organic",
    "certified",
    "pure",
    "purified",
    "raw",
    "refined",
    "unrefined",
    "virgin",
    "extra",
    "cold",
    "pressed",
    "cold-pressed",
    "natural",
    "bio",
    "sterile",
    "ground",
    "fresh",
    "dried",
    "micronized",
    "micronised",
    "nano",
    "fractionated",
];

/// A name with words of quality around it.
fn without_qualities(dictionary: &Dictionary, piece: &Piece) -> Option<Found> {
    let words = piece.outer.split_whitespace();
    let is_quality = |word: &&str| QUALITIES.contains(&word.to_lowercase().as_str());
    let kept: Vec<&str> = words.filter(|word| !is_quality(word)).collect();
    let name = dictionary.by_key(&key(&kept.concat()))?;
    Some(matched(&piece.outer, name, How::Exact, piece.percent))
}

/// A close spelling of a name; of several, where it cannot be told which.
fn close(dictionary: &Dictionary, piece: &Piece) -> Option<Vec<Found>> {
    let near = |text: &str| near(dictionary, text, piece.percent);
    near(&piece.outer)
        .or_else(|| near(&piece.joined))
        .or_else(|| {
            by_slashes(&piece.outer, |part| {
                let exact =
                    dictionary.by_key(&key(part)).map(|name| matched(part, name, How::Exact, piece.percent));
                exact.or_else(|| near(part).and_then(|found| found.into_iter().next()))
            })
        })
        .filter(|found| !found.is_empty())
}

fn near(dictionary: &Dictionary, text: &str, percent: Option<f64>) -> Option<Vec<Found>> {
    let names = dictionary.close(&key(text));
    let first = names.first()?;
    // Several that mean the same for the skin: one of them is enough to name.
    let same = names.iter().all(|name| name.classes == first.classes && name.role == first.role);
    let count = if same { 1 } else { names.len() };
    Some(names.into_iter().take(count).map(|name| matched(text, name, How::Close, percent)).collect())
}

/// Words that may stand between names.
const BETWEEN: &[&str] = &["and", "et", "in", "with", "plus", "&", "contains", "und", "a", "the", "of"];

/// A run of so many words is a list whose separators are lost, and not one name with others inside.
const LIST_WORDS: usize = 9;

/// Names one after the other without separators. All of it must be names; only in a long run may something unknown stand
/// between them.
fn several(dictionary: &Dictionary, text: &str, percent: Option<f64>) -> Vec<Found> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 2 {
        return Vec::new();
    }
    let may_skip = words.len() >= LIST_WORDS;
    let (mut found, mut skipped, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(word) = words.get(at) {
        if let Some((count, name)) = dictionary.longest(&words, at) {
            end_of_unknown(&mut skipped, &mut found);
            let seen = words.get(at..at + count).unwrap_or_default().join(" ");
            let seen = seen.trim_matches(|letter: char| !letter.is_alphanumeric());
            found.push(matched(seen, name, How::Exact, None));
            at += count;
        } else {
            if !BETWEEN.contains(&word.to_lowercase().as_str()) {
                if !may_skip {
                    return Vec::new();
                }
                skipped.push(*word);
            }
            at += 1;
        }
    }
    end_of_unknown(&mut skipped, &mut found);
    let names = found.iter().filter(|found| matches!(found, Found::Name(_))).count();
    // One name and words around it is not a list, and a name inside another is none.
    if names < if may_skip { 4 } else { 1 } || (may_skip && names * 2 < found.len()) {
        return Vec::new();
    }
    if let (Some(Found::Name(first)), true) = (found.first_mut(), names == 1) {
        first.percent = percent;
    }
    found
}

fn end_of_unknown(skipped: &mut Vec<&str>, found: &mut Vec<Found>) {
    if !skipped.is_empty() {
        found.push(Found::Unknown(skipped.join(" ")));
        skipped.clear();
    }
}
