//! A text read: its quotations and its people.

use std::ops::Range;

use crate::{
    attribute::{Bound, Rules, Why},
    clauses::{Clauses, Grammar, Head, NO_NAME},
    flow::{Piece, Sentence, flow},
    marks::{Stretch, stretches},
    names::{Gender, Name, names},
    people::{People, Person, people},
    pronouns::{Discourse, Part, Who},
    token::{Token, tokens},
    words::{Class, Language},
};

/// What a text says, and who says it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// In the order of the text.
    pub quotations: Vec<Quotation>,
    pub people: Vec<Person>,
}

/// Words that the text gives as somebody's.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// Bytes of the words, without their marks.
    pub content: Range<usize>,
    pub kind: Kind,
    pub speaker: Option<Speaker>,
    /// Bytes of the verb, or other word, that binds the words to the speaker.
    pub cue: Option<Range<usize>>,
    /// From 0 to 1: how often attributions of this kind are right, roughly.
    pub confidence: f32,
    /// Which rule bound the words to the speaker.
    pub why: Option<Why>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Between marks.
    Direct,
    /// In the writer's words.
    Indirect,
    /// In the writer's words, with a part between marks.
    Mixed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Bytes of the words that the attribution uses: "she", "Sanders".
    pub mention: Range<usize>,
    /// The fullest name that the text has for who that is; without one, the mention itself.
    pub name: String,
    /// An index of [`Reading::people`], if the text names the speaker in full.
    pub person: Option<usize>,
}

/// Reads a text whose paragraphs are parted by blank lines.
pub fn read(text: &str, language: Language) -> Reading {
    let tokens = tokens(text, language.words());
    let stretches = stretches(text, &tokens, language);
    let names = names(text, &tokens);
    let people = people(text, &tokens, &names);
    let flow = flow(text, &tokens, &stretches);
    let mut name_at = vec![NO_NAME; tokens.len()];
    for (at, name) in names.iter().enumerate() {
        // A German noun has a capital too: alone it is a name only if the text names somebody so.
        if language != Language::German || name.run.len() > 1 || people.of_name[at].is_some() {
            name_at[name.run.start] = at as u32;
        }
    }
    let grammar = Grammar { language, text, tokens: &tokens, flow: &flow, names: &names, name_at: &name_at };
    let mut reader = Reader {
        grammar: &grammar,
        stretches: &stretches,
        discourse: Discourse::of(people.persons.iter().map(|person| person.gender).collect()),
        people: &people,
        last: None,
        about: None,
        reports: false,
        found: Vec::new(),
    };
    for (at, sentence) in flow.sentences.iter().enumerate() {
        reader.sentence(at, sentence);
    }
    let quotations = reader.found;
    Reading { quotations, people: people.persons }
}

struct Reader<'a> {
    grammar: &'a Grammar<'a>,
    stretches: &'a [Stretch],
    people: &'a People,
    discourse: Discourse,
    /// The last quotation's speaker, and its paragraph.
    last: Option<(Spoken, usize)>,
    /// Whom the last sentence without a quotation was about, and its paragraph.
    about: Option<(Spoken, usize)>,
    /// That sentence came after the last quotation, and says that somebody said something.
    reports: bool,
    found: Vec<Quotation>,
}

/// A speaker, found once and perhaps used again.
#[derive(Clone, Debug)]
struct Spoken {
    speaker: Speaker,
    who: Option<Who>,
    cue: Option<Range<usize>>,
    why: Why,
}

impl Reader<'_> {
    fn sentence(&mut self, at: usize, sentence: &Sentence) {
        let clauses = self.grammar.clauses(sentence);
        let rules = Rules { grammar: self.grammar, sentence, clauses: &clauses, stretches: self.stretches };
        let paragraph = sentence.paragraph;
        let subjects: Vec<usize> = clauses.verbs.iter().filter_map(|verb| verb.subject).collect();
        // Whom the sentence names, as far as the pronouns of this sentence are concerned.
        let mut noted = 0;
        for piece in sentence.pieces.clone() {
            let Piece::Quote(quote) = self.grammar.flow.pieces[piece] else { continue };
            let stretch = self.stretches[quote];
            let own = rules.own_sentence(piece);
            let spoken = match own {
                Some(bound) => {
                    self.note(&clauses, &mut noted, bound.phrase.first, at, paragraph, &subjects);
                    Some(self.spoken(bound, paragraph))
                }
                None => self.from_before(&stretch, paragraph),
            };
            if self.is_nobodys(&rules, piece, &stretch, spoken.as_ref()) {
                continue;
            }
            if let Some(spoken) = &spoken {
                self.last = Some((spoken.clone(), paragraph));
                self.reports = false;
                if let Some(who) = spoken.who {
                    self.discourse.mention(who, at, paragraph, Part::Speaker);
                }
            }
            self.keep(stretch, spoken);
        }
        self.note(&clauses, &mut noted, usize::MAX, at, paragraph, &subjects);
        if let Some(bound) = rules.about() {
            let spoken = self.spoken(bound, paragraph);
            self.about = Some((spoken, paragraph));
            let is_plain = sentence
                .pieces
                .clone()
                .all(|piece| matches!(self.grammar.flow.pieces[piece], Piece::Token(_)));
            self.reports = is_plain
                && bound.why == Why::SentenceBefore
                && clauses
                    .verbs
                    .iter()
                    .any(|verb| Some(verb.piece) == bound.cue && verb.class.is(Class::SAY));
        }
    }

    /// Notes whom a sentence names before a piece.
    fn note(
        &mut self,
        clauses: &Clauses,
        noted: &mut usize,
        before: usize,
        at: usize,
        paragraph: usize,
        subjects: &[usize],
    ) {
        while let Some(phrase) = clauses.phrases.get(*noted).filter(|phrase| phrase.first < before) {
            let who = match phrase.head {
                Head::Name(name) => self.people.of_name[name],
                Head::He => self.discourse.resolve(Gender::He, paragraph),
                Head::She => self.discourse.resolve(Gender::She, paragraph),
                _ => None,
            };
            if let Some(who) = who {
                let part = if subjects.contains(noted) { Part::Subject } else { Part::Named };
                self.discourse.mention(who, at, paragraph, part);
            }
            *noted += 1;
        }
    }

    /// A quotation whose sentence does not say whose it is.
    fn from_before(&self, stretch: &Stretch, paragraph: usize) -> Option<Spoken> {
        let again = |why: Why| move |(spoken, _): &(Spoken, usize)| Spoken { why, ..spoken.clone() };
        let last_here = self.last.as_ref().filter(|(_, of)| *of == paragraph);
        let about_here = self.about.as_ref().filter(|(_, of)| *of == paragraph);
        if stretch.goes_on
            && let Some(last) = &self.last
        {
            return Some(again(Why::OpenParagraph)(last));
        }
        if self.reports
            && let Some(about) = about_here
        {
            return Some(again(Why::SentenceBefore)(about));
        }
        last_here.map(again(Why::GoesOn)).or_else(|| about_here.map(again(Why::SentenceBefore))).or_else(
            || {
                let (last, about) = (self.last.as_ref(), self.about.as_ref());
                let near = |of: &&(Spoken, usize)| of.1 + 1 == paragraph;
                about.filter(near).or(last.filter(near)).map(again(Why::ParagraphBefore))
            },
        )
    }

    /// Names of works and programmes, scare quotes: a stretch that no word of saying claims.
    fn is_nobodys(&self, rules: &Rules, piece: usize, stretch: &Stretch, spoken: Option<&Spoken>) -> bool {
        let words = self.grammar.text[stretch.start..stretch.end].split_whitespace();
        let count = words.clone().take(10).count();
        let small = ["of", "the", "and", "in", "a", "an", "for", "on", "to", "with", "at", "is", "or"];
        let is_title = words
            .clone()
            .take(10)
            .all(|word| word.starts_with(|c: char| !c.is_lowercase()) || small.contains(&word))
            && count > 1;
        let is_alone = rules.is_alone(piece);
        let is_sentence = spoken.is_some() && self.grammar.text[..stretch.end].ends_with(['.', '!', '?']);
        match spoken.map(|spoken| spoken.why) {
            _ if count > 7 || is_alone && (count > 2 || is_sentence) => false,
            // He told "Morning Tide", on Radio Harbour's "Morning Tide".
            _ if is_title && rules.is_on_air(piece) => true,
            None => true,
            Some(Why::SubjectOfSentence | Why::By) => count == 1 || is_title,
            Some(Why::SentenceBefore | Why::ParagraphBefore) => count < 3 || is_title,
            Some(Why::GoesOn) => count < 3 || is_title,
            Some(Why::LaterInSentence) => is_title || count == 1 && !rules.is_claimed(piece),
            Some(Why::VerbBefore) => is_title && !rules.is_claimed(piece),
            _ => false,
        }
    }

    fn spoken(&self, bound: Bound, paragraph: usize) -> Spoken {
        let (mention, who) = self.mention(bound, paragraph);
        let person = who.filter(|who| *who < self.people.persons.len());
        let name = match person {
            Some(person) => self.people.persons[person].name.clone(),
            None => {
                self.it(&bound, paragraph).unwrap_or_else(|| self.grammar.text[mention.clone()].to_owned())
            }
        };
        let cue = bound.cue.and_then(|piece| self.grammar.at(piece)).map(|token| token.start..token.end);
        Spoken { speaker: Speaker { mention, name, person }, who, cue, why: bound.why }
    }

    /// What "it" means: the body or the paper that spoke last, or that the last sentence was about.
    fn it(&self, bound: &Bound, paragraph: usize) -> Option<String> {
        let is_it = self.grammar.at(bound.phrase.first)?.text(self.grammar.text).eq_ignore_ascii_case("it");
        if bound.phrase.head != Head::Pronoun || !is_it {
            return None;
        }
        let near = |found: &&(Spoken, usize)| found.1 + 1 >= paragraph && found.0.who.is_none();
        let found = self.last.as_ref().filter(near).or(self.about.as_ref().filter(near))?;
        let name = &found.0.speaker.name;
        let is_pronoun = name.len() < 5 && !name.starts_with(|c: char| c.is_uppercase());
        (!is_pronoun).then(|| name.clone())
    }

    /// The bytes of a phrase, without titles where a name follows, and who it is.
    fn mention(&self, bound: Bound, paragraph: usize) -> (Range<usize>, Option<Who>) {
        let piece = |at: usize| self.grammar.at(at);
        let whole = || {
            let start = piece(bound.phrase.first).map_or(0, |token| token.start);
            start..piece(bound.phrase.last).map_or(start, |token| token.end)
        };
        match bound.phrase.head {
            Head::Name(name) => {
                let named: &Name = &self.grammar.names[name];
                match named.person.is_empty() || named.is_organisation {
                    true => (whole(), None),
                    false => (bytes(self.grammar.tokens, &named.person), self.people.of_name[name]),
                }
            }
            Head::He => (whole(), self.discourse.resolve(Gender::He, paragraph)),
            Head::She => (whole(), self.discourse.resolve(Gender::She, paragraph)),
            Head::Who => (whole(), self.antecedent(bound.phrase.first)),
            _ => (whole(), None),
        }
    }

    /// Whom "who" means: the name just before it.
    fn antecedent(&self, who: usize) -> Option<Who> {
        let before = |back: usize| match self.grammar.flow.pieces.get(who.checked_sub(back)?)? {
            Piece::Token(at) => Some(*at),
            Piece::Quote(_) => None,
        };
        let last = before(1).filter(|&at| self.grammar.tokens[at].is_word()).or_else(|| before(2))?;
        let names = self.grammar.names;
        let after = names.partition_point(|name| name.run.end <= last);
        names.get(after).filter(|name| name.run.end == last + 1).and_then(|_| self.people.of_name[after])
    }

    fn keep(&mut self, stretch: Stretch, spoken: Option<Spoken>) {
        self.found.push(Quotation {
            content: stretch.start..stretch.end,
            kind: Kind::Direct,
            confidence: spoken.as_ref().map_or(0.0, |spoken| spoken.why.confidence()),
            why: spoken.as_ref().map(|spoken| spoken.why),
            cue: spoken.as_ref().and_then(|spoken| spoken.cue.clone()),
            speaker: spoken.map(|spoken| spoken.speaker),
        });
    }
}

fn bytes(tokens: &[Token], range: &Range<usize>) -> Range<usize> {
    tokens[range.start].start..tokens[range.end - 1].end
}
