//! XMP: reading what pages show of it, and writing just that.

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

use crate::Facts;
use crate::facts::plain;

const DC: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const IPTC: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// Deeper than this nothing is looked for.
const DEEPEST: usize = 32;

/// Reads the packet as far as it can be read. Entities are never expanded, nothing is fetched.
pub fn read(packet: &[u8]) -> Facts {
    let mut facts = Facts::default();
    let Ok(text) = std::str::from_utf8(packet) else { return facts };
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open: Vec<Option<Property>> = Vec::new();
    let mut said = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) => {
                attributes(&reader, &start, &mut facts);
                if open.len() >= DEEPEST {
                    break;
                }
                let property = property(reader.resolver().resolve_element(start.name()));
                if property.is_some() {
                    said.clear();
                }
                open.push(property);
            }
            Event::Empty(start) => attributes(&reader, &start, &mut facts),
            Event::Text(text) => said.push_str(&text),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(char)) => said.push(char),
                _ => said.push_str(quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default()),
            },
            Event::End(end) => {
                // The first language is the picture's own.
                let entry = end.local_name().as_ref() == "li";
                let of = open.iter().rev().flatten().next().copied();
                if let (Some(of), true) = (of, entry || open.last().is_some_and(Option::is_some)) {
                    set(&mut facts, of, &said);
                    said.clear();
                }
                open.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    facts
}

#[derive(Clone, Copy)]
enum Property {
    Caption,
    Credit,
    Byline,
    Copyright,
    Alt,
}

fn property<N: AsRef<str>>((space, name): (ResolveResult<'_>, N)) -> Option<Property> {
    let ResolveResult::Bound(space) = space else { return None };
    match (space.as_ref(), name.as_ref()) {
        (DC, "description") => Some(Property::Caption),
        (DC, "creator") => Some(Property::Byline),
        (DC, "rights") => Some(Property::Copyright),
        (PHOTOSHOP, "Credit") => Some(Property::Credit),
        (IPTC, "AltTextAccessibility") => Some(Property::Alt),
        _ => None,
    }
}

/// Simple properties may stand as attributes of their description.
fn attributes(reader: &NsReader<&[u8]>, start: &BytesStart<'_>, facts: &mut Facts) {
    for attribute in start.attributes().flatten() {
        let found = property(reader.resolver().resolve_attribute(attribute.key));
        if let (Some(property), Ok(value)) = (found, attribute.normalized_value(XmlVersion::Implicit1_0)) {
            set(facts, property, &value);
        }
    }
}

fn set(facts: &mut Facts, property: Property, text: &str) {
    let field = match property {
        Property::Caption => &mut facts.caption,
        Property::Credit => &mut facts.credit,
        Property::Byline => &mut facts.byline,
        Property::Copyright => &mut facts.copyright,
        Property::Alt => &mut facts.alt,
    };
    if field.is_none() {
        *field = plain(text);
    }
}

/// A packet that says this and nothing else.
pub fn write(facts: &Facts) -> String {
    let lists = [
        ("dc:description", "Alt", &facts.caption),
        ("dc:creator", "Seq", &facts.byline),
        ("dc:rights", "Alt", &facts.copyright),
        ("Iptc4xmpCore:AltTextAccessibility", "Alt", &facts.alt),
    ];
    let mut inner = String::new();
    for (name, kind, text) in lists {
        let language = if kind == "Alt" { " xml:lang=\"x-default\"" } else { "" };
        if let Some(text) = text {
            let text = quick_xml::escape::escape(text.as_str());
            inner += &format!("<{name}><rdf:{kind}><rdf:li{language}>{text}</rdf:li></rdf:{kind}></{name}>");
        }
    }
    if let Some(credit) = &facts.credit {
        inner +=
            &format!("<photoshop:Credit>{}</photoshop:Credit>", quick_xml::escape::escape(credit.as_str()));
    }
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"{RDF}\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"{DC}\" xmlns:photoshop=\"{PHOTOSHOP}\" \
         xmlns:Iptc4xmpCore=\"{IPTC}\">{inner}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>"
    )
}
