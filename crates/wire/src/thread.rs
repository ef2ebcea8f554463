//! Which story a message of a text wire belongs to.
//!
//! IPTC 7901 and ANPA 1312 number messages and not stories: a lead, an add, a correction and a kill each come under a
//! number of their own; under ZCZC, without any. What binds them is the slug, and the words that stand behind it say
//! which part of the story a message is. Each rule below names who says so.

use serde::{Deserialize, Serialize};

/// The slug that a message shares with the others of its story, and what it is among them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Thread {
    /// As sent, without the words that say which part it is; empty where the message has none.
    pub slug: String,
    pub part: Part,
    /// How many adds have been joined to the text; a message itself says 0.
    #[serde(skip_serializing_if = "is_zero")]
    pub joined: u32,
}

/// What a message is among those of its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Nothing is said: a story, or the first take of one.
    #[default]
    Whole,
    /// The story anew: `2nd Ld-Writethru` is 2, a lead without a number 1.
    Lead(u32),
    /// It goes on from what was sent before: `1st Add` and `take 2` are 1.
    Add(u32),
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// No story has as many parts.
const MOST: u32 = 999;

/// What marks are made of besides numbers, and what they say.
enum Word {
    Lead,
    Add,
    /// `take 2` counts from the story itself: the first add is the second take.
    Take,
    /// Says nothing by itself: `Ld-Writethru`, `lead (refile)`.
    Beside,
}

/// Words of marks with who says so. "AP": the slug lines of the Associated Press's wires under ANPA 1312.
/// "Reuters": its Handbook of Journalism, "Corrections, Refiles, Kills, Repeats and Embargoes", and the tags of
/// its headlines. "7901": catch-lines that agencies set above text under IPTC 7901, each in its language; no
/// guide of theirs that is public lists them, so that these are habits.
fn word(word: &str) -> Word {
    match word {
        // AP
        "LD" | "LEDE" | "WRITETHRU" | "WRITETHROUGH" | "SUB" => Word::Lead,
        "ADD" | "ADDS" => Word::Add,
        "TAKE" | "TK" | "PAGE" => Word::Take,
        // Reuters
        "UPDATE" | "REFILE" | "REPEAT" | "RPT" | "CORRECTED" => Word::Lead,
        // 7901
        "LEAD" | "RECAST" | "REPETITION" | "RECTIFICATIF" | "CORRIGE" | "BERICHTIGT" | "ZUSAMMENFASSUNG"
        | "NEUFASSUNG" | "AMPLIACION" | "AMPLIACIÓN" | "ATUALIZA" | "ATUALIZACAO" | "ATUALIZAÇÃO" => {
            Word::Lead
        }
        "SUITE" | "FORTSETZUNG" | "CONTINUACION" | "CONTINUACIÓN" => Word::Add,
        _ => Word::Beside,
    }
}

/// What a mark says: `1st Ld-Writethru`, `2ndadd`, `=2`, `take 3`, `UPDATE 2`; `None` where it is none.
pub(crate) fn part(mark: &str) -> Option<Part> {
    let mark = mark.trim().trim_matches(['(', ')', '*', '+', ' ']);
    if mark.len() > 40 {
        return None;
    }
    if let Some(page) = mark.strip_prefix('=').and_then(number) {
        return Some(from_take(page));
    }
    let upper = mark.to_uppercase();
    let mut said: Option<Word> = None;
    let mut count = None;
    for piece in upper.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty()) {
        let digits = piece.len() - piece.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (digits, rest) = piece.split_at(digits);
        count = count.or_else(|| number(digits)).or_else(|| ordinal(rest));
        let ends = ["ST", "ND", "RD", "TH"].iter().filter(|_| !digits.is_empty());
        let rest = ends.filter_map(|end| rest.strip_prefix(end)).next().unwrap_or(rest);
        match word(rest.trim_end_matches(|c: char| c.is_ascii_digit())) {
            _ if rest.is_empty() || ordinal(rest).is_some() => {}
            Word::Beside if is_mark(rest) => {}
            Word::Beside => return None,
            // An add to a lead is an add.
            found @ (Word::Add | Word::Take) => said = Some(found),
            Word::Lead => said = said.or(Some(Word::Lead)),
        }
        count = count.or_else(|| number(rest.trim_start_matches(|c: char| !c.is_ascii_digit())));
    }
    let count = count.unwrap_or(1).clamp(1, MOST);
    Some(match said? {
        Word::Lead | Word::Beside => Part::Lead(count),
        Word::Add => Part::Add(count),
        Word::Take => from_take(count),
    })
}

/// `BC-US--Ethanol 1stLd-Writethru`, `Ellery/harbour/ferry/ 2ndadd`, `Ferry=2`: the slug, and what stands
/// behind it.
pub(crate) fn split(slug: &str) -> (&str, Option<Part>) {
    let slug = slug.trim_end_matches(['/', ' ', ',']);
    // A comma or a page's sign parts more plainly than a space does.
    for separators in [&[',', '='][..], &['/'], &[' ']] {
        for (at, separator) in slug.match_indices(separators) {
            let from = if separator == "=" { at } else { at + separator.len() };
            if let Some(part) = part(&slug[from..]) {
                return (slug[..at].trim_end_matches(['/', ' ', ',', '=']), Some(part));
            }
        }
    }
    (slug.trim_end_matches('='), None)
}

/// The more telling of two: an add says more than a lead, and a lead more than nothing.
pub(crate) fn more_telling(one: Part, other: Option<Part>) -> Part {
    match (one, other) {
        (one @ Part::Add(_), _) | (one, None) | (one, Some(Part::Whole)) => one,
        (Part::Whole, Some(other)) | (Part::Lead(_), Some(other @ Part::Add(_))) => other,
        (Part::Lead(one), Some(Part::Lead(other))) => Part::Lead(one.max(other)),
    }
}

fn from_take(take: u32) -> Part {
    if take <= 1 { Part::Whole } else { Part::Add(take - 1) }
}

fn number(digits: &str) -> Option<u32> {
    (1..=3).contains(&digits.len()).then(|| digits.parse().ok()).flatten()
}

fn ordinal(word: &str) -> Option<u32> {
    let words = ["FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH", "SEVENTH", "EIGHTH", "NINTH"];
    words.iter().position(|known| *known == word).and_then(|at| u32::try_from(at + 1).ok())
}

/// Words that may stand in a mark and say nothing of the part.
fn is_mark(word: &str) -> bool {
    matches!(word, "OF" | "TO" | "URGENT" | "BULLETIN" | "FLASH" | "OPTIONAL" | "ER" | "ERE" | "E" | "EME")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_say_which_part_of_a_story_a_message_is() {
        for (mark, said) in [
            ("1st Ld-Writethru", Some(Part::Lead(1))),
            ("2ndLd-Writethru", Some(Part::Lead(2))),
            ("3RD LEAD", Some(Part::Lead(3))),
            ("Ld-Writethru", Some(Part::Lead(1))),
            ("UPDATE 2", Some(Part::Lead(2))),
            ("REFILE", Some(Part::Lead(1))),
            ("1st Add", Some(Part::Add(1))),
            ("2ndadd", Some(Part::Add(2))),
            ("1st Ld-Writethru, 1st Add", Some(Part::Add(1))),
            ("First add", Some(Part::Add(1))),
            ("take 2", Some(Part::Add(1))),
            ("TAKE2", Some(Part::Add(1))),
            ("take 1", Some(Part::Whole)),
            ("=3", Some(Part::Add(2))),
            ("ADD", Some(Part::Add(1))),
            ("2e lead", Some(Part::Lead(2))),
            ("Add salt to taste", None),
            ("Leading the fleet", None),
            ("The second take.", None),
            ("harbour", None),
            ("", None),
            ("=", None),
        ] {
            assert_eq!(part(mark), said, "{mark}");
        }
    }

    #[test]
    fn the_slug_is_what_stands_before_them() {
        for (written, slug, said) in [
            ("BC-FBO--Rowing-Final,1stLd", "BC-FBO--Rowing-Final", Some(Part::Lead(1))),
            ("BC-US--Ethanol-Gra 1stLd-Writethru", "BC-US--Ethanol-Gra", Some(Part::Lead(1))),
            ("Ellery/harbour/ferry/ 2ndadd", "Ellery/harbour/ferry", Some(Part::Add(2))),
            ("Ellery/harbour/ferry/=2", "Ellery/harbour/ferry", Some(Part::Add(1))),
            ("Ellery/harbour/ferry/", "Ellery/harbour/ferry", None),
            ("Tug lead, 1st Ld", "Tug lead", Some(Part::Lead(1))),
            ("Ellery/harbour ADD 2", "Ellery/harbour", Some(Part::Add(2))),
            ("", "", None),
        ] {
            assert_eq!(split(written), (slug, said), "{written}");
        }
    }
}
