//! Reading on from sentence to sentence: who spoke last, whom the text is about, who "he" is.

use std::ops::Range;

use crate::{
    bearers::Bearers,
    bodies::Bodies,
    clauses::Clauses,
    flow::{Piece, Sentence},
    grammar::Grammar,
    indirect::Reported,
    marks::{EndedBy, Stretch},
    nameless::Nameless,
    names::Gender,
    people::People,
    phrases::{Head, Phrase},
    pronouns::{Discourse, Meant, Part, Who},
    reading::{Kind, Quotation, Speaker},
    refuse::is_nobodys,
    view::Rules,
    why::{Bound, GUESSED, Why},
    words::Class,
};

pub(crate) struct Reader<'a> {
    pub(crate) grammar: &'a Grammar<'a>,
    pub(crate) people: &'a People,
    pub(crate) discourse: Discourse,
    pub(crate) bearers: Bearers<'a>,
    pub(crate) bodies: Bodies,
    /// The last quotation's speaker, and its paragraph.
    pub(crate) last: Option<(Spoken, usize)>,
    /// Whom the last sentence without a quotation was about, and its paragraph.
    pub(crate) about: Option<(Spoken, usize)>,
    /// The body or the paper that did something last, by its phrase, and the paragraph.
    pub(crate) body: Option<(Phrase, usize)>,
    /// That sentence came after the last quotation, and says that somebody said something.
    reports: bool,
    pub(crate) found: Vec<Quotation>,
    /// The quotations of a speech that runs over paragraphs, so far, of `found`.
    speech: Vec<usize>,
    pub(crate) nameless: Nameless,
    /// "The minister", whom the text does not name, if nobody else can be "he": what the text calls him.
    pub(crate) definite: Option<(String, Option<Gender>)>,
    /// The quotation that was a sentence of its own and whose speaker is a guess: of `found`, and its paragraph.
    guessed: Option<(usize, usize)>,
    /// Persons who speak by their surname alone, as no body does.
    pub(crate) heard: Vec<usize>,
}

/// A sentence that tells a gesture and no more is shorter, in pieces.
const SHORT: usize = 14;

/// A speaker, found once and perhaps used again.
#[derive(Clone, Debug)]
pub(crate) struct Spoken {
    pub(crate) speaker: Speaker,
    pub(crate) who: Option<Who>,
    pub(crate) cue: Option<Range<usize>>,
    pub(crate) why: Why,
    /// Whether the words are theirs is a guess ("the teenager"), or denied.
    pub(crate) is_guess: bool,
}

impl Spoken {
    fn meant(&self) -> Option<Meant> {
        self.who.map(|who| Meant { who, is_guess: self.is_guess })
    }

    fn sure_to(&self, most: f32) -> f32 {
        if self.is_guess { most.min(GUESSED) } else { most }
    }
}

impl<'a> Reader<'a> {
    pub(crate) fn of(grammar: &'a Grammar<'a>, people: &'a People) -> Reader<'a> {
        let genders = people.persons.iter().map(|person| person.gender).collect();
        Reader {
            grammar,
            people,
            discourse: Discourse::of(genders),
            bearers: Bearers::of(&people.persons, grammar.language.words()),
            bodies: Bodies::of(grammar.text, grammar.tokens, grammar.names, grammar.language),
            last: None,
            about: None,
            body: None,
            reports: false,
            found: Vec::new(),
            speech: Vec::new(),
            nameless: Nameless::after(people.persons.len()),
            definite: None,
            guessed: None,
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
            let retold = rules.is_retold() && self.about.is_some();
            let own = rules
                .own_sentence(piece)
                .map(|bound| (rules.named(bound), bound.phrase))
                .filter(|(bound, _)| !(retold && bound.why == Why::SubjectOfSentence));
            let cue = own.as_ref().and_then(|(bound, _)| bound.cue);
            let is_denied = cue.is_some_and(|cue| rules.is_denied(cue, piece));
            let mut spoken = match own {
                Some((bound, phrase)) => {
                    self.note(&rules, &mut noted, bound.phrase.first, at, paragraph, &subjects);
                    self.hear(&bound, bound.phrase != phrase);
                    Some(self.spoken(bound, paragraph, &clauses))
                }
                None => self.earlier_speaker(&stretch, paragraph),
            };
            let why = spoken.as_ref().map(|spoken| spoken.why);
            let is_listed = refused.is_some_and(|refused| rules.is_listed_with(refused, piece));
            if is_listed || is_nobodys(&rules, piece, &stretch, why) {
                refused = Some(piece);
                continue;
            }
            if let Some(spoken) = &mut spoken {
                let meant = spoken.meant();
                spoken.is_guess |= is_denied;
                self.last = Some((spoken.clone(), paragraph));
                self.reports = false;
                if let Some(meant) = meant {
                    self.discourse.mention(meant, at, paragraph, Part::Speaker);
                }
            }
            self.follow_speech(&stretch, spoken.as_ref());
            self.keep(stretch, spoken);
        }
        self.follow_guess(&rules, paragraph);
        for mut reported in rules.reported() {
            reported.bound = rules.named(reported.bound);
            self.note(&rules, &mut noted, reported.bound.phrase.first, at, paragraph, &subjects);
            if let Some(meant) = self.keep_reported(&reported, paragraph, &clauses) {
                self.discourse.mention(meant, at, paragraph, Part::Speaker);
            }
        }
        self.note(&rules, &mut noted, usize::MAX, at, paragraph, &subjects);
        if let Some(who) = rules.asked().and_then(|name| self.people.of_name[name]) {
            self.discourse.mention(Meant::surely(who), at, paragraph, Part::Asked);
        }
        let says = clauses.verbs.iter().any(|verb| verb.class.is(Class::SAY));
        if rules.is_retold() && !says && self.about.is_some() {
            // Still the words of who spoke before.
            return;
        }
        if let Some(bound) = rules.about().map(|bound| rules.named(bound)) {
            let spoken = self.spoken(bound, paragraph, &clauses);
            self.about = Some((spoken, paragraph));
            let is_plain = sentence
                .pieces
                .clone()
                .all(|piece| matches!(self.grammar.flow.pieces[piece], Piece::Token(_)));
            let is_short = sentence.pieces.len() < SHORT;
            self.reports = is_plain
                && bound.why == Why::SentenceBefore
                && clauses.verbs.iter().any(|verb| {
                    Some(verb.piece) == bound.cue
                        && (verb.class.is(Class::SAY)
                            || is_short && self.is_gesture(verb.piece, &bound.phrase))
                });
        }
    }

    /// Notes whom a sentence names before a piece.
    fn note(
        &mut self,
        rules: &Rules,
        noted: &mut usize,
        before: usize,
        at: usize,
        paragraph: usize,
        subjects: &[usize],
    ) {
        while let Some(phrase) =
            rules.clauses.phrases.get(*noted).copied().filter(|phrase| phrase.first < before)
        {
            let meant = match phrase.head {
                Head::Name(name) => self.people.of_name[name]
                    .or_else(|| {
                        let mention = self.grammar.tokens.get(self.grammar.names[name].person.clone())?;
                        let place = mention.first()?.start..mention.last()?.end;
                        self.unnamed(&phrase, &place)
                    })
                    .map(Meant::surely),
                Head::He => self.discourse.resolve_told(Gender::He, paragraph),
                Head::She => self.discourse.resolve_told(Gender::She, paragraph),
                _ => None,
            };
            let is_body = match phrase.head {
                Head::Name(name) => self.grammar.names[name].is_organisation,
                // "It" is one, and no person.
                Head::Human | Head::Medium => self.grammar.at(phrase.last).is_some_and(|last| {
                    !last.text(self.grammar.text).ends_with('s')
                        && !last.is(Class::ANY_ROLE.with(Class::ANY_TITLE))
                }),
                _ => false,
            };
            if is_body && subjects.contains(noted) {
                self.body = Some((phrase, paragraph));
            }
            let is_subject = subjects.contains(noted);
            let meant =
                meant.or_else(|| if is_subject { self.unnamed_subject(&phrase, rules) } else { None });
            // "The teenager shrugged": "he" after that may be another than whom the text has named.
            let meant = meant.or_else(|| if is_subject { self.described(phrase, paragraph) } else { None });
            // "Elm Grove" may be a place.
            let is_somebody = |meant: &Meant| {
                is_subject || self.people.persons.get(meant.who).is_none_or(|person| person.is_certain)
            };
            if let Some(meant) = meant.filter(is_somebody) {
                let part = if is_subject { Part::Subject } else { Part::Named };
                self.discourse.mention(meant, at, paragraph, part);
            }
            *noted += 1;
        }
    }

    /// "Her son shrugged." "The reeve shook his head." What follows is theirs.
    fn is_gesture(&self, verb: usize, subject: &Phrase) -> bool {
        let is_person = match subject.head {
            Head::Name(name) => !self.grammar.names[name].is_organisation,
            Head::He | Head::She | Head::Human => true,
            _ => false,
        };
        is_person && self.grammar.at(verb).is_some_and(|verb| verb.is(Class::GESTURE))
    }

    /// "SMITH: Well, look ...": each paragraph names its own speaker.
    fn is_transcript(&self, stretch: &Stretch) -> bool {
        let words = &self.grammar.text[stretch.start..stretch.end];
        words.split_once(':').is_some_and(|(name, _)| {
            name.len() < 40 && name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase)
        })
    }

    /// A quotation whose sentence does not say whose it is.
    fn earlier_speaker(&self, stretch: &Stretch, paragraph: usize) -> Option<Spoken> {
        let again = |why: Why| move |(spoken, _): &(Spoken, usize)| Spoken { why, ..spoken.clone() };
        let last_here = self.last.as_ref().filter(|(_, of)| *of == paragraph);
        let about_here = self.about.as_ref().filter(|(_, of)| *of == paragraph);
        if stretch.goes_on
            && let Some(last) = &self.last
        {
            let is_sure = last.0.why.is_said() && !self.is_transcript(stretch);
            return Some(again(if is_sure { Why::SpeechGoesOn } else { Why::OpenParagraph })(last));
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

    /// A speech over several paragraphs whose speaker the last of them names: it was theirs from the first.
    fn follow_speech(&mut self, stretch: &Stretch, spoken: Option<&Spoken>) {
        if !stretch.goes_on {
            self.speech.clear();
        }
        let named = spoken.filter(|spoken| {
            matches!(spoken.why, Why::SubjectAfter | Why::VerbAfter | Why::Signature | Why::AccordingTo)
        });
        if let Some(spoken) = named {
            for &at in &self.speech {
                let Some(earlier) = self.found.get_mut(at) else { continue };
                if earlier.why.is_none_or(Why::is_guess) {
                    earlier.speaker = Some(spoken.speaker.clone());
                    earlier.cue = spoken.cue.clone();
                    earlier.why = Some(Why::SpeechNamedAfter);
                    earlier.confidence = spoken.sure_to(Why::SpeechNamedAfter.confidence());
                }
            }
            self.speech.clear();
        } else if stretch.ended_by == EndedBy::Paragraph && !self.is_transcript(stretch) {
            self.speech.push(self.found.len());
        }
    }

    /// „Wir warten.“ Das sagte der Wirt.: the sentence after the words tells whose they are.
    fn follow_guess(&mut self, rules: &Rules, paragraph: usize) {
        if let Some((at, of)) = self.guessed.take()
            && let Some(bound) = match of == paragraph {
                true => rules.that_said(),
                false if of + 1 == paragraph => rules.signed(),
                false => None,
            }
        {
            let spoken = self.spoken(rules.named(bound), paragraph, rules.clauses);
            if let Some(meant) = spoken.meant() {
                self.discourse.mention(meant, self.found.len(), paragraph, Part::Speaker);
            }
            if let Some(earlier) = self.found.get_mut(at) {
                earlier.speaker = Some(spoken.speaker.clone());
                earlier.cue = spoken.cue.clone();
                earlier.why = Some(spoken.why);
                earlier.confidence = spoken.sure_to(spoken.why.confidence());
            }
            self.last = Some((spoken, paragraph));
        }
        let alone = rules.sentence.pieces.clone().find(|&piece| rules.stretch(piece).is_some());
        self.guessed = alone
            .filter(|&piece| rules.is_alone(piece))
            .and_then(|_| self.found.len().checked_sub(1))
            .filter(|&at| self.found[at].why.is_none_or(Why::is_guess))
            .map(|at| (at, paragraph));
    }

    fn hear(&mut self, bound: &Bound, is_beside: bool) {
        if let Head::Name(name) = bound.phrase.head
            && (is_beside || self.grammar.names[name].person.len() == 1)
            && bound.cue.and_then(|cue| self.grammar.at(cue)).is_some_and(|verb| verb.is(Class::SAY))
        {
            self.heard.extend(self.people.of_name[name]);
        }
    }

    fn keep(&mut self, stretch: Stretch, spoken: Option<Spoken>) {
        self.found.push(Quotation {
            content: stretch.start..stretch.end,
            kind: Kind::Direct,
            confidence: spoken.as_ref().map_or(0.0, |spoken| spoken.sure_to(spoken.why.confidence())),
            why: spoken.as_ref().map(|spoken| spoken.why),
            cue: spoken.as_ref().and_then(|spoken| spoken.cue.clone()),
            speaker: spoken.map(|spoken| spoken.speaker),
        });
    }

    fn keep_reported(&mut self, reported: &Reported, paragraph: usize, clauses: &Clauses) -> Option<Meant> {
        let spoken = self.spoken(reported.bound, paragraph, clauses);
        let meant = spoken.meant();
        self.found.push(Quotation {
            content: reported.content.clone(),
            kind: if reported.has_marks { Kind::Mixed } else { Kind::Indirect },
            confidence: spoken.sure_to(reported.confidence),
            why: Some(spoken.why),
            cue: spoken.cue,
            speaker: Some(spoken.speaker),
        });
        meant
    }
}
