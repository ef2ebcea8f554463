//! The topics that an item brings by itself: names that readers would recognise.

use wire::Item;

/// An item brings at most this many; agencies that code by machine send fifty.
const MOST: usize = 12;

/// Names fit for a topic page, with the reason for each: what the agency named, then its keywords.
pub(super) fn of_item(item: &Item) -> Vec<(String, String)> {
    let subjects = item.subjects.iter().map(|subject| {
        let code = [subject.scheme.as_str(), &subject.code].join(":");
        (subject.name.trim(), format!("the agency’s subject {}", code.trim_matches(':')))
    });
    let keywords = item.keywords.iter().map(|word| (word.trim(), "the agency’s keyword".to_owned()));
    subjects
        .chain(keywords)
        .filter(|(name, _)| is_name(name))
        .take(MOST)
        .map(|(name, reason)| (name.to_owned(), reason.trim_end_matches(" subject ").to_owned()))
        .collect()
}

/// A name, and not a code, a file name, a slugline or a shout.
fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let words = name.split_whitespace().count();
    let length = name.chars().count();
    let coded = name.contains(['/', '_', '@', '=', '#', ':', '|', '<', '{'])
        || words == 1 && name.matches('-').count() >= 2
        || words == 1 && is_mixed_with_digits(name);
    let caseless = !name.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    let least = if caseless { 1 } else { 2 };
    letters >= 1 && length >= least && length <= 60 && words <= 6 && !coded && !is_shout(name, letters, words)
}

/// "t24" and "AB1234" are codes; "G20", "COVID-19" and "5G" are names.
fn is_mixed_with_digits(name: &str) -> bool {
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let small = name.chars().any(char::is_lowercase);
    digits > 0 && (small && !name.contains('-') || digits > 2) && !name.chars().all(|c| c.is_ascii_digit())
}

/// NATO and UNESCO are names; BREAKING NEWS and HIGHLIGHTS are shouted.
fn is_shout(name: &str, letters: usize, words: usize) -> bool {
    let capitals = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
    capitals && (words > 1 || letters > 6)
}
