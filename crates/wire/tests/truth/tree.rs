//! XML as a flat list of elements, each with the path that leads to it, its attributes and its words.

use quick_xml::{Reader, XmlVersion, events::BytesStart, events::Event};

/// An element inside a story.
#[derive(Debug, Default)]
pub struct Node {
    /// Local names from the story's own element down, parted by `/`.
    pub path: String,
    pub attributes: Vec<(String, String)>,
    pub words: String,
}

impl Node {
    /// Does its path end in that one?
    pub fn is(&self, path: &str) -> bool {
        self.path.strip_suffix(path).is_some_and(|before| before.is_empty() || before.ends_with('/'))
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim())
    }
}

/// The elements of each story, as far as the file is well-formed. A story is an element of one of these names
/// that stands in no other.
pub fn read(bytes: &[u8], stories: &[&str]) -> Vec<Vec<Node>> {
    let text = decode(bytes);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut found: Vec<Vec<Node>> = Vec::new();
    // The elements that are open: their names, and their places in the story that is read.
    let mut open: Vec<(String, Option<usize>)> = Vec::new();
    loop {
        let event = match reader.read_event() {
            Err(_) | Ok(Event::Eof) => return found,
            Ok(event) => event,
        };
        let mut say = |open: &[(String, Option<usize>)], words: &str| {
            let Some(story) = found.last_mut() else { return };
            for place in open.iter().filter_map(|(_, place)| *place) {
                story[place].words.push_str(&crate::second_opinion::meant(words));
            }
        };
        match event {
            Event::Start(tag) => {
                say(&open, " ");
                start(&tag, stories, &mut open, &mut found);
            }
            Event::Empty(tag) => {
                say(&open, " ");
                start(&tag, stories, &mut open, &mut found);
                open.pop();
            }
            Event::End(_) => {
                say(&open, " ");
                open.pop();
            }
            Event::Text(part) => say(&open, &part.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(part) => say(&open, &part),
            Event::GeneralRef(name) => {
                let resolved = match name.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => quick_xml::escape::resolve_html5_entity(&name).unwrap_or_default().to_owned(),
                };
                say(&open, &resolved);
            }
            _ => {}
        }
    }
}

fn start(
    tag: &BytesStart<'_>,
    stories: &[&str],
    open: &mut Vec<(String, Option<usize>)>,
    found: &mut Vec<Vec<Node>>,
) {
    let name = tag.local_name().as_ref().to_owned();
    let inside: Vec<&str> =
        open.iter().filter(|(_, place)| place.is_some()).map(|(name, _)| name.as_str()).collect();
    if inside.is_empty() && !stories.contains(&name.as_str()) {
        open.push((name, None));
        return;
    }
    if inside.is_empty() {
        found.push(Vec::new());
    }
    let mut path = inside.join("/");
    if !path.is_empty() {
        path.push('/');
    }
    path.push_str(&name);
    let attributes = tag.attributes().filter_map(|attribute| {
        let attribute = attribute.ok()?;
        let name = attribute.key.as_ref().to_owned();
        let value =
            quick_xml::escape::unescape(&attribute.value).map_or(attribute.value.to_string(), Into::into);
        Some((name, value))
    });
    let node = Node { path, attributes: attributes.collect(), words: String::new() };
    let story = found.last_mut().unwrap();
    story.push(node);
    open.push((name, Some(story.len() - 1)));
}

/// UTF-8, or what the declaration names.
fn decode(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let label = head
        .split_once("encoding=")
        .and_then(|(_, rest)| rest.get(1..)?.split(['"', '\'']).next().map(str::to_owned));
    let declared = label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => declared.unwrap_or(encoding_rs::WINDOWS_1252).decode(bytes).0.into_owned(),
    }
}
