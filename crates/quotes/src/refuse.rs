//! What stands in marks and is nobody's words: names of works and programmes, scare quotes.

use crate::{
    marks::Stretch,
    phrases::Head,
    token::{Shape, Token},
    view::Rules,
    why::Why,
    words::{Class, Language},
};

/// Short words that a title writes small.
const SMALL_IN_TITLES: [&str; 13] =
    ["of", "the", "and", "in", "a", "an", "for", "on", "to", "with", "at", "is", "or"];

/// What stands in marks somewhere in a sentence that reports nothing is a quotation only if it is longer, in words.
const SHORT: usize = 5;

/// No German name in marks is longer, in words.
const LONGEST_NAME: usize = 13;

/// Whether no word of saying claims a stretch: the shorter it is, and the less bound it to a speaker, the more likely.
pub(crate) fn is_nobodys(rules: &Rules, piece: usize, stretch: &Stretch, why: Option<Why>) -> bool {
    let content = &rules.grammar.text[stretch.start..stretch.end];
    let words = content.split_whitespace().take(LONGEST_NAME + 1);
    let count = words.clone().count();
    // "her part in "Tides"": one word with a capital, after a preposition.
    let is_after_link = rules.grammar.language == Language::English
        && rules.before(piece).is_some_and(|before| before.is(Class::PREPOSITION));
    let is_title = (count > 1 || is_after_link) && is_capital_only(content);
    let is_sentence = why.is_some() && content.ends_with(['.', '!', '?']);
    // A speech that goes on in the next paragraph is no title.
    let is_speech = stretch.goes_on || rules.goes_on_after(piece);
    let is_german = rules.grammar.language == Language::German;
    let is_long =
        count > 7 && !(is_german && count < LONGEST_NAME && !is_sentence && rules.is_nominal(stretch));
    if is_speech || is_long || rules.is_alone(piece) && (count > 2 || is_sentence) {
        return false;
    }
    if is_german && rules.is_labelled(piece, stretch) {
        return true;
    }
    // Retold in the subjunctive: what stands in marks is the words of whom the text retells.
    if rules.is_subjunctive()
        && content.starts_with(char::is_lowercase)
        && matches!(
            why,
            Some(
                Why::SentenceBefore
                    | Why::ParagraphBefore
                    | Why::GoesOn
                    | Why::VerbBefore
                    | Why::LaterInSentence
            )
        )
    {
        return false;
    }
    if rules.grammar.language == Language::English && is_english_name(rules, piece, content, is_title, why) {
        return true;
    }
    // He told "Morning Tide", on Radio Harbour's "Morning Tide".
    if is_title && rules.is_on_air(piece) {
        return true;
    }
    if rules.before(piece).is_some_and(|token| token.is(Class::SCARE))
        || is_named(rules, piece, content, count)
    {
        return true;
    }
    if rules.is_slogan(piece) || rules.is_bracketed(piece) && count < 4 && !is_sentence {
        return true;
    }
    if is_german && !is_sentence && rules.is_nominal(stretch) && !rules.is_word_of(piece, why) {
        return true;
    }
    match why {
        None => true,
        Some(Why::SubjectOfSentence) => {
            // "He spoke of Brack as a "windbag""
            let is_as = (piece.saturating_sub(2)..piece).any(|at| matches!(rules.text_at(at), "as" | "als"));
            let least = if rules.grammar.language == Language::English { SHORT } else { 3 };
            let is_pointed = rules.before(piece).is_some_and(|before| before.shape == Shape::Colon);
            let may_be = is_as || is_pointed || content.ends_with(['!', '?']);
            is_title || count == 1 || count < least && !may_be
        }
        Some(Why::By) => count == 1 || is_title,
        Some(Why::SentenceBefore | Why::ParagraphBefore | Why::GoesOn) => count < 3 || is_title,
        Some(Why::LaterInSentence) => {
            // "The ferry was "late," a passenger said."
            let is_told = rules.before(piece).is_some_and(|before| before.is(Class::BE));
            // "a "most welcome" parcel, the mayor said Monday."
            let is_said =
                rules.verbs_after(piece).any(|verb| verb.class.is(Class::SAY) && verb.class.is(Class::PAST));
            let least = if is_said { 2 } else { 3 };
            is_title || count < least && !is_told && !rules.is_claimed(piece)
        }
        Some(Why::VerbBefore) => is_title && !rules.is_claimed(piece),
        _ => false,
    }
}

/// "lamps dubbed "Harbour Moon""; ""Tides" director Ann Lee said"; "In a note to the "ferry people," Lowry wrote".
fn is_english_name(rules: &Rules, piece: usize, content: &str, is_title: bool, why: Option<Why>) -> bool {
    let count = content.split_whitespace().count();
    let is_film = is_capital_only(content)
        && count < 5
        && rules.leads(piece)
        && !rules.invites(piece)
        && rules.at(piece + 1).is_some_and(|next| next.is(Class::ANY_ROLE) && !next.is(Class::CUE));
    // What leads the sentence before its subject is no quotation.
    let is_in_opening = why == Some(Why::SubjectAfter)
        && count < 4
        && rules.before(piece).is_some_and(|before| before.is(Class::DETERMINER))
        && rules.at(rules.sentence.pieces.start).is_some_and(|first| first.is(Class::PREPOSITION))
        && rules.verbs_before(piece).all(|verb| verb.subject.is_none());
    is_film || is_in_opening || is_title && is_dubbed(rules, piece)
}

/// Whether a participle names a thing just before the marks; "critics called" is no participle.
fn is_dubbed(rules: &Rules, piece: usize) -> bool {
    let Some(before) = piece.checked_sub(2) else { return false };
    let noun = rules.clauses.phrases.iter().find(|phrase| phrase.last == before).map(|phrase| phrase.head);
    let is_noun =
        rules.at(before).is_some_and(|token| token.shape == Shape::Lower && !token.is(Class::SMALL));
    match rules.text_at(before + 1) {
        "dubbed" => is_noun && noun.is_none_or(|head| !head.is_pronoun()),
        "named" | "called" | "labeled" | "labelled" => noun == Some(Head::Common),
        _ => false,
    }
}

fn is_capital_only(content: &str) -> bool {
    content
        .split_whitespace()
        .all(|word| word.starts_with(|c: char| !c.is_lowercase()) || SMALL_IN_TITLES.contains(&word))
}

/// "the novel "Low Water"", "die Zeitung „Hafenbote“", "der „Hafenbote“": the marks hold a name.
fn is_named(rules: &Rules, piece: usize, content: &str, count: usize) -> bool {
    let Some(before) = rules.before(piece) else { return false };
    let has_capital = content.starts_with(char::is_uppercase);
    match rules.grammar.language {
        Language::English => before.is(Class::WORK) && has_capital && before.shape == Shape::Lower,
        Language::German => {
            let is_definite = before.is(Class::DETERMINER)
                && matches!(
                    before.text(rules.grammar.text),
                    "der" | "die" | "das" | "den" | "dem" | "des" | "im" | "Die" | "Der" | "Das"
                );
            // "die Nachrichtenseite „Hafenbote“": a noun with its name, unless something is called so.
            let has_name = before.is_capital() && has_capital && count < 7 && !rules.is_called(piece);
            before.is(Class::WORK) && before.is_capital()
                || has_name
                || is_definite && has_capital && count < 7
                || rules.is_glued(piece)
                || matches!(before.text(rules.grammar.text), "laut" | "Laut")
        }
    }
}

impl Rules<'_> {
    /// German: nouns and no clause, as a name is ("Rat zur Rettung des Hafens"), not "Der Hafen bleibt zu".
    pub(crate) fn is_nominal(&self, stretch: &Stretch) -> bool {
        let words = self.grammar.tokens.get(stretch.open + 1..stretch.close).unwrap_or_default();
        let is_verb = |word: &Token| {
            word.shape == Shape::Lower
                && word.is(Class::AUXILIARY.with(Class::VERB).with(Class::CUE))
                && !word.is(Class::PREPOSITION)
        };
        words.first().is_some_and(Token::is_capital)
            && !words.iter().any(|word| is_verb(word) || word.shape == Shape::Comma)
    }

    /// German: "(Motto: „...“)"; „...“, so heißt ein Projekt: what something is called.
    fn is_labelled(&self, piece: usize, stretch: &Stretch) -> bool {
        let label = self
            .before(piece)
            .filter(|before| before.shape == Shape::Colon)
            .and_then(|_| piece.checked_sub(2))
            .and_then(|at| self.at(at))
            .is_some_and(|noun| noun.is_capital() && noun.is(Class::WORK));
        let names = self.verbs_after(piece).next().is_some_and(|verb| {
            verb.piece < piece + 4
                && matches!(self.text_at(verb.piece), "heißt" | "hieß" | "lautet" | "lautete")
                && self.text_at(verb.piece + 1) != "es"
        });
        label || names && self.is_nominal(stretch)
    }

    /// German: whether what stands beside a noun in marks says that somebody used the word: „..., sagte er; nannte ihn
    /// einen „..."; als „..." bezeichnet; what is retold in the subjunctive.
    fn is_word_of(&self, piece: usize, why: Option<Why>) -> bool {
        let mut at = piece;
        while at > self.sentence.pieces.start
            && self.at(at - 1).is_some_and(|before| self.grammar.is_adjective(before))
        {
            at -= 1;
        }
        let Some(before) = at.checked_sub(1).and_then(|at| self.at(at)) else {
            // The marks lead the sentence: „Hafenbote“ meldet ... is a name.
            return self.invites(piece)
                && matches!(
                    why,
                    Some(Why::VerbAfter | Why::SubjectAfter | Why::AccordingTo | Why::LaterInSentence)
                );
        };
        let text = before.text(self.grammar.text);
        let has_cue = self.clauses.verbs.iter().any(|verb| verb.class.is(Class::CUE));
        let is_definite = matches!(
            text,
            "der" | "die" | "das" | "den" | "dem" | "des" | "im" | "vom" | "zum" | "zur" | "am"
        );
        match () {
            () if matches!(before.shape, Shape::Comma | Shape::Colon) => at == piece,
            () if self.is_subjunctive() => !is_definite,
            () if before.is(Class::OPENS) && !is_definite || text == "als" => has_cue,
            // But: schrieb „Der Hafenbote“.
            () if before.is(Class::CUE) => {
                self.clauses.verbs.iter().any(|verb| verb.piece + 1 == at && verb.subject.is_some())
            }
            () if before.is(Class::PREPOSITION) && !is_definite => {
                matches!(
                    why,
                    Some(
                        Why::VerbBefore
                            | Why::VerbAfter
                            | Why::SubjectAfter
                            | Why::AccordingTo
                            | Why::LaterInSentence
                    )
                )
            }
            () => matches!(why, Some(Why::VerbAfter | Why::SubjectAfter | Why::AccordingTo)),
        }
    }

    /// „Hafenbote“-Redakteur: a name in a compound.
    fn is_glued(&self, piece: usize) -> bool {
        let end = self.stretch(piece).map(|stretch| self.grammar.tokens[stretch.close].end);
        self.at(piece + 1).is_some_and(|next| next.shape == Shape::Dash && Some(next.start) == end)
    }
}
