//! Who "he" and "she" are: the persons whom the last sentences spoke of, and how much of them.

use crate::names::Gender;

/// Somebody whom the text speaks of: an index of persons, or past their end of names without a person.
pub(crate) type Who = usize;

/// Who is meant by words that name nobody, and whether nothing in the text bears it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meant {
    pub(crate) who: Who,
    pub(crate) is_guess: bool,
}

impl Meant {
    pub(crate) fn surely(who: Who) -> Meant {
        Meant { who, is_guess: false }
    }

    pub(crate) fn perhaps(who: Who) -> Meant {
        Meant { who, is_guess: true }
    }
}

/// How a sentence speaks of somebody. The order is that of the search for who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Named,
    Subject,
    Speaker,
    /// Who is asked answers.
    Asked,
}

#[derive(Clone, Copy, Debug)]
struct Mention {
    who: Who,
    sentence: usize,
    paragraph: usize,
    part: Part,
    /// Words that do not name them, and may mean somebody else.
    is_guess: bool,
}

impl Mention {
    fn meant(&self) -> Meant {
        Meant { who: self.who, is_guess: self.is_guess }
    }
}

/// Whom the text has spoken of so far.
pub(crate) struct Discourse {
    mentions: Vec<Mention>,
    /// By `Who`.
    gender: Vec<Option<Gender>>,
}

/// How far back a pronoun reaches.
const FARTHEST: usize = 60;
const FARTHEST_PARAGRAPHS: usize = 6;

impl Discourse {
    pub(crate) fn of(gender: Vec<Option<Gender>>) -> Discourse {
        Discourse { mentions: Vec::new(), gender }
    }

    /// One more who can be meant; the next number is theirs.
    pub(crate) fn introduce(&mut self, gender: Option<Gender>) {
        self.gender.push(gender);
    }

    pub(crate) fn mention(&mut self, meant: Meant, sentence: usize, paragraph: usize, part: Part) {
        let Meant { who, is_guess } = meant;
        self.mentions.push(Mention { who, sentence, paragraph, part, is_guess });
    }

    /// Who is meant by a pronoun: the latest sentence that speaks of somebody who agrees, and in it the speaker
    /// before a subject before others.
    pub(crate) fn resolve(&self, gender: Gender, paragraph: usize) -> Option<Meant> {
        let rank = |mention: &Mention, known: bool| (mention.part, known);
        let mut best: Option<(&Mention, bool)> = None;
        for mention in self.mentions.iter().rev().take(FARTHEST) {
            if mention.paragraph + FARTHEST_PARAGRAPHS < paragraph {
                break;
            }
            let known = self.gender.get(mention.who).copied().flatten();
            if known.is_some_and(|known| known != gender) {
                continue;
            }
            let own = rank(mention, known.is_some());
            match best {
                Some((found, _)) if found.sentence != mention.sentence => break,
                Some((found, is_known)) if rank(found, is_known) > own => {}
                _ => best = Some((mention, known.is_some())),
            }
        }
        best.map(|(found, _)| found.meant())
    }

    /// Who spoke or acted last, in this paragraph or the one before, of those who fit.
    pub(crate) fn latest(&self, paragraph: usize, fits: impl Fn(Who) -> bool) -> Option<Who> {
        let is_near = |mention: &&Mention| mention.paragraph + 1 >= paragraph;
        let near = self.mentions.iter().rev().take(FARTHEST).take_while(is_near);
        near.filter(|mention| mention.part >= Part::Subject).map(|mention| mention.who).find(|&who| fits(who))
    }

    /// As [`resolve`](Discourse::resolve), where the text tells of somebody and quotes nobody: a paragraph that begins
    /// with "she" goes back to a woman rather than to whom the paragraph before quoted and is called neither.
    pub(crate) fn resolve_told(&self, gender: Gender, paragraph: usize) -> Option<Meant> {
        let found = self.resolve(gender, paragraph)?;
        let gender_of = |who: Who| self.gender.get(who).copied().flatten();
        let is_near = self
            .mentions
            .iter()
            .rev()
            .take(FARTHEST)
            .take_while(|mention| mention.paragraph == paragraph)
            .any(|mention| mention.who == found.who);
        if gender_of(found.who).is_some() || is_near {
            return Some(found);
        }
        let known = self
            .mentions
            .iter()
            .rev()
            .take(FARTHEST)
            .take_while(|mention| mention.paragraph + FARTHEST_PARAGRAPHS >= paragraph)
            .find(|mention| mention.part >= Part::Subject && gender_of(mention.who) == Some(gender));
        Some(known.map_or(found, Mention::meant))
    }
}
