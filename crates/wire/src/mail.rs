//! Copy that comes by mail: a message as RFC 5322 and MIME write it.
//!
//! A message whose attachments are of a news format is only their envelope: it gives their items. Otherwise
//! it is the story itself: the subject is the headline and the text, HTML before plain, the body. A form that
//! sends its fields as JSON is read field by field. Who sent it is named as the source, never as the writer.

mod mime;

use crate::html::{self, HtmlOptions};
use crate::json::fields::{all_words, words as first_words};
use crate::json::{self, Node};
use crate::{
    Block, Body, CodeKind, Hints, Item, Link, LinkRole, Media, Parsed, Problem, Subject, byline,
    dateline_in_text, dates, feed, sniff, subjects,
};
use mime::{MOST_PARTS, Part};

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    let (message, is_whole) = Part::read(bytes);
    let mut parts = Vec::new();
    message.leaves(&mut parts);
    let mut problems = Vec::new();
    if !is_whole {
        let many = format!("The message has more than {MOST_PARTS} parts; the first {MOST_PARTS} were read.");
        problems.push(Problem::error(many).remedy("Ask the sender to send fewer files at once."));
    }
    // Agencies that send files by mail.
    let mut items = Vec::new();
    for part in parts.iter().filter(|part| part.is_attached()) {
        let inside = part.bytes();
        if let Some(format) = sniff(&inside).filter(|format| *format != crate::Format::Mail) {
            let hints = Hints { format: Some(format), content_type: None, ..hints.clone() };
            let mut found = crate::parse(&inside, &hints);
            items.append(&mut found.items);
            problems.append(&mut found.problems);
        }
    }
    if items.is_empty() {
        items.push(item(&message, &parts, hints, &mut problems));
        let named = parts.iter().filter(|part| part.is_attached());
        let names: Vec<String> =
            named.map(|part| part.name().unwrap_or_else(|| part.mime().to_owned())).collect();
        if !names.is_empty() {
            let shown = names.iter().take(10).cloned().collect::<Vec<_>>().join(", ");
            let said =
                format!("The message has attachments that are no news format: {shown}. They were left out.");
            problems.push(Problem::note(said).remedy("Send pictures beside a story in one of the formats."));
        }
    }
    Parsed { format: None, items, problems }
}

fn item(message: &Part<'_>, parts: &[&Part<'_>], hints: &Hints, problems: &mut Vec<Problem>) -> Item {
    let field = |name: &str| message.field(name);
    let sender = field("from").unwrap_or_default();
    let mut item = Item {
        guid: field("message-id").map(|id| id.trim_matches(['<', '>', ' ']).to_owned()),
        headline: field("subject")
            .map(|subject| without_marks(&subject))
            .filter(|subject| !subject.is_empty()),
        language: field("content-language").or_else(|| hints.language.clone()),
        published: dates::read(field("date").as_deref(), "Date", hints, problems),
        ..Item::default()
    };
    item.credit.provider = field("organization");
    item.credit.source = feed::person(&sender).filter(|name| !name.is_empty());
    let keywords = field("keywords").unwrap_or_default();
    item.keywords =
        keywords.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
    // RFC 4021, 2.1.46: the message whose place this one takes.
    for (name, role) in [("supersedes", LinkRole::Replaces), ("in-reply-to", LinkRole::Related)] {
        let guid = field(name).map(|id| id.trim_matches(['<', '>', ' ']).to_owned());
        item.links.extend(guid.map(|guid| Link { role, guid: Some(guid), ..Link::default() }));
    }
    let texts: Vec<&&Part<'_>> = parts.iter().filter(|part| !part.is_attached() && part.is_text()).collect();
    let has_html = texts.iter().any(|part| part.is_html() && !html::plain(&part.text()).is_empty());
    for part in texts.into_iter().filter(|part| part.is_html() == has_html) {
        let text = part.text();
        if text.trim_start().starts_with('{') && form(&text, hints, &mut item) {
            continue;
        }
        let (body, media) = if has_html { read_html(&text, problems) } else { (plain(&text), Vec::new()) };
        item.append(body, media);
    }
    dateline_in_text::fill(&mut item);
    item
}

/// A subject without the marks of replies and of being passed on.
fn without_marks(subject: &str) -> String {
    const MARKS: [&str; 6] = ["re:", "fw:", "fwd:", "aw:", "wg:", "tr:"];
    let mut rest = subject.trim();
    while let Some(mark) =
        MARKS.iter().find(|mark| rest.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)))
    {
        rest = rest[mark.len()..].trim_start();
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read_html(text: &str, problems: &mut Vec<Problem>) -> (Body, Vec<Media>) {
    let (body, media, found) = html::to_body(text, &HtmlOptions::default());
    problems.extend(found);
    (body, media)
}

/// Plain text; what stands below the line of a signature is no copy, and is kept as a note.
fn plain(text: &str) -> Body {
    let signature = text.match_indices("\n-- \n").last().map(|(at, mark)| (at, at + mark.len()));
    let Some((end, start)) = signature else { return html::text_to_body(text) };
    let mut body = html::text_to_body(&text[..end]);
    let blocks = html::text_to_body(&text[start..]).blocks;
    if !blocks.is_empty() {
        body.blocks.push(Block::Note { blocks });
    }
    body
}

/// The fields of a form that was sent as JSON, each with a list of values: `{"Headline": ["…"], "Body": ["…"]}`.
fn form(text: &str, hints: &Hints, item: &mut Item) -> bool {
    json::read(text.as_bytes(), &Hints::default(), |document| {
        let Some(fields) = document.roots.first().filter(|root| root.get("body").is_some()) else {
            return false;
        };
        let one =
            |name: &str| first_words(fields, &[name]).or_else(|| all_words(fields, name).into_iter().next());
        item.headline = one("headline").or(item.headline.take());
        item.summary = one("abstract");
        item.slugline = one("slugline");
        item.ed_note = one("ednote").or_else(|| one("editors note"));
        item.bylines = all_words(fields, "byline").iter().filter_map(|name| byline::clean(name)).collect();
        item.dateline_place = one("dateline");
        item.genre = one("genre");
        item.language = one("language").or(item.language.take()).or_else(|| hints.language.clone());
        for (name, kind) in [
            ("category", CodeKind::Category),
            ("desk", CodeKind::Category),
            ("subject", CodeKind::Subject),
            ("place", CodeKind::Place),
        ] {
            for name in all_words(fields, name) {
                subjects::add(&mut item.subjects, Subject { kind, name, ..Subject::default() });
            }
        }
        let body = fields.entries_of("body").iter().filter_map(Node::text);
        for text in body {
            let (body, media) = if html::is_html(text) {
                read_html(text, &mut Vec::new())
            } else {
                (html::text_to_body(text), Vec::new())
            };
            item.append(body, media);
        }
        true
    })
}
