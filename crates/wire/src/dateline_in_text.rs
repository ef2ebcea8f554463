//! The date line that stands at the head of the copy: `GENEVA, Sept 10 (MNA) —`, `ROME (ALM) -`.
//!
//! Many agencies print it in the first paragraph and nowhere else. It is read from there, and the
//! words stay where they are.

use crate::body::inlines_text;
use crate::{Block, Item};

/// A printed date line is never longer than this, in bytes.
const LONGEST: usize = 140;

/// How many paragraphs are looked at: correction notes and bylines may stand before it.
const LATEST_PARAGRAPH: usize = 3;

/// How many are looked at for a date line that names its agency, which nothing else looks like: a
/// list of what is new may stand before it.
const LATEST_WITH_AGENCY: usize = 10;

/// Fills the item's date line from its copy, where the format had none.
pub(crate) fn fill(item: &mut Item) {
    if item.dateline_text.is_some() && item.dateline_place.is_some() {
        return;
    }
    let mut first = String::new();
    for (index, block) in item.body.blocks.iter().take(LATEST_WITH_AGENCY).enumerate() {
        first.clear();
        match block {
            Block::Paragraph { text } => inlines_text(text, &mut first),
            // A table set by spaces has it in its first line.
            Block::Preformatted { text } => first.push_str(text.lines().next().unwrap_or_default()),
            _ => continue,
        }
        let found = if index < LATEST_PARAGRAPH { find(&first) } else { find_with_agency(&first) };
        if let Some(found) = found {
            item.dateline_place = item.dateline_place.take().or(found.place);
            item.dateline_text = item.dateline_text.take().or(Some(found.text));
            return;
        }
    }
}

/// Does a line begin with a date line that names its agency, as only the copy's first line does?
pub(crate) fn opens_copy(line: &str) -> bool {
    find_with_agency(line).is_some()
}

/// A date line from a field of its own, without the dash that would part it from the copy.
pub(crate) fn printed(dateline: &str) -> String {
    tidy(dateline.trim_end().trim_end_matches(DASHES))
}

/// The place that a date line names, whether or not a paragraph follows it.
pub(crate) fn place_of(dateline: &str) -> Option<String> {
    let bare = dateline.trim().trim_end_matches(DASHES).trim_end_matches([' ', ':']);
    let before_agency = match bare.find('(') {
        Some(0) => return find(&format!("{dateline} ")).and_then(|found| found.place),
        Some(at) => &bare[..at],
        None => bare,
    };
    // "ALM - PORTO VECCHIO, 1 LUG -": whoever sends it may stand in front.
    let after_agency = before_agency.rsplit(" - ").next().unwrap_or(before_agency);
    place(after_agency)
}

#[derive(Debug, PartialEq, Eq)]
struct Found {
    place: Option<String>,
    /// Without the dash that parts it from the copy.
    text: String,
}

/// What parts a date line from the copy. Some agencies' dashes become `_` on the wire.
const DASHES: &[char] = &['-', '–', '—', '―', '_'];

fn find(paragraph: &str) -> Option<Found> {
    find_with_agency(paragraph).or_else(|| place_in_capitals(head(paragraph)))
}

fn find_with_agency(paragraph: &str) -> Option<Found> {
    let head = head(paragraph);
    with_agency(head, '(', ')').or_else(|| with_agency(head, '/', '/'))
}

/// As much of a paragraph as a date line may take.
fn head(paragraph: &str) -> &str {
    let paragraph = paragraph.trim_start();
    let mut end = paragraph.len().min(LONGEST);
    while !paragraph.is_char_boundary(end) {
        end -= 1;
    }
    &paragraph[..end]
}

/// `PLACE, date (AGENCY) -`, and `(AGENCY) - PLACE, date -`.
fn with_agency(head: &str, open: char, close: char) -> Option<Found> {
    let start = head.find(open)?;
    let end = start + 1 + head[start + 1..].find(close)?;
    let (before, agency, after) = (head[..start].trim(), &head[start + 1..end], &head[end + 1..]);
    // Keystone-SDA and ATS set no dash: "Genève (ats) Le conseil …".
    let without_dash = || {
        let copy = after.strip_prefix(' ')?;
        let is_plain = !before.is_empty() && agency.chars().all(|c| c.is_lowercase() || c == '/');
        (is_plain && copy.starts_with(|c: char| c.is_uppercase() || c == '«')).then_some(copy)
    };
    let copy = after_separator(after).or_else(without_dash)?;
    if !is_agency(agency) {
        return None;
    }
    if before.is_empty() {
        // The place comes second.
        let place_end = separator(copy)?;
        let text = &head[..head.len() - copy.len() + place_end];
        let place = place(&copy[..place_end]).filter(|place| place.len() <= 40)?;
        return Some(Found { place: Some(place), text: tidy(text) });
    }
    let place = place(before);
    if place.is_none() && !is_date(before) {
        return None;
    }
    Some(Found { place, text: tidy(&head[..end + 1]) })
}

/// `OTTAWA - A Manitoba man …`: without an agency only capitals tell a place from any other words.
fn place_in_capitals(head: &str) -> Option<Found> {
    let at = separator(head)?;
    let before = head[..at].trim();
    let first = before.split(',').next()?.trim();
    let letters: Vec<char> = first.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.len() < 3 || letters.iter().any(|c| c.is_lowercase()) || before.len() > 60 {
        return None;
    }
    let place = place(before)?;
    Some(Found { place: Some(place), text: tidy(before) })
}

/// The copy behind `-`, `.-`, `:` or `--`, each of which may end a date line.
fn after_separator(text: &str) -> Option<&str> {
    let rest = text.trim_start().trim_start_matches('.').trim_start();
    let copy = rest.trim_start_matches(DASHES);
    let copy = if copy.len() == rest.len() { rest.strip_prefix(':')? } else { copy };
    Some(copy.trim_start())
}

/// Where the first dash between spaces begins.
fn separator(text: &str) -> Option<usize> {
    text.match_indices(' ').map(|(at, _)| at).find(|at| {
        let rest = &text[at + 1..];
        let after = rest.trim_start_matches(DASHES);
        after.len() < rest.len() && (after.is_empty() || after.starts_with(' '))
    })
}

/// A name such as `MNA`, `dpa`, `Reuters` or `HARBOUR NEWSWIRE`.
fn is_agency(name: &str) -> bool {
    let name = name.trim();
    let is_short = (2..=30).contains(&name.len());
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    let is_one_word = !name.contains(char::is_whitespace);
    let is_capitals = letters().all(|c| !c.is_lowercase());
    let is_press = ["News", "Press", "Agency", "Agence"].iter().any(|word| name.contains(word));
    is_short
        && letters().count() >= 2
        && !name.contains(|c: char| c.is_ascii_digit())
        && (is_one_word || is_capitals || is_press)
}

/// The place in `GENEVA, Sept 10` or `SYDNEY March 22`: what stands before the date.
fn place(text: &str) -> Option<String> {
    let mut kept: Vec<&str> = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        if is_date(part) {
            break;
        }
        match part.split_whitespace().position(is_month_or_number) {
            None => kept.push(part),
            Some(0) => break,
            Some(words) => {
                let end = part.split_whitespace().take(words).last()?;
                let end = end.as_ptr() as usize - part.as_ptr() as usize + end.len();
                kept.push(&part[..end]);
                break;
            }
        }
    }
    let place = tidy(&kept.join(", "));
    let words: Vec<&str> = place.split_whitespace().collect();
    let first = words.first()?;
    let starts_well = first.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let is_prose = matches!(*first, "The" | "A" | "An" | "In" | "By" | "Die" | "Der" | "Das")
        || place.contains(['"', '“', '?', '!', ';', '(', ':'])
        || words.iter().filter(|word| word.starts_with(|c: char| c.is_lowercase())).count() > 2;
    (starts_well && !is_prose && words.len() <= 7).then_some(place)
}

fn is_date(text: &str) -> bool {
    let mut words = text.split([' ', ',']).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(is_month_or_number)
}

/// A month of the languages that agencies write date lines in, by its first letters, or digits.
fn is_month_or_number(word: &str) -> bool {
    const MONTHS: [&str; 30] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "ene", "abr",
        "ago", "dic", "gen", "mag", "giu", "lug", "set", "ott", "fév", "avr", "mai", "août", "juil", "déc",
        "okt", "dez",
    ];
    const WHOLE: [&str; 14] = [
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "sept",
        "janv",
        "juin",
    ];
    let word = word.trim_end_matches(['.', ',']).to_lowercase();
    word.starts_with(|c: char| c.is_ascii_digit())
        || MONTHS.contains(&word.as_str())
        || WHOLE.contains(&word.as_str())
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(',').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_date_lines_are_found() {
        let cases = [
            ("GENEVA, Sept 10 (MNA) — Delegates met.", Some("GENEVA"), "GENEVA, Sept 10 (MNA)"),
            ("GENEVA (MNA) - Delegates met.", Some("GENEVA"), "GENEVA (MNA)"),
            ("Jan 30 (Pacific) - Results and standings", None, "Jan 30 (Pacific)"),
            ("(ALM) - PORTO VECCHIO, 1 LUG - La nave", Some("PORTO VECCHIO"), "(ALM) - PORTO VECCHIO, 1 LUG"),
            ("Tegucigalpa, Jan 2 (PWS).- Test body.", Some("Tegucigalpa"), "Tegucigalpa, Jan 2 (PWS)"),
            ("FORT MARSH, Pa. (MNA) _ Shares rose.", Some("FORT MARSH, Pa."), "FORT MARSH, Pa. (MNA)"),
            ("Tromsø /not/: En mann", Some("Tromsø"), "Tromsø /not/"),
            (
                "CALGARY, Alberta, Dec.  03, 2019  (HARBOUR NEWSWIRE) -- Arrow",
                Some("CALGARY, Alberta"),
                "CALGARY, Alberta, Dec. 03, 2019 (HARBOUR NEWSWIRE)",
            ),
            ("PORT ELLERY - A pilot boat", Some("PORT ELLERY"), "PORT ELLERY"),
            ("ST. JOHN'S, N.L. — Crab", Some("ST. JOHN'S, N.L."), "ST. JOHN'S, N.L."),
        ];
        for (paragraph, place, text) in cases {
            let found = find(paragraph).unwrap_or_else(|| panic!("nothing in {paragraph}"));
            assert_eq!((found.place.as_deref(), found.text.as_str()), (place, text), "{paragraph}");
        }
    }

    #[test]
    fn ordinary_prose_has_no_date_line() {
        for paragraph in [
            "The World Health Organization (WHO) - which met on Monday - said so.",
            "Delegates met (in Geneva) - and talked.",
            "By Ada Quill",
            "A man - a sailor - was hurt.",
            "Mayor Ida Holm (pictured) said",
            "He spoke (see 12) - briefly",
            "",
        ] {
            assert_eq!(find(paragraph), None, "{paragraph}");
        }
    }

    #[test]
    fn the_place_is_read_from_a_date_line_of_its_own() {
        assert_eq!(place_of("SYDNEY March 22 AAP -").as_deref(), Some("SYDNEY"));
        assert_eq!(place_of("Rom (dpa) - ").as_deref(), Some("Rom"));
        assert_eq!(place_of("Oslo").as_deref(), Some("Oslo"));
        assert_eq!(place_of("FORT MARSH, Pa.").as_deref(), Some("FORT MARSH, Pa."));
        assert_eq!(place_of("MARCH 04, 2013"), None);
        assert_eq!(place_of("ALM TEST - PORTO, 01 LUG -").as_deref(), Some("PORTO"));
    }
}
