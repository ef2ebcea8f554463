//! Bylines as agencies write them, to bylines as [`Item`](crate::Item) keeps them.

/// A byline without its leading "By" (Par, Von, Por) and without loose punctuation; `None` where nothing is left.
pub(crate) fn clean(byline: &str) -> Option<String> {
    let words = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    let rest = without_lead(&words).unwrap_or(&words).trim_matches([' ', ',', ';']);
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// Is this line of a text wire a byline? It begins with one of those words.
pub(crate) fn is_byline(line: &str) -> bool {
    line.len() > 3 && line.len() < 120 && without_lead(line).is_some_and(|rest| !rest.is_empty())
}

/// What stands behind the word that opens a byline: French "Par", German "Von", Spanish and Portuguese "Por".
///
/// These are names too (von Trapp, Pär without its dots), so that only two names or an agency's initials behind
/// them count, and no particle. "De" is part of far more names than bylines and stays.
fn without_lead(words: &str) -> Option<&str> {
    let (lead, rest) = words.split_at(words.find([' ', ':']).unwrap_or(words.len()));
    let rest = rest.trim_start_matches([' ', ':']);
    if lead.eq_ignore_ascii_case("by") {
        return Some(rest);
    }
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let names: Vec<&str> = rest.split(' ').collect();
    let is_agency = |word: &str| word.len() >= 2 && word.chars().all(|c| c.is_uppercase() || c == '/');
    let names_somebody = match names.as_slice() {
        [one] => is_agency(one),
        [first, second, ..] => {
            is_capital(first) && (is_capital(second) || ["de", "da", "do", "du", "le", "la"].contains(second))
        }
        [] => false,
    };
    (["Par", "PAR", "Von", "VON", "Por", "POR"].contains(&lead) && names_somebody).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leading_by_goes_and_names_that_begin_with_it_stay() {
        let cases = [
            ("By Ada Quill", Some("Ada Quill")),
            ("BY:  Ada\n Quill,", Some("Ada Quill")),
            ("Byron Marsh", Some("Byron Marsh")),
            ("Ada Quill and Tom Byfield", Some("Ada Quill and Tom Byfield")),
            ("Par Ada QUILL", Some("Ada QUILL")),
            ("Par AFP", Some("AFP")),
            ("Von Ada Quill, mna", Some("Ada Quill, mna")),
            ("Por Ana da Costa", Some("Ana da Costa")),
            ("Von Trapp", Some("Von Trapp")),
            ("Von der Marsh, Ada", Some("Von der Marsh, Ada")),
            ("von Ada Quill", Some("von Ada Quill")),
            ("Par Lagerkvist", Some("Par Lagerkvist")),
            ("De Ada Quill", Some("De Ada Quill")),
            ("by ", None),
            ("", None),
        ];
        for (written, kept) in cases {
            assert_eq!(clean(written).as_deref(), kept, "{written}");
        }
    }
}
