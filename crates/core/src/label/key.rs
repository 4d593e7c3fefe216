//! The forms in which names are compared.

/// Letters and digits alone, small and without accents: what case, hyphens, spaces and points do not change.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'a'..='z' | '0'..='9' => key.push(letter),
            'A'..='Z' => key.push(letter.to_ascii_lowercase()),
            _ if letter.is_ascii() => {}
            _ => key.push_str(plain(letter)),
        }
    }
    key
}

/// A letter of another alphabet as Latin letters; nothing for anything else.
fn plain(letter: char) -> &'static str {
    match letter {
        'à'..='å' | 'À'..='Å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' | 'Æ' => "ae",
        'ç' | 'Ç' | 'ć' | 'č' => "c",
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'ę' | 'ě' => "e",
        'ì'..='ï' | 'Ì'..='Ï' | 'ī' | 'ı' => "i",
        'ł' | 'Ł' => "l",
        'ñ' | 'Ñ' | 'ń' => "n",
        'ò'..='ö' | 'ø' | 'Ò'..='Ö' | 'Ø' | 'ō' => "o",
        'œ' | 'Œ' => "oe",
        'ś' | 'š' | 'Š' => "s",
        'ß' => "ss",
        'ù'..='ü' | 'Ù'..='Ü' | 'ū' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'α' | 'Α' => "alpha",
        'β' | 'Β' => "beta",
        'γ' | 'Γ' => "gamma",
        'δ' => "delta",
        'ω' => "omega",
        '₀' | '⁰' => "0",
        '₁' => "1",
        '₂' => "2",
        '₃' => "3",
        _ => "",
    }
}

/// What a camera confuses, made one: `0` and `o`, `1`, `i` and `l`, `5` and `s`, `8` and `b`, `rn` and `m`, `vv` and `w`.
pub(super) fn fold(key: &str) -> String {
    folded(key, true)
}

/// The same, but `rn` and `vv` kept.
pub(super) fn unmerged(key: &str) -> String {
    folded(key, false)
}

fn folded(key: &str, merge: bool) -> String {
    let mut fold = String::with_capacity(key.len());
    let mut letters = key.chars().peekable();
    while let Some(letter) = letters.next() {
        fold.push(match (letter, letters.peek()) {
            ('r', Some('n')) if merge => {
                letters.next();
                'm'
            }
            ('v', Some('v')) if merge => {
                letters.next();
                'w'
            }
            ('0', _) => 'o',
            ('1' | 'i', _) => 'l',
            ('5', _) => 's',
            ('8', _) => 'b',
            (letter, _) => letter,
        });
    }
    fold
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_marks_do_not_matter() {
        for (text, expect) in [
            ("Beurre de Karité", "beurredekarite"),
            ("C12-15 ALKYL  BENZOATE", "c1215alkylbenzoate"),
            ("1,2-Hexanediol", "12hexanediol"),
            ("α-Arbutin", "alphaarbutin"),
            ("Alcohol Denat.", "alcoholdenat"),
            ("***", ""),
        ] {
            assert_eq!(key(text), expect);
        }
    }

    #[test]
    fn what_a_camera_confuses_is_one() {
        for (seen, meant) in [
            ("g1ycerln", "glycerin"),
            ("parfurn", "parfum"),
            ("sodiumlauryl5ulfate", "sodiumlaurylsulfate"),
            ("phen0xyethano1", "phenoxyethanol"),
            ("vvater", "water"),
        ] {
            assert_eq!(fold(seen), fold(meant));
        }
        assert_ne!(fold("peg10"), fold("peg100"));
    }
}
