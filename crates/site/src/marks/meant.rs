//! What an expression means to readers: what the desk said, else what was found where it is sure enough.
//!
//! The desk speaks of words in a version's text; later versions move, change or drop the sentence. Its word goes with
//! the sentence, never to another that happens to say "Monday" too.

use newsroom::reading::TimeMark;
use store::readings::{Fix, Says};

/// Of the words around an expression, so many of ten must be the same for the sentence to be the same.
const SAME: usize = 5;

/// What one expression means, and on whose word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning<'a> {
    /// As it was found: its value and modifier, where readers are shown it.
    Found(Option<(&'a str, Option<&'a str>)>),
    /// What the desk said of it last.
    Desk(&'a Fix),
}

impl<'a> Meaning<'a> {
    /// TIMEX3's value and modifier; `None` where readers are shown no date.
    pub fn value(&self) -> Option<(&'a str, Option<&'a str>)> {
        match self {
            Meaning::Found(found) => *found,
            Meaning::Desk(fix) => match &fix.says {
                Says::Date(value) => Some((value, None)),
                Says::NoDate | Says::AsFound => None,
            },
        }
    }
}

/// What each expression of a text means. `fixes` are in the order in which the desk said them.
pub fn meant<'a>(times: &'a [TimeMark], fixes: &'a [Fix]) -> Vec<Meaning<'a>> {
    let mut all: Vec<Meaning<'a>> = times.iter().map(found).collect();
    let (here, moved): (Vec<_>, Vec<_>) =
        standing(fixes).partition(|fix| times.iter().any(|mark| fix.is_of(&mark.words, &mark.context)));
    for fix in moved {
        if let Some(at) = place(fix, times, &here) {
            all[at] = said(fix, &times[at]);
        }
    }
    for (meaning, mark) in all.iter_mut().zip(times) {
        if let Some(fix) = here.iter().find(|fix| fix.is_of(&mark.words, &mark.context)) {
            *meaning = said(fix, mark);
        }
    }
    all
}

/// Words of the desk that stand nowhere in a text any more.
pub fn homeless<'a>(times: &'a [TimeMark], fixes: &'a [Fix]) -> Vec<&'a Fix> {
    let all = meant(times, fixes);
    let is_lost = |fix: &Fix| fix.says != Says::AsFound && !all.contains(&Meaning::Desk(fix));
    standing(fixes).filter(|fix| is_lost(fix)).collect()
}

/// The last word on each place.
fn standing(fixes: &[Fix]) -> impl Iterator<Item = &Fix> {
    let is_last =
        |at: usize, fix: &Fix| !fixes[at + 1..].iter().any(|later| later.is_of(&fix.words, &fix.context));
    fixes.iter().enumerate().filter(move |(at, fix)| is_last(*at, fix)).map(|(_, fix)| fix)
}

fn found(mark: &TimeMark) -> Meaning<'_> {
    Meaning::Found(mark.shown.then_some((mark.value.as_str(), mark.modifier.as_deref())))
}

fn said<'a>(fix: &'a Fix, mark: &'a TimeMark) -> Meaning<'a> {
    if fix.says == Says::AsFound { found(mark) } else { Meaning::Desk(fix) }
}

/// Where the sentence of a desk's word is now, when it reads otherwise than before: the one place whose
/// neighbours are mostly the same; where the words stood once in the text and still do, there.
fn place(fix: &Fix, times: &[TimeMark], here: &[&Fix]) -> Option<usize> {
    let free = |mark: &TimeMark| {
        mark.words == fix.words
            && !fix.others.contains(&mark.context)
            && !here.iter().any(|other| other.is_of(&mark.words, &mark.context))
    };
    let places: Vec<usize> = (0..times.len()).filter(|at| free(&times[*at])).collect();
    let mut alike: Vec<(usize, usize)> =
        places.iter().map(|at| (likeness(&fix.context, &times[*at].context), *at)).collect();
    alike.sort_unstable();
    match (alike.last(), alike.len().checked_sub(2).map(|at| alike[at])) {
        (Some((best, at)), next) if *best >= SAME && next.is_none_or(|(next, _)| next < *best) => Some(*at),
        (Some((_, at)), None) if fix.others.is_empty() => Some(*at),
        _ => None,
    }
}

/// How many of ten words two contexts share.
fn likeness(one: &str, other: &str) -> usize {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (one, mut other) = (words(one), words(other));
    let longer = one.len().max(other.len()).max(1);
    let shared = one.iter().filter(|word| {
        other.iter().position(|known| known == *word).map(|at| other.swap_remove(at)).is_some()
    });
    shared.count() * 10 / longer
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn mark(words: &str, context: &str) -> TimeMark {
        TimeMark {
            place: Vec::new(),
            words: words.into(),
            context: context.into(),
            value: "2018-09-10".into(),
            modifier: Some("START".into()),
            confidence: 90,
            shown: true,
            plain: false,
            why: String::new(),
        }
    }

    fn fix(context: &str, says: Says, others: &[&str]) -> Fix {
        let others = others.iter().map(|other| (*other).to_owned()).collect();
        Fix { words: "Monday".into(), context: context.into(), others, says, at: Timestamp::UNIX_EPOCH }
    }

    fn date(value: &str) -> Says {
        Says::Date(value.into())
    }

    fn values(times: &[TimeMark], fixes: &[Fix]) -> Vec<Option<String>> {
        meant(times, fixes).iter().map(|meaning| meaning.value().map(|(value, _)| value.to_owned())).collect()
    }

    const SANK: &str = "The ferry sank on Monday off the mole";
    const SAILS: &str = "It sails again on Monday at noon";

    #[test]
    fn the_desks_last_word_on_just_this_place_counts() {
        let all = [mark("Monday", SANK), mark("Monday", SAILS)];
        let found = Some("2018-09-10".to_owned());
        assert_eq!(values(&all, &[]), [found.clone(), found.clone()]);
        let mut fixes = vec![fix(SANK, date("2018-09-03"), &[SAILS]), fix(SAILS, Says::NoDate, &[SANK])];
        assert_eq!(values(&all, &fixes), [Some("2018-09-03".into()), None]);
        fixes.push(fix(SANK, Says::AsFound, &[SAILS]));
        assert_eq!(values(&all, &fixes), [found, None], "taken back");
        fixes.push(fix(SANK, date("2018-08-27"), &[SAILS]));
        assert_eq!(values(&all, &fixes), [Some("2018-08-27".into()), None], "and said anew");
    }

    #[test]
    fn the_desks_word_goes_with_a_sentence_that_was_edited_also_where_another_has_the_same_words() {
        let edited = "The old ferry sank on Monday off the mole";
        let fixes = [fix(SANK, date("2018-09-03"), &[SAILS])];
        let all = [mark("Monday", SAILS), mark("Monday", edited)];
        assert_eq!(values(&all, &fixes), [Some("2018-09-10".into()), Some("2018-09-03".into())]);
    }

    #[test]
    fn words_that_stood_once_and_still_do_keep_the_desks_word_in_a_sentence_written_anew() {
        let anew = mark("Monday", "Divers say that she went down late on Monday");
        let fixes = [fix(SANK, date("2018-09-03"), &[])];
        assert_eq!(values(std::slice::from_ref(&anew), &fixes), [Some("2018-09-03".into())]);
        let two = [anew, mark("Monday", "Schools open on Monday")];
        assert_eq!(values(&two, &fixes), [Some("2018-09-10".into()), Some("2018-09-10".into())]);
    }

    #[test]
    fn when_its_sentence_is_dropped_the_desks_word_does_not_pass_to_another_monday() {
        let left = [mark("Monday", SAILS)];
        let fixes = [fix(SANK, date("2018-09-03"), &[SAILS])];
        assert_eq!(values(&left, &fixes), [Some("2018-09-10".into())]);
        assert_eq!(homeless(&left, &fixes), [&fixes[0]], "and the desk is told");
        assert!(homeless(&[mark("Monday", SANK)], &fixes).is_empty());
    }
}
