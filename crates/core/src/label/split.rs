//! A label taken apart: where the list begins and ends, and its pieces, each with what stands in brackets.

/// Longer texts are no label.
pub(super) const MOST_BYTES: usize = 20_000;

/// A piece between two separators.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece {
    /// Without its brackets and its strength.
    pub(super) outer: String,
    /// With what stands in brackets, in its place.
    pub(super) joined: String,
    /// What stands in brackets: whether it ends the piece, and its own pieces.
    pub(super) inner: Vec<Piece>,
    /// Whether the brackets end it.
    pub(super) inner_is_last: bool,
    /// Its strength in per cent, if it is stated.
    pub(super) percent: Option<f64>,
    /// Where it stands.
    pub(super) place: Place,
    /// As it stands, brackets and all, with single spaces.
    pub(super) raw: String,
}

/// Where a piece stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// Before the heading of the list: a claim, a name of the product, or another list.
    BeforeTheList,
    /// In the list.
    #[default]
    InTheList,
    /// Behind the strength of the piece before it: what that is for, or the next name.
    AfterAStrength,
}

/// Where a list begins.
const BEGINS: &[&str] = &[
    "inactive ingredients",
    "inactive ingredient",
    "active ingredients",
    "active ingredient",
    "other ingredients",
    "full ingredients",
    "ingredients list",
    "ingredient list",
    "ingredients",
    "ingrédients",
    "ingredient",
    "ingrédient",
    "composition",
    "inci",
    "ctfa",
    "inhaltsstoffe",
    "bestandteile",
    "ingredienti",
    "ingredientes",
    "ingrediënten",
    "excipients",
    "excipient",
    "principe actif",
    "principes actifs",
    "substance active",
    "may contain",
    "peut contenir",
    "inactive",
    "actives",
    "active",
    "contains",
    "contient",
];

/// Beginnings that need no colon,
const BARE: usize = 10;
/// and those that begin a list wherever they stand.
const ANYWHERE: usize = 5;

/// Beginnings of a list that follows another one: what stands before them is read as well.
const SECOND: &[&str] =
    &["inactive", "other", "excipient", "may contain", "peut contenir", "contains", "contient"];

/// What stands on a pack after a list.
const ENDS: &[&str] = &[
    "purpose",
    "uses",
    "use",
    "directions",
    "warnings",
    "warning",
    "other information",
    "questions",
    "keep out",
    "how to use",
    "mode d'emploi",
    "made in",
    "distributed by",
    "manufactured",
    "best before",
    "storage",
    "store",
    "precautions",
    "for external use",
    "dermatologically",
    "suitable for",
    "not tested",
    "cruelty",
    "net wt",
];

/// The pieces of a label, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let text = cleaned(text);
    let (before, list) = list_of(&text);
    let mut pieces = Vec::new();
    for (part, place) in [(before, Place::BeforeTheList), (list, Place::InTheList)] {
        for text in split(&part) {
            let (mut rest, mut place) = (Some(text), place);
            while let Some(text) = rest {
                let (piece, tail) = open(&text, place);
                pieces.extend(piece);
                rest = tail;
                if place == Place::InTheList {
                    place = Place::AfterAStrength;
                }
            }
        }
    }
    pieces
}

/// The text with one kind of bracket and mark, and nothing left out: for looking up what the list did not hold.
pub(super) fn flat(text: &str) -> String {
    let joined = text.replace("-\r\n", "").replace("-\n", "");
    let one: String = joined.chars().filter(is_shown).map(one_mark).collect();
    one.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One kind of bracket and separator, broken words joined, footnotes gone.
fn cleaned(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace("+/-", " ").replace('±', " ");
    let by_lines = is_by_lines(&text);
    let mut clean = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.trim();
        let footnote = line.trim_start_matches(['*', '†', '‡', '°', '¹', '²']);
        if footnote.len() < line.len() && footnote.starts_with(char::is_alphabetic) && clean.contains(',') {
            continue;
        }
        let line = line
            .strip_prefix("- ")
            .or_else(|| line.strip_prefix("* "))
            .map_or_else(|| line.to_owned(), |entry| format!(";{entry}"));
        if let Some(word) = line.strip_suffix('-').filter(|word| word.ends_with(char::is_alphanumeric)) {
            // A word that goes on in the next line.
            clean.push_str(word);
            continue;
        }
        clean.push_str(&line);
        clean.push(if by_lines { ';' } else { '\n' });
    }
    let clean: String = clean.chars().filter(is_shown).map(one_mark).collect();
    without_footnotes(&clean)
}

/// Marks that separate or enclose, each in one form.
fn one_mark(letter: char) -> char {
    match letter {
        '[' | '{' | '（' => '(',
        ']' | '}' | '）' => ')',
        '•' | '·' | '▪' | '●' | '|' | '；' | '◦' | '\t' => ';',
        '，' | '、' => ',',
        '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        '–' | '—' | '‐' | '‑' => '-',
        '’' => '\'',
        letter => letter,
    }
}

/// Whether a letter is seen on a pack and stands for something.
fn is_shown(letter: &char) -> bool {
    !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '™' | '®' | '©')
}

/// Whether every line is an entry of its own.
fn is_by_lines(text: &str) -> bool {
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    let marks = text.chars().filter(|letter| matches!(letter, ',' | ';' | '•' | '·')).count();
    lines > 2 && marks + 1 < lines
}

/// A star that begins a word begins a footnote, up to the end of its line.
fn without_footnotes(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let starts: Vec<usize> = line.match_indices('*').map(|(at, _)| at).collect();
        let begins = starts.into_iter().find(|at| {
            let (before, after) = line.split_at(*at);
            let word = after.trim_start_matches('*');
            before.ends_with("  ") && word.starts_with(char::is_alphabetic)
        });
        match begins {
            Some(at) => {
                kept.push_str(line.split_at(at).0);
                kept.push('\n');
            }
            None => kept.push_str(line),
        }
    }
    kept
}

/// What stands before the first heading, and what stands between a heading and the next. Without a heading it is all list.
fn list_of(text: &str) -> (String, String) {
    let small = text.to_lowercase();
    if small.len() != text.len() {
        // A letter that is longer in small: places would not agree.
        return (String::new(), text.to_owned());
    }
    let mut marks: Vec<(usize, usize, bool)> = Vec::new();
    for (rank, heading) in BEGINS.iter().enumerate() {
        for (at, _) in small.match_indices(heading) {
            let end = at + heading.len();
            let known = marks.iter().any(|(from, to, _)| at < *to && end > *from);
            if !known && is_word(&small, at, end) {
                marks.extend(begin(&small, at, end, rank).map(|to| (at, to, true)));
            }
        }
    }
    if marks.is_empty() {
        return (String::new(), without_claim(text).to_owned());
    }
    for heading in ENDS {
        for (at, _) in small.match_indices(heading) {
            let end = at + heading.len();
            if is_word(&small, at, end) && begins_a_sentence(&small, at) {
                marks.push((at, end, false));
            }
        }
    }
    marks.sort_unstable();
    let (mut before, mut list) = (String::new(), String::new());
    if let Some((at, to, _)) = marks.first() {
        let heading = small.get(*at..*to).unwrap_or_default();
        let is_second = SECOND.iter().any(|second| heading.starts_with(second));
        let part = if is_second { &mut list } else { &mut before };
        part.push_str(text.get(..*at).unwrap_or_default());
        part.push(';');
    }
    for (number, (_, from, is_list)) in marks.iter().enumerate() {
        let to = marks.get(number + 1).map_or(text.len(), |next| next.0);
        if *is_list && from <= &to {
            list.push_str(text.get(*from..to).unwrap_or_default());
            list.push(';');
        }
    }
    (before, list)
}

/// Where the list begins after a heading, if it is one: with a colon, at a new line, or in a box of facts.
fn begin(text: &str, at: usize, end: usize, rank: usize) -> Option<usize> {
    let after = text.get(end..)?;
    let skipped = after.trim_start_matches(['(', ')', 's', ' ']);
    let colon = skipped.starts_with(':').then(|| end + after.len() - skipped.len() + 1);
    let is_bare = rank < BARE || (begins_a_sentence(text, at) && (at == 0 || after.starts_with('\n')));
    colon.or_else(|| (rank < ANYWHERE || is_bare && begins_a_sentence(text, at)).then_some(end))
}

fn begins_a_sentence(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let bare = before.trim_end_matches(' ');
    bare.is_empty() || bare.ends_with(['\n', '.', ';', ':', '!', ')']) || before.len() - bare.len() >= 2
}

fn is_word(text: &str, from: usize, to: usize) -> bool {
    let before = text.get(..from).and_then(|text| text.chars().next_back());
    let after = text.get(to..).and_then(|text| text.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// Words of advertisements and of home-made lists.
const CLAIMS: &[&str] = &[
    "free",
    "pure",
    "natural",
    "organic",
    "alternative",
    "with",
    "for",
    "made",
    "my",
    "homemade",
    "home-made",
    "vegan",
    "oils",
    "serum",
    "cream",
    "lotion",
    "toner",
    "gel",
    "mask",
    "mix",
    "new",
    "tested",
    "no",
    "without",
    "sans",
    "avec",
];

/// A first sentence that advertises, or names the mixture, is no part of the list.
fn without_claim(text: &str) -> &str {
    let first_comma = text.find([',', ';']).unwrap_or(text.len());
    let Some(end) = text.find(['.', '!', ':', '\n']).filter(|end| *end < first_comma) else { return text };
    let (claim, rest) = text.split_at(end);
    let advertises = claim.split([' ', '\'']).any(|word| CLAIMS.contains(&word.to_lowercase().as_str()));
    let after = rest.get(1..).unwrap_or_default();
    let is_end = after.starts_with([' ', '\n']) && after.trim_start().starts_with(char::is_alphabetic);
    if advertises && is_end { rest.get(1..).unwrap_or_default() } else { text }
}

/// The list at its separators, brackets kept whole.
fn split(list: &str) -> Vec<String> {
    let letters: Vec<char> = list.chars().collect();
    let closed = closed(&letters);
    let mut pieces = vec![String::new()];
    let mut depth = 0_usize;
    for (at, letter) in letters.iter().enumerate() {
        let ends = match letter {
            '(' if closed.get(at) == Some(&true) => {
                depth += 1;
                false
            }
            ')' if depth > 0 => {
                depth -= 1;
                false
            }
            _ if depth > 0 => false,
            _ => is_separator(&letters, at),
        };
        if ends {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(*letter);
        }
    }
    pieces
}

/// Which opening brackets are closed again; one that is not hides nothing.
fn closed(letters: &[char]) -> Vec<bool> {
    let mut closed = vec![false; letters.len()];
    let mut open = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        match letter {
            '(' => open.push(at),
            ')' => {
                if let Some(is_closed) = open.pop().and_then(|opened| closed.get_mut(opened)) {
                    *is_closed = true;
                }
            }
            _ => {}
        }
    }
    closed
}

fn is_separator(letters: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| letters.get(before)).copied().unwrap_or(' ');
    let after = letters.get(at + 1).copied().unwrap_or(' ');
    match letters.get(at) {
        Some(';') => true,
        Some(',') => !(before.is_ascii_digit() && after.is_ascii_digit()) || is_colour_list(letters, at),
        Some('+') => before == ' ' && after == ' ',
        // A sentence ends; a number with a point does not, nor does an abbreviation in the middle of a name.
        Some('.') => {
            !is_abbreviated(letters, at)
                && after.is_whitespace()
                && letters.get(at + 1..).is_some_and(|rest| {
                    rest.iter()
                        .find(|letter| !letter.is_whitespace())
                        .is_none_or(|next| next.is_uppercase() || next.is_ascii_digit())
                })
        }
        _ => false,
    }
}

/// `No. 40`, `C.I. 77491`, `Ext. Violet`: the point belongs to the word.
fn is_abbreviated(letters: &[char], at: usize) -> bool {
    let before = letters.get(..at).unwrap_or_default();
    let word: String = before.iter().rev().take_while(|letter| letter.is_alphabetic()).collect();
    let word = word.to_lowercase();
    // Backwards.
    word.chars().count() == 1 || ["on", "txe", "tiv", "ce", "ts"].contains(&word.as_str())
}

/// `77491,77492`: five digits on either side.
fn is_colour_list(letters: &[char], at: usize) -> bool {
    let before = letters
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(|letter| letter.is_ascii_digit())
        .count();
    let after =
        letters.get(at + 1..).unwrap_or_default().iter().take_while(|letter| letter.is_ascii_digit()).count();
    before == 5 && after == 5
}

/// A piece with its brackets opened and its strength read; nothing if no letter is left.
fn open(text: &str, place: Place) -> (Option<Piece>, Option<String>) {
    let raw = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut piece = Piece { place, raw, ..Piece::default() };
    let (mut depth, mut inner) = (0_usize, String::new());
    let letters: Vec<char> = text.chars().collect();
    let closed = closed(&letters);
    for (at, letter) in letters.iter().enumerate() {
        match letter {
            '(' if closed.get(at) == Some(&true) => {
                depth += 1;
                // Brackets in brackets are not opened again.
                inner.push(' ');
            }
            ')' if depth > 0 => {
                depth -= 1;
                inner.push(' ');
                if depth == 0 {
                    piece.brackets(&inner);
                    inner.clear();
                }
            }
            '(' | ')' => {}
            letter if depth > 0 => inner.push(*letter),
            letter => {
                piece.inner_is_last &= !letter.is_alphanumeric();
                piece.outer.push(*letter);
                piece.joined.push(*letter);
            }
        }
    }
    let tail = piece.strength();
    piece.outer = trimmed(&piece.outer);
    piece.joined = trimmed(&piece.joined);
    // Colours share one `CI`: "CI 77491, 77492".
    if piece.outer.len() == 5 && piece.outer.bytes().all(|byte| byte.is_ascii_digit()) {
        piece.outer.insert_str(0, "CI ");
    }
    let is_something = piece.outer.chars().any(char::is_alphabetic) || !piece.inner.is_empty();
    (is_something.then_some(piece), tail)
}

impl Piece {
    fn brackets(&mut self, inner: &str) {
        self.joined.push(' ');
        self.joined.push_str(inner);
        self.joined.push(' ');
        self.outer.push(' ');
        self.inner_is_last = true;
        if let Some((percent, _, _)) = strength(inner) {
            self.percent = self.percent.or(Some(percent));
        }
        for text in split(inner) {
            let mut rest = Some(text);
            while let Some(text) = rest {
                let (piece, tail) = open(&text, Place::InTheList);
                self.inner.extend(piece);
                rest = tail;
            }
        }
    }

    /// Takes the strengths out. Behind one another name may stand: what is left of the text then.
    fn strength(&mut self) -> Option<String> {
        while let Some((_, from, to)) = strength(&self.joined) {
            self.joined.replace_range(from..to, " ");
        }
        while let Some((percent, from, to)) = strength(&self.outer) {
            self.percent = self.percent.or(Some(percent));
            let tail = self.outer.get(to..).unwrap_or_default().to_owned();
            let names = self.outer.get(..from).is_some_and(|before| before.chars().any(char::is_alphabetic));
            let goes_on = tail.trim_start().starts_with(char::is_lowercase);
            if names && !goes_on {
                self.outer.truncate(from);
                // The whole with its brackets is no name either.
                self.joined.clone_from(&self.outer);
                return tail.chars().any(char::is_alphabetic).then_some(tail);
            }
            self.outer.replace_range(from..to, " ");
        }
        None
    }
}

/// The first strength in a text, in per cent, with where it begins and ends.
fn strength(text: &str) -> Option<(f64, usize, usize)> {
    for (unit, per_cent) in [("%", 1.0), ("ppm", 1e-4), ("mg/g", 0.1), ("mg/ml", 0.1)] {
        let small = text.to_ascii_lowercase();
        for (at, _) in small.match_indices(unit) {
            let before = text.get(..at).unwrap_or_default().trim_end();
            let number = before
                .trim_end_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ','));
            let digits = before.get(number.len()..).unwrap_or_default().replace(',', ".");
            let is_apart = !number.ends_with(char::is_alphabetic);
            if let (Ok(value), true) = (digits.parse::<f64>(), is_apart) {
                let rest = text.get(at + unit.len()..).unwrap_or_default();
                let more = ["w/w", "w/v", "v/v", " w/w", " w/v", " v/v"]
                    .iter()
                    .find(|more| rest.starts_with(**more));
                return Some((
                    value * per_cent,
                    number.len(),
                    at + unit.len() + more.map_or(0, |more| more.len()),
                ));
            }
        }
    }
    None
}

/// Words that stand before a name and are none.
const LEADING: &[&str] =
    &["and", "et", "contains", "containing", "contient", "may contain", "peut contenir", "also"];

/// One space between words, and no mark, star or link word at the ends.
fn trimmed(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut text = words.join(" ");
    loop {
        let bare = text.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '\'');
        let small = bare.to_lowercase();
        let leading =
            LEADING.iter().find(|word| small.strip_prefix(**word).is_some_and(|rest| rest.starts_with(' ')));
        let next = match leading {
            Some(word) => bare.get(word.len()..).unwrap_or_default().trim().to_owned(),
            None => bare.to_owned(),
        };
        if next == text {
            return next;
        }
        text = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outers(text: &str) -> Vec<String> {
        pieces(text).into_iter().map(|piece| piece.outer).collect()
    }

    #[test]
    fn a_list_is_found_among_what_else_stands_on_a_pack() {
        for (text, expect) in [
            ("Ingredients: Aqua, Glycerin.", vec!["Aqua", "Glycerin"]),
            (
                "99% water! Fragrance free! Ingredients: Aqua, Glycerin",
                vec!["water! Fragrance free", "Aqua", "Glycerin"],
            ),
            ("INCI: Aqua; Glycerin • Parfum", vec!["Aqua", "Glycerin", "Parfum"]),
            (
                "Aqua\nGlycerin\nCetearyl Alcohol\nParfum",
                vec!["Aqua", "Glycerin", "Cetearyl Alcohol", "Parfum"],
            ),
            ("- Aqua\n- Glycerin\n- Parfum", vec!["Aqua", "Glycerin", "Parfum"]),
            ("Aqua, C12-15 Alkyl Benzoa-\nte, Parfum", vec!["Aqua", "C12-15 Alkyl Benzoate", "Parfum"]),
            ("Aqua, Cetearyl\nAlcohol, 1,2-Hexanediol", vec!["Aqua", "Cetearyl Alcohol", "1,2-Hexanediol"]),
            ("my homemade serum: distilled water + glycerin", vec!["distilled water", "glycerin"]),
            ("100% pure essential oils. Lavandula Oil, Linalool", vec!["Lavandula Oil", "Linalool"]),
            ("Aqua, CI 77491,77492", vec!["Aqua", "CI 77491", "CI 77492"]),
            (
                "Active ingredients Zinc Oxide 12% Sunscreen. Inactive ingredients: Water",
                vec!["Zinc Oxide", "Sunscreen", "Water"],
            ),
            ("Aqua, Linalool*, Citral**.\n*from organic farming", vec!["Aqua", "Linalool", "Citral"]),
            ("Aqua, Parfum. Made in France, by hand", vec!["Aqua", "Parfum", "Made in France", "by hand"]),
            ("Panthenol 5% Lidocaine 2%, Water", vec!["Panthenol", "Lidocaine", "Water"]),
            ("Aqua, FD&C Blue No. 1, Parfum", vec!["Aqua", "FD&C Blue No. 1", "Parfum"]),
            (
                "Drug Facts Active ingredient Adapalene 0.1% Purpose: Acne treatment. Inactive ingredients: water",
                vec!["Drug Facts", "Adapalene", "Purpose: Acne treatment", "water"],
            ),
            ("Aqua, Retinol. Contains: Phenoxyethanol", vec!["Aqua", "Retinol", "Phenoxyethanol"]),
            (
                "Tretinoin 0.05%, Hydroquinone 4%. Inactive: Glycerin",
                vec!["Tretinoin", "Hydroquinone", "Glycerin"],
            ),
            ("", vec![]),
            ("...", vec![]),
        ] {
            assert_eq!(outers(text), expect, "{text}");
        }
    }

    #[test]
    fn brackets_and_strengths_are_taken_apart() {
        let all = pieces(
            "Helianthus Annuus (Sunflower) Seed Oil, Salicylic Acid (2%), Niacinamide 5 %, [+/- CI 77491, CI 77492]",
        );
        assert_eq!(all.len(), 4);
        assert_eq!(all[0].outer, "Helianthus Annuus Seed Oil");
        assert_eq!(all[0].joined, "Helianthus Annuus Sunflower Seed Oil");
        assert!(!all[0].inner_is_last);
        assert_eq!((all[1].outer.as_str(), all[1].percent), ("Salicylic Acid", Some(2.0)));
        assert_eq!((all[2].outer.as_str(), all[2].percent), ("Niacinamide", Some(5.0)));
        assert_eq!(all[3].inner.len(), 2);
        assert!(
            pieces("Sodium Fluoride (1450 ppm)")[0]
                .percent
                .is_some_and(|percent| (percent - 0.145).abs() < 1e-9)
        );
    }
}
