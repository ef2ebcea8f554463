//! `Update`: a NewsItem that sends only what changes in an earlier revision (NewsML 1.2, NewsItem and Update).
//!
//! Its instructions name elements of the earlier revision by their `Duid` and insert before or after them, replace
//! or delete them. The earlier revision is another delivery: whoever keeps deliveries brings them.

use crate::xml::write::{Change, Changes, write};
use crate::xml::{Document, Element, Limits};
use crate::{Hints, Item, Parsed, Problem, text};

/// What is put together of many changes must not grow without end, in bytes.
const LARGEST: usize = 32 << 20;

/// The guids of items in this file that send only what changes.
pub fn changed(bytes: &[u8], hints: &Hints) -> Vec<String> {
    if !bytes.windows(7).any(|window| window == b"<Update") {
        return Vec::new();
    }
    let (text, _) = text::decode(bytes, hints.content_type.as_deref());
    let doc = Document::parse(&text, &Limits::default());
    items(&doc).filter(|item| is_change(*item)).filter_map(guid).collect()
}

/// The item of this guid as it reads after the last of these files, oldest first: at least one sends it whole, and
/// those after that send it whole or what changes.
///
/// # Errors
/// A sentence, where a revision between them is missing or a change names what is not there.
pub fn put_together<B: AsRef<[u8]>>(files: &[B], of: &str, hints: &Hints) -> Result<Parsed, Problem> {
    let mut whole: Option<String> = None;
    for file in files {
        let (text, _) = text::decode(file.as_ref(), hints.content_type.as_deref());
        let doc = Document::parse(&text, &Limits::default());
        for item in items(&doc).filter(|item| guid(*item).as_deref() == Some(of)) {
            if item.child("NewsComponent").is_some() {
                let mut written = String::new();
                write(item, &Changes::default(), &mut written);
                whole = Some(written);
            } else if is_change(item) {
                whole = Some(change(whole.as_deref(), item)?);
            }
            if whole.as_ref().is_some_and(|whole| whole.len() > LARGEST) {
                return Err(problem("together with what it changes it is too large"));
            }
        }
    }
    let whole = whole.ok_or_else(|| problem("the revision that it changes has not come"))?;
    Ok(super::read(&whole, Vec::new(), hints))
}

fn items<'d>(doc: &'d Document<'d>) -> impl Iterator<Item = Element<'d>> {
    doc.roots().flat_map(|root| {
        let alone = Some(root).filter(|root| root.is("NewsItem"));
        alone.into_iter().chain(root.descendants("NewsItem"))
    })
}

fn guid(element: Element) -> Option<String> {
    let mut item = Item::default();
    super::management::identification(element, &mut item);
    item.guid
}

fn is_change(element: Element) -> bool {
    element.child("NewsComponent").is_none()
        && element.child("Update").is_some()
        && !super::management::ends_it(element)
}

fn revision<'d>(item: Element<'d>) -> Option<Element<'d>> {
    item.path(&["Identification", "NewsIdentifier", "RevisionId"])
}

/// The new revision whole: what it says of itself, and the earlier one's component with the changes made.
fn change(before: Option<&str>, item: Element) -> Result<String, Problem> {
    let before = before.ok_or_else(|| problem("the revision that it changes has not come"))?;
    let doc = Document::parse(before, &Limits::default());
    let earlier = items(&doc).next().ok_or_else(|| problem("the revision that it changes cannot be read"))?;
    let wanted = revision(item).and_then(|e| e.filled("PreviousRevision")).filter(|wanted| *wanted != "0");
    let known = revision(earlier).and_then(Element::words);
    if let (Some(wanted), Some(known)) = (wanted, known.as_deref())
        && wanted.trim() != known.trim()
    {
        return Err(problem(&format!(
            "it changes revision {}, and the newest that came is {}",
            wanted.trim(),
            known.trim()
        )));
    }
    let component =
        earlier.child("NewsComponent").ok_or_else(|| problem("the revision that it changes has no copy"))?;
    let mut changes = Changes::default();
    for instruction in item.all("Update").flat_map(Element::children) {
        let change = match instruction.name() {
            "InsertBefore" => Change::InsertBefore,
            "InsertAfter" => Change::InsertAfter,
            "Replace" => Change::Replace,
            "Delete" => Change::Delete,
            _ => continue,
        };
        let name = instruction.filled("DuidRef").unwrap_or_default();
        let is_there = component.attr("Duid") == Some(name)
            || component.elements().any(|element| element.attr("Duid") == Some(name));
        if !is_there {
            return Err(problem(&format!("it changes \"{name}\", which the earlier revision does not have")));
        }
        changes.add(name, change, instruction);
    }
    let mut whole = String::from("<NewsItem>");
    for own in item.children().filter(|child| !child.is("Update")) {
        write(own, &Changes::default(), &mut whole);
    }
    write(component, &changes, &mut whole);
    whole.push_str("</NewsItem>");
    Ok(whole)
}

fn problem(why: &str) -> Problem {
    Problem::error(format!(
        "A <NewsItem> sends only what changes in an earlier revision, and {why}; it was left out."
    ))
    .remedy("Ask the agency to send the whole item.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(revision: &str, content: &str) -> String {
        format!(
            "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>mna.example</ProviderId>\
             <DateId>20261126</DateId><NewsItemId>storm</NewsItemId>{revision}\
             <PublicIdentifier>urn:newsml:mna.example:20261126:storm:1</PublicIdentifier></NewsIdentifier>\
             </Identification><NewsManagement><Status FormalName='Usable'/></NewsManagement>{content}</NewsItem></NewsML>"
        )
    }

    fn first() -> String {
        file(
            "<RevisionId PreviousRevision='0' Update='N'>1</RevisionId>",
            "<NewsComponent><NewsLines><HeadLine Duid='h'>Storm &amp; tide near</HeadLine></NewsLines><ContentItem>\
             <Format FormalName='XHTML'/><DataContent><p Duid='p1' xmlns='http://www.w3.org/1999/xhtml'>No boat \
             left.</p><p Duid='p2'>It rained.</p></DataContent></ContentItem></NewsComponent>",
        )
    }

    fn second(instructions: &str) -> String {
        let revision = "<RevisionId PreviousRevision='1' Update='U'>2</RevisionId>";
        file(revision, &format!("<Update>{instructions}</Update>"))
    }

    fn put(files: &[String]) -> Result<Item, String> {
        let guid = "urn:newsml:mna.example:20261126:storm";
        let parsed = put_together(files, guid, &Hints::default()).map_err(|problem| problem.message)?;
        Ok(parsed.items.into_iter().next().unwrap())
    }

    #[test]
    fn a_change_is_made_to_the_revision_before_it() {
        let change = second(
            "<Replace DuidRef='h'><HeadLine Duid='h'>Storm passes</HeadLine></Replace>\
             <InsertAfter DuidRef='p1'><p Duid='p3'>The ferry waits.</p></InsertAfter><Delete DuidRef='p2'/>",
        );
        assert_eq!(changed(change.as_bytes(), &Hints::default()), ["urn:newsml:mna.example:20261126:storm"]);
        assert!(changed(first().as_bytes(), &Hints::default()).is_empty());
        let item = put(&[first(), change.clone()]).unwrap();
        assert_eq!((item.version, item.headline.as_deref()), (Some(2), Some("Storm passes")));
        let words = item.body.plain_text();
        assert_eq!(words.split_whitespace().collect::<Vec<_>>().join(" "), "No boat left. The ferry waits.");

        let third = change
            .replace("PreviousRevision='1' Update='U'>2<", "PreviousRevision='2' Update='U'>3<")
            .replace("Storm passes", "Storm is over")
            .replace("<Delete DuidRef='p2'/>", "<InsertBefore DuidRef='p3'><p>At ten:</p></InsertBefore>");
        let item = put(&[first(), change, third]).unwrap();
        assert_eq!((item.version, item.headline.as_deref()), (Some(3), Some("Storm is over")));
        assert!(item.body.plain_text().contains("At ten:"), "what was inserted is changed by its own name");
    }

    #[test]
    fn a_change_of_what_is_not_there_is_refused_with_the_reason() {
        let change = second("<Delete DuidRef='p9'/>");
        assert!(put(&[first(), change]).unwrap_err().contains("changes \"p9\""));
        let skipped = second("").replace("PreviousRevision='1'", "PreviousRevision='4'");
        assert!(
            put(&[first(), skipped])
                .unwrap_err()
                .contains("changes revision 4, and the newest that came is 1")
        );
        assert!(put(&[second("")]).unwrap_err().contains("has not come"));
    }
}
