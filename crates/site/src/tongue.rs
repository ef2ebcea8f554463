//! The language that the paper itself speaks: the theme's messages (Project Fluent), its digits, its dates.
//!
//! What an agency wrote is never touched. A message that a language lacks is said in English.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use icu_decimal::DecimalFormatter;
use icu_locale_core::Locale;
use intl_memoizer::Memoizable;
use minijinja::value::Kwargs;
use unic_langid::LanguageIdentifier;

use crate::making::direction;
use crate::theme::ThemeError;

/// The messages that the program itself depends on.
const FALLBACK: &str = "en";

/// Says messages in one language. Cheap to clone.
#[derive(Clone)]
pub struct Tongue(Arc<Inner>);

struct Inner {
    /// The paper's own, then English.
    bundles: Vec<FluentBundle<FluentResource>>,
    /// Has the theme messages in the paper's language?
    is_spoken: bool,
    /// Is the paper's language written from right to left?
    runs_left: bool,
}

impl Tongue {
    /// From a theme's `messages/{language}.ftl` by file name. `language` is the paper's, BCP 47: for `pt-BR`
    /// the files `pt.ftl` and, over it, `pt-BR.ftl`.
    pub fn new(language: &str, files: &BTreeMap<String, String>) -> Result<Tongue, ThemeError> {
        let first = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let name = |tag: &str| format!("messages/{tag}.ftl");
        let mut wanted = vec![name(&first), name(language)];
        wanted.dedup();
        let is_spoken = wanted.iter().any(|name| files.contains_key(name));
        let own = bundle(language, &wanted, files)?;
        let fallback = bundle(FALLBACK, &[name(FALLBACK)], files)?;
        Ok(Tongue(Arc::new(Inner {
            bundles: vec![own, fallback],
            is_spoken,
            runs_left: direction(language) == "rtl",
        })))
    }

    /// Whether there are messages in the paper's language at all.
    pub fn is_spoken(&self) -> bool {
        self.0.is_spoken
    }

    /// Is there such a message, if only in English?
    pub fn knows(&self, key: &str) -> bool {
        self.0.bundles.iter().any(|bundle| bundle.has_message(key))
    }

    /// A message; one that is nowhere is its own name, which tests and `theme check` find.
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut known = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            known.set((*name).to_owned(), FluentValue::from(arg));
        }
        self.format(key, &known).unwrap_or_else(|| key.to_owned())
    }

    /// What templates call `t`: `t("page-of", page=2, pages=7)`.
    pub fn of_template(&self, key: &str, kwargs: &Kwargs) -> Result<String, minijinja::Error> {
        let mut args = FluentArgs::new();
        for name in kwargs.args() {
            let value: minijinja::Value = kwargs.get(name)?;
            let value = match value.as_i64() {
                Some(number) if value.is_number() => FluentValue::from(number),
                _ => FluentValue::from(value.to_string()),
            };
            args.set(name.to_owned(), value);
        }
        self.format(key, &args).ok_or_else(|| {
            let text = format!("there is no message \"{key}\" in messages/{FALLBACK}.ftl");
            minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, text)
        })
    }

    fn format(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        self.0.bundles.iter().find_map(|bundle| {
            let pattern = bundle.get_message(key)?.value()?;
            let mut errors: Vec<FluentError> = Vec::new();
            let said = bundle.format_pattern(pattern, Some(args), &mut errors);
            Some(apart(said, self.0.runs_left))
        })
    }
}

/// What a message is told.
#[derive(Debug, Clone, Copy)]
pub enum Arg<'a> {
    Text(&'a str),
    Number(u64),
}

impl<'a> From<&Arg<'a>> for FluentValue<'a> {
    fn from(arg: &Arg<'a>) -> Self {
        match arg {
            Arg::Text(text) => FluentValue::from(*text),
            Arg::Number(number) => FluentValue::from(*number),
        }
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(text)
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(text)
    }
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Arg::Number(number)
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Arg::Number(number.into())
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Arg::Number(number as u64)
    }
}

fn bundle(
    language: &str,
    names: &[String],
    files: &BTreeMap<String, String>,
) -> Result<FluentBundle<FluentResource>, ThemeError> {
    let tag: LanguageIdentifier = language.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Around all that is put in; `apart` takes away what is not needed.
    bundle.set_use_isolating(true);
    bundle.set_formatter(Some(digits));
    for name in names {
        let Some(text) = files.get(name) else { continue };
        let resource = FluentResource::try_new(text.clone()).map_err(|(_, errors)| {
            let error = errors.first();
            let line = error.map_or(1, |error| text[..error.pos.start].lines().count().max(1));
            let said = error.map(ToString::to_string).unwrap_or_default();
            ThemeError::Template(format!("The theme's file {name} has a mistake in line {line}: {said}."))
        })?;
        bundle.add_resource_overriding(resource);
    }
    Ok(bundle)
}

/// Leaves what is put into a message between two marks (Unicode's "first strong isolate" and its end) only where it has
/// letters that run the other way: a name must not turn the words around it. Around words of the paper's own direction
/// they would do harm, for dates are put together of messages in messages, and an isolate of nothing but isolates runs
/// from left to right in every language.
fn apart(said: Cow<'_, str>, paper_runs_left: bool) -> String {
    if !said.contains(OPEN) {
        return said.into_owned();
    }
    // Where each that is open begins, and whether it has letters of the other direction.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut needless: Vec<usize> = Vec::new();
    for (at, c) in said.char_indices() {
        match c {
            OPEN => open.push((at, false)),
            CLOSE => {
                needless.extend(open.pop().filter(|open| !open.1).into_iter().flat_map(|open| [open.0, at]))
            }
            c => {
                if let Some((_, is_foreign)) = open.last_mut() {
                    *is_foreign |= c.is_alphabetic() && runs_left(c) != paper_runs_left;
                }
            }
        }
    }
    needless.sort_unstable();
    let is_needed = |at: &usize| needless.binary_search(at).is_err();
    said.char_indices().filter(|(at, _)| is_needed(at)).map(|(_, c)| c).collect()
}

const OPEN: char = '\u{2068}';
const CLOSE: char = '\u{2069}';

/// Is it a letter of a script that is written from right to left? (Unicode's blocks of Hebrew to Arabic Extended-A, and
/// the presentation forms of both.)
fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// Numbers in the language's digits, with its marks between thousands.
fn digits(value: &FluentValue<'_>, known: &intl_memoizer::concurrent::IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let whole = number.value as i64;
    known.with_try_get::<Digits, _, _>((), |digits| digits.0.format(&whole.into()).to_string()).ok()
}

struct Digits(DecimalFormatter);

impl Memoizable for Digits {
    type Args = ();
    type Error = ();

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, ()> {
        let locale: Locale = language.to_string().parse().map_err(|_| ())?;
        DecimalFormatter::try_new((&locale).into(), Default::default()).map(Digits).map_err(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGUAGES: [(&str, &str); 6] = [
        ("ar", include_str!("../../../themes/default/messages/ar.ftl")),
        ("de", include_str!("../../../themes/default/messages/de.ftl")),
        ("en", include_str!("../../../themes/default/messages/en.ftl")),
        ("es", include_str!("../../../themes/default/messages/es.ftl")),
        ("fr", include_str!("../../../themes/default/messages/fr.ftl")),
        ("pt", include_str!("../../../themes/default/messages/pt.ftl")),
    ];

    fn tongue(language: &str) -> Tongue {
        let files = LANGUAGES.iter().map(|(tag, text)| (format!("messages/{tag}.ftl"), (*text).to_owned()));
        Tongue::new(language, &files.collect()).unwrap()
    }

    /// The names of messages, and what each puts in.
    fn messages(text: &str) -> BTreeMap<String, std::collections::BTreeSet<&str>> {
        let mut found: BTreeMap<String, std::collections::BTreeSet<&str>> = BTreeMap::new();
        let mut last = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
                last = name.to_owned();
            }
            let args = line.match_indices('$').map(|(at, _)| {
                let rest = &line[at + 1..];
                &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len())]
            });
            found.entry(last.clone()).or_default().extend(args);
        }
        found
    }

    #[test]
    fn every_language_has_every_message_and_puts_the_same_in() {
        let english = messages(tongue_text("en"));
        assert!(english.len() > 150);
        for (tag, text) in LANGUAGES {
            for (name, args) in messages(text) {
                assert_eq!(english.get(&name), Some(&args), "{tag}: {name}");
            }
            assert_eq!(messages(text).len(), english.len(), "{tag}");
        }
    }

    fn tongue_text(tag: &str) -> &'static str {
        LANGUAGES.iter().find(|(known, _)| *known == tag).unwrap().1
    }

    #[test]
    fn numbers_take_the_plural_and_the_digits_of_the_language() {
        let stories =
            |language: &str, count: u64| tongue(language).say("stories-count", &[("count", count.into())]);
        assert_eq!(stories("en", 1), "1 story");
        assert_eq!(stories("en-GB", 12_345), "12,345 stories");
        assert_eq!(stories("de", 12_345), "12.345 Meldungen");
        assert_eq!(stories("ar", 2), "خبران");
        assert_eq!(stories("ar-EG", 3), "٣ أخبار");
    }

    #[test]
    fn only_a_name_in_letters_of_the_other_direction_stands_apart() {
        let (arabic, english) = (tongue("ar"), tongue("en"));
        let month = arabic.say("month-year", &[("month", "أغسطس".into()), ("year", "2026".into())]);
        assert_eq!(arabic.say("meant-late", &[("date", (&month).into())]), "أواخر أغسطس 2026");
        assert_eq!(
            arabic.say("title-page", &[("title", "Harbour".into()), ("page", 2u64.into())]),
            "\u{2068}Harbour\u{2069}، الصفحة 2"
        );
        let age = arabic.say("age", &[("unit", "months".into()), ("count", 2u64.into())]);
        assert_eq!(age, "شهرين", "what a message chooses by is not marked");
        assert_eq!(english.say("meant-late", &[("date", "August 2026".into())]), "late August 2026");
        assert_eq!(english.say("meant-late", &[("date", "أغسطس".into())]), "late \u{2068}أغسطس\u{2069}");
    }

    #[test]
    fn a_language_without_messages_speaks_english_and_says_so() {
        assert!(!tongue("nb").is_spoken() && tongue("pt-BR").is_spoken());
        assert_eq!(tongue("nb").say("home", &[]), "Home");
        assert_eq!(tongue("nb").say("no-such-message", &[]), "no-such-message");
    }

    #[test]
    fn a_mistake_in_a_message_names_file_and_line() {
        let files = [("messages/en.ftl".to_owned(), "home = Home\nsearch { = x\n".to_owned())];
        let said = Tongue::new("en", &files.into_iter().collect()).err().unwrap().to_string();
        assert!(said.contains("messages/en.ftl has a mistake in line 2"), "{said}");
    }
}
