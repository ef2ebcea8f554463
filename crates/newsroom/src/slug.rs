//! The last part of an address, made of a headline or a name: `storm-closes-the-harbour`.

use deunicode::deunicode_char;

/// No slug that we make is longer than this many characters.
const LONGEST: usize = 72;

/// A slug of a headline: `a` to `z`, `0` to `9` and single hyphens between words, at most 72
/// characters and cut at a word's end; never empty ("story" where the headline has no letter at all).
///
/// Letters of other scripts are written in Latin ones: "Ærø" gives `aero`, "北京" gives `bei-jing`.
pub fn of_headline(headline: &str) -> String {
    let slug = of_name(headline);
    if slug.is_empty() { "story".to_owned() } else { slug }
}

/// A slug of a section's, topic's or author's name; empty where the name has no letter or digit.
pub fn of_name(name: &str) -> String {
    let mut slug = String::new();
    let mut gap = false;
    for letter in name.chars() {
        if is_apostrophe(letter) {
            continue;
        }
        let latin = if letter == '&' { " and " } else { deunicode_char(letter).unwrap_or(" ") };
        for c in latin.chars() {
            if c.is_ascii_alphanumeric() {
                if gap && !slug.is_empty() {
                    slug.push('-');
                }
                gap = false;
                slug.push(c.to_ascii_lowercase());
            } else if !is_apostrophe(c) {
                gap = true;
            }
        }
        if slug.len() > LONGEST {
            return cut(slug);
        }
    }
    slug
}

/// "Don't" is one word, `dont`; so are the signs that stand for a letter in Arabic or Hawaiian names.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | 'ʿ' | 'ʾ')
}

/// Cuts a slug that has grown too long at the last whole word, or in the word where there is only one.
fn cut(mut slug: String) -> String {
    let end = slug[..=LONGEST].rfind('-').unwrap_or(LONGEST);
    slug.truncate(end);
    slug
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_headline_becomes_an_address_that_can_be_read_aloud() {
        for (headline, slug) in [
            ("Storm closes the harbour at Port Ellery", "storm-closes-the-harbour-at-port-ellery"),
            ("‘We don’t know’, says Ærø’s mayor", "we-dont-know-says-aeros-mayor"),
            ("Cod & chips: price up 4.5%", "cod-and-chips-price-up-4-5"),
            ("Zo\u{308}e wins", "zoe-wins"),
            ("北京 welcomes the comet", "bei-jing-welcomes-the-comet"),
            ("  --  ", "story"),
            ("", "story"),
        ] {
            assert_eq!(of_headline(headline), slug, "{headline:?}");
        }
    }

    #[test]
    fn a_long_headline_is_cut_at_a_word() {
        let slug = of_headline(&"harbour ".repeat(40));
        assert_eq!(slug, ["harbour"; 9].join("-"));
        assert_eq!(of_headline(&"x".repeat(500)).len(), LONGEST);
        let fits = format!("{} yz", "x".repeat(LONGEST - 3));
        assert_eq!(of_headline(&fits).len(), LONGEST, "a slug that just fits is not cut");
    }

    #[test]
    fn a_name_without_a_letter_has_no_slug() {
        assert_eq!(of_name("—"), "");
        assert_eq!(of_name("Jo Hart"), "jo-hart");
    }

    proptest! {
        #[test]
        fn every_headline_gives_a_clean_slug(headline in any::<String>()) {
            let slug = of_headline(&headline);
            prop_assert!(!slug.is_empty() && slug.len() <= LONGEST);
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        }
    }
}
