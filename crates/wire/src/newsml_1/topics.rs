//! `TopicSet`: the names that a file gives to the codes in it.

use std::collections::HashMap;

use super::management::formal;
use crate::xml::Element;
use crate::{Subject, subjects};

/// No real topic is described in more languages and variants.
const MOST_NAMES: usize = 100;

/// The topics of a file by their `Duid` and by their formal names.
pub(super) struct Topics<'d> {
    known: HashMap<&'d str, Element<'d>>,
    codes: HashMap<String, Element<'d>>,
}

impl<'d> Topics<'d> {
    pub fn of(root: Element<'d>) -> Self {
        let mut topics = Topics { known: HashMap::new(), codes: HashMap::new() };
        for topic in root.descendants("Topic") {
            if let Some(duid) = topic.filled("Duid") {
                topics.known.entry(duid).or_insert(topic);
            }
            for code in topic.all("FormalName").filter_map(Element::words) {
                topics.codes.entry(code).or_insert(topic);
            }
        }
        topics
    }

    /// The name of a code in a language, else in the first that the file has.
    pub fn name(&self, code: &str, language: Option<&str>) -> Option<String> {
        name(*self.codes.get(code)?, language)
    }

    /// What a reference (`#topic1`) leads to.
    pub fn subject(&self, reference: &str, language: Option<&str>) -> Option<Subject> {
        let topic = *self.known.get(reference.trim().trim_start_matches('#'))?;
        let kind = topic.child("TopicType").and_then(formal).and_then(|of| subjects::kind_of_type(&of));
        let formal_name = topic.child("FormalName");
        let code = formal_name.and_then(Element::words).unwrap_or_default();
        let scheme = formal_name.and_then(|e| e.filled("Scheme")).unwrap_or_default().to_owned();
        let name = name(topic, language).unwrap_or_default();
        Some(Subject { kind: kind.unwrap_or_default(), scheme, code, name })
    }

    /// What an element stands for: its topic's name, its formal name's, or that itself.
    pub fn named(&self, element: Element, language: Option<&str>) -> Option<String> {
        let topic = element.filled("Topic").and_then(|topic| self.subject(topic, language));
        let code = formal(element);
        topic
            .map(|topic| if topic.name.is_empty() { topic.code } else { topic.name })
            .filter(|name| !name.is_empty())
            .or_else(|| self.name(code.as_deref()?, language))
            .or(code)
    }
}

fn name(topic: Element, language: Option<&str>) -> Option<String> {
    let is_name = |e: &Element| e.attr("Variant").is_none_or(|variant| variant.eq_ignore_ascii_case("name"));
    let names = || topic.all("Description").take(MOST_NAMES).filter(is_name);
    let primary = |language: &str| language.split(['-', '_']).next().map(str::to_ascii_lowercase);
    let wanted = language.and_then(primary);
    let is_ours = |e: &Element| e.attr("xml:lang").and_then(primary) == wanted;
    names().filter(is_ours).find_map(Element::words).or_else(|| names().find_map(Element::words))
}
