//! Close spellings: one or two letters apart, found without comparing every name letter by letter.
//!
//! A letter signature has a bit for every letter that a name has, and one for every letter that it has twice. One edit
//! changes at most two bits, so that hardly any name is left to compare.

/// How far a spelling may be from what it is read as, by the lengths of both. Short words are too near to each other.
pub(super) fn allowed(seen: usize, name: usize) -> usize {
    match (seen.min(name), seen.max(name)) {
        (0..=4, _) => 0,
        (_, 5..=9) => 1,
        _ => 2,
    }
}

/// Bits for the letters of a folded key.
pub(super) fn signature(fold: &[u8]) -> u64 {
    let mut bits = 0_u64;
    for byte in fold {
        let position = match byte {
            b'a'..=b'z' => *byte - b'a',
            // Few names have digits: one bit for each that is not folded into a letter is enough.
            _ => 52 + *byte % 12,
        };
        let first = 1_u64 << position;
        if bits & first == 0 {
            bits |= first;
        } else if position < 26 {
            bits |= first << 26;
        }
    }
    bits
}

/// Whether two signatures can be so many edits apart.
pub(super) fn may_be_near(one: u64, other: u64, edits: usize) -> bool {
    (one ^ other).count_ones() as usize <= 2 * edits
}

/// Edits from one word to another, if they are at most so many: a letter more, less or other, or two changed over.
pub(super) fn distance(one: &[u8], other: &[u8], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut now = Vec::with_capacity(last.len());
        now.push(row + 1);
        let mut best = row + 1;
        for (column, with) in other.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
            let mut edits = (at(&last, column) + usize::from(letter != with))
                .min(at(&last, column + 1) + 1)
                .min(at(&now, column) + 1);
            let turned = row > 0
                && column > 0
                && one.get(row - 1) == Some(with)
                && other.get(column - 1) == Some(letter);
            if turned {
                edits = edits.min(at(&before, column - 1) + 1);
            }
            best = best.min(edits);
            now.push(edits);
        }
        if best > most {
            return None;
        }
        before = last;
        last = now;
    }
    last.last().copied().filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted_up_to_the_most() {
        for (one, other, expect) in [
            ("retinol", "retinol", Some(0)),
            ("retino", "retinol", Some(1)),
            ("rteinol", "retinol", Some(1)),
            ("retinil", "retinol", Some(1)),
            ("glycern", "glycerine", Some(2)),
            ("retinol", "glycerin", None),
            ("", "ab", Some(2)),
        ] {
            assert_eq!(distance(one.as_bytes(), other.as_bytes(), 2), expect, "{one} {other}");
        }
    }

    #[test]
    fn no_name_within_reach_is_left_out_by_its_signature() {
        let words = ["retinol", "retinal", "glycerin", "ceteareth2o", "sodiumlaurylsulfate", "aqua"];
        for word in words {
            for at in 0..word.len() {
                let (head, tail) = word.split_at(at);
                let rest: String = tail.chars().skip(1).collect();
                for edited in [format!("{head}{rest}"), format!("{head}x{tail}"), format!("{head}7{rest}")] {
                    assert!(
                        may_be_near(signature(word.as_bytes()), signature(edited.as_bytes()), 1),
                        "{word} {edited}"
                    );
                }
            }
        }
    }
}
