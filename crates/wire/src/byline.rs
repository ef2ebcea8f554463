//! Bylines as agencies write them, to bylines as [`Item`](crate::Item) keeps them.

/// A byline without its leading "By" and without loose punctuation; `None` where nothing is left.
pub(crate) fn clean(byline: &str) -> Option<String> {
    let words = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = words.as_str();
    if let Some(after) = rest.get(..2).filter(|by| by.eq_ignore_ascii_case("by")).map(|_| &rest[2..])
        && (after.is_empty() || after.starts_with([' ', ':']))
    {
        rest = after.trim_start_matches([' ', ':']);
    }
    let rest = rest.trim_matches([' ', ',', ';']);
    (!rest.is_empty()).then(|| rest.to_owned())
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
            ("by ", None),
            ("", None),
        ];
        for (written, kept) in cases {
            assert_eq!(clean(written).as_deref(), kept, "{written}");
        }
    }
}
