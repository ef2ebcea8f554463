//! What an expression means to readers: what the desk said, else what was found where it is sure enough.
//!
//! The desk speaks of words in a version's text; later versions move, change or drop the sentence. Its word goes with
//! the sentence as long as that can be known again, never to another that happens to say "Monday" too. Where it cannot be
//! told, the word has no place: what was found is shown, and the desk is told.

use newsroom::reading::TimeMark;
use store::readings::{Fix, Says};

/// Of the words around an expression, so many of ten must be the same for the sentence to be the same.
const SAME: usize = 6;

/// With fewer words than these around an expression, one other word ("sank", "sails") makes another sentence: words may
/// come to them or go, and none may stand in another's place.
const SHORT: usize = 6;

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

/// Where the sentence of a desk's word is now, when it reads otherwise than before: the one place whose neighbours are
/// mostly the same, and are more like those of the word than like those of a place that was not meant.
fn place(fix: &Fix, times: &[TimeMark], here: &[&Fix]) -> Option<usize> {
    let is_free = |mark: &TimeMark| {
        mark.words == fix.words && !here.iter().any(|other| other.is_of(&mark.words, &mark.context))
    };
    let alike = |mark: &TimeMark| {
        let alike = likeness(&fix.words, &fix.context, &mark.context);
        let is_more = |other: &String| likeness(&fix.words, other, &mark.context) < alike;
        (alike >= SAME && fix.others.iter().all(is_more)).then_some(alike)
    };
    let places = times.iter().enumerate().filter(|(_, mark)| is_free(mark));
    let mut alike: Vec<(usize, usize)> = places.filter_map(|(at, mark)| Some((alike(mark)?, at))).collect();
    alike.sort_unstable_by(|one, other| other.cmp(one));
    match alike[..] {
        [(_, at)] => Some(at),
        [(best, at), (next, _), ..] if next < best => Some(at),
        _ => None,
    }
}

/// How many of ten words two contexts share beside the expression itself, which says nothing of its sentence.
fn likeness(expression: &str, one: &str, other: &str) -> usize {
    let expression = words(expression);
    let beside = |context: &str| -> Vec<String> {
        words(context).into_iter().filter(|word| !expression.contains(word)).collect()
    };
    let (one, mut other) = (beside(one), beside(other));
    let (longer, shorter) = (one.len().max(other.len()), one.len().min(other.len()));
    let shared = one.iter().filter(|word| {
        other.iter().position(|known| known == *word).map(|at| other.swap_remove(at)).is_some()
    });
    let shared = shared.count();
    if longer < SHORT && shared < shorter { 0 } else { shared * 10 / longer.max(1) }
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
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
    fn in_a_sentence_written_anew_the_desks_word_has_no_place_though_no_other_says_monday() {
        let schools = "off the mole. Schools in the town reopened on Monday after a week of storms.";
        for anew in
            [schools, "Divers say that she went down late on Monday", "It sails on Monday off the pier"]
        {
            let times = [mark("Monday", anew)];
            let fixes = [fix(SANK, date("2018-09-03"), &[])];
            assert_eq!(values(&times, &fixes), [Some("2018-09-10".into())], "{anew}");
            assert_eq!(homeless(&times, &fixes), [&fixes[0]], "{anew}");
        }
    }

    #[test]
    fn the_desks_word_does_not_pass_to_a_place_that_was_not_meant_when_that_one_is_edited() {
        let (stopped, resumed) = ("Sailings stopped on Monday.", "Sailings resumed on Monday.");
        let left = [mark("Monday", "Sailings resumed again on Monday.")];
        for others in [&[resumed][..], &[]] {
            let fixes = [fix(stopped, date("2018-09-03"), others)];
            assert_eq!(values(&left, &fixes), [Some("2018-09-10".into())], "{others:?}");
        }
        let fixes = [fix(resumed, date("2018-09-03"), &[stopped])];
        assert_eq!(values(&left, &fixes), [Some("2018-09-03".into())]);
        // As like the one as the other: nobody can tell.
        let long = |what: &str| format!("All {what} between the island and the mainland on Monday");
        let fixes = [fix(&long("ferries"), date("2018-09-03"), &[&long("flights")])];
        assert_eq!(values(&[mark("Monday", &long("traffic"))], &fixes), [Some("2018-09-10".into())]);
    }

    #[test]
    fn where_two_places_are_as_like_the_sentence_the_desks_word_has_neither() {
        let fixes = [fix(SANK, date("2018-09-03"), &[])];
        let two = [mark("Monday", &format!("{SANK} today")), mark("Monday", &format!("Then {SANK}"))];
        assert_eq!(values(&two, &fixes), [Some("2018-09-10".into()), Some("2018-09-10".into())]);
        assert_eq!(values(&two[..1], &fixes), [Some("2018-09-03".into())]);
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
