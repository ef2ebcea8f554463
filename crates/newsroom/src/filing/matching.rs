//! Does a rule's `when` match an item, and by what?

use wire::{CodeKind, Item, Subject, media_topics};

use super::When;
use crate::words::{Haystack, fold};

/// An item made ready for matching many rules.
pub(super) struct Copy<'a> {
    item: &'a Item,
    source: &'a str,
    words: Haystack,
    codes: Codes,
}

impl<'a> Copy<'a> {
    pub(super) fn of(item: &'a Item, source: &'a str) -> Copy<'a> {
        let texts = [&item.headline, &item.slugline].into_iter().flatten().chain(&item.keywords);
        Copy { item, source, words: Haystack::new(texts.map(String::as_str)), codes: Codes::of(item) }
    }

    /// What matched, for the desk: `source mna-world and subject medtop:11000000`; `None` where one of
    /// the conditions is not met.
    pub(super) fn matches(&self, when: &When) -> Option<String> {
        let mut because = Vec::new();
        let mut ask = |name: &str, wanted: &[String], has: &dyn Fn(&str) -> bool| {
            if wanted.is_empty() {
                return true;
            }
            let found = wanted.iter().find(|entry| has(entry));
            because.extend(found.map(|entry| format!("{name} {entry}")));
            found.is_some()
        };
        let lists = ask("source", &when.source, &|name| globs(name, self.source))
            && ask("subject", &when.subject, &|code| self.codes.has(code))
            && ask("topic", &when.topic, &|name| self.has_topic(name))
            && ask("keyword", &when.keyword, &|words| self.words.contains(words))
            && ask("language", &when.language, &|language| self.has_language(language));
        if !lists {
            return None;
        }
        if let Some(least) = when.urgency {
            let urgency = self.item.urgency.filter(|urgency| *urgency <= least)?;
            because.push(format!("urgency {urgency}"));
        }
        Some(if because.is_empty() { "every story".to_owned() } else { because.join(" and ") })
    }

    fn has_topic(&self, name: &str) -> bool {
        has_topic(self.item, name)
    }

    fn has_language(&self, wanted: &str) -> bool {
        let plain = |tag: &str| tag.trim().to_ascii_lowercase().replace('_', "-");
        let (wanted, has) = (plain(wanted), self.item.language.as_deref().map(plain).unwrap_or_default());
        !wanted.is_empty()
            && has.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }
}

/// The codes of an item, with all that they imply: the Media Topics and Subject Codes above them, and what the
/// IPTC maps the one to in the other.
pub(crate) struct Codes(Vec<(String, String)>);

impl Codes {
    pub(crate) fn of(item: &Item) -> Codes {
        let mut codes: Vec<(String, String)> = Vec::new();
        for subject in item.subjects.iter().filter(|subject| !subject.code.is_empty()) {
            let (scheme, code) = (scheme_alias(&subject.scheme), subject.code.as_str());
            let implied = match scheme.as_str() {
                "medtop" => of_topic(code),
                "subj" => of_subject_code(code),
                // Where the agency does not say which scheme it uses, the code must do.
                "" => [of_topic(code), of_subject_code(code)].concat(),
                _ => Vec::new(),
            };
            codes.push((scheme, code.to_owned()));
            codes.extend(implied);
        }
        codes.sort_unstable();
        codes.dedup();
        Codes(codes)
    }

    /// Does one of them fit `medtop:20000638`, `subj:15*`, or a bare code?
    pub(crate) fn has(&self, pattern: &str) -> bool {
        let (scheme, wanted) = (scheme_of(pattern).map(scheme_alias), code_of(pattern));
        self.0.iter().any(|(theirs, code)| {
            (theirs.is_empty() || scheme.as_ref().is_none_or(|scheme| scheme == theirs))
                && globs(wanted, code)
        })
    }
}

fn of_topic(code: &str) -> Vec<(String, String)> {
    let mut implied: Vec<_> = media_topics::lineage(code).map(|topic| topic_code(topic.code)).collect();
    for mapped in media_topics::topic(code).into_iter().flat_map(|topic| &topic.subject_codes) {
        implied
            .extend(media_topics::subject_lineage(mapped).into_iter().map(|code| ("subj".to_owned(), code)));
    }
    implied
}

fn of_subject_code(code: &str) -> Vec<(String, String)> {
    let above = media_topics::subject_lineage(code).into_iter().map(|code| ("subj".to_owned(), code));
    let topic = media_topics::of_subject_code(code).map_or("", |topic| topic.code);
    above.chain(media_topics::lineage(topic).map(|topic| topic_code(topic.code))).collect()
}

fn topic_code(code: &str) -> (String, String) {
    ("medtop".to_owned(), code.to_owned())
}

/// Is a subject, or the agency's own category, called this?
pub(crate) fn has_topic(item: &Item, name: &str) -> bool {
    let wanted = fold(name.trim());
    let named = |subject: &Subject| {
        fold(subject.name.trim()) == wanted
            || subject.kind == CodeKind::Category && fold(&subject.code) == wanted
    };
    !wanted.is_empty() && item.subjects.iter().any(named)
}

/// `medtop` of `medtop:20000053`; a bare code has none.
pub(crate) fn scheme_of(pattern: &str) -> Option<&str> {
    pattern.rsplit_once(':').map(|(scheme, _)| scheme)
}

pub(crate) fn code_of(pattern: &str) -> &str {
    pattern.rsplit_once(':').map_or(pattern, |(_, code)| code)
}

/// Equal without regard to case; a trailing `*` matches any rest.
pub(crate) fn globs(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.to_lowercase(), text.to_lowercase());
    match pattern.strip_suffix('*') {
        Some(prefix) => text.starts_with(prefix),
        None => text == pattern,
    }
}

/// The IPTC's two subject schemes under the names by which agencies call them, addresses included.
fn scheme_alias(scheme: &str) -> String {
    let name = scheme.trim_end_matches(['/', ':', '#']).rsplit(['/', '#']).next().unwrap_or_default();
    match name.to_ascii_lowercase().as_str() {
        "mediatopic" | "mediatopics" | "medtop" | "medtopic" => "medtop".to_owned(),
        "subjectcode" | "subjectcodes" | "subj" | "subject" | "iptc" => "subj".to_owned(),
        other => other.to_owned(),
    }
}
