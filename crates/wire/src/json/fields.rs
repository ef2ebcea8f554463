//! What items in JSON have in common, whosever they are: dates, words, texts, and problems at their place.

use url::Url;

use super::{Document, Node, Value};
use crate::html::{self, HtmlOptions};
use crate::{Body, Hints, Item, Media, Moment, Parsed, Problem, Rendition, Severity, Status, address, dates};

/// After that many problems in one file the next say nothing new.
const MOST_PROBLEMS: usize = 100;

/// Reads items out of a document, and gathers what is wrong with them.
pub(crate) struct Reader<'d, 's> {
    document: &'d Document<'s>,
    pub(crate) hints: &'d Hints,
    pub(crate) base: Option<Url>,
    pub(crate) problems: Vec<Problem>,
}

/// Decodes a delivery and lets `with` read the items of its roots.
pub(crate) fn items(
    bytes: &[u8],
    hints: &Hints,
    with: impl Fn(&mut Reader<'_, '_>, &[Node<'_>]) -> Vec<Item>,
) -> Parsed {
    super::read(bytes, hints, |mut document| {
        let problems = std::mem::take(&mut document.problems);
        let base = hints.base_url.as_deref().and_then(|url| Url::parse(url).ok());
        let mut reader = Reader { document: &document, hints, base, problems };
        let items = with(&mut reader, &document.roots);
        Parsed { format: None, items, problems: reader.problems }
    })
}

impl Reader<'_, '_> {
    /// The date of the first of several keys that has one.
    pub(crate) fn moment(&mut self, node: &Node<'_>, keys: &[&str]) -> Option<Moment> {
        keys.iter().find_map(|key| self.moment_of(node.get(key)?, key))
    }

    pub(crate) fn moment_of(&mut self, written: &Node<'_>, key: &str) -> Option<Moment> {
        let Value::Text(text) = &written.value else {
            let message =
                format!("The field \"{key}\" is not a date in quotation marks, so the item goes without it.");
            self.problem(written, key, Problem::warning(message));
            return None;
        };
        let mut found = Vec::new();
        let moment = dates::read(Some(text), key, self.hints, &mut found);
        found.into_iter().for_each(|problem| self.problem(written, key, problem));
        moment
    }

    /// An embargo that cannot be read must not be overlooked: the item is withheld.
    pub(crate) fn embargo(&mut self, written: &Node<'_>, item: &mut Item) {
        match &written.value {
            Value::Bool(false) | Value::Null => return,
            Value::Text(text) if text.trim().is_empty() => return,
            _ => {}
        }
        item.embargo = self.moment_of(written, "embargoed");
        if item.embargo.is_none() {
            let problem = Problem::error("The embargo's time cannot be read, so the item is withheld.");
            let remedy = "Ask the agency until when, and release it by hand.";
            self.problem(written, "embargoed", problem.remedy(remedy));
            if item.status == Status::Usable {
                item.status = Status::Withheld;
            }
        }
    }

    /// A status that is not known is taken for the careful one.
    pub(crate) fn status(&mut self, written: &Node<'_>, key: &str) -> Status {
        let text = written.text().unwrap_or_default();
        status_of(text).unwrap_or_else(|| {
            let message = format!("The status \"{text}\" is not known, so the item is withheld.");
            let remedy = "Release it by hand, or ask the agency for usable, withheld or canceled.";
            self.problem(written, key, Problem::warning(message).remedy(remedy));
            Status::Withheld
        })
    }

    /// 1 to 9; 0 and nothing at all say nothing.
    pub(crate) fn urgency(&mut self, node: &Node<'_>, key: &str) -> Option<u8> {
        let written = node.get(key)?;
        let urgency = written.whole().filter(|urgency| (1..=9).contains(urgency));
        if urgency.is_none() && written.text().is_some() {
            let problem = Problem::note("The urgency is no number from 1 to 9; it was left out.");
            self.problem(written, key, problem);
        }
        urgency
    }

    pub(crate) fn html(&mut self, text: &str) -> (Body, Vec<Media>) {
        let (body, media, problems) = html::to_body(text, &HtmlOptions { base_url: self.base.as_ref() });
        self.problems.extend(problems);
        (body, media)
    }

    /// A file of a picture or film, with what `node` says of it.
    pub(crate) fn rendition(&mut self, node: &Node<'_>, written: &str) -> Option<Rendition> {
        let Some(href) = address::file(written, self.base.as_ref()) else {
            let shown: String = written.chars().take(60).collect();
            let message = format!("\"{shown}\" is no address of a file, so this rendition was left out.");
            self.problem(node, "renditions", Problem::warning(message));
            return None;
        };
        let number = |key: &str| node.get(key).and_then(Node::whole::<u32>);
        Some(Rendition {
            href,
            mime: node.text_of_any(&["mimetype", "contenttype"]).map(str::to_owned),
            width: number("width"),
            height: number("height"),
            bytes: node.any(&["sizeinbytes", "size", "filesize"]).and_then(Node::whole),
            role: None,
        })
    }

    pub(crate) fn problem(&mut self, node: &Node<'_>, path: &str, mut problem: Problem) {
        let most = if problem.severity == Severity::Error { 2 * MOST_PROBLEMS } else { MOST_PROBLEMS };
        if self.problems.len() >= most {
            return;
        }
        problem.place = Some(self.document.place(node, path));
        self.problems.push(problem);
    }
}

/// `http://cv.iptc.org/newscodes/pubstatusg2/usable`, `stat:usable`, `Usable`.
pub(crate) fn status_of(written: &str) -> Option<Status> {
    match written.rsplit(['/', ':']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "usable" => Some(Status::Usable),
        "withheld" | "withhold" => Some(Status::Withheld),
        "canceled" | "cancelled" | "killed" | "recalled" => Some(Status::Canceled),
        _ => None,
    }
}

/// The first filled text of several keys, as plain words.
pub(crate) fn words(node: &Node<'_>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| plain(node.get(key)?))
}

/// The words of every entry of a list, or of the one that stands for it.
pub(crate) fn all_words(node: &Node<'_>, key: &str) -> Vec<String> {
    node.entries_of(key).iter().filter_map(plain).collect()
}

/// A string's words, without the HTML in it.
pub(crate) fn plain(node: &Node<'_>) -> Option<String> {
    node.text().map(html::plain).filter(|words| !words.is_empty())
}
