//! How hard a text is to read: Flesch-Kincaid grade, with a syllable counter of its own.
//!
//! The grade is 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid 1975). It is measured with the
//! names of medicines, illnesses, ingredients and labels left out, as nobody can choose an easier word for those.

/// Names that are left out of the measure.
pub const NAMES: &[&str] = &[
    "acetaminophen",
    "afterglow",
    "alpha-hydroxy",
    "anaesthetic",
    "antibiotic",
    "aspirin",
    "azelaic",
    "benzoyl",
    "botulinum",
    "ceramide",
    "chemotherapy",
    "ciprofloxacin",
    "collagen",
    "diabetes",
    "doxycycline",
    "eczema",
    "enzymes",
    "epilepsy",
    "fitzpatrick",
    "hyaluronic",
    "hyaluronic-acid",
    "ibuprofen",
    "isotretinoin",
    "keloid",
    "lidocaine",
    "melasma",
    "microneedling",
    "niacinamide",
    "paracetamol",
    "peptide",
    "peptides",
    "peroxide",
    "psoriasis",
    "radio-frequency",
    "retinoid",
    "retinoids",
    "retinol",
    "rosacea",
    "serum",
    "spf",
    "steroid",
    "titanium",
    "vitamin",
    "vitiligo",
    "zinc",
];

/// A text, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counted {
    /// Sentences.
    pub sentences: usize,
    /// Words.
    pub words: usize,
    /// Syllables.
    pub syllables: usize,
}

impl Counted {
    /// The Flesch-Kincaid grade; 0 for a text without words.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "no text has so many words")]
    pub fn grade(self) -> f64 {
        if self.words == 0 || self.sentences == 0 {
            return 0.0;
        }
        let (sentences, words, syllables) = (self.sentences as f64, self.words as f64, self.syllables as f64);
        0.39 * words / sentences + 11.8 * syllables / words - 15.59
    }
}

/// Counts a text. A line end closes a sentence, too: headings and list items have no full stop.
#[must_use]
pub fn count(text: &str) -> Counted {
    let mut counted = Counted::default();
    for sentence in sentences(text) {
        let words: Vec<String> = words(sentence).filter(|word| !NAMES.contains(&word.as_str())).collect();
        if !words.is_empty() {
            counted.sentences += 1;
            counted.words += words.len();
            counted.syllables += words.iter().map(|word| syllables(word)).sum::<usize>();
        }
    }
    counted
}

/// The sentences of a text.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '!', '?', ':', ';', '\n']).map(str::trim).filter(|sentence| !sentence.is_empty())
}

/// The words of a sentence in lower case; numbers and signs are none.
pub fn words(sentence: &str) -> impl Iterator<Item = String> {
    sentence
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '-' || letter == '\''))
        .map(|word| word.trim_matches(['-', '\'']).to_lowercase())
        .filter(|word| word.chars().any(char::is_alphabetic))
}

/// Syllables of an English word: groups of vowels, without a silent e at the end.
#[must_use]
pub fn syllables(word: &str) -> usize {
    let parts = word.split('-').filter(|part| !part.is_empty());
    parts.map(part_syllables).sum::<usize>().max(1)
}

fn part_syllables(part: &str) -> usize {
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let letters: Vec<char> = part.chars().collect();
    let starts = letters.iter().enumerate().filter(|(position, letter)| {
        let before = position.checked_sub(1).and_then(|before| letters.get(before));
        is_vowel(**letter) && before.is_none_or(|before| !is_vowel(*before))
    });
    let mut count = starts.count();
    let silent_e = part.ends_with('e') && !part.ends_with("le");
    let silent_ed = part.ends_with("ed") && !part.ends_with("ted") && !part.ends_with("ded");
    if (silent_e || silent_ed) && count > 1 {
        count -= 1;
    }
    count.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_syllables_as_a_reader_does() {
        for (word, count) in [
            ("skin", 1),
            ("make-up", 2),
            ("needle", 2),
            ("care", 1),
            ("healed", 1),
            ("treated", 2),
            ("today", 2),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn the_grade_of_a_known_text() {
        // 2 sentences, 12 words, 14 syllables: 0.39 * 6 + 11.8 * 14 / 12 - 15.59
        let counted = count("The cat sat on the mat. It looked at the yellow moon.");
        assert_eq!(counted, Counted { sentences: 2, words: 12, syllables: 13 });
        assert!((counted.grade() - (0.39 * 6.0 + 11.8 * 13.0 / 12.0 - 15.59)).abs() < 1e-9);
    }

    #[test]
    fn names_are_left_out() {
        assert_eq!(count("Take paracetamol.").words, 1);
    }
}
