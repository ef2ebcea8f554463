//! Reading on from sentence to sentence: who spoke last, whom the text is about, who "he" is.

use std::ops::Range;

use crate::{
    bearers::Bearers,
    clauses::Clauses,
    flow::{Piece, Sentence},
    grammar::Grammar,
    indirect::Reported,
    marks::Stretch,
    names::Gender,
    people::People,
    phrases::{Head, Phrase},
    pronouns::{Discourse, Part, Who},
    reading::{Kind, Quotation, Speaker},
    refuse::is_nobodys,
    view::Rules,
    why::{Bound, Why},
    words::Class,
};

pub(crate) struct Reader<'a> {
    grammar: &'a Grammar<'a>,
    people: &'a People,
    discourse: Discourse,
    bearers: Bearers<'a>,
    /// The last quotation's speaker, and its paragraph.
    last: Option<(Spoken, usize)>,
    /// Whom the last sentence without a quotation was about, and its paragraph.
    about: Option<(Spoken, usize)>,
    /// The body or the paper that did something last, by its phrase, and the paragraph.
    body: Option<(Phrase, usize)>,
    /// That sentence came after the last quotation, and says that somebody said something.
    reports: bool,
    pub(crate) found: Vec<Quotation>,
    /// Persons who speak by their surname alone, as no body does.
    pub(crate) heard: Vec<usize>,
}

/// A speaker, found once and perhaps used again.
#[derive(Clone, Debug)]
struct Spoken {
    speaker: Speaker,
    who: Option<Who>,
    cue: Option<Range<usize>>,
    why: Why,
}

impl<'a> Reader<'a> {
    pub(crate) fn of(grammar: &'a Grammar<'a>, people: &'a People) -> Reader<'a> {
        let genders = people.persons.iter().map(|person| person.gender).collect();
        Reader {
            grammar,
            people,
            discourse: Discourse::of(genders),
            bearers: Bearers::of(&people.persons, grammar.language.words()),
            last: None,
            about: None,
            body: None,
            reports: false,
            found: Vec::new(),
            heard: Vec::new(),
        }
    }

    pub(crate) fn sentence(&mut self, at: usize, sentence: &Sentence) {
        let clauses = self.grammar.clauses(sentence);
        let rules = Rules { grammar: self.grammar, sentence, clauses: &clauses };
        let paragraph = sentence.paragraph;
        let subjects: Vec<usize> = clauses.verbs.iter().filter_map(|verb| verb.subject).collect();
        // Whom the sentence names, as far as the pronouns of this sentence are concerned.
        let mut noted = 0;
        // The last stretch that is nobody's words: what is listed with it is not either.
        let mut refused: Option<usize> = None;
        for piece in sentence.pieces.clone() {
            let Piece::Quote(quote) = self.grammar.flow.pieces[piece] else { continue };
            let stretch = self.grammar.stretches[quote];
            let retold = rules.is_subjunctive() && self.about.is_some();
            let own =
                rules.own_sentence(piece).filter(|bound| !(retold && bound.why == Why::SubjectOfSentence));
            let spoken = match own {
                Some(bound) => {
                    self.note(&clauses, &mut noted, bound.phrase.first, at, paragraph, &subjects);
                    self.hear(&bound);
                    Some(self.spoken(bound, paragraph))
                }
                None => self.earlier_speaker(&stretch, paragraph),
            };
            let why = spoken.as_ref().map(|spoken| spoken.why);
            let is_listed = refused.is_some_and(|refused| rules.is_listed_with(refused, piece));
            if is_listed || is_nobodys(&rules, piece, &stretch, why) {
                refused = Some(piece);
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
        for reported in rules.reported() {
            self.note(&clauses, &mut noted, reported.bound.phrase.first, at, paragraph, &subjects);
            self.keep_reported(&reported, paragraph);
        }
        self.note(&clauses, &mut noted, usize::MAX, at, paragraph, &subjects);
        let says = clauses.verbs.iter().any(|verb| verb.class.is(Class::SAY));
        if rules.is_subjunctive() && !says && self.about.is_some() {
            // Still the words of who spoke before.
            return;
        }
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
            let is_body = match phrase.head {
                Head::Name(name) => self.grammar.names[name].is_organisation,
                Head::Human | Head::Medium => true,
                _ => false,
            };
            if is_body && subjects.contains(noted) {
                self.body = Some((*phrase, paragraph));
            }
            if let Some(who) = who {
                let part = if subjects.contains(noted) { Part::Subject } else { Part::Named };
                self.discourse.mention(who, at, paragraph, part);
            }
            *noted += 1;
        }
    }

    /// A quotation whose sentence does not say whose it is.
    fn earlier_speaker(&self, stretch: &Stretch, paragraph: usize) -> Option<Spoken> {
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

    fn hear(&mut self, bound: &Bound) {
        if let Head::Name(name) = bound.phrase.head
            && self.grammar.names[name].person.len() == 1
            && bound.cue.and_then(|cue| self.grammar.at(cue)).is_some_and(|verb| verb.is(Class::SAY))
        {
            self.heard.extend(self.people.of_name[name]);
        }
    }

    /// Who a bound phrase is.
    fn spoken(&self, bound: Bound, paragraph: usize) -> Spoken {
        let (mention, who) = self.mention(bound, paragraph);
        let person = who.filter(|who| *who < self.people.persons.len());
        let name = match person {
            Some(person) => self.people.persons[person].name.clone(),
            None => {
                self.it(&bound, paragraph).unwrap_or_else(|| one_line(&self.grammar.text[mention.clone()]))
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
        let is_near = |of: usize| of + 1 >= paragraph;
        if let Some((body, of)) = self.body
            && is_near(of)
        {
            return Some(one_line(&self.grammar.text[self.grammar.bytes(body.first..body.last + 1)]));
        }
        let near = |found: &&(Spoken, usize)| is_near(found.1) && found.0.who.is_none();
        let found = self.last.as_ref().filter(near).or(self.about.as_ref().filter(near))?;
        let name = &found.0.speaker.name;
        let is_pronoun = name.len() < 5 && !name.starts_with(|c: char| c.is_uppercase());
        (!is_pronoun).then(|| name.clone())
    }

    /// The bytes of a phrase, without titles where a name follows, and who it is.
    fn mention(&self, bound: Bound, paragraph: usize) -> (Range<usize>, Option<Who>) {
        let whole = self.grammar.bytes(bound.phrase.first..bound.phrase.last + 1);
        match bound.phrase.head {
            Head::Name(name) => {
                let named = &self.grammar.names[name];
                let person = &self.grammar.tokens[named.person.clone()];
                match person {
                    [first, .., last] | [first @ last] if !named.is_organisation => {
                        (first.start..last.end, self.people.of_name[name])
                    }
                    _ => (whole, None),
                }
            }
            Head::He => (whole, self.discourse.resolve(Gender::He, paragraph)),
            Head::She => (whole, self.discourse.resolve(Gender::She, paragraph)),
            // "The mayor said": the one mayor of the story.
            Head::Human => (whole.clone(), self.bearers.meant(&self.grammar.text[whole])),
            Head::Who => (whole, self.antecedent(bound.phrase.first)),
            _ => (whole, None),
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

    fn keep_reported(&mut self, reported: &Reported, paragraph: usize) {
        let spoken = self.spoken(reported.bound, paragraph);
        self.found.push(Quotation {
            content: reported.content.clone(),
            kind: if reported.has_marks { Kind::Mixed } else { Kind::Indirect },
            confidence: reported.confidence,
            why: Some(spoken.why),
            cue: spoken.cue,
            speaker: Some(spoken.speaker),
        });
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
