//! What stands in marks and is nobody's words: names of works and programmes, scare quotes.

use crate::{
    marks::Stretch,
    token::Shape,
    view::Rules,
    why::Why,
    words::{Class, Language},
};

/// Short words that a title writes small.
const SMALL_IN_TITLES: [&str; 13] =
    ["of", "the", "and", "in", "a", "an", "for", "on", "to", "with", "at", "is", "or"];

/// Whether no word of saying claims a stretch: the shorter it is, and the less bound it to a speaker, the more likely.
pub(crate) fn is_nobodys(rules: &Rules, piece: usize, stretch: &Stretch, why: Option<Why>) -> bool {
    let content = &rules.grammar.text[stretch.start..stretch.end];
    let words = content.split_whitespace().take(10);
    let count = words.clone().count();
    let is_title = count > 1
        && words
            .clone()
            .all(|word| word.starts_with(|c: char| !c.is_lowercase()) || SMALL_IN_TITLES.contains(&word));
    let is_sentence = why.is_some() && content.ends_with(['.', '!', '?']);
    // A speech that goes on in the next paragraph is no title.
    let is_speech = stretch.goes_on || rules.goes_on_after(piece);
    if is_speech || count > 7 || rules.is_alone(piece) && (count > 2 || is_sentence) {
        return false;
    }
    // Retold in the subjunctive: what stands in marks is the words of whom the text retells.
    if rules.is_subjunctive()
        && content.starts_with(char::is_lowercase)
        && matches!(why, Some(Why::SentenceBefore | Why::ParagraphBefore | Why::GoesOn | Why::VerbBefore))
    {
        return false;
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
    match why {
        None => true,
        Some(Why::SubjectOfSentence | Why::By) => count == 1 || is_title,
        Some(Why::SentenceBefore | Why::ParagraphBefore | Why::GoesOn) => count < 3 || is_title,
        Some(Why::LaterInSentence) => is_title || count == 1 && !rules.is_claimed(piece),
        Some(Why::VerbBefore) => is_title && !rules.is_claimed(piece),
        _ => false,
    }
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
        }
    }
}
