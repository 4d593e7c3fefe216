//! A small set of vocabulary words, held in one machine word.

use std::fmt;
use std::marker::PhantomData;

use crate::vocabulary::Word;

/// A set of words of one vocabulary table (at most 64 words; a test counts them).
pub struct Set<W> {
    bits: u64,
    words: PhantomData<W>,
}

impl<W: Word> Set<W> {
    /// The set without a word.
    pub const EMPTY: Self = Self { bits: 0, words: PhantomData };

    /// Whether the word is in the set.
    #[must_use]
    pub fn contains(self, word: W) -> bool {
        self.bits & Self::bit(word) != 0
    }

    /// Adds a word.
    pub fn insert(&mut self, word: W) {
        self.bits |= Self::bit(word);
    }

    /// Whether nothing is in the set.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// The words that are in both sets.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self { bits: self.bits & other.bits, words: PhantomData }
    }

    /// The words that are in this set and not in the other.
    #[must_use]
    pub fn difference(self, other: Self) -> Self {
        Self { bits: self.bits & !other.bits, words: PhantomData }
    }

    /// The words that are in one of the sets.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { bits: self.bits | other.bits, words: PhantomData }
    }

    /// The words of the set, in the order of the vocabulary.
    pub fn iter(self) -> impl Iterator<Item = W> {
        W::ALL.iter().copied().filter(move |word| self.contains(*word))
    }

    /// The positions of the words in the vocabulary, rising.
    pub(crate) fn indices(self) -> impl Iterator<Item = usize> {
        let mut bits = self.bits;
        std::iter::from_fn(move || {
            let next = bits.trailing_zeros();
            bits = bits.checked_sub(1).map(|less| bits & less)?;
            usize::try_from(next).ok()
        })
    }

    fn bit(word: W) -> u64 {
        1_u64.checked_shl(u32::try_from(word.index()).unwrap_or(u32::MAX)).unwrap_or(0)
    }
}

impl<W: Word> fmt::Debug for Set<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// "pen or rf".
impl<W: Word> fmt::Display for Set<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, word) in self.iter().enumerate() {
            write!(f, "{}{}", if position == 0 { "" } else { " or " }, word.id())?;
        }
        Ok(())
    }
}

impl<W> Clone for Set<W> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W> Copy for Set<W> {}

impl<W> PartialEq for Set<W> {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}

impl<W> Eq for Set<W> {}

impl<W: Word> Default for Set<W> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<W: Word> FromIterator<W> for Set<W> {
    fn from_iter<I: IntoIterator<Item = W>>(words: I) -> Self {
        let mut set = Self::EMPTY;
        for word in words {
            set.insert(word);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{Grade, Symptom};

    #[test]
    fn holds_what_was_put_in() {
        let set: Set<Grade> = [Grade::Severe, Grade::Mild].into_iter().collect();
        assert!(set.contains(Grade::Mild) && !set.contains(Grade::None));
        assert_eq!(set.iter().collect::<Vec<_>>(), [Grade::Mild, Grade::Severe]);
    }

    #[test]
    fn combines() {
        let left: Set<Symptom> = [Symptom::Redness, Symptom::Pain].into_iter().collect();
        let right: Set<Symptom> = [Symptom::Pain].into_iter().collect();
        assert_eq!(left.intersection(right), right);
        assert_eq!(left.difference(right).iter().collect::<Vec<_>>(), [Symptom::Redness]);
        assert_eq!(right.union(left), left);
        assert!(Set::<Symptom>::EMPTY.is_empty() && !right.is_empty());
    }
}
