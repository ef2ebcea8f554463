//! The house's sentence around an agency's own words: what is kept as a correction's note or a kill's reason.
//!
//! It is kept in English and read again by the site, which says it in the paper's language. Any other text is
//! somebody's own and stays as it is.

/// What readers are told of a correction, a kill, an expiry, with the agency's words where it gave any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    Corrected(Option<String>),
    Killed(Option<String>),
    Withheld(Option<String>),
    Expired,
    KilledByDesk,
}

/// What stands before the quoted words, and the sentence where there are none.
const CORRECTED: (&str, &str) =
    ("This story was corrected. The agency’s note: “", "This story was corrected. The agency gave no note.");
const KILLED: (&str, &str) =
    ("The agency withdrew this story: “", "The agency withdrew this story and gave no reason.");
const WITHHELD: (&str, &str) = (
    "The agency has withheld this story for now: “",
    "The agency has withheld this story for now and gave no reason.",
);
const EXPIRED: &str = "The agency let this story be shown for a limited time, which is over.";
const KILLED_BY_DESK: &str = "The desk withdrew this story and gave no reason.";

impl Told {
    /// As it is kept.
    pub fn text(&self) -> String {
        let say = |(before, without): (&str, &str), words: &Option<String>| match words {
            Some(words) => format!("{before}{words}”"),
            None => without.to_owned(),
        };
        match self {
            Told::Corrected(words) => say(CORRECTED, words),
            Told::Killed(words) => say(KILLED, words),
            Told::Withheld(words) => say(WITHHELD, words),
            Told::Expired => EXPIRED.to_owned(),
            Told::KilledByDesk => KILLED_BY_DESK.to_owned(),
        }
    }

    /// What was kept, if it is one of these sentences.
    pub fn read(text: &str) -> Option<Told> {
        let quoted = |(before, without): (&str, &str)| match text.strip_prefix(before) {
            Some(words) => words.strip_suffix('”').map(|words| Some(words.to_owned())),
            None => (text == without).then_some(None),
        };
        quoted(CORRECTED)
            .map(Told::Corrected)
            .or_else(|| quoted(KILLED).map(Told::Killed))
            .or_else(|| quoted(WITHHELD).map(Told::Withheld))
            .or_else(|| (text == EXPIRED).then_some(Told::Expired))
            .or_else(|| (text == KILLED_BY_DESK).then_some(Told::KilledByDesk))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_and_nothing_else_is() {
        for words in [None, Some("The figure is 12,000.".to_owned())] {
            for told in
                [Told::Corrected(words.clone()), Told::Killed(words.clone()), Told::Withheld(words.clone())]
            {
                assert_eq!(Told::read(&told.text()), Some(told));
            }
        }
        for told in [Told::Expired, Told::KilledByDesk] {
            assert_eq!(Told::read(&told.text()), Some(told));
        }
        assert_eq!(Told::read("The minister was misquoted."), None);
        assert_eq!(Told::read("The agency withdrew this story: “half"), None);
    }
}
