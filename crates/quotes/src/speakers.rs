//! Who a speaker is: the person of a name, a pronoun or an office, or somebody whom the text does not name.

use std::{hash::Hash, ops::Range};

use crate::{
    clauses::Clauses,
    names::Gender,
    people::Facts,
    phrases::{Head, Phrase},
    pronouns::{Meant, Who},
    reader::{Reader, Spoken},
    reading::Speaker,
    roles::is_job,
    token::Shape,
    view::Rules,
    why::Bound,
    words::{Class, Language},
};

impl Reader<'_> {
    /// Who a bound phrase is.
    pub(crate) fn spoken(&mut self, bound: Bound, paragraph: usize, clauses: &Clauses) -> Spoken {
        if let Some(meant) = self.antecedent(bound, clauses) {
            let (mention, _) = self.mention(bound, paragraph);
            let spoken = self.spoken(meant, paragraph, clauses);
            return Spoken { speaker: Speaker { mention, ..spoken.speaker }, ..spoken };
        }
        let (mention, meant) = self.mention(bound, paragraph);
        let is_guess = meant.is_some_and(|meant| meant.is_guess);
        let who = meant.map(|meant| meant.who).or_else(|| self.unnamed(&bound.phrase, &mention));
        let person = who.filter(|who| *who < self.people.persons.len());
        let name = match person {
            Some(person) => self.people.persons[person].name.clone(),
            None if who.is_some() => {
                who.and_then(|who| self.nameless.name(who)).map_or_else(String::new, str::to_owned)
            }
            None => {
                let called = self
                    .the_one(&bound.phrase, &mention)
                    .or_else(|| self.it(&bound, paragraph))
                    .unwrap_or_else(|| one_line(&self.grammar.text[mention.clone()]));
                self.bodies.meant(&called, mention.start).map_or(called, str::to_owned)
            }
        };
        let cue = bound.cue.and_then(|piece| self.grammar.at(piece)).map(|token| token.start..token.end);
        Spoken { speaker: Speaker { mention, name, person }, who, cue, why: bound.why, is_guess }
    }

    /// "Her husband had stayed": he, from now on.
    pub(crate) fn unnamed_subject(&mut self, phrase: &Phrase, rules: &Rules) -> Option<Meant> {
        let last = self.grammar.at(phrase.last)?;
        let is_gendered = phrase.head == Head::Human
            && last.is(Class::ANY_ROLE.with(Class::ANY_TITLE))
            && Gender::of(last.class.without(Class::GIVEN)).is_some();
        let acts = rules.clauses.verbs.iter().any(|verb| {
            let subject = verb.subject.and_then(|subject| rules.clauses.phrases.get(subject));
            !verb.is_passive && subject == Some(phrase)
        });
        if !is_gendered || !acts {
            return None;
        }
        // "Her son, Nils, was happier."
        if let Some(beside) = rules.name_beside(*phrase)
            && let Head::Name(name) = beside.head
        {
            let known = self.people.of_name[name];
            let place = self.grammar.bytes(beside.first..beside.last + 1);
            return known.or_else(|| self.unnamed(&beside, &place)).map(Meant::surely);
        }
        let place = self.grammar.bytes(phrase.first..phrase.last + 1);
        let text = &self.grammar.text[place.clone()];
        let meant = self.bearers.meant(text, &self.hung_on(*phrase));
        meant.or_else(|| self.unnamed(phrase, &place).map(Meant::surely))
    }

    /// Somebody of whom the text says only what they are, or a surname: "a spokeswoman", "Mr. Brack".
    pub(crate) fn unnamed(&mut self, phrase: &Phrase, mention: &Range<usize>) -> Option<Who> {
        let text = self.grammar.text.get(mention.clone())?;
        let gender = match phrase.head {
            Head::Human | Head::Common => {
                let class = self.grammar.at(phrase.last)?.class;
                // "The company" is not he.
                let last = self.grammar.at(phrase.last)?;
                if !is_job(self.grammar.text, last, self.grammar.language)
                    || self.grammar.language != Language::English
                {
                    return None;
                }
                Gender::of(class.without(Class::GIVEN))
            }
            Head::Name(name) => {
                let named = &self.grammar.names[name];
                if named.is_organisation || named.person.len() != 1 {
                    return None;
                }
                let first = self.grammar.tokens.get(named.person.start)?;
                let gender = named.gender.or_else(|| Gender::of(first.class.only(Class::GIVEN)));
                if gender.is_none() && !named.is_titled {
                    return None;
                }
                gender
            }
            _ => return None,
        };
        let (who, is_new) = self.nameless.who(one_line(text))?;
        if is_new {
            self.discourse.introduce(gender);
            if let Some(title) = self.crown(phrase) {
                self.nameless.also(who, title);
            }
        }
        Some(who)
    }

    /// Of "Queen Sonja", that the queen is she.
    fn crown(&self, phrase: &Phrase) -> Option<String> {
        const CROWNS: [&str; 8] =
            ["king", "queen", "pope", "prince", "princess", "emperor", "sultan", "emir"];
        let Head::Name(name) = phrase.head else { return None };
        let before = self.grammar.names[name].person.start.checked_sub(1)?;
        let title = self.grammar.tokens.get(before)?.text(self.grammar.text).to_lowercase();
        CROWNS.contains(&title.as_str()).then_some(title)
    }

    /// "The minister said he was late. "I am," he said.": the minister, where nobody else can be meant.
    fn the_one(&mut self, phrase: &Phrase, mention: &Range<usize>) -> Option<String> {
        let gender = match phrase.head {
            Head::He => Gender::He,
            Head::She => Gender::She,
            Head::Human => {
                let last = self.grammar.at(phrase.last)?;
                if is_job(self.grammar.text, last, self.grammar.language) {
                    let called = one_line(&self.grammar.text[mention.clone()]);
                    self.definite = Some((called, Gender::of(last.class.without(Class::GIVEN))));
                }
                return None;
            }
            _ => return None,
        };
        let (called, known) = self.definite.as_ref()?;
        known.is_none_or(|known| known == gender).then(|| called.clone())
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
    fn mention(&self, bound: Bound, paragraph: usize) -> (Range<usize>, Option<Meant>) {
        let whole = self.grammar.bytes(bound.phrase.first..bound.phrase.last + 1);
        match bound.phrase.head {
            Head::Name(name) => {
                let named = &self.grammar.names[name];
                let person = &self.grammar.tokens[named.person.clone()];
                let is_definite = self.grammar.lower(bound.phrase.first) == "the"
                    || bound.phrase.first.checked_sub(1).is_some_and(|at| self.grammar.lower(at) == "the");
                match person {
                    // "the Spaniard said"
                    [only] if is_definite && NATIONALS.contains(&only.text(self.grammar.text)) => {
                        let text = format!("the {}", only.text(self.grammar.text));
                        (whole, self.epithet(bound.phrase, &text, paragraph))
                    }
                    [first, .., last] | [first @ last] if !named.is_organisation => {
                        (first.start..last.end, self.people.of_name[name].map(Meant::surely))
                    }
                    _ => (whole, None),
                }
            }
            Head::He => (whole, self.discourse.resolve(Gender::He, paragraph)),
            Head::She => (whole, self.discourse.resolve(Gender::She, paragraph)),
            // "The mayor said": the one mayor of the story.
            Head::Human | Head::Common => {
                let text = &self.grammar.text[whole.clone()];
                let foretold = || self.bearers.foretold(text, whole.end, &self.people.persons);
                let meant = self
                    .bearers
                    .meant(text, &self.hung_on(bound.phrase))
                    .or_else(|| if paragraph < 2 { foretold() } else { None });
                (whole, meant.or_else(|| self.epithet(bound.phrase, text, paragraph)))
            }
            _ => (whole, None),
        }
    }

    /// "The mayor of Saltmouth", "die Sprecherin der Staatsanwaltschaft": whose they are, in small letters.
    fn hung_on(&self, phrase: Phrase) -> Vec<String> {
        let link = phrase.last + 1;
        let noun = |at: usize| {
            self.grammar.at(at).is_some_and(|token| {
                let is_small = token.shape == Shape::Lower;
                let ends = match self.grammar.language {
                    Language::English => {
                        is_small && token.is(Class::SMALL.with(Class::CUE).with(Class::VERB))
                    }
                    Language::German => is_small,
                };
                token.is_word() && !ends && !token.is(Class::DAY)
            })
        };
        let first =
            link + 1 + usize::from(self.grammar.at(link + 1).is_some_and(|next| next.is(Class::OPENS)));
        let words: Vec<String> = (first..first + 4)
            .take_while(|&at| noun(at))
            .map(|at| self.grammar.at(at).map_or("", |token| token.text(self.grammar.text)).to_lowercase())
            .collect();
        let class = |word: &String| {
            let words = self.grammar.language.words();
            words.class(word).with(words.compound(word))
        };
        // "Sagte die Ministerin der Zeitung": it listens.
        let listens =
            |word: &String| ["zeitung", "agentur", "presse", "dpa"].iter().any(|end| word.ends_with(end));
        let is_link = match self.grammar.language {
            Language::English => matches!(self.grammar.lower(link).as_str(), "of" | "for"),
            Language::German => match self.grammar.lower(link).as_str() {
                "von" | "vom" => true,
                "der" | "des" => !words.iter().any(listens),
                // "am Landgericht", but "am Rande".
                "am" | "beim" => {
                    words.iter().any(|word| class(word).is(Class::HUMAN.with(Class::ORGANISATION)))
                }
                _ => false,
            },
        };
        if is_link { words } else { Vec::new() }
    }

    /// An epithet that does something and says nothing.
    pub(crate) fn described(&self, phrase: Phrase, paragraph: usize) -> Option<Meant> {
        let is_noun = matches!(phrase.head, Head::Human | Head::Common);
        let text = &self.grammar.text[self.grammar.bytes(phrase.first..phrase.last + 1)];
        is_noun.then(|| self.epithet(phrase, text, paragraph)).flatten()
    }

    /// "The Wessex Republican", "the 34-year-old", "the Dane", "the mother of three": somebody whom the text has just
    /// named. Sure only where the text has said that party or that age of one person; anything else may be said of
    /// whoever stands beside them.
    fn epithet(&self, phrase: Phrase, text: &str, paragraph: usize) -> Option<Meant> {
        if self.grammar.language == Language::German {
            return self.german_epithet(text, paragraph);
        }
        let described = text.strip_prefix("the ").or_else(|| text.strip_prefix("The "))?;
        let is = |at: usize, words: &[&str]| words.contains(&self.grammar.lower(at).as_str());
        let is_parent = matches!(described, "mother" | "father")
            && is(phrase.last + 1, &["of"])
            && is(phrase.last + 2, &["one", "two", "three", "four", "five", "six", "seven"]);
        let is_of_nation = NATIONALS.contains(&described)
            || described.starts_with(char::is_uppercase)
                && ["shman", "shwoman", "hman", "hwoman"].iter().any(|end| described.ends_with(end));
        let gender = match described {
            "mother" => Some(Gender::She),
            "father" => Some(Gender::He),
            _ => None,
        };
        let party = [("Republican", 'R'), ("Democrat", 'D')];
        if let Some((_, letter)) = party.iter().find(|(party, _)| described.ends_with(party)) {
            return self.of_fact(&self.people.party, *letter, paragraph, |_| true);
        }
        if let Some(age) = described.strip_suffix("-year-old") {
            return self.of_fact(&self.people.age, age.parse().ok()?, paragraph, |_| true);
        }
        // "The Wessex incumbent": as one word for somebody, not "the candidate of the party".
        let is_epithet = self.grammar.at(phrase.last).is_some_and(|last| last.is(Class::EPITHET))
            && !self.grammar.at(phrase.last + 1).is_some_and(|next| next.is(Class::PREPOSITION));
        (is_parent || is_of_nation || is_epithet)
            .then(|| self.discourse.latest(paragraph, |who| self.agrees(who, gender)))
            .flatten()
            .map(Meant::perhaps)
    }

    /// "die 71-Jährige"
    fn german_epithet(&self, text: &str, paragraph: usize) -> Option<Meant> {
        let (article, described) = text.split_once(' ')?;
        let gender = match article {
            "der" | "Der" | "des" | "dem" => Gender::He,
            "die" | "Die" => Gender::She,
            _ => return None,
        };
        let age = ["-Jährige", "-Jährigen", "-jährige", "-jährigen"]
            .iter()
            .find_map(|end| described.strip_suffix(end))?;
        let agrees = |who: Who| who < self.people.persons.len() && self.agrees(who, Some(gender));
        self.of_fact(&self.people.age, age.parse().ok()?, paragraph, agrees)
    }

    /// Of whom the text says a fact, such as an age; or, as a guess, the last of whom it says nothing of the kind.
    fn of_fact<T: Copy + Eq + Hash>(
        &self,
        facts: &Facts<T>,
        fact: T,
        paragraph: usize,
        agrees: impl Fn(Who) -> bool,
    ) -> Option<Meant> {
        if let Some(who) = self.discourse.latest(paragraph, |who| facts.get(who) == Some(fact) && agrees(who))
        {
            return Some(Meant { who, is_guess: !facts.is_of_one(fact) });
        }
        let may_be = |who: Who| facts.get(who).is_none() && agrees(who);
        self.discourse.latest(paragraph, may_be).map(Meant::perhaps)
    }

    fn agrees(&self, who: Who, gender: Option<Gender>) -> bool {
        let known = self.people.persons.get(who).and_then(|person| person.gender);
        gender.is_none() || known.is_none() || gender == known
    }

    /// Whom "who" means: the phrase just before it.
    fn antecedent(&self, bound: Bound, clauses: &Clauses) -> Option<Bound> {
        let who = bound.phrase.first;
        let is_which = || self.grammar.lower(who) == "which";
        if bound.phrase.head != Head::Who && !(bound.phrase.head == Head::Common && is_which()) {
            return None;
        }
        let before = clauses.phrases.iter().rfind(|phrase| phrase.last < who)?;
        let is_someone = !matches!(before.head, Head::Who | Head::Day);
        (before.last + 2 >= who && is_someone).then_some(Bound { phrase: *before, ..bound })
    }
}

/// Who comes from where, where the word is no adjective's with "man".
const NATIONALS: [&str; 24] = [
    "Spaniard",
    "Briton",
    "Dane",
    "Swede",
    "Finn",
    "Pole",
    "Turk",
    "Scot",
    "German",
    "Italian",
    "American",
    "Australian",
    "Canadian",
    "Argentine",
    "Brazilian",
    "Belgian",
    "Serb",
    "Czech",
    "Croat",
    "Russian",
    "Ukrainian",
    "Norwegian",
    "Austrian",
    "Portuguese",
];

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
